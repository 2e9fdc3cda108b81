//! Step 2: names and settings. The form says which fields there are and in which order; each has a function.

mod directory;
mod more;
mod names;
mod office;

pub use office::chosen_settings;

use super::state::Wizard;
use crate::i18n::t;
use crate::ui::field::{FieldText, TextArea};
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Field, FieldPlace, Form, General};

#[component]
pub fn GeneralStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let form = untrack(|| wizard.form());
    let stands = |field: &&Field| untrack(|| wizard.place_of(field)) == FieldPlace::Main;
    let fields = form.general.iter().filter(stands).map(|field| one(wizard, &form, field)).collect_view();
    view! { <div class="fields">{fields} {office::settings(wizard, &form)} {more::options(wizard, &form)}</div> }
}

/// Renders one field of the form.
fn one(wizard: Wizard, form: &Form, field: &Field) -> AnyView {
    match field {
        Field::Container => directory::container(wizard),
        Field::Name => names::name(wizard, form),
        Field::Sam => names::sam(wizard),
        Field::Alias => names::nickname(wizard),
        Field::MailEnabled if form.mail_by_type => office::mail_enabled(wizard),
        Field::MailEnabled => directory::mail(wizard),
        Field::Purpose => directory::purpose(wizard),
        Field::Scope => directory::scope(wizard),
        Field::Security => directory::security(wizard),
        Field::SecurityEnabled => office::security_enabled(wizard),
        Field::Visibility => office::visibility(wizard),
        Field::OfficeFeatures => office::features(wizard),
        Field::Description => description(wizard),
        // Settings that are made after the creation are shown together at the end.
        _ => ().into_any(),
    }
}

fn description(wizard: Wizard) -> AnyView {
    let text = text(wizard, "description", || t!(general.description), Field::Description);
    let value = get(wizard, |general| general.description.clone());
    let input = set(wizard, Field::Description, |general, text| general.description = text);
    view! { <div class="wide"><TextArea text value on_input=input/></div> }.into_any()
}

/// A field's label and error.
fn text(wizard: Wizard, id: &'static str, label: fn() -> &'static str, field: Field) -> FieldText {
    FieldText::new(id, label, move || wizard.problem(&field).as_ref().map(problem_text))
}

/// The value of a text field.
fn get(wizard: Wizard, read: fn(&General) -> String) -> Signal<String> {
    Signal::derive(move || wizard.draft.with(|draft| read(&draft.general)))
}

/// Writes the input of a text field to the draft.
fn set(wizard: Wizard, field: Field, write: fn(&mut General, String)) -> Callback<String> {
    Callback::new(move |text: String| wizard.edit(&field, |draft| write(&mut draft.general, text)))
}

/// Whether a field is read-only, as configured.
fn fixed(wizard: Wizard, field: Field) -> Signal<bool> {
    Signal::derive(move || wizard.is_fixed(&field))
}
