//! Choosing one of several options by radio buttons or a list, and a check box.

use super::field::FieldText;
use leptos::prelude::*;
use std::sync::Arc;

/// An option of [`Radios`] or [`Select`].
#[derive(Clone)]
pub struct Choice {
    label: Arc<dyn Fn() -> String + Send + Sync>,
    /// An explanation that only cards show; "" for none.
    meaning: fn() -> &'static str,
}

impl Choice {
    /// An option without an explanation.
    pub fn new(label: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { label: Arc::new(label), meaning: || "" }
    }

    /// Adds an explanation, which only cards show.
    pub fn meaning(self, meaning: fn() -> &'static str) -> Self {
        Self { meaning, ..self }
    }
}

/// The options, the index of the chosen one, and what to do with a choice. Indices instead of values let all controls
/// share one type, so that their code is compiled once (docs/adr/0004-size.md).
#[derive(Clone)]
pub struct Choices {
    list: Vec<Choice>,
    chosen: Signal<Option<usize>>,
    choose: Callback<usize>,
}

impl Choices {
    /// From values and their labels; `value` reads the chosen one and `choose` sets it.
    pub fn of<T: PartialEq + Clone + Send + Sync + 'static>(
        list: Vec<(T, Choice)>,
        value: impl Fn() -> T + Send + Sync + 'static,
        choose: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        let (values, list): (Vec<T>, Vec<Choice>) = list.into_iter().unzip();
        let own = values.clone();
        let chosen = Signal::derive(move || {
            let value = value();
            own.iter().position(|own| *own == value)
        });
        let choose = move |at: usize| {
            if let Some(value) = values.get(at) {
                choose(value.clone());
            }
        };
        Self { list, chosen, choose: Callback::new(choose) }
    }
}

/// The appearance of radio buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A segmented control: one row, without explanations.
    Segments,
    /// Cards with an explanation.
    Cards,
}

/// Radio buttons for a few options.
#[component]
pub fn Radios(
    /// Label, hint and error.
    text: FieldText,
    /// The options and the chosen one.
    choices: Choices,
    /// Whether the options are a segmented control or cards.
    #[prop(default = Look::Segments)]
    look: Look,
    /// Whether the choice is read-only.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = text.id;
    let Choices { list, chosen, choose } = choices;
    let invalid = text.invalid();
    let option = |(at, Choice { label, meaning }): (usize, Choice)| {
        let checked = move || chosen.get() == Some(at);
        let meant = (look == Look::Cards).then(|| view! { <small>{crate::i18n::text(meaning)}</small> });
        view! {
            <label>
                <input type="radio" id=format!("{name}-{at}") name=name prop:checked=checked disabled=disabled
                    aria-invalid=invalid on:change=move |_| choose.run(at)/>
                <b>{move || label()}</b>
                {meant}
            </label>
        }
    };
    let class = if look == Look::Cards { "cards" } else { "seg" };
    view! {
        <fieldset class="choice" aria-describedby=text.described_by()>
            <legend>{text.label_view()}</legend>
            <div class=class>{list.into_iter().enumerate().map(option).collect_view()}</div>
            {text.below()}
        </fieldset>
    }
}

/// A drop-down list.
#[component]
pub fn Select(
    /// Label, hint and error.
    text: FieldText,
    /// The options and the chosen one.
    choices: Choices,
) -> impl IntoView {
    let Choices { list, chosen, choose } = choices;
    let option = |(at, Choice { label, .. }): (usize, Choice)| {
        let selected = move || chosen.get() == Some(at);
        view! { <option value=at prop:selected=selected>{move || label()}</option> }
    };
    let change = move |at: String| {
        if let Ok(at) = at.parse() {
            choose.run(at);
        }
    };
    view! {
        <div class="field">
            <label for=text.id>{text.label_view()}</label>
            <span class="drop">
                <select class="input" id=text.id aria-describedby=text.described_by() aria-invalid=text.invalid()
                    on:change:target=move |ev| change(ev.target().value())>
                    {list.into_iter().enumerate().map(option).collect_view()}
                </select>
            </span>
            {text.below()}
        </div>
    }
}

#[component]
pub fn CheckBox(
    /// Label, hint and error.
    text: FieldText,
    /// Whether the box is checked.
    #[prop(into)]
    value: Signal<bool>,
    /// Receives the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Whether the check box is read-only.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = text.id;
    view! {
        <div class="field">
            <label class="check" for=id>
                <input type="checkbox" id=id prop:checked=value disabled=disabled
                    aria-describedby=text.described_by() aria-invalid=text.invalid()
                    on:change:target=move |ev| on_change.run(ev.target().checked())/>
                <span>{text.label_view()}</span>
            </label>
            {text.below()}
        </div>
    }
}
