//! The page of a group and the dashboard: what they show, and where their links lead.

use crate::support::dom::{attribute, wait_for};
use crate::support::samples::{config, object, tokens};
use crate::support::{Page, Reply, Service, all, find, shown, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, Nullable, ObjectId, ObjectPage};
use portal::pages::dashboard::DashboardPage;
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn group(name: &str, more: &[(&str, &str)]) -> DirectoryObject {
    let mut group = object("group", name);
    if let Nullable::Is(bag) = &mut group.attributes_business_object {
        for (attribute, value) in more {
            bag.attributes.set(attribute, vec![AttributeValue::answered(*value)]);
        }
    }
    group
}

fn page_of(objects: Vec<DirectoryObject>) -> Reply {
    Reply::Json(200, ObjectPage::of(objects.len() as i64, objects).to_json())
}

/// A tab of a smart group with one member of each kind.
async fn tab(name: &str) -> (Page, Service) {
    let service = Service::start(|sent| match sent.path.ends_with("/Searches") {
        true => page_of(vec![object("user", "Ann Lee"), object("group", "Nested"), object("contact", "Guest")]),
        false => Reply::Json(200, group("Polo", &[("IMSGManagedGroupType", "2"), ("zebra", "2")]).to_json()),
    });
    let mut config = config();
    config["identityStores"][0]["attributes"] = json!([
        { "name": "IMSGManagedGroupType", "label": { "en": "Static or smart" } },
        { "name": "distinguishedName", "label": { "en": "Distinguished name" } },
    ]);
    let mut page = Page::new(&config);
    page.at(&format!("{}?tab={name}", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| view! { <GroupPage id=ObjectId::new("g1")/> });
    wait_for("heading", "Polo").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn members_lead_to_their_pages() {
    let _kept = tab("members").await;
    let ann = wait_for("link", "Ann Lee").await;
    assert!(attribute(&ann, "href").ends_with("/users/id-Ann%20Lee"), "{}", attribute(&ann, "href"));
    assert!(attribute(&wait_for("link", "Nested").await, "href").ends_with("/groups/id-Nested"));
    assert!(find("link", "Guest").is_none(), "a contact has no page");
}

#[wasm_bindgen_test]
async fn attributes_stand_under_their_labels_in_words() {
    let _kept = tab("attributes").await;
    wait_for("table", "All attributes").await;
    let rows: Vec<_> = all("tbody tr").iter().map(text).collect();
    let place = |part: &str| rows.iter().position(|row| row.contains(part)).unwrap();
    assert!(place("Distinguished name") < place("Static or smart"), "{rows:?}");
    assert!(rows[place("Static or smart")].ends_with("Smart group"), "{rows:?}");
    assert!(rows[place("Static or smart")].contains("IMSGManagedGroupType"));
    // The same value in another attribute is not translated, and an attribute without a label is shown by its name.
    assert!(rows[place("zebra")].ends_with('2'), "{rows:?}");
}

#[wasm_bindgen_test]
async fn the_dashboard_begins_with_what_was_changed_last() {
    let service = Service::start(|sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false => page_of(vec![group("Polo", &[("whenChanged", "20261123090000.0Z")])]),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show(|| view! { <DashboardPage/> });
    wait_for("link", "Polo").await;
    let asked = service.sent().pop().unwrap().json();
    assert_eq!((&asked["sortBy"], &asked["sortOrder"]), (&json!("whenChanged"), &json!(2)));
    until("the day is said", || shown("listitem").iter().any(|row| row.contains("Nov 23, 2026"))).await;
    assert!(attribute(&wait_for("link", "Show your group").await, "href").ends_with("/my-groups"));
}
