//! Loads the configuration, or shows an error page that says what is wrong with it.

use crate::config::{FILE, NoConfig, load};
use crate::i18n::{t, tv};
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use crate::ui::title::document_title;
use leptos::prelude::*;
use model::config::{Config, Fault, Rule, SchemaError};
use std::sync::Arc;

/// Loads the configuration, then renders the portal.
#[component]
pub fn Boot(
    /// Renders the portal with the loaded configuration.
    ready: fn(Arc<Config>) -> AnyView,
) -> impl IntoView {
    let ask = move || -> ViewFuture {
        Box::pin(async move {
            match load().await {
                Ok(config) => {
                    let config = Arc::new(config);
                    view_factory(move || ready(config.clone()))
                }
                Err(fault) => view_factory(move || view! { <Broken fault=fault.clone()/> }.into_any()),
            }
        })
    };
    let waiting = || {
        view! { <main class="boot"><span class="busy" role="status" aria-label=t!(app.loading)></span></main> }
            .into_any()
    };
    view! { <AsyncView ask=Box::new(ask) waiting/> }
}

/// The error page for administrators: the wrong field, its value and the file.
#[component]
fn Broken(fault: NoConfig) -> impl IntoView {
    document_title(|| t!(boot.heading).to_owned());
    let file = format!("{}/{FILE}", crate::routes::base());
    let what = move || match fault.clone() {
        NoConfig::Missing(Some(status)) => view! { <p>{t!(boot.missing_status, status = status)}</p> }.into_any(),
        NoConfig::Missing(None) => view! { <p>{t!(boot.missing)}</p> }.into_any(),
        NoConfig::NotJson(reason) => view! { <p>{t!(boot.not_json, reason = reason)}</p> }.into_any(),
        NoConfig::Wrong(errors) => {
            let row = |error: SchemaError| {
                let value = error.value.as_ref().map(ToString::to_string).unwrap_or_default();
                view! { <tr><td class="mono">{error.path.clone()}</td><td class="mono">{value}</td><td>{sentence(&error.fault)}</td></tr> }
            };
            view! {
                <div class="table-wrap" tabindex="0">
                    <table>
                        <thead><tr>
                            <th scope="col">{t!(boot.field)}</th><th scope="col">{t!(boot.value)}</th>
                            <th scope="col">{t!(boot.fault)}</th>
                        </tr></thead>
                        <tbody>{errors.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <main class="broken stack">
            <h1>{tv!(boot.heading)}</h1>
            <div class="panel bad" role="alert">
                {Icon::Warning.view()}
                <div><p>{tv!(boot.file)} " " <b class="mono">{file}</b></p>{what}<p class="small">{tv!(boot.advice)}</p></div>
            </div>
        </main>
    }
}

fn sentence(fault: &Fault) -> String {
    match fault {
        Fault::Missing => t!(boot.fault_missing).to_owned(),
        Fault::Unknown => t!(boot.fault_unknown).to_owned(),
        Fault::Type(kind) => t!(boot.fault_type, kind = kind),
        Fault::OneOf(values) => t!(boot.fault_one_of, values = values.join(", ")),
        Fault::AtLeast(number) => t!(boot.fault_at_least, number = number),
        Fault::AtMost(number) => t!(boot.fault_at_most, number = number),
        Fault::StartsWith(starts) => t!(boot.fault_starts_with, starts = starts.join(", ")),
        Fault::Rule(rule) => match rule {
            Rule::SameId => t!(boot.rule_same_id),
            Rule::UnlistedContainer => t!(boot.rule_unlisted_container),
            Rule::MailNeedsUniversal => t!(field.needs_universal),
            Rule::NotADn => t!(boot.rule_not_a_dn),
            Rule::GraphOnly => t!(boot.rule_graph_only),
            Rule::ContainersOfGroupId => t!(boot.rule_containers),
            Rule::NotAPattern => t!(boot.rule_not_a_pattern),
            Rule::NotAProfileAttribute => t!(boot.rule_not_a_profile_attribute),
            Rule::NotAnEditableAttribute => t!(boot.rule_not_an_editable_attribute),
            Rule::DeliveryOfActiveDirectory => t!(boot.rule_delivery),
            Rule::Unreadable => t!(boot.rule_unreadable),
        }
        .to_owned(),
    }
}
