//! The date of the last update of a smart group's members, if the service reports its updates.

use crate::api::Api;
use crate::api::tasks::{Task, TaskState};
use crate::i18n::t;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::format;
use leptos::prelude::*;
use model::wire::ObjectId;

/// A line about the last update, and whether the next one is running.
#[component]
pub fn LastUpdate(
    /// The group's object id.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let ask = move || -> ViewFuture {
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move {
            // An error here is not worth a panel, so the line is left out.
            let tasks = if api.has_tasks().await { api.tasks_of(&id).await.unwrap_or_default() } else { Vec::new() };
            view_factory(move || {
                let said = said(&tasks);
                (!said.is_empty()).then(|| view! { <p class="muted small" id="last-update">{said}</p> }).into_any()
            })
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting=|| ().into_any()/> }
}

/// The last finished update, and whether another one is running. `tasks` are newest first; "" if nothing is known.
fn said(tasks: &[Task]) -> String {
    let is_over = |task: &&Task| matches!(task.state, TaskState::Done | TaskState::Failed);
    let mut words = Vec::new();
    if let Some(task) = tasks.iter().find(is_over) {
        let when = task.ended.as_deref().and_then(format::moment).unwrap_or_default();
        words.push(match task.state {
            TaskState::Done => {
                let [joined, left] = [task.joined, task.left].map(|count| format::count(count.unwrap_or_default()));
                t!(rule.last_update, when = when, joined = joined, left = left)
            }
            _ => t!(rule.last_failed, when = when, said = task.message.clone().unwrap_or_default()),
        });
    }
    if tasks.iter().any(|task| !is_over(&task)) {
        words.push(t!(rule.next_now).to_owned());
    }
    words.join(" ")
}
