//! A role-assignable group that Graph refuses because of its owners can be created without them (part A, "Graph").

use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::t;
use crate::pages::create_group::state::Wizard;
use leptos::prelude::*;
use model::graph::{GraphCreation, RelationKind, is_because_of_owners};
use model::group::{Field, GroupDraft};
use model::wire::{ObjectId, attributes};

/// The owners of the draft were not sent; what is known about the group that was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It has no owners.
    NoOwners,
    /// It may have some: Graph has made somebody an owner by itself, or did not say.
    Unknown,
}

impl LeftOut {
    /// The sentence about the group's owners, and how to add them; reactive.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoOwners => t!(wizard.no_owners),
            Self::Unknown => t!(wizard.owners_left_out),
        }
    }
}

/// Whether owners were left out of a group that was just created. The group is read, because Graph makes the user who
/// creates a group its owner in some cases.
pub(super) async fn left_out(api: &Api, id: &ObjectId, draft: &GroupDraft) -> Option<LeftOut> {
    if !draft.leaves_owners_out() {
        return None;
    }
    Some(match api.group(draft.store, id).await {
        Ok(group) if group.attributes().texts(attributes::MANAGED_BY).next().is_none() => LeftOut::NoOwners,
        _ => LeftOut::Unknown,
    })
}

/// Whether the draft's creation was refused because of its owners, and they can be left out; reactive.
pub fn are_refused(wizard: Wizard, error: &ApiError) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let sends_owners = |creation: GraphCreation| {
        let mut following = creation.following.iter().flatten();
        creation.body.owners.get().is_some() || following.any(|relation| relation.kind == RelationKind::Owners)
    };
    let draft = wizard.draft.get();
    let creation = || wizard.with_store(|store| draft.to_graph(store, wizard.caller().as_ref())).ok();
    draft.graph.role_assignable && is_because_of_owners(result) && creation().is_some_and(sends_owners)
}

/// From now on the group is sent without its owners, until they are edited. The draft keeps them.
pub fn leave_out(wizard: Wizard) {
    wizard.edit(&Field::Whole, |draft| draft.graph.without_owners = true);
}
