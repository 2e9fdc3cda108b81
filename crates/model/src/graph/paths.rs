//! The addresses of Microsoft Graph that the portal calls and the embedded service answers.

use super::RelationKind;
use super::query::GraphQuery;
use crate::wire::ObjectId;
use crate::wire::paths::segment;

/// Where the embedded service has Graph on its host.
pub const GRAPH: &str = "/v1.0";
/// The end of an authority's address where people sign in (RFC 6749, 3.1).
pub const AUTHORIZE: &str = "/oauth2/v2.0/authorize";
/// The end of an authority's address where codes become tokens (RFC 6749, 3.2).
pub const TOKEN: &str = "/oauth2/v2.0/token";
/// The most requests that a batch holds.
pub const MOST_IN_BATCH: usize = 20;

/// Where Graph answers, such as `/v1.0` or `https://graph.microsoft.com/v1.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph(String);

impl Graph {
    /// From an address, with or without a slash at its end.
    pub fn at(base: &str) -> Self {
        Self(base.trim_end_matches('/').to_owned())
    }

    /// Addresses without a start, as requests within a batch have them.
    pub fn relative() -> Self {
        Self(String::new())
    }

    /// `/groups`
    pub fn groups(&self) -> String {
        format!("{}/groups", self.0)
    }

    /// `/groups?…`
    pub fn groups_where(&self, query: &GraphQuery) -> String {
        format!("{}{}", self.groups(), query.text())
    }

    /// `/groups/{id}`
    pub fn group(&self, id: &ObjectId) -> String {
        format!("{}/{}", self.groups(), segment(id.as_str()))
    }

    /// `/groups/{id}?…`
    pub fn group_where(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}{}", self.group(id), query.text())
    }

    /// `/groups/{id}/owners`, `/groups/{id}/members`
    pub fn related(&self, id: &ObjectId, kind: RelationKind, query: &GraphQuery) -> String {
        format!("{}/{}{}", self.group(id), kind.name(), query.text())
    }

    /// Where somebody is added: `/groups/{id}/members/$ref`
    pub fn relate(&self, id: &ObjectId, kind: RelationKind) -> String {
        format!("{}/{}/$ref", self.group(id), kind.name())
    }

    /// Where somebody is removed: `/groups/{id}/members/{other}/$ref`
    pub fn unrelate(&self, id: &ObjectId, kind: RelationKind, other: &ObjectId) -> String {
        format!("{}/{}/{}/$ref", self.group(id), kind.name(), segment(other.as_str()))
    }

    /// `/users?…`
    pub fn users(&self, query: &GraphQuery) -> String {
        format!("{}/users{}", self.0, query.text())
    }

    /// `/users/{id}`, by object id or logon name.
    pub fn user(&self, id: &ObjectId) -> String {
        format!("{}/users/{}", self.0, segment(id.as_str()))
    }

    /// `/users/{id}`, with what is selected.
    pub fn user_where(&self, id: &ObjectId, query: &GraphQuery) -> String {
        format!("{}{}", self.user(id), query.text())
    }

    /// Who is signed in.
    pub fn me(&self) -> String {
        format!("{}/me", self.0)
    }

    /// The groups that the signed-in user owns. To ask for one kind of related objects is an advanced query, which
    /// needs [`GraphQuery::count`]; so do the next three.
    pub fn owned(&self, query: &GraphQuery) -> String {
        format!("{}/me/ownedObjects/microsoft.graph.group{}", self.0, query.text())
    }

    /// The groups that the signed-in user is in.
    pub fn joined(&self, query: &GraphQuery) -> String {
        format!("{}/me/memberOf/microsoft.graph.group{}", self.0, query.text())
    }

    /// The groups that somebody owns.
    pub fn owned_by(&self, user: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/ownedObjects/microsoft.graph.group{}", self.user(user), query.text())
    }

    /// The groups that somebody is in.
    pub fn joined_by(&self, user: &ObjectId, query: &GraphQuery) -> String {
        format!("{}/memberOf/microsoft.graph.group{}", self.user(user), query.text())
    }

    /// Whether somebody would be a member by a rule; in the beta version only.
    pub fn evaluate(&self) -> String {
        format!("{}/evaluateDynamicMembership", self.groups())
    }

    /// Several requests in one.
    pub fn batch(&self) -> String {
        format!("{}/$batch", self.0)
    }
}

/// Where people sign in, below an authority's address.
pub fn authorize(authority: &str) -> String {
    format!("{}{AUTHORIZE}", authority.trim_end_matches('/'))
}

/// Where codes and refresh tokens become tokens, below an authority's address.
pub fn token(authority: &str) -> String {
    format!("{}{TOKEN}", authority.trim_end_matches('/'))
}
