//! What comes later: asks, shows the shape of what comes, then what came. One type for every question, so that the
//! browser downloads the code for waiting once (docs/adr/0004-size.md).

use crate::task::Life;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Draws what came; drawn again when the language changes.
pub type ViewFactory = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A drawing that comes later.
pub type ViewFuture = Pin<Box<dyn Future<Output = ViewFactory>>>;

/// A drawing of what came.
pub fn view_factory(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> ViewFactory {
    Arc::new(draw)
}

/// Shows what comes later. Whatever signals `ask` reads make it ask again; only the last answer is shown.
#[component]
pub fn AsyncView(
    /// Asks.
    ask: Box<dyn Fn() -> ViewFuture>,
    /// The shape of what comes.
    waiting: fn() -> AnyView,
) -> impl IntoView {
    let shown = RwSignal::new(None::<ViewFactory>);
    let turn = StoredValue::new(0_u32);
    let life = Life::new();
    Effect::new(move |_| {
        let own = turn.get_value() + 1;
        turn.set_value(own);
        let future = ask();
        life.spawn(async move {
            let factory = future.await;
            if turn.get_value() == own {
                shown.set(Some(factory));
            }
        });
    });
    move || shown.get().map_or_else(waiting, |draw| draw())
}
