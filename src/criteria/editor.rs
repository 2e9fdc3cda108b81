//! The one editor: the fields into which a row turns while it is entered.

mod attribute;
mod boolean;
mod chips;
mod flags;
mod holders;
mod moment;
mod objects;
mod operator;
mod suggest;
mod typed;
mod values;

use super::state::Builder;
use crate::i18n::tv;
use attribute::AttributeField;
use boolean::BooleanValue;
use flags::FlagsValue;
use leptos::prelude::*;
use model::criteria::NodeId;
use moment::MomentValue;
use objects::ObjectValue;
use operator::OperatorField;
use typed::{Form, Typed};
use values::TextValues;

/// The fields of a condition.
#[component]
pub(super) fn Editor(
    /// The builder.
    builder: Builder,
    /// Which condition.
    node: NodeId,
) -> impl IntoView {
    let typed = Typed::new(builder, node);
    let form = typed.form();
    let value = move || match form.get() {
        Form::Nothing => ().into_any(),
        Form::Text => view! { <TextValues typed/> }.into_any(),
        Form::Boolean => view! { <BooleanValue typed/> }.into_any(),
        Form::Moment(syntax) => view! { <MomentValue typed syntax/> }.into_any(),
        Form::Object(syntax) => view! { <ObjectValue typed syntax/> }.into_any(),
        Form::Flags => view! { <FlagsValue typed/> }.into_any(),
    };
    let not = move || {
        let criteria = builder.criteria();
        criteria.node(node).is_some_and(|node| node.not).to_string()
    };
    view! {
        <button type="button" class="btn quiet s not" data-do="not" aria-pressed=not>{tv!(builder.not)}</button>
        <div class="attribute"><AttributeField typed/></div>
        <div class="operator"><OperatorField typed/></div>
        <div class="value">{value}</div>
        <button type="button" class="btn s primary done" on:click=move |_| builder.close()>{tv!(builder.done)}</button>
    }
}
