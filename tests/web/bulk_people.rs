//! Owners of selected groups, and groups that are added to another one: what is read right before it is written, and what
//! is asked for once whatever is pressed.

use crate::bulk::{ask, bodies, done, in_dialog, rows};
use crate::support::dom::{wait_for, wait_for_focus};
use crate::support::groups::{Groups, list_with, select, set};
use crate::support::keys::{click, pick, press};
use crate::support::samples::object;
use crate::support::{Page, Reply, Sent, Service, all, find, text, until};
use leptos::prelude::*;
use model::wire::ObjectPage;
use portal::pages::groups::AllGroupsPage;
use portal::routes::Route;
use serde_json::{Value, json};
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

fn dn(name: &str) -> String {
    format!("CN={name},OU=Groups,DC=demo,DC=local")
}

fn found(class: &str, name: &str) -> Reply {
    Reply::Json(200, ObjectPage::of(1, vec![object(class, name)]).to_json())
}

/// Answers what is asked about people and about the group that others are added to.
fn directory(sent: &Sent) -> Option<Reply> {
    if sent.method == "GET" && sent.path.ends_with("/id-Target") {
        return Some(Reply::Json(200, object("group", "Target").to_json()));
    }
    if sent.method == "GET" && sent.path.ends_with("/id-Ruled") {
        let mut ruled = object("group", "Ruled");
        set(&mut ruled, "IMSGManagedGroupType", "2");
        return Some(Reply::Json(200, ruled.to_json()));
    }
    let body = sent.body.to_lowercase();
    let looks_for = |name: &str| sent.path.ends_with("/Searches") && body.contains(&format!("\"value\":\"{name}\""));
    if looks_for("bea") {
        return Some(found("user", "Bea Boss"));
    }
    for group in ["Target", "Ruled"] {
        if looks_for(&group.to_lowercase()) || sent.asks_for(&format!("id-{group}")) {
            return Some(found("group", group));
        }
    }
    if sent.asks_for(&dn("Old Owner")) {
        return Some(found("user", "Old Owner"));
    }
    // Nobody is in the target yet, and it is in no group.
    (sent.asks_for(&dn("Target"))).then(|| Reply::Json(200, ObjectPage::of(0, Vec::new()).to_json()))
}

/// The number of the group in a path.
fn at(path: &str) -> usize {
    path.split("Group%20").nth(1).unwrap()[..3].parse::<usize>().unwrap() - 1
}

fn sent_owner(sent: &Sent, attribute: &str) -> Vec<String> {
    let values = sent.json()["AttributesCollection"]["AttributesCollection"][attribute].clone();
    values.as_array().into_iter().flatten().map(|value| value["Value"].as_str().unwrap().to_owned()).collect()
}

fn patches(service: &Service) -> Vec<Sent> {
    service.sent().into_iter().filter(|sent| sent.method == "PATCH").collect()
}

#[wasm_bindgen_test]
async fn a_primary_owner_is_set_unless_somebody_else_was_faster() {
    let groups = Groups::new(5);
    for group in groups.0.borrow_mut().iter_mut() {
        set(group, "managedBy", &dn("Old Owner"));
    }
    set(&mut groups.0.borrow_mut()[1], "managedBy", &dn("Bea Boss"));
    let own = groups.clone();
    let (_page, service) = list_with(&groups, directory, move |sent| {
        set(&mut own.0.borrow_mut()[at(&sent.path)], "managedBy", &sent_owner(sent, "managedBy")[0]);
        Reply::Json(200, json!({ "status": 0, "details": [] }))
    })
    .await;
    select(&[1, 2, 3]);
    ask("Set owner").await;
    in_dialog("Set owner").click();
    until("a person is asked for", || all(".error").iter().any(|error| text(error) == "Choose a value first.")).await;
    pick("New owner", "bea").await;
    until("the plan is shown", || rows("What will happen")[0] == "Group 001: Old Owner → Bea Boss").await;
    assert_eq!(rows("What will happen")[1], "Group 002: Left out: this is already its owner");
    set(&mut groups.0.borrow_mut()[2], "managedBy", &dn("Carl"));
    in_dialog("Set owner").click();
    wait_for("button", "Retry failed").await;
    let changed = "Group 003: Failed The owners have been changed by someone else. Now: Carl. \
                   Nothing was sent; Retry failed replaces them.";
    assert_eq!(rows("Results"), [changed, "Group 001: Done"]);
    assert_eq!(patches(&service).len(), 1, "nothing was sent for the other one");
    click("button", "Retry failed");
    until("both are done", || rows("Results") == ["Group 001: Done", "Group 003: Done"]).await;
    let sent = patches(&service);
    let written: Vec<_> = sent.iter().map(|sent| (at(&sent.path), sent_owner(sent, "managedBy"))).collect();
    assert_eq!(written, [(0, vec![dn("Bea Boss")]), (2, vec![dn("Bea Boss")])]);
}

#[wasm_bindgen_test]
async fn one_more_owner_joins_those_of_now_and_a_change_that_is_not_seen_is_said() {
    let groups = Groups::new(5);
    for group in groups.0.borrow_mut().iter_mut() {
        set(group, "XAdditionalOwner", &dn("Old Owner"));
    }
    // The service accepts the change and does nothing.
    let (_page, service) =
        list_with(&groups, directory, |_| Reply::Json(200, json!({ "status": 0, "details": [] }))).await;
    select(&[1]);
    ask("Add owner").await;
    pick("New owner", "bea").await;
    until("the plan is shown", || rows("What will happen") == ["Group 001: Old Owner → Old Owner, Bea Boss"]).await;
    set(&mut groups.0.borrow_mut()[0], "XAdditionalOwner", &dn("Carl"));
    in_dialog("Add owner").click();
    wait_for("button", "Close").await;
    let unseen = "Group 001: Accepted The service does not show the change yet. Check this group again later.";
    assert_eq!(rows("Results"), [unseen]);
    assert_eq!(sent_owner(&patches(&service)[0], "XAdditionalOwner"), [dn("Carl"), dn("Bea Boss")]);
}

#[wasm_bindgen_test]
async fn groups_are_added_to_a_group_that_no_rule_fills() {
    let groups = Groups::new(5);
    let (_page, service) = list_with(&groups, directory, |sent| match sent.json()["joiningUserIdentity"].as_str() {
        // It has become a member meanwhile.
        Some("id-Group 002") => {
            let envelope = json!({ "status": 1, "message": "no", "errorCode": "ObjectAlreadyExists", "details": [] });
            Reply::Json(200, envelope)
        }
        _ => Reply::Json(200, json!({ "status": 0, "details": [] })),
    })
    .await;
    select(&[1, 2]);
    ask("Add to group").await;
    pick("Group to add them to", "ruled").await;
    let smart = "A rule computes the members of Ruled, so groups cannot be added to it.";
    until("it is refused", || all(".error").iter().any(|error| text(error) == smart)).await;
    assert_eq!(rows("What will happen")[0], "Group 001: Nothing chosen yet");
    pick("Group to add them to", "target").await;
    until("the plan is shown", || rows("What will happen")[0] == "Group 001: It becomes a member of Target.").await;
    in_dialog("Add to group").click();
    wait_for("button", "Close").await;
    assert_eq!(rows("Results"), ["Group 001: Done", "Group 002: Done"]);
    let sent = bodies(&service, "POST", "/id-Target/JoinOnBehalf");
    let who: Vec<_> = sent.iter().map(|body| body["joiningUserIdentity"].as_str().unwrap()).collect();
    assert_eq!(who, ["id-Group 001", "id-Group 002"]);
}

#[wasm_bindgen_test]
async fn owners_in_graph_are_one_request_each() {
    let owners = std::rc::Rc::new(std::cell::RefCell::new(vec!["old".to_owned()]));
    let held = owners.clone();
    let service = Service::start(move |sent| {
        let person = |id: &str| json!({ "@odata.type": "#microsoft.graph.user", "id": id, "displayName": id });
        let group = json!({ "id": "001", "displayName": "Group 001", "groupTypes": [], "securityEnabled": true });
        match sent.method.as_str() {
            "POST" => held.borrow_mut().push("bea".to_owned()),
            "DELETE" => held.borrow_mut().retain(|id| !sent.path.contains(&format!("/owners/{id}/"))),
            _ => {}
        }
        let all: Vec<_> = held.borrow().iter().map(|id| person(id)).collect();
        Reply::Json(
            200,
            match () {
                () if sent.method != "GET" => Value::Null,
                () if sent.path.contains("/owners") => json!({ "value": all }),
                () if sent.path.contains("/users") => json!({ "value": [person("bea")], "@odata.count": 1 }),
                () if sent.path.contains("/groups/001") => group,
                () => json!({ "value": [group], "@odata.count": 1 }),
            },
        )
    });
    let mut page = crate::graph::signed_in();
    page.at(&Route::AllGroups.path());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("checkbox", "Select Group 001").await.click();
    ask("Set owner").await;
    pick("New owner", "bea").await;
    until("the plan is shown", || rows("What will happen") == ["Group 001: old → bea"]).await;
    in_dialog("Set owner").click();
    wait_for("button", "Close").await;
    assert_eq!(rows("Results"), ["Group 001: Done"]);
    let sent = service.sent().into_iter().filter(|sent| sent.method != "GET");
    let sent: Vec<_> = sent.map(|sent| format!("{} {}", sent.method, sent.path)).collect();
    assert_eq!(sent, ["POST /v1.0/groups/001/owners/$ref", "DELETE /v1.0/groups/001/owners/old/$ref"]);
    assert_eq!(*owners.borrow(), ["bea"]);
}

/// An action that is asked for twice while the first request is on its way is sent once.
#[wasm_bindgen_test]
async fn pressed_twice_is_sent_once() {
    let groups = Groups::new(5);
    let (_page, service) = list_with(&groups, directory, |_| Reply::Held).await;
    select(&[1, 2]);
    ask("Delete").await;
    let button = in_dialog("Delete");
    wait_for_focus("Cancel").await;
    button.focus().unwrap();
    button.click();
    button.click();
    press("Enter");
    until("it is sent", || service.held() == 1).await;
    wait_for("button", "Stop").await;
    press("Enter");
    crate::support::frames().await;
    let sent = || bodies(&service, "DELETE", "/Groups");
    assert_eq!(sent().len(), 1);
    service.release(0, done(&sent()[0]));
    wait_for("button", "Close").await;
    assert_eq!((sent().len(), rows("Results").len()), (1, 2));
    assert!(find("button", "Resume").is_none() && find("button", "Retry failed").is_none());
}

/// The session ends between two chunks: nothing is lost in silence, and after signing in the rest is sent once.
#[wasm_bindgen_test]
async fn a_session_that_ends_leaves_the_rest_open() {
    let groups = Groups::new(60);
    for group in groups.0.borrow_mut().iter_mut() {
        set(group, "XGroupExpirationDate", "2026 December 12 00:00:00");
    }
    let turn = Cell::new(0);
    let (_page, service): (Page, Service) = list_with(&groups, directory, move |sent| {
        turn.set(turn.get() + 1);
        if turn.get() == 2 { Reply::Text(401, "") } else { done(&sent.json()) }
    })
    .await;
    select(&[1]);
    wait_for("button", "Select all 60").await.click();
    ask("Renew").await;
    in_dialog("Renew").click();
    wait_for("button", "Resume").await;
    let sent = || bodies(&service, "POST", "/Groups/Renew");
    assert!(rows("Results")[0].ends_with("Not sent yet"), "what is left to do is shown first: {:?}", rows("Results"));
    let before = sent().len();
    click("button", "Resume");
    until("the rest is done", || find("button", "Resume").is_none() && find("button", "Close").is_some()).await;
    assert_eq!(sent().len(), before + 1);
    let (first, last) = (&sent()[0], sent().pop().unwrap());
    let both = [first.as_array().unwrap().clone(), last.as_array().unwrap().clone()].concat();
    assert_eq!(both.len(), 60);
    assert!(both.iter().enumerate().all(|(nth, id)| !both[..nth].contains(id)), "no group is in both");
}
