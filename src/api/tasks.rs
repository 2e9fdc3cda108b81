//! Background tasks, where the service tells of them (part E). Whether it does is asked once.

use super::{Api, ApiError, Call};
use model::wire::ObjectId;
use model::wire::paths::{DataService, segment};
use model::wire::task::{Extensions, TASKS, Tasks};
pub use model::wire::task::{Task, TaskState};

impl Api {
    /// Whether the service tells of tasks. Asked once after sign-in; a service that does not answer has none.
    pub async fn has_tasks(&self) -> bool {
        // Graph computes the members of a dynamic group by itself, and tells nothing of it.
        if self.is_graph() {
            return false;
        }
        let session = self.session;
        if let Some(known) = session.extensions() {
            return known.iter().any(|name| name == TASKS);
        }
        let answer = self.ask(Call::get(self.extension("extensions")), Extensions::from_json).await;
        match answer {
            Ok(list) => {
                let has = list.extensions.iter().any(|name| name == TASKS);
                session.know_extensions(list.extensions);
                has
            }
            Err(ApiError::NotFound(_)) => {
                session.know_extensions(Vec::new());
                false
            }
            // It is asked again the next time.
            Err(_) => false,
        }
    }

    /// How far a task is.
    pub async fn task(&self, id: i64) -> Result<Task, ApiError> {
        self.ask(Call::get(self.extension(&format!("{TASKS}/{id}"))), Task::from_json).await
    }

    /// The updates of one group in this run of the service, newest first.
    pub async fn tasks_of(&self, group: &ObjectId) -> Result<Vec<Task>, ApiError> {
        let call = Call::get(format!("{}?groupId={}", self.extension(TASKS), segment(group.as_str())));
        Ok(self.ask(call, Tasks::from_json).await?.data)
    }

    /// The tasks of this run of the service in the current store, newest first.
    pub async fn tasks(&self) -> Result<Vec<Task>, ApiError> {
        let store = self.current_store().id;
        let mut tasks = self.ask(Call::get(self.extension(TASKS)), Tasks::from_json).await?.data;
        // A group of another store cannot be opened here.
        tasks.retain(|task| task.identity_store_id == store);
        Ok(tasks)
    }

    fn extension(&self, name: &str) -> String {
        DataService::at(&self.config.data_service).extension(name)
    }
}
