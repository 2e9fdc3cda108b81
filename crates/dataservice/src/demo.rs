//! The demo directory, whose content is always the same for the same size. Names, numbers and links come from a random
//! generator with a constant seed, so that a test can name what it expects to find.

pub mod accounts;
mod crowd;
mod entra;
mod groups;
mod hostile;
mod people;
mod pools;
mod rules;
mod samples;

use entra::DOMAIN as ENTRA_DOMAIN;
pub use hostile::NAMES as HOSTILE_NAMES;

use crate::directory::{Content, WriteTx};
use crate::object::{EngineError, Handle, Kind, Link, NewObject, ObjectValue, Store};
use crate::random::Random;
use crate::schema;
use model::config::StoreKind;
use model::names::Dn;

/// The id of the Active Directory store.
pub const AD: i64 = 2;
/// The id of the Entra ID store.
pub const ENTRA: i64 = 3;
/// The domain of the Active Directory store.
pub const DOMAIN: &str = "DC=demo,DC=local";

/// The content of a demo directory.
pub struct DemoDirectory {
    /// How many people the Active Directory store has; the Entra ID store has a tenth of them, but at least 40.
    pub people: usize,
    /// How many groups the Active Directory store has in addition to its usual ones; see `crowd`.
    pub groups: usize,
    /// Whether there are objects with hostile names, too.
    pub hostile: bool,
}

impl Content for DemoDirectory {
    fn stores(&self) -> Vec<Store> {
        stores()
    }

    fn fill(&self, tx: &dyn WriteTx) -> Result<(), EngineError> {
        let mut seeding = Seeding { change: tx, random: Random(0x6701_D0A1_5EED_0001) };
        let everybody = people::fill(&mut seeding, self.people)?;
        groups::fill(&mut seeding, &everybody)?;
        let olivia_of_entra = entra::fill(&mut seeding, self.people)?;
        crowd::fill(&mut seeding, &everybody, self.groups)?;
        if self.hostile {
            hostile::fill(&mut seeding, &[(AD, everybody.olivia), (ENTRA, olivia_of_entra)])?;
        }
        Ok(())
    }
}

fn stores() -> Vec<Store> {
    let ad = StoreKind::ActiveDirectory;
    vec![
        Store { id: AD, kind: ad, domain: DOMAIN, server: Some("DC.demo.local"), mail_suffix: "demo.local" },
        Store {
            id: ENTRA,
            kind: StoreKind::EntraId,
            domain: ENTRA_DOMAIN,
            server: None,
            mail_suffix: "5cjshm.onmicrosoft.com",
        },
    ]
}

/// What the functions that fill the directory share.
struct Seeding<'a> {
    change: &'a dyn WriteTx,
    random: Random,
}

impl Seeding<'_> {
    /// Inserts an object. Empty values are dropped; an attribute that the schema does not have is an error.
    fn add(&self, object: Draft<'_>) -> Result<Handle, EngineError> {
        let mut attributes: Vec<(_, Vec<ObjectValue>)> = Vec::with_capacity(object.attributes.len());
        for (name, value) in object.attributes {
            let known = schema::attribute(name).ok_or_else(|| EngineError(format!("{name} is not in the schema")))?;
            match attributes.iter_mut().find(|(held, _): &&mut (&schema::Attribute, _)| held.name == known.name) {
                Some((_, values)) => values.push(value.into()),
                None => attributes.push((known, vec![value.into()])),
            }
        }
        let Draft { store, guid, kind, dn, links, .. } = object;
        self.change.insert(&NewObject { store, guid, kind, dn, attributes, links })
    }

    fn container(&self, store: i64, text: &str) -> Result<Dn, EngineError> {
        let dn = Dn::parse(text).map_err(|error| EngineError(format!("{text}: {error}")))?;
        self.change.add_container(store, &dn)?;
        Ok(dn)
    }
}

/// An object to insert, with attributes by name.
struct Draft<'a> {
    store: i64,
    guid: String,
    kind: Kind,
    dn: Dn,
    attributes: Vec<(&'a str, String)>,
    links: Vec<Link>,
}

/// A link by the name of its attribute.
fn link(name: &str, target: Handle) -> Result<Link, EngineError> {
    let attribute = schema::attribute(name).ok_or_else(|| EngineError(format!("{name} is not in the schema")))?;
    Ok(Link::plain(attribute, target))
}
