//! What is asked before a rule lets people in: the number where nearly everybody would be a member, and to have read the
//! rule where nobody can tell whom it means.

use crate::api::Api;
use crate::api::smart::{MembershipQuery, is_nearly_everyone};
use crate::http::ApiError;
use crate::i18n::t;
use crate::pages::create_group::state::Wizard;
use crate::ui::choice::CheckBox;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::odata;
use model::group::{GroupDraft, GroupKind};

/// Whether a rule means no more than anybody would expect, or was confirmed. Where it was not, it is asked for.
pub(super) async fn is_confirmed(wizard: Wizard, api: &Api, draft: &GroupDraft) -> Result<bool, ApiError> {
    if draft.kind == GroupKind::Static {
        return Ok(true);
    }
    let scoped = untrack(|| wizard.form()).scoped;
    let question =
        if scoped { MembershipQuery::of(&draft.rule).ok() } else { MembershipQuery::of_graph(&draft.rule).ok() };
    let Some(question) = question.filter(|_| scoped || !untrack(|| is_refused(wizard))) else {
        return Ok(scoped || is_read_or_asks(wizard));
    };
    let total = match api.count(draft.store, &question).await {
        Ok(found) => found + question.included().len() as i64,
        // A rule that is well must not fail because Graph takes less than its documentation says.
        Err(ApiError::Refused(..) | ApiError::Status(..)) if !scoped => {
            wizard.uncounted.try_set(draft.entra_rule().ok());
            return Ok(is_read_or_asks(wizard));
        }
        Err(error) => return Err(error),
    };
    let everyone = api.count(draft.store, &question.everyone_for(&draft.rule)).await?;
    if !is_nearly_everyone(total, everyone) {
        wizard.wide.try_set(None);
        return Ok(true);
    }
    let typed = wizard.typed.try_with_untracked(|typed| format::is_number(typed, total)).unwrap_or_default();
    if !typed {
        wizard.wide.try_set(Some((total, everyone)));
        focus::soon("[id=\"wide-confirm\"]");
    }
    Ok(typed)
}

/// Nearly everybody would be a member: the number is asked for.
#[component]
pub fn Wide(
    /// The wizard.
    wizard: Wizard,
    /// How many.
    total: i64,
    /// Of how many.
    everyone: i64,
) -> impl IntoView {
    let text = FieldText::new("wide-confirm", || t!(rule.confirm_label), || None);
    let said = move || t!(rule.everyone_question, total = format::count(total), everyone = format::count(everyone));
    view! {
        <div class="panel warn" role="alert">
            {Icon::Warning.view()}
            <div>
                <p>{said}</p>
                <TextField text value=wizard.typed on_input=move |text| wizard.typed.set(text)/>
            </div>
        </div>
    }
}

/// The rule as it will be sent; reactive. Another rule has not been read yet.
fn rule(wizard: Wizard) -> Option<String> {
    wizard.draft.with(|draft| draft.entra_rule().ok())
}

fn is_read(wizard: Wizard) -> bool {
    let now = rule(wizard);
    now.is_some() && wizard.read.get() == now
}

/// Whether the rule was read; where it was not, that is asked for.
fn is_read_or_asks(wizard: Wizard) -> bool {
    let read = untrack(|| is_read(wizard));
    wizard.unread.try_set(!read);
    if !read {
        focus::soon("[id=\"rule-read\"]");
    }
    read
}

/// Whether Graph has refused to count this very rule; reactive.
fn is_refused(wizard: Wizard) -> bool {
    wizard.uncounted.with(|refused| refused.is_some()) && wizard.uncounted.get() == rule(wizard)
}

/// Whether nobody can tell whom the rule means before the group is made; reactive.
pub fn is_unseen(wizard: Wizard) -> bool {
    let is_countable = |draft: &GroupDraft| odata::filter(&draft.rule.criteria).is_ok();
    let smart = wizard.draft.with(|draft| draft.kind == GroupKind::Smart);
    smart && !wizard.form().scoped && (is_refused(wizard) || !wizard.draft.with(is_countable))
}

/// Nobody can tell whom the rule means before the group is made: that it was read is asked for.
#[component]
pub fn ReadRule(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let value = Signal::derive(move || is_read(wizard));
    let problem = move || (wizard.unread.get() && !value.get()).then(|| t!(rule.read_first).to_owned());
    let text = FieldText::new("rule-read", || t!(rule.read), problem);
    let change = move |on: bool| wizard.read.set(if on { untrack(|| rule(wizard)) } else { None });
    view! {
        <div class="panel warn">
            {Icon::Warning.view()}
            <div class="stack">
                <p>{move || t!(rule.unseen)}</p>
                <CheckBox text value on_change=change/>
            </div>
        </div>
    }
}
