//! Background tasks, if the service reports them (part E).

use super::{Api, ApiError, Call};
use model::wire::ObjectId;
use model::wire::paths::{DataService, segment};
use model::wire::task::{Extensions, TASKS, Tasks};
pub use model::wire::task::{Task, TaskState};

impl Api {
    /// Whether the service reports tasks. The answer is kept for the session, except after an error.
    pub async fn has_tasks(&self) -> bool {
        // Graph updates the members of dynamic groups by itself and reports nothing.
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
            // Not remembered: the next call asks again.
            Err(_) => false,
        }
    }

    /// The current state of a task.
    pub async fn task(&self, id: i64) -> Result<Task, ApiError> {
        self.ask(Call::get(self.extension(&format!("{TASKS}/{id}"))), Task::from_json).await
    }

    /// The updates of one group since the service started, newest first.
    pub async fn tasks_of(&self, group: &ObjectId) -> Result<Vec<Task>, ApiError> {
        let call = Call::get(format!("{}?groupId={}", self.extension(TASKS), segment(group.as_str())));
        Ok(self.ask(call, Tasks::from_json).await?.data)
    }

    /// All tasks in the current store since the service started, newest first.
    pub async fn tasks(&self) -> Result<Vec<Task>, ApiError> {
        let store = self.current_store().id;
        let mut tasks = self.ask(Call::get(self.extension(TASKS)), Tasks::from_json).await?.data;
        // Groups of other stores cannot be opened from here.
        tasks.retain(|task| task.identity_store_id == store);
        Ok(tasks)
    }

    fn extension(&self, name: &str) -> String {
        DataService::at(&self.config.data_service).extension(name)
    }
}
