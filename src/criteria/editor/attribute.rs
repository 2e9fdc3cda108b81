//! What a condition looks at: chosen from the configured attributes by label or LDAP name.

use super::typed::Typed;
use crate::i18n::{code, language, t};
use crate::ui::combobox::{Combobox, Suggestions};
use crate::ui::field::FieldText;
use crate::ui::later::drawing;
use leptos::prelude::*;
use model::criteria::Condition;

/// The field.
#[component]
pub(super) fn AttributeField(typed: Typed) -> impl IntoView {
    let builder = typed.builder;
    let own = move || typed.with(|condition| condition.attribute.clone());
    let label = move |name: &str| builder.store(|store| store.label(name, code(language())).to_owned());
    let value = RwSignal::new(String::new());
    // Undo changes it from outside.
    Effect::new(move |_| value.set(label(&own())));
    let filter = RwSignal::new(String::new());
    // Label and LDAP name of what fits: what begins with the typed text stands first.
    let fitting = move || {
        let wanted = filter.with(|text| text.trim().to_lowercase());
        builder.store(|store| {
            let named =
                store.attributes.iter().map(|known| (known.label(code(language())).to_owned(), known.name.clone()));
            let fits = |text: &str, at_start: bool| {
                let text = text.to_lowercase();
                if at_start { text.starts_with(&wanted) } else { text.contains(&wanted) }
            };
            let (first, rest): (Vec<_>, Vec<_>) =
                named.partition(|(label, name)| fits(label, true) || fits(name, true));
            let rest = rest.into_iter().filter(|(label, name)| fits(label, false) || fits(name, false));
            first.into_iter().chain(rest).collect::<Vec<(String, String)>>()
        })
    };
    let suggestions = Signal::derive(move || {
        let found = fitting();
        let total = found.len() as i64;
        let draw = |(label, name): (String, String)| {
            drawing(move || view! { <span>{label.clone()}<small class="mono">{name.clone()}</small></span> }.into_any())
        };
        // A name that is not configured is told by the hint: no list says "nobody".
        if found.is_empty() {
            Suggestions::None
        } else {
            Suggestions::Found(found.into_iter().map(draw).collect(), total)
        }
    });
    let current = Signal::derive(move || {
        let own = own();
        fitting().iter().position(|(_, name)| name.eq_ignore_ascii_case(&own))
    });
    let choose = move |name: String| {
        typed.change(|condition| look_at(typed, condition, name));
        filter.set(String::new());
        value.set(label(&untrack(own)));
    };
    let picked = move |at: usize| {
        if let Some((_, name)) = untrack(fitting).into_iter().nth(at) {
            choose(name);
        }
    };
    let exactly = move |text: &str| {
        let same =
            |(label, name): &(String, String)| label.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text);
        untrack(fitting).into_iter().find(same).map(|(_, name)| name)
    };
    // A whole name needs no choosing from the list.
    let type_in = move |text: String| {
        filter.set(text.clone());
        if let Some(name) = exactly(text.trim()) {
            typed.change(|condition| look_at(typed, condition, name));
        }
    };
    // Left half-typed: a name that could be one of the directory's stays, as a pasted one does; anything else goes.
    let leave = move |_| {
        let text = value.get_untracked();
        let text = text.trim();
        let kept = text.is_empty() || text == label(&untrack(own)) || exactly(text).is_some();
        if !kept && untrack(fitting).is_empty() && is_name(text) {
            choose(text.to_owned());
        } else {
            filter.set(String::new());
            value.set(label(&untrack(own)));
        }
    };
    let text = FieldText::new("builder-attribute", || t!(builder.attribute), move || typed.attribute_problem());
    view! {
        <div on:focusout=leave>
            <Combobox text value suggestions current on_pick=picked on_type=type_in on_open=move |()| filter.set(String::new())/>
        </div>
    }
}

/// Looks at another attribute. What suits it of the rest stays: its operator, and values of the same kind.
fn look_at(typed: Typed, condition: &mut Condition, name: String) {
    let before = typed.known(&condition.attribute).map(|known| known.syntax);
    let known = typed.known(&name);
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

/// Whether a directory could have an attribute of that name (RFC 4512, 1.4).
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
