//! Update membership now: starts the service's task and follows it where the service tells how it goes; elsewhere waits
//! for the documented call's answer.

use crate::api::tasks::{Task, TaskState};
use crate::api::{Api, ApiError};
use crate::i18n::{t, tv};
use crate::task::Life;
use crate::ui::error_panel::sentence;
use crate::ui::progress::progress;
use crate::ui::toast::Toasts;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::wire::ObjectId;
use serde_json::Value;

/// How often a running task is looked at, in milliseconds.
const LOOK: u32 = 400;

/// The button, and how the update goes.
#[component]
pub fn UpdateButton(
    /// Which group.
    id: ObjectId,
    /// What it is called.
    name: String,
    /// The members are others now.
    on_done: Callback<()>,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Life::new());
    let toasts = Toasts::expect();
    let busy = RwSignal::new(false);
    let task = RwSignal::new(None::<Task>);
    let id = StoredValue::new(id);
    let name = StoredValue::new(name);
    let start = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let show = life.tell(move |now: Task| task.set(Some(now)));
        let name = name.get_value();
        let own = name.clone();
        let then = move |outcome: Result<Done, ApiError>| {
            busy.set(false);
            task.set(None);
            let is_done = outcome.is_ok();
            say(outcome, &own, toasts);
            if is_done {
                on_done.run(());
            }
        };
        life.outlive(update(api.get_value(), id.get_value(), show), then, move |outcome| say(outcome, &name, toasts));
    };
    let shown = move || {
        let task = task.get()?;
        Some(progress(t!(rule.updating, name = name.get_value()), task.progress.done, task.progress.total))
    };
    view! {
        <button type="button" class="btn" aria-disabled=move || busy.get().to_string() on:click=start>
            {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
            {tv!(rule.update_now)}
        </button>
        {shown}
    }
}

/// What came of it.
enum Done {
    /// The task ended.
    Task(Task),
    /// The call was answered, with the number of members where it says so.
    Count(Option<i64>),
}

/// Says what came of it.
fn say(outcome: Result<Done, ApiError>, name: &str, toasts: Toasts) {
    let name = name.to_owned();
    match outcome {
        Ok(Done::Task(done)) if done.state == TaskState::Done => {
            let (joined, left) = (done.joined.unwrap_or_default(), done.left.unwrap_or_default());
            toasts.say(move || t!(rule.update_done, name = name.clone(), joined = joined, left = left));
        }
        Ok(Done::Task(failed)) => {
            let said = failed.message.clone().unwrap_or_default();
            toasts.warn(move || t!(rule.update_failed, name = name.clone(), said = said.clone()));
        }
        Ok(Done::Count(Some(count))) => toasts.say(move || t!(rule.updated, name = name.clone(), count = count)),
        Ok(Done::Count(None)) => toasts.say(move || t!(rule.update_started, name = name.clone())),
        Err(error) => toasts.warn(move || t!(rule.update_failed, name = name.clone(), said = sentence(&error))),
    }
}

async fn update(api: Api, id: ObjectId, show: impl Fn(Task)) -> Result<Done, ApiError> {
    let store = api.current_store().id;
    if !api.has_tasks().await {
        let result = api.update_membership(store, &id).await?;
        return Ok(Done::Count(result.data.get().and_then(Value::as_i64)));
    }
    let started = api.update_memberships(store, std::slice::from_ref(&id)).await?;
    let own = started.details.into_iter().find(|task| task.group_id.eq_ignore_ascii_case(id.as_str()));
    let Some(own) = own.filter(|task| task.status.0 == 0) else { return Ok(Done::Count(None)) };
    loop {
        let task = api.task(own.task_id).await?;
        if matches!(task.state, TaskState::Done | TaskState::Failed) {
            return Ok(Done::Task(task));
        }
        show(task);
        TimeoutFuture::new(LOOK).await;
    }
}
