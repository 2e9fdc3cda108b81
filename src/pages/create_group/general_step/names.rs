//! The name fields of a group.

use super::{get, set, text};
use crate::i18n::t;
use crate::pages::create_group::names_check::Namesake;
use crate::pages::create_group::state::Wizard;
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::TextField;
use leptos::prelude::*;
use model::group::{DerivedText, Field, Form, General, Naming, Problem};

/// Prefix and name, with a preview of the full name and a list of similar names.
pub(super) fn name(wizard: Wizard, form: &Form) -> AnyView {
    let prefixes = wizard.store().groups.prefixes;
    let several = prefixes.len() > 1 || prefixes.first().is_some_and(|prefix| !prefix.is_empty());
    let display_name = form.naming == Naming::DisplayName;
    let label: fn() -> &'static str = if display_name { || t!(general.display_name) } else { || t!(general.name) };
    let name = text(wizard, "name", label, Field::Name);
    let value = get(wizard, |general| general.name.clone());
    let input = set(wizard, Field::Name, |general, text| general.name = text);
    let field = view! { <TextField text=name required=true value on_input=input/> };
    if !several {
        // In Graph the name stands beside the mail nickname that is derived from it.
        return view! { <div class=if display_name { "stack" } else { "wide stack" }>{field} {others(wizard)}</div> }
            .into_any();
    }
    let preview = move || {
        let full = wizard.draft.with(|draft| (!draft.general.stem().is_empty()).then(|| draft.general.full_name()));
        full.map(|full| view! { <p class="name-preview">{t!(general.preview)} " " <b>{full}</b></p> })
    };
    let choice = |prefix: String| {
        let name = prefix.clone();
        let label = move || if name.is_empty() { t!(general.no_prefix).to_owned() } else { name.clone() };
        (prefix, Choice::new(label))
    };
    let choices = Choices::of(
        prefixes.into_iter().map(choice).collect(),
        move || wizard.draft.with(|draft| draft.general.prefix.clone()),
        move |prefix| wizard.edit(&Field::Prefix, |draft| draft.general.prefix = prefix),
    );
    let prefix = text(wizard, "prefix", || t!(general.prefix), Field::Prefix);
    view! {
        <div class="wide stack">
            <div class="joined">
                <Select text=prefix choices/>
                {field}
            </div>
            {others(wizard)}
            {preview}
        </div>
    }
    .into_any()
}

/// Links to the objects that have the name, or a similar one.
fn others(wizard: Wizard) -> AnyView {
    let said = move || {
        let taken = wizard.problem(&Field::Name) == Some(Problem::Taken);
        wizard.checks.names.with(|findings| {
            let (label, found) =
                if taken { (t!(general.taken_by), &findings.holders) } else { (t!(general.near), &findings.near) };
            (!found.is_empty()).then(|| view! { <p class="hint">{label} " " {links(found)}</p> })
        })
    };
    view! { <div aria-live="polite">{said}</div> }.into_any()
}

fn links(found: &[Namesake]) -> Vec<AnyView> {
    let one = |(at, own): (usize, &Namesake)| {
        let between = (at > 0).then_some(" · ");
        match own.route() {
            Some(route) => view! { {between} <a href=route.href()>{own.name.clone()}</a> }.into_any(),
            None => view! { {between} {own.name.clone()} }.into_any(),
        }
    };
    found.iter().enumerate().map(one).collect()
}

/// The pre-Windows 2000 name (`sAMAccountName`).
pub(super) fn sam(wizard: Wizard) -> AnyView {
    let text = text(wizard, "sam", || t!(general.sam), Field::Sam).hint(|| t!(general.follows).to_owned());
    let input = set(wizard, Field::Sam, |general, text| general.sam = edited(text));
    view! { <TextField text value=get(wizard, General::sam_text) on_input=input/> }.into_any()
}

/// The mail nickname in Entra ID, which every group has.
pub(super) fn nickname(wizard: Wizard) -> AnyView {
    let text = text(wizard, "alias", || t!(general.nickname), Field::Alias)
        .hint(|| t!(general.follows_display_name).to_owned());
    view! { <TextField text value=get(wizard, General::alias_text) on_input=alias_typed(wizard)/> }.into_any()
}

/// Writes a typed mail nickname to the draft.
pub(super) fn alias_typed(wizard: Wizard) -> Callback<String> {
    set(wizard, Field::Alias, |general, text| general.alias = edited(text))
}

/// Emptying the field makes it follow the name again.
fn edited(text: String) -> DerivedText {
    DerivedText((!text.is_empty()).then_some(text))
}
