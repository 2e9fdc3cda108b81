//! A page that stays open learns of a new version of the portal.

use crate::support::dom::toasts;
use crate::support::samples::config;
use crate::support::{Page, Reply, Service, find, frames, until};
use leptos::prelude::*;
use portal::app::watch_version;
use portal::ui::toast::ToastList;
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

/// Makes the page look whether it is time, as if it were so many hours later.
pub fn look_later(hours: f64) {
    js_sys::eval(&format!(
        "{{ const now = Date.now; Date.now = () => now() + {hours} * 3600000;
           window.dispatchEvent(new Event('visibilitychange')); Date.now = now; }}"
    ))
    .unwrap();
}

#[wasm_bindgen_test]
async fn a_new_version_is_offered_and_an_outage_is_none() {
    let turn = Cell::new(0);
    let service = Service::start(move |_| {
        turn.set(turn.get() + 1);
        match turn.get() {
            1 => Reply::Text(200, "<script src=\"./portal-start-old.js\"></script>"),
            2 => Reply::Text(503, "<h1>Maintenance</h1>"),
            3 => Reply::Text(200, "<h1>Maintenance</h1>"),
            _ => Reply::Text(200, "<script src=\"./portal-start-new.js\"></script>"),
        }
    });
    let mut page = Page::new(&config());
    page.show(|| {
        // A script of this type is not run.
        view! { <script type="text/plain" src="/portal/portal-start-old.js"></script> <ToastList/> }
    });
    frames().await;
    page.within(watch_version);
    look_later(0.5);
    frames().await;
    assert_eq!(service.sent().len(), 0, "not every time");
    for (hours, asked) in [(2.0, 1), (4.0, 2), (6.0, 3)] {
        look_later(hours);
        until("it is asked", || service.sent().len() == asked).await;
        frames().await;
        assert!(toasts().is_empty(), "{:?}", toasts());
    }
    look_later(8.0);
    until("it is offered", || toasts() == ["A new version of the portal is available."]).await;
    assert!(find("button", "Reload the page").is_some());
}
