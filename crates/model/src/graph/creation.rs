//! Creating a group through Graph takes several calls: the first may have at most 20 relationships, and some properties
//! can only be set by PATCH (part A, "Graph").

use super::GraphGroup;
use super::paths::MOST_IN_BATCH;
use crate::wire::ObjectId;
use crate::wire::object::ObjectKind;
use crate::wire::paths::segment;

/// How many owners and members the creation may have together.
pub const MOST_RELATIONS: usize = 20;

/// The calls that create a group, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphCreation {
    /// The body of POST `/groups`.
    pub body: GraphGroup,
    /// The remaining owners and members, in batches of at most [`MOST_IN_BATCH`].
    pub following: Vec<Vec<Relation>>,
    /// The body of PATCH `/groups/{id}`, if there are properties that the creation cannot set.
    pub patch: Option<GraphGroup>,
}

/// The kind of relationship between an object and a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// The object is an owner of the group.
    Owners,
    /// The object is a member of the group.
    Members,
}

impl RelationKind {
    /// The name of Graph's navigation property.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Members => "members",
        }
    }
}

/// An object that is to become an owner or a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Whether it becomes an owner or a member.
    pub kind: RelationKind,
    pub id: ObjectId,
    /// The object's URL (`@odata.id`).
    pub reference: String,
}

impl Relation {
    /// A relationship to an object; `root` is the base URL that references in request bodies begin with.
    pub fn new(kind: RelationKind, root: &str, id: &ObjectId, object: ObjectKind) -> Self {
        let collection = match object {
            ObjectKind::User => "users",
            ObjectKind::Group => "groups",
            ObjectKind::Contact => "contacts",
            ObjectKind::Computer => "devices",
            ObjectKind::Other => "directoryObjects",
        };
        Self { kind, id: id.clone(), reference: format!("{root}/{collection}/{}", segment(id.as_str())) }
    }
}

/// Relationships, divided by the call that carries them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relations {
    /// `owners@odata.bind` of the creation.
    pub owners: Vec<String>,
    /// `members@odata.bind` of the creation.
    pub members: Vec<String>,
    /// All others, in batches of at most [`MOST_IN_BATCH`].
    pub following: Vec<Vec<Relation>>,
}

impl Relations {
    /// Divides relationships; the first [`MOST_RELATIONS`] go into the creation.
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
