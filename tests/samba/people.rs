//! All objects as the server returns them, and how the evaluator sees them.

use super::load::{Held, Ldap};
use model::config::{AttributeConfig, Syntax};
use model::criteria::Entry;
use model::names::Dn;
use std::collections::{BTreeSet, HashMap};

/// The containers whose objects are compared.
pub const CONTAINERS: [&str; 2] = ["OU=People", "OU=Groups"];

/// All users and groups.
pub struct Everybody {
    held: Vec<Held>,
    /// Indices by normalised distinguished name.
    places: HashMap<String, usize>,
    /// Indices by distinguished name as the server spells it.
    spelled: HashMap<String, usize>,
    /// For each link attribute, the indices of the objects that each object refers to.
    links: HashMap<String, Vec<Vec<usize>>>,
}

/// One object, as the evaluator sees it.
pub struct Person<'a> {
    pub held: &'a Held,
    place: usize,
    everybody: &'a Everybody,
}

impl Everybody {
    pub fn read(ldap: &mut Ldap, attributes: &[AttributeConfig]) -> Self {
        let mut held = Vec::new();
        for container in CONTAINERS {
            held.extend(ldap.read(container, "(|(objectClass=user)(objectClass=group))"));
        }
        // The server's order depends on random ids; sorting makes the rules the same in every run.
        held.sort_by(|one, other| one.dn.cmp(&other.dn));
        let places: HashMap<_, _> = held.iter().enumerate().map(|(place, held)| (key(&held.dn), place)).collect();
        let names = attributes.iter().filter(|attribute| attribute.syntax.is_dn()).map(|attribute| &attribute.name);
        let of = |held: &Held, name: &str| held.values(name).iter().map(|dn| places[&key(dn)]).collect();
        let of_all = |name: &String| (name.clone(), held.iter().map(|held| of(held, name)).collect());
        let links = names.map(of_all).collect();
        let spelled = held.iter().enumerate().map(|(place, held)| (held.dn.clone(), place)).collect();
        Self { held, places, spelled, links }
    }

    pub fn all(&self) -> impl Iterator<Item = Person<'_>> {
        (0..self.held.len()).map(|place| self.at(place))
    }

    /// The object with this distinguished name, as the server spells it.
    pub fn named(&self, dn: &str) -> Option<&Held> {
        self.spelled.get(dn).map(|place| &self.held[*place])
    }

    fn at(&self, place: usize) -> Person<'_> {
        Person { held: &self.held[place], place, everybody: self }
    }

    /// All values of an attribute in all objects, with repetitions.
    pub fn values(&self, attribute: &str) -> Vec<&str> {
        self.held.iter().flat_map(|held| held.values(attribute)).map(String::as_str).collect()
    }

    /// Whether server and evaluator sort an attribute's values alike; for non-ASCII letters they need not (assumption
    ///
    pub fn has_an_order(&self, attribute: &AttributeConfig) -> bool {
        attribute.syntax != Syntax::String || self.values(&attribute.name).iter().all(|value| value.is_ascii())
    }

    /// The objects that are referred to indirectly or, if there are none, directly.
    pub fn targets(&self, attribute: &str) -> Vec<&str> {
        let links = &self.links[attribute];
        let all: Vec<usize> = links.iter().flatten().copied().collect();
        let targets: BTreeSet<usize> = all.iter().flat_map(|place| &links[*place]).copied().collect();
        let targets = if targets.is_empty() { all } else { targets.into_iter().collect() };
        targets.into_iter().map(|place| self.held[place].dn.as_str()).collect()
    }
}

fn key(dn: &str) -> String {
    Dn::parse(dn).unwrap().normalized()
}

impl Entry for Person<'_> {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        self.held.values(attribute).iter().for_each(|value| each(value));
    }

    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool> {
        let links = &self.everybody.links[attribute];
        let target = self.everybody.places.get(&target.normalized());
        let mut seen = BTreeSet::new();
        let mut next = vec![self.place];
        while let Some(place) = next.pop() {
            next.extend(links[place].iter().filter(|place| seen.insert(**place)));
        }
        Some(target.is_some_and(|target| seen.contains(target)))
    }
}
