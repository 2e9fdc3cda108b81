//! Step 1: what kind of group.

use super::state::Wizard;
use super::words::sentence;
use crate::i18n::t;
use crate::ui::choice::{Choice, Look, Radios};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::group::{Field, GroupKind};

/// The step.
#[component]
pub fn GroupTypeStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let text = FieldText::new(
        "kind",
        || t!(wizard.kind).to_owned(),
        move || wizard.problem(&Field::Kind).as_ref().map(sentence),
    );
    let choices = vec![
        Choice::new(GroupKind::Static, || t!(group.static_group).to_owned())
            .meaning(|| t!(wizard.static_meaning).to_owned()),
    ];
    let value = Signal::derive(move || wizard.draft.with(|draft| draft.kind));
    let choose = move |kind| wizard.edit(&Field::Kind, |draft| draft.kind = kind);
    view! { <Radios text choices value on_choose=choose look=Look::Cards/> }
}
