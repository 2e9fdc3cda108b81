//! The rules that groups and users must satisfy. The portal checks the same before it sends a request (`model::group`,
//! `model::user`); here they are checked again, against the directory, within the transaction that makes the change.

mod change;
mod entra;
mod expiry;
pub mod graph;
mod membership;
mod naming;
mod people;
mod rights;
mod user;

pub use change::change_group;
pub use expiry::{expire, renew};
pub use membership::Membership;
pub use rights::{ADMINISTRATOR_ROLE, check_administrator, check_person_rights, check_rights, may_change};
pub use user::{NewUser, change_person, new_contact, new_user};

use crate::directory::WriteTx;
use crate::membership::{Managed, MemberRules};
use crate::object::{EngineError, Found, Kind, NewObject, ObjectValue, Rejection, Store};
use crate::reasons::Reasons;
use crate::smart_groups::{self, Rule};
use crate::{clock, schema};
use model::config::StoreKind;
use model::wire::attributes;
use model::wire::codes::{AD_MEMBERS, AdGroupType, CLASS_GROUP, SMART_INFO};
use model::wire::{Attributes, CreateGroup};

/// Attributes of a new group that the caller may set and that are stored unchanged.
const KEPT: [&str; 6] = [
    attributes::DISPLAY_NAME,
    attributes::DESCRIPTION,
    "info",
    "objectCategory",
    "XGroupExpirationPolicy",
    attributes::EXPIRATION_DATE,
];
/// The same, for smart groups only.
const KEPT_OF_SMART: [&str; 2] = ["SmartGroupMainType", "UpdateOptions"];
/// Attributes that the caller may send but that are not stored.
const IGNORED: [&str; 4] = ["identityStoreId", "UpdateOptions", "enableofficefeatures", "objectType"];
/// Attributes that are checked one by one.
const READ: [&str; 15] = [
    "name",
    "CN",
    attributes::SAM_ACCOUNT_NAME,
    attributes::OBJECT_CLASS,
    attributes::GROUP_TYPE,
    "XGroupScope",
    attributes::SECURITY_TYPE,
    attributes::MANAGED_BY,
    attributes::MAIL_NICKNAME,
    "XAdditionalOwner",
    "member",
    attributes::MANAGED_GROUP_TYPE,
    "ContainerDistinguishedName",
    "container",
    attributes::MAIL,
];

fn among(list: &[&str], name: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A request that is being validated.
struct Group<'a> {
    change: &'a dyn WriteTx,
    store: &'a Store,
    attributes: &'a Attributes,
    reasons: Reasons,
}

impl<'a> Group<'a> {
    fn first(&self, name: &str) -> Option<&'a str> {
        self.attributes.first(name)
    }
}

/// Validates the body of operations 1 to 4. Returns the group to insert, or every reason why it is refused.
pub fn new_group(
    change: &dyn WriteTx,
    store: &Store,
    body: &CreateGroup,
    managed: Managed,
    guid: &str,
) -> Result<NewObject, Rejection> {
    let attributes = body.attributes();
    let mut group = Group { change, store, attributes, reasons: Reasons::default() };
    if store.kind != StoreKind::ActiveDirectory {
        return group.of_entra(body, managed, guid);
    }
    group.known_attributes(managed);
    let dn = group.place(body)?;
    let sam = group.sam()?;
    let kind = group.kind(managed);
    let security = group.security();
    let mail = group.mail(kind)?;
    let mut links = group.owners()?;
    let member_rules = kind.map(|kind| MemberRules::Scope(kind.scope));
    let mut rule = None;
    match managed {
        Managed::Static => links.extend(group.members(AD_MEMBERS, member_rules)?.into_iter().map(|(_, link)| link)),
        Managed::Smart => {
            rule = Rule::read(change, store, attributes, &mut group.reasons)?;
            if let (Some(rule), Some(member_rules)) = (&rule, member_rules) {
                rule.check_members(None, member_rules, &mut group.reasons);
            }
        }
    }
    let (Some(dn), Some(kind), true) = (dn, kind, group.reasons.is_empty()) else {
        return Err(Rejection::Refused(group.reasons.into()));
    };
    let mut new = NewObject {
        store: store.id,
        guid: guid.to_owned(),
        kind: Kind::Group,
        dn,
        attributes: group.own_values(body, managed, kind, sam, security.wire(), mail),
        links,
    };
    if let Some(rule) = rule {
        new.attributes.extend(rule.values());
        new.links.extend(rule.links());
    }
    Ok(new)
}

impl Group<'_> {
    /// Adds reasons for attributes that the schema does not have, that the caller may not set, or that have too many
    /// values.
    fn known_attributes(&mut self, managed: Managed) {
        for (name, values) in self.attributes.iter() {
            let is_usual = among(&KEPT, name) || among(&IGNORED, name) || among(&READ, name);
            let is_smart = among(&KEPT_OF_SMART, name) || among(&smart_groups::ATTRIBUTES, name);
            let fits = match managed {
                Managed::Static => is_usual,
                Managed::Smart => (is_usual || is_smart) && !name.eq_ignore_ascii_case("member"),
            };
            match schema::attribute(name) {
                None => self.reasons.unknown(name),
                Some(_) if !fits => {
                    self.reasons.add(name, format!("{name} cannot be set on a new {} group.", managed.name()));
                }
                Some(known) => self.reasons.count(known, values),
            }
        }
    }

    /// The attribute values to store for a new group, except its rule.
    fn own_values(
        &self,
        body: &CreateGroup,
        managed: Managed,
        kind: AdGroupType,
        sam: String,
        security: &str,
        mail: Option<String>,
    ) -> Vec<(&'static schema::Attribute, Vec<ObjectValue>)> {
        let name = body.group_name.clone();
        let mut values = vec![
            (attributes::OBJECT_CLASS, CLASS_GROUP.to_owned()),
            ("name", name.clone()),
            ("CN", name),
            (attributes::SAM_ACCOUNT_NAME, sam),
            (attributes::GROUP_TYPE, kind.code().to_string()),
            ("XGroupScope", kind.scope.wire().to_owned()),
            (attributes::SECURITY_TYPE, security.to_owned()),
            (attributes::MANAGED_GROUP_TYPE, managed.code().to_owned()),
            (attributes::WHEN_CREATED, clock::generalized()),
            ("whenChanged", clock::generalized()),
        ];
        if let Some(nickname) = mail {
            let address = format!("{nickname}@{}", self.store.mail_suffix);
            values.push((attributes::MAIL_NICKNAME, nickname));
            values.push((attributes::PROXY_ADDRESSES, format!("SMTP:{address}")));
            values.push((attributes::MAIL, address));
        }
        let of_smart: &[&str] = if managed == Managed::Smart { &KEPT_OF_SMART } else { &[] };
        for name in KEPT.iter().chain(of_smart) {
            let default = match *name {
                "XGroupExpirationPolicy" => Some("0"),
                attributes::EXPIRATION_DATE => Some(schema::NEVER),
                "info" if managed == Managed::Smart => Some(SMART_INFO),
                _ => None,
            };
            values.extend(self.first(name).or(default).map(|text| (*name, text.to_owned())));
        }
        held(values)
    }
}

/// Dates the last change of a group to now.
fn note_change(change: &dyn WriteTx, group: &Found) -> Result<(), EngineError> {
    match schema::attribute("whenChanged") {
        Some(attribute) => change.set(group.handle, attribute, &[ObjectValue::from(clock::generalized())]),
        None => Ok(()),
    }
}

/// One value for each attribute that the schema has.
fn held(values: Vec<(&str, String)>) -> Vec<(&'static schema::Attribute, Vec<ObjectValue>)> {
    let known = |(name, value)| Some((schema::attribute(name)?, vec![ObjectValue::from(value)]));
    values.into_iter().filter_map(known).collect()
}
