//! Every URL of the two services (parts A and B). No other module contains one of their paths.

use super::ids::{ObjectId, StoreId};
use super::token::HEX;

/// The base URL of the GroupID Data Service, such as `/GroupIDDataService` or
/// `https://machinename:4443/GroupIDDataService`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataService(String);

/// The path of the Data Service on its host.
pub const DATA_SERVICE: &str = "/GroupIDDataService";
/// The path of the Security Service on its host.
pub const SECURITY_SERVICE: &str = "/GroupIDSecurityService";
/// The path of the token endpoint below the Security Service.
pub const TOKEN: &str = "/connect/token";
/// The path of the embedded service's extensions (part E) below the Data Service.
pub const EXTENSIONS: &str = "/api/x-portal";

impl DataService {
    /// A base URL, with or without a slash at its end.
    pub fn at(address: &str) -> Self {
        Self(address.trim_end_matches('/').to_owned())
    }

    /// The paths of an identity store: `…/api/IdentityStores/{id}`
    pub fn store(&self, store: StoreId) -> Store {
        Store(format!("{}/api/IdentityStores/{store}", self.0))
    }

    /// An extension of the embedded service (part E).
    pub fn extension(&self, name: &str) -> String {
        format!("{}{EXTENSIONS}/{name}", self.0)
    }
}

/// The URL of the token endpoint `connect/token` of a Security Service.
pub fn token(security_service: &str) -> String {
    format!("{}{TOKEN}", security_service.trim_end_matches('/'))
}

/// The paths of one identity store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store(String);

impl Store {
    /// Create a static group (operations 1 and 3).
    pub fn static_group(&self) -> String {
        format!("{}/Groups/StaticGroup", self.0)
    }
    /// Create a smart group (operations 2 and 4).
    pub fn dynamic_group(&self) -> String {
        format!("{}/Groups/DynamicGroup", self.0)
    }
    /// Get, update or delete a group (operations 5, 7 and 9).
    pub fn group(&self, id: &ObjectId) -> String {
        format!("{}/Groups/{}", self.0, segment(id.as_str()))
    }
    /// Get or delete several groups (operations 6 and 10).
    pub fn groups(&self) -> String {
        format!("{}/Groups", self.0)
    }
    /// Update several groups (operation 8), with the trailing slash of its sample.
    pub fn groups_update(&self) -> String {
        format!("{}/Groups/", self.0)
    }
    /// Update a smart group (operation 11).
    pub fn smart_group_update(&self, id: &ObjectId) -> String {
        format!("{}/Groups/SmartGroups/{}/Update", self.0, segment(id.as_str()))
    }
    /// Update several smart groups (operation 12).
    pub fn smart_groups_update(&self) -> String {
        format!("{}/Groups/SmartGroups/Update", self.0)
    }
    /// Preview a smart group (part B); `page` counts from 1.
    pub fn smart_group_members(&self, page: i64, size: i64) -> String {
        format!("{}/Groups/SmartGroups/Members?sortOrder=1&pageNo={page}&pageSize={size}", self.0)
    }
    /// Search for objects or for the members of a group (part B).
    pub fn searches(&self) -> String {
        format!("{}/Searches", self.0)
    }
    /// Create or update a user, or delete several (operation 13; part B).
    pub fn users(&self) -> String {
        format!("{}/Users", self.0)
    }
    /// Get or delete a user (part B).
    pub fn user(&self, id: &ObjectId) -> String {
        format!("{}/Users/{}", self.0, segment(id.as_str()))
    }
    /// Create or update a contact, or delete several (part B); not in Entra ID.
    pub fn contacts(&self) -> String {
        format!("{}/Contacts", self.0)
    }
    /// Get or delete a contact (part B); not in Entra ID.
    pub fn contact(&self, id: &ObjectId) -> String {
        format!("{}/Contacts/{}", self.0, segment(id.as_str()))
    }
    /// The groups that a user owns or is a member of (part B, My groups and the like).
    pub fn user_groups(&self, user: &ObjectId, which: UserGroups, page: GroupPage) -> String {
        let GroupPage { number, size, sort_order, additional, nested } = page;
        let mut url =
            format!("{}/{}?sortOrder={sort_order}&pageNo={number}&pageSize={size}", self.user(user), which.segments());
        if which.asks_nested_ownership() {
            url.push_str(&format!("&displayNestedOwnership={nested}"));
        }
        url.push_str(&format!("&displayAdditionalGroups={additional}&calculateTotal=true&searchMode=0"));
        if which == UserGroups::Owned {
            url.push_str("&isManagedBy=false");
        }
        url
    }
    /// How many groups a user owns, or is a member of (part B, My groups and the like).
    pub fn user_group_count(&self, user: &ObjectId, which: GroupCounts) -> String {
        format!("{}/{}", self.user(user), which.segments())
    }
    /// Expire a group (part B).
    pub fn expire(&self, id: &ObjectId) -> String {
        format!("{}/Expire?ReplicationRequired=true", self.group(id))
    }
    /// Renew a group (part B).
    pub fn renew(&self, id: &ObjectId) -> String {
        format!("{}/Renew?ReplicationRequired=true", self.group(id))
    }
    /// Expire several groups (part B).
    pub fn expire_many(&self) -> String {
        format!("{}/Groups/Expire", self.0)
    }
    /// Renew several groups (part B).
    pub fn renew_many(&self) -> String {
        format!("{}/Groups/Renew", self.0)
    }
    /// Join or leave a group, for oneself or on behalf of another user (part B).
    pub fn membership(&self, id: &ObjectId, what: MembershipCall) -> String {
        format!("{}/{}", self.group(id), what.segment())
    }
    /// The requests of the signed-in user (part B).
    pub fn my_requests(&self) -> String {
        format!("{}/Workflows/MyRequests", self.0)
    }
    /// The requests that wait for approval (part B), documented for those who may manage all requests.
    pub fn pending_requests(&self) -> String {
        format!("{}/Workflows/Pending", self.0)
    }
    /// The requests with these numbers (part B).
    pub fn requests(&self, ids: &[i64]) -> String {
        let ids: Vec<_> = ids.iter().map(|id| format!("ids={id}")).collect();
        format!("{}/Workflows?{}", self.0, ids.join("&"))
    }
    /// Those who may approve requests (part B).
    pub fn approvers(&self) -> String {
        format!("{}/Workflows/Approvers", self.0)
    }
    /// Delete a request (part B).
    pub fn request(&self, id: i64) -> String {
        format!("{}/Workflows/{id}", self.0)
    }
    /// Approve a request (part B).
    pub fn approve(&self) -> String {
        format!("{}/Workflows/Approve", self.0)
    }
    /// Deny a request (part B).
    pub fn deny(&self) -> String {
        format!("{}/Workflows/Deny", self.0)
    }
}

/// A page of a user's groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupPage {
    /// The number of the page, from 1.
    pub number: i64,
    /// Groups per page.
    pub size: i64,
    /// A sort order of [`super::codes`].
    pub sort_order: i64,
    /// Whether groups are included of which the user is an additional owner.
    pub additional: bool,
    /// Whether groups are included that the user owns through a security group. Lists that cannot be asked this leave
    /// it out.
    pub nested: bool,
}

/// Which groups of a user to list (part B, My groups and the like).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserGroups {
    /// Groups that the user owns.
    Owned,
    /// Groups that the user owns or is a member of.
    All,
    /// Groups that the user is a member of.
    Membership,
    /// Smart groups that the user owns.
    SmartGroups,
    /// Dynasties, which are hierarchies of smart groups, that the user owns.
    Dynasties,
    /// Groups that the user owns and that are about to expire.
    Expiring,
    /// Expired groups that the user owns.
    Expired,
}

impl UserGroups {
    /// All of them, for the routes of the embedded service.
    pub const ALL: [Self; 7] =
        [Self::Owned, Self::All, Self::Membership, Self::SmartGroups, Self::Dynasties, Self::Expiring, Self::Expired];

    /// The path below the user.
    pub fn segments(self) -> &'static str {
        match self {
            Self::Owned => "Groups",
            Self::All => "Groups/All",
            Self::Membership => "Groups/Membership",
            Self::SmartGroups => "Groups/SmartGroups",
            Self::Dynasties => "Groups/Dynasties",
            Self::Expiring => "Groups/Expiring",
            Self::Expired => "Groups/Expired",
        }
    }

    /// Whether the list has the parameter `displayNestedOwnership`, which says nothing about a membership.
    pub fn asks_nested_ownership(self) -> bool {
        self != Self::Membership
    }
}

/// Which groups of a user are counted (part B, My groups and the like).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupCounts {
    /// Groups that the user owns.
    Owned,
    /// Groups that the user is a member of.
    Membership,
    /// Groups that the user owns and that are about to expire.
    Expiring,
}

impl GroupCounts {
    /// The path below the user.
    pub fn segments(self) -> &'static str {
        match self {
            Self::Owned => "Groups/count",
            Self::Membership => "Groups/Membership/count",
            Self::Expiring => "Groups/Expiring/count",
        }
    }
}

/// A call that changes the members of a group by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipCall {
    /// Join for oneself.
    Join,
    /// Leave for oneself.
    Leave,
    /// Join on behalf of another user.
    JoinOnBehalf,
    /// Leave on behalf of another user.
    LeaveOnBehalf,
}

impl MembershipCall {
    fn segment(self) -> &'static str {
        match self {
            Self::Join => "Join",
            Self::Leave => "Leave",
            Self::JoinOnBehalf => "JoinOnBehalf",
            Self::LeaveOnBehalf => "LeaveOnBehalf",
        }
    }
}

/// Whether a URL leads to another path than it was written for, because browsers and servers remove the segments `.` and
/// `..`. Encoding does not help against that, so an id must not be one of them.
pub fn is_rewritten(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    })
}

/// Percent-encodes a path segment, except for the unreserved characters of RFC 3986. A segment may be a distinguished
/// name.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out
}
