//! One of several: radio buttons as a segmented control or as cards, and a list to choose from; and a check box.

use super::field::{ErrorText, FieldText};
use leptos::prelude::*;
use std::hash::Hash;

/// Something to choose.
#[derive(Clone)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub label: Signal<String>,
    /// What it means; empty for none. Only cards show it.
    pub meaning: Signal<String>,
}

impl<T> Choice<T> {
    /// A choice without a meaning.
    pub fn new(value: T, label: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { value, label: Signal::derive(label), meaning: Signal::derive(String::new) }
    }

    /// With a meaning.
    pub fn meaning(mut self, meaning: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.meaning = Signal::derive(meaning);
        self
    }
}

/// How radio buttons look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Side by side in one frame.
    Segments,
    /// A card each, with its meaning.
    Cards,
}

/// One of a few.
#[component]
pub fn Radios<T>(
    /// Names, hint and error.
    text: FieldText,
    /// What there is.
    choices: Vec<Choice<T>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<T>,
    /// What gets chosen.
    #[prop(into)]
    on_choose: Callback<T>,
    /// How it looks.
    #[prop(default = Look::Segments)]
    look: Look,
    /// Whether it cannot be changed.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
) -> impl IntoView
where
    T: Clone + PartialEq + Eq + Hash + Send + Sync + 'static,
{
    let label = text.label;
    let name = text.id;
    let described = text.described_by();
    let invalid = text.invalid();
    let option = move |(at, choice): (usize, Choice<T>)| {
        let Choice { value: own, label, meaning } = choice;
        let chosen = own.clone();
        let checked = Signal::derive(move || value.with(|value| *value == chosen));
        let meant = (look == Look::Cards).then(|| view! { <small>{move || meaning.get()}</small> });
        view! {
            <label>
                <input type="radio" id=format!("{name}-{at}") name=name prop:checked=checked disabled=disabled
                    aria-invalid=invalid on:change=move |_| on_choose.run(own.clone())/>
                {match look {
                    Look::Cards => view! { <b>{move || label.get()}</b> }.into_any(),
                    Look::Segments => view! { <span>{move || label.get()}</span> }.into_any(),
                }}
                {meant}
            </label>
        }
    };
    let class = if look == Look::Cards { "cards" } else { "seg" };
    view! {
        <fieldset class="choice" aria-describedby=described>
            <legend>{move || label.get()}</legend>
            <div class=class>{choices.into_iter().enumerate().map(option).collect_view()}</div>
            {text.below()}
        </fieldset>
    }
}

/// One of a list.
#[component]
pub fn Select<T>(
    /// Names, hint and error.
    text: FieldText,
    /// What there is.
    choices: Vec<Choice<T>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<T>,
    /// What gets chosen.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let label = text.label;
    let values: Vec<T> = choices.iter().map(|choice| choice.value.clone()).collect();
    let option = |(at, choice): (usize, Choice<T>)| {
        let Choice { value: own, label, .. } = choice;
        let selected = Signal::derive(move || value.with(|value| *value == own));
        view! { <option value=at prop:selected=selected>{move || label.get()}</option> }
    };
    let choose = move |at: String| {
        if let Some(chosen) = at.parse::<usize>().ok().and_then(|at| values.get(at)) {
            on_choose.run(chosen.clone());
        }
    };
    view! {
        <div class="field">
            <label for=text.id>{move || label.get()}</label>
            <select class="input select" id=text.id aria-describedby=text.described_by() aria-invalid=text.invalid()
                on:change:target=move |ev| choose(ev.target().value())>
                {choices.into_iter().enumerate().map(option).collect_view()}
            </select>
            {text.below()}
        </div>
    }
}

/// Yes or no.
#[component]
pub fn CheckBox(
    /// Names, hint and error.
    text: FieldText,
    /// Whether it is checked.
    #[prop(into)]
    value: Signal<bool>,
    /// What it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Whether it cannot be changed.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
) -> impl IntoView {
    let FieldText { id, label, hint, error } = text.clone();
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label class="check" for=id>
                <input type="checkbox" id=id prop:checked=value disabled=disabled
                    aria-describedby=text.described_by() aria-invalid=text.invalid()
                    on:change:target=move |ev| on_change.run(ev.target().checked())/>
                <span>{move || label.get()}</span>
            </label>
            <Show when=move || hint.with(|h| !h.is_empty())>
                <p class="hint" id=hint_id.clone()>{move || hint.get()}</p>
            </Show>
            <ErrorText id=format!("{id}-error") error/>
        </div>
    }
}
