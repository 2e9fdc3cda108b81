//! The rules for a new contact of Active Directory (part B: Contacts).

use crate::clock;
use crate::directory::WriteTx;
use crate::object::{Kind, NewObject, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema;
use crate::validation::{Group, held};
use model::wire::CreateContact;
use model::wire::attributes;

/// The `objectClass` of a contact.
const CLASS: &str = "contact";

/// The attributes that may be set, in addition to texts about the person.
const KNOWN: [&str; 11] = [
    attributes::GIVEN_NAME,
    attributes::DISPLAY_NAME,
    attributes::SURNAME,
    attributes::MAIL,
    attributes::PROXY_ADDRESSES,
    attributes::COMMON_NAME,
    attributes::NAME,
    attributes::OBJECT_CLASS,
    "objectType",
    attributes::CONTAINER,
    "ContainerDistinguishedName",
];

/// Validates a new contact. Returns the object to insert, or every reason why it is refused.
pub fn new_contact(
    change: &dyn WriteTx,
    store: &Store,
    body: &CreateContact,
    guid: &str,
) -> Result<NewObject, Rejection> {
    let given = &body.attributes.attributes;
    let mut contact = Group { change, store, attributes: given, reasons: Reasons::default() };
    contact.attributes_of_user(&KNOWN);
    for attribute in [attributes::GIVEN_NAME, attributes::SURNAME] {
        contact.person_name(attribute);
    }
    for attribute in [attributes::OBJECT_CLASS, "objectType"] {
        if let Some(other) = contact.first(attribute).filter(|class| !class.eq_ignore_ascii_case(CLASS)) {
            contact.reasons.add(attribute, format!("{other} is no class of a contact."));
        }
    }
    let name = contact.common_name();
    let container = contact.container(&body.container)?;
    let dn = container.map(|container| container.child("CN", &name)).filter(|_| !name.is_empty());
    if let Some(dn) = &dn
        && change.is_taken(store.id, dn)?
    {
        contact
            .reasons
            .taken(attributes::COMMON_NAME, format!("An object named {name} already exists in this container."));
    }
    let addresses = contact.addresses()?;
    let Some(dn) = dn.filter(|_| contact.reasons.is_empty()) else {
        return Err(Rejection::Refused(contact.reasons.into()));
    };
    let mut values = vec![
        (attributes::OBJECT_CLASS, CLASS.to_owned()),
        (attributes::NAME, name.clone()),
        (attributes::COMMON_NAME, name.clone()),
        (attributes::DISPLAY_NAME, contact.first(attributes::DISPLAY_NAME).unwrap_or(&name).to_owned()),
        (attributes::WHEN_CREATED, clock::generalized()),
    ];
    values.extend(contact.kept(&[attributes::GIVEN_NAME, attributes::SURNAME, attributes::MAIL]));
    let mut own = held(values);
    own.extend(schema::attribute(attributes::PROXY_ADDRESSES).map(|attribute| (attribute, addresses)));
    Ok(NewObject {
        store: store.id,
        guid: guid.to_owned(),
        kind: Kind::Contact,
        dn,
        attributes: own,
        links: Vec::new(),
    })
}
