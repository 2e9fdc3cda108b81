//! Updates in the background: a bounded queue, a single worker, and the outcome of each update. All of it is in memory;
//! an update interrupted by a restart has changed nothing and has to be requested again.

use crate::clock::now;
use crate::object::Found;
use model::wire::StoreId;
use model::wire::task::{self as wire, TaskState};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::Update;

/// The maximum number of waiting updates.
const WAITING: usize = 1_000;
/// The maximum number of finished updates that can still be queried.
const KEPT: usize = 1_000;

/// The group to update, and the user who requested it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub store: i64,
    /// The object id of the group.
    pub group: String,
    /// The name of the group that people see.
    pub name: String,
    /// The object id of the user.
    pub by: String,
}

impl Ticket {
    /// Whether it is for that group.
    fn is_about(&self, store: i64, group: &Found) -> bool {
        self.store == store && self.group == group.guid
    }
}

/// An update of a smart group.
#[derive(Debug, Clone)]
pub struct Task {
    pub id: i64,
    pub ticket: Ticket,
    pub state: TaskState,
    queued: String,
    started: Option<String>,
    ended: Option<String>,
    /// The number of changes made and of all changes. They only count once the update is done.
    progress: (usize, usize),
    result: Option<Update>,
    message: Option<String>,
}

impl Task {
    /// The JSON of the extension's response.
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
        // There is only one kind of task so far.
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

/// The queue is full.
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
    /// The tasks, oldest first.
    tasks: VecDeque<Task>,
    closed: bool,
}

impl Tasks {
    fn held(&self) -> MutexGuard<'_, TaskQueue> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues an update and returns its id. If one for the same group is already waiting, its id is returned, because
    /// it will see the same data. A running one is not enough, because the rule may have changed since it was read.
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

    /// Adds an update that runs at once, in the request for it, and returns its id.
    pub fn begin(&self, ticket: Ticket) -> i64 {
        self.held().add(ticket, TaskState::Running)
    }

    /// Waits for the next update and marks it as running. `None` when the service stops; waiting updates are not
    /// started then.
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

    /// Sets how many of how many changes have been made.
    pub fn progress(&self, id: i64, done: usize, total: usize) {
        self.change(id, |task| task.progress = (done, total));
    }

    /// Ends an update with its result, or with the reason why it changed nothing.
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

    /// Starts no further updates.
    pub fn close(&self) {
        self.held().closed = true;
        self.wake.notify_all();
    }

    /// The update with that id.
    pub fn get(&self, id: i64) -> Option<Task> {
        self.held().tasks.iter().find(|task| task.id == id).cloned()
    }

    /// The updates for which `fits` is true, newest first.
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
        // The list is oldest first, so the dropped update is the oldest finished one.
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
        // A group that is already waiting needs no further place.
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
