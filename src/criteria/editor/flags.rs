//! The editor for a bit mask: a check box for each bit instead of a sum of powers of two.

use crate::criteria::editor::input::ConditionInput;
use crate::i18n::{code, language, tv};
use leptos::prelude::*;
use model::criteria::{Operator, Value, value};

#[component]
pub(super) fn FlagsValue(input: ConditionInput) -> impl IntoView {
    let mask = Memo::new(move |_| input.first().and_then(|text| value::mask(&text)).unwrap_or(0));
    let named = Memo::new(move |_| input.attribute().map(|known| known.flags(code(language()))).unwrap_or_default());
    // A bit that occurs in a pasted rule but has no configured name is shown by its number, and stays in the list when
    // it is cleared.
    let others = StoredValue::new(0_u32);
    let bits = move || {
        let named = named.get();
        let known = named.iter().fold(0, |sum, (bit, _)| sum | bit);
        others.update_value(|others| *others |= mask.get_untracked() & !known);
        let others = others.get_value() & !known;
        let unnamed = (0..32).map(|at| 1_u32 << at).filter(move |bit| others & bit != 0);
        named.into_iter().chain(unnamed.map(|bit| (bit, bit.to_string()))).collect::<Vec<_>>()
    };
    let set = move |bit: u32, on: bool| {
        let bits = if on { mask.get_untracked() | bit } else { mask.get_untracked() & !bit };
        input.change(|condition| condition.values = written(bits, condition.operator));
    };
    let option = move |(bit, name): (u32, String)| {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || mask.get() & bit != 0
                    on:change:target=move |ev| set(bit, ev.target().checked())/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choice flags">
            <legend>{tv!(builder.value)}</legend>
            <div>{move || bits().into_iter().map(option).collect_view()}</div>
        </fieldset>
    }
}

/// The mask as a decimal number, or no value if no bit is set. When the whole mask is compared, the number is signed,
/// as the directory stores it.
fn written(bits: u32, operator: Option<Operator>) -> Vec<Value> {
    if bits == 0 {
        return Vec::new();
    }
    let whole = !operator.is_some_and(Operator::is_of_flags);
    vec![Value::text(if whole { bits.cast_signed().to_string() } else { bits.to_string() })]
}
