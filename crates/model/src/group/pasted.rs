//! The entries of a pasted list, what each was found to mean, and what a person chose for it.

use super::{Principal, Problem};
use crate::wire::ObjectId;
use std::collections::{HashMap, HashSet};

/// An entry of a pasted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedEntry {
    /// The text as it was pasted.
    pub entry: String,
    /// Everybody whom it may mean; empty before it has been looked up.
    pub found: Vec<Principal>,
    /// Whether a person must confirm even a single match, because a part of a name can match the wrong person.
    pub is_doubtful: bool,
    /// The person who was chosen, from `found` or instead of them.
    pub chosen: Option<Principal>,
}

/// The outcome of looking up an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastedOutcome {
    /// Nobody was found.
    NotFound,
    /// Several people match, one of whom has to be chosen.
    Ambiguous,
    /// The person found cannot be a member.
    CannotBeMember(Problem),
    /// The person found is already a member, or is meant by an earlier entry.
    Known,
    /// The person found will be added.
    New,
}

impl PastedOutcome {
    /// Whether a person has to resolve it.
    pub fn needs_attention(&self) -> bool {
        matches!(self, Self::NotFound | Self::Ambiguous | Self::CannotBeMember(_))
    }
}

impl PastedEntry {
    /// An entry that has not been looked up yet.
    pub fn new(entry: String) -> Self {
        Self { entry, found: Vec::new(), is_doubtful: false, chosen: None }
    }

    /// Everybody who was found and can be a member. `cannot` says why somebody cannot.
    pub fn candidates<'a>(
        &'a self,
        cannot: &'a dyn Fn(&Principal) -> Option<Problem>,
    ) -> impl Iterator<Item = &'a Principal> {
        self.found.iter().filter(move |who| cannot(who).is_none())
    }

    /// The person whom the entry means, if that is certain. A match that cannot be a member counts only if it is the
    /// only one.
    pub fn who(&self, cannot: &dyn Fn(&Principal) -> Option<Problem>) -> Option<&Principal> {
        if self.chosen.is_some() {
            return self.chosen.as_ref();
        }
        let mut fit = self.found.iter().filter(|who| cannot(who).is_none());
        match (fit.next(), fit.next()) {
            (Some(one), None) => Some(one).filter(|_| !self.is_doubtful),
            (None, _) if self.found.len() == 1 => self.found.first(),
            _ => None,
        }
    }
}

/// The outcome of each entry. `cannot` says why somebody cannot be a member, `is_known` who already is one.
pub fn outcomes(
    entries: &[PastedEntry],
    cannot: &dyn Fn(&Principal) -> Option<Problem>,
    is_known: &dyn Fn(&ObjectId) -> bool,
) -> Vec<PastedOutcome> {
    let mut met: HashSet<&ObjectId> = HashSet::new();
    let mut outcome = |entry| match PastedEntry::who(entry, cannot) {
        None if entry.found.is_empty() => PastedOutcome::NotFound,
        // Several people, none of whom can be a member: the reason for the first one is reported.
        None => match entry.candidates(cannot).next() {
            Some(_) => PastedOutcome::Ambiguous,
            None => {
                entry.found.first().and_then(cannot).map_or(PastedOutcome::Ambiguous, PastedOutcome::CannotBeMember)
            }
        },
        Some(who) => match cannot(who) {
            Some(problem) => PastedOutcome::CannotBeMember(problem),
            None if is_known(&who.id) || !met.insert(&who.id) => PastedOutcome::Known,
            None => PastedOutcome::New,
        },
    };
    entries.iter().map(&mut outcome).collect()
}

/// Carries lookups and choices over to a changed list. Returns the new entries, and the indices of those that have to
/// be looked up.
pub fn carry_over(before: Vec<PastedEntry>, entries: Vec<String>) -> (Vec<PastedEntry>, Vec<usize>) {
    let mut before: HashMap<String, PastedEntry> =
        before.into_iter().map(|held| (held.entry.to_lowercase(), held)).collect();
    let mut unknown = Vec::new();
    let mut carried = Vec::with_capacity(entries.len());
    for entry in entries {
        // An entry for which nobody was found is looked up again, because the person may exist by now.
        let held = before.remove(&entry.to_lowercase()).filter(|held| held.chosen.is_some() || !held.found.is_empty());
        if held.is_none() {
            unknown.push(carried.len());
        }
        carried.push(held.unwrap_or_else(|| PastedEntry::new(entry)));
    }
    (carried, unknown)
}

/// The indices of all entries, beginning with those that need attention.
pub fn attention_first(outcomes: &[PastedOutcome]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..outcomes.len()).collect();
    order.sort_by_key(|at| match &outcomes[*at] {
        PastedOutcome::NotFound => 0,
        PastedOutcome::Ambiguous => 1,
        PastedOutcome::CannotBeMember(_) => 2,
        PastedOutcome::New | PastedOutcome::Known => 3,
    });
    order
}

#[cfg(test)]
mod tests {
    use super::{PastedEntry, PastedOutcome as Outcome, attention_first, carry_over, outcomes};
    use crate::group::{Principal, Problem};
    use crate::wire::object::ObjectKind;
    use crate::wire::{Attributes, DirectoryObject, ObjectId, StoreId};

    fn someone(id: &str, kind: ObjectKind) -> Principal {
        let class = if kind == ObjectKind::Group { "group" } else { "user" };
        Principal::of(&DirectoryObject::answered(ObjectId::new(id), StoreId(1), class, id, Attributes::new()))
    }

    fn entry(text: &str, found: &[(&str, ObjectKind)]) -> PastedEntry {
        let found = found.iter().map(|(id, kind)| someone(id, *kind)).collect();
        PastedEntry { entry: text.to_owned(), found, is_doubtful: false, chosen: None }
    }

    fn no_groups(who: &Principal) -> Option<Problem> {
        (who.kind == ObjectKind::Group).then_some(Problem::GroupsCannotBeMembers)
    }

    use ObjectKind::{Group, User};

    #[test]
    fn each_entry_has_an_outcome() {
        let mut entries = vec![
            entry("one", &[("1", User)]),
            entry("again", &[("1", User)]),
            entry("nobody", &[]),
            entry("twins", &[("2", User), ("3", User)]),
            entry("group", &[("g", Group)]),
            entry("groups", &[("g", Group), ("h", Group)]),
            entry("either", &[("g", Group), ("4", User)]),
            entry("known", &[("k", User)]),
        ];
        let refused = Outcome::CannotBeMember(Problem::GroupsCannotBeMembers);
        let judged = |entries: &[PastedEntry]| outcomes(entries, &no_groups, &|id| id.as_str() == "k");
        let mut expected = vec![
            Outcome::New,
            Outcome::Known,
            Outcome::NotFound,
            Outcome::Ambiguous,
            refused.clone(),
            refused.clone(),
            Outcome::New,
            Outcome::Known,
        ];
        assert_eq!(judged(&entries), expected);
        assert_eq!(attention_first(&expected), [2, 3, 4, 5, 0, 1, 6, 7]);
        // A match by a part of a name has to be confirmed.
        entries[0].is_doubtful = true;
        assert_eq!(judged(&entries)[0], Outcome::Ambiguous);
        entries[0].is_doubtful = false;
        // A person's choice counts, and is checked like everything else.
        entries[2].chosen = Some(someone("5", User));
        entries[3].chosen = Some(someone("3", User));
        entries[0].chosen = Some(someone("g", Group));
        (expected[0], expected[1], expected[2], expected[3]) = (refused, Outcome::New, Outcome::New, Outcome::New);
        assert_eq!(judged(&entries), expected);
    }

    #[test]
    fn what_was_said_about_an_entry_stays_when_the_list_is_changed() {
        let mut twins = entry("Twins", &[("2", User), ("3", User)]);
        twins.chosen = Some(someone("3", User));
        let mut corrected = entry("Typo", &[]);
        corrected.chosen = Some(someone("9", User));
        let before = vec![twins.clone(), corrected.clone(), entry("gone", &[("8", User)]), entry("nobody", &[])];
        let list = ["new", "twins", "Typo", "nobody"].map(str::to_owned).to_vec();
        let (carried, unknown) = carry_over(before, list);
        assert_eq!(carried[1], twins);
        assert_eq!(carried[2], corrected);
        assert_eq!(unknown, [0, 3]);
        assert_eq!(carried[3], PastedEntry::new("nobody".to_owned()));
    }
}
