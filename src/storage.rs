//! The browser's local storage, below one prefix. Without one (blocked by a policy) nothing is kept and all goes on.

use leptos::prelude::window;
use web_sys::Storage;

/// Before every key.
const PREFIX: &str = "groupid-portal/";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// A kept text.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Keeps a text; says whether it was kept (storage may be full or blocked).
pub fn set(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("{PREFIX}{key}"), text).is_ok())
}

/// Forgets a text.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing what is not there is no failure.
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// The keys that start so, without our prefix.
pub fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let key = |at| storage.key(at).ok().flatten();
    let own = (0..count).filter_map(key).filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned));
    own.filter(|key| key.starts_with(start)).collect()
}
