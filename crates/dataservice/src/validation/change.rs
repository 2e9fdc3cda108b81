//! The rules for changes of a group (operation 7). The values of every attribute in the request replace the present
//! ones (assumption A-25); either all attributes are changed or none.

use super::{among, entra};
use crate::collate;
use crate::directory::WriteTx;
use crate::membership::{Managed, MemberRules};
use crate::object::{EngineError, Found, Load, Object, ObjectValue, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema::{self, Attribute};
use crate::smart_groups::{self, Rule};
use crate::{clock, shape};
use model::config::StoreKind;
use model::wire::attributes;
use model::wire::codes::{SMART_EXCLUDES, SMART_INCLUDES, SecurityType};
use model::wire::{AttributeValue, UpdateGroup};

/// Text attributes that are stored unchanged.
const PLAIN: [&str; 5] = [attributes::DISPLAY_NAME, attributes::DESCRIPTION, "info", "company", "objectCategory"];
/// The same, for smart groups only.
const PLAIN_OF_SMART: [&str; 2] = ["SmartGroupMainType", "UpdateOptions"];
/// Attributes that may be sent but are not changed.
const IGNORED: [&str; 3] = ["identityStoreId", "objectType", attributes::MANAGED_GROUP_TYPE];
/// Attributes whose values must be of a certain kind.
const CHECKED: [&str; 3] = [attributes::SECURITY_TYPE, "XGroupExpirationPolicy", attributes::EXPIRATION_DATE];

/// Changes a group, or returns every reason why the change is refused.
pub fn change_group(change: &dyn WriteTx, store: &Store, group: &Found, body: &UpdateGroup) -> Result<(), Rejection> {
    let held = change.load(store.id, &group.guid, &Load::All)?.ok_or(Rejection::Missing)?;
    let is_smart = held.first(attributes::MANAGED_GROUP_TYPE) == Some(Managed::Smart.code());
    let is_dynamic = held.is_dynamic();
    let is_cloud = store.kind != StoreKind::ActiveDirectory;
    let named = &body.attributes.attributes;
    let mut reasons = Reasons::default();
    let mut changes: Vec<(&'static Attribute, Vec<ObjectValue>)> = Vec::new();
    let mut has_rule = false;
    for (name, values) in named.iter() {
        let Some(attribute) = schema::attribute(name) else {
            reasons.unknown(name);
            continue;
        };
        reasons.count(attribute, values);
        if among(&smart_groups::ATTRIBUTES, name) {
            has_rule = true;
            if is_dynamic {
                reasons
                    .add(name, "A rule of Entra ID (membershipRule) says who is in this group; it can have no other.");
            } else if !is_smart {
                reasons.add(name, "Only a smart group has a rule.");
            }
        } else if among(&CHECKED, name) {
            changes.extend(checked(attribute, values, &mut reasons).map(|value| (attribute, vec![value])));
        } else if among(&PLAIN, name) || (is_smart && among(&PLAIN_OF_SMART, name)) {
            if is_cloud {
                entra::check_text(attribute.name, values.iter().find_map(AttributeValue::text), &mut reasons);
            }
            let texts = values.iter().filter_map(AttributeValue::text);
            let texts: Vec<_> = texts.map(|text| ObjectValue::from(text.to_owned())).collect();
            // Objects of Entra ID have no other name.
            let name =
                schema::attribute(attributes::NAME).filter(|_| is_cloud && attribute.is(attributes::DISPLAY_NAME));
            changes.extend(name.map(|name| (name, texts.clone())));
            changes.push((attribute, texts));
        } else if is_cloud && among(&["enableofficefeatures"], name) {
            changes.extend(office(store, group, attribute, values, &mut reasons).map(|value| (attribute, vec![value])));
        } else if among(&IGNORED, name) {
            same(attribute, values, &held, &mut reasons);
        } else {
            reasons.add(name, format!("{name} cannot be changed by this call."));
        }
    }
    if has_rule && is_smart && !is_dynamic {
        changes.extend(rule(change, store, &held, body, &mut reasons)?);
    }
    if !reasons.is_empty() {
        return Err(Rejection::Refused(reasons.into()));
    }
    for (attribute, values) in &changes {
        change.set(group.handle, attribute, values)?;
    }
    if let Some(attribute) = schema::attribute("whenChanged") {
        change.set(group.handle, attribute, &[ObjectValue::from(clock::generalized())])?;
    }
    Ok(())
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

/// Whether the group has the features of Office, provided that such a group can have them.
fn office(
    store: &Store,
    group: &Found,
    attribute: &Attribute,
    values: &[AttributeValue],
    reasons: &mut Reasons,
) -> Option<ObjectValue> {
    let on = values.iter().find_map(AttributeValue::text).map_or(Some(false), entra::flag);
    let can = matches!(MemberRules::of(store, group), Some(MemberRules::Cloud(cloud)) if cloud.is_unified());
    match on {
        None => reasons.add(attribute.name, "The value is neither true nor false."),
        Some(true) if !can => reasons.add(attribute.name, "Only a Microsoft 365 group has Microsoft 365 features."),
        Some(on) => return Some(ObjectValue::from(on.to_string())),
    }
    None
}

/// An attribute that cannot be changed may be sent with its present value.
fn same(attribute: &Attribute, values: &[AttributeValue], held: &Object, reasons: &mut Reasons) {
    let own = held.first(attribute.name).unwrap_or_default();
    let other = values.iter().filter_map(AttributeValue::text).find(|text| !text.eq_ignore_ascii_case(own));
    if let Some(other) = other.filter(|_| attribute.is(attributes::MANAGED_GROUP_TYPE)) {
        reasons.add(attribute.name, format!("A group of the type {own} cannot become one of the type {other}."));
    }
}

/// The rule after the change: the attributes in the request, and the present values of all others. Links to included
/// and excluded objects are written here; the other changes are returned.
fn rule(
    change: &dyn WriteTx,
    store: &Store,
    held: &Object,
    body: &UpdateGroup,
    reasons: &mut Reasons,
) -> Result<Vec<(&'static Attribute, Vec<ObjectValue>)>, EngineError> {
    let mut attributes = shape::attributes(held);
    for (name, values) in body.attributes.attributes.iter().filter(|(name, _)| among(&smart_groups::ATTRIBUTES, name)) {
        attributes.set(name, values.to_vec());
    }
    let Some(rule) = Rule::read(change, store, &attributes, reasons)? else {
        return Ok(Vec::new());
    };
    let found = &held.found;
    if let Some(member_rules) = MemberRules::of(store, found) {
        rule.check_members(Some(found.handle), member_rules, reasons);
    }
    // If the request is refused, this is undone with everything else.
    for attribute in [SMART_INCLUDES, SMART_EXCLUDES].into_iter().filter_map(schema::attribute) {
        for target in change.targets(found.handle, attribute)? {
            change.remove_link(found.handle, attribute, target)?;
        }
    }
    for link in rule.links() {
        change.add_link(found.handle, &link)?;
    }
    Ok(rule.values())
}
