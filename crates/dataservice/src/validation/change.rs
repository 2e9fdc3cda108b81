//! The rules for changes of a group (operations 7 and 8). The values of every attribute in the request replace the
//! present ones (assumption A-25), an empty value removes them; either all attributes are changed or none.

mod expiry;
mod kind;
mod names;
mod people;

use super::{among, entra, note_change};
use crate::directory::WriteTx;
use crate::membership::{Managed, MemberRules};
use crate::object::{EngineError, Found, Link, Load, Object, ObjectValue, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema::{self, Attribute};
use crate::smart_groups::{self, Rule};
use crate::{collate, shape};
use model::config::StoreKind;
use model::group::ENTRA_OWNERS;
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, SMART_EXCLUDES, SMART_INCLUDES, SecurityType};
use model::wire::{AttributeValue, Attributes, UpdateGroup};

/// Text attributes that are stored unchanged.
const PLAIN: [&str; 5] = [attributes::DISPLAY_NAME, attributes::DESCRIPTION, "info", "company", "objectCategory"];
/// The same, for groups of Active Directory only.
const PLAIN_OF_AD: [&str; 1] = ["telephoneNumber"];
/// The same, for smart groups only.
const PLAIN_OF_SMART: [&str; 2] = ["SmartGroupMainType", "UpdateOptions"];
/// Attributes that may be sent but are not changed.
const IGNORED: [&str; 3] = ["identityStoreId", "objectType", attributes::MANAGED_GROUP_TYPE];
/// Who owns a group of Active Directory.
const OWNERS: [&str; 2] = [attributes::MANAGED_BY, AD_ADDITIONAL_OWNERS];
/// Who owns a group of Entra ID.
const CLOUD_OWNERS: [&str; 2] = [ENTRA_OWNERS, AD_ADDITIONAL_OWNERS];
/// Names of a group of Active Directory by which mail and older programs find it.
const NAMES: [&str; 4] =
    [attributes::SAM_ACCOUNT_NAME, attributes::MAIL_NICKNAME, attributes::MAIL, attributes::PROXY_ADDRESSES];
/// Who may send mail to a group of Active Directory, and who may not.
const SENDERS: [&str; 4] = [
    attributes::AUTHORIZED_SENDERS,
    attributes::UNAUTHORIZED_SENDERS,
    attributes::AUTHORIZED_GROUPS,
    attributes::UNAUTHORIZED_GROUPS,
];
/// Scope and purpose of a group.
const TYPES: [&str; 2] = [attributes::GROUP_TYPE, "XGroupScope"];
/// When a group expires.
const EXPIRY: [&str; 2] = ["XGroupExpirationPolicy", attributes::EXPIRATION_DATE];

/// A change that is being validated.
struct Change<'a> {
    tx: &'a dyn WriteTx,
    store: &'a Store,
    /// The group as it is.
    held: &'a Object,
    /// The attributes in the request.
    named: &'a Attributes,
    reasons: Reasons,
    /// The new values of stored attributes.
    values: Vec<(&'static Attribute, Vec<ObjectValue>)>,
    /// The new values of attributes that hold other objects.
    links: Vec<(&'static Attribute, Vec<Link>)>,
}

/// Changes a group, or returns every reason why the change is refused.
pub fn change_group(change: &dyn WriteTx, store: &Store, group: &Found, body: &UpdateGroup) -> Result<(), Rejection> {
    // The members, of which there may be very many, are not changed here.
    let held = change.load(store.id, &group.guid, &Load::Brief)?.ok_or(Rejection::Missing)?;
    let named = &body.attributes.attributes;
    let (reasons, values, links) = (Reasons::default(), Vec::new(), Vec::new());
    let mut asked = Change { tx: change, store, held: &held, named, reasons, values, links };
    asked.read()?;
    if !asked.reasons.is_empty() {
        // Each reason is told at the attribute as the request spells it.
        let sent = |name: &str| named.iter().map(|(sent, _)| sent).find(|sent| sent.eq_ignore_ascii_case(name));
        let mut reasons = Reasons::default();
        reasons.absorb(asked.reasons, |name| sent(name).map(str::to_owned));
        return Err(Rejection::Refused(reasons.into()));
    }
    for (attribute, values) in &asked.values {
        change.set(group.handle, attribute, values)?;
    }
    for (attribute, links) in &asked.links {
        for target in change.targets(group.handle, attribute)? {
            change.remove_link(group.handle, attribute, target)?;
        }
        for link in links {
            change.add_link(group.handle, link)?;
        }
    }
    Ok(note_change(change, group)?)
}

impl Change<'_> {
    /// Validates every attribute of the request, each by itself or together with those that it depends on.
    fn read(&mut self) -> Result<(), EngineError> {
        let is_cloud = self.is_cloud();
        for (name, values) in self.named.iter() {
            let Some(attribute) = schema::attribute(name) else {
                self.reasons.unknown(name);
                continue;
            };
            self.reasons.count(attribute, values);
            if among(&smart_groups::ATTRIBUTES, name) {
                self.belongs_to_a_rule(name);
            } else if among(&PLAIN, name)
                || (!is_cloud && among(&PLAIN_OF_AD, name))
                || (self.is_smart() && among(&PLAIN_OF_SMART, name))
            {
                self.plain(attribute, values);
            } else if attribute.is(attributes::SECURITY_TYPE) {
                let value = checked(attribute, values, &mut self.reasons);
                self.values.extend(value.map(|value| (attribute, vec![value])));
            } else if is_cloud && attribute.is("enableofficefeatures") {
                let value = self.office(attribute, values);
                self.values.extend(value.map(|value| (attribute, vec![value])));
            } else if among(&IGNORED, name) {
                self.same(attribute, values);
            } else if self.is_name(attribute) {
                self.name(attribute, values)?;
            } else if !is_cloud && among(&SENDERS, name) {
                self.senders(attribute, values)?;
            } else if !self.is_read_with_others(name) {
                self.reasons.add(name, format!("{name} cannot be changed by this call."));
            }
        }
        self.expiry();
        self.owners()?;
        self.kind()?;
        if self.names_any(&smart_groups::ATTRIBUTES) && self.is_smart() && !self.held.is_dynamic() {
            self.rule()?;
        }
        Ok(())
    }

    fn is_cloud(&self) -> bool {
        self.store.kind != StoreKind::ActiveDirectory
    }

    fn is_smart(&self) -> bool {
        self.held.first(attributes::MANAGED_GROUP_TYPE) == Some(Managed::Smart.code())
    }

    /// Whether the request has one of these attributes.
    fn names_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.named.contains(name))
    }

    /// Whether an attribute holds names or addresses that can be changed. Entra ID makes all but the alias by itself.
    fn is_name(&self, attribute: &Attribute) -> bool {
        if self.is_cloud() {
            return attribute.is(attributes::MAIL_NICKNAME);
        }
        among(&NAMES, attribute.name) || schema::is_extension(attribute)
    }

    /// Whether an attribute is validated together with others, after each by itself.
    fn is_read_with_others(&self, name: &str) -> bool {
        let owners = if self.is_cloud() { CLOUD_OWNERS } else { OWNERS };
        among(&EXPIRY, name) || among(&owners, name) || among(&TYPES, name)
    }

    /// The first value of an attribute in the request that is not empty.
    fn text(values: &[AttributeValue]) -> Option<&str> {
        values.iter().find_map(AttributeValue::text)
    }

    /// Sets a stored attribute to one value, or removes it.
    fn put(&mut self, name: &str, value: Option<String>) {
        let value = value.map(ObjectValue::from).into_iter().collect();
        self.values.extend(schema::attribute(name).map(|attribute| (attribute, value)));
    }

    fn plain(&mut self, attribute: &'static Attribute, values: &[AttributeValue]) {
        let is_cloud = self.is_cloud();
        if is_cloud {
            entra::check_text(attribute.name, Self::text(values), &mut self.reasons);
        }
        let texts = values.iter().filter_map(AttributeValue::text);
        let texts: Vec<_> = texts.map(|text| ObjectValue::from(text.to_owned())).collect();
        // Objects of Entra ID have no other name.
        let name = schema::attribute(attributes::NAME).filter(|_| is_cloud && attribute.is(attributes::DISPLAY_NAME));
        self.values.extend(name.map(|name| (name, texts.clone())));
        self.values.push((attribute, texts));
    }

    fn belongs_to_a_rule(&mut self, name: &str) {
        if self.held.is_dynamic() {
            let sentence = "A rule of Entra ID (membershipRule) says who is in this group; it can have no other.";
            self.reasons.add(name, sentence);
        } else if !self.is_smart() {
            self.reasons.add(name, "Only a smart group has a rule.");
        }
    }

    /// Whether the group has the features of Office, provided that such a group can have them.
    fn office(&mut self, attribute: &Attribute, values: &[AttributeValue]) -> Option<ObjectValue> {
        let on = Self::text(values).map_or(Some(false), entra::flag);
        let rules = MemberRules::of(self.store, &self.held.found);
        let can = matches!(rules, Some(MemberRules::Cloud(cloud)) if cloud.is_unified());
        match on {
            None => self.reasons.add(attribute.name, "The value is neither true nor false."),
            Some(true) if !can => {
                self.reasons.add(attribute.name, "Only a Microsoft 365 group has Microsoft 365 features.");
            }
            Some(on) => return Some(ObjectValue::from(on.to_string())),
        }
        None
    }

    /// An attribute that cannot be changed may be sent with its present value.
    fn same(&mut self, attribute: &Attribute, values: &[AttributeValue]) {
        let own = self.held.first(attribute.name).unwrap_or_default();
        let other = values.iter().filter_map(AttributeValue::text).find(|text| !text.eq_ignore_ascii_case(own));
        if let Some(other) = other.filter(|_| attribute.is(attributes::MANAGED_GROUP_TYPE)) {
            let sentence = format!("A group of the type {own} cannot become one of the type {other}.");
            self.reasons.add(attribute.name, sentence);
        }
    }

    /// The rule after the change: the attributes in the request, and the present values of all others.
    fn rule(&mut self) -> Result<(), EngineError> {
        let mut attributes = shape::attributes(self.held);
        for (name, values) in self.named.iter().filter(|(name, _)| among(&smart_groups::ATTRIBUTES, name)) {
            attributes.set(name, values.to_vec());
        }
        let Some(rule) = Rule::read(self.tx, self.store, &attributes, &mut self.reasons)? else { return Ok(()) };
        let found = &self.held.found;
        if let Some(member_rules) = MemberRules::of(self.store, found) {
            rule.check_members(Some(found.handle), member_rules, &mut self.reasons);
        }
        let links = rule.links();
        for attribute in [SMART_INCLUDES, SMART_EXCLUDES].into_iter().filter_map(schema::attribute) {
            let own = links.iter().filter(|link| link.attribute == attribute).cloned().collect();
            self.links.push((attribute, own));
        }
        self.values.extend(rule.values());
        Ok(())
    }
}

/// The value of an attribute that must have one of its kind; adds a reason if it does not.
pub(super) fn checked(attribute: &Attribute, values: &[AttributeValue], reasons: &mut Reasons) -> Option<ObjectValue> {
    let Some(text) = values.iter().find_map(AttributeValue::text) else {
        reasons.required(attribute.name);
        return None;
    };
    let (value, what) = match attribute.name {
        attributes::SECURITY_TYPE => {
            (SecurityType::from_wire(text).map(|kind| kind.wire().to_owned()), "security type")
        }
        attributes::EXPIRATION_DATE => (collate::moment(text).map(|_| text.to_owned()), "date"),
        _ => (collate::number(text).filter(|days| *days >= 0).map(|days| days.to_string()), "number of days"),
    };
    if value.is_none() {
        reasons.add(attribute.name, format!("{text} is no {what}."));
    }
    value.map(ObjectValue::from)
}
