//! Compares a value of an object with the values of a condition.

use crate::attribute::Syntax;
use crate::criteria::schema::ValueKind;
use crate::criteria::{Condition, Operator, Problem, Value, value};
use crate::names::Dn;
use std::cmp::Ordering;

/// A value in a normal form, in which values that the directory treats as equal are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A number, date, Boolean or mask.
    Number(i64),
    /// Text or a distinguished name.
    Text(String),
}

/// The values of a condition in their normal forms, ready to be compared with the values of many objects.
pub struct Wanted {
    syntax: Syntax,
    operator: Operator,
    keys: Vec<Key>,
}

/// Whether the directory has the operator for attributes of that syntax. Forms offer fewer operators than that.
pub fn knows(syntax: Syntax, operator: Operator) -> bool {
    match operator {
        Operator::GreaterOrEqual | Operator::LessOrEqual => {
            matches!(syntax, Syntax::String | Syntax::Number | Syntax::Date | Syntax::FileTime)
        }
        operator if operator.is_of_flags() => matches!(syntax, Syntax::Flags | Syntax::Number),
        _ => syntax.operators().contains(&operator),
    }
}

impl Wanted {
    /// Prepares a complete condition whose operator is `operator` or its complement; `now` is in seconds since 1970.
    ///
    /// # Errors
    ///
    /// The first value that does not fit the syntax.
    pub fn of(syntax: Syntax, operator: Operator, condition: &Condition, now: i64) -> Result<Self, Problem> {
        let mut keys = Vec::with_capacity(condition.values.len());
        for (at, wanted) in condition.values.iter().enumerate() {
            let key = match wanted {
                Value::Text(text) if operator.is_of_flags() => value::mask(text).map(|bits| Key::Number(bits.into())),
                Value::Text(text) => key(syntax, text),
                Value::Relative(relative) => relative.moment(now).and_then(|moment| match syntax {
                    Syntax::FileTime => value::ticks(moment).map(Key::Number),
                    _ => Some(Key::Number(moment)),
                }),
            };
            keys.push(key.ok_or(Problem::Value(at, ValueKind::of(syntax)))?);
        }
        Ok(Self { syntax, operator, keys })
    }

    /// The normal forms of the condition's values.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether a value of an object satisfies the condition's positive operator for any of its values.
    pub fn meets(&self, value: &str) -> bool {
        let own = if self.operator.is_of_flags() {
            value::mask(value).map(|bits| Key::Number(bits.into()))
        } else {
            own_key(self.syntax, value)
        };
        own.is_some_and(|own| self.meets_key(&own))
    }

    /// The same for a value that is already in its normal form.
    pub fn meets_key(&self, own: &Key) -> bool {
        self.keys.iter().any(|wanted| meets(self.operator, own, wanted))
    }
}

fn meets(operator: Operator, own: &Key, wanted: &Key) -> bool {
    match (operator, own, wanted) {
        (Operator::IsExactly, own, wanted) => own == wanted,
        (Operator::GreaterOrEqual, own, wanted) => order(own, wanted).is_some_and(Ordering::is_ge),
        (Operator::LessOrEqual, own, wanted) => order(own, wanted).is_some_and(Ordering::is_le),
        (Operator::Contains, Key::Text(own), Key::Text(wanted)) => own.contains(wanted.as_str()),
        (Operator::StartsWith, Key::Text(own), Key::Text(wanted)) => own.starts_with(wanted.as_str()),
        (Operator::EndsWith, Key::Text(own), Key::Text(wanted)) => own.ends_with(wanted.as_str()),
        (Operator::AllFlagsOn, Key::Number(own), Key::Number(mask)) => own & mask == *mask,
        (Operator::AnyFlagOn, Key::Number(own), Key::Number(mask)) => own & mask != 0,
        _ => false,
    }
}

/// The order of two values; `None` if one is a number and the other is text.
pub fn order(one: &Key, other: &Key) -> Option<Ordering> {
    match (one, other) {
        (Key::Number(one), Key::Number(other)) => Some(one.cmp(other)),
        (Key::Text(one), Key::Text(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

/// The normal form of a condition's value; `None` if it does not fit the syntax.
pub fn key(syntax: Syntax, text: &str) -> Option<Key> {
    match syntax {
        Syntax::String => Some(Key::Text(fold(text))),
        Syntax::Number | Syntax::FileTime => value::number(text).map(Key::Number),
        Syntax::Boolean => value::boolean(text).map(|value| Key::Number(value.into())),
        Syntax::Date => value::from_generalized(text).map(Key::Number),
        Syntax::Dn | Syntax::Person => Some(Key::Text(name(text))),
        Syntax::Flags => value::mask(text).map(|bits| Key::Number(bits.into())),
    }
}

/// The normal form of an object's value. The Data Service writes dates in several ways.
fn own_key(syntax: Syntax, text: &str) -> Option<Key> {
    match syntax {
        Syntax::Date => value::any_moment(text).map(Key::Number),
        _ => key(syntax, text),
    }
}

/// The normal form of a distinguished name, or of the object id of a person in Entra ID.
fn name(text: &str) -> String {
    Dn::parse(text).map_or_else(|_| fold(text), |dn| dn.normalized())
}

/// Removes letter case, surrounding spaces and all but one of several spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        push_folded(word, &mut out);
    }
    out
}

/// Appends a text without letter case, one letter for each, so that "ß" does not become "ss". ASCII letters become
/// upper case, so that `_` sorts after them, as in Samba.
pub fn push_folded(text: &str, out: &mut String) {
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_uppercase());
            continue;
        }
        let mut lower = letter.to_lowercase();
        out.push(match (lower.next(), lower.next()) {
            // A final sigma equals the other small sigma.
            (Some('ς'), None) => 'σ',
            (Some(one), None) => one,
            _ => letter,
        });
    }
}
