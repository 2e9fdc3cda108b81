//! One session for all pages of the portal in this browser (docs/adr/0011-one-session.md). A page that starts
//! asks the other tabs for their session, and after a reload the service worker; nothing of it is ever stored. Tabs that
//! share a session refresh its tokens one after the other and tell each other the new ones, and signing out in one of
//! them ends all of them.

mod channel;
mod state;
mod worker;

pub(super) use state::SessionId;

use super::{LastUser, Phase, Session, User};
use crate::routes::base;
use crate::tab_lock::TabLock;
use channel::Channel;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::Config;
use serde_json::{Value, json};
use state::SharedSession;
use std::rc::Rc;
use std::sync::Arc;
use worker::Worker;

/// How long another tab has to hand its session over, in milliseconds. It does so at once unless the browser has put it
/// to sleep.
const PATIENCE: u32 = 1_000;

/// The way to the other tabs of this browser.
pub(super) struct Tabs {
    channel: Rc<Channel>,
    /// None if this portal hands no session over.
    worker: Option<Worker>,
    /// Says to other tabs that there is a session here.
    lock: Option<TabLock>,
}

/// The name of the channel and the beginning of the names of the locks; a portal under another path has its own.
fn name() -> String {
    format!("groupid-portal{}/session", base())
}

/// The right to refresh tokens, which one tab has at a time.
pub(super) struct RefreshLock {
    channel: Option<Rc<Channel>>,
    lock: Option<TabLock>,
}

impl RefreshLock {
    /// Lets the next tab refresh, after it has heard what became of this refresh.
    pub(super) async fn end(self) {
        if let Some(channel) = &self.channel {
            channel.settle().await;
        }
        drop(self.lock);
    }
}

impl Session {
    /// Opens the way to the other tabs, as long as the current owner lives.
    pub fn join_tabs(&self, config: &Arc<Config>) {
        let (this, own) = (*self, config.clone());
        let Some(channel) = Channel::open(&name(), move |message| this.hear(message, &own)) else { return };
        // Without locks two tabs could use the same refresh token.
        let hands_over = !config.session.shared_machines && TabLock::are_there();
        if !hands_over {
            worker::retire();
        }
        let worker = hands_over.then(Worker::new);
        self.tabs.set_value(Some(Tabs { channel: Rc::new(channel), worker, lock: None }));
        let hide = window_event_listener(leptos::ev::pagehide, move |_| this.hand_to_worker());
        on_cleanup(move || hide.remove());
    }

    /// Whether other tabs can see that there is a session here.
    pub fn is_shared(&self) -> bool {
        self.with_tabs(|tabs| tabs.lock.is_some()) == Some(true)
    }

    /// Goes on with the session that lives in this browser, if there is one: that of the user who signed in last.
    pub async fn resume(&self, config: &Config) {
        let Some(last) = LastUser::stored() else { return };
        let Some(worker) = self.with_tabs(|tabs| tabs.worker).flatten() else { return };
        let asked = if TabLock::is_held(&name()).await { self.ask_tabs().await } else { None };
        let found = match asked {
            Some(found) => Some(found),
            None => worker.take().await,
        };
        let found = found.and_then(|found| SharedSession::read(&found));
        let fits = |found: &SharedSession| found.user.key() == last.key && config.store(found.user.store).is_some();
        let Some(found) = found.filter(fits) else { return };
        if self.phase.try_get_untracked() != Some(Phase::SignedOut) {
            return;
        }
        self.next_generation();
        self.id.set_value(found.id);
        self.tokens.set_value(Some(found.tokens));
        self.user.set(Some(found.user));
        self.note_activity();
        self.phase.set(Phase::SignedIn);
        self.announce();
    }

    /// The session of another tab as JSON; none if nobody answers.
    async fn ask_tabs(&self) -> Option<Value> {
        let answer = self.with_tabs(|tabs| tabs.channel.ask())?;
        match select(answer, TimeoutFuture::new(PATIENCE)).await {
            Either::Left((answer, _)) => answer.ok(),
            Either::Right(_) => None,
        }
    }

    /// Tells the other tabs and the worker new tokens, and whether somebody has just signed in for them.
    pub(super) fn share_tokens(&self, is_sign_in: bool) {
        self.id.update_value(SessionId::count_up);
        let Some(session) = self.shared() else { return };
        self.with_tabs(|tabs| {
            if let Some(worker) = &tabs.worker {
                worker.replace(&session);
                tabs.channel.post(json!({ "session": session, "signedIn": is_sign_in }));
            }
        });
        self.announce();
    }

    /// Tells the user's other tabs that they are signed out.
    pub(super) fn tell_signed_out(&self, user: &User) {
        self.with_tabs(|tabs| tabs.channel.post(json!({ "signedOut": user.key() })));
    }

    /// Tells the user's other tabs that somebody is there.
    pub(super) fn tell_active(&self) {
        if let Some(user) = self.user_now() {
            self.with_tabs(|tabs| tabs.channel.post(json!({ "active": user.key() })));
        }
    }

    /// Stops saying that there is a session here, and makes the worker forget it.
    pub(super) fn unshare(&self) {
        self.tabs.try_update_value(|tabs| {
            let tabs = tabs.as_mut()?;
            if let Some(worker) = tabs.worker {
                worker.forget();
            }
            tabs.lock.take()
        });
    }

    /// The turn of this tab to refresh tokens, once it has heard of every refresh before.
    pub(super) async fn turn_to_renew(&self) -> RefreshLock {
        let channel = self.with_tabs(|tabs| tabs.worker.is_some().then(|| tabs.channel.clone())).flatten();
        let Some(channel) = channel else { return RefreshLock { channel: None, lock: None } };
        let key = self.id.with_value(|id| id.key.clone());
        let lock = TabLock::when_free(&format!("{}/{key}", name())).await;
        channel.settle().await;
        RefreshLock { channel: Some(channel), lock }
    }

    /// Says to other tabs that there is a session here, and starts the worker for the next reload.
    fn announce(&self) {
        let Some(worker) = self.with_tabs(|tabs| tabs.worker.filter(|_| tabs.lock.is_none())).flatten() else {
            return;
        };
        worker.start(self.life);
        let (this, generation) = (*self, self.generation());
        let then = move |lock: Option<TabLock>| {
            if this.generation() == generation && this.phase.get_untracked() == Phase::SignedIn {
                this.tabs.try_update_value(|tabs| tabs.as_mut().map(|tabs| tabs.lock = lock));
            }
        };
        self.life.run_to_end(async { TabLock::shared(&name()).await }, then, drop);
    }

    /// Gives the session to the worker, because the page may be loaded again.
    fn hand_to_worker(&self) {
        let Some(session) = self.shared() else { return };
        self.with_tabs(|tabs| tabs.worker.as_ref().map(|worker| worker.keep(&session)));
    }

    /// The session as JSON, if somebody is signed in.
    fn shared(&self) -> Option<Value> {
        if self.phase.try_get_untracked() != Some(Phase::SignedIn) {
            return None;
        }
        let (id, user) = (self.id.get_value(), self.user_now()?);
        self.tokens.with_value(|tokens| Some(state::write(&id, &user, tokens.as_ref()?)))
    }

    fn with_tabs<T>(&self, run: impl FnOnce(&Tabs) -> T) -> Option<T> {
        self.tabs.try_with_value(|tabs| tabs.as_ref().map(run)).flatten()
    }

    /// What another tab says.
    fn hear(&self, message: &Value, config: &Arc<Config>) {
        let is_own = |name: &str| {
            let own = self.user.try_with_untracked(|user| user.as_ref().map(User::key)).flatten();
            own.is_some() && own.as_deref() == message[name].as_str()
        };
        if let Some(question) = message["ask"].as_str() {
            let Some(session) = self.shared() else { return };
            self.with_tabs(|tabs| {
                if tabs.worker.is_some() {
                    tabs.channel.answer(question, session);
                }
            });
        } else if let Some(session) = SharedSession::read(&message["session"]) {
            self.hear_tokens(session, message["signedIn"] == true);
        } else if is_own("signedOut") {
            // Tabs that share no session have tokens of their own.
            if self.with_tabs(|tabs| tabs.worker.is_none()) == Some(true) {
                self.give_back(config, self.store(), self.refresh_token());
            }
            self.leave();
        } else if is_own("active") {
            self.active.set_value(js_sys::Date::now());
        }
    }

    /// Another tab has refreshed the tokens, or its user has signed in again.
    fn hear_tokens(&self, session: SharedSession, is_sign_in: bool) {
        // Tabs refresh while nobody is there, too.
        if self.phase.try_get_untracked() == Some(Phase::Locked) && !is_sign_in {
            return;
        }
        if !self.id.with_value(|own| session.id.replaces(own)) {
            return;
        }
        self.id.set_value(session.id);
        self.tokens.set_value(Some(session.tokens));
        if self.phase.get_untracked().is_over() {
            self.note_activity();
            self.phase.set(Phase::SignedIn);
            self.announce();
        }
    }
}
