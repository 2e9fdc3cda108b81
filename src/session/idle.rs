//! Locks the page when nobody was there for the configured time, and shows nothing of a session to whoever comes back to
//! a page that was left.

use super::{LastUser, Phase, Session, User};
use leptos::ev::{keydown, pagehide, pageshow, pointerdown, pointermove, visibilitychange, wheel};
use leptos::prelude::*;
use model::config::Config;
use std::time::Duration;

/// How often it is looked whether the time is over. A timer of the whole time would stand still with the machine.
const LOOK: Duration = Duration::from_secs(5);

/// How often the other tabs are told that somebody is there, in milliseconds.
const TELL: f64 = 10_000.0;

/// How long a page may have been away in the browser's history without being locked, in milliseconds.
const AWAY: f64 = 60_000.0;

/// Marks a hidden page for the style sheet.
const HIDDEN: &str = "data-locked";

impl Session {
    /// Locks the page after the configured time without input, and when it comes back from the browser's history after a
    /// while; as long as the current owner lives.
    pub fn watch_idle(&self, config: &Config) {
        let this = *self;
        Effect::new(move |_| hide_page(this.phase() == Phase::Locked));
        let limit = config.session.idle_minutes.map(|minutes| minutes as f64 * 60_000.0);
        self.watch_history(limit.map_or(AWAY, |limit| limit.min(AWAY)));
        if let Some(limit) = limit {
            self.watch_input(limit);
        }
    }

    fn watch_input(&self, limit: f64) {
        let this = *self;
        let look = move || this.lock_after(limit);
        // The input that wakes a machine must not count before it was looked.
        let input = move || {
            if !look() {
                this.note_input();
            }
        };
        let listeners = [
            window_event_listener(keydown, move |_| input()),
            window_event_listener(pointerdown, move |_| input()),
            window_event_listener(pointermove, move |_| input()),
            window_event_listener(wheel, move |_| input()),
            window_event_listener(visibilitychange, move |_| {
                look();
            }),
        ];
        let timer = set_interval_with_handle(
            move || {
                look();
            },
            LOOK,
        );
        on_cleanup(move || {
            listeners.into_iter().for_each(WindowListenerHandle::remove);
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    }

    /// A browser may keep a page that was left as it was and show it again with Back, to whoever is there by then.
    fn watch_history(&self, away: f64) {
        let this = *self;
        let left = StoredValue::new(0.0);
        let is_signed_in = move || this.phase.try_get_untracked() == Some(Phase::SignedIn);
        let hide = window_event_listener(pagehide, move |ev| {
            if ev.persisted() && is_signed_in() {
                left.set_value(js_sys::Date::now());
                hide_page(true);
            }
        });
        let show = window_event_listener(pageshow, move |ev| {
            if !ev.persisted() || !is_signed_in() {
                return;
            }
            hide_page(false);
            let own = this.user_now().as_ref().map(User::key);
            if LastUser::stored().map(|last| last.key) != own {
                // The user has signed out meanwhile in another tab, which this page could not hear.
                this.leave();
            } else if js_sys::Date::now() - left.get_value() > away {
                this.end(Phase::Locked);
            }
        });
        on_cleanup(move || {
            hide.remove();
            show.remove();
        });
    }

    /// When somebody was there for the last time, in milliseconds since the epoch.
    pub fn last_active(&self) -> f64 {
        self.active.get_value()
    }

    /// Somebody is there.
    pub(super) fn note_activity(&self) {
        self.active.try_set_value(js_sys::Date::now());
    }

    fn note_input(&self) {
        // What is pressed on a locked page may come from anybody.
        if self.phase.try_get_untracked() != Some(Phase::SignedIn) {
            return;
        }
        let before = self.active.get_value();
        self.note_activity();
        if self.active.get_value() - before > TELL {
            self.tell_active();
        }
    }

    /// Locks the page if nobody was there for so many milliseconds. Returns whether it did.
    fn lock_after(&self, limit: f64) -> bool {
        let is_late = self.active.try_get_value().is_some_and(|active| js_sys::Date::now() - active >= limit);
        let is_due = is_late && self.phase.try_get_untracked() == Some(Phase::SignedIn);
        if is_due {
            self.end(Phase::Locked);
        }
        is_due
    }
}

/// Hides everything but the dialog in which the user signs in again.
fn hide_page(hidden: bool) {
    let Some(body) = document().body() else { return };
    // The name of the attribute is valid.
    let _ = if hidden { body.set_attribute(HIDDEN, "") } else { body.remove_attribute(HIDDEN) };
}
