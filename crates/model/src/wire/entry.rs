//! Attributes and their values: the two entry shapes of part A, in the two spellings on the wire.

use super::lenient::{Member, Nullable, Origin, Reader, Unreadable, Writer, is_blank, wire_json};
use serde_json::{Map, Value};
use std::fmt;

/// The letter case of member names in an object that is built here. An object that was read keeps its own spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spelling {
    /// `Value`, `Action`, `DN`: sent by operations 1–4, 7 and 13.
    #[default]
    Pascal,
    /// `value`, `action`, `dn`: in responses, and sent by operation 8 and the creation of an Active Directory user.
    Camel,
}

impl Spelling {
    /// The name in this spelling. An abbreviation is lowered as a whole (`DN` becomes `dn`).
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

/// A scalar as text, whichever JSON type it had; an array or object as compact JSON.
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

/// A value of an attribute. A *short entry* has `value` and `action` (and an `attribute_collection` if it says
/// something); a *long entry* has every member (part A, "Two entry shapes").
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeValue {
    /// The identity store that the value refers to; 0 in every sample.
    pub identity_store_id: Option<i64>,
    /// The value. Booleans are the strings "true" and "false" in any letter case.
    pub value: Nullable<Scalar>,
    /// The distinguished name of the object that the value refers to.
    pub dn: Nullable<String>,
    /// In requests 0 or 1, exactly as in the operation's sample; 3 for what the service adds.
    pub action: Option<i64>,
    /// Further data about the value, such as the `Scope` of a start path or the dates of a temporary membership.
    pub attribute_collection: Nullable<Map<String, Value>>,
    /// An empty bag in all samples.
    pub nested_attributes: Nullable<NestedAttributes>,
    /// The spelling of the members if the entry was built rather than read.
    pub spelling: Spelling,
    /// The unknown members, and how known ones were spelled when the entry was read.
    pub origin: Origin,
}

impl AttributeValue {
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

    /// An entry as the service returns it for Active Directory: camelCase, no nested attributes.
    pub fn answered(value: impl Into<String>) -> Self {
        Self {
            identity_store_id: Some(0),
            dn: Nullable::Null,
            attribute_collection: Nullable::Is(Map::new()),
            spelling: Spelling::Camel,
            ..Self::short(value, 0)
        }
    }

    /// Adds a member to the `attribute_collection`, such as (`Scope`, `2`).
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let mut map = self.attribute_collection.get().cloned().unwrap_or_default();
        map.insert(name.to_owned(), Value::String(value.into()));
        self.attribute_collection = Nullable::Is(map);
        self
    }

    /// Sets the distinguished name of the object that the value refers to.
    pub fn with_dn(mut self, dn: impl Into<String>) -> Self {
        self.dn = Nullable::Is(dn.into());
        self
    }

    /// Sets the spelling of the member names.
    pub fn spelled(mut self, spelling: Spelling) -> Self {
        self.spelling = spelling;
        self
    }

    /// The value as text; `None` if it is null, absent or empty.
    pub fn text(&self) -> Option<&str> {
        self.value.get().map(|scalar| scalar.0.as_str()).filter(|text| !text.is_empty())
    }

    /// The text of a member of the `attribute_collection`, whose name may have any letter case; `None` if it is empty.
    pub fn note(&self, name: &str) -> Option<&str> {
        let map = self.attribute_collection.get()?;
        let (_, value) = map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        value.as_str().filter(|text| !text.is_empty())
    }
}

impl Member for AttributeValue {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        // A bare scalar instead of an entry is taken as its value.
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

/// The bag in a long entry, which has the shape of [`AttributeBag`] and is empty in every sample.
pub type NestedAttributes = Box<AttributeBag>;

/// The attributes of an object, as `{AttributesCollection, FilePermissionCollection, Type}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeBag {
    /// The values by attribute name.
    pub attributes: Attributes,
    /// `{}` or absent in every sample.
    pub file_permissions: Nullable<Map<String, Value>>,
    /// Null or absent in every sample.
    pub kind: Nullable<Value>,
    /// The spelling of the members if the bag was built rather than read.
    pub spelling: Spelling,
    /// The unknown members, and how known ones were spelled when the bag was read.
    pub origin: Origin,
}

impl AttributeBag {
    /// A bag with only `AttributesCollection`, as Active Directory operations send it.
    pub fn bare(attributes: Attributes) -> Self {
        Self { attributes, ..Self::default() }
    }

    /// A bag with all three members, as Entra ID operations send it.
    pub fn full(attributes: Attributes) -> Self {
        Self { attributes, ..*Self::empty(Spelling::Pascal) }
    }

    /// A bag with all three members and no attributes.
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

/// Values by attribute name. Names are compared without letter case, as in every directory.
#[derive(Clone, PartialEq, Default)]
pub struct Attributes(Vec<(String, Vec<AttributeValue>)>);

impl Attributes {
    pub fn new() -> Self {
        Self::default()
    }

    /// All values of an attribute; empty if it is absent.
    pub fn all(&self, name: &str) -> &[AttributeValue] {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or(&[], |(_, values)| values)
    }

    /// The first value that is not empty, as text.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.texts(name).next()
    }

    /// Every value that is not empty, as text.
    pub fn texts<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.all(name).iter().filter_map(AttributeValue::text)
    }

    /// Whether the attribute is present, even if it has no values.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key.eq_ignore_ascii_case(name))
    }

    /// Replaces the values of an attribute. If it is already present, the spelling of its name does not change.
    pub fn set(&mut self, name: &str, values: Vec<AttributeValue>) {
        match self.0.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(name)) {
            Some((_, held)) => *held = values,
            None => self.0.push((name.to_owned(), values)),
        }
    }

    /// Names and values in their original order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[AttributeValue])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }
}

/// Shows everything except passwords.
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
