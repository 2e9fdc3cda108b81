//! The attribute of a condition, chosen from the configured attributes by label or LDAP name.

use crate::criteria::editor::holders::Holders;
use crate::criteria::editor::input::ConditionInput;
use crate::i18n::{code, language, t};
use crate::ui::async_view::view_factory;
use crate::ui::combobox::{Combobox, Suggestions};
use crate::ui::field::FieldText;
use crate::ui::focus;
use leptos::prelude::*;
use model::config::{AttributeConfig, find_attributes};
use model::criteria::{Condition, Value};

/// The combobox of the attribute.
#[component]
pub(super) fn AttributeField(input: ConditionInput) -> impl IntoView {
    let builder = input.builder;
    let own = move || input.with(|condition| condition.attribute.clone());
    let label = move |name: &str| builder.store(|store| store.label(name, code(language())).to_owned());
    let value = RwSignal::new(String::new());
    // Undo and redo change the attribute from outside the field.
    Effect::new(move |_| value.set(label(&own())));
    let filter = RwSignal::new(String::new());
    // Label and LDAP name of the attributes that match the text, best match first.
    let fitting = move || {
        let language = code(language());
        let named = |known: &AttributeConfig| (known.label(language).to_owned(), known.name.clone());
        builder.store(|store| {
            let found = filter.with(|text| find_attributes(&store.attributes, text, language));
            found.into_iter().map(named).collect::<Vec<_>>()
        })
    };
    let holders = Holders::new(input.builder);
    let suggestions = Signal::derive(move || {
        let found = fitting();
        if found.is_empty() {
            return holders.shown();
        }
        let total = found.len() as i64;
        let draw = |(label, name): (String, String)| {
            view_factory(move || {
                view! { <span>{label.clone()}<small class="mono">{name.clone()}</small></span> }.into_any()
            })
        };
        Suggestions::Found(found.into_iter().map(draw).collect(), total)
    });
    // An attribute that is not configured is explained by the hint after it was entered, so the note stays empty then.
    let note = Signal::derive(move || {
        let is_unknown = fitting().is_empty() && holders.is_empty();
        if is_unknown { t!(builder.no_attribute).to_owned() } else { String::new() }
    });
    let best = Signal::derive(move || {
        let wanted = filter.with(|text| text.trim().to_lowercase());
        let fitting = fitting();
        let is = |(label, name): &(String, String)| label.to_lowercase() == wanted || name.to_lowercase() == wanted;
        // Exact matches are sorted before attributes that only begin with the text.
        let exact = fitting.iter().take_while(|one| is(one)).count();
        (!wanted.is_empty() && (exact == 1 || fitting.len() == 1)).then_some(0)
    });
    let current = Signal::derive(move || {
        let own = own();
        fitting().iter().position(|(_, name)| name.eq_ignore_ascii_case(&own))
    });
    let choose = move |name: String| {
        input.change(|condition| look_at(input, condition, name));
        filter.set(String::new());
        value.set(label(&untrack(own)));
    };
    let picked = move |at: usize| {
        if let Some((_, name)) = untrack(fitting).into_iter().nth(at) {
            choose(name);
            focus::select_soon(focus::by_id("builder-attribute"));
        } else if let Some(holder) = holders.at(at) {
            choose(holder.attribute.clone());
            input.change(|condition| {
                condition.operator = Some(holder.operator);
                condition.values = vec![Value::text(holder.value)];
            });
            // The value field is rendered together with the attribute, so the focus follows later.
            focus::soon(focus::by_id("builder-value"));
        }
    };
    let exactly = move |text: &str| {
        let same =
            |(label, name): &(String, String)| label.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text);
        untrack(fitting).into_iter().find(same).map(|(_, name)| name)
    };
    // On leaving the field: a complete name is accepted without a choice from the list; a name that matches no
    // attribute is kept and explained, as in a pasted rule; a partial name is discarded.
    let leave = move || {
        let text = value.get_untracked();
        let text = text.trim();
        if text == label(&untrack(own)) {
            filter.set(String::new());
        } else if let Some(name) = exactly(text) {
            choose(name);
        } else if !text.is_empty() && untrack(fitting).is_empty() {
            choose(text.to_owned());
        } else {
            filter.set(String::new());
            value.set(label(&untrack(own)));
        }
    };
    let keydown = move |ev: leptos::ev::KeyboardEvent| match ev.key().as_str() {
        // Nothing can be chosen: the text is kept, and the combobox must not open its list again.
        "Enter" if untrack(fitting).is_empty() && holders.at(0).is_none() => {
            ev.prevent_default();
            ev.stop_propagation();
            leave();
            builder.close();
        }
        _ => {}
    };
    let text = FieldText::new("builder-attribute", || t!(builder.attribute), move || input.attribute_problem())
        .hint(move || input.attribute_hint());
    let typed_text = move |text: String| {
        filter.set(text.clone());
        // Text that matches no attribute may be a value of one.
        holders.ask(if untrack(fitting).is_empty() { text } else { String::new() });
    };
    view! {
        <div on:focusout=move |_| leave() on:keydown:capture=keydown>
            <Combobox text value suggestions current best note eager=true on_pick=picked on_type=move |text: String| typed_text(text)
                on_open=move |()| filter.set(String::new())/>
        </div>
    }
}

/// Changes the condition's attribute. The operator is kept if the new attribute offers it, and the values if they have
/// the same syntax.
fn look_at(input: ConditionInput, condition: &mut Condition, name: String) {
    let before = input.known(&condition.attribute).map(|known| known.syntax);
    let known = input.known(&name);
    let syntax = known.as_ref().map(|known| known.syntax);
    let suits = |condition: &Condition| match (&known, condition.operator) {
        (Some(known), Some(operator)) => known.offers(operator),
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if !suits(condition) {
        let offered =
            known.as_ref().map_or_else(|| syntax.unwrap_or_default().operators().to_vec(), |known| known.operators());
        condition.operator = offered.first().copied();
    }
    if before != syntax && before.is_some() {
        condition.values.clear();
    }
    condition.attribute = name;
}
