//! A service whose searches lag behind, and whose reads by id answer little: pages open, lists say what is missing, and
//! nothing is created twice without a question.

use crate::support::dom::{attribute, wait_for};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, entra_config, object, tokens, wizard};
use crate::support::{Page, Reply, Sent, Service, all, find, shown, text, until};
use leptos::prelude::*;
use model::group::{Field, Step};
use model::wire::object::ObjectKind;
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::create_group::{Wizard, WizardView};
use portal::pages::groups::{AllGroupsPage, GroupPage};
use portal::session::RecentObject;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// An object with these attributes alone.
fn only(id: &str, texts: &[(&str, &str)]) -> DirectoryObject {
    let mut attributes = Attributes::new();
    for (attribute, text) in texts {
        attributes.set(attribute, vec![AttributeValue::answered(*text)]);
    }
    DirectoryObject::answered(ObjectId::new(id), StoreId(2), "group", "Polo", attributes)
}

fn page_of(objects: Vec<DirectoryObject>) -> Reply {
    Reply::Json(200, ObjectPage::of(objects.len() as i64, objects).to_json())
}

/// The page of a group whose read answers the default set. The search finds it if `is_found`.
async fn group_page(is_found: bool) -> (Page, Service) {
    let service = Service::start(move |sent| match sent.path.ends_with("/Searches") {
        true if is_found => page_of(vec![only(
            "g1",
            &[
                ("distinguishedName", "CN=Polo,OU=Groups,DC=demo,DC=local"),
                ("description", "Tuesdays, 25 m"),
                ("displayName", "An older name"),
            ],
        )]),
        true => page_of(Vec::new()),
        false => Reply::Json(200, only("g1", &[("displayName", "Polo"), ("mail", "polo@demo.local")]).to_json()),
    });
    let mut page = Page::new(&config());
    page.show(|| view! { <GroupPage id=ObjectId::new("g1")/> });
    wait_for("heading", "Polo").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn what_a_read_lacks_is_searched_for_by_id() {
    let (_page, service) = group_page(true).await;
    let asked = service.sent().into_iter().find(|sent| sent.path.ends_with("/Searches")).unwrap().json();
    assert_eq!((&asked["criteria"]["attribute"], &asked["criteria"]["value"]), (&json!("objectGUID"), &json!("g1")));
    let load: Vec<_> = asked["attributesToLoad"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for name in ["managedBy", "XAdditionalOwner", "IMSGCriteria", "IMSGStartPath", "description"] {
        assert!(load.contains(&name), "{name}: {load:?}");
    }
    let facts = text(&all("dl")[0]);
    assert!(facts.contains("Tuesdays, 25 m") && facts.contains("polo@demo.local"), "{facts}");
    assert!(!facts.contains("An older name"), "what was read by its id is current: {facts}");
    assert!(all("[id=\"details-later\"]").is_empty());
}

#[wasm_bindgen_test]
async fn a_group_that_no_search_finds_opens_all_the_same() {
    let (_page, _service) = group_page(false).await;
    assert!(text(&all("dl")[0]).contains("polo@demo.local"));
    assert!(text(&all("[id=\"details-later\"]")[0]).contains("may take a moment"));
    assert!(find("button", "Refresh").is_some());
}

#[wasm_bindgen_test]
async fn a_list_says_what_it_does_not_show_yet() {
    let is_found = Rc::new(Cell::new(false));
    let own = is_found.clone();
    let service = Service::start(move |sent: &Sent| match (sent.is_token(), sent.asks_for("id-Polo"), own.get()) {
        (true, ..) => tokens(1, 1_200),
        (_, true, true) => page_of(vec![object("group", "Polo")]),
        (_, true, false) => page_of(Vec::new()),
        _ => page_of(vec![object("group", "Chess")]),
    });
    let mut page = Page::new(&config());
    page.session.remember_created(RecentObject {
        kind: ObjectKind::Group,
        id: ObjectId::new("id-Polo"),
        name: "Polo".to_owned(),
    });
    page.show(|| view! { <AllGroupsPage/> });
    let link = wait_for("link", "“Polo” was created. It may take a moment to appear in lists and searches.").await;
    assert!(attribute(&link, "href").ends_with("/groups/id-Polo"));
    is_found.set(true);
    let before = service.count("/Searches");
    click("button", "Refresh");
    until("the list is loaded again", || service.count("/Searches") > before + 1).await;
    until("nothing is missing", || find("button", "Refresh").is_none()).await;
    assert!(page.session.created(ObjectKind::Group).is_empty(), "it is not asked for again");
}

/// A wizard of Entra ID whose Finish got no answer. The searches find this group of the same name.
async fn in_doubt(there: Option<&'static str>) -> (Page, Wizard, Service) {
    let silent = Cell::new(true);
    let service = Service::start(move |sent| match sent.path.ends_with("/Groups/StaticGroup") {
        true if silent.take() => Reply::Failure,
        true => Reply::Json(200, json!({ "status": 0, "data": "new" })),
        false => page_of(there.map(|id| only(id, &[("displayName", "Polo")])).into_iter().collect()),
    });
    let mut page = Page::new(&entra_config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    wizard.go(Step::Summary);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("button", "Finish").await;
    click("button", "Finish");
    until("nobody knows", || shown("alert").iter().any(|said| said.contains("It is not yet clear"))).await;
    (page, wizard, service)
}

#[wasm_bindgen_test]
async fn silence_is_no_proof_where_names_are_not_unique() {
    for there in [None, Some("g-other")] {
        let (_page, _wizard, service) = in_doubt(there).await;
        click("button", "Finish");
        wait_for("checkbox", "I have checked that the group does not exist. Create it when I select Finish.").await;
        assert_eq!(service.count("/Groups/StaticGroup"), 1, "nothing is sent before somebody has decided");
        assert_eq!(find("link", "Polo").is_some(), there.is_some(), "what was found is shown");
        // Another Finish looks again, and asks again.
        click("button", "Finish");
        until("it has looked again", || find("button", "Finish").is_some()).await;
        assert_eq!(service.count("/Groups/StaticGroup"), 1);
        wait_for("checkbox", "I have checked that the group does not exist. Create it when I select Finish.").await;
        click("checkbox", "I have checked that the group does not exist. Create it when I select Finish.");
        click("button", "Finish");
        until("the group's page is gone to", || url() == "/groups/new").await;
        assert_eq!(service.count("/Groups/StaticGroup"), 2);
    }
}
