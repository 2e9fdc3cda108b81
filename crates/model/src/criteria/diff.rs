//! What a change of rule does to a group's members.

use super::keys::Keys;
use crate::wire::ObjectId;

/// Who joins, who leaves and who stays, each in the order of its list and once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// No members yet.
    pub joining: Vec<ObjectId>,
    /// No members any more.
    pub leaving: Vec<ObjectId>,
    /// Members before and after.
    pub staying: Vec<ObjectId>,
}

impl Diff {
    /// From the present members to the future ones. Identities are compared without letter case, as GUIDs are.
    pub fn new(present: &[ObjectId], future: &[ObjectId]) -> Self {
        let mut keys = Keys::default();
        let mut diff = Self::default();
        // Whether the member of that number is one still.
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

    /// How many members there are.
    pub fn before(&self) -> usize {
        self.leaving.len() + self.staying.len()
    }

    /// How many members there will be.
    pub fn after(&self) -> usize {
        self.joining.len() + self.staying.len()
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.joining.is_empty() && self.leaving.is_empty()
    }

    /// How many of a hundred present members leave, rounded up; 0 where there are none.
    pub fn leaving_percent(&self) -> usize {
        (100 * self.leaving.len()).div_ceil(self.before().max(1))
    }

    /// Whether more than so many of a hundred present members leave, so that it is to be confirmed by typing.
    pub fn needs_confirmation(&self, threshold_percent: usize) -> bool {
        100 * self.leaving.len() > threshold_percent * self.before()
    }
}

fn key(id: &ObjectId) -> String {
    id.as_str().to_ascii_lowercase()
}
