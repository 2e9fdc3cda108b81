//! The fields of a group's draft, and the steps of the wizard on which they are.

use super::{GroupDraft, GroupKind};
use crate::config::StoreKind;
use crate::wire::ObjectId;
use crate::wire::lenient::json_enum;

/// The steps of the wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Whether the group is static or smart, and its type in Entra ID.
    GroupType,
    /// Names, container and settings.
    General,
    /// The members, or the rule that finds them.
    Members,
    Owners,
    /// All entries, to be checked before they are sent.
    Summary,
}

json_enum!(Step: "a step of the wizard" {
    GroupType = "groupType",
    General = "general",
    Members = "members",
    Owners = "owners",
    Summary = "summary",
});

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 5] = [Self::GroupType, Self::General, Self::Members, Self::Owners, Self::Summary];
}

/// A field of the draft that a message can refer to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Static or smart.
    Kind,
    /// The type of a group in Entra ID.
    Cloud,
    /// Whether directory roles of Entra ID can be assigned to it.
    RoleAssignable,
    /// The container in which it is created.
    Container,
    /// The configured prefix of its name.
    Prefix,
    Name,
    /// Its pre-Windows 2000 name (`sAMAccountName`).
    Sam,
    /// Whether it has a mail address.
    MailEnabled,
    /// Its mail nickname.
    Alias,
    /// Security or distribution.
    Purpose,
    /// Domain local, global or universal.
    Scope,
    /// Its security type, which says who may join.
    Security,
    Description,
    /// Whether it has the features of Office.
    OfficeFeatures,
    /// Whether a Microsoft 365 group is also a security group.
    SecurityEnabled,
    /// The visibility of a Microsoft 365 group.
    Visibility,
    /// Whether people outside of the organisation can send mail to it.
    AllowExternalSenders,
    /// Whether new members receive its mail.
    AutoSubscribe,
    /// Whether it is left out of address lists.
    HideFromAddressLists,
    /// Whether Outlook does not show it.
    HideFromOutlook,
    Members,
    Member(ObjectId),
    /// The conditions of a smart group's rule.
    Rule,
    /// The containers that a rule searches.
    StartIn,
    /// The kinds of objects that a rule finds.
    Find,
    /// The objects that are members whatever the rule says.
    Include,
    /// The objects that are never members.
    Exclude,
    PrimaryOwner,
    AdditionalOwners,
    /// The owners, where they all have the same rank.
    Owners,
    /// The draft as a whole, for what belongs to no field.
    Whole,
}

impl Field {
    /// The step on which the field is.
    pub fn step(&self) -> Step {
        match self {
            Field::Kind | Field::Cloud | Field::RoleAssignable => Step::GroupType,
            Field::Members
            | Field::Member(_)
            | Field::Rule
            | Field::StartIn
            | Field::Find
            | Field::Include
            | Field::Exclude => Step::Members,
            Field::PrimaryOwner | Field::AdditionalOwners | Field::Owners => Step::Owners,
            Field::Whole => Step::Summary,
            _ => Step::General,
        }
    }

    /// The field that a rejected attribute belongs to (a key of `exceptionMessagesAttributeWise`, or a property of
    /// Graph).
    pub fn of_attribute(store: StoreKind, name: &str) -> Self {
        let cloud = store != StoreKind::ActiveDirectory;
        match name.to_ascii_lowercase().as_str() {
            "grouptype" | "grouptypes" if cloud => Field::Cloud,
            "managedby" | "owners" | "owners@odata.bind" if cloud => Field::Owners,
            "enableofficefeatures" => Field::OfficeFeatures,
            "visibility" => Field::Visibility,
            "securityenabled" => Field::SecurityEnabled,
            "mailenabled" => Field::MailEnabled,
            "isassignabletorole" => Field::RoleAssignable,
            "membershiprule" => Field::Rule,
            "members@odata.bind" => Field::Members,
            "allowexternalsenders" => Field::AllowExternalSenders,
            "autosubscribenewmembers" => Field::AutoSubscribe,
            "hidefromaddresslists" => Field::HideFromAddressLists,
            "hidefromoutlookclients" => Field::HideFromOutlook,
            "name" | "cn" | "displayname" | "groupname" => Field::Name,
            "samaccountname" => Field::Sam,
            "mailnickname" => Field::Alias,
            "container" | "containerdistinguishedname" => Field::Container,
            "grouptype" => Field::Purpose,
            "xgroupscope" => Field::Scope,
            "xgroupsecurity" => Field::Security,
            "objectclass" => Field::MailEnabled,
            "description" => Field::Description,
            "member" | "members" => Field::Members,
            "imsgcriteria" => Field::Rule,
            "imsgstartpath" => Field::StartIn,
            "imsgobjecttypes" => Field::Find,
            "imsgincludes" => Field::Include,
            "imsgexcludes" => Field::Exclude,
            "managedby" | "owners" => Field::PrimaryOwner,
            "xadditionalowner" => Field::AdditionalOwners,
            _ => Field::Whole,
        }
    }
}

impl GroupDraft {
    /// The field of this draft that a rejected attribute belongs to. The `members` of a smart group in Entra ID are
    /// those that it has whatever its rule says.
    pub fn field_of(&self, store: StoreKind, name: &str) -> Field {
        match Field::of_attribute(store, name) {
            Field::Members if self.kind == GroupKind::Smart => Field::Include,
            field => field,
        }
    }
}
