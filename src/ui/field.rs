//! A labelled field with its hint and its error, wired together for screen readers.

use crate::i18n::{text, tv};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// What every field has.
#[derive(Clone)]
pub struct FieldText {
    /// The element's id; the error's and the hint's ids follow from it.
    pub id: &'static str,
    /// The accessible name.
    pub label: fn() -> &'static str,
    /// Helps before anything is wrong; empty for none.
    hint: Said<String>,
    /// What is wrong, as a sentence; none for nothing.
    error: Said<Option<String>>,
}

type Said<T> = Arc<dyn Fn() -> T + Send + Sync>;

impl FieldText {
    /// A field with a label and an error, without a hint.
    pub fn new(
        id: &'static str,
        label: fn() -> &'static str,
        error: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self { id, label, hint: Arc::new(String::new), error: Arc::new(error) }
    }

    /// With a hint.
    pub fn hint(self, hint: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { hint: Arc::new(hint), ..self }
    }

    /// The label, following the language.
    pub fn label_view(&self) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static + use<> {
        text(self.label)
    }

    /// For `aria-describedby`.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let Self { id, hint, error, .. } = self.clone();
        Signal::derive(move || {
            let error = error().is_some();
            let hint = !hint().is_empty();
            match (error, hint) {
                (true, true) => Some(format!("{id}-error {id}-hint")),
                (true, false) => Some(format!("{id}-error")),
                (false, true) => Some(format!("{id}-hint")),
                (false, false) => None,
            }
        })
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Signal<Option<String>> {
        let error = self.error.clone();
        Signal::derive(move || error().map(|_| "true".to_owned()))
    }

    /// The error and the hint, to stand below the control.
    pub fn below(&self) -> AnyView {
        let Self { id, hint, error, .. } = self.clone();
        let hint = move || {
            let said = hint();
            (!said.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{said}</p> })
        };
        view! {
            <ErrorText id=format!("{id}-error") error=Signal::derive(move || error())/>
            {hint}
        }
        .into_any()
    }
}

/// An error's sentence, announced when it appears.
#[component]
pub fn ErrorText(
    /// The element's id.
    #[prop(into)]
    id: String,
    /// The sentence.
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div aria-live="polite">
            {move || error.get().map(|error| view! { <p class="error" id=id.clone()>{error}</p> })}
        </div>
    }
}

/// Beside the label of what must be filled in. Screen readers are told by `aria-required`.
pub fn required_mark() -> AnyView {
    view! { <span class="required" aria-hidden="true">{tv!(field.must)}</span> }.into_any()
}

/// A line of text.
#[component]
pub fn TextField(
    /// Names, hint and error.
    text: FieldText,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// Another type than text.
    #[prop(default = "text")]
    kind: &'static str,
    /// For password managers and the like.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it cannot be changed.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
    /// Whether it must be filled.
    #[prop(default = false)]
    required: bool,
) -> impl IntoView {
    // A value that is made from others must not come back under the hands of whoever clears the field to type anew.
    let emptied = RwSignal::new(false);
    let shown = move || if emptied.get() { String::new() } else { value.get() };
    let typed = move |text: String| {
        emptied.set(text.is_empty());
        on_input.run(text);
    };
    view! {
        <div class="field">
            <label for=text.id>{text.label_view()} {required.then(required_mark)}</label>
            <input class="input" id=text.id type=kind autocomplete=autocomplete spellcheck="false"
                aria-describedby=text.described_by() aria-invalid=text.invalid() disabled=disabled
                aria-required=required.then_some("true")
                prop:value=shown on:input:target=move |ev| typed(ev.target().value())
                on:blur=move |_| emptied.set(false)/>
            {text.below()}
        </div>
    }
}

/// A day within a row. What is half entered stays: a browser clears the whole field where "" is put into it.
#[component]
pub fn DayField(
    /// What is seen beside it.
    label: fn() -> &'static str,
    /// The accessible name, which says whose day it is.
    #[prop(into)]
    name: Signal<String>,
    /// As ISO 8601 has it, or "".
    #[prop(into)]
    value: Signal<String>,
    /// For `aria-describedby`.
    #[prop(into)]
    described_by: Signal<Option<String>>,
    /// For `aria-invalid`.
    #[prop(into)]
    invalid: Signal<Option<&'static str>>,
    /// What is entered.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let value = value.get();
        if let Some(input) = input.get().filter(|input| input.value() != value) {
            input.set_value(&value);
        }
    });
    view! {
        <label class="day">
            <span>{text(label)}</span>
            <input class="input" type="date" node_ref=input aria-label=move || name.get()
                aria-describedby=described_by aria-invalid=invalid
                on:input:target=move |ev| on_input.run(ev.target().value())/>
        </label>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Names, hint and error.
    text: FieldText,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// How many lines are shown.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=text.id>{text.label_view()}</label>
            <textarea class="input" id=text.id rows=rows aria-describedby=text.described_by()
                aria-invalid=text.invalid() prop:value=value
                on:input:target=move |ev| on_input.run(ev.target().value())></textarea>
            {text.below()}
        </div>
    }
}
