//! When the values of an attribute mean the same, however the service spells them.

use crate::names::Dn;
use crate::wire::codes::NO_DATE;
use crate::wire::{AttributeValue, attributes, codes};
use serde_json::Value;

/// Attributes of a group whose values are distinguished names.
const NAMES_OF_OBJECTS: [&str; 11] = [
    attributes::MANAGED_BY,
    codes::AD_ADDITIONAL_OWNERS,
    codes::AD_MEMBERS,
    codes::SMART_INCLUDES,
    codes::SMART_EXCLUDES,
    attributes::AUTHORIZED_SENDERS,
    attributes::UNAUTHORIZED_SENDERS,
    attributes::AUTHORIZED_GROUPS,
    attributes::UNAUTHORIZED_GROUPS,
    attributes::DISTINGUISHED_NAME,
    attributes::CONTAINER,
];

/// Attributes of a group whose value is true or false, in any letter case.
const BOOLEANS: [&str; 5] = [
    "enableofficefeatures",
    "allowExternalSenders",
    "autoSubscribeNewMembers",
    "hideFromAddressLists",
    "hideFromOutlookClients",
];

/// Whether two lists have the same values with the same notes, in any order. Empty values do not count.
pub(super) fn means_same(name: &str, ours: &[AttributeValue], others: &[AttributeValue]) -> bool {
    let mut left: Vec<_> = others.iter().filter(|value| value.text().is_some()).collect();
    for own in ours.iter().filter(|value| value.text().is_some()) {
        let Some(at) = left.iter().position(|other| is_same(name, own, other)) else { return false };
        left.swap_remove(at);
    }
    left.is_empty()
}

fn is_same(name: &str, own: &AttributeValue, other: &AttributeValue) -> bool {
    let among = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    let (left, right) = (own.text().unwrap_or_default(), other.text().unwrap_or_default());
    let is_same_text = left == right
        || (among(&BOOLEANS) && left.eq_ignore_ascii_case(right))
        || (among(&NAMES_OF_OBJECTS) && are_same_names(left, right));
    is_same_text && notes(own) == notes(other)
}

fn are_same_names(left: &str, right: &str) -> bool {
    matches!((Dn::parse(left), Dn::parse(right)), (Ok(left), Ok(right)) if left.same(&right))
}

/// What is noted about a value, sorted, with names in lower case.
fn notes(value: &AttributeValue) -> Vec<(String, String)> {
    let all = value.attribute_collection.get().into_iter().flatten();
    let all = all.filter(|(_, note)| !says_nothing(note));
    let mut all: Vec<_> = all.map(|(name, note)| (name.to_ascii_lowercase(), text(note))).collect();
    crate::sort::by_text(&mut all, |(name, _)| name.clone());
    all
}

/// Whether a note means the same as none: empty, false, or the date that stands for no date.
pub(super) fn says_nothing(note: &Value) -> bool {
    matches!(text(note).as_str(), "" | "false" | NO_DATE)
}

/// A note as text; a Boolean in lower case, whichever JSON type it has.
fn text(note: &Value) -> String {
    let text = match note {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false") { lower } else { text }
}
