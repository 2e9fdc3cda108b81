//! Waits for conditions, checked once per frame, up to a deadline.

use js_sys::{Date, Promise};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// How long anything may take, in milliseconds; far more than usual, for slow machines.
const PATIENCE: f64 = 5_000.0;

/// The next animation frame.
pub async fn frame() {
    let promise = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).expect("a window has frames");
    });
    JsFuture::from(promise).await.expect("frames do not fail");
}

/// Waits a few frames, long enough for running effects and focus changes. Use it only for what must *not* happen; for
/// what must happen, use [`until`].
pub async fn frames() {
    for _ in 0..5 {
        frame().await;
    }
}

/// Waits until a condition holds; `what` describes it for the failure message.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    found(what, move || holds().then_some(())).await;
}

/// Waits until `look` returns a value.
pub async fn found<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    found_or(look, || what.to_owned()).await
}

/// The same; `what` is called only for the failure message.
pub async fn found_or<T>(mut look: impl FnMut() -> Option<T>, what: impl Fn() -> String) -> T {
    let end = Date::now() + PATIENCE;
    loop {
        // Waits a frame first, because the last action is visible only then.
        frame().await;
        if let Some(found) = look() {
            return found;
        }
        assert!(Date::now() < end, "waited {PATIENCE} ms in vain until {}", what());
    }
}
