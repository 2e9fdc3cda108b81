//! What the browser downloads when it is first needed ([`crate::lazy`]): how a part is written, and what is shown until it
//! is there or when it does not come.

use crate::i18n::{t, tv, words};
use crate::lazy::NotLoaded;
use crate::ui::async_view::{AsyncView, ViewFactory, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// A part's drawing, once it is there.
pub type Coming = Pin<Box<dyn Future<Output = Result<ViewFactory, NotLoaded>>>>;

/// Of each part a module with `draw`, which loads it and hands over its drawing, and with `load`, which only loads it;
/// and `load_all`. What only the block of a part can reach is in the file of the part's name, or of the name after `in`,
/// which several parts may have in common. Without the feature `split` all is in one file.
macro_rules! parts {
    ($($(#[$about:meta])* $name:ident($($given:ident: $kind:ty),*) $(in $file:ident)? $block:block)*) => {
        $(
            $(#[$about])*
            pub mod $name {
                use super::*;
                $crate::ui::lazy::part!([$($file)? $name] ($($given: $kind),*) $block);
            }
        )*

        /// Loads every part.
        pub async fn load_all() {
            $(
                // What does not come now is asked for again when it is needed.
                let _ = $name::load().await;
            )*
        }
    };
}

/// What is in the module of a part; the first name is the file's.
macro_rules! part {
    ([$file:ident $($name:ident)?] ($($given:ident: $kind:ty),*) $block:block) => {
        /// Loads the part and hands over its drawing.
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
        pub fn draw($($given: $kind),*) -> Result<$crate::ui::async_view::ViewFactory, $crate::lazy::NotLoaded> {
            Ok($crate::ui::async_view::view_factory(move || $block))
        }

        /// Hands over the part's drawing.
        #[cfg(not(feature = "split"))]
        pub async fn draw($($given: $kind),*) -> Result<$crate::ui::async_view::ViewFactory, $crate::lazy::NotLoaded> {
            Ok($crate::ui::async_view::view_factory(move || $block))
        }

        /// It is there.
        #[cfg(not(feature = "split"))]
        pub async fn load() -> Result<(), $crate::lazy::NotLoaded> {
            Ok(())
        }
    };
}

pub(crate) use {part, parts};

/// Shows a part; where it does not come, what can be done about it.
#[component]
pub fn Lazy(
    /// Loads it: `Box::new(|| Box::pin(parts::name::draw()))`.
    part: Box<dyn Fn() -> Coming>,
    /// Whether it is all of a page: then the page has a heading without it, too.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    let again = RwSignal::new(());
    let ask = move || -> ViewFuture {
        again.track();
        let coming = part();
        Box::pin(async move {
            match coming.await {
                Ok(factory) => factory,
                Err(NotLoaded) => view_factory(move || view! { <Missing page again/> }.into_any()),
            }
        })
    };
    let waiting = || {
        view! { <div class="waiting"><span class="busy" role="status" aria-label=t!(app.loading)></span></div> }
            .into_any()
    };
    view! { <AsyncView ask=Box::new(ask) waiting/> }
}

#[component]
fn Missing(page: bool, again: RwSignal<()>) -> impl IntoView {
    let advice = || if window().navigator().on_line() { t!(part.advice) } else { t!(error.offline) };
    // The browser says no when it is about to leave the page anyway.
    let reload = |_| drop(window().location().reload());
    view! {
        {page.then(|| view! { <div class="page-head"><PageTitle text=words(|| t!(part.page))/></div> })}
        <div class="panel bad" role="alert">
            {Icon::Warning.view()}
            <div>
                <p>{tv!(part.missing)}</p>
                <p>{advice}</p>
                <div class="row">
                    <button type="button" class="btn s" on:click=move |_| again.set(())>{tv!(common.try_again)}</button>
                    <button type="button" class="btn s quiet" on:click=reload>{tv!(part.reload)}</button>
                </div>
            </div>
        </div>
    }
}
