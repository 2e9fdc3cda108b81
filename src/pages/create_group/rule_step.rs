//! Step 3 of a smart group: the membership rule.

use super::state::Wizard;
use crate::criteria::Builder;
use crate::criteria::panels::preview::PreviewWatcher;
use crate::criteria::panels::rule_editor::{RuleEditor, RuleErrors};
use crate::criteria::state::RuleField;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, MembershipRule, Problem};

#[component]
pub fn RuleStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let rule: Signal<MembershipRule> = Memo::new(move |_| wizard.draft.with(|draft| draft.rule.clone())).into();
    let criteria = wizard.draft.with_untracked(|draft| draft.rule.criteria.clone());
    let builder = Builder::new(wizard.store(), criteria);
    builder.on_change(move |criteria| wizard.edit(&Field::Rule, |draft| draft.rule.criteria = criteria));
    let change = Callback::new(move |rule| {
        wizard.edit(&Field::StartIn, |draft| {
            // The builder owns the conditions; those in a rule from the other fields may be outdated.
            let criteria = draft.rule.criteria.clone();
            draft.rule = rule;
            draft.rule.criteria = criteria;
        });
    });
    let error = move |field: Field| Signal::derive(move || wizard.problem(&field).as_ref().map(problem_text));
    let errors = RuleErrors {
        rule: error(Field::Rule),
        find: error(Field::Find),
        start_in: error(Field::StartIn),
        exceptions: Signal::derive(move || exceptions(wizard).as_ref().map(problem_text)),
    };
    let classes = untrack(|| wizard.form()).members;
    let watch = PreviewWatcher::start(rule, None);
    view! { <RuleEditor builder field=RuleField { rule, change } watch errors group=None classes/> }
}

/// The error of the exceptions; reactive.
fn exceptions(wizard: Wizard) -> Option<Problem> {
    wizard.problem(&Field::Exclude).or_else(|| wizard.problem(&Field::Include))
}
