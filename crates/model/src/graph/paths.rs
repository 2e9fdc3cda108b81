//! The URLs of Microsoft Graph that the portal calls and the embedded service answers.

use super::RelationKind;
use super::query::GraphQuery;
use crate::wire::ObjectId;
use crate::wire::paths::{is_rewritten, segment};
use serde_json::Value;

/// The path at which the embedded service answers as Graph.
pub const GRAPH: &str = "/v1.0";
/// The path of the authorization endpoint below an authority (RFC 6749, 3.1).
pub const AUTHORIZE: &str = "/oauth2/v2.0/authorize";
/// The path of the token endpoint below an authority (RFC 6749, 3.2).
pub const TOKEN: &str = "/oauth2/v2.0/token";
/// The path of the page that ends the session, below an authority (OpenID Connect RP-Initiated Logout, 2).
pub const END_SESSION: &str = "/oauth2/v2.0/logout";
/// The maximum number of requests in a batch.
pub const MOST_IN_BATCH: usize = 20;

/// The base URL of Graph, such as `/v1.0` or `https://graph.microsoft.com/v1.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph(String);

impl Graph {
    /// A base URL, with or without a slash at its end.
    pub fn at(base: &str) -> Self {
        Self(base.trim_end_matches('/').to_owned())
    }

    /// An empty base URL, for the paths of the requests in a batch.
    pub fn relative() -> Self {
        Self(String::new())
    }

    /// The collection of groups: `/groups`
    pub fn groups(&self) -> String {
        format!("{}/groups", self.0)
    }

    /// A search for groups: `/groups?…`
    pub fn groups_where(&self, query: &GraphQuery) -> String {
        format!("{}{}", self.groups(), query.text())
    }

    /// A group: `/groups/{id}`
    pub fn group(&self, id: &ObjectId) -> String {
        format!("{}/{}", self.groups(), segment(id.as_str()))
    }

    /// A group with query options: `/groups/{id}?…`
    pub fn group_where(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}{}", self.group(id), query.text())
    }

    /// The owners or members of a group: `/groups/{id}/owners`, `/groups/{id}/members`
    pub fn related(&self, id: &ObjectId, kind: RelationKind, query: &GraphQuery) -> String {
        format!("{}/{}{}", self.group(id), kind.name(), query.text())
    }

    /// The members of a group that are users: `/groups/{id}/members/microsoft.graph.user`. A cast is an advanced query,
    /// which needs [`GraphQuery::count`]; Graph can sort it, which it cannot do with members of different kinds.
    pub fn user_members(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/members/microsoft.graph.user{}", self.group(id), query.text())
    }

    /// The members of a group that are groups, alike.
    pub fn group_members(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/members/microsoft.graph.group{}", self.group(id), query.text())
    }

    /// Where an owner or member is added: `/groups/{id}/members/$ref`
    pub fn relate(&self, id: &ObjectId, kind: RelationKind) -> String {
        format!("{}/{}/$ref", self.group(id), kind.name())
    }

    /// Where an owner or member is removed: `/groups/{id}/members/{other}/$ref`
    pub fn unrelate(&self, id: &ObjectId, kind: RelationKind, other: &ObjectId) -> String {
        format!("{}/{}/{}/$ref", self.group(id), kind.name(), segment(other.as_str()))
    }

    /// A search for users: `/users?…`
    pub fn users(&self, query: &GraphQuery) -> String {
        format!("{}/users{}", self.0, query.text())
    }

    /// A user, by object id or user principal name: `/users/{id}`
    pub fn user(&self, id: &ObjectId) -> String {
        format!("{}/users/{}", self.0, segment(id.as_str()))
    }

    /// A user with query options: `/users/{id}?…`
    pub fn user_where(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}{}", self.user(id), query.text())
    }

    /// The signed-in user: `/me`
    pub fn me(&self) -> String {
        format!("{}/me", self.0)
    }

    /// The groups that the signed-in user owns. Restricting the kind of related objects makes this an advanced query,
    /// which needs [`GraphQuery::count`]; the same holds for the next three functions.
    pub fn owned(&self, query: &GraphQuery) -> String {
        format!("{}/me/ownedObjects/microsoft.graph.group{}", self.0, query.text())
    }

    /// The groups that the signed-in user is a direct member of.
    pub fn joined(&self, query: &GraphQuery) -> String {
        format!("{}/me/memberOf/microsoft.graph.group{}", self.0, query.text())
    }

    /// The groups that a user owns.
    pub fn owned_by(&self, user: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/ownedObjects/microsoft.graph.group{}", self.user(user), query.text())
    }

    /// The groups that a user is a direct member of.
    pub fn joined_by(&self, user: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/memberOf/microsoft.graph.group{}", self.user(user), query.text())
    }

    /// The groups that a group is a direct member of.
    pub fn holders(&self, group: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/memberOf/microsoft.graph.group{}", self.group(group), query.text())
    }

    /// Evaluates a membership rule for one user; only in the beta version.
    pub fn evaluate(&self) -> String {
        format!("{}/evaluateDynamicMembership", self.groups())
    }

    /// Several requests in one call: `/$batch`
    pub fn batch(&self) -> String {
        format!("{}/$batch", self.0)
    }
}

/// Whether the body of a request names a URL that leads elsewhere ([`is_rewritten`]): that of a request in a batch, or
/// that of an object which is to be an owner or a member.
pub fn names_rewritten_url(body: &Value) -> bool {
    let is_one = |value: &Value| value.as_str().is_some_and(is_rewritten);
    let has_one = |list: &str| body[list].as_array().is_some_and(|urls| urls.iter().any(is_one));
    let is_in_request = |request: &Value| is_one(&request["url"]) || names_rewritten_url(&request["body"]);
    is_one(&body["@odata.id"])
        || has_one("owners@odata.bind")
        || has_one("members@odata.bind")
        || body["requests"].as_array().is_some_and(|requests| requests.iter().any(is_in_request))
}

/// The authorization endpoint of an authority, where people sign in.
pub fn authorize(authority: &str) -> String {
    format!("{}{AUTHORIZE}", authority.trim_end_matches('/'))
}

/// The token endpoint of an authority, where codes and refresh tokens are exchanged for tokens.
pub fn token(authority: &str) -> String {
    format!("{}{TOKEN}", authority.trim_end_matches('/'))
}

/// The page of an authority that ends its own session.
pub fn end_session(authority: &str) -> String {
    format!("{}{END_SESSION}", authority.trim_end_matches('/'))
}
