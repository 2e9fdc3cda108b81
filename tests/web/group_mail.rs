//! The tab "E-mail": addresses with a primary one, and whose messages the group receives; all of it is saved with the
//! other changes.

use crate::support::dom::{find, toasts, wait_for};
use crate::support::keys::{click, pick, press};
use crate::support::samples::{config, entra_config, object};
use crate::support::{Page, Reply, Sent, Service, all, fill, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn group(is_mail_enabled: bool) -> DirectoryObject {
    let mut attributes = object("group", "Rowing").attributes().clone();
    let mut set = |name: &str, values: &[&str]| {
        attributes.set(name, values.iter().map(|value| AttributeValue::answered(*value)).collect());
    };
    if is_mail_enabled {
        set("mailNickname", &["rowing"]);
        set("mail", &["rowing@demo.local"]);
        set("proxyAddresses", &["SMTP:rowing@demo.local", "smtp:boats@demo.local", "X500:/o=Demo/cn=rowing"]);
    }
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
}

async fn group_page(config: &Value, is_mail_enabled: bool) -> (Page, Service) {
    let service = Service::start(move |sent: &Sent| match (sent.method.as_str(), sent.path.as_str()) {
        ("PATCH", _) => Reply::Json(200, json!({ "status": 0 })),
        ("POST", _) => {
            let class = if sent.body.contains("crew") { "group" } else { "user" };
            let name = if class == "group" { "Crew" } else { "Ann Lee" };
            Reply::Json(200, ObjectPage::of(1, vec![object(class, name)]).to_json())
        }
        _ => Reply::Json(200, group(is_mail_enabled).to_json()),
    });
    let mut page = Page::new(config);
    page.at(&format!("{}?tab=mail", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| {
        view! {
            <GroupPage id=ObjectId::new("g1")/>
            <ToastList/>
        }
    });
    wait_for("heading", "Rowing").await;
    (page, service)
}

fn restricted() -> Value {
    let mut config = config();
    config["identityStores"][0]["deliveryRestrictions"] =
        json!({ "acceptFrom": ["authOrig", "dLMemSubmitPerms"], "rejectFrom": ["unauthOrig"] });
    config
}

/// The values that the only PATCH sets, by attribute.
async fn saved(service: &Service) -> Value {
    click("button", "Save changes");
    until("it is said", || toasts().join("|").contains("saved")).await;
    let patches: Vec<_> = service.sent().into_iter().filter(|sent| sent.method == "PATCH").collect();
    assert_eq!(patches.len(), 1);
    let bag = patches[0].json()["AttributesCollection"]["AttributesCollection"].as_object().unwrap().clone();
    let texts = |values: &Value| -> Vec<Value> {
        values.as_array().unwrap().iter().map(|value| value["Value"].clone()).collect()
    };
    bag.iter().map(|(name, values)| (name.clone(), Value::from(texts(values)))).collect()
}

#[wasm_bindgen_test]
async fn another_address_becomes_the_primary_one() {
    let (_page, service) = group_page(&config(), true).await;
    wait_for("button", "Make primary: boats@demo.local").await;
    assert!(find("button", "Remove rowing@demo.local").is_none(), "the primary address cannot be removed");
    assert!(all("li").iter().any(|row| text(row).contains("X500")));
    click("button", "Make primary: boats@demo.local");
    wait_for("button", "Make primary: rowing@demo.local").await;
    let wanted = json!({ "mail": ["boats@demo.local"],
        "proxyAddresses": ["smtp:rowing@demo.local", "SMTP:boats@demo.local", "X500:/o=Demo/cn=rowing"] });
    assert_eq!(saved(&service).await, wanted);
}

#[wasm_bindgen_test]
async fn an_address_is_added_if_it_is_one() {
    let (_page, service) = group_page(&config(), true).await;
    wait_for("textbox", "New address").await;
    fill("New address", "boats");
    click("button", "Add address");
    until("it is wrong", || all(".error").iter().any(|said| text(said).contains("address"))).await;
    fill("New address", "BOATS@demo.local");
    press("Enter");
    until("it is there already", || all(".error").iter().any(|said| text(said).contains("already"))).await;
    fill("New address", "crew@demo.local");
    press("Enter");
    wait_for("button", "Remove crew@demo.local").await;
    click("button", "Remove boats@demo.local");
    until("it is gone", || find("button", "Remove boats@demo.local").is_none()).await;
    let wanted =
        json!({ "proxyAddresses": ["SMTP:rowing@demo.local", "X500:/o=Demo/cn=rowing", "smtp:crew@demo.local"] });
    assert_eq!(saved(&service).await, wanted);
}

#[wasm_bindgen_test]
async fn changes_of_addresses_are_taken_back_together() {
    let (_page, _service) = group_page(&config(), true).await;
    wait_for("button", "Make primary: boats@demo.local").await;
    click("button", "Make primary: boats@demo.local");
    wait_for("button", "Revert E-mail addresses").await;
    click("button", "Revert E-mail addresses");
    until("nothing is left to save", || find("button", "Save changes").is_none()).await;
}

#[wasm_bindgen_test]
async fn senders_are_people_and_groups_each_in_their_attribute() {
    let (_page, service) = group_page(&restricted(), true).await;
    pick("Add allowed senders", "ann").await;
    wait_for("button", "Remove Ann Lee").await;
    pick("Add allowed senders", "crew").await;
    wait_for("button", "Remove Crew").await;
    let dn = |name: &str| format!("CN={name},OU=Groups,DC=demo,DC=local");
    assert_eq!(saved(&service).await, json!({ "authOrig": [dn("Ann Lee")], "dLMemSubmitPerms": [dn("Crew")] }));
}

#[wasm_bindgen_test]
async fn without_mail_or_configuration_there_is_nothing_to_edit() {
    let (page, _service) = group_page(&restricted(), false).await;
    wait_for("tab", "All attributes").await;
    assert!(find("tab", "E-mail").is_none());
    drop(page);
    let (page, _service) = group_page(&config(), true).await;
    wait_for("tab", "E-mail").await;
    assert!(find("combobox", "Add allowed senders").is_none());
    drop(page);
    // Entra ID assigns the addresses by itself.
    let (_page, _service) = group_page(&entra_config(), true).await;
    wait_for("tab", "E-mail").await;
    until("the addresses are shown", || all("li").iter().any(|row| text(row).contains("boats@demo.local"))).await;
    assert!(find("textbox", "New address").is_none());
    assert!(find("button", "Remove boats@demo.local").is_none());
}
