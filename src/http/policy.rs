//! What the page's Content-Security-Policy has blocked. A blocked request fails like one to a service that is down; only
//! the browser's report tells them apart.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::SecurityPolicyViolationEvent;

/// The event by which a browser reports what it has blocked.
const REPORT: &str = "securitypolicyviolation";

thread_local! {
    /// The addresses that were blocked, as the browser reports them: whole URLs, or origins.
    static BLOCKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Listens to the browser's reports, as long as the document lives.
pub fn watch_policy() {
    let note = |event: SecurityPolicyViolationEvent| {
        if event.effective_directive() == "connect-src" {
            BLOCKED.with_borrow_mut(|blocked| {
                let address = event.blocked_uri();
                if !blocked.contains(&address) {
                    blocked.push(address);
                }
            });
        }
    };
    let listener = Closure::<dyn Fn(SecurityPolicyViolationEvent)>::new(note).into_js_value();
    // A browser without this event names the other causes.
    let _ = window().add_event_listener_with_callback(REPORT, listener.unchecked_ref());
}

/// Whether the browser has reported this URL as blocked.
pub(super) async fn is_blocked(url: &str) -> bool {
    // The report is a task of its own and may come after the failure.
    TimeoutFuture::new(0).await;
    let is_it = |blocked: &String| !blocked.is_empty() && url.starts_with(blocked.as_str());
    BLOCKED.with_borrow(|blocked| blocked.iter().any(is_it))
}
