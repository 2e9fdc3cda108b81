//! Step 1: what kind of group.

use super::state::Wizard;
use super::words::sentence;
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Look, Radios};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::group::{Field, GroupKind};

/// The step.
#[component]
pub fn GroupTypeStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let text = FieldText::new("kind", || t!(wizard.kind), move || wizard.problem(&Field::Kind).as_ref().map(sentence));
    let kinds = vec![(
        GroupKind::Static,
        Choice::new(|| t!(group.static_group).to_owned()).meaning(|| t!(wizard.static_meaning)),
    )];
    let choose = move |kind| wizard.edit(&Field::Kind, |draft| draft.kind = kind);
    let choices = Choices::of(kinds, move || wizard.draft.with(|draft| draft.kind), choose);
    view! { <Radios text choices look=Look::Cards/> }
}
