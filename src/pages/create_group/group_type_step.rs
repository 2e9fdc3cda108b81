//! Step 1: what kind of group.

use super::state::Wizard;
use super::words::{kind_name, sentence};
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Look, Radios};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::group::{Field, Form, GroupKind};
use model::wire::cloud::CloudType;

/// The step.
#[component]
pub fn GroupTypeStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let text = FieldText::new("kind", || t!(wizard.kind), move || wizard.problem(&Field::Kind).as_ref().map(sentence));
    let meaning = |kind: GroupKind| -> fn() -> &'static str {
        match kind {
            GroupKind::Static => || t!(wizard.static_meaning),
            GroupKind::Smart => || t!(rule.smart_meaning),
        }
    };
    let makeable = wizard.with_store(|store| Form::of(store.kind, CloudType::default()).kinds);
    let kinds = makeable.iter().map(|kind| {
        let kind = *kind;
        (kind, Choice::new(move || kind_name(kind).to_owned()).meaning(meaning(kind)))
    });
    let kinds = kinds.collect();
    let choose = move |kind| wizard.edit(&Field::Kind, |draft| draft.kind = kind);
    let choices = Choices::of(kinds, move || wizard.draft.with(|draft| draft.kind), choose);
    view! { <Radios text choices look=Look::Cards/> }
}
