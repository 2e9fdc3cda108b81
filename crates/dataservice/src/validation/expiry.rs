//! Expiring a group marks it as expired as of now; renewing it takes the mark away and dates its end by its policy
//! (assumption A-83). Nothing expires by itself here, because no job runs.

use super::note_change;
use crate::clock;
use crate::collate;
use crate::directory::WriteTx;
use crate::object::{Found, Load, Object, ObjectValue, Rejection};
use crate::reasons::Reasons;
use crate::schema;
use model::wire::attributes;

/// Whether a group has expired.
const EXPIRED: &str = "IMGIsExpired";
/// After how many days a group expires.
const POLICY: &str = "XGroupExpirationPolicy";

/// Marks a group as expired; refused if it is already.
pub fn expire(change: &dyn WriteTx, store: i64, group: &Found) -> Result<(), Rejection> {
    if is_expired(&load(change, store, group)?) {
        let mut reasons = Reasons::default();
        reasons.add(EXPIRED, "This group has expired already.");
        return Err(Rejection::Refused(reasons.into()));
    }
    set(change, group, true, clock::expiration_now())
}

/// Lets a group live as long as its policy says, from today on.
pub fn renew(change: &dyn WriteTx, store: i64, group: &Found) -> Result<(), Rejection> {
    let held = load(change, store, group)?;
    let days = held.first(POLICY).and_then(collate::number).unwrap_or_default();
    set(change, group, false, clock::expiration(days))
}

/// Whether the service has marked a group as expired.
pub fn is_expired(group: &Object) -> bool {
    group.first(EXPIRED).is_some_and(|flag| flag.eq_ignore_ascii_case("true"))
}

fn load(change: &dyn WriteTx, store: i64, group: &Found) -> Result<Object, Rejection> {
    let load = Load::Names([EXPIRED, POLICY].map(str::to_owned).to_vec());
    change.load(store, &group.guid, &load)?.ok_or(Rejection::Missing)
}

fn set(change: &dyn WriteTx, group: &Found, expired: bool, date: String) -> Result<(), Rejection> {
    for (name, value) in [(EXPIRED, expired.to_string()), (attributes::EXPIRATION_DATE, date)] {
        if let Some(attribute) = schema::attribute(name) {
            change.set(group.handle, attribute, &[ObjectValue::from(value)])?;
        }
    }
    Ok(note_change(change, group)?)
}
