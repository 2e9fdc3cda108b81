//! Confirmations before a rule is used: typing the number of members if nearly everyone would be one, or confirming
//! that the rule was read if its matches cannot be counted.

use crate::api::Api;
use crate::api::smart::MembershipQuery;
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
use model::group::{GroupDraft, GroupKind, is_nearly_everyone};

/// Whether the rule needs no confirmation or was confirmed. Otherwise shows the confirmation.
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
        // A valid rule must not be blocked because Graph supports less than its documentation says.
        Err(ApiError::Refused(..) | ApiError::Status(..)) if !scoped => {
            wizard.confirmation.uncounted_rule.try_set(draft.entra_rule().ok());
            return Ok(is_read_or_asks(wizard));
        }
        Err(error) => return Err(error),
    };
    let everyone = api.count(draft.store, &question.everyone_for(&draft.rule)).await?;
    if !is_nearly_everyone(total, everyone) {
        wizard.confirmation.nearly_everyone.try_set(None);
        return Ok(true);
    }
    let typed =
        wizard.confirmation.typed_count.try_with_untracked(|typed| format::is_number(typed, total)).unwrap_or_default();
    if !typed {
        wizard.confirmation.nearly_everyone.try_set(Some((total, everyone)));
        focus::soon("[id=\"wide-confirm\"]");
    }
    Ok(typed)
}

/// Nearly everyone would be a member, so the user must type the number.
#[component]
pub fn Wide(
    /// The wizard's state.
    wizard: Wizard,
    /// How many members there would be.
    total: i64,
    /// How many objects there are in all.
    everyone: i64,
) -> impl IntoView {
    let text = FieldText::new("wide-confirm", || t!(rule.confirm_label), || None);
    let said = move || t!(rule.everyone_question, total = format::count(total), everyone = format::count(everyone));
    view! {
        <div class="panel warn" role="alert">
            {Icon::Warning.view()}
            <div>
                <p>{said}</p>
                <TextField text value=wizard.confirmation.typed_count on_input=move |text| wizard.confirmation.typed_count.set(text)/>
            </div>
        </div>
    }
}

/// The rule as it will be sent; reactive. A changed rule must be read again.
fn rule(wizard: Wizard) -> Option<String> {
    wizard.draft.with(|draft| draft.entra_rule().ok())
}

fn is_read(wizard: Wizard) -> bool {
    let now = rule(wizard);
    now.is_some() && wizard.confirmation.read_rule.get() == now
}

/// Whether the rule was confirmed as read. If not, moves the focus to the check box.
fn is_read_or_asks(wizard: Wizard) -> bool {
    let read = untrack(|| is_read(wizard));
    wizard.confirmation.asks_to_read.try_set(!read);
    if !read {
        focus::soon("[id=\"rule-read\"]");
    }
    read
}

/// Whether Graph has refused to count exactly this rule; reactive.
fn is_refused(wizard: Wizard) -> bool {
    wizard.confirmation.uncounted_rule.with(|refused| refused.is_some())
        && wizard.confirmation.uncounted_rule.get() == rule(wizard)
}

/// Whether the rule's matches cannot be counted before the group is created; reactive.
pub fn is_unseen(wizard: Wizard) -> bool {
    let is_countable = |draft: &GroupDraft| odata::filter(&draft.rule.criteria).is_ok();
    let smart = wizard.draft.with(|draft| draft.kind == GroupKind::Smart);
    smart && !wizard.form().scoped && (is_refused(wizard) || !wizard.draft.with(is_countable))
}

/// The matches cannot be counted, so the user must confirm that the rule was read.
#[component]
pub fn ReadRule(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let value = Signal::derive(move || is_read(wizard));
    let problem =
        move || (wizard.confirmation.asks_to_read.get() && !value.get()).then(|| t!(rule.read_first).to_owned());
    let text = FieldText::new("rule-read", || t!(rule.read), problem);
    let change = move |on: bool| wizard.confirmation.read_rule.set(if on { untrack(|| rule(wizard)) } else { None });
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
