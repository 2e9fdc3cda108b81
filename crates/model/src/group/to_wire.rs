//! Converts a group's draft to the body of operations 1 and 2 (part A of the contract), and dispatches to the others.

use super::rule::people_values;
use super::{General, GroupDraft, GroupKind, Membership, Problems};
use crate::config::{StoreConfig, StoreKind};
use crate::criteria::PrintError;
use crate::wire::attributes;
use crate::wire::codes::{
    AD_ADDITIONAL_OWNERS, AD_MEMBERS, AdGroupType, CLASS_GROUP, CLASS_MAIL_ENABLED_GROUP, DO_NOT_NOTIFY, MANAGED_SMART,
    MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType, SMART_EXCLUDES, SMART_INCLUDES, SMART_INFO,
    SMART_MAIN_TYPE,
};
use crate::wire::{AttributeBag, AttributeValue, Attributes, CreateGroup};

/// The draft has these problems, so no request was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReady(pub Problems);

impl GroupDraft {
    /// The body of the request that creates the group through GroupID. Attributes that the sample of the operation does
    /// not have are sent only if something was entered.
    ///
    /// # Errors
    ///
    /// The draft has problems.
    pub fn to_create(&self, store: &StoreConfig) -> Result<CreateGroup, NotReady> {
        let problems = self.problems(store);
        let unsayable = |error| NotReady(Problems::of_rule(error));
        match (store.kind, self.kind) {
            _ if !problems.is_empty() => Err(NotReady(problems)),
            (StoreKind::EntraId, _) => self.entra_body(store).map_err(unsayable),
            (StoreKind::ActiveDirectory, GroupKind::Static) => Ok(self.static_body()),
            (StoreKind::ActiveDirectory, GroupKind::Smart) => self.smart_body(store).map_err(unsayable),
            (StoreKind::MicrosoftGraph, _) => Err(NotReady(problems)),
        }
    }

    /// The body of operation 2: short entries, each `Action` as in the sample, the owner by id. A group without a
    /// primary owner has no `managedBy`.
    fn smart_body(&self, store: &StoreConfig) -> Result<CreateGroup, PrintError> {
        let general = &self.general;
        let name = general.full_name();
        let container = general.container.trim();
        let code = AdGroupType { scope: general.scope, purpose: general.purpose }.code();
        let mut attributes = Attributes::new();
        let mut set = |attribute: &str, value: &str, action: i64| {
            attributes.set(attribute, vec![AttributeValue::short(value, action)]);
        };
        set(attributes::NAME, &name, 1);
        set(attributes::SAM_ACCOUNT_NAME, &general.sam_text(), 1);
        set("GroupType", &code.to_string(), 0);
        set(attributes::MANAGED_GROUP_TYPE, MANAGED_SMART, 0);
        set(attributes::SECURITY_TYPE, general.security.wire(), 1);
        if !general.description.trim().is_empty() {
            set(attributes::DESCRIPTION, general.description.trim(), 1);
        }
        set("UpdateOptions", "false", 1);
        if let Some(owner) = &self.primary_owner {
            set(attributes::MANAGED_BY, owner.id.as_str(), 1);
        }
        set("identityStoreId", &self.store.to_string(), 1);
        set("IMSGCriteria", &self.rule.text(store)?, 1);
        set("SmartGroupMainType", SMART_MAIN_TYPE, 0);
        set("info", SMART_INFO, 0);
        if general.mail_enabled {
            set(attributes::MAIL_NICKNAME, &general.alias_text(), 0);
        }
        set(attributes::DISPLAY_NAME, &name, 0);
        set(attributes::COMMON_NAME, &name, 0);
        set(attributes::OBJECT_CLASS, general.object_class(), 0);
        set("objectCategory", "group", 0);
        set("ContainerDistinguishedName", container, 0);
        attributes.set("IMSGObjectTypes", self.rule.type_values(1));
        attributes.set("IMSGStartPath", self.rule.start_values(1));
        let mut list = |name: &str, values: Vec<AttributeValue>| {
            if !values.is_empty() {
                attributes.set(name, values);
            }
        };
        list(SMART_INCLUDES, people_values(&self.rule.include, 1));
        list(SMART_EXCLUDES, people_values(&self.rule.exclude, 1));
        list(AD_ADDITIONAL_OWNERS, self.additional_owner_values(1));
        Ok(CreateGroup {
            update_option: Some(0),
            identity_store_id: Some(self.store),
            group_name: name,
            container: container.to_owned(),
            attributes: AttributeBag::bare(attributes),
            ..CreateGroup::default()
        })
    }

    /// One entry per additional owner.
    fn additional_owner_values(&self, action: i64) -> Vec<AttributeValue> {
        let entry = |owner: &super::Owner| {
            let entry = AttributeValue::short(&owner.who.dn, action);
            if owner.do_not_notify { entry.with(DO_NOT_NOTIFY, "true") } else { entry }
        };
        self.additional_owners.iter().map(entry).collect()
    }

    /// The body of operation 1: short entries, all `Action` 0, no `IdentityStoreID`.
    fn static_body(&self) -> CreateGroup {
        let general = &self.general;
        let name = general.full_name();
        let code = AdGroupType { scope: general.scope, purpose: general.purpose }.code();
        let mut attributes = Attributes::new();
        let mut set = |attribute: &str, value: String| attributes.set(attribute, vec![AttributeValue::short(value, 0)]);
        set(attributes::SAM_ACCOUNT_NAME, general.sam_text());
        set(attributes::NAME, name.clone());
        set(attributes::COMMON_NAME, name.clone());
        set(attributes::OBJECT_CLASS, general.object_class().to_owned());
        set(attributes::GROUP_TYPE, code.to_string());
        set("XGroupScope", general.scope.wire().to_owned());
        set(attributes::SECURITY_TYPE, general.security.wire().to_owned());
        if let Some(owner) = &self.primary_owner {
            set(attributes::MANAGED_BY, owner.dn.clone());
        }
        if general.mail_enabled {
            set(attributes::MAIL_NICKNAME, general.alias_text());
        }
        if !general.description.trim().is_empty() {
            set(attributes::DESCRIPTION, general.description.trim().to_owned());
        }
        if !self.additional_owners.is_empty() {
            attributes.set(AD_ADDITIONAL_OWNERS, self.additional_owner_values(0));
        }
        if !self.members.is_empty() {
            attributes.set(AD_MEMBERS, self.members.iter().map(member).collect());
        }
        CreateGroup {
            group_name: name,
            container: general.container.trim().to_owned(),
            attributes: AttributeBag::bare(attributes),
            ..CreateGroup::default()
        }
    }
}

impl General {
    /// The `objectClass`, which differs for a group with a mail address.
    fn object_class(&self) -> &'static str {
        if self.mail_enabled { CLASS_MAIL_ENABLED_GROUP } else { CLASS_GROUP }
    }
}

fn member(member: &super::Member) -> AttributeValue {
    let entry = AttributeValue::short(&member.who.dn, 0);
    match &member.membership {
        Membership::Permanent => entry,
        Membership::Temporary { from, to } => window(entry, from, to),
    }
}

/// Marks an entry as a membership from the start of the first day to the end of the last day.
pub(super) fn window(entry: AttributeValue, from: &str, to: &str) -> AttributeValue {
    entry
        .with(MEMBERSHIP_TYPE, (MembershipType::Temporary as i64).to_string())
        .with(MEMBERSHIP_BEGIN, format!("{from}T00:00:00"))
        .with(MEMBERSHIP_END, format!("{to}T23:59:59"))
}
