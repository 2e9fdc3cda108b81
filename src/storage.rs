//! The browser's local storage, with a prefix for all keys. If it is blocked by a policy, nothing is saved and
//! everything else works.

use leptos::prelude::window;
use web_sys::Storage;

const PREFIX: &str = "groupid-portal/";

/// The keys of what belongs to the browser and to no user.
pub const SETTINGS: [&str; 2] = ["language", "theme"];

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Saves a text. Returns false if the storage is full or blocked.
pub fn set(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("{PREFIX}{key}"), text).is_ok())
}

pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing a missing item is no error.
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// The keys with this beginning, without the portal's prefix.
pub fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let key = |at| storage.key(at).ok().flatten();
    let own = (0..count).filter_map(key).filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned));
    own.filter(|key| key.starts_with(start)).collect()
}
