//! The people whose ids the samples of operation 14 contain, so that the samples can be sent unchanged.

use super::{Draft, ENTRA, ENTRA_DOMAIN, Seeding};
use crate::object::{EngineError, Kind};
use model::wire::attributes;

/// Id, first name, family name, department, title.
const PEOPLE: [(&str, &str, &str, &str, &str); 6] = [
    ("26be1845-4119-4801-a799-aea79d09f1a2", "Omar", "Operations", "Operations", "Head of Operations"),
    ("ff7cb387-6688-423c-8188-3da9532a73cc", "Fiona", "Field", "Operations", "Field Engineer"),
    ("69456242-0067-49d3-ba96-9de6f2728e14", "Nadia", "Nightshift", "Operations", "Shift Lead"),
    ("99e44b05-c10b-4e95-a523-e2732bbaba1e", "Rita", "Roles", "Information Technology", "Identity Architect"),
    ("6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0", "Hugo", "Helpdesk", "Information Technology", "Helpdesk Analyst"),
    ("4562bcc8-c436-4f95-b7c0-4f8ce89dca5e", "Sara", "Support", "Information Technology", "Support Engineer"),
];

/// Adds these people. Nothing here is random, so that the rest of the demo does not change.
pub fn fill(seeding: &Seeding<'_>) -> Result<(), EngineError> {
    let domain = seeding.container(ENTRA, ENTRA_DOMAIN)?;
    for (guid, given, family, department, title) in PEOPLE {
        let display = format!("{given} {family}");
        let logon = format!("{given}.{family}").to_lowercase();
        let address = format!("{logon}@5cjshm.onmicrosoft.com");
        let attributes = vec![
            (attributes::OBJECT_CLASS, "user".to_owned()),
            ("objectType", "user".to_owned()),
            ("name", display.clone()),
            (attributes::DISPLAY_NAME, display),
            (attributes::GIVEN_NAME, given.to_owned()),
            ("surname", family.to_owned()),
            (attributes::USER_PRINCIPAL_NAME, address.clone()),
            ("LogonName", logon.clone()),
            (attributes::MAIL, address),
            (attributes::MAIL_NICKNAME, logon),
            (attributes::DEPARTMENT, department.to_owned()),
            ("title", title.to_owned()),
            ("company", "Demo Corporation".to_owned()),
            ("usageLocation", "US".to_owned()),
            ("userType", "Member".to_owned()),
            ("accountenabled", "true".to_owned()),
            ("directoryrole", "User".to_owned()),
        ];
        let dn = domain.child("CN", guid);
        let draft = Draft { store: ENTRA, guid: guid.to_owned(), kind: Kind::User, dn, attributes, links: Vec::new() };
        seeding.add(draft)?;
    }
    Ok(())
}
