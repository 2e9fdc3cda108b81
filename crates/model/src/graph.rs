//! Exactly what travels to and from Microsoft Graph v1.0 (part A: operation 14; "Graph").

mod adapt;
pub mod batch;
mod creation;
mod error;
mod object;
pub mod paths;
pub mod properties;
pub mod query;
pub mod rule_properties;

pub(crate) use adapt::text;
pub use batch::{BatchAnswer, BatchCall, BatchRequest, BatchResponse, Outcome};
pub use creation::{GraphCreation, MOST_RELATIONS, Relation, RelationKind, Relations};
pub use error::{GraphError, GraphErrorBody, GraphErrorDetail, GraphInnerError};
pub use object::{GraphObject, GraphObjectPage};
pub use paths::Graph;
pub use query::{CONSISTENCY, GraphFilter, GraphQuery, GraphSearch};

use crate::wire::lenient::{Nullable, wire_object};

wire_object! {
    /// The body of POST `/groups`, and the group entity that is answered (part A: operation 14). What is absent here is
    /// left out of the body: Graph refuses what it does not know.
    pub struct GraphGroup {
        /// The object's id; only answered.
        pub id: Option<String> = "id",
        /// At most 256 characters.
        pub display_name: Nullable<String> = "displayName",
        /// For people.
        pub description: Nullable<String> = "description",
        /// `Unified`, `DynamicMembership`, both or none.
        pub group_types: Nullable<Vec<String>> = "groupTypes",
        /// Whether it has a mail address.
        pub mail_enabled: Nullable<bool> = "mailEnabled",
        /// At most 64 ASCII characters.
        pub mail_nickname: Nullable<String> = "mailNickname",
        /// Whether it grants rights.
        pub security_enabled: Nullable<bool> = "securityEnabled",
        /// "Private", "Public", "HiddenMembership".
        pub visibility: Nullable<String> = "visibility",
        /// Whether Entra roles can be assigned to it.
        pub is_assignable_to_role: Nullable<bool> = "isAssignableToRole",
        /// The rule of a dynamic group.
        pub membership_rule: Nullable<String> = "membershipRule",
        /// "On" for a dynamic group.
        pub membership_rule_processing_state: Nullable<String> = "membershipRuleProcessingState",
        /// Addresses of the owners; owners and members together are at most 20 here.
        pub owners: Nullable<Vec<String>> = "owners@odata.bind",
        /// Addresses of the members.
        pub members: Nullable<Vec<String>> = "members@odata.bind",
        /// Its mail address; only answered.
        pub mail: Nullable<String> = "mail",
        /// When it was made, as ISO 8601; only answered.
        pub created: Nullable<String> = "createdDateTime",
        /// Whether people outside of the organisation can write to it; only by PATCH.
        pub allow_external_senders: Nullable<bool> = "allowExternalSenders",
        /// Whether new members get its mail; only by PATCH.
        pub auto_subscribe_new_members: Nullable<bool> = "autoSubscribeNewMembers",
        /// Whether it is left out of address lists; only by PATCH.
        pub hide_from_address_lists: Nullable<bool> = "hideFromAddressLists",
        /// Whether Outlook does not show it; only by PATCH.
        pub hide_from_outlook_clients: Nullable<bool> = "hideFromOutlookClients",
    }
}

wire_object! {
    /// A user as GET `/users` answers it.
    pub struct GraphUser {
        /// The object's id.
        pub id: String = "id",
        /// What people call it.
        pub display_name: Nullable<String> = "displayName",
        /// The logon name.
        pub user_principal_name: Nullable<String> = "userPrincipalName",
        /// The mail address.
        pub mail: Nullable<String> = "mail",
        /// The job title.
        pub job_title: Nullable<String> = "jobTitle",
        /// The first name.
        pub given_name: Nullable<String> = "givenName",
        /// The family name.
        pub surname: Nullable<String> = "surname",
        /// The department.
        pub department: Nullable<String> = "department",
    }
}

wire_object! {
    /// A page of users, followed by way of `@odata.nextLink`.
    pub struct GraphUserPage {
        /// This page's users.
        pub value: Vec<GraphUser> = "value",
        /// The next page's address, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// How many in all, where `$count` was asked for.
        pub count: Option<i64> = "@odata.count",
    }
}

wire_object! {
    /// A page of groups, followed by way of `@odata.nextLink`.
    pub struct GraphGroupPage {
        /// This page's groups.
        pub value: Vec<GraphGroup> = "value",
        /// The next page's address, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// How many in all, where `$count` was asked for.
        pub count: Option<i64> = "@odata.count",
    }
}
