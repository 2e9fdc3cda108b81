//! The rules for changes of a group: PATCH `/groups/{id}`. Either all properties are changed or none.

use super::create::{foreign, list};
use super::people::relate;
use super::{
    GraphRejection, Refusal, Relative, description, display_name, fill, held, nickname, processing, rule, text, types,
    visibility,
};
use crate::clock;
use crate::directory::WriteTx;
use crate::object::{Found, Object, ObjectValue, Store};
use crate::schema;
use model::graph::properties::{Kind, Written, property};
use model::wire::cloud::Visibility;
use serde_json::Value;

/// Changes a group, or returns the first reason why the change is refused.
pub fn change_group(change: &dyn WriteTx, store: &Store, group: &Found, body: &Value) -> Result<(), GraphRejection> {
    foreign(body)?;
    let object = held(change, store, group)?;
    if object.first("groupType") == Some("8") {
        return Err(Refusal::of("", "Cannot Update a mail-enabled security groups and or distribution list.").into());
    }
    let unified = object.is_unified();
    let members = body.as_object().into_iter().flatten().filter(|(name, _)| *name != "@odata.type");
    let names: Vec<&str> = members.map(|(name, _)| name.as_str()).collect();
    alone(&names, unified)?;
    for name in &names {
        one(change, store, group, &object, body, name)?;
    }
    if let Some(bound) = body[Relative::Member.bind()].as_array() {
        let references: Vec<_> = bound.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        relate(change, store, group, Relative::Member, &references)?;
    }
    let keep = |name: &&&str| !matches!(**name, "membershipRule" | "membershipRuleProcessingState" | "groupTypes");
    for name in names.iter().filter(keep) {
        set(change, group, name, &body[*name])?;
    }
    dynamics(change, store, group, &object, body)?;
    if let Some(attribute) = schema::attribute("whenChanged") {
        change.set(group.handle, attribute, &[ObjectValue::from(clock::generalized())])?;
    }
    Ok(())
}

/// Settings of Outlook can only be changed in a request of their own, and only for Microsoft 365 groups.
fn alone(names: &[&str], unified: bool) -> Result<(), Refusal> {
    let of_outlook = |name: &&&str| property(name).is_some_and(|known| known.written == Written::Patch);
    let Some(first) = names.iter().find(of_outlook) else { return Ok(()) };
    if !unified {
        return Err(Refusal::invalid(first, "only Microsoft 365 groups have it"));
    }
    match names.iter().all(|name| of_outlook(&name)) {
        true => Ok(()),
        false => Err(Refusal::of(first, format!("Property '{first}' must be changed in a request of its own."))),
    }
}

/// Checks a single property.
fn one(
    change: &dyn WriteTx,
    store: &Store,
    group: &Found,
    object: &Object,
    body: &Value,
    name: &str,
) -> Result<(), GraphRejection> {
    let unified = object.is_unified();
    let own = text(body, name);
    match name {
        "displayName" => display_name(own.unwrap_or_default())?,
        "description" => own.map_or(Ok(()), description)?,
        "mailNickname" => nickname(change, store, own.unwrap_or_default(), unified, Some(group))?,
        "visibility" => {
            let seen = visibility(own.unwrap_or_default())?;
            let hidden = seen == Visibility::Hidden || object.first("visibility") == Some(Visibility::Hidden.wire());
            if !unified || hidden || object.first("isAssignableToRole") == Some("true") {
                return Err(Refusal::invalid(name, "it cannot be changed to or from this").into());
            }
        }
        "mailEnabled" if body[name].as_bool() != Some(unified) => {
            return Err(Refusal::invalid(name, "it cannot be changed").into());
        }
        "securityEnabled" => {
            let on = body[name].as_bool() == Some(true);
            if !on && (!unified || object.first("isAssignableToRole") == Some("true")) {
                return Err(Refusal::invalid(name, "this group stays security-enabled").into());
            }
        }
        "groupTypes" if types(&body[name])?.0 != unified => {
            return Err(Refusal::invalid(name, "Unified cannot be added or taken away").into());
        }
        _ => {}
    }
    Ok(())
}

/// Stores the value of a property in its attribute.
fn set(change: &dyn WriteTx, group: &Found, name: &str, value: &Value) -> Result<(), GraphRejection> {
    let known = property(name).filter(|known| known.kind != Kind::References);
    let Some(attribute) = known.and_then(|known| schema::attribute(known.name)).filter(|known| known.is_stored())
    else {
        return Ok(());
    };
    let values = match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![ObjectValue::from(text.clone())],
        Value::Array(_) => list(value),
        other => vec![ObjectValue::from(other.to_string())],
    };
    change.set(group.handle, attribute, &values)?;
    let twin = match (name, value.as_str()) {
        ("displayName", Some(text)) => Some(("name", text)),
        ("visibility", Some("Public")) => Some(("XGroupSecurity", "Public")),
        ("visibility", _) => Some(("XGroupSecurity", "Private")),
        _ => None,
    };
    if let Some((twin, text)) = twin.and_then(|(name, text)| Some((schema::attribute(name)?, text))) {
        change.set(group.handle, twin, &[ObjectValue::from(text.to_owned())])?;
    }
    Ok(())
}

/// Changes the rule, its processing state and whether the group is dynamic; what the request does not contain keeps its
/// present value.
fn dynamics(
    change: &dyn WriteTx,
    store: &Store,
    group: &Found,
    object: &Object,
    body: &Value,
) -> Result<(), GraphRejection> {
    const RULE: &str = "membershipRule";
    const STATE: &str = "membershipRuleProcessingState";
    let said = |name: &str| body.get(name).is_some();
    if !said(RULE) && !said(STATE) && !said("groupTypes") {
        return Ok(());
    }
    let was = object.is_dynamic();
    let is = if said("groupTypes") { types(&body["groupTypes"])?.1 } else { was };
    let held = |name: &str| if said(name) { text(body, name) } else { object.first(name).filter(|_| was) };
    let put = |name: &str, value: &str| -> Result<(), GraphRejection> {
        let Some(attribute) = schema::attribute(name) else { return Ok(()) };
        Ok(change.set(group.handle, attribute, &[ObjectValue::from(value.to_owned())])?)
    };
    if !is {
        if let Some(name) = [RULE, STATE].into_iter().find(|name| said(name) && !body[*name].is_null()) {
            return Err(Refusal::invalid(name, "only a group of the type DynamicMembership has one").into());
        }
        // It may be a smart group of GroupID, which this does not affect.
        if !was {
            return Ok(());
        }
        put(RULE, "")?;
        put(STATE, "")?;
        return put("IMSGManagedGroupType", "1");
    }
    if object.first("isAssignableToRole") == Some("true") {
        return Err(Refusal::invalid("groupTypes", "roles cannot be assigned to a dynamic group").into());
    }
    // Two rules would remove each other's members.
    if object.first("IMSGCriteria").is_some() {
        return Err(Refusal::invalid("groupTypes", "a rule of GroupID says who is in this group").into());
    }
    let own = held(RULE).ok_or_else(|| Refusal::required(RULE))?;
    let state = held(STATE).ok_or_else(|| Refusal::required(STATE))?;
    processing(state)?;
    let whom = rule::read(own)?;
    put(RULE, own)?;
    put(STATE, state)?;
    put("IMSGManagedGroupType", "2")?;
    if state == "On" { fill(change, store, group, &whom) } else { Ok(()) }
}
