//! A group is loaded late: its heading gets the focus, unless the user has moved the focus elsewhere.

use crate::support::dom::{active, wait_for, wait_for_focus};
use crate::support::samples::{config, object};
use crate::support::{Page, Reply, Service, frames, until};
use leptos::prelude::*;
use model::wire::ObjectId;
use portal::pages::groups::GroupPage;
use wasm_bindgen_test::wasm_bindgen_test;

async fn group() -> (Page, Service) {
    let service = Service::start(|_| Reply::Held);
    let mut page = Page::new(&config());
    page.show(|| {
        view! { <input type="search" aria-label="Search"/> <GroupPage id=ObjectId::new("id-Polo")/> }
    });
    until("the service is asked", || service.held() == 1).await;
    wait_for_focus("Group").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn whoever_waits_hears_the_name() {
    let (_page, service) = group().await;
    service.release(0, Reply::Json(200, object("group", "Polo").to_json()));
    wait_for_focus("Polo").await;
    assert_eq!(active().tag_name(), "H1");
    until("the title says so", || document().title() == "Polo – GroupID Portal").await;
}

#[wasm_bindgen_test]
async fn whoever_went_on_is_left_alone() {
    let (_page, service) = group().await;
    wait_for("searchbox", "Search").await.focus().unwrap();
    service.release(0, Reply::Json(200, object("group", "Polo").to_json()));
    wait_for("heading", "Polo").await;
    frames().await;
    wait_for_focus("Search").await;
}
