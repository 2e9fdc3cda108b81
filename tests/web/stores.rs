//! What each kind of store offers.

use crate::support::dom::wait_for;
use crate::support::samples::{config, people, tokens};
use crate::support::{Page, Service, frames};
use leptos::prelude::*;
use portal::pages::create_group::CreateGroupPage;
use portal::pages::dashboard::DashboardPage;
use portal::pages::groups::AllGroupsPage;
use wasm_bindgen_test::wasm_bindgen_test;

async fn in_a_store_of(kind: &str) -> (Page, Service) {
    let service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { people(&[]) });
    let mut config = config();
    config["identityStores"][0]["kind"] = kind.into();
    let mut page = Page::new(&config);
    page.sign_in().await;
    page.show(|| view! { <DashboardPage/><AllGroupsPage/><CreateGroupPage/> });
    wait_for("heading", "All groups").await;
    frames().await;
    (page, service)
}

#[wasm_bindgen_test]
async fn in_every_store_groups_are_made_and_the_way_there_is_shown() {
    for kind in ["activeDirectory", "entraId"] {
        let _kept = in_a_store_of(kind).await;
        wait_for("link", "Create group").await;
        wait_for("button", "Next").await;
    }
}
