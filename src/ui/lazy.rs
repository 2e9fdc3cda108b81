//! Parts of the portal that are downloaded when they are first needed ([`crate::lazy`]): how a part is declared, and
//! what is shown while it is loading or if it cannot be loaded.

use crate::i18n::{t, tv, words};
use crate::lazy::NotLoaded;
use crate::ui::async_view::{AsyncView, ViewFactory, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// A part's view, once it is loaded.
pub type PartFuture = Pin<Box<dyn Future<Output = Result<ViewFactory, NotLoaded>>>>;

/// Declares parts. For each it makes a module with `draw`, which loads the part and returns its view, and `load`, which
/// only loads it; and `load_all` for all of them. Code that only the part's block can reach goes into a file named
/// after the part, or after the name behind `in`, which several parts may share. Without the feature `split` everything
/// is in one file.
macro_rules! parts {
    ($($(#[$about:meta])* $name:ident($($given:ident: $kind:ty),*) $(in $file:ident)? $block:block)*) => {
        $(
            $(#[$about])*
            pub mod $name {
                use super::*;
                $crate::ui::lazy::part!([$($file)? $name] ($($given: $kind),*) $block);
            }
        )*

        pub async fn load_all() {
            $(
                // After a failure the part is requested again when it is needed.
                let _ = $name::load().await;
            )*
        }
    };
}

/// The content of a part's module; the first name is the file's.
macro_rules! part {
    ([$file:ident $($name:ident)?] ($($given:ident: $kind:ty),*) $block:block) => {
        /// Loads the part and returns its view.
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
        pub fn draw($($given: $kind),*) -> Result<$crate::ui::async_view::ViewFactory, $crate::lazy::NotLoaded> {
            Ok($crate::ui::async_view::view_factory(move || $block))
        }

        /// Returns the part's view.
        #[cfg(not(feature = "split"))]
        pub async fn draw($($given: $kind),*) -> Result<$crate::ui::async_view::ViewFactory, $crate::lazy::NotLoaded> {
            Ok($crate::ui::async_view::view_factory(move || $block))
        }

        /// Does nothing, because the part is in the main file.
        #[cfg(not(feature = "split"))]
        pub async fn load() -> Result<(), $crate::lazy::NotLoaded> {
            Ok(())
        }
    };
}

pub(crate) use {part, parts};

/// Shows a part, or an error with the choice to try again or to reload.
#[component]
pub fn Lazy(
    /// Loads the part: `Box::new(
    ///
    /// Box::pin(parts::name::draw()))`.
    part: Box<dyn Fn() -> PartFuture>,
    /// Whether the part is a whole page; the error then needs a page heading.
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

/// The error in place of a part that could not be loaded.
#[component]
pub fn Missing(
    /// Whether the part is a whole page; the error then has a page heading.
    page: bool,
    /// Set to load it again.
    again: RwSignal<()>,
) -> impl IntoView {
    let advice = || if window().navigator().on_line() { t!(part.advice) } else { t!(error.offline) };
    // A browser refuses only while it is already leaving the page.
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
