//! State of a group page that is independent of the open tab: the update of the members, and an unsaved rule.

use crate::api::Api;
use crate::api::tasks::{Task, TaskState};
use crate::drafts::RuleDraft;
use crate::http::ApiError;
use crate::i18n::t;
use crate::pages::groups::group_page::stored_rule::counted_words;
use crate::session::Session;
use crate::task::{self, Lifetime};
use crate::ui::error_panel::sentence;
use crate::ui::toast::{ToastId, Toasts};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::group::{CountBack, CountVerdict};
use model::wire::ObjectId;
use serde_json::Value;

/// How soon a task is polled for the first time, in milliseconds; each pause is longer than the one before.
const FIRST_LOOK: u32 = 400;

/// The longest pause between two looks at a task, in milliseconds.
const LONGEST_PAUSE: u32 = 5_000;

/// How long a task is followed, in milliseconds.
const FOLLOWED: u32 = 30 * 60_000;

/// The state of a group page. Copies share the same state.
#[derive(Clone, Copy)]
pub struct GroupWork {
    api: StoredValue<Api>,
    toasts: Toasts,
    life: Lifetime,
    id: StoredValue<ObjectId>,
    /// Whether an update is running.
    pub busy: RwSignal<bool>,
    /// The progress of the update, if the service reports it.
    pub task: RwSignal<Option<Task>>,
    /// The toast that offers an update.
    pub offer: StoredValue<Option<ToastId>>,
    /// Whether the rule has unsaved changes.
    pub unsaved: RwSignal<bool>,
    /// Whether the user is an owner, or this cannot be known.
    pub owned: RwSignal<bool>,
    /// Whether the user has asked to see the actions nevertheless.
    pub anyway: RwSignal<bool>,
    /// Whether the user is a direct member; none while this is not known.
    pub joined: RwSignal<Option<bool>>,
    /// The members after the last update, if they are not as expected.
    pub counted: RwSignal<Option<CountBack>>,
    /// Reads the group again.
    reload: Callback<()>,
}

impl GroupWork {
    /// Must run inside the reactive owner of the group's page.
    pub fn new(id: ObjectId, reload: Callback<()>) -> Self {
        let user = use_context::<Session>().and_then(|session| session.user_now());
        let kept = user.and_then(|user| RuleDraft::new(&user, &id).load());
        Self {
            api: StoredValue::new(Api::expect()),
            toasts: Toasts::expect(),
            life: Lifetime::new(),
            id: StoredValue::new(id),
            busy: RwSignal::new(false),
            task: RwSignal::new(None),
            offer: StoredValue::new(None),
            unsaved: RwSignal::new(kept.is_some()),
            owned: RwSignal::new(true),
            anyway: RwSignal::new(false),
            joined: RwSignal::new(None),
            counted: RwSignal::new(None),
            reload,
        }
    }

    /// Whether the actions are shown; reactive.
    pub fn may(self) -> bool {
        self.owned.get() || self.anyway.get()
    }

    /// Starts an update of the members; `name` is the group's name.
    pub fn update(self, name: String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        // The offer is being carried out.
        if let Some(offer) = self.offer.get_value() {
            self.toasts.withdraw(offer);
        }
        let (toasts, own) = (self.toasts, name.clone());
        let show = self.life.tell(move |now| self.task.set(Some(now)));
        let count = self.counting(name.clone());
        let count_left = count.clone();
        let then = move |outcome: Result<Done, ApiError>| {
            self.busy.set(false);
            self.task.set(None);
            if say(outcome, own, toasts) {
                count();
                self.reload.run(());
            }
        };
        let left = move |outcome| {
            if say(outcome, name, toasts) {
                count_left();
            }
        };
        self.counted.set(None);
        self.life.run_to_end(update(self.api.get_value(), self.id.get_value(), show), then, left);
    }

    /// Returns a function that starts an update, also after the page was left.
    pub fn updater(self, name: String) -> impl Fn() + Send + Sync + 'static {
        let (api, id, toasts) = (self.api.get_value(), self.id.get_value(), self.toasts);
        let count = self.counting(name.clone());
        move || {
            let (name, count) = (name.clone(), count.clone());
            if self.life.is_over() {
                task::run_to_end(update(api.clone(), id.clone(), |_| ()), move |outcome| {
                    if say(outcome, name, toasts) {
                        count();
                    }
                });
            } else {
                self.update(name);
            }
        }
    }

    /// Returns a function that counts the members after an update in the background, and warns where they are not as
    /// expected: on the page, or in a toast if it was left.
    fn counting(self, name: String) -> impl Fn() + Clone + Send + Sync + 'static {
        let (api, id, toasts) = (self.api.get_value(), self.id.get_value(), self.toasts);
        move || {
            let work = count_back(api.clone(), id.clone());
            let name = name.clone();
            let left = move |counted: Option<CountBack>| {
                if let Some(counted) = counted.filter(|counted| counted.verdict() != CountVerdict::Expected) {
                    toasts.warn(move || counted_words(counted, &name).unwrap_or_default());
                }
            };
            let then = move |counted: Option<CountBack>| self.counted.set(counted);
            self.life.run_to_end(work, then, left);
        }
    }
}

/// The result of an update.
enum Done {
    /// The task has ended.
    Task(Task),
    /// The request was answered, with the number of members if the service gives it.
    Count(Option<i64>),
    /// The service refused the update for this reason.
    Refused(String),
}

/// If the service reports tasks, starts a task and polls it, until it ends or has taken too long to be waited for.
/// Otherwise sends the documented request and waits for the response.
async fn update(api: Api, id: ObjectId, show: impl Fn(Task)) -> Result<Done, ApiError> {
    let store = api.current_store().id;
    if !api.has_tasks().await {
        let result = api.update_membership(store, &id).await?;
        return Ok(Done::Count(result.data.get().and_then(Value::as_i64)));
    }
    let started = api.update_memberships(store, std::slice::from_ref(&id)).await?;
    let own = started.details.into_iter().find(|task| task.group_id.eq_ignore_ascii_case(id.as_str()));
    let Some(own) = own else { return Ok(Done::Count(None)) };
    if own.status.0 != 0 {
        return Ok(Done::Refused(own.message.get().cloned().unwrap_or_default()));
    }
    let (mut pause, mut waited) = (FIRST_LOOK, 0);
    while waited < FOLLOWED {
        let task = api.task(own.task_id).await?;
        if matches!(task.state, TaskState::Done | TaskState::Failed) {
            return Ok(Done::Task(task));
        }
        show(task);
        TimeoutFuture::new(pause).await;
        waited += pause;
        pause = (pause + pause / 4).min(LONGEST_PAUSE);
    }
    Ok(Done::Count(None))
}

/// The members after an update and whom the rule finds; none if they cannot be counted.
async fn count_back(api: Api, id: ObjectId) -> Option<CountBack> {
    api.count_back(api.current_store().id, &id).await.ok().flatten()
}

/// Announces the result of an update. Returns whether the service has not refused it.
fn say(outcome: Result<Done, ApiError>, name: String, toasts: Toasts) -> bool {
    let said = match outcome {
        Ok(Done::Task(done)) if done.state == TaskState::Done => {
            let (joined, left) = (done.joined.unwrap_or_default(), done.left.unwrap_or_default());
            toasts.say(move || t!(rule.update_done, name = name.clone(), joined = joined, left = left));
            return true;
        }
        Ok(Done::Count(Some(count))) => {
            toasts.say(move || t!(rule.updated, name = name.clone(), count = count));
            return true;
        }
        Ok(Done::Count(None)) => {
            toasts.say(move || t!(rule.update_started, name = name.clone()));
            return true;
        }
        Ok(Done::Task(failed)) => failed.message.unwrap_or_default(),
        Ok(Done::Refused(said)) => said,
        Err(error) => {
            toasts.warn(move || t!(rule.update_failed, name = name.clone(), said = sentence(&error)));
            return false;
        }
    };
    toasts.warn(move || t!(rule.update_failed, name = name.clone(), said = said.clone()));
    false
}
