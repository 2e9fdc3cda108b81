//! The editor for text and numbers: one field, the earlier values as chips, and suggestions from the directory.
//!
//! The field holds the last value. Every key press updates the condition, so undo covers all values.

use crate::criteria::editor::chips::Chips;
use crate::criteria::editor::input::ConditionInput;
use crate::criteria::editor::suggest::Suggest;
use crate::i18n::{t, tv};
use crate::ui::combobox::Combobox;
use crate::ui::field::FieldText;
use crate::ui::focus;
use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use model::criteria::Value;
use wasm_bindgen::{JsCast, JsValue};

#[component]
pub(super) fn TextValues(input: ConditionInput) -> impl IntoView {
    let builder = input.builder;
    let root = NodeRef::<html::Div>::new();
    let last = move || input.with(|condition| condition.values.last().map(text_of).unwrap_or_default());
    let value = RwSignal::new(String::new());
    Effect::new(move |_| {
        let last = last();
        if value.with_untracked(|value| *value != last) {
            value.set(last);
        }
    });
    let put = move |text: String| {
        input.change(|condition| {
            condition.values.pop();
            condition.values.push(Value::text(text));
        });
    };
    let chosen = Signal::derive(move || {
        let name = |value: &Value| (text_of(value), text_of(value));
        input.with(|condition| {
            let count = condition.values.len().saturating_sub(1);
            condition.values.iter().take(count).map(name).collect()
        })
    });
    let focus_field = move || {
        if let Some(root) = root.get_untracked() {
            focus::first_in(&root, "input");
        }
    };
    let remove = move |at: usize| {
        input.change(|condition| {
            condition.values.remove(at);
        });
        focus_field();
    };
    let another = move |_| {
        input.change(|condition| condition.values.push(Value::text("")));
        focus_field();
    };
    let can_add = move || input.takes_several() && !last().trim().is_empty();
    let pasted = move |ev: Event| {
        let lines = clipboard(&ev).unwrap_or_default();
        let lines: Vec<_> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > 1 && untrack(move || input.takes_several()) {
            ev.prevent_default();
            input.change(|condition| {
                condition.values.retain(|value| !text_of(value).trim().is_empty());
                condition.values.extend(lines.into_iter().map(Value::text));
            });
        }
    };
    let suggest = Suggest::new(input);
    let key = move |ev: KeyboardEvent| {
        let Some(field) = ev.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
            return;
        };
        match ev.key().as_str() {
            // Enter accepts the typed text. A suggestion is taken only when it was highlighted with the arrow keys.
            "Enter" if !field.has_attribute("aria-activedescendant") => {
                ev.prevent_default();
                ev.stop_propagation();
                builder.close();
            }
            "Backspace" if field.value().is_empty() && input.with(|condition| condition.values.len() > 1) => {
                ev.prevent_default();
                input.change(|condition| {
                    condition.values.pop();
                });
            }
            _ => {}
        }
    };
    let text = FieldText::new("builder-value", || t!(builder.value), move || input.value_problem());
    view! {
        <div class="several" node_ref=root on:keydown:capture=key on:paste=move |ev| pasted(ev.into())>
            <Chips names=chosen on_remove=remove/>
            <Combobox text value suggestions=suggest.shown()
                on_pick=move |at| if let Some(text) = suggest.at(at) { put(text) }
                on_type=move |text: String| { suggest.ask(text.clone(), true); put(text) }
                on_open=move |()| suggest.ask(untrack(last), false)/>
            <Show when=can_add>
                <button type="button" class="btn s quiet another" on:click=another>{tv!(builder.another_value)}</button>
            </Show>
        </div>
    }
}

/// The text of a value; "" for a relative date, which a text attribute does not have.
fn text_of(value: &Value) -> String {
    value.as_text().unwrap_or_default().to_owned()
}

/// The text that a paste event carries. Read by reflection, because `web_sys::Event` has no `clipboardData`.
fn clipboard(ev: &Event) -> Option<String> {
    let data = js_sys::Reflect::get(ev, &"clipboardData".into()).ok()?;
    let get = js_sys::Reflect::get(&data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    get.call1(&data, &JsValue::from("text")).ok()?.as_string()
}
