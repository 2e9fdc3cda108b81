//! The operator of a condition, chosen from those that its attribute allows.

use crate::criteria::editor::input::ConditionInput;
use crate::criteria::words::operator_name_of;
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::config::Syntax;
use model::criteria::Operator;

#[component]
pub(super) fn OperatorField(input: ConditionInput) -> impl IntoView {
    let chosen = Memo::new(move |_| input.with(|condition| condition.operator));
    let offered = Memo::new(move |_| {
        let operators =
            input.attribute().map_or_else(|| Syntax::String.operators().to_vec(), |known| known.operators());
        let mut offered: Vec<Option<Operator>> = operators.into_iter().map(Some).collect();
        // An operator from a pasted rule stays selectable. The "choose" entry disappears once an operator is set.
        let own = chosen.get();
        if !offered.contains(&own) {
            offered.insert(0, own);
        }
        offered
    });
    let choose = move |operator: Option<Operator>| {
        input.change(|condition| {
            condition.operator = operator;
            if !operator.is_some_and(Operator::takes_several) {
                condition.values.truncate(1);
            }
        });
    };
    let named = move |operator: Option<Operator>| {
        let named = move |operator| operator_name_of(operator, input.syntax(), false);
        let name = move || operator.map_or_else(|| t!(builder.choose), named);
        (operator, Choice::new(move || name().to_owned()))
    };
    move || {
        let text = FieldText::new("builder-operator", || t!(builder.operator), || None);
        let list = offered.get().into_iter().map(named).collect();
        view! { <Select text choices=Choices::of(list, move || chosen.get(), choose)/> }
    }
}
