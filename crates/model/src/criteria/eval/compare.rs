//! How one value of an object stands to the values of a condition.

use crate::attribute::Syntax;
use crate::criteria::schema::ValueKind;
use crate::criteria::{Condition, Operator, Problem, Value, value};
use crate::names::Dn;
use std::cmp::Ordering;

/// A value in the form in which equal ones are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A number, a moment, a boolean or a mask.
    Number(i64),
    /// A text or a name.
    Text(String),
}

/// What a condition wants of a value, ready to be compared with many.
pub struct Wanted {
    syntax: Syntax,
    operator: Operator,
    keys: Vec<Key>,
}

/// Whether a directory knows the operator for attributes of that syntax. That is more than what is offered.
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
    /// What a condition wants that is complete and whose operator is `operator` or the complement of it. The problem is
    /// a value that the syntax has no form for.
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

    /// What is wanted.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether a value of an object is one of those that are wanted.
    pub fn meets(&self, value: &str) -> bool {
        let own = if self.operator.is_of_flags() {
            value::mask(value).map(|bits| Key::Number(bits.into()))
        } else {
            own_key(self.syntax, value)
        };
        own.is_some_and(|own| self.meets_key(&own))
    }

    /// Whether a value of an object is one of those that are wanted.
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

/// How two values stand to each other.
pub fn order(one: &Key, other: &Key) -> Option<Ordering> {
    match (one, other) {
        (Key::Number(one), Key::Number(other)) => Some(one.cmp(other)),
        (Key::Text(one), Key::Text(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

/// The form of a value of a condition; none where the syntax has no such value.
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

/// The form of a value of an object. The Data Service writes moments in several ways.
fn own_key(syntax: Syntax, text: &str) -> Option<Key> {
    match syntax {
        Syntax::Date => value::any_moment(text).map(Key::Number),
        _ => key(syntax, text),
    }
}

/// A distinguished name or the identity of a person in Entra ID.
fn name(text: &str) -> String {
    Dn::parse(text).map_or_else(|_| fold(text), |dn| dn.normalized())
}

/// Without letter case, spaces around it and more than one space between words.
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

/// Adds a text without letter case, one letter for each: "ß" is not "ss". ASCII letters are capitals, so that `_` comes
/// after them, as in Samba.
pub fn push_folded(text: &str, out: &mut String) {
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_uppercase());
            continue;
        }
        let mut lower = letter.to_lowercase();
        out.push(match (lower.next(), lower.next()) {
            // A sigma at the end of a word is one too.
            (Some('ς'), None) => 'σ',
            (Some(one), None) => one,
            _ => letter,
        });
    }
}
