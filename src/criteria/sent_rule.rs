//! The rule as Entra ID gets it: beside a tree whose members nobody can tell before the group is made, or why it cannot be
//! said so.

use super::check_person::CheckPerson;
use super::phrases::{go_to, print_reason};
use super::state::Builder;
use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use crate::ui::soft;
use leptos::prelude::*;
use model::criteria::{PrintReason, entra};
use model::group::MembershipRule;

/// The text below the tree.
#[component]
pub fn SentRule(
    /// Whose rule.
    builder: Builder,
) -> impl IntoView {
    let shown = move || match entra::print(&builder.settled()) {
        Ok(text) => {
            let name = t!(rule.dialect_entra);
            Some(view! { <pre tabindex="0" aria-label=name>{soft::code(&text)}</pre> }.into_any())
        }
        // What is not finished says so itself.
        Err(error) if matches!(error.reason, PrintReason::Incomplete(_)) => None,
        Err(error) => {
            let node = error.node;
            let said = print_reason(builder, &error);
            Some(
                view! {
                    <div class="panel bad">
                        {Icon::Warning.view()}
                        <div>
                            <p>{said}</p>
                            <button type="button" class="btn s" on:click=move |_| go_to(builder, node)>
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

/// Why nothing is counted here.
#[component]
pub fn Unseen(
    /// The rule, to check people against it.
    rule: Signal<MembershipRule>,
    /// The object classes that can be in the group.
    classes: &'static [&'static str],
) -> impl IntoView {
    view! {
        <section class="card preview" aria-labelledby="preview-title">
            <header><h3 id="preview-title">{tv!(rule.preview)}</h3></header>
            <div class="empty">{Icon::Info.view()}<p>{tv!(rule.no_preview)}</p></div>
            <div class="body"><CheckPerson rule classes/></div>
        </section>
    }
}
