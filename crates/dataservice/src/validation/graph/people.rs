//! Owners and members: references to objects of the tenant, and which objects each kind of group can have.

use super::{GraphRejection, Refusal, held};
use crate::directory::WriteTx;
use crate::http::percent_decode;
use crate::object::{Found, Kind, Link, Store};
use crate::schema::{self, Attribute};
use model::graph::MOST_RELATIONS;

/// The relationship of an object to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relative {
    Owner,
    Member,
}

impl Relative {
    /// The attribute that stores the relationship.
    pub fn attribute(self) -> Option<&'static Attribute> {
        schema::attribute(self.name())
    }

    /// The name of Graph's navigation property.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owners",
            Self::Member => "members",
        }
    }

    /// The name of the property with the references in a body.
    pub fn bind(self) -> &'static str {
        match self {
            Self::Owner => "owners@odata.bind",
            Self::Member => "members@odata.bind",
        }
    }
}

/// What decides who can be a member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nature {
    pub unified: bool,
    pub dynamic: bool,
    pub roles: bool,
}

/// The objects that references lead to, if each of them is allowed in that relationship.
pub fn resolve(
    change: &dyn WriteTx,
    store: &Store,
    relative: Relative,
    references: &[String],
    nature: Nature,
) -> Result<Vec<Found>, GraphRejection> {
    let mut all: Vec<Found> = Vec::new();
    for reference in references {
        let Some((collection, id)) = read(reference) else {
            return Err(Refusal::of(relative.bind(), format!("Invalid reference: '{reference}'.")).into());
        };
        let found = change.find(store.id, &id)?.filter(|found| schema::is_guid(&id) && is_in(&collection, found.kind));
        let Some(found) = found else {
            return Err(Refusal { property: relative.bind().to_owned(), ..Refusal::missing(&id) }.into());
        };
        if all.iter().any(|other| other.handle == found.handle) {
            let sentence = format!("Request contains a property with duplicate values: '{}'.", relative.bind());
            return Err(Refusal::of(relative.bind(), sentence).into());
        }
        fits(relative, &found, nature)?;
        all.push(found);
    }
    Ok(all)
}

/// Parses the collection and the id at the end of a reference; its host does not matter.
fn read(reference: &str) -> Option<(String, String)> {
    let absolute = reference.starts_with("https://") || reference.starts_with("http://");
    if !absolute && !reference.starts_with('/') {
        return None;
    }
    let (_, rest) = reference.rsplit_once("/v1.0/")?;
    let (collection, id) = rest.split_once('/')?;
    let plain = !id.is_empty() && !id.contains(['/', '?', '#']);
    plain.then(|| (collection.to_owned(), percent_decode(id)))
}

/// Whether a collection contains objects of that kind.
fn is_in(collection: &str, kind: Kind) -> bool {
    match collection {
        "directoryObjects" => true,
        "users" => kind == Kind::User,
        "groups" => kind == Kind::Group,
        "contacts" => kind == Kind::Contact,
        "devices" => kind == Kind::Computer,
        _ => false,
    }
}

fn fits(relative: Relative, found: &Found, nature: Nature) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal::of(relative.bind(), format!("{}: {why}.", found.guid)));
    match relative {
        Relative::Owner if found.kind != Kind::User => refuse("only a user can own a group"),
        Relative::Owner => Ok(()),
        Relative::Member if nature.dynamic => refuse("the rule of a dynamic group alone says who is in it"),
        Relative::Member if nature.unified && found.kind != Kind::User => {
            refuse("a Microsoft 365 group holds users only")
        }
        Relative::Member if nature.roles && found.kind == Kind::Group => {
            refuse("a group that roles can be assigned to holds no groups")
        }
        Relative::Member => Ok(()),
    }
}

pub fn relate(
    change: &dyn WriteTx,
    store: &Store,
    group: &Found,
    relative: Relative,
    references: &[String],
) -> Result<(), GraphRejection> {
    let object = held(change, store, group)?;
    if object.first("groupType") == Some("8") {
        let sentence = "Cannot Update a mail-enabled security groups and or distribution list.";
        return Err(Refusal::of("", sentence).into());
    }
    if references.len() > MOST_RELATIONS {
        return Err(too_many(relative.bind()).into());
    }
    let roles = object.first("isAssignableToRole") == Some("true");
    let nature = Nature { unified: object.is_unified(), dynamic: object.is_dynamic(), roles };
    let all = resolve(change, store, relative, references, nature)?;
    let Some(attribute) = relative.attribute() else { return Ok(()) };
    let present = change.targets(group.handle, attribute)?;
    for found in &all {
        if found.handle == group.handle {
            return Err(Refusal::of(relative.bind(), "A group cannot be a member of itself.").into());
        }
        if present.contains(&found.handle) {
            let sentence = format!(
                "One or more added object references already exist for the following modified properties: '{}'.",
                relative.name()
            );
            return Err(Refusal::of("", sentence).into());
        }
        change.add_link(group.handle, &Link::plain(attribute, found.handle))?;
    }
    Ok(())
}

/// The refusal of a request with too many references.
pub fn too_many(property: &str) -> Refusal {
    let sentence = format!("The number of relationships in the request exceeds the maximum of {MOST_RELATIONS}.");
    Refusal::of(property, sentence)
}

/// Removes an owner or a member from a group.
pub fn unrelate(
    change: &dyn WriteTx,
    store: &Store,
    group: &Found,
    relative: Relative,
    target: &Found,
) -> Result<(), GraphRejection> {
    let Some(attribute) = relative.attribute() else { return Ok(()) };
    let present = change.targets(group.handle, attribute)?;
    if !present.contains(&target.handle) {
        return Err(Refusal::missing(&target.guid).into());
    }
    if relative == Relative::Owner && present.len() == 1 {
        let sentence = "The group must have at least one owner, hence this owner cannot be removed.";
        return Err(Refusal::of("owners", sentence).into());
    }
    if relative == Relative::Member && held(change, store, group)?.is_dynamic() {
        return Err(Refusal::of("members", "The rule of a dynamic group alone says who is in it.").into());
    }
    Ok(change.remove_link(group.handle, attribute, target.handle)?)
}
