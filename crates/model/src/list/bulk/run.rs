//! The state of a run: each group waits, was sent without a clear answer, is done, or has failed.

use super::{Action, CHUNK, NotNeeded};
use crate::wire::result::Outcome;
use crate::wire::{ActionResult, DirectoryObject, ObjectId, SmartGroupUpdate};

/// What became of a group.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// It is sent next, or later.
    Waiting,
    /// It was sent, and nothing says what became of it. It must be looked up before it is sent again.
    Doubt,
    /// The service has carried the action out, or accepted it.
    Done {
        /// What the service said, such as that the change waits for approval.
        said: Option<String>,
        /// The task that the service has started (operation 12).
        task: Option<i64>,
    },
    /// The service has said yes, but a read of the group right afterwards does not show the change.
    Unseen,
    /// The service refused the action.
    Failed(Failure),
}

/// Why an action failed at a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// What the service said; none if it gave no reason.
    Refused(Option<String>),
    /// The group does not exist any more.
    Gone,
    /// Nothing was sent: somebody has changed the group since it was read. A retry is about the group as it is now.
    Changed,
    /// Nothing was sent: the group as it is now does not allow it.
    NotNow(NotNeeded),
    /// Nothing was sent: the service did not answer all that has to be written again.
    Unread,
}

/// A group and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The group as it was before.
    pub group: DirectoryObject,
    pub state: State,
}

/// How many groups are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub waiting: usize,
    pub doubt: usize,
    pub done: usize,
    pub failed: usize,
}

/// An action on many groups while it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    action: Action,
    pub(super) items: Vec<Item>,
    /// How many groups a call takes.
    size: usize,
}

impl Run {
    /// A run that has not begun. `each` says that no call takes several groups, as in Microsoft Graph.
    pub fn new(action: Action, groups: Vec<DirectoryObject>, each: bool) -> Self {
        let items = groups.into_iter().map(|group| Item { group, state: State::Waiting }).collect();
        let size = if each || action.is_for_each() { 1 } else { CHUNK };
        Self { action, items, size }
    }

    pub fn action(&self) -> &Action {
        &self.action
    }

    pub fn items(&self) -> &[Item] {
        &self.items
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            match item.state {
                State::Waiting => counts.waiting += 1,
                State::Doubt => counts.doubt += 1,
                State::Done { .. } | State::Unseen => counts.done += 1,
                State::Failed(_) => counts.failed += 1,
            }
        }
        counts
    }

    /// Whether groups still wait, or are in doubt.
    pub fn is_open(&self) -> bool {
        let counts = self.counts();
        counts.waiting + counts.doubt > 0
    }

    /// The places of the groups without a clear answer.
    pub fn doubtful(&self) -> Vec<usize> {
        self.places(|state| *state == State::Doubt).collect()
    }

    /// The places of the groups that come next; empty at the end. They count as doubtful until they are answered.
    pub fn send_next(&mut self) -> Vec<usize> {
        let next: Vec<_> = self.places(|state| *state == State::Waiting).take(self.size).collect();
        self.set(&next, &State::Doubt);
        next
    }

    /// The ids of the groups at these places.
    pub fn ids(&self, places: &[usize]) -> Vec<ObjectId> {
        places.iter().filter_map(|at| self.items.get(*at)).map(|item| item.group.id.clone()).collect()
    }

    /// Takes the answer for the groups at these places, be it a success or a refusal. A detail is about the group whose
    /// id is its name; details without a name are in the order of the groups (assumption A-91). A group that an answer
    /// with details does not mention stays in doubt.
    pub fn answered(&mut self, places: &[usize], result: &ActionResult) {
        if let [only] = places {
            let detail = result.details().iter().find(|detail| self.is_named(*only, detail)).unwrap_or(result);
            // A refusal of the whole call may have details that say nothing about it.
            let state = state_of(if result.outcome() == Outcome::Refused { result } else { detail });
            return self.set(&[*only], &state);
        }
        let details = result.details();
        let fits = |(detail, at): (&ActionResult, &usize)| name(detail).is_empty() || self.is_named(*at, detail);
        let in_order = details.len() == places.len() && details.iter().zip(places).all(fits);
        for (nth, at) in places.iter().enumerate() {
            let named = details.iter().find(|detail| self.is_named(*at, detail));
            let state = match named.or_else(|| details.get(nth).filter(|_| in_order)) {
                Some(detail) => state_of(detail),
                None if result.status.0 != 0 => State::Failed(Failure::Refused(result.message().map(str::to_owned))),
                None if details.is_empty() => state_of(result),
                None => continue,
            };
            self.set(&[*at], &state);
        }
    }

    /// Takes the answer of operation 12: a task for each group.
    pub fn started(&mut self, places: &[usize], update: &SmartGroupUpdate) {
        let said = |message: &crate::wire::Nullable<String>| message.get().filter(|text| !text.is_empty()).cloned();
        for at in places {
            let id = self.items.get(*at).map(|item| item.group.id.as_str()).unwrap_or_default();
            let task = update.details.iter().find(|task| is_same(&task.group_id, id));
            let state = match task {
                Some(task) if task.status.0 == 0 => {
                    State::Done { said: said(&task.message), task: Some(task.task_id).filter(|id| *id != 0) }
                }
                Some(task) => State::Failed(Failure::Refused(said(&task.message))),
                None if update.status.0 != 0 => State::Failed(Failure::Refused(said(&update.message))),
                None if update.details.is_empty() => State::Done { said: said(&update.message), task: None },
                None => continue,
            };
            self.set(&[*at], &state);
        }
    }

    /// The service did not do anything with the groups at these places: they wait again.
    pub fn put_back(&mut self, places: &[usize]) {
        self.set(places, &State::Waiting);
    }

    /// The groups at these places were refused with this sentence.
    pub fn refused(&mut self, places: &[usize], said: &str) {
        self.set(places, &State::Failed(Failure::Refused(Some(said.to_owned()))));
    }

    /// Nothing was sent for the group at this place; `now` is the group as it was read, if it has changed.
    pub fn held_back(&mut self, at: usize, failure: Failure, now: Option<DirectoryObject>) {
        if let Some(item) = self.items.get_mut(at) {
            item.group = now.unwrap_or_else(|| item.group.clone());
            item.state = State::Failed(failure);
        }
    }

    /// What was sent for the group at this place is not seen in a read.
    pub fn unseen(&mut self, at: usize) {
        self.set(&[at], &State::Unseen);
    }

    /// Takes what a look-up of a doubtful group has found; none if the group does not exist. A group at which nothing
    /// was done waits again.
    pub fn looked_up(&mut self, at: usize, found: Option<&DirectoryObject>) {
        let Some(item) = self.items.get_mut(at) else { return };
        let done = State::Done { said: None, task: None };
        item.state = match found {
            None if self.action == Action::Delete => done,
            None => State::Failed(Failure::Gone),
            Some(now) if self.action.is_done(&item.group, now) => done,
            Some(_) => State::Waiting,
        };
    }

    /// From now on each call is about one group, because the service does not know the call for several.
    pub fn one_by_one(&mut self) {
        self.size = 1;
    }

    /// Whether each call is about one group.
    pub fn is_one_by_one(&self) -> bool {
        self.size == 1
    }

    /// Lets the failed groups wait again. Those that are done stay done.
    pub fn retry(&mut self) {
        let failed: Vec<_> = self.places(|state| matches!(state, State::Failed(_))).collect();
        self.set(&failed, &State::Waiting);
    }

    /// The groups that do not exist any more.
    pub fn gone(&self) -> Vec<ObjectId> {
        let is_gone = |item: &&Item| match item.state {
            State::Done { .. } => self.action == Action::Delete,
            State::Failed(Failure::Gone) => true,
            _ => false,
        };
        self.items.iter().filter(is_gone).map(|item| item.group.id.clone()).collect()
    }

    fn places(&self, fits: impl Fn(&State) -> bool) -> impl Iterator<Item = usize> {
        self.items.iter().enumerate().filter(move |(_, item)| fits(&item.state)).map(|(at, _)| at)
    }

    fn set(&mut self, places: &[usize], state: &State) {
        for at in places {
            if let Some(item) = self.items.get_mut(*at) {
                item.state = state.clone();
            }
        }
    }

    fn is_named(&self, at: usize, detail: &ActionResult) -> bool {
        self.items.get(at).is_some_and(|item| is_same(name(detail), item.group.id.as_str()))
    }
}

fn name(detail: &ActionResult) -> &str {
    detail.name.get().map(String::as_str).unwrap_or_default()
}

/// Whether two ids are the same, in any letter case and with or without braces.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |id: &str| id.trim().trim_start_matches('{').trim_end_matches('}').to_ascii_lowercase();
    !one.trim().is_empty() && plain(one) == plain(other)
}

/// The state of the one group that an envelope is about.
fn state_of(result: &ActionResult) -> State {
    let own = result.message().map(str::to_owned);
    let attributes = || {
        let said: Vec<_> = result.attribute_messages().into_iter().map(|(_, message)| message).collect();
        Some(said.join(" ")).filter(|said| !said.is_empty())
    };
    match result.outcome() {
        Outcome::Done => State::Done { said: own, task: None },
        Outcome::Partly(_) | Outcome::Refused => State::Failed(Failure::Refused(attributes().or(own))),
    }
}
