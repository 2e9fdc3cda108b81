//! The lists of people in a draft. Many are added at once, one is removed at a time, and both can be undone.

use super::{GroupDraft, Member, Membership, Owner, Principal};
use crate::wire::ObjectId;
use std::collections::{HashMap, HashSet};

/// An entry of such a list.
pub trait Listed {
    /// The object that the entry is about.
    fn who(&self) -> &Principal;
}

impl Listed for Principal {
    fn who(&self) -> &Principal {
        self
    }
}

impl Listed for Member {
    fn who(&self) -> &Principal {
        &self.who
    }
}

impl Listed for Owner {
    fn who(&self) -> &Principal {
        &self.who
    }
}

/// The result of adding many people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Added {
    /// The ids of those who are new, in order.
    pub ids: Vec<ObjectId>,
    /// How many were in the list already.
    pub known: usize,
}

/// The order of a list, including people who were removed. They return to their places whichever removal is undone
/// first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order(Vec<ObjectId>);

impl Order {
    /// Removes an object from a list and remembers its place.
    pub fn remove<T: Listed>(&mut self, list: &mut Vec<T>, id: &ObjectId) -> Option<T> {
        let at = position(list, id)?;
        let held: HashSet<&ObjectId> = self.0.iter().collect();
        let new = list.iter().map(|entry| &entry.who().id).filter(|id| !held.contains(id));
        let new: Vec<ObjectId> = new.cloned().collect();
        self.0.extend(new);
        Some(list.remove(at))
    }

    /// Puts an entry back in its place; returns false if the list contains it again already.
    pub fn put_back<T: Listed>(&self, list: &mut Vec<T>, entry: T) -> bool {
        if position(list, &entry.who().id).is_some() {
            return false;
        }
        let ranks: HashMap<&ObjectId, usize> = self.0.iter().enumerate().map(|(rank, id)| (id, rank)).collect();
        // Entries that were added later have no rank and stay at the end.
        let rank = |entry: &T| ranks.get(&entry.who().id).copied().unwrap_or(usize::MAX);
        let own = rank(&entry);
        let at = list.iter().position(|other| rank(other) > own).unwrap_or(list.len());
        list.insert(at, entry);
        true
    }
}

/// Removes all of these from a list, which undoes an addition whatever else has changed since.
pub fn remove_all<T: Listed>(list: &mut Vec<T>, ids: &[ObjectId]) {
    let ids: HashSet<&ObjectId> = ids.iter().collect();
    list.retain(|entry| !ids.contains(&entry.who().id));
}

fn position<T: Listed>(list: &[T], id: &ObjectId) -> Option<usize> {
    list.iter().position(|entry| entry.who().id == *id)
}

impl GroupDraft {
    /// Adds permanent members; those who are members already are not changed.
    pub fn add_members(&mut self, people: Vec<Principal>) -> Added {
        let mut held: HashSet<ObjectId> = self.members.iter().map(|member| member.who.id.clone()).collect();
        let mut added = Added::default();
        for who in people {
            if held.insert(who.id.clone()) {
                added.ids.push(who.id.clone());
                self.members.push(Member { who, membership: Membership::Permanent });
            } else {
                added.known += 1;
            }
        }
        added
    }
}

impl Principal {
    /// Whether each word of a text occurs in the name, the title or the mail address, ignoring letter case.
    pub fn is_about(&self, text: &str) -> bool {
        let own = format!("{}\n{}\n{}", self.name, self.title, self.mail).to_lowercase();
        text.to_lowercase().split_whitespace().all(|word| own.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, Order, Principal, remove_all};
    use crate::wire::attributes;
    use crate::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};

    fn person(name: &str) -> Principal {
        let mut attributes = Attributes::new();
        attributes.set(attributes::TITLE, vec![AttributeValue::answered("Engineer")]);
        attributes.set(attributes::MAIL, vec![AttributeValue::answered("somebody@demo.local")]);
        attributes.set(attributes::DISPLAY_NAME, vec![AttributeValue::answered(name)]);
        Principal::of(&DirectoryObject::answered(ObjectId::new(name), StoreId(1), "user", name, attributes))
    }

    fn list(names: &str) -> Vec<Principal> {
        names.chars().map(|name| person(&name.to_string())).collect()
    }

    fn names(list: &[Principal]) -> String {
        list.iter().map(|entry| entry.who().name.as_str()).collect()
    }

    /// Any three removals from a list of six, undone in any order, restore the list.
    #[test]
    fn removals_are_undone_in_any_order() {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for picks in (0..6 * 5 * 4).map(|n| [n % 6, n / 6 % 5, n / 30]) {
            for back in orders {
                let (mut people, mut order) = (list("ABCDEF"), Order::default());
                let mut removed = Vec::new();
                for pick in picks {
                    let id = people[pick].id.clone();
                    removed.push(order.remove(&mut people, &id).unwrap());
                }
                people.push(person("G"));
                for at in back {
                    assert!(order.put_back(&mut people, removed[at].clone()));
                }
                assert_eq!(names(&people), "ABCDEFG", "{picks:?} back in the order {back:?}");
            }
        }
    }

    #[test]
    fn who_came_back_by_another_way_is_not_put_back_twice() {
        let (mut people, mut order) = (list("AB"), Order::default());
        let removed = order.remove(&mut people, &ObjectId::new("A")).unwrap();
        assert_eq!(order.remove(&mut people, &ObjectId::new("A")), None);
        people.push(person("A"));
        assert!(!order.put_back(&mut people, removed));
        assert_eq!(names(&people), "BA");
    }

    #[test]
    fn an_addition_is_undone_alone() {
        let mut people = list("ABCD");
        let ids = [ObjectId::new("B"), ObjectId::new("D"), ObjectId::new("Z")];
        remove_all(&mut people, &ids);
        assert_eq!(names(&people), "AC");
    }

    #[test]
    fn a_filter_finds_words_in_any_order() {
        let ann = person("Ann Lee");
        for text in ["", "lee", "LEE ann", "engineer ann", "demo.local"] {
            assert!(ann.is_about(text), "{text}");
        }
        assert!(!ann.is_about("ann smith"));
    }
}
