//! JSON of our own (configuration, kept drafts). It uses the same [`Member`] trait but keeps no origin, because unknown
//! members are rejected by a schema or dropped. There are no serde derives, because each derived type adds kilobytes of
//! wasm (docs/adr/0004-size.md).

use super::{Member, Unreadable};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Reads a member by its exact name.
///
/// # Errors
///
/// The value is not an object, or the member does not fit its type.
pub fn take<T: Member>(value: Option<&Value>, name: &str) -> Result<T, Unreadable> {
    let Some(Value::Object(map)) = value else {
        return Err(Unreadable::here("an object", value));
    };
    T::read(map.get(name)).map_err(|e| e.under(name))
}

/// Whether a member is present and not null.
pub fn has(value: Option<&Value>, name: &str) -> bool {
    value.and_then(|value| value.get(name)).is_some_and(|member| !member.is_null())
}

/// Adds a member, unless it is to be left out.
pub fn put(out: &mut Map<String, Value>, name: &str, member: Option<Value>) {
    if let Some(member) = member {
        out.insert(name.to_owned(), member);
    }
}

impl Member for usize {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        usize::try_from(i64::read(value)?).map_err(|_| Unreadable::here("a number from 0", value))
    }
    fn write(&self) -> Option<Value> {
        Some(Value::from(*self))
    }
}

/// Text by language code, and similar maps.
impl Member for BTreeMap<String, String> {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let map = Map::read(value)?;
        let mut texts = Self::new();
        for (key, text) in &map {
            texts.insert(key.clone(), String::read(Some(text)).map_err(|e| e.under(key))?);
        }
        Ok(texts)
    }
    fn write(&self) -> Option<Value> {
        let mut out = Map::new();
        for (key, text) in self {
            put(&mut out, key, text.write());
        }
        Some(Value::Object(out))
    }
}

/// Declares a struct that is kept as a JSON object. `or` gives the value of an absent member; without it, the type
/// decides what an absent member means.
macro_rules! json_object {
    ($(#[$doc:meta])* pub struct $name:ident {
        $($(#[$field_doc:meta])* pub $field:ident: $type:ty = $wire:literal $(or $default:expr)?,)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::wire::lenient::Member for $name {
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::lenient::Unreadable> {
                use $crate::wire::lenient::plain;
                Ok(Self { $($field: {
                    $(if !plain::has(value, $wire) { $default } else)? { plain::take(value, $wire)? }
                },)* })
            }
            fn write(&self) -> Option<serde_json::Value> {
                use $crate::wire::lenient::{Member, plain};
                let mut out = serde_json::Map::new();
                $(plain::put(&mut out, $wire, Member::write(&self.$field));)*
                Some(serde_json::Value::Object(out))
            }
        }

        $crate::wire::lenient::wire_json!($name);
    };
}

/// Declares the JSON names of the variants of an enum.
macro_rules! json_enum {
    ($name:ident: $expected:literal { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $crate::wire::lenient::Member for $name {
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::lenient::Unreadable> {
                match value.and_then(serde_json::Value::as_str) {
                    $(Some($wire) => Ok(Self::$variant),)*
                    _ => Err($crate::wire::lenient::Unreadable::here($expected, value)),
                }
            }
            fn write(&self) -> Option<serde_json::Value> {
                Some(serde_json::Value::from(match self { $(Self::$variant => $wire,)* }))
            }
        }

        $crate::wire::lenient::wire_json!($name);
    };
}

pub(crate) use {json_enum, json_object};
