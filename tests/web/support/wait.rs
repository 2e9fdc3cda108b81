//! Waiting for what a person would wait for: conditions, looked at once a frame, with an end.

use js_sys::{Date, Promise};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// How long anything may take, in milliseconds; far more than it does, for slow machines.
const PATIENCE: f64 = 5_000.0;

/// The next animation frame.
pub async fn frame() {
    let promise = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).expect("a window has frames");
    });
    JsFuture::from(promise).await.expect("frames do not fail");
}

/// A few frames: long enough for every effect and focus that is under way. Only for what must *not* happen; what must
/// happen is waited for with [`until`].
pub async fn frames() {
    for _ in 0..5 {
        frame().await;
    }
}

/// Waits until a condition holds; `what` says what was waited for in vain.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    found(what, move || holds().then_some(())).await;
}

/// Waits until there is something.
pub async fn found<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    found_or(look, || what.to_owned()).await
}

/// Waits until there is something; `what` is asked at the end of patience.
pub async fn found_or<T>(mut look: impl FnMut() -> Option<T>, what: impl Fn() -> String) -> T {
    let end = Date::now() + PATIENCE;
    loop {
        // First a frame: what was just done shows only then.
        frame().await;
        if let Some(found) = look() {
            return found;
        }
        assert!(Date::now() < end, "waited {PATIENCE} ms in vain until {}", what());
    }
}
