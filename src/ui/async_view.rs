//! A view that is loaded asynchronously: shows a placeholder and then the result. All views have the same type, so that
//! the code for waiting is compiled once (docs/adr/0004-size.md).

use crate::task::{Latest, Lifetime};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Renders a result; called again when the language changes.
pub type ViewFactory = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A request that will be rendered.
pub type ViewFuture = Pin<Box<dyn Future<Output = ViewFactory>>>;

/// Wraps a render function.
pub fn view_factory(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> ViewFactory {
    Arc::new(draw)
}

/// Shows the result of `ask`. Signals that `ask` reads trigger it again, and only the last result is shown.
#[component]
pub fn AsyncView(
    /// Starts the request; run again when a signal that it reads changes.
    ask: Box<dyn Fn() -> ViewFuture>,
    /// The placeholder until the first result.
    waiting: fn() -> AnyView,
) -> impl IntoView {
    let shown = RwSignal::new(None::<ViewFactory>);
    let latest = Latest::new();
    let life = Lifetime::new();
    Effect::new(move |_| {
        let is_latest = latest.begin();
        let future = ask();
        life.spawn(async move {
            let factory = future.await;
            if is_latest() {
                shown.set(Some(factory));
            }
        });
    });
    move || shown.get().map_or_else(waiting, |draw| draw())
}
