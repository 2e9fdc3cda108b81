//! An existing group as a person edits it: what was read, what was changed, and the request that saves it
//! (part A: operation 7).
//!
//! What two values have in common is decided in `same`, the request for Microsoft Graph is made in `to_graph`.

mod attribute;
mod check;
mod owners;
mod same;
mod to_graph;

pub use owners::{OWNERS, owners, owners_attribute};

use crate::wire::lenient::{Nullable, Origin};
use crate::wire::{ActionResult, AttributeBag, AttributeValue, Attributes, DirectoryObject, UpdateGroup};
pub use attribute::{respelled, value_problem};
use same::{means_same, says_nothing};
use std::collections::BTreeMap;

/// A group that was read, and the attributes that were changed since.
///
/// Attribute names may have any letter case everywhere; they are kept as the group that was read spells them.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupEdit {
    base: DirectoryObject,
    /// The changed attributes with their new values, in the order of their names.
    changes: Vec<(String, Vec<AttributeValue>)>,
}

/// An attribute that somebody else has changed meanwhile, to other values than it has here.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The attribute, as [`GroupEdit::changed`] spells it.
    pub name: String,
    /// The values that both sides began with.
    pub base: Vec<AttributeValue>,
    /// The values in the directory now.
    pub theirs: Vec<AttributeValue>,
    /// The values that are about to be saved.
    pub mine: Vec<AttributeValue>,
}

impl GroupEdit {
    /// Starts with a group as it was read, without changes. An attribute that was not read counts as empty.
    pub fn new(base: DirectoryObject) -> Self {
        Self { base, changes: Vec::new() }
    }

    /// The group as it was read.
    pub fn base(&self) -> &DirectoryObject {
        &self.base
    }

    /// Replaces all values of an attribute. The change is dropped if the values mean the same as those of the base.
    pub fn set(&mut self, name: &str, values: Vec<AttributeValue>) {
        self.revert(name);
        if means_same(name, self.base.values(name), &values) {
            return;
        }
        let name = self.spelled(name);
        let key = name.to_ascii_lowercase();
        let at = self.changes.iter().position(|(own, _)| own.to_ascii_lowercase() > key);
        self.changes.insert(at.unwrap_or(self.changes.len()), (name, values));
    }

    /// Sets an attribute to one value; an empty text removes all values.
    pub fn set_text(&mut self, name: &str, text: &str) {
        let values = if text.is_empty() { Vec::new() } else { vec![AttributeValue::short(text, 0)] };
        self.set(name, values);
    }

    /// Drops the change of an attribute.
    pub fn revert(&mut self, name: &str) {
        self.changes.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    }

    /// Drops all changes.
    pub fn revert_all(&mut self) {
        self.changes.clear();
    }

    /// The values of an attribute: those that were set, or else those of the base.
    pub fn values(&self, name: &str) -> &[AttributeValue] {
        self.change(name).unwrap_or_else(|| self.base.values(name))
    }

    /// The first value that is not empty, as text.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.values(name).iter().find_map(AttributeValue::text)
    }

    /// Whether an attribute has other values than the base.
    pub fn is_changed(&self, name: &str) -> bool {
        self.change(name).is_some()
    }

    /// The names of the changed attributes, sorted without regard to letter case.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().map(|(name, _)| name.as_str())
    }

    /// How many attributes are changed.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The request that saves every change: short entries with `Action` 0, for the changed attributes only.
    pub fn to_patch(&self) -> UpdateGroup {
        patch(self.changes.iter().map(|(name, values)| (name.as_str(), values.as_slice())))
    }

    /// The attributes that were changed both here and, since the base was read, in the directory, to different values.
    /// `now` must have been read with the same attributes as the base, because a missing attribute counts as empty.
    pub fn against(&self, now: &DirectoryObject) -> Vec<Conflict> {
        let conflict = |(name, mine): &(String, Vec<AttributeValue>)| {
            let (base, theirs) = (self.base.values(name), now.values(name));
            let is_none = means_same(name, base, theirs) || means_same(name, theirs, mine);
            (!is_none).then(|| self.beside(name, now))
        };
        self.changes.iter().filter_map(conflict).collect()
    }

    /// The same edit of the group as it is now. Changes that the group has already are dropped; all others are kept,
    /// those of [`Self::against`] too.
    pub fn rebased(self, now: DirectoryObject) -> Self {
        let mut edit = Self::new(now);
        for (name, values) in self.changes {
            edit.set(&name, values);
        }
        edit
    }

    /// The group with the values that these attributes were changed to, as it is after they were saved.
    pub fn applied<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> DirectoryObject {
        let mut group = self.base.clone();
        if let Nullable::Is(bag) = &mut group.attributes_business_object {
            for name in self.among(names) {
                bag.attributes.set(name, self.values(name).to_vec());
            }
        }
        group
    }

    /// The edit that gives these attributes the values of the base again, after they were saved to `now`.
    pub fn inverse<'a>(&self, now: DirectoryObject, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = self.among(names);
        let mut inverse = Self::new(now);
        for name in names {
            inverse.set(name, self.base.values(name).to_vec());
        }
        inverse
    }

    /// Whether a group has, for these attributes, the values of this edit.
    pub fn is_in<'a>(&self, now: &DirectoryObject, names: impl IntoIterator<Item = &'a str>) -> bool {
        self.among(names).into_iter().all(|name| means_same(name, now.values(name), self.values(name)))
    }

    /// What was saved and still has the values of before in a group that was read afterwards: of these attributes, those
    /// that the service has accepted and not changed. `now` must be a full read of the group.
    pub fn held_back<'a>(&self, now: &DirectoryObject, names: impl IntoIterator<Item = &'a str>) -> Vec<Conflict> {
        let is_as_before = |name: &&str| {
            let theirs = now.values(name);
            means_same(name, self.base.values(name), theirs) && !means_same(name, theirs, self.values(name))
        };
        self.among(names).into_iter().filter(is_as_before).map(|name| self.beside(name, now)).collect()
    }

    /// Both versions of a changed attribute.
    fn beside(&self, name: &str, now: &DirectoryObject) -> Conflict {
        Conflict {
            name: name.to_owned(),
            base: self.base.values(name).to_vec(),
            theirs: now.values(name).to_vec(),
            mine: self.values(name).to_vec(),
        }
    }

    /// Why the service refused attributes: a message by the name of the attribute, as [`Self::changed`] spells it.
    pub fn refused(&self, result: &ActionResult) -> BTreeMap<String, String> {
        let messages = result.attribute_messages().into_iter();
        messages.map(|(name, message)| (self.own_name(&name).unwrap_or(&name).to_owned(), message)).collect()
    }

    fn change(&self, name: &str) -> Option<&[AttributeValue]> {
        self.changes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, values)| values.as_slice())
    }

    /// The changed attribute with that name.
    fn own_name(&self, name: &str) -> Option<&str> {
        self.changed().find(|own| own.eq_ignore_ascii_case(name))
    }

    /// Those of the changed attributes that are named, each once, in their order.
    fn among<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<&str> {
        let names: Vec<&str> = names.into_iter().collect();
        self.changed().filter(|own| names.iter().any(|name| own.eq_ignore_ascii_case(name))).collect()
    }

    /// The name of an attribute as the base spells it.
    fn spelled(&self, name: &str) -> String {
        let own = self.base.attributes().iter().map(|(own, _)| own).find(|own| own.eq_ignore_ascii_case(name));
        own.unwrap_or(name).to_owned()
    }
}

fn patch<'a>(changes: impl Iterator<Item = (&'a str, &'a [AttributeValue])>) -> UpdateGroup {
    let attributes: Attributes = changes.map(|(name, values)| (name.to_owned(), sent(values))).collect();
    UpdateGroup { attributes: AttributeBag::bare(attributes), origin: Origin::default() }
}

/// The entries that replace the values of an attribute. Assumption A-80: an attribute is removed by one entry with an
/// empty value, because a service may take an empty list for no change.
fn sent(values: &[AttributeValue]) -> Vec<AttributeValue> {
    let values: Vec<_> = values.iter().filter(|value| value.text().is_some()).map(short).collect();
    if values.is_empty() { vec![AttributeValue::short("", 0)] } else { values }
}

/// A short entry with the value and the notes of another entry, and with those of its members that are unknown here.
fn short(value: &AttributeValue) -> AttributeValue {
    let notes = value.attribute_collection.get().filter(|notes| !notes.values().all(says_nothing));
    AttributeValue {
        attribute_collection: notes.cloned().map_or(Nullable::Absent, Nullable::Is),
        origin: value.origin.unknown(),
        ..AttributeValue::short(value.text().unwrap_or_default(), 0)
    }
}
