//! Making a group by way of Graph takes more than one call: a creation holds 20 relationships, and some properties only a
//! PATCH may set (part A, "Graph").

use super::GraphGroup;
use super::paths::MOST_IN_BATCH;
use crate::wire::ObjectId;
use crate::wire::object::ObjectKind;

/// How many owners and members a creation holds together.
pub const MOST_RELATIONS: usize = 20;

/// The calls that make a group, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphCreation {
    /// POST `/groups`.
    pub body: GraphGroup,
    /// Owners and members beyond those, in batches of at most [`MOST_IN_BATCH`].
    pub following: Vec<Vec<Relation>>,
    /// PATCH `/groups/{id}`, where something is to be set that a creation cannot.
    pub patch: Option<GraphGroup>,
}

/// Owner or member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// Answers for the group.
    Owners,
    /// Is in it.
    Members,
}

impl RelationKind {
    /// The navigation property of Graph.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Members => "members",
        }
    }
}

/// Somebody who is to be an owner or a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// As what.
    pub kind: RelationKind,
    /// Who.
    pub id: ObjectId,
    /// Their address (`@odata.id`).
    pub reference: String,
}

impl Relation {
    /// Of an object; `root` is where addresses in bodies start.
    pub fn new(kind: RelationKind, root: &str, id: &ObjectId, object: ObjectKind) -> Self {
        let collection = match object {
            ObjectKind::User => "users",
            ObjectKind::Group => "groups",
            ObjectKind::Contact => "contacts",
            ObjectKind::Computer => "devices",
            ObjectKind::Other => "directoryObjects",
        };
        Self { kind, id: id.clone(), reference: format!("{root}/{collection}/{id}") }
    }
}

/// Relationships, parted by how they travel.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relations {
    /// `owners@odata.bind` of the creation.
    pub owners: Vec<String>,
    /// `members@odata.bind` of the creation.
    pub members: Vec<String>,
    /// Everything beyond, in batches.
    pub following: Vec<Vec<Relation>>,
}

impl Relations {
    /// Parts them; what stands first goes into the creation.
    pub fn split(mut all: Vec<Relation>) -> Self {
        let rest = all.split_off(all.len().min(MOST_RELATIONS));
        let of = |kind| {
            let own = all.iter().filter(move |relation| relation.kind == kind);
            own.map(|relation| relation.reference.clone()).collect()
        };
        Self {
            owners: of(RelationKind::Owners),
            members: of(RelationKind::Members),
            following: rest.chunks(MOST_IN_BATCH).map(<[Relation]>::to_vec).collect(),
        }
    }
}
