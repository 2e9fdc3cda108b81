//! The condition editor: the fields that replace a row while its condition is edited.

mod attribute;
mod boolean;
mod chips;
mod flags;
mod holders;
mod input;
mod moment;
mod objects;
mod operator;
mod suggest;
mod values;

use crate::criteria::state::Builder;
use crate::i18n::tv;
use attribute::AttributeField;
use boolean::BooleanValue;
use flags::FlagsValue;
use input::{ConditionInput, ValueInput};
use leptos::prelude::*;
use model::criteria::NodeId;
use moment::MomentValue;
use objects::ObjectValue;
use operator::OperatorField;
use values::TextValues;

/// The fields of one condition. A tree has at most one open editor.
#[component]
pub(in crate::criteria) fn Editor(
    /// The builder that owns the condition.
    builder: Builder,
    /// The condition's node.
    node: NodeId,
) -> impl IntoView {
    let input = ConditionInput::new(builder, node);
    let form = input.form();
    let value = move || match form.get() {
        ValueInput::Nothing => ().into_any(),
        ValueInput::Text => view! { <TextValues input/> }.into_any(),
        ValueInput::Boolean => view! { <BooleanValue input/> }.into_any(),
        ValueInput::Moment(syntax) => view! { <MomentValue input syntax/> }.into_any(),
        ValueInput::Object(syntax) => view! { <ObjectValue input syntax/> }.into_any(),
        ValueInput::Flags => view! { <FlagsValue input/> }.into_any(),
    };
    let not = move || {
        let criteria = builder.criteria();
        criteria.node(node).is_some_and(|node| node.not).to_string()
    };
    view! {
        <button type="button" class="btn quiet s not" data-do="not" aria-pressed=not>{tv!(builder.not)}</button>
        <div class="attribute"><AttributeField input/></div>
        <div class="operator"><OperatorField input/></div>
        <div class="value">{value}</div>
        <button type="button" class="btn s primary done" on:click=move |_| builder.close()>{tv!(builder.done)}</button>
    }
}
