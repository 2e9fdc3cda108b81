//! Attributes and their values: the two entry shapes of part A, in the two spellings that travel.

use super::lenient::{Member, Nullable, Origin, Reader, Unreadable, Writer, is_blank, wire_json};
use serde_json::{Map, Value};
use std::fmt;

/// How the names of an object's members are spelled when it is built here. What was read keeps its own spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spelling {
    /// `Value`, `Action`, `DN`: what operations 1–4, 7 and 13 send.
    #[default]
    Pascal,
    /// `value`, `action`, `dn`: what the service answers, and operation 8 and an AD user's creation send.
    Camel,
}

impl Spelling {
    /// The name as this spelling has it. An abbreviation at the start is lowered whole (`DN` → `dn`).
    fn of(self, name: &str) -> String {
        match self {
            Spelling::Pascal => name.to_owned(),
            Spelling::Camel if name.chars().all(|c| c.is_ascii_uppercase()) => name.to_ascii_lowercase(),
            Spelling::Camel => {
                let mut chars = name.chars();
                chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
            }
        }
    }
}

/// A scalar as text, whatever JSON type it travelled in; anything else as compact JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scalar(pub String);

impl Member for Scalar {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            Some(nested @ (Value::Array(_) | Value::Object(_))) => Ok(Scalar(nested.to_string())),
            scalar => String::read(scalar).map(Scalar),
        }
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

/// One value of an attribute. A *short entry* has `value` and `action` (and an `attribute_collection` where it says
/// something); a *long entry* has every member (part A, "Two entry shapes").
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeValue {
    /// The store the value points into; 0 in every sample.
    pub identity_store_id: Option<i64>,
    /// The value. Booleans are the strings "true" and "false" in either case.
    pub value: Nullable<Scalar>,
    /// The distinguished name of an object that the value points to.
    pub dn: Nullable<String>,
    /// 0 or 1 on what is sent, exactly as the operation's sample has it; 3 on what the service adds.
    pub action: Option<i64>,
    /// What belongs to the value, such as `Scope` of a start path or the window of a temporary membership.
    pub attribute_collection: Nullable<Map<String, Value>>,
    /// Always the empty bag in the samples.
    pub nested_attributes: Nullable<NestedAttributes>,
    /// How the members are spelled when the entry was built and not read.
    pub spelling: Spelling,
    /// What came beside the typed members.
    pub origin: Origin,
}

impl AttributeValue {
    /// A short entry.
    pub fn short(value: impl Into<String>, action: i64) -> Self {
        Self { value: Nullable::Is(Scalar(value.into())), action: Some(action), ..Self::default() }
    }

    /// A long entry, with `DN` null.
    pub fn long(value: impl Into<String>, action: i64) -> Self {
        Self {
            identity_store_id: Some(0),
            dn: Nullable::Null,
            attribute_collection: Nullable::Is(Map::new()),
            nested_attributes: Nullable::Is(AttributeBag::empty(Spelling::Pascal)),
            ..Self::short(value, action)
        }
    }

    /// An entry as the service answers it for Active Directory: camelCase, no nested attributes.
    pub fn answered(value: impl Into<String>) -> Self {
        Self {
            identity_store_id: Some(0),
            dn: Nullable::Null,
            attribute_collection: Nullable::Is(Map::new()),
            spelling: Spelling::Camel,
            ..Self::short(value, 0)
        }
    }

    /// With something said about the value, such as (`Scope`, `2`).
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let mut map = self.attribute_collection.get().cloned().unwrap_or_default();
        map.insert(name.to_owned(), Value::String(value.into()));
        self.attribute_collection = Nullable::Is(map);
        self
    }

    /// With the distinguished name of what the value points to.
    pub fn with_dn(mut self, dn: impl Into<String>) -> Self {
        self.dn = Nullable::Is(dn.into());
        self
    }

    /// In the given spelling.
    pub fn spelled(mut self, spelling: Spelling) -> Self {
        self.spelling = spelling;
        self
    }

    /// The value as text; none for null, absent and `""`.
    pub fn text(&self) -> Option<&str> {
        self.value.get().map(|scalar| scalar.0.as_str()).filter(|text| !text.is_empty())
    }

    /// What is said about the value under that name, in any letter case.
    pub fn note(&self, name: &str) -> Option<&str> {
        let map = self.attribute_collection.get()?;
        let (_, value) = map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        value.as_str().filter(|text| !text.is_empty())
    }
}

impl Member for AttributeValue {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        // A bare scalar where an entry was promised is its value.
        let Some(object @ Value::Object(_)) = value else {
            return Scalar::read(value).map(|scalar| Self { value: Nullable::Is(scalar), ..Self::default() });
        };
        let mut reader = Reader::new(object)?;
        Ok(Self {
            identity_store_id: reader.take("IdentityStoreId")?,
            value: reader.take("Value")?,
            dn: reader.take("DN")?,
            action: reader.take("Action")?,
            attribute_collection: reader.take("AttributeCollection")?,
            nested_attributes: reader.take("NestedAttributes")?,
            spelling: Spelling::default(),
            origin: reader.finish(),
        })
    }

    fn write(&self) -> Option<Value> {
        let mut out = Writer::new(&self.origin);
        let name = |n: &'static str| self.spelling.of(n);
        out.put("IdentityStoreId", &name("IdentityStoreId"), self.identity_store_id.write());
        out.put("Value", &name("Value"), self.value.write());
        out.put("DN", &name("DN"), self.dn.write());
        out.put("Action", &name("Action"), self.action.write());
        out.put("AttributeCollection", &name("AttributeCollection"), self.attribute_collection.write());
        out.put("NestedAttributes", &name("NestedAttributes"), self.nested_attributes.write());
        Some(out.finish())
    }
}

/// The bag that hangs in a long entry; the same thing as [`AttributeBag`], empty in every sample.
pub type NestedAttributes = Box<AttributeBag>;

/// `{AttributesCollection, FilePermissionCollection, Type}`: an object's attributes, as they travel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeBag {
    /// Attribute name → values.
    pub attributes: Attributes,
    /// `{}` or absent in every sample.
    pub file_permissions: Nullable<Map<String, Value>>,
    /// null or absent in every sample.
    pub kind: Nullable<Value>,
    /// How the members are spelled when the bag was built and not read.
    pub spelling: Spelling,
    /// What came beside the typed members.
    pub origin: Origin,
}

impl AttributeBag {
    /// With `AttributesCollection` only, as AD operations send it.
    pub fn bare(attributes: Attributes) -> Self {
        Self { attributes, ..Self::default() }
    }

    /// With all three members, as Entra ID operations send it.
    pub fn full(attributes: Attributes) -> Self {
        Self { attributes, ..*Self::empty(Spelling::Pascal) }
    }

    /// All three members, nothing in them.
    pub fn empty(spelling: Spelling) -> Box<Self> {
        Box::new(Self { file_permissions: Nullable::Is(Map::new()), kind: Nullable::Null, spelling, ..Self::default() })
    }
}

impl Member for AttributeBag {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let Some(object) = value.filter(|v| !is_blank(Some(v))) else {
            return Ok(Self::default());
        };
        let mut reader = Reader::new(object)?;
        Ok(Self {
            attributes: reader.take("AttributesCollection")?,
            file_permissions: reader.take("FilePermissionCollection")?,
            kind: reader.take("Type")?,
            spelling: Spelling::default(),
            origin: reader.finish(),
        })
    }

    fn write(&self) -> Option<Value> {
        let mut out = Writer::new(&self.origin);
        let name = |n: &'static str| self.spelling.of(n);
        out.put("AttributesCollection", &name("AttributesCollection"), self.attributes.write());
        out.put("FilePermissionCollection", &name("FilePermissionCollection"), self.file_permissions.write());
        out.put("Type", &name("Type"), self.kind.write());
        Some(out.finish())
    }
}

/// Attribute name → values. Names match in any letter case, as in every directory.
#[derive(Clone, PartialEq, Default)]
pub struct Attributes(Vec<(String, Vec<AttributeValue>)>);

impl Attributes {
    /// No attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// All values of an attribute; empty when it is absent.
    pub fn all(&self, name: &str) -> &[AttributeValue] {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or(&[], |(_, values)| values)
    }

    /// The first value that says something, as text.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.texts(name).next()
    }

    /// Every value that says something, as text.
    pub fn texts<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.all(name).iter().filter_map(AttributeValue::text)
    }

    /// Whether an attribute is there, be it empty.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key.eq_ignore_ascii_case(name))
    }

    /// Sets an attribute to these values; the spelling of the name that is there already stays.
    pub fn set(&mut self, name: &str, values: Vec<AttributeValue>) {
        match self.0.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(name)) {
            Some((_, held)) => *held = values,
            None => self.0.push((name.to_owned(), values)),
        }
    }

    /// Names and values, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[AttributeValue])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }
}

/// Everything but passwords.
impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |name: &str| !name.eq_ignore_ascii_case(super::codes::PASSWORD);
        f.debug_map().entries(self.iter().map(|(name, values)| (name, shown(name).then_some(values)))).finish()
    }
}

impl FromIterator<(String, Vec<AttributeValue>)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (String, Vec<AttributeValue>)>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl Member for Attributes {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            blank if is_blank(blank) => Ok(Self::default()),
            Some(Value::Object(map)) => map
                .iter()
                .map(|(name, values)| {
                    let values = Vec::read(Some(values)).map_err(|e: Unreadable| e.under(name))?;
                    Ok((name.clone(), values))
                })
                .collect(),
            other => Err(Unreadable::here("an object of attributes", other)),
        }
    }
    fn write(&self) -> Option<Value> {
        let mut out = Map::new();
        for (name, values) in &self.0 {
            super::lenient::plain::put(&mut out, name, values.write());
        }
        Some(Value::Object(out))
    }
}

wire_json!(AttributeValue);
wire_json!(AttributeBag);
wire_json!(Attributes);
