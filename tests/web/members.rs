//! The members of an existing group: collected and added, removed and given another membership, one call each.

use crate::support::dom::{get_in, is_invalid, toasts, wait_for};
use crate::support::keys::{choose, click, pick, type_in};
use crate::support::samples::{config, object, people, tokens};
use crate::support::wait::found;
use crate::support::{Page, Reply, Sent, Service, all, fill, find, get, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// The directory of a test: everybody who is found, who is a member, and what becomes of a change.
#[derive(Clone)]
struct Held {
    everybody: Vec<String>,
    members: Rc<RefCell<Vec<String>>>,
    /// The sentence with which a change of Bob is refused; "" for none.
    refuses_bob: Rc<Cell<&'static str>>,
    /// After so many changes the session has ended.
    lapses_after: Rc<Cell<usize>>,
}

impl Held {
    fn of(everybody: &[&str], members: &[&str]) -> Self {
        Self {
            everybody: everybody.iter().map(|name| (*name).to_owned()).collect(),
            members: Rc::new(RefCell::new(members.iter().map(|name| (*name).to_owned()).collect())),
            refuses_bob: Rc::new(Cell::new("")),
            lapses_after: Rc::new(Cell::new(usize::MAX)),
        }
    }

    fn answer(&self, sent: &Sent) -> Reply {
        if sent.path.ends_with("/Searches") {
            let asked = sent.json();
            let found = if asked["attributeScopeQuery"] == "member" {
                self.members.borrow().clone()
            } else {
                self.everybody.clone()
            };
            // A question about certain people names them; any other one is about all.
            let named: Vec<_> = found.iter().filter(|name| sent.body.contains(&format!("CN={name},"))).collect();
            let found: Vec<&str> = if sent.body.contains("CN=") {
                named.into_iter().map(String::as_str).collect()
            } else {
                found.iter().map(String::as_str).collect()
            };
            return people(&found);
        }
        let is_change = sent.path.ends_with("OnBehalf");
        let body = if is_change { sent.json() } else { Value::Null };
        let id = |member: &str| body[member].as_str().unwrap_or_default().trim_start_matches("id-").to_owned();
        if is_change && self.lapses_after.get() == 0 {
            return Reply::Json(401, Value::Null);
        }
        if is_change {
            self.lapses_after.set(self.lapses_after.get() - 1);
            if sent.body.contains("id-Bob") && !self.refuses_bob.get().is_empty() {
                return Reply::Json(200, json!({ "status": 1, "message": self.refuses_bob.get() }));
            }
            let mut members = self.members.borrow_mut();
            if sent.path.ends_with("/JoinOnBehalf") {
                members.push(id("joiningUserIdentity"));
            } else if body["leaveType"]["MembershipType"] == 1 {
                members.retain(|name| *name != id("leavingUserId"));
            }
            return Reply::Json(200, json!({ "status": 0 }));
        }
        match sent.method.as_str() {
            "POST" => Reply::Json(200, json!({ "status": 0 })),
            _ => Reply::Json(200, group().to_json()),
        }
    }
}

fn group() -> DirectoryObject {
    let mut attributes = object("group", "Rowing").attributes().clone();
    for (name, value) in [
        ("groupType", "-2147483640"),
        ("XGroupSecurity", "Private"),
        ("managedBy", "CN=Ann Lee,OU=Groups,DC=demo,DC=local"),
    ] {
        attributes.set(name, vec![AttributeValue::answered(value)]);
    }
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
}

/// The tab with the members.
async fn members(held: &Held) -> (Page, Service) {
    let own = held.clone();
    let service = Service::start(move |sent: &Sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false => own.answer(sent),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(&format!("{}?tab=members", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| {
        view! {
            <GroupPage id=ObjectId::new("g1")/>
            <ToastList/>
        }
    });
    wait_for("combobox", "Add members").await;
    until("the list has loaded", || {
        find("table", "Members").is_some_and(|list| list.get_attribute("aria-busy").as_deref() == Some("false"))
    })
    .await;
    (page, service)
}

fn sent_to(service: &Service, end: &str) -> Vec<Value> {
    service.sent().into_iter().filter(|sent| sent.path.ends_with(end)).map(|sent| sent.json()).collect()
}

fn says(part: &str) -> bool {
    toasts().join("|").contains(part)
}

/// Selects members by the check boxes of their rows.
async fn select(names: &[&str]) {
    for name in names {
        wait_for("checkbox", &format!("Select {name}")).await.click();
    }
    wait_for("region", "Selected members").await;
}

/// The field for a day.
async fn day(name: &str) -> HtmlElement {
    let is_it = |field: &HtmlElement| field.get_attribute("aria-label").as_deref() == Some(name);
    found("the field for a day", || all("input[type=\"date\"]").into_iter().find(is_it)).await
}

/// The rows of a list with that name.
fn rows(list: &str) -> Vec<String> {
    let rows = get("list", list).query_selector_all("li").unwrap();
    (0..rows.length()).map(|at| text(&rows.get(at).unwrap().unchecked_into())).collect()
}

#[wasm_bindgen_test]
async fn members_are_added_and_removed_one_call_each() {
    let held = Held::of(&["Ann Lee"], &[]);
    let (_page, service) = members(&held).await;
    pick("Add members", "ann").await;
    wait_for("button", "Add one member").await.click();
    until("it is said", || says("One member was added.")).await;
    let wanted = json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "joiningUserIdentity": "id-Ann Lee",
        "joinType": { "MembershipType": 1, "StartDate": "0001-01-01T00:00:00", "EndDate": "0001-01-01T00:00:00", "Reason": null } });
    assert_eq!(sent_to(&service, "/JoinOnBehalf"), [wanted]);
    wait_for("button", "Remove Ann Lee").await.click();
    let dialog = wait_for("dialog", "Remove Ann Lee from Rowing?").await;
    assert_eq!(service.count("/LeaveOnBehalf"), 0);
    get_in(&dialog.into(), "button", "Remove one member").click();
    until("it is said", || says("One member was removed from the group.")).await;
    let left = sent_to(&service, "/LeaveOnBehalf");
    assert_eq!((left.len(), &left[0]["leavingUserId"]), (1, &json!("id-Ann Lee")));
    until("the dialog closes", || find("button", "Cancel").is_none() && all("dialog[open]").is_empty()).await;
}

#[wasm_bindgen_test]
async fn whoever_is_a_member_already_keeps_the_membership() {
    let held = Held::of(&["Ann Lee"], &["Ann Lee"]);
    let (_page, service) = members(&held).await;
    pick("Add members", "ann").await;
    wait_for("button", "Add one member").await.click();
    until("it is said", || rows("People to add").join("|").contains("Is a member already; nothing was changed.")).await;
    assert_eq!(service.count("/JoinOnBehalf"), 0);
    click("button", "Clear this list");
    until("the list is gone", || find("list", "People to add").is_none()).await;
}

#[wasm_bindgen_test]
async fn reading_the_group_again_keeps_who_was_collected_and_selected() {
    let held = Held::of(&["Ann Lee"], &["Cy Fox"]);
    let (_page, service) = members(&held).await;
    pick("Add members", "ann").await;
    select(&["Cy Fox"]).await;
    let before = service.sent().len();
    click("button", "Renew");
    until("the group was read again", || {
        let after = service.sent().split_off(before);
        after.iter().any(|sent| sent.method == "GET") && find("button", "Renew").is_some()
    })
    .await;
    wait_for("button", "Add one member").await;
    assert!(rows("People to add").join("|").contains("Ann Lee"));
    wait_for("region", "Selected members").await;
}

#[wasm_bindgen_test]
async fn a_temporary_membership_needs_its_days() {
    let held = Held::of(&["Ann Lee"], &[]);
    let (_page, service) = members(&held).await;
    pick("Add members", "ann").await;
    wait_for("radio", "Temporary").await.click();
    day("Until").await;
    click("button", "Add one member");
    let until_day = day("Until").await;
    until("it is marked", || is_invalid(&until_day)).await;
    assert_eq!(service.count("/JoinOnBehalf"), 0);
    type_in(&day("From").await, "2090-01-01");
    type_in(&day("Until").await, "2090-02-01");
    click("button", "Add one member");
    until("it is sent", || service.count("/JoinOnBehalf") == 1).await;
    let sent = &sent_to(&service, "/JoinOnBehalf")[0]["joinType"];
    assert_eq!(sent["MembershipType"], 2);
    assert_eq!((&sent["StartDate"], &sent["EndDate"]), (&json!("2090-01-01T00:00:00"), &json!("2090-02-01T23:59:59")));
}

#[wasm_bindgen_test]
async fn a_pasted_list_is_added() {
    let held = Held::of(&["Ann Lee", "Cy Fox"], &["Cy Fox"]);
    let (_page, service) = members(&held).await;
    click("button", "Paste a list");
    let field = get_in(&wait_for("dialog", "Paste a list").await.into(), "textbox", "People and groups");
    type_in(&field, "Ann Lee\nCy Fox\nNobody at all");
    click("button", "Check names");
    wait_for("button", "Put 2 on the list").await.click();
    until("they are listed", || find("list", "People to add").is_some()).await;
    click("button", "Add 2 members");
    until("it is said", || says("One member was added.")).await;
    assert_eq!(sent_to(&service, "/JoinOnBehalf").len(), 1);
    assert!(rows("People to add").join("|").contains("Is a member already"), "{:?}", rows("People to add"));
}

#[wasm_bindgen_test]
async fn the_column_of_a_pasted_table_can_be_chosen() {
    let held = Held::of(&["Ann Lee", "Cy Fox"], &[]);
    let (_page, _service) = members(&held).await;
    click("button", "Paste a list");
    let field = get_in(&wait_for("dialog", "Paste a list").await.into(), "textbox", "People and groups");
    type_in(&field, "Badge,Person,Mail of the manager\n17,Ann Lee,boss@demo.local\n18,Cy Fox,boss@demo.local");
    wait_for("combobox", "Column that names the people").await;
    choose("Column that names the people", "Person");
    click("button", "Check names");
    wait_for("button", "Put 2 on the list").await;
}

#[wasm_bindgen_test]
async fn several_are_removed_and_a_refusal_stays_with_its_reason() {
    let held = Held::of(&[], &["Ann Lee", "Bob", "Cy Fox"]);
    held.refuses_bob.set("Bob is locked.");
    let (_page, service) = members(&held).await;
    select(&["Ann Lee", "Bob"]).await;
    click("button", "Remove from group");
    wait_for("dialog", "Remove 2 members from Rowing?").await;
    assert_eq!(service.count("/LeaveOnBehalf"), 0);
    click("button", "Remove 2 members");
    wait_for("button", "Try again").await;
    let left = rows("Chosen members");
    assert!(left.len() == 1 && left[0].contains("Bob is locked."), "{left:?}");
    held.refuses_bob.set("");
    click("button", "Try again");
    until("the dialog closes", || find("button", "Cancel").is_none() && all("dialog[open]").is_empty()).await;
    let ids: Vec<_> = sent_to(&service, "/LeaveOnBehalf").iter().map(|sent| sent["leavingUserId"].clone()).collect();
    assert_eq!(ids, [json!("id-Ann Lee"), json!("id-Bob"), json!("id-Bob")]);
    until("nobody is selected", || find("region", "Selected members").is_none()).await;
}

#[wasm_bindgen_test]
async fn many_are_removed_only_after_their_number_was_typed() {
    let names: Vec<String> = (0..12).map(|n| format!("Person {n:02}")).collect();
    let held = Held::of(&[], &names.iter().map(String::as_str).collect::<Vec<_>>());
    let (_page, service) = members(&held).await;
    wait_for("checkbox", "Select this page").await.click();
    wait_for("button", "Remove from group").await.click();
    wait_for("button", "Remove 12 members").await.click();
    until("the number is asked for", || {
        find("textbox", "Number of members")
            .is_some_and(|field| field.get_attribute("aria-invalid").as_deref() == Some("true"))
    })
    .await;
    assert_eq!(service.count("/LeaveOnBehalf"), 0);
    fill("Number of members", "12");
    click("button", "Remove 12 members");
    until("all are removed", || service.count("/LeaveOnBehalf") == 12).await;
    until("it is said", || says("12 members were removed from the group.")).await;
}

#[wasm_bindgen_test]
async fn a_member_can_be_out_of_the_group_for_a_time() {
    let held = Held::of(&[], &["Ann Lee"]);
    let (_page, service) = members(&held).await;
    select(&["Ann Lee"]).await;
    click("button", "Change membership");
    wait_for("dialog", "Membership of Ann Lee in Rowing").await;
    wait_for("radio", "Out of the group for a time").await.click();
    day("Until").await;
    type_in(&day("From").await, "2090-01-01");
    type_in(&day("Until").await, "2090-01-31");
    click("button", "Change one membership");
    until("it is said", || says("One membership was changed.")).await;
    let sent = &sent_to(&service, "/LeaveOnBehalf")[0];
    assert_eq!((&sent["leavingUserId"], &sent["leaveType"]["MembershipType"]), (&json!("id-Ann Lee"), &json!(5)));
    assert_eq!(sent["leaveType"]["EndDate"], "2090-01-31T23:59:59");
}

#[wasm_bindgen_test]
async fn a_session_that_ends_in_the_middle_leaves_the_rest_waiting() {
    let held = Held::of(&[], &["Ann Lee", "Cy Fox"]);
    held.lapses_after.set(1);
    let (_page, service) = members(&held).await;
    select(&["Ann Lee", "Cy Fox"]).await;
    click("button", "Remove from group");
    wait_for("button", "Remove 2 members").await.click();
    wait_for("button", "Remove one member").await;
    assert_eq!(*held.members.borrow(), ["Cy Fox"]);
    let asked = sent_to(&service, "/LeaveOnBehalf");
    assert!(asked.iter().skip(1).all(|sent| sent["leavingUserId"] == "id-Cy Fox"), "{asked:?}");
}

#[wasm_bindgen_test]
async fn a_smart_group_has_nobody_to_select() {
    let service = Service::start(|sent| match (sent.is_token(), sent.path.ends_with("/Searches")) {
        (true, _) => tokens(1, 1_200),
        (_, true) => Reply::Json(200, ObjectPage::of(1, vec![object("user", "Ann Lee")]).to_json()),
        _ => {
            let mut smart = group();
            crate::support::groups::set(&mut smart, "IMSGManagedGroupType", "2");
            Reply::Json(200, smart.to_json())
        }
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(&format!("{}?tab=members", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| view! { <GroupPage id=ObjectId::new("g1")/> });
    wait_for("link", "Ann Lee").await;
    assert!(find("checkbox", "Select Ann Lee").is_none());
    assert!(find("combobox", "Add members").is_none());
    assert!(all("main .hint").iter().any(|hint| text(hint).contains("The membership rule decides")));
    drop(service);
}
