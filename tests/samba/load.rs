//! Loads the demo directory into the domain, and reads all objects back, because the server adds and changes
//! attributes.

use super::demo::Demo;
use super::domain::{ADMINISTRATOR, BASE, PASSWORD};
use ldap3::{LdapConn, LdapError, Mod, Scope, SearchEntry};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// An LDAP connection, bound as administrator.
pub struct Ldap(LdapConn);

/// An object as the server returns it, without binary attributes; names and values are sorted.
pub struct Held {
    pub dn: String,
    pub attributes: BTreeMap<String, Vec<String>>,
}

impl Held {
    /// The values of an attribute; its name is compared ignoring case.
    pub fn values(&self, attribute: &str) -> &[String] {
        let held = self.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute));
        held.map_or(&[], |(_, values)| values)
    }
}

impl Ldap {
    pub fn connect(url: &str) -> Self {
        let mut connection = LdapConn::new(url).unwrap();
        connection.simple_bind(ADMINISTRATOR, PASSWORD).unwrap().success().unwrap();
        Self(connection)
    }

    /// The distinguished names of all objects in the domain that a filter finds.
    pub fn find(&mut self, filter: &str) -> Result<Vec<String>, LdapError> {
        Ok(self.search(BASE, filter, &["1.1"])?.into_iter().map(|entry| entry.dn).collect())
    }

    /// The objects below a container that a filter finds, with all attributes.
    pub fn read(&mut self, container: &str, filter: &str) -> Vec<Held> {
        let entries = self.search(&format!("{container},{BASE}"), filter, &["*"]).unwrap();
        let held = |entry: SearchEntry| {
            let mut attributes: BTreeMap<_, Vec<_>> = entry.attrs.into_iter().collect();
            attributes.values_mut().for_each(|values| values.sort());
            Held { dn: entry.dn, attributes }
        };
        entries.into_iter().map(held).collect()
    }

    fn search(&mut self, base: &str, filter: &str, attributes: &[&str]) -> Result<Vec<SearchEntry>, LdapError> {
        let (entries, _) = self.0.search(base, Scope::Subtree, filter, attributes)?.success()?;
        // Referrals to other partitions of the domain are no entries.
        let entries = entries.into_iter().filter(|entry| !entry.is_ref() && !entry.is_intermediate());
        Ok(entries.map(SearchEntry::construct).collect())
    }

    /// Creates all containers, users and groups, and then the links between them.
    pub fn load(&mut self, demo: &Demo) {
        let all = || demo.people.iter().chain(&demo.groups);
        let mut containers = BTreeSet::new();
        for draft in all() {
            let mut dn = parent(&draft.dn);
            while dn.starts_with("OU=") {
                // Sorted by length, so that parents come first.
                containers.insert((dn.len(), dn));
                dn = parent(dn);
            }
        }
        for (_, dn) in containers {
            self.add(dn, &[("objectClass".to_owned(), vec!["organizationalUnit".to_owned()])]);
        }
        for draft in all() {
            self.add(&draft.dn, &draft.attributes);
        }
        let known: HashSet<&str> = all().map(|draft| draft.dn.as_str()).collect();
        let is_known = |dn: &&str| known.contains(*dn);
        for draft in all() {
            let name = if draft.first("groupType").is_some() { "managedBy" } else { "manager" };
            let mut changes = Vec::new();
            if let Some(dn) = draft.superior.as_deref().filter(is_known) {
                changes.push(Mod::Add(name, HashSet::from([dn])));
            }
            let members: HashSet<&str> = draft.members.iter().map(String::as_str).filter(is_known).collect();
            if !members.is_empty() {
                changes.push(Mod::Add("member", members));
            }
            if !changes.is_empty() {
                self.change(&draft.dn, changes);
            }
        }
    }

    fn add(&mut self, dn: &str, attributes: &[(String, Vec<String>)]) {
        let values = |values: &[String]| values.iter().cloned().collect::<HashSet<_>>();
        let attributes = attributes.iter().map(|(name, held)| (name.clone(), values(held))).collect();
        let answer = self.0.add(dn, attributes).unwrap();
        answer.success().unwrap_or_else(|error| panic!("{dn}: {error}"));
    }

    fn change(&mut self, dn: &str, changes: Vec<Mod<&str>>) {
        let answer = self.0.modify(dn, changes).unwrap();
        answer.success().unwrap_or_else(|error| panic!("{dn}: {error}"));
    }
}

/// The distinguished name of an object's parent.
fn parent(dn: &str) -> &str {
    let mut escaped = false;
    for (at, letter) in dn.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' => return &dn[at + 1..],
            _ => {}
        }
    }
    ""
}
