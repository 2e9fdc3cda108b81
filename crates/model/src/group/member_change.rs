//! Changes of the members of an existing group: one call each (part C, "Changing who is in a group"), and what became of
//! each. Nothing is sent here.

use super::check::is_day;
use super::{Membership, Principal, Problem};
use crate::wire::ActionResult;
use crate::wire::ObjectId;

/// What is done with one member (part B, Join / leave).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberChange {
    /// Becomes a member, unless it is one already.
    Add(Membership),
    /// Is a member from now on in this way, whatever way it was before.
    Set(Membership),
    /// Is out of the group from the start of the first day to the end of the last day (ISO 8601 days).
    Pause { from: String, to: String },
    /// Is no member any more.
    Remove,
}

impl MemberChange {
    /// What is wrong with the days; `today` is an ISO 8601 day.
    pub fn problem(&self, today: &str) -> Option<Problem> {
        let (from, to) = self.days()?;
        match () {
            () if !is_day(from) || !is_day(to) => Some(Problem::NotADay),
            // ISO 8601 days sort as text.
            () if to < from => Some(Problem::EndsBeforeItStarts),
            () if to < today => Some(Problem::EndsInThePast),
            () => None,
        }
    }

    /// Whether the list of members shows it as soon as it was carried out. A membership with days begins and ends by a job
    /// of the service.
    pub fn is_seen_at_once(&self) -> bool {
        matches!(self, Self::Add(Membership::Permanent) | Self::Remove)
    }

    /// The first and the last day, if it has any.
    pub fn days(&self) -> Option<(&str, &str)> {
        match self {
            Self::Add(Membership::Temporary { from, to })
            | Self::Set(Membership::Temporary { from, to })
            | Self::Pause { from, to } => Some((from, to)),
            Self::Add(Membership::Permanent) | Self::Set(Membership::Permanent) | Self::Remove => None,
        }
    }
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberState {
    /// It is sent next, or later.
    Waiting,
    /// The service has carried it out or accepted it; with what it says, such as that the request waits for approval.
    Done(Option<String>),
    /// Who was to be added is a member already, so nothing was sent.
    Unneeded,
    /// It was refused, with the reason.
    Failed(String),
}

impl MemberState {
    /// What an answer says about the one member that it is about.
    pub fn of(result: &ActionResult) -> Self {
        result.said().map_or_else(Self::Failed, Self::Done)
    }
}

/// A change of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberItem {
    pub who: Principal,
    pub change: MemberChange,
    pub state: MemberState,
}

/// How many changes are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberCounts {
    pub waiting: usize,
    pub done: usize,
    pub unneeded: usize,
    pub failed: usize,
}

impl MemberCounts {
    pub fn total(self) -> usize {
        self.waiting + self.done + self.unneeded + self.failed
    }
}

/// Changes of members while they are collected and carried out. Each object is in it once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberRun {
    items: Vec<MemberItem>,
}

impl MemberRun {
    /// A run with the same change for all of these.
    pub fn new(people: Vec<Principal>, change: &MemberChange) -> Self {
        let mut run = Self::default();
        run.add(people, change);
        run
    }

    pub fn items(&self) -> &[MemberItem] {
        &self.items
    }

    /// Appends people who are not in it yet. One who failed or is done waits again. Returns how many were appended or
    /// wait again.
    pub fn add(&mut self, people: Vec<Principal>, change: &MemberChange) -> usize {
        let mut places: std::collections::HashMap<ObjectId, usize> =
            self.items.iter().enumerate().map(|(at, item)| (item.who.id.clone(), at)).collect();
        let mut count = 0;
        for who in people {
            match places.get(&who.id).and_then(|at| self.items.get_mut(*at)) {
                Some(item) if item.state == MemberState::Waiting => {}
                Some(item) => {
                    (item.change, item.state) = (change.clone(), MemberState::Waiting);
                    count += 1;
                }
                None => {
                    places.insert(who.id.clone(), self.items.len());
                    self.items.push(MemberItem { who, change: change.clone(), state: MemberState::Waiting });
                    count += 1;
                }
            }
        }
        count
    }

    /// Takes somebody out of it.
    pub fn drop(&mut self, id: &ObjectId) {
        self.items.retain(|item| item.who.id != *id);
    }

    /// Lets all that wait be done in another way.
    pub fn set_change(&mut self, change: &MemberChange) {
        for item in self.items.iter_mut().filter(|item| item.state == MemberState::Waiting) {
            item.change = change.clone();
        }
    }

    /// Those that come next, at most so many.
    pub fn next(&self, most: usize) -> Vec<MemberItem> {
        self.items.iter().filter(|item| item.state == MemberState::Waiting).take(most).cloned().collect()
    }

    /// Takes what became of somebody's change.
    pub fn set(&mut self, id: &ObjectId, state: MemberState) {
        if let Some(item) = self.items.iter_mut().find(|item| item.who.id == *id) {
            item.state = state;
        }
    }

    /// Takes that the service has accepted somebody's change and not made it; `said` says so.
    pub fn unseen(&mut self, id: &ObjectId, said: &str) {
        let is_it = |item: &&mut MemberItem| item.who.id == *id && item.state == MemberState::Done(None);
        if let Some(item) = self.items.iter_mut().find(is_it) {
            item.state = MemberState::Failed(said.to_owned());
        }
    }

    /// Lets those that failed wait again.
    pub fn retry(&mut self) {
        for item in &mut self.items {
            if matches!(item.state, MemberState::Failed(_)) {
                item.state = MemberState::Waiting;
            }
        }
    }

    /// Forgets those that are done and about which there is nothing to read.
    pub fn forget_done(&mut self) {
        self.items.retain(|item| item.state != MemberState::Done(None));
    }

    pub fn counts(&self) -> MemberCounts {
        let mut counts = MemberCounts::default();
        for item in &self.items {
            match item.state {
                MemberState::Waiting => counts.waiting += 1,
                MemberState::Done(_) => counts.done += 1,
                MemberState::Unneeded => counts.unneeded += 1,
                MemberState::Failed(_) => counts.failed += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::{MemberChange, MemberCounts, MemberRun, MemberState};
    use crate::group::{Membership, Principal, Problem};
    use crate::wire::{Attributes, DirectoryObject, ObjectId, StoreId};

    fn person(name: &str) -> Principal {
        Principal::of(&DirectoryObject::answered(ObjectId::new(name), StoreId(1), "user", name, Attributes::new()))
    }

    fn temporary(from: &str, to: &str) -> MemberChange {
        MemberChange::Add(Membership::Temporary { from: from.to_owned(), to: to.to_owned() })
    }

    #[test]
    fn days_are_checked() {
        let problem = |from, to| temporary(from, to).problem("2026-05-10");
        assert_eq!(problem("2026-05-10", "2026-05-10"), None);
        assert_eq!(problem("2026-05-10", ""), Some(Problem::NotADay));
        assert_eq!(problem("2026-05-12", "2026-05-11"), Some(Problem::EndsBeforeItStarts));
        assert_eq!(problem("2026-05-01", "2026-05-09"), Some(Problem::EndsInThePast));
        let pause = MemberChange::Pause { from: "2026-06-01".to_owned(), to: "2026-05-31".to_owned() };
        assert_eq!(pause.problem("2026-05-10"), Some(Problem::EndsBeforeItStarts));
        assert_eq!(MemberChange::Remove.problem("2026-05-10"), None);
    }

    #[test]
    fn everybody_is_in_a_run_once_and_failures_wait_again() {
        let add = MemberChange::Add(Membership::Permanent);
        let mut run = MemberRun::new(vec![person("A"), person("B"), person("A")], &add);
        assert_eq!(run.add(vec![person("B"), person("C")], &add), 1);
        run.set(&ObjectId::new("A"), MemberState::Done(None));
        run.set(&ObjectId::new("B"), MemberState::Failed("No.".to_owned()));
        run.set(&ObjectId::new("Z"), MemberState::Unneeded);
        assert_eq!(run.counts(), MemberCounts { waiting: 1, done: 1, unneeded: 0, failed: 1 });
        let dated = temporary("2026-05-10", "2026-05-11");
        run.set_change(&dated);
        let changes: Vec<_> = run.items().iter().map(|item| item.change == dated).collect();
        assert_eq!(changes, [false, false, true], "what was sent is as it was sent");
        run.retry();
        let next: Vec<_> = run.next(9).into_iter().map(|item| item.who.name).collect();
        assert_eq!(next, ["B", "C"]);
        run.forget_done();
        run.drop(&ObjectId::new("C"));
        assert_eq!(run.items().len(), 1);
        // Whoever failed and is added once more waits once more.
        run.set(&ObjectId::new("B"), MemberState::Failed("No.".to_owned()));
        assert_eq!(run.add(vec![person("B")], &add), 1);
        assert_eq!(run.counts().waiting, 1);
        // What was accepted and is not there has failed after all; what was not accepted is as it was.
        run.unseen(&ObjectId::new("B"), "Not there.");
        assert_eq!(run.counts().waiting, 1);
        run.set(&ObjectId::new("B"), MemberState::Done(None));
        run.unseen(&ObjectId::new("B"), "Not there.");
        assert_eq!(run.items()[0].state, MemberState::Failed("Not there.".to_owned()));
        assert!(add.is_seen_at_once() && !dated.is_seen_at_once());
    }
}
