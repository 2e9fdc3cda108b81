//! Who may change a group: its primary owner, its additional owners, the members of a group that owns it, and
//! administrators (assumption A-52). Nobody else can delete it, change it or have its members computed. Users and
//! contacts are changed by themselves and by administrators, and deleted by administrators alone.

use crate::clock;
use crate::directory::ReadTx;
use crate::object::{EngineError, Found, Load, Object, ObjectValue, Rejection};
use model::wire::attributes;
use model::wire::codes::{
    AD_ADDITIONAL_OWNERS, AD_MEMBERS, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType,
};
use std::collections::HashSet;

/// The attribute with the primary owner.
const OWNER: &str = "managedBy";

/// The attributes by which an administrator is recognised.
const TELLING: [&str; 2] = [attributes::SAM_ACCOUNT_NAME, "directoryrole"];

/// The account that every domain has from the beginning.
const BUILT_IN: &str = "Administrator";

/// The role of Entra ID that may do everything.
pub const ADMINISTRATOR_ROLE: &str = "Global Administrator";

/// Rejects a caller who may not change a group; `user` is the object id of the caller.
pub fn check_rights(look: &(impl ReadTx + ?Sized), store: i64, user: &str, group: &Found) -> Result<(), Rejection> {
    if may_change(look, store, user, group)? { Ok(()) } else { Err(Rejection::Denied) }
}

/// Rejects a caller who is no administrator.
pub fn check_administrator(look: &(impl ReadTx + ?Sized), store: i64, user: &str) -> Result<(), Rejection> {
    let load = Load::Names(TELLING.map(str::to_owned).to_vec());
    let who = look.load(store, user, &load)?;
    if who.is_some_and(|who| is_administrator(&who)) { Ok(()) } else { Err(Rejection::Denied) }
}

/// Rejects a caller who may not change a user or contact: people may change themselves, administrators anybody.
pub fn check_person_rights(
    look: &(impl ReadTx + ?Sized),
    store: i64,
    user: &str,
    person: &Found,
) -> Result<(), Rejection> {
    if person.guid == user { Ok(()) } else { check_administrator(look, store, user) }
}

/// Whether a user may change a group.
pub fn may_change(look: &(impl ReadTx + ?Sized), store: i64, user: &str, group: &Found) -> Result<bool, EngineError> {
    let load = Load::Names(TELLING.map(str::to_owned).to_vec());
    let Some(who) = look.load(store, user, &load)? else { return Ok(false) };
    Ok(is_administrator(&who) || owns(look, store, &who.found, group)?)
}

fn is_administrator(user: &Object) -> bool {
    let [built_in, role] = TELLING.map(|name| user.first(name).unwrap_or_default());
    built_in.eq_ignore_ascii_case(BUILT_IN) || role.eq_ignore_ascii_case(ADMINISTRATOR_ROLE)
}

fn owns(look: &(impl ReadTx + ?Sized), store: i64, who: &Found, group: &Found) -> Result<bool, EngineError> {
    let mut next = names(look, store, &group.guid, &[OWNER, AD_ADDITIONAL_OWNERS])?;
    let mut seen = HashSet::new();
    // Groups can contain each other, so each is visited once.
    while let Some(owner) = next.pop() {
        if owner.eq_ignore_ascii_case(&who.dn) {
            return Ok(true);
        }
        if seen.insert(owner.clone()) {
            next.extend(names(look, store, &owner, &[AD_MEMBERS])?);
        }
    }
    Ok(false)
}

/// The distinguished names that an object has in these attributes.
fn names(
    look: &(impl ReadTx + ?Sized),
    store: i64,
    object: &str,
    attributes: &[&str],
) -> Result<Vec<String>, EngineError> {
    let load = Load::Names(attributes.iter().map(|name| (*name).to_owned()).collect());
    let object = look.load(store, object, &load)?;
    let held = object.iter().flat_map(|object| attributes.iter().flat_map(|name| object.all(name)));
    Ok(held.filter(|held| is_in_force(held)).map(|held| held.value.clone()).collect())
}

/// Whether an object that a link refers to is really in that role at present: a member who joins later, or who is out of
/// the group for a time, owns nothing through it.
fn is_in_force(held: &ObjectValue) -> bool {
    let kind = MembershipType::from_wire(held.note(MEMBERSHIP_TYPE).unwrap_or_default());
    let now = clock::now();
    let [begins, ends] = [MEMBERSHIP_BEGIN, MEMBERSHIP_END].map(|name| held.note(name).unwrap_or_default());
    match kind {
        Some(MembershipType::Permanent) => true,
        Some(MembershipType::Temporary) => begins <= now.as_str() && now.as_str() <= ends,
        Some(kind) => kind.is_in_force(),
        None => false,
    }
}
