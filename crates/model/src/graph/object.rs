//! Lists of objects of different kinds, such as owners and members.

use super::properties::GROUP_TYPE;
use super::{GraphGroup, GraphUser};
use crate::wire::lenient::{Member, Unreadable, wire_json, wire_object};
use crate::wire::object::ObjectKind;
use serde_json::Value;

/// The member that says which kind of entity an object is.
const TYPE: &str = "@odata.type";

/// A directory object; `@odata.type` says of which kind.
#[derive(Debug, Clone, PartialEq)]
pub enum GraphObject {
    User(GraphUser),
    Group(GraphGroup),
    /// A contact, a device or anything else, with the properties that it shares with a user.
    Other(ObjectKind, GraphUser),
}

impl GraphObject {
    pub fn kind(&self) -> ObjectKind {
        match self {
            Self::User(_) => ObjectKind::User,
            Self::Group(_) => ObjectKind::Group,
            Self::Other(kind, _) => *kind,
        }
    }

    /// The object id; empty if the response had none.
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
    /// A page of objects of any kind; `@odata.nextLink` leads to the next one.
    pub struct GraphObjectPage {
        /// The objects of this page.
        pub value: Vec<GraphObject> = "value",
        /// The URL of the next page, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// The total number, if the request asked for it with `$count`.
        pub count: Option<i64> = "@odata.count",
    }
}
