//! Editing a group on its page: only what changed is sent, a refused field says why and keeps its change, and somebody
//! else's change is shown beside one's own.

use crate::support::dom::{attribute, toasts, wait_for};
use crate::support::keys::{click, pick, press};
use crate::support::samples::{config, object, tokens};
use crate::support::{Page, Reply, Sent, Service, all, fill, find, text, type_in, until};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The group in the directory; a PATCH that is not refused changes it.
type Held = Rc<RefCell<Vec<(String, String)>>>;

fn group(held: &Held) -> DirectoryObject {
    let mut attributes = object("group", "Rowing").attributes().clone();
    let own = [
        ("groupType", "-2147483640"),
        ("XGroupSecurity", "Private"),
        ("managedBy", "CN=Ann Lee,OU=Groups,DC=demo,DC=local"),
    ];
    for (name, value) in own {
        attributes.set(name, vec![AttributeValue::answered(value)]);
    }
    for (name, value) in held.borrow().iter() {
        attributes.set(name, vec![AttributeValue::answered(value.as_str())]);
    }
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
}

fn held() -> Held {
    Rc::new(RefCell::new(vec![("description".to_owned(), "Tuesdays".to_owned())]))
}

/// What a PATCH sets, by attribute.
fn sets(sent: &Sent) -> Vec<(String, String)> {
    let body = sent.json();
    let bag = body["AttributesCollection"]["AttributesCollection"].as_object().unwrap().clone();
    bag.iter().map(|(name, values)| (name.clone(), values[0]["Value"].as_str().unwrap().to_owned())).collect()
}

/// The page of the group. `refuses` is the attribute that the service refuses, or "".
async fn group_page(held: &Held, refuses: &'static str) -> (Page, Service) {
    let own = held.clone();
    let service = Service::start(move |sent: &Sent| {
        let people = || Reply::Json(200, ObjectPage::of(1, vec![object("user", "Ann Lee")]).to_json());
        match (sent.method.as_str(), sent.path.as_str()) {
            _ if sent.is_token() => tokens(1, 1_200),
            ("PATCH", _) => {
                let details = sets(sent).into_iter().map(|(name, value)| {
                    let failed = name == refuses;
                    if !failed {
                        own.borrow_mut().retain(|(own, _)| *own != name);
                        own.borrow_mut().push((name.clone(), value));
                    }
                    json!({ "name": name, "status": i32::from(failed), "message": failed.then_some("Not that one.") })
                });
                Reply::Json(200, json!({ "status": 0, "details": details.collect::<Vec<_>>() }))
            }
            ("POST", _) => people(),
            _ => Reply::Json(200, group(&own).to_json()),
        }
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show_group("g1");
    wait_for("heading", "Rowing").await;
    (page, service)
}

fn patches(service: &Service) -> Vec<Sent> {
    service.sent().into_iter().filter(|sent| sent.method == "PATCH").collect()
}

/// Opens a field, fills it in and closes it.
async fn edit(field: &str, value: &str) {
    click("button", &format!("Edit {field}"));
    wait_for("textbox", field).await;
    fill(field, value);
    click("button", "Done");
    wait_for("button", &format!("Edit {field}")).await;
}

#[wasm_bindgen_test]
async fn only_what_changed_is_sent_and_can_be_undone() {
    let held = held();
    let (_page, service) = group_page(&held, "").await;
    edit("Description", "Tuesdays and Fridays").await;
    edit("Name", "Rowing club").await;
    wait_for("button", "Save changes").await;
    assert!(all("[role=\"region\"]").iter().any(|bar| text(bar).contains("2 changes")));
    // A field that has its value again is no change.
    edit("Name", "Rowing").await;
    until("one change is left", || all("[role=\"region\"]").iter().any(|bar| text(bar).contains("One change"))).await;
    click("button", "Save changes");
    until("it is said", || toasts().join("|").contains("One change is saved.")).await;
    let sent = patches(&service);
    let wanted = json!({ "AttributesCollection": { "AttributesCollection": {
        "description": [{ "Value": "Tuesdays and Fridays", "Action": 0 }] } } });
    assert_eq!(sent.iter().map(Sent::json).collect::<Vec<Value>>(), [wanted]);
    wait_for("button", "Undo").await;
    click("button", "Undo");
    until("it is undone", || toasts().join("|").contains("The changes were undone.")).await;
    assert_eq!(sets(&patches(&service)[1]), [("description".to_owned(), "Tuesdays".to_owned())]);
    until("nothing is left to do", || find("button", "Undo").is_none() && find("button", "Save changes").is_none())
        .await;
}

#[wasm_bindgen_test]
async fn a_refused_field_says_why_and_keeps_its_change() {
    let held = held();
    let (_page, service) = group_page(&held, "displayName").await;
    edit("Description", "Fridays").await;
    edit("Name", "Boats").await;
    click("button", "Save changes");
    until("it is said", || toasts().join("|").contains("One change was refused.")).await;
    until("the field says why", || all(".facts .error").iter().any(|said| text(said).contains("Not that one."))).await;
    until("its change is kept", || all("[role=\"region\"]").iter().any(|bar| text(bar).contains("One change"))).await;
    assert!(all("dd").iter().any(|fact| text(fact).contains("Boats")));
    assert!(all("dd").iter().any(|fact| text(fact).contains("Fridays")));
    assert_eq!(patches(&service).len(), 1);
    click("button", "Revert Name");
    until("nothing is left to save", || find("button", "Save changes").is_none()).await;
}

#[wasm_bindgen_test]
async fn what_somebody_else_has_changed_is_shown_beside_ones_own() {
    let held = held();
    let (_page, service) = group_page(&held, "").await;
    edit("Description", "Mine").await;
    edit("Name", "Boats").await;
    *held.borrow_mut() = vec![("description".to_owned(), "Theirs".to_owned()), ("info".to_owned(), "New".to_owned())];
    click("button", "Save changes");
    wait_for("button", "Keep mine: Description").await;
    let said = text(&all("[id=\"changed-meanwhile\"]")[0]);
    assert!(said.contains("Theirs") && said.contains("Mine") && !said.contains("Boats"), "{said}");
    assert!(patches(&service).is_empty(), "nothing is sent before somebody has decided");
    click("button", "Keep mine: Description");
    until("it is settled", || all("[id=\"changed-meanwhile\"]").is_empty()).await;
    click("button", "Save changes");
    until("it is saved", || !patches(&service).is_empty()).await;
    let mut sent = sets(&patches(&service)[0]);
    sent.sort();
    assert_eq!(sent, [("description".to_owned(), "Mine".to_owned()), ("displayName".to_owned(), "Boats".to_owned())]);
}

#[wasm_bindgen_test]
async fn a_wrong_value_is_not_sent_and_escape_takes_it_back() {
    let held = held();
    let (_page, service) = group_page(&held, "").await;
    click("button", "Edit Group name (pre-Windows 2000)");
    let field = wait_for("textbox", "Group name (pre-Windows 2000)").await;
    type_in(&field, "row/ing");
    until("it is wrong", || attribute(&field, "aria-invalid") == "true").await;
    click("button", "Save changes");
    assert!(patches(&service).is_empty());
    press("Escape");
    until("nothing is left to save", || find("button", "Save changes").is_none()).await;
}

#[wasm_bindgen_test]
async fn owners_are_saved_with_the_other_changes() {
    let held = held();
    let (page, service) = group_page(&held, "").await;
    click("tab", "Owners");
    pick("Add additional owners", "ann").await;
    wait_for("button", "Save changes").await;
    click("button", "Save changes");
    until("it is saved", || !patches(&service).is_empty()).await;
    let wanted = ("XAdditionalOwner".to_owned(), "CN=Ann Lee,OU=Groups,DC=demo,DC=local".to_owned());
    assert_eq!(sets(&patches(&service)[0]), [wanted]);
    drop(page);
}
