//! The update of a group's members as a task of the service: it is followed, but not for ever.

use crate::saved_rule::{BERLIN, group};
use crate::support::clock::QuickTimeouts;
use crate::support::dom::{toasts, wait_for};
use crate::support::samples::{config, tokens};
use crate::support::{Page, Reply, Sent, Service, frames, get, until};
use model::wire::ObjectPage;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

/// A service with a task that never ends.
fn service(sent: &Sent) -> Reply {
    let task = json!({
        "id": 7, "groupId": "g1", "groupName": "Rhine", "state": "running", "identityStoreId": 2,
        "progress": { "done": 1, "total": 9 },
    });
    match sent.path.as_str() {
        _ if sent.is_token() => tokens(1, 1_200),
        path if path.ends_with("/x-portal/extensions") => Reply::Json(200, json!({ "extensions": ["tasks"] })),
        path if path.ends_with("/x-portal/tasks/7") => Reply::Json(200, task),
        path if path.contains("/x-portal/tasks") => Reply::Json(200, json!({ "total": 0, "data": [] })),
        path if path.ends_with("/Update") => {
            Reply::Json(200, json!({ "status": 0, "details": [{ "groupID": "g1", "taskID": 7, "status": 0 }] }))
        }
        path if path.ends_with("/Searches") => Reply::Json(200, ObjectPage::of(0, Vec::new()).to_json()),
        _ => Reply::Json(200, group(BERLIN).to_json()),
    }
}

#[wasm_bindgen_test]
async fn a_task_that_does_not_end_is_left_to_the_service() {
    let service = Service::start(service);
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show_group("g1");
    let update = wait_for("button", "Update membership now").await;
    let _clock = QuickTimeouts::pauses();
    update.click();
    let looks = || service.count("/x-portal/tasks/7");
    // Half an hour is over within seconds, but on a slow machine not within one wait.
    for count in (20..=360).step_by(20) {
        until(&format!("it was looked at {count} times"), || looks() >= count).await;
    }
    until("it is said", || toasts() == ["The service is updating the membership of Rhine."]).await;
    let looked = looks();
    frames().await;
    assert_eq!((looks(), looked < 400), (looked, true), "nobody looks any more");
    until("it can be pressed again", || {
        get("button", "Update membership now").get_attribute("aria-disabled").as_deref() == Some("false")
    })
    .await;
}
