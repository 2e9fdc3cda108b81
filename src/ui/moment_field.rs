//! A field for a point in time, in the reader's time zone.

use crate::i18n::language;
use js_sys::Date;
use leptos::html;
use leptos::prelude::*;
use model::attribute::Syntax;
use model::criteria::value;
use wasm_bindgen::JsValue;

/// A date and time. A half-entered one changes nothing, so that what was there is not lost while somebody types.
#[component]
pub fn MomentField(
    id: String,
    /// The accessible name.
    label: Signal<String>,
    /// Unix seconds, if there is a moment.
    value: Signal<Option<i64>>,
    /// How the moment is written.
    syntax: Syntax,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// Receives the moment as it is written in the directory.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    // Assigning "" while a date is half entered would clear it.
    let before = StoredValue::new(None::<i64>);
    Effect::new(move |_| {
        let value = value.get();
        let shown = value.map(local).unwrap_or_default();
        let was = before.get_value();
        before.set_value(value);
        if let Some(field) = field.get().filter(|field| field.value() != shown && (value.is_some() || was.is_some())) {
            field.set_value(&shown);
        }
    });
    let put = move |text: String| {
        if let Some(text) = seconds(&text).and_then(|moment| value::moment_text(syntax, moment)) {
            on_input.run(text);
        }
    };
    let described_by = format!("{id}-error");
    view! {
        <input class="input" id=id node_ref=field type="datetime-local" step="1" aria-label=label
            lang=move || crate::i18n::code(language())
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then(|| described_by.clone())
            on:input:target=move |ev| put(ev.target().value())/>
    }
}

/// Unix seconds of a local time in the format of a date input; none if it cannot be read.
pub fn seconds(text: &str) -> Option<i64> {
    let time = Date::new(&JsValue::from_str(text)).get_time();
    (!time.is_nan()).then_some((time / 1000.0) as i64)
}

/// Unix seconds as the value of a `datetime-local` input, in the browser's time zone.
pub fn local(seconds: i64) -> String {
    let date = Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}
