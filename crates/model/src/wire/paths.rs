//! Every address of the two services (parts A and B). No path string stands elsewhere.

use super::ids::{ObjectId, StoreId};
use super::token::HEX;

/// Where the GroupID Data Service answers, such as `/GroupIDDataService` or
/// `https://machinename:4443/GroupIDDataService`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataService(String);

/// The Data Service's place on its host.
pub const DATA_SERVICE: &str = "/GroupIDDataService";
/// The Security Service's place on its host.
pub const SECURITY_SERVICE: &str = "/GroupIDSecurityService";
/// The token endpoint below the Security Service.
pub const TOKEN: &str = "/connect/token";
/// What the embedded service adds (part E), below the Data Service.
pub const EXTENSIONS: &str = "/api/x-portal";

impl DataService {
    /// From an address, with or without a slash at its end.
    pub fn at(address: &str) -> Self {
        Self(address.trim_end_matches('/').to_owned())
    }

    /// `…/api/IdentityStores/{id}`
    pub fn store(&self, store: StoreId) -> Store {
        Store(format!("{}/api/IdentityStores/{store}", self.0))
    }

    /// An extension of the embedded service (part E).
    pub fn extension(&self, name: &str) -> String {
        format!("{}{EXTENSIONS}/{name}", self.0)
    }
}

/// The address of `connect/token` below a Security Service's.
pub fn token(security_service: &str) -> String {
    format!("{}{TOKEN}", security_service.trim_end_matches('/'))
}

/// Addresses within one identity store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store(String);

impl Store {
    /// Operations 1 and 3.
    pub fn static_group(&self) -> String {
        format!("{}/Groups/StaticGroup", self.0)
    }
    /// Operations 2 and 4.
    pub fn dynamic_group(&self) -> String {
        format!("{}/Groups/DynamicGroup", self.0)
    }
    /// Operations 5, 7 and 9.
    pub fn group(&self, id: &ObjectId) -> String {
        format!("{}/Groups/{}", self.0, segment(id.as_str()))
    }
    /// Operations 6 and 10.
    pub fn groups(&self) -> String {
        format!("{}/Groups", self.0)
    }
    /// Operation 8, with the slash its sample has.
    pub fn groups_update(&self) -> String {
        format!("{}/Groups/", self.0)
    }
    /// Operation 11.
    pub fn smart_group_update(&self, id: &ObjectId) -> String {
        format!("{}/Groups/SmartGroups/{}/Update", self.0, segment(id.as_str()))
    }
    /// Operation 12.
    pub fn smart_groups_update(&self) -> String {
        format!("{}/Groups/SmartGroups/Update", self.0)
    }
    /// Preview a Smart Group.
    pub fn smart_group_members(&self, page: i64, size: i64) -> String {
        format!("{}/Groups/SmartGroups/Members?sortOrder=1&pageNo={page}&pageSize={size}", self.0)
    }
    /// Search, and Search members.
    pub fn searches(&self) -> String {
        format!("{}/Searches", self.0)
    }
    /// Create and update a user (operation 13).
    pub fn users(&self) -> String {
        format!("{}/Users", self.0)
    }
    /// Get a user.
    pub fn user(&self, id: &ObjectId) -> String {
        format!("{}/Users/{}", self.0, segment(id.as_str()))
    }
    /// The groups that a user owns, and the like.
    pub fn user_groups(&self, user: &ObjectId, which: UserGroups, page: GroupPage) -> String {
        format!(
            "{}/Users/{}/{}?sortOrder={}&pageNo={}&pageSize={}&displayNestedOwnership=false\
             &displayAdditionalGroups={}&calculateTotal=true&searchMode=0&isManagedBy=false",
            self.0,
            segment(user.as_str()),
            which.segments(),
            page.sort_order,
            page.number,
            page.size,
            page.additional
        )
    }
    /// Expire one.
    pub fn expire(&self, id: &ObjectId) -> String {
        format!("{}/Expire?ReplicationRequired=true", self.group(id))
    }
    /// Renew one.
    pub fn renew(&self, id: &ObjectId) -> String {
        format!("{}/Renew?ReplicationRequired=true", self.group(id))
    }
    /// Expire many.
    pub fn expire_many(&self) -> String {
        format!("{}/Groups/Expire", self.0)
    }
    /// Renew many.
    pub fn renew_many(&self) -> String {
        format!("{}/Groups/Renew", self.0)
    }
    /// Join, leave, and both on behalf of somebody.
    pub fn membership(&self, id: &ObjectId, what: MembershipCall) -> String {
        format!("{}/{}", self.group(id), what.segment())
    }
    /// My requests.
    pub fn my_requests(&self) -> String {
        format!("{}/Workflows/MyRequests", self.0)
    }
    /// Requests that wait for me. The last segment is assumption A-06.
    pub fn pending_requests(&self) -> String {
        format!("{}/Workflows/PendingRequests", self.0)
    }
    /// Approve.
    pub fn approve(&self) -> String {
        format!("{}/Workflows/Approve", self.0)
    }
    /// Deny. The last segment is assumption A-06.
    pub fn deny(&self) -> String {
        format!("{}/Workflows/Deny", self.0)
    }
}

/// A page of a user's groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupPage {
    /// From 1.
    pub number: i64,
    /// Groups per page.
    pub size: i64,
    /// A code of [`super::codes`].
    pub sort_order: i64,
    /// Whether groups count that are owned as an additional owner.
    pub additional: bool,
}

/// Which of a user's groups: the sisters of "my groups". Last segments other than `Groups` and `Groups/All` are
/// assumption A-06.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserGroups {
    /// Owned.
    Owned,
    /// Owned and joined.
    All,
    /// Joined.
    Memberships,
    /// Owned smart groups.
    Smart,
    /// Owned and about to expire.
    Expiring,
    /// Owned and expired.
    Expired,
}

impl UserGroups {
    /// Every one of them, for the service's routes.
    pub const ALL: [Self; 6] = [Self::Owned, Self::All, Self::Memberships, Self::Smart, Self::Expiring, Self::Expired];

    /// The address below the user.
    pub fn segments(self) -> &'static str {
        match self {
            Self::Owned => "Groups",
            Self::All => "Groups/All",
            Self::Memberships => "Groups/Memberships",
            Self::Smart => "Groups/Smart",
            Self::Expiring => "Groups/Expiring",
            Self::Expired => "Groups/Expired",
        }
    }
}

/// Join and its three sisters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipCall {
    /// For oneself.
    Join,
    /// For oneself.
    Leave,
    /// For somebody else.
    JoinOnBehalf,
    /// For somebody else.
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

/// Percent-encodes one segment of a path: only unreserved characters of RFC 3986 stand. A DN may be an identity.
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
