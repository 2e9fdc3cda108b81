//! The tab "All attributes": what the configuration lets people edit has an editor of its syntax, and nothing else has.

use crate::support::dom::{attribute, find, toasts, wait_for};
use crate::support::keys::{choose, click, press};
use crate::support::samples::{config, object};
use crate::support::{Page, Reply, Sent, Service, all, fill, text, type_in, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const STARTS: &str = "20260101120000.0Z";

fn store() -> Value {
    let known = |name: &str, label: &str, syntax: &str, several: bool| json!({ "name": name, "label": { "en": label }, "syntax": syntax, "multiValued": several, "editable": true });
    let mut config = config();
    config["identityStores"][0]["attributes"] = json!([
        known("telephoneNumber", "Telephone", "string", false),
        known("info", "Notes", "string", false),
        known("extensionAttribute1", "Seats", "number", false),
        known("extensionAttribute2", "Open to guests", "boolean", false),
        known("extensionAttribute3", "Starts", "date", false),
        known("extensionAttribute4", "Deputy", "person", false),
        known("otherTelephone", "Other numbers", "string", true),
        { "name": "company", "label": { "en": "Company" } },
    ]);
    config
}

fn group() -> DirectoryObject {
    let mut attributes = object("group", "Rowing").attributes().clone();
    let own = [
        ("company", vec!["Quay Ltd"]),
        ("telephoneNumber", vec!["+43 1 23"]),
        ("extensionAttribute2", vec!["True"]),
        ("extensionAttribute3", vec![STARTS]),
        ("otherTelephone", vec!["1", "2"]),
    ];
    for (name, values) in own {
        attributes.set(name, values.into_iter().map(AttributeValue::answered).collect());
    }
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
}

async fn attributes_tab() -> (Page, Service) {
    let service = Service::start(|sent: &Sent| match (sent.method.as_str(), sent.path.as_str()) {
        ("PATCH", _) => Reply::Json(200, json!({ "status": 0 })),
        ("POST", _) => Reply::Json(200, ObjectPage::of(1, vec![object("user", "Ann Lee")]).to_json()),
        _ => Reply::Json(200, group().to_json()),
    });
    let mut page = Page::new(&store());
    page.at(&format!("{}?tab=attributes", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| {
        view! {
            <GroupPage id=ObjectId::new("g1")/>
            <ToastList/>
        }
    });
    wait_for("button", "Edit Telephone").await;
    (page, service)
}

/// The attributes that the only PATCH sets, with their values.
async fn saved(service: &Service) -> Value {
    click("button", "Save changes");
    until("it is said", || toasts().join("|").contains("saved")).await;
    let patches: Vec<_> = service.sent().into_iter().filter(|sent| sent.method == "PATCH").collect();
    assert_eq!(patches.len(), 1);
    patches[0].json()["AttributesCollection"]["AttributesCollection"].clone()
}

/// The text in a field.
fn held(field: &web_sys::HtmlElement) -> String {
    field.clone().unchecked_into::<web_sys::HtmlInputElement>().value()
}

async fn edit(label: &str, role: &str) -> web_sys::HtmlElement {
    click("button", &format!("Edit {label}"));
    wait_for(role, label).await
}

#[wasm_bindgen_test]
async fn what_the_configuration_does_not_mark_is_only_shown() {
    let (_page, _service) = attributes_tab().await;
    assert!(find("button", "Edit Company").is_none());
    assert!(all("tr").iter().any(|row| text(row).contains("Quay Ltd")));
    // One without a value is there, too, because it can get one.
    assert!(all("tr").iter().any(|row| text(row).starts_with("Notes") && text(row).contains("Empty")));
}

#[wasm_bindgen_test]
async fn only_what_was_changed_is_sent() {
    let (_page, service) = attributes_tab().await;
    edit("Telephone", "textbox").await;
    fill("Telephone", "+43 1 24");
    click("button", "Done");
    edit("Notes", "textbox").await;
    fill("Notes", "By the water");
    press("Enter");
    wait_for("button", "Edit Notes").await;
    let wanted = json!({ "info": [{ "Value": "By the water", "Action": 0 }],
        "telephoneNumber": [{ "Value": "+43 1 24", "Action": 0 }] });
    assert_eq!(saved(&service).await, wanted);
}

#[wasm_bindgen_test]
async fn a_value_of_the_wrong_kind_is_said_at_the_field_and_not_sent() {
    let (_page, service) = attributes_tab().await;
    let field = edit("Seats", "textbox").await;
    type_in(&field, "a dozen");
    until("it is wrong", || attribute(&field, "aria-invalid") == "true").await;
    assert!(all(".editor .error").iter().any(|said| text(said).contains("Enter a whole number")));
    click("button", "Save changes");
    assert_eq!(service.sent().iter().filter(|sent| sent.method == "PATCH").count(), 0);
    type_in(&field, " 12 ");
    until("it is right", || attribute(&field, "aria-invalid").is_empty()).await;
    assert_eq!(saved(&service).await, json!({ "extensionAttribute1": [{ "Value": "12", "Action": 0 }] }));
}

#[wasm_bindgen_test]
async fn yes_and_no_keep_the_spelling_of_the_directory() {
    let (_page, service) = attributes_tab().await;
    edit("Open to guests", "combobox").await;
    choose("Open to guests", "No");
    wait_for("button", "Save changes").await;
    choose("Open to guests", "Yes");
    until("it is no change", || find("button", "Save changes").is_none()).await;
    choose("Open to guests", "No");
    wait_for("button", "Save changes").await;
    assert_eq!(saved(&service).await, json!({ "extensionAttribute2": [{ "Value": "FALSE", "Action": 0 }] }));
}

#[wasm_bindgen_test]
async fn a_date_is_entered_in_the_time_of_the_reader() {
    let (_page, service) = attributes_tab().await;
    click("button", "Edit Starts");
    until("the field is there", || !all("input[type=\"datetime-local\"]").is_empty()).await;
    let field = all("input[type=\"datetime-local\"]")[0].clone();
    until("it has the moment", || held(&field).starts_with("2026-01-01T")).await;
    let before = held(&field);
    type_in(&field, "");
    assert!(find("button", "Save changes").is_none(), "a half-entered date changes nothing");
    type_in(&field, &before.replace("2026-01-01", "2026-01-02"));
    wait_for("button", "Save changes").await;
    let wanted = json!({ "extensionAttribute3": [{ "Value": "20260102120000.0Z", "Action": 0 }] });
    assert_eq!(saved(&service).await, wanted);
}

#[wasm_bindgen_test]
async fn several_values_are_added_and_removed_one_by_one() {
    let (_page, service) = attributes_tab().await;
    let field = edit("Other numbers", "textbox").await;
    type_in(&field, "2");
    click("button", "Add value");
    until("it is said", || all(".editor .error").iter().any(|said| text(said).contains("already"))).await;
    type_in(&field, "3");
    press("Enter");
    wait_for("button", "Remove 3").await;
    click("button", "Remove 1");
    until("it is gone", || find("button", "Remove 1").is_none()).await;
    let values = saved(&service).await;
    let texts: Vec<_> = values["otherTelephone"].as_array().unwrap().iter().map(|own| own["Value"].clone()).collect();
    assert_eq!(texts, ["2", "3"]);
}

#[wasm_bindgen_test]
async fn a_person_is_picked() {
    let (_page, service) = attributes_tab().await;
    click("button", "Edit Deputy");
    let input = wait_for("combobox", "Choose a person or group").await;
    input.focus().unwrap();
    type_in(&input, "ann");
    until("somebody is suggested", || !all("[role=\"option\"]").is_empty()).await;
    press("ArrowDown");
    press("Enter");
    wait_for("button", "Remove Ann Lee").await;
    let wanted = "CN=Ann Lee,OU=Groups,DC=demo,DC=local";
    assert_eq!(saved(&service).await, json!({ "extensionAttribute4": [{ "Value": wanted, "Action": 0 }] }));
}
