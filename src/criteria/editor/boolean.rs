//! The editor for a boolean value.

use crate::criteria::editor::input::ConditionInput;
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::criteria::{Value, value};

#[component]
pub(super) fn BooleanValue(input: ConditionInput) -> impl IntoView {
    let own = move || input.first().and_then(|text| value::boolean(&text));
    let choose = move |is: Option<bool>| input.put(Value::text(value::boolean_text(is.unwrap_or_default())));
    let list = vec![
        (Some(true), Choice::new(|| t!(builder.yes).to_owned())),
        (Some(false), Choice::new(|| t!(builder.no).to_owned())),
    ];
    let text = FieldText::new("builder-value", || t!(builder.value), move || input.value_problem());
    view! { <Radios text choices=Choices::of(list, own, choose)/> }
}
