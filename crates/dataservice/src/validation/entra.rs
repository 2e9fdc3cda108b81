//! The rules for a new group of Entra ID (operations 3 and 4 of the contract): it has one of four types, owners of
//! equal rank, members by object id, and a name that need not be unique. The mail nickname, which must be unique, is
//! generated here.

use super::change::checked;
use super::{Group, among, held};
use crate::clock;
use crate::membership::{Managed, MemberRules};
use crate::object::{EngineError, Kind, Link, NewObject, Rejection};
use crate::reasons::{Reasons, name_object};
use crate::schema;
use crate::smart_groups::{self, Rule};
use model::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use model::names::{self, MAX_CLOUD_DESCRIPTION, MAX_DISPLAY_NAME, MAX_MAIL_NICKNAME, suggest_mail_nickname};
use model::wire::CreateGroup;
use model::wire::attributes;
use model::wire::cloud::CloudType;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, CLASS_GROUP, SMART_INCLUDES, SMART_INFO, SMART_MAIN_TYPE};

/// Attributes that the caller may set on a new group.
const KNOWN: [&str; 16] = [
    attributes::DISPLAY_NAME,
    "description",
    attributes::SECURITY_TYPE,
    "XGroupExpirationPolicy",
    attributes::EXPIRATION_DATE,
    attributes::GROUP_TYPE,
    "enableofficefeatures",
    ENTRA_MEMBERS,
    ENTRA_OWNERS,
    AD_ADDITIONAL_OWNERS,
    attributes::OBJECT_CLASS,
    "objectType",
    "container",
    "ContainerDistinguishedName",
    attributes::MANAGED_GROUP_TYPE,
    "identityStoreId",
];
/// Attributes that every sample contains with an empty value.
const EMPTY: [&str; 2] = [attributes::USER_PRINCIPAL_NAME, "commonName"];
/// Further attributes that the caller may set on a smart group, in addition to its rule.
const OF_SMART: [&str; 3] = ["info", "SmartGroupMainType", "UpdateOptions"];

impl Group<'_> {
    /// Validates a new group. Returns the group to insert, or every reason why it is refused.
    pub(super) fn of_entra(mut self, body: &CreateGroup, managed: Managed, guid: &str) -> Result<NewObject, Rejection> {
        self.attributes_of_entra(managed);
        self.managed(managed);
        self.names_of_entra(body);
        let container = self.container(&body.container)?;
        let cloud = self.cloud_type();
        let security = self.security();
        let office = self.office_features(cloud);
        let mut links = self.owners_of_entra()?;
        let member_rules = cloud.map(MemberRules::Cloud);
        let members = self.members(ENTRA_MEMBERS, member_rules)?;
        let mut rule = None;
        match managed {
            Managed::Static => links.extend(members.into_iter().map(|(_, link)| link)),
            Managed::Smart => {
                if members.iter().any(|(_, link)| !link.ends.is_empty()) {
                    self.reasons.add(ENTRA_MEMBERS, "In a smart group only the rule ends a membership.");
                }
                rule = Rule::read(self.change, self.store, self.attributes, &mut self.reasons)?;
                if let (Some(rule), Some(member_rules)) = (&rule, member_rules) {
                    rule.check_members(None, member_rules, &mut self.reasons);
                }
                // They are members whatever the rule says: assumption A-28.
                let always = members.into_iter().map(|(found, _)| found).collect();
                rule = rule.map(|rule| rule.with_includes(always));
            }
        }
        let (Some(container), Some(cloud), true) = (container, cloud, self.reasons.is_empty()) else {
            return Err(Rejection::Refused(self.reasons.into()));
        };
        let nickname = self.nickname(&body.group_name, guid)?;
        let mut values = vec![
            (attributes::OBJECT_CLASS, "Group".to_owned()),
            ("objectType", CLASS_GROUP.to_owned()),
            ("name", body.group_name.clone()),
            (attributes::DISPLAY_NAME, body.group_name.clone()),
            (attributes::GROUP_TYPE, cloud.code().to_owned()),
            (attributes::SECURITY_TYPE, security.wire().to_owned()),
            (attributes::MANAGED_GROUP_TYPE, managed.code().to_owned()),
            ("enableofficefeatures", office.to_string()),
            (attributes::WHEN_CREATED, clock::generalized()),
            ("whenChanged", clock::generalized()),
        ];
        values.extend(self.first(attributes::DESCRIPTION).map(|text| (attributes::DESCRIPTION, text.to_owned())));
        if managed == Managed::Smart {
            for (name, default) in
                [("info", SMART_INFO), ("SmartGroupMainType", SMART_MAIN_TYPE), ("UpdateOptions", "false")]
            {
                values.push((name, self.first(name).unwrap_or(default).to_owned()));
            }
        }
        let has_mail = cloud != CloudType::Security;
        for (name, default, _) in schema::ENTRA_ADDED {
            let text = if name == "ismailenabled" && has_mail { "True" } else { default };
            values.push((name, self.first(name).unwrap_or(text).to_owned()));
        }
        if has_mail {
            let address = format!("{nickname}@{}", self.store.mail_suffix);
            values.push((attributes::PROXY_ADDRESSES, format!("SMTP:{address}")));
            values.push((attributes::MAIL, address));
        }
        values.push((attributes::MAIL_NICKNAME, nickname));
        let mut new = NewObject {
            store: self.store.id,
            guid: guid.to_owned(),
            kind: Kind::Group,
            // Objects of Entra ID have no distinguished name; the id makes this one unique.
            dn: container.child("CN", guid),
            attributes: held(values),
            links,
        };
        if let Some(rule) = rule {
            new.attributes.extend(rule.values());
            new.links.extend(rule.links());
        }
        Ok(new)
    }

    /// Adds reasons for attributes that the schema does not have, that the caller may not set, or that have too many
    /// values.
    fn attributes_of_entra(&mut self, managed: Managed) {
        for (name, values) in self.attributes.iter() {
            let of_rule = among(&smart_groups::ATTRIBUTES, name) && !name.eq_ignore_ascii_case(SMART_INCLUDES);
            let of_smart = among(&OF_SMART, name) || of_rule;
            let is_empty = values.iter().all(|value| value.text().is_none());
            let fits = match managed {
                _ if among(&EMPTY, name) => is_empty,
                Managed::Static => among(&KNOWN, name),
                Managed::Smart => among(&KNOWN, name) || of_smart,
            };
            match schema::attribute(name) {
                None => self.reasons.unknown(name),
                Some(_) if !fits => {
                    let sentence = format!("{name} cannot be set on a new {} group of Entra ID.", managed.name());
                    self.reasons.add(name, sentence);
                }
                Some(known) => {
                    self.reasons.count(known, values);
                    if matches!(known.name, "XGroupExpirationPolicy" | attributes::EXPIRATION_DATE) && !is_empty {
                        checked(known, values, &mut self.reasons);
                    }
                }
            }
        }
        for name in [attributes::OBJECT_CLASS, "objectType"] {
            if let Some(other) = self.first(name).filter(|text| !text.eq_ignore_ascii_case(CLASS_GROUP)) {
                self.reasons.add(name, format!("{other} is no group."));
            }
        }
    }

    /// Checks the name, which the request contains twice, and the description.
    fn names_of_entra(&mut self, body: &CreateGroup) {
        let name = &body.group_name;
        self.reasons.check("GroupName", names::check_label(name, MAX_DISPLAY_NAME));
        match self.first(attributes::DISPLAY_NAME) {
            None => self.reasons.required(attributes::DISPLAY_NAME),
            Some(text) if text != name => {
                self.reasons.add(attributes::DISPLAY_NAME, "displayName must be the group's name.")
            }
            Some(_) => {}
        }
        let description = self.first(attributes::DESCRIPTION).unwrap_or_default();
        self.reasons.check(attributes::DESCRIPTION, names::check_text(description, MAX_CLOUD_DESCRIPTION));
    }

    fn cloud_type(&mut self) -> Option<CloudType> {
        let Some(text) = self.first(attributes::GROUP_TYPE) else {
            self.reasons.required(attributes::GROUP_TYPE);
            return None;
        };
        let cloud = CloudType::from_code(text);
        if cloud.is_none() {
            self.reasons.add(attributes::GROUP_TYPE, format!("{text} is no group type of Entra ID."));
        }
        cloud
    }

    /// Whether the group has the features of Office, which only a Microsoft 365 group can have (assumption A-27).
    fn office_features(&mut self, cloud: Option<CloudType>) -> bool {
        let Some(text) = self.first("enableofficefeatures") else { return false };
        match flag(text) {
            None => self.reasons.add("enableofficefeatures", format!("{text} is neither true nor false.")),
            Some(true) if cloud.is_some_and(|cloud| !cloud.is_unified()) => {
                self.reasons.add("enableofficefeatures", "Only a Microsoft 365 group has Microsoft 365 features.");
            }
            Some(on) => return on,
        }
        false
    }

    /// The owners: at least one, all with the same rank, and only users. Additional ones are users, too.
    pub(super) fn owners_of_entra(&mut self) -> Result<Vec<Link>, EngineError> {
        let mut owners = Vec::new();
        for identity in self.attributes.texts(ENTRA_OWNERS) {
            let named = name_object(self.change, self.store, ENTRA_OWNERS, identity, &mut self.reasons)?;
            let Some(found) = named else { continue };
            if let Some(why) = self.cannot_own(&found) {
                self.reasons.add(ENTRA_OWNERS, format!("{identity} {why}."));
            }
            if owners.contains(&found.handle) {
                self.reasons.add(ENTRA_OWNERS, format!("{identity} owns the group already."));
            }
            owners.push(found.handle);
        }
        if self.attributes.first(ENTRA_OWNERS).is_none() {
            self.reasons.add(ENTRA_OWNERS, "A group needs an owner.");
        }
        let mut links = Link::plain_all(ENTRA_OWNERS, owners.into_iter());
        self.additional_owners(&mut links)?;
        Ok(links)
    }

    /// A mail nickname that is derived from the name and not yet in use.
    pub(super) fn nickname(&self, name: &str, guid: &str) -> Result<String, EngineError> {
        let Some(attribute) = schema::attribute(attributes::MAIL_NICKNAME) else { return Ok(guid.to_owned()) };
        let own = match suggest_mail_nickname(name) {
            // The name has no letters that a nickname may contain.
            none if none.is_empty() => CLASS_GROUP.to_owned(),
            own => own,
        };
        // A nickname is ASCII, so it can be cut at any byte.
        let start = own.get(..own.len().min(MAX_MAIL_NICKNAME - 9)).unwrap_or_default();
        let numbered = format!("{start}-{}", guid.get(..8).unwrap_or_default());
        for nickname in [own, numbered] {
            let is_valid = names::check_mail_nickname(&nickname).is_ok();
            if is_valid && !self.change.has_value(self.store.id, attribute, &nickname)? {
                return Ok(nickname);
            }
        }
        Ok(guid.to_owned())
    }
}

/// Parses "true" or "false" in any letter case.
pub fn flag(text: &str) -> Option<bool> {
    [true, false].into_iter().find(|flag| flag.to_string().eq_ignore_ascii_case(text.trim()))
}

/// Checks a changed display name or description.
pub fn check_text(attribute: &str, text: Option<&str>, reasons: &mut Reasons) {
    match (attribute, text) {
        (attributes::DISPLAY_NAME, text) => {
            reasons.check(attribute, names::check_label(text.unwrap_or_default(), MAX_DISPLAY_NAME));
        }
        ("description", Some(text)) => {
            reasons.check(attribute, names::check_text(text, MAX_CLOUD_DESCRIPTION));
        }
        _ => {}
    }
}
