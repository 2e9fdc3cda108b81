//! The rules for changes of a user or contact (part B: update user, Contacts). The values of every attribute in the
//! request replace the present ones, as for a group (assumption A-25); either all attributes are changed or none.

use super::{KEPT, LONGEST};
use crate::clock;
use crate::directory::WriteTx;
use crate::object::{Found, Load, ObjectValue, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema::{self, Attribute};
use crate::validation::among;
use model::names;
use model::wire::attributes;
use model::wire::{AttributeValue, UpdateUser};

/// The first and last name, under the names of both kinds of store.
const NAMES: [&str; 3] = [attributes::GIVEN_NAME, attributes::SURNAME, "surname"];

/// Changes a user or contact, or returns every reason why the change is refused.
pub fn change_person(change: &dyn WriteTx, store: &Store, person: &Found, body: &UpdateUser) -> Result<(), Rejection> {
    let held = change.load(store.id, &person.guid, &Load::All)?.ok_or(Rejection::Missing)?;
    let mut reasons = Reasons::default();
    let mut changes: Vec<(&'static Attribute, Vec<ObjectValue>)> = Vec::new();
    for (name, values) in body.attributes.attributes.iter() {
        let Some(attribute) = schema::attribute(name) else {
            reasons.unknown(name);
            continue;
        };
        reasons.count(attribute, values);
        let text = values.iter().find_map(AttributeValue::text).unwrap_or_default();
        if attribute.is(attributes::DISPLAY_NAME) {
            reasons.check(attribute.name, names::check_label(text, names::MAX_DISPLAY_NAME));
        } else if among(&NAMES, name) {
            reasons.check(attribute.name, names::check_person_name(text));
        } else if among(&KEPT, name) {
            reasons.check(attribute.name, names::check_text(text, LONGEST));
        } else if attribute.is(attributes::MAIL) {
            let is_new = !held.first(attribute.name).is_some_and(|own| own.eq_ignore_ascii_case(text));
            let is_valid = text.is_empty() || reasons.check(attribute.name, names::check_mail(text));
            if is_valid && is_new && change.has_value(store.id, attribute, text)? {
                reasons.taken(attribute.name, format!("{text} is already in use in this identity store."));
            }
        } else {
            reasons.add(name, format!("{name} cannot be changed by this call."));
        }
        let texts = values.iter().filter_map(AttributeValue::text);
        changes.push((attribute, texts.map(|text| ObjectValue::from(text.to_owned())).collect()));
    }
    if !reasons.is_empty() {
        return Err(Rejection::Refused(reasons.into()));
    }
    for (attribute, values) in &changes {
        change.set(person.handle, attribute, values)?;
    }
    if let Some(attribute) = schema::attribute("whenChanged") {
        change.set(person.handle, attribute, &[ObjectValue::from(clock::generalized())])?;
    }
    Ok(())
}
