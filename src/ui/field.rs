//! A labelled field with its hint and its error, wired together for screen readers.

use leptos::prelude::*;

/// What every field has.
#[derive(Clone)]
pub struct FieldText {
    /// The element's id; the error's and the hint's ids follow from it.
    pub id: &'static str,
    /// The accessible name.
    pub label: Signal<String>,
    /// Helps before anything is wrong; empty for none.
    pub hint: Signal<String>,
    /// What is wrong, as a sentence; none for nothing.
    pub error: Signal<Option<String>>,
}

impl FieldText {
    /// A field with a label and an error, without a hint.
    pub fn new(
        id: &'static str,
        label: impl Fn() -> String + Send + Sync + 'static,
        error: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let hint = Signal::derive(String::new);
        Self { id, label: Signal::derive(label), hint, error: Signal::derive(error) }
    }

    /// With a hint.
    pub fn hint(mut self, hint: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.hint = Signal::derive(hint);
        self
    }

    /// For `aria-describedby`.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let Self { id, hint, error, .. } = self.clone();
        Signal::derive(move || {
            let error = error.with(|e| e.is_some()).then(|| format!("{id}-error"));
            let hint = hint.with(|h| !h.is_empty()).then(|| format!("{id}-hint"));
            let ids: Vec<_> = error.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(|e| e.is_some()).then_some("true"))
    }

    /// The error and the hint, to stand below the control.
    pub fn below(&self) -> impl IntoView + use<> {
        let Self { id, hint, error, .. } = self.clone();
        view! {
            <ErrorText id=format!("{id}-error") error/>
            <Show when=move || hint.with(|h| !h.is_empty())>
                <p class="hint" id=format!("{id}-hint")>{move || hint.get()}</p>
            </Show>
        }
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
    let label = text.label;
    view! {
        <div class="field">
            <label for=text.id>{move || label.get()}</label>
            <input class="input" id=text.id type=kind autocomplete=autocomplete spellcheck="false"
                aria-describedby=text.described_by() aria-invalid=text.invalid() disabled=disabled
                aria-required=required.then_some("true")
                prop:value=value on:input:target=move |ev| on_input.run(ev.target().value())/>
            {text.below()}
        </div>
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
    let label = text.label;
    view! {
        <div class="field">
            <label for=text.id>{move || label.get()}</label>
            <textarea class="input" id=text.id rows=rows aria-describedby=text.described_by()
                aria-invalid=text.invalid() prop:value=value
                on:input:target=move |ev| on_input.run(ev.target().value())></textarea>
            {text.below()}
        </div>
    }
}
