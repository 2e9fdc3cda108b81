//! For Entra ID: the rule as it will be sent, or why it cannot be written in Entra's syntax; and a preview, where Graph
//! can count the rule.

use crate::api::smart::ExistingGroup;
use crate::criteria::panels::check_person::CheckPerson;
use crate::criteria::panels::preview::PreviewWatcher;
use crate::criteria::panels::preview_panel::PreviewPanel;
use crate::criteria::state::Builder;
use crate::criteria::state::RuleField;
use crate::criteria::words::phrases::{count_reason, print_reason};
use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use crate::ui::soft;
use leptos::prelude::*;
use model::criteria::odata::{self, NotCountable, Why};
use model::criteria::{NodeId, PrintReason, entra};
use model::group::MembershipRule;

/// The rule's text below the tree.
#[component]
pub fn SentRule(
    /// The builder whose rule is shown.
    builder: Builder,
) -> impl IntoView {
    let shown = move || match entra::print(&builder.settled()) {
        Ok(text) => {
            let name = t!(rule.dialect_entra);
            Some(view! { <pre tabindex="0" aria-label=name>{soft::code(&text)}</pre> }.into_any())
        }
        // An incomplete rule is explained at the rows.
        Err(error) if matches!(error.reason, PrintReason::Incomplete(_)) => None,
        Err(error) => {
            let node = error.node;
            let said = builder.store(|store| print_reason(store, &builder.settled(), &error));
            Some(
                view! {
                    <div class="panel bad">
                        {Icon::Warning.view()}
                        <div>
                            <p>{said}</p>
                            <button type="button" class="btn s" on:click=move |_| builder.go_to(node)>
                                {tv!(rule.go_there)}
                            </button>
                        </div>
                    </div>
                }
                .into_any(),
            )
        }
    };
    let heading =
        move |shown: AnyView| view! { <section class="rule-text"><h3>{tv!(rule.dialect_entra)}</h3>{shown}</section> };
    view! { {move || shown().map(heading)} }
}

/// The preview where Graph can count the rule, otherwise the reason why it cannot.
#[component]
pub fn GraphPreview(
    /// The condition tree, which is translated into Graph's filter.
    builder: Builder,
    /// The rule with its scope, permanent members and exceptions.
    field: RuleField,
    /// The preview of the rule.
    watch: PreviewWatcher,
    /// The existing group that has the rule; none for a new group.
    group: Option<ExistingGroup>,
    /// The object classes that can be members.
    classes: &'static [&'static str],
) -> impl IntoView {
    // An incomplete rule is explained at the rows.
    let refused = Memo::new(move |_| {
        odata::filter(&builder.settled()).err().filter(|refused| !matches!(refused.reason, Why::Missing(_)))
    });
    let is_counted = move || refused.with(|refused| refused.is_none());
    let group = StoredValue::new(group);
    view! {
        <Show when=is_counted fallback=move || view! { <NoPreview builder refused rule=field.rule classes/> }>
            <PreviewPanel field watch group=group.get_value() classes/>
        </Show>
    }
}

/// Explains why the rule cannot be counted.
#[component]
fn NoPreview(
    builder: Builder,
    refused: Memo<Option<NotCountable>>,
    rule: Signal<MembershipRule>,
    classes: &'static [&'static str],
) -> impl IntoView {
    let reason = move || {
        refused.get().map(|refused| {
            let node = refused.node;
            let go = (node != NodeId::ROOT).then(|| {
                view! {
                    <button type="button" class="btn s" on:click=move |_| builder.go_to(node)>{t!(rule.go_there)}</button>
                }
            });
            view! { <p>{builder.store(|store| count_reason(store, &builder.settled(), refused))}</p> {go} }
        })
    };
    view! {
        <section class="card preview" aria-labelledby="preview-title">
            <header><h3 id="preview-title">{tv!(rule.preview)}</h3></header>
            <div class="empty">{Icon::Info.view()} {reason} <p>{tv!(rule.no_preview)}</p></div>
            <div class="body"><CheckPerson rule classes/></div>
        </section>
    }
}
