//! The background updates of smart groups, running and finished, if the service reports them.

use crate::api::Api;
use crate::api::tasks::{Task, TaskState};
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::task::Lifetime;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::wire::ObjectId;

/// How often the tasks are polled, in milliseconds: while one is running, and otherwise.
const LOOK: [u32; 2] = [1_000, 10_000];

#[component]
pub fn TasksPage() -> impl IntoView {
    let api = Api::expect();
    let tasks = RwSignal::new(None::<Vec<Task>>);
    let failed = RwSignal::new(None::<ApiError>);
    Lifetime::new().spawn(async move {
        loop {
            let there = api.has_tasks().await;
            let answer = if there { api.tasks().await } else { Ok(Vec::new()) };
            let running = match answer {
                Ok(list) => {
                    let running = list.iter().any(|task| matches!(task.state, TaskState::Queued | TaskState::Running));
                    failed.set(None);
                    tasks.set(Some(list));
                    running
                }
                // The earlier list stays, and the next poll tries again.
                Err(error) => {
                    failed.set(Some(error));
                    false
                }
            };
            TimeoutFuture::new(LOOK[usize::from(!running)]).await;
        }
    });
    let body = move || {
        match tasks.get() {
        None if failed.with(|failed| failed.is_some()) => ().into_any(),
        None => (0..4).map(|_| view! { <tr>{(0..4).map(|_| view! { <td><span class="skeleton"></span></td> }).collect_view()}</tr> }).collect_view().into_any(),
        Some(list) => list.into_iter().map(row).collect_view().into_any(),
    }
    };
    let none = move || tasks.with(|tasks| tasks.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="page-head"><div class="titles"><PageTitle text=words(|| t!(nav.tasks))/></div></div>
        {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
        <section class="card" aria-label=tv!(nav.tasks)>
            <div class="table-wrap">
                <table aria-label=tv!(nav.tasks)>
                    <thead><tr>
                        <th scope="col">{tv!(tasks.group)}</th>
                        <th scope="col">{tv!(tasks.state)}</th>
                        <th scope="col" class="hide-s">{tv!(tasks.result)}</th>
                        <th scope="col" class="hide-s">{tv!(tasks.when)}</th>
                    </tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <Show when=none>
                <div class="empty">{Icon::Tray.view()}<p>{tv!(tasks.none)}</p></div>
            </Show>
        </section>
    }
}

fn row(task: Task) -> AnyView {
    let href = Route::Group(ObjectId::new(task.group_id.clone())).href();
    let (class, state) = match task.state {
        TaskState::Queued => ("tag", t!(tasks.queued)),
        TaskState::Running => ("tag accent", t!(tasks.running)),
        TaskState::Done => ("tag good", t!(tasks.done)),
        TaskState::Failed => ("tag bad", t!(tasks.failed)),
    };
    let result = match task.state {
        TaskState::Running => {
            let (done, total) = (task.progress.done, task.progress.total);
            view! { <progress max=total.max(1) value=done aria-label=t!(tasks.running)></progress> }.into_any()
        }
        TaskState::Done => {
            let (joined, left) = (task.joined.unwrap_or_default(), task.left.unwrap_or_default());
            let after = task.after.unwrap_or_default();
            view! { <span>{t!(tasks.outcome, joined = joined, left = left, after = after)}</span> }.into_any()
        }
        _ => view! { <span>{task.message.clone().unwrap_or_default()}</span> }.into_any(),
    };
    let when = task.ended.as_ref().or(task.started.as_ref()).or(task.queued.as_ref());
    let utc = when.cloned().unwrap_or_default();
    let when = when.and_then(|when| format::moment(when)).unwrap_or_default();
    view! {
        <tr>
            <td><a href=href>{task.group_name}</a></td>
            <td><span class=class>{state}</span></td>
            <td class="hide-s">{result}</td>
            <td class="hide-s"><time datetime=utc.clone() title=utc>{when}</time></td>
        </tr>
    }
    .into_any()
}
