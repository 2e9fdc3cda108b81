//! Everyone in a group, with the groups in it resolved: each group is read once, so that groups in groups in circles come
//! to an end, and each person is named with the way by which they are in.

use super::Principal;
use crate::wire::ObjectId;
use crate::wire::object::ObjectKind;
use std::collections::{HashMap, VecDeque};

/// Somebody who is in the group, directly or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insider {
    pub who: Principal,
    /// The groups through which they are in, from the outermost; empty for a direct member. Of several ways it is a
    /// shortest one.
    pub way: Vec<String>,
}

/// A group that was met.
#[derive(Debug, Clone)]
struct Met {
    name: String,
    id: ObjectId,
    /// The group through which it was met first; none for the one that is asked about.
    through: Option<usize>,
    /// The groups that are its members.
    members: Vec<usize>,
}

/// The search for everyone. The portal reads the members of [`Everyone::next`], and tells them by [`Everyone::found`] and
/// [`Everyone::finished`].
#[derive(Debug, Clone)]
pub struct Everyone {
    groups: Vec<Met>,
    places: HashMap<ObjectId, usize>,
    /// Groups whose members are not read yet.
    waiting: VecDeque<usize>,
    known: HashMap<ObjectId, usize>,
    insiders: Vec<Insider>,
}

impl Everyone {
    /// Nobody is found yet.
    pub fn new(group: ObjectId, name: String) -> Self {
        let root = Met { name, id: group.clone(), through: None, members: Vec::new() };
        Self {
            groups: vec![root],
            places: HashMap::from([(group, 0)]),
            waiting: VecDeque::from([0]),
            known: HashMap::new(),
            insiders: Vec::new(),
        }
    }

    /// The group whose members are to be read; none if everyone is found.
    pub fn next(&self) -> Option<&ObjectId> {
        self.waiting.front().and_then(|at| self.groups.get(*at)).map(|group| &group.id)
    }

    /// Takes members of the group that [`Everyone::next`] names: all of them, or a page.
    pub fn found(&mut self, members: Vec<Principal>) {
        let Some(at) = self.waiting.front().copied() else { return };
        for who in members {
            if who.kind == ObjectKind::Group {
                self.meet(at, who);
            } else if !self.known.contains_key(&who.id) {
                self.known.insert(who.id.clone(), self.insiders.len());
                self.insiders.push(Insider { who, way: self.way(at) });
            }
        }
    }

    /// All members of that group were told.
    pub fn finished(&mut self) {
        self.waiting.pop_front();
    }

    /// Everybody who was found, direct members first.
    pub fn insiders(&self) -> &[Insider] {
        &self.insiders
    }

    /// How many groups were met in the group.
    pub fn nested(&self) -> usize {
        self.groups.len() - 1
    }

    fn meet(&mut self, at: usize, who: Principal) {
        let place = match self.places.get(&who.id) {
            Some(place) => *place,
            None => {
                let place = self.groups.len();
                self.places.insert(who.id.clone(), place);
                self.groups.push(Met { name: who.name, id: who.id, through: Some(at), members: Vec::new() });
                self.waiting.push_back(place);
                place
            }
        };
        if let Some(group) = self.groups.get_mut(at).filter(|group| !group.members.contains(&place)) {
            group.members.push(place);
        }
    }

    /// The names of the groups between the one that is asked about and its inner one, which is the last.
    fn way(&self, mut at: usize) -> Vec<String> {
        let mut way = Vec::new();
        while let Some((group, through)) = self.groups.get(at).and_then(|group| Some((group, group.through?))) {
            way.push(group.name.clone());
            at = through;
        }
        way.reverse();
        way
    }

    /// Groups that contain each other in a circle, each circle as the names on one way around it. Two ways to the same
    /// group are no circle.
    pub fn rings(&self) -> Vec<Vec<String>> {
        let mut rings = Vec::new();
        let mut told = vec![false; self.groups.len()];
        for start in 0..self.groups.len() {
            let is_told = told.get(start).copied().unwrap_or_default();
            if let Some(ring) = (!is_told).then(|| self.way_back(start)).flatten() {
                for at in &ring {
                    if let Some(told) = told.get_mut(*at) {
                        *told = true;
                    }
                }
                rings.push(ring.iter().filter_map(|at| self.groups.get(*at)).map(|group| group.name.clone()).collect());
            }
        }
        rings
    }

    /// A shortest way from a group through its members back to it.
    fn way_back(&self, start: usize) -> Option<Vec<usize>> {
        let mut from: HashMap<usize, usize> = HashMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            for next in self.groups.get(at).map(|group| group.members.as_slice()).unwrap_or_default() {
                if *next == start {
                    let mut ring = vec![at];
                    let mut step = at;
                    while step != start {
                        step = *from.get(&step)?;
                        ring.push(step);
                    }
                    ring.reverse();
                    return Some(ring);
                }
                if !from.contains_key(next) {
                    from.insert(*next, at);
                    open.push_back(*next);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Everyone;
    use crate::group::Principal;
    use crate::wire::{Attributes, DirectoryObject, ObjectId, StoreId};

    /// Groups have capital letters, people small ones.
    fn object(name: &str) -> Principal {
        let class = if name.chars().all(char::is_uppercase) { "group" } else { "user" };
        Principal::of(&DirectoryObject::answered(ObjectId::new(name), StoreId(1), class, name, Attributes::new()))
    }

    /// Reads all, with the members of each group; `most` groups may be read.
    fn read(root: &str, groups: &[(&str, &str)], most: usize) -> Everyone {
        let mut all = Everyone::new(ObjectId::new(root), root.to_owned());
        let mut count = 0;
        while let Some(id) = all.next().cloned() {
            count += 1;
            assert!(count <= most, "{id:?} is read again");
            let members = groups.iter().find(|(name, _)| *name == id.as_str()).map_or("", |(_, members)| *members);
            for page in members.as_bytes().chunks(2) {
                all.found(page.iter().map(|one| object(&char::from(*one).to_string())).collect());
            }
            all.finished();
        }
        all
    }

    fn ways(all: &Everyone) -> Vec<String> {
        all.insiders().iter().map(|own| format!("{}:{}", own.who.name, own.way.join(">"))).collect()
    }

    #[test]
    fn everybody_is_named_once_with_a_shortest_way() {
        let all = read("A", &[("A", "xBC"), ("B", "yD"), ("C", "zyx"), ("D", "wz")], 4);
        assert_eq!(ways(&all), ["x:", "y:B", "z:C", "w:B>D"]);
        assert_eq!(all.nested(), 3);
    }

    #[test]
    fn a_group_in_itself_and_a_ring_of_three_come_to_an_end_and_are_named() {
        let own = read("A", &[("A", "Ax")], 1);
        assert_eq!((ways(&own), own.rings()), (vec!["x:".to_owned()], vec![vec!["A".to_owned()]]));
        let three = read("A", &[("A", "Bx"), ("B", "Cy"), ("C", "Az")], 3);
        assert_eq!(three.rings(), [["A", "B", "C"]]);
        assert_eq!(ways(&three), ["x:", "y:B", "z:B>C"]);
    }

    #[test]
    fn a_diamond_is_no_ring_and_a_ring_beside_it_is() {
        let diamond = read("A", &[("A", "BC"), ("B", "D"), ("C", "D"), ("D", "x")], 4);
        assert!(diamond.rings().is_empty());
        let both = read("A", &[("A", "BC"), ("B", "D"), ("C", "D"), ("D", "Cx")], 4);
        assert_eq!(both.rings(), [["C", "D"]]);
    }
}
