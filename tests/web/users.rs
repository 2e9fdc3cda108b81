//! The list of users, and the page of a user.

use crate::support::dom::{attribute, wait_for};
use crate::support::keys::click;
use crate::support::people::{Directory, config_of_users, employee};
use crate::support::{Page, Service, all, find, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, Nullable, ObjectId};
use portal::pages::users::{UserPage, UsersPage};
use portal::routes::Route;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

fn directory() -> Directory {
    Directory::of(vec![employee("ann.lee", "Ann Lee")])
}

async fn page_of(directory: &Directory, query: &str) -> (Page, Service) {
    let service = directory.start();
    let mut page = Page::new(&config_of_users());
    let id = ObjectId::new("id-ann.lee");
    page.at(&format!("{}{query}", Route::User(id.clone()).path()));
    page.show(move || view! { <UserPage id=id.clone()/> });
    wait_for("heading", "Ann Lee").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn the_list_shows_who_somebody_is_and_leads_to_their_page() {
    let service = directory().start();
    let mut page = Page::new(&config_of_users());
    page.at(&Route::Users.path());
    page.show(|| view! { <UsersPage/> });
    let link = wait_for("link", "Ann Lee").await;
    assert!(attribute(&link, "href").ends_with("/users/id-ann.lee"));
    let row = text(&all("tbody tr")[0]);
    for said in ["Engineer", "Engineering", "ann.lee@demo.local"] {
        assert!(row.contains(said), "{row}");
    }
    for (button, sort) in [("Logon name", "userPrincipalName"), ("Department", "department")] {
        click("button", button);
        until("it is sorted", || service.sent().last().is_some_and(|sent| sent.json()["sortBy"] == sort)).await;
        assert!(crate::support::page::url().ends_with(&format!("sort={sort}")));
    }
    assert!(find("link", "Create user").is_some() && find("link", "Create users from a file").is_some());
}

#[wasm_bindgen_test]
async fn a_person_has_facts_under_the_configured_labels() {
    let (_page, _service) = page_of(&directory(), "").await;
    let facts = text(&all("dl")[0]);
    for said in ["Department Engineering", "Logon name ann.lee@demo.local", "Container OU=Sales,DC=demo,DC=local"] {
        assert!(facts.contains(said) || facts.replace(' ', "").contains(&said.replace(' ', "")), "{facts}");
    }
    assert!(!all(".tag").iter().any(|tag| text(tag) == "Account disabled"));
}

#[wasm_bindgen_test]
async fn who_cannot_sign_in_is_marked() {
    let mut ann = employee("ann.lee", "Ann Lee");
    if let Nullable::Is(bag) = &mut ann.attributes_business_object {
        bag.attributes.set("userAccountControl", vec![AttributeValue::answered("514")]);
    }
    let (_page, _service) = page_of(&Directory::of(vec![ann]), "").await;
    assert!(all(".tag").iter().any(|tag| text(tag) == "Account disabled"));
}

#[wasm_bindgen_test]
async fn memberships_and_owned_groups_are_asked_for_by_name() {
    let (_page, service) = page_of(&directory(), "?tab=memberships").await;
    let dn = Value::from("CN=Ann Lee,OU=Sales,DC=demo,DC=local");
    let asks = |attribute: &str| {
        service.sent().iter().any(|sent| {
            sent.path.ends_with("/Searches")
                && sent.body.contains(&format!("\"{attribute}\""))
                && sent.body.contains(&dn.to_string())
        })
    };
    until("memberships are asked for", || asks("member")).await;
    wait_for("table", "Memberships").await;
    click("tab", "Owned groups");
    until("owned ones are asked for", || asks("managedBy") && asks("XAdditionalOwner")).await;
    click("tab", "All attributes");
    wait_for("table", "All attributes").await;
}

#[wasm_bindgen_test]
async fn nobody_is_said_to_be_nobody() {
    let _service = Directory::default().start();
    let mut page = Page::new(&config_of_users());
    page.show(|| view! { <UserPage id=ObjectId::new("gone")/> });
    wait_for("heading", "This user does not exist").await;
    assert!(attribute(&wait_for("link", "Users").await, "href").ends_with("/users"));
}
