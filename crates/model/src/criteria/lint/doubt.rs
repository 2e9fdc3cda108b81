//! Finds what a condition probably does not mean: leftovers of templates and of copying, and names that are labels.

use crate::attribute::Schema;
use crate::criteria::{Condition, Operator, Value, entra, value};

/// Why a condition that can be used is probably not meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A value begins or ends with a blank. The fix removes it.
    OuterBlank,
    /// A value contains a line break or another control character.
    LineBreak,
    /// A value is a placeholder that a program should have replaced: `##name##`, `%uid`, `Database.[Name]`.
    Placeholder,
    /// The attribute is a number in every Active Directory, and the value is none.
    NotANumber,
}

/// Attributes of Active Directory with whole numbers, for rules that use them although they are not configured.
static NUMBERS: &[&str] = &[
    "accountExpires",
    "adminCount",
    "badPasswordTime",
    "badPwdCount",
    "countryCode",
    "gidNumber",
    "groupType",
    "lastLogon",
    "lastLogonTimestamp",
    "lockoutTime",
    "logonCount",
    "msDS-SupportedEncryptionTypes",
    "msExchRecipientDisplayType",
    "msExchRecipientTypeDetails",
    "primaryGroupID",
    "pwdLastSet",
    "sAMAccountType",
    "uidNumber",
    "userAccountControl",
    "uSNChanged",
    "uSNCreated",
];

/// The doubts about a condition that fits its attribute.
pub(super) fn doubts(condition: &Condition, schema: &Schema<'_>) -> Vec<Doubt> {
    let Some(operator) = condition.operator.filter(|operator| operator.takes_value() && !operator.is_of_flags()) else {
        return Vec::new();
    };
    let texts = || condition.values.iter().filter_map(Value::as_text);
    let is_number = schema.is_unlisted(&condition.attribute)
        && NUMBERS.iter().any(|name| name.eq_ignore_ascii_case(&condition.attribute))
        && !matches!(operator, Operator::ChainMatch);
    let mut found = Vec::new();
    if texts().any(|text| text.trim() != text) {
        found.push(Doubt::OuterBlank);
    }
    if texts().any(|text| text.trim().contains(char::is_control)) {
        found.push(Doubt::LineBreak);
    }
    if texts().any(is_placeholder) {
        found.push(Doubt::Placeholder);
    }
    if is_number && texts().any(|text| value::number(text).is_none()) {
        found.push(Doubt::NotANumber);
    }
    found
}

/// The condition without blanks at the ends of its values.
pub(super) fn trimmed(condition: &Condition) -> Condition {
    let trim = |value: &Value| match value {
        Value::Text(text) => Value::text(text.trim()),
        moving @ Value::Relative(_) => moving.clone(),
    };
    Condition { values: condition.values.iter().map(trim).collect(), ..condition.clone() }
}

/// The configured attribute that people call by this name: its label or synonym in any language, or its name in Entra ID.
/// `None` if there is none or more than one, or if no value of the condition would fit it.
pub(super) fn named<'a>(schema: &Schema<'a>, condition: &Condition) -> Option<&'a str> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|sign| sign.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    if schema.attribute(&condition.attribute).is_some() {
        return None;
    }
    let wanted = plain(&condition.attribute);
    if wanted.is_empty() {
        return None;
    }
    let is_called = |name: &String| plain(name) == wanted;
    let all = schema.attributes();
    let mut by_label = all.iter().filter(|one| one.label.values().any(is_called));
    let mut by_synonym = all.iter().filter(|one| one.synonyms.iter().any(is_called));
    let found = match (by_label.next(), by_label.next()) {
        (Some(one), None) => Some(one),
        (Some(_), Some(_)) => None,
        (None, _) => match (by_synonym.next(), by_synonym.next()) {
            (Some(one), None) => Some(one),
            (Some(_), Some(_)) => None,
            (None, _) => entra::other_name(&condition.attribute).and_then(|name| schema.attribute(name)),
        },
    };
    let renamed = |name: &str| Condition { attribute: name.to_owned(), ..condition.clone() };
    found.filter(|one| schema.problem(&renamed(&one.name)).is_none()).map(|one| one.name.as_str())
}

/// Whether a value contains a placeholder as templates have them.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let between = |open: &str, close: &str| {
        let inner = text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(inner, _)| inner);
        inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains(char::is_control))
    };
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
    };
    let percent = text.strip_prefix('%').map(|rest| rest.strip_suffix('%').unwrap_or(rest)).is_some_and(is_word);
    let percents = text.split('%').skip(1).step_by(2).any(is_word) && text.matches('%').count() > 1;
    let field = text.split_once(".[").is_some_and(|(table, rest)| {
        let table = table.rsplit(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
        is_word(table) && rest.split_once(']').is_some_and(|(name, _)| !name.trim().is_empty())
    });
    let number = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let number = number.is_some_and(|inner| !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()));
    between("##", "##") || between("{{", "}}") || between("${", "}") || percent || percents || field || number
}
