//! Loading a list again after a change.

use crate::api::INDEX_DELAY;
use crate::task::Lifetime;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// Loads a list at once and, because searches may lag behind, once more. `again` is what the list's requests track.
pub fn load_twice(life: Lifetime, again: RwSignal<u32>) {
    again.update(|n| *n += 1);
    life.spawn(async move {
        TimeoutFuture::new(INDEX_DELAY).await;
        again.update(|n| *n += 1);
    });
}
