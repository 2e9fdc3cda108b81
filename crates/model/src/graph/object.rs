//! Objects of several kinds in one list, as owners and members are answered.

use super::properties::GROUP_TYPE;
use super::{GraphGroup, GraphUser};
use crate::wire::lenient::{Member, Unreadable, wire_json, wire_object};
use crate::wire::object::ObjectKind;
use serde_json::Value;

/// `@odata.type`
const TYPE: &str = "@odata.type";

/// A directory object. What kind it is, is said by `@odata.type`.
#[derive(Debug, Clone, PartialEq)]
pub enum GraphObject {
    /// A user.
    User(GraphUser),
    /// A group.
    Group(GraphGroup),
    /// A contact, a device or anything else: what it has in common with a user.
    Other(ObjectKind, GraphUser),
}

impl GraphObject {
    /// What kind of object it is.
    pub fn kind(&self) -> ObjectKind {
        match self {
            Self::User(_) => ObjectKind::User,
            Self::Group(_) => ObjectKind::Group,
            Self::Other(kind, _) => *kind,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::User(own) | Self::Other(_, own) => &own.id,
            Self::Group(own) => own.id.as_deref().unwrap_or_default(),
        }
    }
}

impl Member for GraphObject {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let kind = value.and_then(|value| value.get(TYPE)).and_then(Value::as_str).unwrap_or_default();
        Ok(match kind.to_ascii_lowercase().as_str() {
            GROUP_TYPE => Self::Group(GraphGroup::read(value)?),
            "#microsoft.graph.user" => Self::User(GraphUser::read(value)?),
            "#microsoft.graph.orgcontact" => Self::Other(ObjectKind::Contact, GraphUser::read(value)?),
            "#microsoft.graph.device" => Self::Other(ObjectKind::Computer, GraphUser::read(value)?),
            _ => Self::Other(ObjectKind::Other, GraphUser::read(value)?),
        })
    }
    fn write(&self) -> Option<Value> {
        match self {
            Self::User(own) | Self::Other(_, own) => own.write(),
            Self::Group(own) => own.write(),
        }
    }
}

wire_json!(GraphObject);

wire_object! {
    /// A page of objects of any kind, followed by way of `@odata.nextLink`.
    pub struct GraphObjectPage {
        /// This page's objects.
        pub value: Vec<GraphObject> = "value",
        /// The next page's address, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// How many in all, where `$count` was asked for.
        pub count: Option<i64> = "@odata.count",
    }
}
