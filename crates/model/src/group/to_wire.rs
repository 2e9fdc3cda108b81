//! A group's draft as the body of operation 1 (part A of the contract).

use super::{GroupDraft, Membership, Problems};
use crate::config::StoreConfig;
use crate::wire::codes::{
    AD_ADDITIONAL_OWNERS, AD_MEMBERS, AdGroupType, CLASS_GROUP, CLASS_MAIL_ENABLED_GROUP, DO_NOT_NOTIFY,
    MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType,
};
use crate::wire::{AttributeBag, AttributeValue, Attributes, CreateGroup};

/// The draft has problems; nothing was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReady(pub Problems);

impl GroupDraft {
    /// The body of operation 1: short entries, all `Action` 0, no `IdentityStoreID`. What the sample does not have is
    /// sent only where something was entered.
    pub fn to_create(&self, store: &StoreConfig) -> Result<CreateGroup, NotReady> {
        let problems = self.problems(store);
        match &self.primary_owner {
            Some(owner) if problems.is_empty() => Ok(self.body(&owner.dn)),
            _ => Err(NotReady(problems)),
        }
    }

    fn body(&self, owner: &str) -> CreateGroup {
        let general = &self.general;
        let name = general.full_name();
        let code = AdGroupType { scope: general.scope, purpose: general.purpose }.code();
        let class = if general.mail_enabled { CLASS_MAIL_ENABLED_GROUP } else { CLASS_GROUP };
        let mut attributes = Attributes::new();
        let mut set = |attribute: &str, value: String| attributes.set(attribute, vec![AttributeValue::short(value, 0)]);
        set("sAMAccountName", general.sam_text());
        set("name", name.clone());
        set("CN", name.clone());
        set("objectClass", class.to_owned());
        set("groupType", code.to_string());
        set("XGroupScope", general.scope.wire().to_owned());
        set("XGroupSecurity", general.security.wire().to_owned());
        set("managedBy", owner.to_owned());
        if general.mail_enabled {
            set("mailNickname", general.alias_text());
        }
        if !general.description.trim().is_empty() {
            set("description", general.description.trim().to_owned());
        }
        if !self.additional_owners.is_empty() {
            let entry = |owner: &super::Owner| {
                let entry = AttributeValue::short(&owner.who.dn, 0);
                if owner.do_not_notify { entry.with(DO_NOT_NOTIFY, "true") } else { entry }
            };
            attributes.set(AD_ADDITIONAL_OWNERS, self.additional_owners.iter().map(entry).collect());
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

fn member(member: &super::Member) -> AttributeValue {
    let entry = AttributeValue::short(&member.who.dn, 0);
    match &member.membership {
        Membership::Permanent => entry,
        Membership::Temporary { from, to } => entry
            .with(MEMBERSHIP_TYPE, (MembershipType::Temporary as i64).to_string())
            .with(MEMBERSHIP_BEGIN, format!("{from}T00:00:00"))
            .with(MEMBERSHIP_END, format!("{to}T23:59:59")),
    }
}
