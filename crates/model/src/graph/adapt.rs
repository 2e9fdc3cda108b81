//! Converts Graph's entities to the objects of the Data Service, with attributes under their LDAP names.

use super::{GraphGroup, GraphObject, GraphUser};
use crate::wire::cloud::CloudType;
use crate::wire::codes::{MANAGED_SMART, MANAGED_STATIC};
use crate::wire::lenient::Nullable;
use crate::wire::object::ObjectKind;
use crate::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};

pub(crate) fn text(own: &Nullable<String>) -> &str {
    own.get().map(String::as_str).unwrap_or_default()
}

fn flag(own: &Nullable<bool>) -> &str {
    match own.get() {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    }
}

fn attributes(all: &[(&str, &str)]) -> Attributes {
    let said = all.iter().filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| ((*name).to_owned(), vec![AttributeValue::answered(*text)])).collect()
}

impl GraphUser {
    /// The name to show: the display name, else the user principal name, else the id.
    pub(crate) fn label(&self) -> &str {
        let names = [text(&self.display_name), text(&self.user_principal_name), &self.id];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// The user as the Data Service would return it.
    pub fn directory_object(&self, store: StoreId) -> DirectoryObject {
        self.object_of(store, "user")
    }

    fn object_of(&self, store: StoreId, kind: &str) -> DirectoryObject {
        let all = attributes(&[
            ("objectClass", kind),
            ("displayName", text(&self.display_name)),
            ("name", text(&self.display_name)),
            ("userPrincipalName", text(&self.user_principal_name)),
            ("mail", text(&self.mail)),
            ("givenName", text(&self.given_name)),
            ("surname", text(&self.surname)),
            ("title", text(&self.job_title)),
            ("department", text(&self.department)),
        ]);
        DirectoryObject::answered(ObjectId::new(self.id.clone()), store, kind, self.label(), all)
    }
}

impl GraphGroup {
    /// Whether it is a Microsoft 365 group, with or without a team.
    pub fn is_unified(&self) -> bool {
        self.has_type("Unified")
    }

    /// Whether a rule determines its members.
    pub fn is_dynamic(&self) -> bool {
        self.has_type("DynamicMembership")
    }

    fn has_type(&self, name: &str) -> bool {
        self.group_types.get().is_some_and(|types| types.iter().any(|own| own.eq_ignore_ascii_case(name)))
    }

    /// The type of group. A mail-enabled security group counts as a security group.
    pub fn cloud(&self) -> CloudType {
        match (self.is_unified(), self.security_enabled.get()) {
            (true, _) => CloudType::Microsoft365,
            (false, Some(false)) => CloudType::Distribution,
            (false, _) => CloudType::Security,
        }
    }

    pub(crate) fn object_id(&self) -> ObjectId {
        ObjectId::new(self.id.clone().unwrap_or_default())
    }

    pub(crate) fn label(&self) -> &str {
        let names = [text(&self.display_name), text(&self.mail_nickname), self.id.as_deref().unwrap_or_default()];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// The group as the Data Service would return it. It has no distinguished name, because Entra ID has none.
    pub fn directory_object(&self, store: StoreId) -> DirectoryObject {
        let all = attributes(&[
            ("objectClass", "group"),
            ("displayName", text(&self.display_name)),
            ("name", text(&self.display_name)),
            ("description", text(&self.description)),
            ("mail", text(&self.mail)),
            ("mailNickname", text(&self.mail_nickname)),
            ("groupType", self.cloud().code()),
            ("IMSGManagedGroupType", if self.is_dynamic() { MANAGED_SMART } else { MANAGED_STATIC }),
            ("XGroupSecurity", text(&self.visibility)),
            ("membershipRule", text(&self.membership_rule)),
            ("whenCreated", text(&self.created)),
            ("allowExternalSenders", flag(&self.allow_external_senders)),
            ("autoSubscribeNewMembers", flag(&self.auto_subscribe_new_members)),
            ("hideFromAddressLists", flag(&self.hide_from_address_lists)),
            ("hideFromOutlookClients", flag(&self.hide_from_outlook_clients)),
        ]);
        DirectoryObject::answered(self.object_id(), store, "group", self.label(), all)
    }
}

impl GraphObject {
    /// The object as the Data Service would return it.
    pub fn directory_object(&self, store: StoreId) -> DirectoryObject {
        match self {
            Self::User(own) => own.directory_object(store),
            Self::Group(own) => own.directory_object(store),
            Self::Other(ObjectKind::Contact, own) => own.object_of(store, "contact"),
            Self::Other(ObjectKind::Computer, own) => own.object_of(store, "computer"),
            Self::Other(_, own) => own.object_of(store, ""),
        }
    }
}
