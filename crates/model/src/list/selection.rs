//! Which rows of a list are selected, on all of its pages.

use crate::wire::{DirectoryObject, ObjectId};

/// The selected rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// These objects, as the list showed them when they were selected.
    These(Vec<DirectoryObject>),
    /// All objects that the list's query finds, but for some. The objects themselves are unknown until they are read.
    All {
        /// How many objects the query finds.
        total: i64,
        /// The objects that are not selected.
        except: Vec<ObjectId>,
    },
}

/// How much of a page is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// None of the rows; also if there are none.
    None,
    /// Some of the rows.
    Some,
    /// All rows.
    All,
}

impl Default for Selection {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

impl Selection {
    /// How many objects are selected.
    pub fn count(&self) -> i64 {
        match self {
            Self::These(objects) => objects.len() as i64,
            Self::All { total, except } => (total - except.len() as i64).max(0),
        }
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether an object of the list is selected.
    pub fn has(&self, id: &ObjectId) -> bool {
        match self {
            Self::These(objects) => objects.iter().any(|object| object.id == *id),
            Self::All { except, .. } => !except.contains(id),
        }
    }

    /// Selects objects of the list, or takes them out of the selection. Nothing left is an empty selection of objects.
    pub fn set(&mut self, objects: &[DirectoryObject], selected: bool) {
        for object in objects {
            if self.has(&object.id) == selected {
                continue;
            }
            match self {
                Self::These(own) if selected => own.push(object.clone()),
                Self::These(own) => own.retain(|own| own.id != object.id),
                Self::All { except, .. } if selected => except.retain(|id| *id != object.id),
                Self::All { except, .. } => except.push(object.id.clone()),
            }
        }
        if self.is_empty() {
            *self = Self::default();
        }
    }

    /// How many of these rows are selected.
    pub fn of_page(&self, rows: &[DirectoryObject]) -> Marked {
        match rows.iter().filter(|row| self.has(&row.id)).count() {
            0 => Marked::None,
            count if count == rows.len() => Marked::All,
            _ => Marked::Some,
        }
    }

    /// Forgets objects that do not exist any more.
    pub fn forget(&mut self, gone: &[ObjectId]) {
        match self {
            Self::These(own) => own.retain(|own| !gone.contains(&own.id)),
            Self::All { total, except } => {
                *total -= gone.iter().filter(|id| !except.contains(id)).count() as i64;
                except.retain(|id| !gone.contains(id));
            }
        }
        if self.is_empty() {
            *self = Self::default();
        }
    }
}
