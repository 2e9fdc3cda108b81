//! Loads the configuration, or shows an error page that says what is wrong with it.

use crate::config::{NoConfig, address, load};
use crate::i18n::{t, tv};
use crate::pages::first_run::parts;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use crate::ui::lazy::{Lazy, Missing, PartFuture};
use crate::ui::title::document_title;
use leptos::prelude::*;
use model::config::Config;
use std::sync::Arc;

/// Loads the configuration, then renders the portal.
#[component]
pub fn Boot(
    /// Renders the portal with the loaded configuration.
    ready: fn(Arc<Config>) -> AnyView,
) -> impl IntoView {
    let again = RwSignal::new(());
    let ask = move || -> ViewFuture {
        again.track();
        Box::pin(async move {
            match load().await {
                Ok(config) => {
                    let config = Arc::new(config);
                    view_factory(move || ready(config.clone()))
                }
                // Beside a new portal there is no configuration yet.
                Err(NoConfig::Missing(Some(404))) => view_factory(|| {
                    view! { <Lazy part=Box::new(|| Box::pin(parts::first_run::draw())) page=true/> }.into_any()
                }),
                Err(NoConfig::NotChecked) => view_factory(move || {
                    view! { <main class="broken stack"><Missing page=true again/></main> }.into_any()
                }),
                Err(fault) => view_factory(move || view! { <Broken fault=fault.clone()/> }.into_any()),
            }
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting/> }
}

/// Shown until it is known what to show.
pub fn waiting() -> AnyView {
    view! { <main class="boot"><span class="busy" role="status" aria-label=t!(app.loading)></span></main> }.into_any()
}

/// The error page for administrators: the wrong field, its value and the file.
#[component]
fn Broken(fault: NoConfig) -> impl IntoView {
    document_title(|| t!(boot.heading).to_owned());
    let file = address();
    // A browser refuses only while it is already leaving the page.
    let reload = |_| drop(window().location().reload());
    let what = move || match fault.clone() {
        NoConfig::Missing(Some(status)) => view! { <p>{t!(boot.missing_status, status = status)}</p> }.into_any(),
        NoConfig::Missing(None) => view! { <p>{t!(boot.missing)}</p> }.into_any(),
        NoConfig::NotUtf8 => view! { <p>{t!(boot.not_utf8)}</p> }.into_any(),
        NoConfig::NotJson(reason) => view! { <p>{t!(boot.not_json, reason = reason)}</p> }.into_any(),
        // Shown as a missing part of the portal.
        NoConfig::NotChecked => ().into_any(),
        NoConfig::Wrong(errors) => {
            let part = move || -> PartFuture { Box::pin(parts::config_faults::draw(errors.clone())) };
            view! { <Lazy part=Box::new(part)/> }.into_any()
        }
    };
    view! {
        <main class="broken stack">
            <h1>{tv!(boot.heading)}</h1>
            <div class="panel bad" role="alert">
                {Icon::Warning.view()}
                <div><p>{tv!(boot.file)} " " <b class="mono">{file}</b></p>{what}<p class="small">{tv!(boot.advice)}</p></div>
            </div>
            <div class="row"><button type="button" class="btn primary" on:click=reload>{tv!(part.reload)}</button></div>
        </main>
    }
}
