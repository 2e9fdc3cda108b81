//! Reads what a .NET service sends (part D of the contract) without losing any of it.
//!
//! Names match in any letter case; numbers may be strings and the other way round; absent, null, `""` and `[]` are
//! equivalent; arrays may contain nulls. Unknown members, and the original form of the known ones, are kept in an
//! [`Origin`], so that a value that is read and written again is the same JSON.

use serde_json::{Map, Value};
use std::fmt;

mod origin;
pub mod plain;

pub use origin::{Origin, Reader, Writer};
pub(crate) use origin::{wire_json, wire_object};
pub(crate) use plain::{json_enum, json_object};

/// Why a JSON value could not be read: where it is, what was expected and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path, as in `details[2].status`; empty for the whole document.
    pub path: String,
    /// What was expected, in the terms of the contract.
    pub expected: &'static str,
    /// The kind of JSON value that was found. Never its content, which may be a secret.
    pub found: String,
}

impl Unreadable {
    /// An error at this very value.
    pub fn here(expected: &'static str, found: Option<&Value>) -> Self {
        let found = found.map_or_else(|| "nothing".to_owned(), kind);
        Self { path: String::new(), expected, found }
    }

    /// The same error with `step` put before its path.
    pub fn under(mut self, step: &str) -> Self {
        self.path = match (self.path.is_empty(), self.path.starts_with('[')) {
            (true, _) => step.to_owned(),
            (false, true) => format!("{step}{}", self.path),
            (false, false) => format!("{step}.{}", self.path),
        };
        self
    }
}

/// Describes the kind of a JSON value, but never its content, which may be a secret.
fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty string",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
    .to_owned()
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() { "the document" } else { &self.path };
        write!(f, "{place}: expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for Unreadable {}

/// A member of a wire object, which is read leniently and written strictly.
pub trait Member: Sized + PartialEq {
    /// Reads the member; `None` is an absent one.
    ///
    /// # Errors
    ///
    /// The value, or one within it, is of a kind that cannot be converted.
    fn read(value: Option<&Value>) -> Result<Self, Unreadable>;
    /// The JSON to send; `None` leaves the member out.
    fn write(&self) -> Option<Value>;
}

/// Whether a value is absent, null, `""` or `[]`, which the service uses interchangeably.
pub fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(_) => false,
    }
}

/// A required member. An absent, null or empty one is [`Unreadable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Required<T>(pub T);

impl<T: Member> Member for Required<T> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        if is_blank(value) {
            return Err(Unreadable::here("a value", value));
        }
        T::read(value).map(Required)
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

/// A member for which absent and null are different when it is *sent*.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Nullable<T> {
    /// Left out of the object.
    #[default]
    Absent,
    /// Sent as `null`.
    Null,
    /// Sent as this value.
    Is(T),
}

impl<T> Nullable<T> {
    pub fn get(&self) -> Option<&T> {
        match self {
            Nullable::Is(value) => Some(value),
            _ => None,
        }
    }
}

impl<T: Member> Member for Nullable<T> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            None => Ok(Nullable::Absent),
            Some(Value::Null) => Ok(Nullable::Null),
            // A blank value is read as null, unless the type has a blank value of its own, as a string does.
            some => {
                T::read(some).map(Nullable::Is).or_else(|e| if is_blank(some) { Ok(Nullable::Null) } else { Err(e) })
            }
        }
    }
    fn write(&self) -> Option<Value> {
        match self {
            Nullable::Absent => None,
            Nullable::Null => Some(Value::Null),
            Nullable::Is(value) => value.write(),
        }
    }
}

impl<T: Member> Member for Option<T> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        if is_blank(value) { Ok(None) } else { T::read(value).map(Some) }
    }
    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(T::write)
    }
}

impl<T: Member> Member for Box<T> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        T::read(value).map(Box::new)
    }
    fn write(&self) -> Option<Value> {
        T::write(self)
    }
}

impl<T: Member> Member for Vec<T> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            blank if is_blank(blank) => Ok(Vec::new()),
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .filter(|(_, item)| !item.is_null())
                .map(|(at, item)| T::read(Some(item)).map_err(|e| e.under(&format!("[{at}]"))))
                .collect(),
            // A single value instead of a list: .NET serialisers unwrap lists of one.
            some => T::read(some).map(|one| vec![one]),
        }
    }
    fn write(&self) -> Option<Value> {
        Some(Value::Array(self.iter().filter_map(T::write).collect()))
    }
}

impl Member for String {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            blank if is_blank(blank) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            // A Boolean in an attribute is written as in .NET.
            Some(Value::Bool(flag)) => Ok(if *flag { "True" } else { "False" }.to_owned()),
            other => Err(Unreadable::here("a string", other)),
        }
    }
    fn write(&self) -> Option<Value> {
        Some(Value::String(self.clone()))
    }
}

impl Member for i64 {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let number = match value {
            blank if is_blank(blank) => Some(0),
            Some(Value::Number(number)) => number
                .as_i64()
                .or_else(|| number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 9e15).map(|f| f as i64)),
            Some(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Unreadable::here("a whole number", value))
    }
    fn write(&self) -> Option<Value> {
        Some(Value::from(*self))
    }
}

impl Member for bool {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let flag = match value {
            blank if is_blank(blank) => Some(false),
            Some(Value::Bool(flag)) => Some(*flag),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            },
            Some(Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        };
        flag.ok_or_else(|| Unreadable::here("true or false", value))
    }
    fn write(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }
}

/// Any JSON, unchanged.
impl Member for Value {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        Ok(value.cloned().unwrap_or_default())
    }
    fn write(&self) -> Option<Value> {
        Some(self.clone())
    }
}

/// An object with arbitrary members, unchanged; null and `""` are an empty one.
impl Member for Map<String, Value> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            blank if is_blank(blank) => Ok(Map::new()),
            Some(Value::Object(map)) => Ok(map.clone()),
            other => Err(Unreadable::here("an object", other)),
        }
    }
    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.clone()))
    }
}
