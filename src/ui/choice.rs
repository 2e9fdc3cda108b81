//! One of several: radio buttons as a segmented control or as cards, and a list to choose from; and a check box.

use super::field::FieldText;
use leptos::prelude::*;
use std::sync::Arc;

/// Something to choose: its name and what it means.
#[derive(Clone)]
pub struct Choice {
    label: Arc<dyn Fn() -> String + Send + Sync>,
    /// "" for none. Only cards show it.
    meaning: fn() -> &'static str,
}

impl Choice {
    /// A choice without a meaning.
    pub fn new(label: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { label: Arc::new(label), meaning: || "" }
    }

    /// With a meaning.
    pub fn meaning(self, meaning: fn() -> &'static str) -> Self {
        Self { meaning, ..self }
    }
}

/// What there is to choose, what is chosen and what gets chosen, by place: one control for every type of choice, so that
/// the browser downloads it once (docs/adr/0004-size.md).
#[derive(Clone)]
pub struct Choices {
    list: Vec<Choice>,
    chosen: Signal<Option<usize>>,
    choose: Callback<usize>,
}

impl Choices {
    /// Of values and their names.
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
pub fn Radios(
    /// Names, hint and error.
    text: FieldText,
    /// What there is, what is chosen, what gets chosen.
    choices: Choices,
    /// How it looks.
    #[prop(default = Look::Segments)]
    look: Look,
    /// Whether it cannot be changed.
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

/// One of a list.
#[component]
pub fn Select(
    /// Names, hint and error.
    text: FieldText,
    /// What there is, what is chosen, what gets chosen.
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
