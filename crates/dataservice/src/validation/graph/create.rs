//! The rules for a new group (operation 14).

use super::people::{Nature, resolve, too_many};
use super::{
    GraphRejection, Refusal, Relative, description, display_name, nickname, processing, rule, text, types, visibility,
};
use crate::clock;
use crate::directory::WriteTx;
use crate::filter::Filter;
use crate::membership::Managed;
use crate::object::{EngineError, Found, Kind, Link, NewObject, ObjectValue, Store};
use crate::schema::ENTRA_ADDED;
use crate::schema::{self, Attribute};
use crate::validation::held as held_values;
use model::graph::MOST_RELATIONS;
use model::names::Dn;
use model::wire::cloud::{CloudType, Visibility};
use serde_json::Value;

/// A group to insert, and a filter for the members that its rule finds.
pub struct NewGroup {
    pub object: NewObject,
    pub rule: Option<Filter>,
}

/// Properties that are stored unchanged, with a single value.
const KEPT: [&str; 6] =
    ["description", "classification", "preferredDataLocation", "preferredLanguage", "theme", "uniqueName"];
/// Properties that are stored unchanged, with several values.
const LISTS: [&str; 2] = ["resourceBehaviorOptions", "resourceProvisioningOptions"];
/// Properties of the entity that this service does not store. It rejects them rather than dropping them silently.
const FOREIGN: [&str; 2] = ["assignedLabels", "writebackConfiguration"];

/// Validates a new group. Returns the group to insert, or the first reason why it is refused.
pub fn new_group(
    change: &dyn WriteTx,
    store: &Store,
    body: &Value,
    caller: &Found,
    guid: &str,
) -> Result<NewGroup, GraphRejection> {
    foreign(body)?;
    let name = text(body, "displayName").ok_or_else(|| Refusal::required("displayName"))?;
    display_name(name)?;
    if let Some(own) = text(body, "description") {
        description(own)?;
    }
    let flag = |name: &str| body[name].as_bool().ok_or_else(|| Refusal::required(name));
    let (mail, security) = (flag("mailEnabled")?, flag("securityEnabled")?);
    let (unified, dynamic) = types(&body["groupTypes"])?;
    let alias = text(body, "mailNickname").ok_or_else(|| Refusal::required("mailNickname"))?;
    nickname(change, store, alias, unified, None)?;
    if unified && !mail {
        return Err(Refusal::invalid("mailEnabled", "a group of the type Unified is mail-enabled").into());
    }
    if !unified && (mail || !security) {
        let property = if mail { "mailEnabled" } else { "securityEnabled" };
        let sentence = "The service does not currently support writes of mail-enabled groups. Please ensure that the \
                        mail-enablement property is unset and the security-enablement property is set.";
        return Err(Refusal::of(property, sentence).into());
    }
    let roles = body["isAssignableToRole"].as_bool().unwrap_or(false);
    let seen = seen(body, unified, roles)?;
    if roles && dynamic {
        return Err(Refusal::invalid("isAssignableToRole", "roles cannot be assigned to a dynamic group").into());
    }
    if roles && !security {
        return Err(Refusal::invalid("isAssignableToRole", "the group must be security-enabled").into());
    }
    let (rule, state) = dynamics(body, dynamic)?;
    let links = people(change, store, body, caller, Nature { unified, dynamic, roles })?;
    let cloud = if unified { CloudType::Microsoft365 } else { CloudType::Security };
    let managed = if dynamic { Managed::Smart } else { Managed::Static };
    let mut values = vec![
        ("objectClass", "Group".to_owned()),
        ("objectType", "group".to_owned()),
        ("name", name.to_owned()),
        ("displayName", name.to_owned()),
        ("mailNickname", alias.to_owned()),
        ("groupType", cloud.code().to_owned()),
        ("XGroupSecurity", if seen == Some(Visibility::Public) { "Public" } else { "Private" }.to_owned()),
        ("IMSGManagedGroupType", managed.code().to_owned()),
        ("enableofficefeatures", unified.to_string()),
        ("securityEnabled", security.to_string()),
        ("whenCreated", clock::generalized()),
        ("whenChanged", clock::generalized()),
    ];
    for (name, usual, _) in ENTRA_ADDED {
        let own = if name == "ismailenabled" && mail { "True" } else { usual };
        values.push((name, own.to_owned()));
    }
    values.extend(KEPT.iter().filter_map(|name| Some((*name, text(body, name)?.to_owned()))));
    values.extend(seen.map(|seen| ("visibility", seen.wire().to_owned())));
    values.extend(body["isAssignableToRole"].as_bool().map(|flag| ("isAssignableToRole", flag.to_string())));
    if let Some((rule, state)) = text(body, "membershipRule").zip(state) {
        values.push(("membershipRule", rule.to_owned()));
        values.push(("membershipRuleProcessingState", state.to_owned()));
    }
    if mail {
        let address = address(change, store, alias, guid)?;
        values.push(("proxyAddresses", format!("SMTP:{address}")));
        values.push(("mail", address));
    }
    let mut attributes = held_values(values);
    attributes.extend(LISTS.iter().filter_map(|name| Some((schema::attribute(name)?, list(&body[*name])))));
    let domain = Dn::parse(store.domain).map_err(|error| EngineError(error.to_string()))?;
    let dn = domain.child("CN", guid);
    let object = NewObject { store: store.id, guid: guid.to_owned(), kind: Kind::Group, dn, attributes, links };
    Ok(NewGroup { object, rule: rule.filter(|_| state == Some("On")) })
}

/// Rejects properties that this service does not store.
pub(super) fn foreign(body: &Value) -> Result<(), Refusal> {
    match FOREIGN.into_iter().find(|name| !body[*name].is_null()) {
        None => Ok(()),
        Some(name) => Err(Refusal::of(name, format!("Property '{name}' is not supported by the embedded service."))),
    }
}

pub(super) fn list(value: &Value) -> Vec<ObjectValue> {
    let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.map(|text| ObjectValue::from(text.to_owned())).collect()
}

/// The visibility: by default, a Microsoft 365 group is public; a group that roles can be assigned to is always
/// private.
fn seen(body: &Value, unified: bool, roles: bool) -> Result<Option<Visibility>, Refusal> {
    let seen = text(body, "visibility").map(visibility).transpose()?;
    match seen {
        Some(Visibility::Public | Visibility::Hidden) if roles => {
            Err(Refusal::invalid("visibility", "a group that roles can be assigned to is private"))
        }
        Some(_) if !unified && !roles => Err(Refusal::invalid("visibility", "only Microsoft 365 groups have one")),
        None if roles => Ok(Some(Visibility::Private)),
        None if unified => Ok(Some(Visibility::Public)),
        seen => Ok(seen),
    }
}

/// The rule and its processing state.
fn dynamics(body: &Value, dynamic: bool) -> Result<(Option<Filter>, Option<&str>), Refusal> {
    const STATE: &str = "membershipRuleProcessingState";
    let (own, state) = (text(body, "membershipRule"), text(body, STATE));
    if !dynamic {
        let said = own.map(|_| "membershipRule").or(state.map(|_| STATE));
        return match said {
            None => Ok((None, None)),
            Some(name) => Err(Refusal::invalid(name, "only a group of the type DynamicMembership has one")),
        };
    }
    let own = own.ok_or_else(|| Refusal::required("membershipRule"))?;
    let state = state.ok_or_else(|| Refusal::required(STATE))?;
    processing(state)?;
    Ok((Some(rule::read(own)?), Some(state)))
}

/// The owners and members. If the body names no owner, the caller becomes the owner.
fn people(
    change: &dyn WriteTx,
    store: &Store,
    body: &Value,
    caller: &Found,
    nature: Nature,
) -> Result<Vec<Link>, GraphRejection> {
    let references = |relative: Relative| -> Vec<String> {
        let all = body[relative.bind()].as_array().into_iter().flatten().filter_map(Value::as_str);
        all.map(str::to_owned).collect()
    };
    let (owners, members) = (references(Relative::Owner), references(Relative::Member));
    if owners.len() + members.len() > MOST_RELATIONS {
        let relative = if members.is_empty() { Relative::Owner } else { Relative::Member };
        return Err(too_many(relative.bind()).into());
    }
    let mut owners = resolve(change, store, Relative::Owner, &owners, nature)?;
    let members = resolve(change, store, Relative::Member, &members, nature)?;
    if owners.is_empty() {
        owners.push(caller.clone());
    }
    let links = |attribute: Option<&'static Attribute>, all: Vec<Found>| {
        let link = move |found: Found| Some(Link::plain(attribute?, found.handle));
        all.into_iter().filter_map(link).collect::<Vec<_>>()
    };
    let mut all = links(Relative::Owner.attribute(), owners);
    all.extend(links(Relative::Member.attribute(), members));
    Ok(all)
}

/// The mail address made of the nickname, with digits if another object already has it.
pub(super) fn address(change: &dyn WriteTx, store: &Store, alias: &str, guid: &str) -> Result<String, EngineError> {
    let address = format!("{alias}@{}", store.mail_suffix);
    let taken = match schema::attribute("mail") {
        Some(mail) => change.has_value(store.id, mail, &address)?,
        None => false,
    };
    let digits: String = guid.chars().filter(char::is_ascii_digit).take(4).collect();
    Ok(if taken { format!("{alias}{digits}@{}", store.mail_suffix) } else { address })
}
