//! Converts Graph's entities to what a draft remembers of them.

use super::Principal;
use crate::graph::{GraphGroup, GraphObject, GraphUser, text};
use crate::wire::ObjectId;
use crate::wire::object::ObjectKind;

impl GraphUser {
    /// The user as a draft remembers it.
    pub fn principal(&self) -> Principal {
        self.principal_of(ObjectKind::User)
    }

    fn principal_of(&self, kind: ObjectKind) -> Principal {
        Principal {
            id: ObjectId::new(self.id.clone()),
            dn: String::new(),
            name: self.label().to_owned(),
            mail: text(&self.mail).to_owned(),
            title: text(&self.job_title).to_owned(),
            department: text(&self.department).to_owned(),
            kind,
            scope: None,
            purpose: None,
        }
    }
}

impl GraphGroup {
    /// The group as a draft remembers it.
    pub fn principal(&self) -> Principal {
        Principal {
            id: self.object_id(),
            dn: String::new(),
            name: self.label().to_owned(),
            mail: text(&self.mail).to_owned(),
            title: String::new(),
            department: String::new(),
            kind: ObjectKind::Group,
            scope: None,
            purpose: None,
        }
    }
}

impl GraphObject {
    /// The object as a draft remembers it.
    pub fn principal(&self) -> Principal {
        match self {
            Self::User(own) => own.principal(),
            Self::Group(own) => own.principal(),
            Self::Other(kind, own) => own.principal_of(*kind),
        }
    }
}
