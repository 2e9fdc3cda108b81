//! The places of a group's draft, and the steps of the wizard on which they stand.

use super::{GroupDraft, GroupKind};
use crate::config::StoreKind;
use crate::wire::ObjectId;
use crate::wire::lenient::json_enum;

/// The steps of the wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Static or smart.
    GroupType,
    /// Names, container, type.
    General,
    /// Who is in it.
    Members,
    /// Who answers for it.
    Owners,
    /// Everything once more.
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
    /// In order.
    pub const ALL: [Self; 5] = [Self::GroupType, Self::General, Self::Members, Self::Owners, Self::Summary];
}

/// A place in the draft that a message can stand beside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Static or smart.
    Kind,
    /// The type of a group in Entra ID.
    Cloud,
    /// Whether Entra roles can be assigned to it.
    RoleAssignable,
    /// The container.
    Container,
    /// The prefix.
    Prefix,
    /// The group's name.
    Name,
    /// The pre-Windows 2000 name.
    Sam,
    /// With or without mail.
    MailEnabled,
    /// The mail nickname.
    Alias,
    /// Security or distribution.
    Purpose,
    /// The scope.
    Scope,
    /// Who may join.
    Security,
    /// The description.
    Description,
    /// With or without Office's features.
    OfficeFeatures,
    /// Whether a Microsoft 365 group grants rights.
    SecurityEnabled,
    /// Who sees a Microsoft 365 group.
    Visibility,
    /// Whether people outside of the organisation can write to it.
    AllowExternalSenders,
    /// Whether new members get its mail.
    AutoSubscribe,
    /// Whether it is left out of address lists.
    HideFromAddressLists,
    /// Whether Outlook does not show it.
    HideFromOutlook,
    /// The list of members.
    Members,
    /// One member.
    Member(ObjectId),
    /// What members meet, if the group is smart.
    Rule,
    /// Where they are looked for.
    StartIn,
    /// Which kinds of objects.
    Find,
    /// Who is a member whatever the rule says.
    Include,
    /// Who never is one.
    Exclude,
    /// The primary owner.
    PrimaryOwner,
    /// The additional owners.
    AdditionalOwners,
    /// The owners, where they are of the same rank.
    Owners,
    /// What belongs to no field.
    Whole,
}

impl Field {
    /// The step on which it stands.
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

    /// The field that a refused attribute belongs to (`exceptionMessagesAttributeWise`).
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
    /// The field of this draft that a refused attribute belongs to. The members of a smart group in Entra ID are those
    /// that it holds whatever its rule says.
    pub fn field_of(&self, store: StoreKind, name: &str) -> Field {
        match Field::of_attribute(store, name) {
            Field::Members if self.kind == GroupKind::Smart => Field::Include,
            field => field,
        }
    }
}
