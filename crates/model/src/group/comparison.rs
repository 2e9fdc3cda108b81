//! Compares two lists of members.

use super::Principal;
use crate::wire::ObjectId;
use std::collections::{HashMap, HashSet};

/// Who is in one list, in the other, and in both; each in the order of its list, and each object once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    pub only_left: Vec<Principal>,
    /// As the left list has them.
    pub both: Vec<Principal>,
    pub only_right: Vec<Principal>,
}

impl Comparison {
    /// Two objects are the same by id, or by distinguished name where one of them is known only by that.
    pub fn of(left: Vec<Principal>, right: Vec<Principal>) -> Self {
        let (left, right) = (once(left), once(right));
        let in_right = Known::of(&right);
        let in_left = Known::of(&left);
        let only_right = right.iter().filter(|who| !in_left.has(who)).cloned().collect();
        let (both, only_left) = left.into_iter().partition(|who| in_right.has(who));
        Self { only_left, both, only_right }
    }
}

/// A list without repetitions.
fn once(list: Vec<Principal>) -> Vec<Principal> {
    let mut seen = HashSet::new();
    list.into_iter().filter(|who| seen.insert(who.id.clone())).collect()
}

/// The objects of a list, to be found quickly.
struct Known {
    ids: HashSet<ObjectId>,
    names: HashMap<String, ObjectId>,
}

impl Known {
    fn of(list: &[Principal]) -> Self {
        let named = list.iter().filter(|who| !who.dn.is_empty());
        Self {
            ids: list.iter().map(|who| who.id.clone()).collect(),
            names: named.map(|who| (who.dn.to_lowercase(), who.id.clone())).collect(),
        }
    }

    fn has(&self, who: &Principal) -> bool {
        self.ids.contains(&who.id) || !who.dn.is_empty() && self.names.contains_key(&who.dn.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Principal};
    use crate::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId, attributes};

    fn person(id: &str, dn: &str) -> Principal {
        let mut own = Attributes::new();
        own.set(attributes::DISTINGUISHED_NAME, vec![AttributeValue::answered(dn)]);
        Principal::of(&DirectoryObject::answered(ObjectId::new(id), StoreId(1), "user", id, own))
    }

    fn ids(list: &[Principal]) -> Vec<&str> {
        list.iter().map(|who| who.id.as_str()).collect()
    }

    #[test]
    fn everybody_is_in_one_part_once() {
        let left = ["a", "b", "c", "b"].map(|id| person(id, "")).to_vec();
        let right = ["c", "d", "a", "d"].map(|id| person(id, "")).to_vec();
        let parts = Comparison::of(left, right);
        assert_eq!(
            (ids(&parts.only_left), ids(&parts.both), ids(&parts.only_right)),
            (vec!["b"], vec!["a", "c"], vec!["d"])
        );
    }

    #[test]
    fn who_is_known_by_name_only_is_the_same_object() {
        let left = vec![person("g-1", "CN=Ann,DC=x")];
        let right = vec![person("cn=ann,dc=x", "cn=ann,dc=X")];
        let parts = Comparison::of(left, right);
        assert_eq!((parts.only_left.len(), parts.both.len(), parts.only_right.len()), (0, 1, 0));
        // Objects of Microsoft Graph have no distinguished names, and are not the same for that.
        let parts = Comparison::of(vec![person("a", "")], vec![person("b", "")]);
        assert_eq!((parts.only_left.len(), parts.both.len(), parts.only_right.len()), (1, 0, 1));
    }

    #[test]
    fn long_lists_are_compared_quickly() {
        let list =
            |from: usize| (from..from + 50_000).map(|n| person(&n.to_string(), &format!("CN={n},DC=x"))).collect();
        let parts = Comparison::of(list(0), list(25_000));
        assert_eq!((parts.only_left.len(), parts.both.len(), parts.only_right.len()), (25_000, 25_000, 25_000));
    }
}
