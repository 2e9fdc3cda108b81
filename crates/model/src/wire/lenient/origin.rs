//! Remembers the original form of an object that was read, so that writing it again reproduces what a typed struct
//! loses.

use super::{Member, Unreadable};
use serde_json::{Map, Value};
use std::fmt;

/// The spelling and presence of an object's members, and the members that are unknown.
///
/// Empty for an object that was built rather than read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origin(Option<Vec<(String, Kept)>>);

impl Origin {
    fn members(&self) -> impl Iterator<Item = &(String, Kept)> {
        self.0.iter().flatten()
    }

    /// The unknown members alone, for an object that is sent in a form of our own.
    pub fn unknown(&self) -> Self {
        let unknown = self.members().filter(|(_, kept)| matches!(kept, Kept::Unknown(_))).cloned();
        let unknown: Vec<_> = unknown.collect();
        Self((!unknown.is_empty()).then_some(unknown))
    }
}

#[derive(Clone, PartialEq)]
enum Kept {
    /// A known member that is written exactly as it was read. Names the member.
    AsTyped(&'static str),
    /// A known member that was sent in another form than ours, such as a number in a string: its name, the original
    /// JSON, and the JSON that we would have sent.
    Raw(&'static str, Value, Option<Value>),
    /// A known member that was absent: its name, and the JSON that we would have sent.
    Absent(&'static str, Option<Value>),
    /// An unknown member.
    Unknown(Value),
}

/// Never shows the values, because a password may be among them.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kept::AsTyped(_) => "AsTyped",
            Kept::Raw(..) => "Raw",
            Kept::Absent(..) => "Absent",
            Kept::Unknown(_) => "Unknown",
        })
    }
}

/// Reads the members of an object.
pub struct Reader<'a> {
    members: Vec<(&'a String, &'a Value)>,
    origin: Vec<(String, Kept)>,
}

impl<'a> Reader<'a> {
    /// Starts reading an object.
    ///
    /// # Errors
    ///
    /// The value is not an object.
    pub fn new(value: &'a Value) -> Result<Self, Unreadable> {
        match value {
            Value::Object(map) => Ok(Self { members: map.iter().collect(), origin: Vec::new() }),
            other => Err(Unreadable::here("an object", Some(other))),
        }
    }

    /// Reads the member with that name, in any letter case; the exact spelling takes precedence.
    ///
    /// # Errors
    ///
    /// The value cannot be converted to the member's type.
    pub fn take<T: Member>(&mut self, name: &'static str) -> Result<T, Unreadable> {
        let found = self.find(name);
        let typed = T::read(found.map(|(_, raw)| raw)).map_err(|e| e.under(found.map_or(name, |(key, _)| key)))?;
        self.keep(name, found, typed.write());
        Ok(typed)
    }

    fn find(&mut self, name: &str) -> Option<(&'a String, &'a Value)> {
        let exact = self.members.iter().position(|(key, _)| *key == name);
        let found = exact.or_else(|| self.members.iter().position(|(key, _)| key.eq_ignore_ascii_case(name)));
        found.map(|at| self.members.remove(at))
    }

    fn keep(&mut self, name: &'static str, found: Option<(&String, &Value)>, written: Option<Value>) {
        self.origin.push(match found {
            Some((key, raw)) if written.as_ref() == Some(raw) => (key.clone(), Kept::AsTyped(name)),
            Some((key, raw)) => (key.clone(), Kept::Raw(name, raw.clone(), written)),
            None => (name.to_owned(), Kept::Absent(name, written)),
        });
    }

    /// Ends reading; the members that were not taken are kept as unknown ones.
    pub fn finish(mut self) -> Origin {
        let rest = self.members.into_iter().map(|(key, raw)| (key.clone(), Kept::Unknown(raw.clone())));
        self.origin.extend(rest);
        Origin(Some(self.origin))
    }
}

/// Writes the members of an object in the spelling in which it was read.
pub struct Writer<'a> {
    origin: &'a Origin,
    out: Map<String, Value>,
}

impl<'a> Writer<'a> {
    /// Starts writing, with the members that were unknown when the object was read.
    pub fn new(origin: &'a Origin) -> Self {
        let mut out = Map::new();
        for (key, kept) in origin.members() {
            if let Kept::Unknown(raw) = kept {
                out.insert(key.clone(), raw.clone());
            }
        }
        Self { origin, out }
    }

    /// Writes a member: an unchanged one exactly as it was read, a changed one in our own form.
    pub fn put(&mut self, name: &'static str, spelling: &str, written: Option<Value>) {
        let own = |(key, kept): &'a (String, Kept)| match kept {
            Kept::AsTyped(known) if *known == name => Some((key.as_str(), None)),
            Kept::Raw(known, raw, sent) if *known == name => Some((key.as_str(), Some((Some(raw), sent)))),
            Kept::Absent(known, sent) if *known == name => Some((spelling, Some((None, sent)))),
            _ => None,
        };
        let (key, written) = match self.origin.members().find_map(own) {
            // The member has not changed since it was read, so it is written as it was, or left out if it was absent.
            Some((key, Some((raw, sent)))) if *sent == written => (key, raw.cloned()),
            Some((key, _)) => (key, written),
            None => (spelling, written),
        };
        if let Some(written) = written {
            self.out.insert(key.to_owned(), written);
        }
    }

    pub fn finish(self) -> Value {
        Value::Object(self.out)
    }
}

/// Declares a wire object: public typed fields, each with its JSON name. All are read and written through the same
/// [`Reader`] and [`Writer`], so that no type has a decoder of its own.
macro_rules! wire_object {
    // `Debug` shows nothing of a secret object.
    (secret $(#[$doc:meta])* pub struct $name:ident $members:tt) => {
        $crate::wire::lenient::wire_object!(@ [] $(#[$doc])* pub struct $name $members);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
    ($(#[$doc:meta])* pub struct $name:ident $members:tt) => {
        $crate::wire::lenient::wire_object!(@ [Debug] $(#[$doc])* pub struct $name $members);
    };
    (@ [$($derive:ident)?] $(#[$doc:meta])* pub struct $name:ident {
        $($(#[$field_doc:meta])* pub $field:ident: $type:ty = $wire:literal,)*
    }) => {
        $(#[$doc])*
        #[derive($($derive,)? Clone, PartialEq, Default)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// The unknown members, and the original form of the known ones; see [`crate::wire::lenient`].
            pub origin: $crate::wire::lenient::Origin,
        }

        impl $crate::wire::lenient::Member for $name {
            fn read(value: Option<&serde_json::Value>) -> Result<Self, $crate::wire::lenient::Unreadable> {
                let Some(value) = value else {
                    return Err($crate::wire::lenient::Unreadable::here("an object", None));
                };
                let mut reader = $crate::wire::lenient::Reader::new(value)?;
                Ok(Self { $($field: reader.take($wire)?,)* origin: reader.finish() })
            }
            fn write(&self) -> Option<serde_json::Value> {
                let mut writer = $crate::wire::lenient::Writer::new(&self.origin);
                $(writer.put($wire, $wire, $crate::wire::lenient::Member::write(&self.$field));)*
                Some(writer.finish())
            }
        }

        $crate::wire::lenient::wire_json!($name);
    };
}

/// Implements serde's traits for a [`Member`] by way of [`Value`], so that the browser downloads one decoder for all
/// types.
macro_rules! wire_json {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::lenient::Member::write(self).serialize(serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::wire::lenient::Member::read(Some(&value)).map_err(serde::de::Error::custom)
            }
        }
        impl $name {
            /// Reads the value leniently.
            ///
            /// # Errors
            ///
            /// The path at which the JSON does not fit.
            pub fn from_json(value: &serde_json::Value) -> Result<Self, $crate::wire::lenient::Unreadable> {
                $crate::wire::lenient::Member::read(Some(value))
            }
            /// The value as the JSON that is sent.
            pub fn to_json(&self) -> serde_json::Value {
                $crate::wire::lenient::Member::write(self).unwrap_or_default()
            }
        }
    };
}

pub(crate) use {wire_json, wire_object};
