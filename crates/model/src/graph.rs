//! The exact JSON that is exchanged with Microsoft Graph v1.0 (part A: operation 14; "Graph").

mod adapt;
mod backoff;
pub mod batch;
mod creation;
mod error;
mod object;
pub mod paths;
pub mod properties;
pub mod query;
pub mod rule_properties;

pub(crate) use adapt::text;
pub use backoff::Backoff;
pub use batch::{BatchAnswer, BatchCall, BatchRequest, BatchResponse, Outcome};
pub use creation::{GraphCreation, MOST_RELATIONS, Relation, RelationKind, Relations};
pub use error::{
    GraphError, GraphErrorBody, GraphErrorDetail, GraphInnerError, is_because_of_owners, says_already_there,
};
pub use object::{GraphObject, GraphObjectPage};
pub use paths::Graph;
pub use query::{CONSISTENCY, GraphFilter, GraphQuery, GraphSearch};

use crate::wire::lenient::{Nullable, wire_object};

wire_object! {
    /// The body of POST `/groups`, and the group entity in responses (part A: operation 14). A field that is absent
    /// here is left out of the body, because Graph rejects properties that it does not know.
    pub struct GraphGroup {
        /// The object id; only in responses.
        pub id: Option<String> = "id",
        /// At most 256 characters.
        pub display_name: Nullable<String> = "displayName",
        /// Free text for people.
        pub description: Nullable<String> = "description",
        /// `Unified`, `DynamicMembership`, both or none.
        pub group_types: Nullable<Vec<String>> = "groupTypes",
        pub mail_enabled: Nullable<bool> = "mailEnabled",
        /// The part of the mail address before the `@`: at most 64 ASCII characters.
        pub mail_nickname: Nullable<String> = "mailNickname",
        /// Whether it is a security group, which can be granted access.
        pub security_enabled: Nullable<bool> = "securityEnabled",
        /// "Private", "Public" or "HiddenMembership".
        pub visibility: Nullable<String> = "visibility",
        /// Whether directory roles of Entra ID can be assigned to it.
        pub is_assignable_to_role: Nullable<bool> = "isAssignableToRole",
        /// The rule of a dynamic group, in the Entra dialect.
        pub membership_rule: Nullable<String> = "membershipRule",
        /// "On" for a dynamic group.
        pub membership_rule_processing_state: Nullable<String> = "membershipRuleProcessingState",
        /// URLs of the owners; at most 20 owners and members together can be sent with the creation.
        pub owners: Nullable<Vec<String>> = "owners@odata.bind",
        /// URLs of the members.
        pub members: Nullable<Vec<String>> = "members@odata.bind",
        /// The mail address; only in responses.
        pub mail: Nullable<String> = "mail",
        /// The time of creation as ISO 8601; only in responses.
        pub created: Nullable<String> = "createdDateTime",
        /// Whether people outside of the organisation can send mail to it; can only be set by PATCH.
        pub allow_external_senders: Nullable<bool> = "allowExternalSenders",
        /// Whether new members receive its mail; can only be set by PATCH.
        pub auto_subscribe_new_members: Nullable<bool> = "autoSubscribeNewMembers",
        /// Whether it is left out of address lists; can only be set by PATCH.
        pub hide_from_address_lists: Nullable<bool> = "hideFromAddressLists",
        /// Whether Outlook does not show it; can only be set by PATCH.
        pub hide_from_outlook_clients: Nullable<bool> = "hideFromOutlookClients",
    }
}

wire_object! {
    /// A user entity, as in the response of GET `/users`.
    pub struct GraphUser {
        /// The object id, a GUID.
        pub id: String = "id",
        /// The name that people see.
        pub display_name: Nullable<String> = "displayName",
        /// The user principal name, with which the person signs in.
        pub user_principal_name: Nullable<String> = "userPrincipalName",
        pub mail: Nullable<String> = "mail",
        pub job_title: Nullable<String> = "jobTitle",
        pub given_name: Nullable<String> = "givenName",
        pub surname: Nullable<String> = "surname",
        pub department: Nullable<String> = "department",
    }
}

wire_object! {
    /// A page of users; `@odata.nextLink` leads to the next one.
    pub struct GraphUserPage {
        /// The users of this page.
        pub value: Vec<GraphUser> = "value",
        /// The URL of the next page, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// The total number, if the request asked for it with `$count`.
        pub count: Option<i64> = "@odata.count",
    }
}

wire_object! {
    /// A page of groups; `@odata.nextLink` leads to the next one.
    pub struct GraphGroupPage {
        /// The groups of this page.
        pub value: Vec<GraphGroup> = "value",
        /// The URL of the next page, if there is one.
        pub next_link: Option<String> = "@odata.nextLink",
        /// The total number, if the request asked for it with `$count`.
        pub count: Option<i64> = "@odata.count",
    }
}
