//! Converts a group's draft to the body of operations 3 and 4 (part A of the contract). Entries are long, with each
//! `Action` as in the sample; the six attributes of a rule have short entries.

use super::to_wire::window;
use super::{GroupDraft, GroupKind, Member, Membership, Owner};
use crate::config::StoreConfig;
use crate::criteria::PrintError;
use crate::wire::attributes;
use crate::wire::codes::{
    AD_ADDITIONAL_OWNERS, DO_NOT_NOTIFY, MANAGED_SMART, MANAGED_STATIC, MEMBERSHIP_TYPE, SMART_EXCLUDES, SMART_INFO,
    SMART_MAIN_TYPE,
};
use crate::wire::{AttributeBag, AttributeValue, Attributes, CreateGroup, ObjectId};

/// The attribute with the members of a group in Entra ID (part A: operation 3).
pub const ENTRA_MEMBERS: &str = "members";
/// The attribute with its owners.
pub const ENTRA_OWNERS: &str = "owners";

impl GroupDraft {
    /// The body of operations 3 and 4.
    pub(super) fn entra_body(&self, store: &StoreConfig) -> Result<CreateGroup, PrintError> {
        let general = &self.general;
        let name = general.full_name();
        let container = general.container.trim();
        let smart = self.kind == GroupKind::Smart;
        // Assumption A-27: which groups have the features of Office.
        let office = self.cloud.is_unified() && general.office_features;
        let mut attributes = Attributes::new();
        let mut set = |attribute: &str, value: &str, action: i64| {
            attributes.set(attribute, vec![AttributeValue::long(value, action)]);
        };
        set(attributes::MANAGED_GROUP_TYPE, if smart { MANAGED_SMART } else { MANAGED_STATIC }, 0);
        set("displayname", &name, 1);
        set(attributes::SECURITY_TYPE, general.security.wire(), 1);
        set("GroupType", self.cloud.code(), 0);
        if !general.description.trim().is_empty() {
            set(attributes::DESCRIPTION, general.description.trim(), 1);
        }
        set("enableofficefeatures", if office { "true" } else { "false" }, 1);
        set("userprincipalname", "", 0);
        set("commonname", "", 0);
        set("objectclass", "Group", 0);
        set("objecttype", "group", 0);
        set("ContainerDistinguishedName", container, 1);
        let mut list = |name: &str, values: Vec<AttributeValue>| {
            if !values.is_empty() {
                attributes.set(name, values);
            }
        };
        let pointer = |id: &str| AttributeValue::long(id, 1).with_dn("");
        // Assumption A-29: how permanent and temporary members are marked.
        let always = |id: &ObjectId| pointer(id.as_str()).with(MEMBERSHIP_TYPE, "");
        let member = |member: &Member| match &member.membership {
            Membership::Permanent => always(&member.who.id),
            Membership::Temporary { from, to } => window(pointer(member.who.id.as_str()), from, to),
        };
        // The members that a smart group has whatever its rule says are sent as its first members: assumption A-28.
        let members = if smart {
            self.rule.include.iter().map(|who| always(&who.id)).collect()
        } else {
            self.members.iter().map(member).collect()
        };
        list(ENTRA_MEMBERS, members);
        list(ENTRA_OWNERS, self.owners.iter().map(|owner| pointer(owner.id.as_str())).collect());
        // Assumption A-73: how additional owners are sent.
        let additional = |owner: &Owner| {
            let entry = pointer(owner.who.id.as_str());
            if owner.do_not_notify { entry.with(DO_NOT_NOTIFY, "true") } else { entry }
        };
        list(AD_ADDITIONAL_OWNERS, self.additional_owners.iter().map(additional).collect());
        if smart {
            list("UpdateOptions", vec![AttributeValue::short("false", 1)]);
            list("IMSGObjectTypes", self.rule.type_values(1));
            list("IMSGCriteria", vec![AttributeValue::short(self.rule.text(store)?, 1)]);
            list("IMSGStartPath", self.rule.start_values(1));
            list("SmartGroupMainType", vec![AttributeValue::short(SMART_MAIN_TYPE, 0)]);
            list("info", vec![AttributeValue::short(SMART_INFO, 0)]);
            let excluded = self.rule.exclude.iter().map(|who| AttributeValue::short(who.id.as_str(), 1));
            list(SMART_EXCLUDES, excluded.collect());
        }
        Ok(CreateGroup {
            identity_store_id: Some(self.store),
            group_name: name,
            container: container.to_owned(),
            attributes: AttributeBag::full(attributes),
            ..CreateGroup::default()
        })
    }
}
