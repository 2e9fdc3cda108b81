//! What the portal leaves in a browser, and how it goes away: with its age, or when its user signs out.

use super::{DRAFTS, time_of};
use crate::storage;
use serde_json::Value;

/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;

/// The keys of a user's unfinished work; `user` is [`crate::session::User::key`].
fn keys_of(user: &str) -> impl Iterator<Item = String> {
    let own = format!("/{user}/");
    // The kind of work stands before the user, and what it is about behind.
    storage::keys(DRAFTS).into_iter().filter(move |key| {
        let behind_kind = key[DRAFTS.len()..].find('/').map(|at| &key[DRAFTS.len() + at..]);
        behind_kind.is_some_and(|rest| rest.starts_with(&own))
    })
}

/// Whether a user has unfinished work.
pub fn are_there(user: &str) -> bool {
    keys_of(user).next().is_some()
}

/// Removes all unfinished work of a user.
pub fn forget_all(user: &str) {
    keys_of(user).for_each(|key| storage::remove(&key));
}

/// Removes everything that the portal has stored, except for settings of the browser: language and theme.
pub fn forget_everything() {
    storage::keys("")
        .iter()
        .filter(|key| !storage::SETTINGS.contains(&key.as_str()))
        .for_each(|key| storage::remove(key));
}

/// Removes work that was saved last so many days ago, and what cannot be read.
pub fn forget_old(days: usize) {
    let oldest = js_sys::Date::now() - days as f64 * DAY;
    for key in storage::keys(DRAFTS) {
        if saved(&key).is_none_or(|saved| saved < oldest) {
            storage::remove(&key);
        }
    }
}

/// When work was saved, in milliseconds since the epoch: it says so itself, or its key says when it was begun.
fn saved(key: &str) -> Option<f64> {
    let own = || serde_json::from_str::<Value>(&storage::get(key)?).ok()?.get("saved")?.as_i64();
    // From the end, because a user's key may have a number, too.
    let begun = || key.rsplit('/').find_map(|part| part.parse::<i64>().ok().filter(|number| *number > DAY as i64));
    time_of(own().or_else(begun)?)
}
