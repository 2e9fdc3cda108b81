//! Updates that run behind an answer: a bounded queue, one worker, and what became of each. It lives in memory; an update
//! that a restart interrupts has changed nothing, and is asked for again.

use crate::clock::now;
use crate::object::Found;
use model::wire::StoreId;
use model::wire::task::{self as wire, TaskState};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::Update;

/// Updates that wait, at most.
const WAITING: usize = 1_000;
/// Updates that are over and still told of.
const KEPT: usize = 1_000;

/// Which group is to be updated, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub store: i64,
    /// The group's object id.
    pub group: String,
    /// What people call it.
    pub name: String,
    /// The object id of who asked.
    pub by: String,
}

impl Ticket {
    /// Whether it is about the same group.
    fn is_about(&self, store: i64, group: &Found) -> bool {
        self.store == store && self.group == group.guid
    }
}

/// One update.
#[derive(Debug, Clone)]
pub struct Task {
    pub id: i64,
    pub ticket: Ticket,
    pub state: TaskState,
    queued: String,
    started: Option<String>,
    ended: Option<String>,
    /// Changes that are made, and all of them; they count only when the update is done.
    progress: (usize, usize),
    result: Option<Update>,
    message: Option<String>,
}

impl Task {
    /// As the extension answers it.
    pub fn json(&self) -> Value {
        let of = |number: fn(&Update) -> usize| self.result.as_ref().map(|update| count(number(update)));
        let told = wire::Task {
            id: self.id,
            group_id: self.ticket.group.clone(),
            group_name: self.ticket.name.clone(),
            state: self.state,
            identity_store_id: StoreId(self.ticket.store),
            requested_by: Some(self.ticket.by.clone()),
            queued: Some(self.queued.clone()),
            started: self.started.clone(),
            ended: self.ended.clone(),
            progress: wire::Progress {
                done: count(self.progress.0),
                total: count(self.progress.1),
                ..wire::Progress::default()
            },
            before: of(|update| update.before),
            after: of(|update| update.after),
            joined: of(|update| update.joined),
            left: of(|update| update.left),
            message: self.message.clone(),
            ..wire::Task::default()
        };
        let mut told = told.to_json();
        // There is one kind of task so far.
        told["kind"] = Value::from("smartGroupUpdate");
        told
    }

    fn is_over(&self) -> bool {
        matches!(self.state, TaskState::Done | TaskState::Failed)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// No more can wait.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

/// All updates of this run of the service.
#[derive(Default)]
pub struct Tasks {
    held: Mutex<TaskQueue>,
    wake: Condvar,
}

#[derive(Default)]
struct TaskQueue {
    last: i64,
    /// Oldest first.
    tasks: VecDeque<Task>,
    closed: bool,
}

impl Tasks {
    fn held(&self) -> MutexGuard<'_, TaskQueue> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an update into the queue. One that waits for the same group already is as good: it will see everything that
    /// this one would. One that runs is not, because the rule may have changed since it was read.
    pub fn queue(&self, ticket: Ticket, group: &Found) -> Result<i64, Full> {
        let mut held = self.held();
        let mut waiting = held.tasks.iter().filter(|task| task.state == TaskState::Queued);
        if let Some(same) = waiting.clone().find(|task| task.ticket.is_about(ticket.store, group)) {
            return Ok(same.id);
        }
        if waiting.by_ref().count() >= WAITING {
            return Err(Full);
        }
        let id = held.add(ticket, TaskState::Queued);
        self.wake.notify_one();
        Ok(id)
    }

    /// An update that runs at once, in the request that asks for it.
    pub fn begin(&self, ticket: Ticket) -> i64 {
        self.held().add(ticket, TaskState::Running)
    }

    /// The next update; waits for one. None when the service stops: what still waits is not begun.
    pub fn next(&self) -> Option<(i64, Ticket)> {
        let mut held = self.held();
        loop {
            if held.closed {
                return None;
            }
            if let Some(task) = held.tasks.iter_mut().find(|task| task.state == TaskState::Queued) {
                task.state = TaskState::Running;
                task.started = Some(now());
                return Some((task.id, task.ticket.clone()));
            }
            held = self.wake.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// How many of how many changes are made.
    pub fn progress(&self, id: i64, done: usize, total: usize) {
        self.change(id, |task| task.progress = (done, total));
    }

    /// The update is over: what it did, or why it did nothing.
    pub fn end(&self, id: i64, result: Result<Update, String>) {
        self.change(id, |task| {
            task.ended = Some(now());
            match result {
                Ok(update) => {
                    task.state = TaskState::Done;
                    task.message = update.remark();
                    task.result = Some(update);
                }
                Err(message) => {
                    task.state = TaskState::Failed;
                    task.message = Some(message);
                }
            }
        });
    }

    /// Begins nothing more.
    pub fn close(&self) {
        self.held().closed = true;
        self.wake.notify_all();
    }

    /// The update of that number.
    pub fn get(&self, id: i64) -> Option<Task> {
        self.held().tasks.iter().find(|task| task.id == id).cloned()
    }

    /// Those that fit, newest first.
    pub fn list(&self, fits: impl Fn(&Task) -> bool) -> Vec<Task> {
        self.held().tasks.iter().rev().filter(|task| fits(task)).cloned().collect()
    }

    fn change(&self, id: i64, work: impl FnOnce(&mut Task)) {
        if let Some(task) = self.held().tasks.iter_mut().find(|task| task.id == id) {
            work(task);
        }
    }
}

impl TaskQueue {
    fn add(&mut self, ticket: Ticket, state: TaskState) -> i64 {
        // Oldest first, so that what is dropped was over for the longest.
        let over = self.tasks.iter().filter(|task| task.is_over()).count();
        if over >= KEPT
            && let Some(oldest) = self.tasks.iter().position(Task::is_over)
        {
            self.tasks.remove(oldest);
        }
        self.last += 1;
        let queued = now();
        let started = (state == TaskState::Running).then(|| queued.clone());
        self.tasks.push_back(Task {
            id: self.last,
            ticket,
            state,
            queued,
            started,
            ended: None,
            progress: (0, 0),
            result: None,
            message: None,
        });
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::{Handle, Kind};
    use serde_json::json;

    fn group(at: usize) -> (Ticket, Found) {
        let (guid, dn) = (format!("group {at}"), format!("CN=group {at},DC=demo"));
        let ticket = Ticket { store: 2, group: guid.clone(), name: guid.clone(), by: "somebody".to_owned() };
        (ticket, Found { handle: Handle(at as i64), guid, kind: Kind::Group, dn, group_type: None })
    }

    fn queue(tasks: &Tasks, at: usize) -> Result<i64, Full> {
        let (ticket, found) = group(at);
        tasks.queue(ticket, &found)
    }

    #[test]
    fn the_queue_has_an_end_and_takes_again() {
        let tasks = Tasks::default();
        let first = queue(&tasks, 0).unwrap();
        for at in 1..WAITING {
            assert_eq!(queue(&tasks, at), Ok(first + at as i64));
        }
        assert_eq!(queue(&tasks, WAITING), Err(Full));
        // What waits already needs no more room.
        assert_eq!(queue(&tasks, 5), Ok(first + 5));
        assert_eq!(tasks.next().map(|(id, _)| id), Some(first), "in the order in which they came");
        assert_eq!(queue(&tasks, 0), Ok(first + WAITING as i64), "a running one is no waiting one");
        assert_eq!(queue(&tasks, WAITING), Err(Full));
        tasks.close();
        assert!(tasks.next().is_none());
    }

    #[test]
    fn what_is_long_over_is_forgotten_and_what_runs_is_not() {
        let tasks = Tasks::default();
        let running = tasks.begin(group(0).0);
        for at in 1..=KEPT + 10 {
            let id = tasks.begin(group(at).0);
            tasks.progress(id, 1, 2);
            tasks.end(id, Err("gone".to_owned()));
        }
        assert_eq!(tasks.list(|_| true).len(), KEPT + 1);
        assert!(tasks.get(running).is_some_and(|task| task.state == TaskState::Running));
        assert!(tasks.get(running + 1).is_none());
        let newest = tasks.list(|_| true).remove(0).json();
        assert_eq!((&newest["message"], &newest["progress"]["done"]), (&json!("gone"), &json!(1)));
    }
}
