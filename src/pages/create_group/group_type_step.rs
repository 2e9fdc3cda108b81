//! Step 1: the type of group.

use super::state::Wizard;
use super::words::{cloud_meaning, cloud_name, kind_meaning};
use crate::i18n::t;
use crate::ui::choice::{CheckBox, Choice, Choices, Look, Radios};
use crate::ui::field::FieldText;
use crate::words::group::kind_name;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, Form, GroupKind};

#[component]
pub fn GroupTypeStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let form = untrack(|| wizard.form());
    view! {
        {(!form.types.is_empty()).then(|| view! { <Types wizard form/> })}
        <Kinds wizard form/>
        {form.roles.then(|| view! { <Roles wizard/> })}
    }
}

fn text(wizard: Wizard, id: &'static str, label: fn() -> &'static str, field: Field) -> FieldText {
    FieldText::new(id, label, move || wizard.problem(&field).as_ref().map(problem_text))
}

/// The type of group in Entra ID.
#[component]
fn Types(wizard: Wizard, form: Form) -> impl IntoView {
    let choice = |cloud| (cloud, Choice::new(move || cloud_name(cloud).to_owned()).meaning(cloud_meaning(cloud)));
    let choose = move |cloud| wizard.edit(&Field::Cloud, |draft| draft.set_cloud(cloud, form.store));
    let types = form.types.iter().copied().map(choice).collect();
    let choices = Choices::of(types, move || wizard.draft.with(|draft| draft.cloud), choose);
    let text = text(wizard, "cloud", || t!(wizard.cloud), Field::Cloud);
    view! { <Radios text choices look=Look::Cards/> }
}

/// Whether members are listed or computed by a rule.
#[component]
fn Kinds(wizard: Wizard, form: Form) -> impl IntoView {
    let choice = |kind: GroupKind| {
        let name = move || kind_name(kind, form.store).to_owned();
        (kind, Choice::new(name).meaning(kind_meaning(kind, &form)))
    };
    let choose = move |kind| wizard.edit(&Field::Kind, |draft| draft.set_kind(kind));
    let kinds = form.kinds.iter().copied().map(choice).collect();
    let choices = Choices::of(kinds, move || wizard.draft.with(|draft| draft.kind), choose);
    view! { <Radios text=text(wizard, "kind", || t!(wizard.kind), Field::Kind) choices look=Look::Cards/> }
}

/// Whether Entra roles can be assigned to the group.
#[component]
fn Roles(wizard: Wizard) -> impl IntoView {
    let dynamic = Signal::derive(move || wizard.draft.with(|draft| draft.kind == GroupKind::Smart));
    let value = Signal::derive(move || wizard.draft.with(|draft| draft.graph.role_assignable));
    let hint = move || match (dynamic.get(), value.get()) {
        (true, _) => t!(wizard.roles_not_dynamic).to_owned(),
        (false, true) => t!(wizard.roles_chosen).to_owned(),
        (false, false) => t!(wizard.roles_hint).to_owned(),
    };
    let text = text(wizard, "role-assignable", || t!(wizard.roles), Field::RoleAssignable).hint(hint);
    let change = move |on| wizard.edit(&Field::RoleAssignable, |draft| draft.set_role_assignable(on));
    view! { <CheckBox text value on_change=change disabled=dynamic/> }
}
