//! Form fields with label, hint and error, connected for screen readers.

use crate::i18n::{text, tv};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The texts of a field.
#[derive(Clone)]
pub struct FieldText {
    /// The element's id; the ids of error and hint are derived from it.
    pub id: &'static str,
    /// The accessible name.
    pub label: fn() -> &'static str,
    /// The hint below the field; "" for none.
    hint: TextSource<String>,
    /// The error as a sentence, if there is one.
    error: TextSource<Option<String>>,
}

type TextSource<T> = Arc<dyn Fn() -> T + Send + Sync>;

impl FieldText {
    /// A field without a hint.
    pub fn new(
        id: &'static str,
        label: fn() -> &'static str,
        error: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self { id, label, hint: Arc::new(String::new), error: Arc::new(error) }
    }

    /// Adds a hint, shown below the field.
    pub fn hint(self, hint: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { hint: Arc::new(hint), ..self }
    }

    /// The label as a reactive view.
    pub fn label_view(&self) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static + use<> {
        text(self.label)
    }

    /// The value of `aria-describedby`.
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

    /// The value of `aria-invalid`.
    pub fn invalid(&self) -> Signal<Option<String>> {
        let error = self.error.clone();
        Signal::derive(move || error().map(|_| "true".to_owned()))
    }

    /// The error and the hint, for below the control.
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

/// An error message, announced when it appears.
#[component]
pub fn ErrorText(
    /// The element's id, for `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The error; none shows nothing.
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div aria-live="polite">
            {move || error.get().map(|error| view! { <p class="error" id=id.clone()>{error}</p> })}
        </div>
    }
}

/// The mark beside the label of a required field. Screen readers use `aria-required` instead.
pub fn required_mark() -> AnyView {
    view! { <span class="required" aria-hidden="true">{tv!(field.must)}</span> }.into_any()
}

/// A text input with its label, hint and error.
#[component]
pub fn TextField(
    /// Label, hint and error.
    text: FieldText,
    /// The text in the field.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the text while it is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// The value of the attribute `type`.
    #[prop(into, default = Signal::from("text"))]
    kind: Signal<&'static str>,
    /// The value of the attribute `autocomplete`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether the field is read-only.
    #[prop(default = false)]
    readonly: bool,
    /// Whether the field must be filled in.
    #[prop(default = false)]
    required: bool,
    /// Whether the field gets the focus when its dialog opens.
    #[prop(default = false)]
    autofocus: bool,
) -> impl IntoView {
    // While the field is empty and focused, a derived value must not be filled in again.
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
                aria-describedby=text.described_by() aria-invalid=text.invalid() readonly=readonly
                aria-required=required.then_some("true") autofocus=autofocus
                prop:value=shown on:input:target=move |ev| typed(ev.target().value())
                on:blur=move |_| emptied.set(false)/>
            {text.below()}
        </div>
    }
}

/// A date input within a row. A half-entered date has the value "", and assigning "" would clear it, so equal values
/// are not assigned.
#[component]
pub fn DayField(
    /// The visible label.
    label: fn() -> &'static str,
    /// The accessible name, which also says whose date it is.
    #[prop(into)]
    name: Signal<String>,
    /// An ISO 8601 date, or "".
    #[prop(into)]
    value: Signal<String>,
    /// The value of `aria-describedby`.
    #[prop(into)]
    described_by: Signal<Option<String>>,
    /// The value of `aria-invalid`.
    #[prop(into)]
    invalid: Signal<Option<&'static str>>,
    /// Receives the entered date.
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

#[component]
pub fn TextArea(
    /// Label, hint and error.
    text: FieldText,
    /// The text in the field.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the text while it is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// How many lines are visible.
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
