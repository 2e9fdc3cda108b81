//! The rules for the names, container, type and mail address of a new group.

use super::{Group, Managed};
use crate::object::EngineError;
use crate::schema;
use model::names::{self, Dn};
use model::wire::CreateGroup;
use model::wire::attributes;
use model::wire::codes::{AdGroupType, CLASS_GROUP, CLASS_MAIL_ENABLED_GROUP, GroupScope, SecurityType};

impl Group<'_> {
    /// Checks name and container; returns the distinguished name of the group if both are valid.
    pub(super) fn place(&mut self, body: &CreateGroup) -> Result<Option<Dn>, EngineError> {
        let name = &body.group_name;
        let named = self.reasons.check("GroupName", names::check_cn(name));
        for attribute in ["CN", "name"] {
            match self.first(attribute) {
                Some(text) if text != name => {
                    self.reasons.add(attribute, format!("{attribute} must be the group's name."))
                }
                None if attribute == "CN" => self.reasons.required(attribute),
                _ => {}
            }
        }
        let Some(container) = self.container(&body.container)?.filter(|_| named) else { return Ok(None) };
        let dn = container.child("CN", name);
        if self.change.is_taken(self.store.id, &dn)? {
            self.reasons.taken("CN", format!("An object named {name} already exists in this container."));
        }
        Ok(Some(dn))
    }

    /// Checks the container, which a request contains up to three times.
    pub(super) fn container(&mut self, said: &str) -> Result<Option<Dn>, EngineError> {
        let container = match Dn::parse(said) {
            Err(error) => {
                self.reasons.add("Container", format!("This is no distinguished name: {error}."));
                return Ok(None);
            }
            Ok(dn) => self.change.container(self.store.id, &dn)?,
        };
        let Some(container) = container else {
            self.reasons.add("Container", "There is no such container in this identity store.");
            return Ok(None);
        };
        for attribute in ["container", "ContainerDistinguishedName"] {
            let same = |text: &str| Dn::parse(text).is_ok_and(|dn| dn.same(&container));
            if self.first(attribute).is_some_and(|text| !same(text)) {
                self.reasons.add(attribute, format!("{attribute} must be the same as Container."));
            }
        }
        Ok(Some(container))
    }

    pub(super) fn sam(&mut self) -> Result<String, EngineError> {
        let sam = self.first(attributes::SAM_ACCOUNT_NAME).unwrap_or_default().to_owned();
        if self.reasons.check(attributes::SAM_ACCOUNT_NAME, names::check_group_sam(&sam)) {
            self.unique(attributes::SAM_ACCOUNT_NAME, &sam)?;
        }
        Ok(sam)
    }

    pub(super) fn unique(&mut self, attribute: &str, value: &str) -> Result<(), EngineError> {
        let Some(known) = schema::attribute(attribute) else { return Ok(()) };
        if self.change.has_value(self.store.id, known, value)? {
            self.reasons.taken(attribute, format!("{value} is already in use in this identity store."));
        }
        Ok(())
    }

    /// Checks `groupType` and `XGroupScope`, both of which contain the scope.
    pub(super) fn kind(&mut self, managed: Managed) -> Option<AdGroupType> {
        let Some(text) = self.first(attributes::GROUP_TYPE) else {
            self.reasons.required(attributes::GROUP_TYPE);
            return None;
        };
        let kind = text.trim().parse().ok().and_then(AdGroupType::from_code);
        match (kind, self.first("XGroupScope")) {
            (None, _) => {
                self.reasons.add(attributes::GROUP_TYPE, format!("{text} is no group type of Active Directory."))
            }
            (Some(_), None) => {}
            (Some(kind), Some(scope)) => match GroupScope::from_wire(scope) {
                None => self.reasons.add("XGroupScope", format!("{scope} is no group scope.")),
                Some(scope) if scope != kind.scope => {
                    self.reasons.add("XGroupScope", format!("groupType {text} is of the scope {}.", kind.scope.wire()));
                }
                Some(_) => {}
            },
        }
        self.managed(managed);
        kind
    }

    /// Checks that `IMSGManagedGroupType`, if present, agrees with the URL.
    pub(super) fn managed(&mut self, managed: Managed) {
        if self.first(attributes::MANAGED_GROUP_TYPE).is_some_and(|code| code != managed.code()) {
            let sentence = format!("A {} group is of the type {}.", managed.name(), managed.code());
            self.reasons.add(attributes::MANAGED_GROUP_TYPE, sentence);
        }
    }

    pub(super) fn security(&mut self) -> SecurityType {
        let Some(text) = self.first(attributes::SECURITY_TYPE) else { return SecurityType::Private };
        SecurityType::from_wire(text).unwrap_or_else(|| {
            let sentence = format!("{text} is no security type.");
            self.reasons.add(attributes::SECURITY_TYPE, sentence);
            SecurityType::Private
        })
    }

    /// Checks the mail nickname; `None` if the group is not mail-enabled.
    pub(super) fn mail(&mut self, kind: Option<AdGroupType>) -> Result<Option<String>, EngineError> {
        let class = self.first(attributes::OBJECT_CLASS).unwrap_or(CLASS_GROUP).to_owned();
        let enabled = class.eq_ignore_ascii_case(CLASS_MAIL_ENABLED_GROUP);
        if !enabled && !class.eq_ignore_ascii_case(CLASS_GROUP) {
            self.reasons.add(attributes::OBJECT_CLASS, format!("{class} is no class of a group."));
        }
        let nickname = self.first(attributes::MAIL_NICKNAME).unwrap_or_default().to_owned();
        if !enabled {
            if !nickname.is_empty() {
                self.reasons.add(attributes::MAIL_NICKNAME, "Only a mail-enabled group has an alias.");
            }
            return Ok(None);
        }
        if kind.is_some_and(|kind| kind.scope != GroupScope::Universal) {
            self.reasons.add("XGroupScope", "A mail-enabled group needs the universal scope.");
        }
        if self.reasons.check(attributes::MAIL_NICKNAME, names::check_mail_nickname(&nickname)) {
            self.unique(attributes::MAIL_NICKNAME, &nickname)?;
        }
        Ok(Some(nickname))
    }
}
