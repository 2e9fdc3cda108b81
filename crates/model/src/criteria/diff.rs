//! What a change of rule does to the members of a group.

use super::keys::Keys;
use crate::wire::ObjectId;

/// The objects that join, leave and stay, each once and in the order of the list it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// Will become members.
    pub joining: Vec<ObjectId>,
    /// Will no longer be members.
    pub leaving: Vec<ObjectId>,
    /// Are members and remain so.
    pub staying: Vec<ObjectId>,
}

impl Diff {
    /// Compares the present members with the future ones. Object ids are compared without letter case, as GUIDs are.
    pub fn new(present: &[ObjectId], future: &[ObjectId]) -> Self {
        let mut keys = Keys::default();
        let mut diff = Self::default();
        // For each present member, by its number in `keys`: whether it is also a future member.
        let mut is_future = Vec::new();
        let mut present_once = Vec::with_capacity(present.len());
        for id in present {
            if keys.number(&key(id)) == is_future.len() {
                is_future.push(false);
                present_once.push(id);
            }
        }
        for id in future {
            let number = keys.number(&key(id));
            match is_future.get_mut(number) {
                Some(seen) => *seen = true,
                None => {
                    is_future.push(true);
                    diff.joining.push(id.clone());
                }
            }
        }
        for (id, stays) in present_once.into_iter().zip(is_future) {
            let list = if stays { &mut diff.staying } else { &mut diff.leaving };
            list.push(id.clone());
        }
        diff
    }

    /// The number of present members.
    pub fn before(&self) -> usize {
        self.leaving.len() + self.staying.len()
    }

    /// The number of future members.
    pub fn after(&self) -> usize {
        self.joining.len() + self.staying.len()
    }

    /// Whether nobody joins or leaves.
    pub fn is_empty(&self) -> bool {
        self.joining.is_empty() && self.leaving.is_empty()
    }

    /// The percentage of present members that leave, rounded up; 0 when there are no present members.
    pub fn leaving_percent(&self) -> usize {
        (100 * self.leaving.len()).div_ceil(self.before().max(1))
    }

    /// Whether more than this percentage of the present members leave, so that a person has to confirm by typing.
    pub fn needs_confirmation(&self, threshold_percent: usize) -> bool {
        100 * self.leaving.len() > threshold_percent * self.before()
    }
}

fn key(id: &ObjectId) -> String {
    id.as_str().to_ascii_lowercase()
}
