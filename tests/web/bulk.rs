//! Actions on selected groups: what will happen, the run, and its results.

use crate::support::clock::QuickTimeouts;
use crate::support::dom::{attribute, get_in, name, wait_for};
use crate::support::groups::{Groups, bar, list, select, set};
use crate::support::keys::{choose, click};
use crate::support::{Reply, Service, all, fill, find, get, shown, text, until};
use leptos::prelude::*;
use portal::pages::groups::AllGroupsPage;
use portal::routes::Route;
use serde_json::{Value, json};
use std::cell::RefCell;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Opens the dialog of an action, and waits until it says what will happen.
pub async fn ask(button: &str) -> HtmlElement {
    wait_for("region", "Selection").await;
    if find("button", button).is_none() {
        click("button", "More");
        wait_for("button", button).await;
    }
    click("button", button);
    wait_for("table", "What will happen").await
}

/// The rows of a table in the dialog, as "name: text".
pub fn rows(table: &str) -> Vec<String> {
    let table = get("table", table);
    let rows = crate::support::dom::all_in(&table, "tbody tr");
    let cells = |row: &HtmlElement| {
        let cells = crate::support::dom::all_in(row, "th, td");
        cells.iter().map(text).collect::<Vec<_>>().join(": ")
    };
    rows.iter().map(cells).collect()
}

/// The button of the dialog.
pub fn in_dialog(label: &str) -> HtmlElement {
    get_in(&all("dialog[open]")[0], "button", label)
}

/// The bodies of the requests of a method to a path with this end.
pub fn bodies(service: &Service, method: &str, end: &str) -> Vec<Value> {
    let sent = service.sent().into_iter().filter(|sent| sent.method == method && sent.path.ends_with(end));
    sent.map(|sent| sent.json()).collect()
}

pub fn done(ids: &Value) -> Reply {
    let detail = |id: &Value| json!({ "name": id, "status": 0, "details": [] });
    let details: Vec<_> = ids.as_array().unwrap().iter().map(detail).collect();
    Reply::Json(200, json!({ "status": 0, "details": details }))
}

#[wasm_bindgen_test]
async fn groups_are_deleted_and_the_list_shows_it() {
    let groups = Groups::new(7);
    let own = groups.clone();
    let (_page, service) = list(&groups, move |sent| {
        let ids = sent.json();
        own.0.borrow_mut().retain(|group| !ids.as_array().unwrap().iter().any(|id| *id == group.id.as_str()));
        done(&ids)
    })
    .await;
    select(&[1, 3]);
    ask("Delete").await;
    assert_eq!(name(&all("dialog[open]")[0]), "Delete 2 groups");
    assert_eq!(rows("What will happen"), ["Group 001: It is deleted.", "Group 003: It is deleted."]);
    // Enter changes nothing.
    crate::support::dom::wait_for_focus("Cancel").await;
    in_dialog("Delete").click();
    wait_for("button", "Close").await;
    assert_eq!(rows("Results"), ["Group 001: Deleted", "Group 003: Deleted"]);
    assert_eq!(bodies(&service, "DELETE", "/Groups"), [json!(["id-Group 001", "id-Group 003"])]);
    in_dialog("Close").click();
    until("they are gone", || find("link", "Group 001").is_none() && find("link", "Group 007").is_some()).await;
    assert!(bar().is_empty(), "what is gone is not selected");
}

#[wasm_bindgen_test]
async fn above_ten_the_number_is_typed() {
    let (_page, service) = list(&Groups::new(12), |sent| done(&sent.json())).await;
    select(&[1]);
    wait_for("button", "Select all 12").await.click();
    ask("Delete").await;
    in_dialog("Delete").click();
    until("the number is asked for", || all(".error").iter().any(|error| text(error) == "Enter 12 to continue.")).await;
    fill("Number of groups", "11");
    in_dialog("Delete").click();
    crate::support::frames().await;
    assert_eq!(bodies(&service, "DELETE", "/Groups").len(), 0);
    fill("Number of groups", "12");
    in_dialog("Delete").click();
    wait_for("button", "Close").await;
    let sent = bodies(&service, "DELETE", "/Groups");
    assert_eq!((sent.len(), sent[0].as_array().unwrap().len()), (1, 12));
}

#[wasm_bindgen_test]
async fn a_security_type_is_set_and_what_failed_is_sent_again() {
    let groups = Groups::new(5);
    set(&mut groups.0.borrow_mut()[1], "XGroupSecurity", "Public");
    let turn = RefCell::new(0);
    let (_page, service) = list(&groups, move |sent| {
        *turn.borrow_mut() += 1;
        let all = sent.json();
        let ids: Vec<_> = all.as_array().unwrap().iter().map(|own| own["objectIdFromIdentityStore"].clone()).collect();
        let fails = |id: &Value| *turn.borrow() == 1 && *id == "id-Group 003";
        let detail = |id: &Value| match fails(id) {
            true => json!({ "name": id, "status": 1, "message": "Only an owner may change it." }),
            false => json!({ "name": id, "status": 0, "details": [{ "name": "XGroupSecurity", "status": 0 }] }),
        };
        Reply::Json(200, json!({ "status": 0, "details": ids.iter().map(detail).collect::<Vec<_>>() }))
    })
    .await;
    select(&[1, 2, 3]);
    ask("Set security type").await;
    in_dialog("Set security type").click();
    until("a value is asked for", || all(".error").iter().any(|error| text(error) == "Choose a value first.")).await;
    click("radio", "Public");
    until("the changes are shown", || rows("What will happen")[0] == "Group 001: Private → Public").await;
    assert_eq!(rows("What will happen")[1], "Group 002: Left out: it is already set so");
    assert!(shown("status").contains(&"This concerns 2 groups. One is left out.".to_owned()), "{:?}", shown("status"));
    in_dialog("Set security type").click();
    wait_for("button", "Retry failed").await;
    assert_eq!(rows("Results"), ["Group 003: Failed Only an owner may change it.", "Group 001: Done"]);
    click("button", "Retry failed");
    until("it is done", || rows("Results") == ["Group 001: Done", "Group 003: Done"]).await;
    wait_for("button", "Close").await;
    let change = |id: &str| {
        json!({
            "objectIdFromIdentityStore": id,
            "identityStoreId": 2,
            "attributesBusinessObject": { "attributesCollection": {
                "XGroupSecurity": [{ "identityStoreId": 2, "value": "Public" }],
            } },
        })
    };
    let (first, third) = (change("id-Group 001"), change("id-Group 003"));
    assert_eq!(bodies(&service, "PATCH", "/Groups/"), [json!([first, third]), json!([third])]);
}

#[wasm_bindgen_test]
async fn smart_groups_alone_are_updated() {
    let (_page, service) = list(&Groups::new(5), |sent| {
        let task = |id: &Value| json!({ "groupID": id, "taskID": 8, "status": 0, "message": null });
        let details: Vec<_> = sent.json().as_array().unwrap().iter().map(task).collect();
        Reply::Json(200, json!({ "clientID": "c", "details": details, "message": null, "status": 0 }))
    })
    .await;
    select(&[2, 3]);
    ask("Update membership").await;
    assert_eq!(rows("What will happen")[0], "Group 002: Left out: it is not a smart group");
    in_dialog("Update membership").click();
    wait_for("button", "Close").await;
    assert_eq!(rows("Results"), ["Group 003: Update requested Task 8"]);
    assert_eq!(bodies(&service, "POST", "/Groups/SmartGroups/Update"), [json!(["id-Group 003"])]);
}

#[wasm_bindgen_test]
async fn an_expiry_policy_is_set_and_nothing_is_sent_where_nothing_changes() {
    let groups = Groups::new(5);
    for group in groups.0.borrow_mut().iter_mut() {
        set(group, "XGroupExpirationPolicy", "0");
    }
    let (_page, service) = list(&groups, |_| panic!("nothing is changed")).await;
    select(&[1]);
    ask("Set expiry policy").await;
    choose("Expires", "After 30 days");
    until("it is shown", || rows("What will happen") == ["Group 001: Never → After 30 days"]).await;
    choose("Expires", "Never");
    until("nothing changes", || rows("What will happen") == ["Group 001: Left out: it is already set so"]).await;
    assert_eq!(attribute(&in_dialog("Set expiry policy"), "aria-disabled"), "true");
    in_dialog("Set expiry policy").click();
    crate::support::frames().await;
    in_dialog("Cancel").click();
    until("it is closed", || find("dialog", "Set the expiry policy of one group").is_none()).await;
    assert!(service.sent().iter().all(|sent| sent.method != "PATCH"));
}

#[wasm_bindgen_test]
async fn a_run_is_stopped_between_chunks_and_resumed() {
    let groups = Groups::new(120);
    for group in groups.0.borrow_mut().iter_mut() {
        set(group, "XGroupExpirationDate", "2026 December 12 00:00:00");
    }
    let (_page, service) = list(&groups, |_| Reply::Held).await;
    select(&[1]);
    wait_for("button", "Select all 120").await.click();
    ask("Renew").await;
    in_dialog("Renew").click();
    until("the first chunk is sent", || service.held() == 1).await;
    click("button", "Stop");
    wait_for("button", "Stopping…").await;
    let sent = || bodies(&service, "POST", "/Groups/Renew");
    service.release(0, done(&sent()[0]));
    wait_for("button", "Resume").await;
    assert!(shown("status").contains(&"50 groups are done. 70 are still open.".to_owned()), "{:?}", shown("status"));
    assert_eq!(rows("Results").len(), 10, "a page of them");
    click("button", "Resume");
    until("the second chunk is sent", || service.held() == 2).await;
    service.release(1, done(&sent()[1]));
    until("the third chunk is sent", || service.held() == 3).await;
    service.release(2, done(&sent()[2]));
    wait_for("button", "Close").await;
    let sizes: Vec<_> = sent().iter().map(|ids| ids.as_array().unwrap().len()).collect();
    assert_eq!(sizes, [50, 50, 20]);
    assert!(shown("status").contains(&"120 groups are done.".to_owned()));
    assert!(find("button", "Resume").is_none() && find("button", "Retry failed").is_none());
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_looked_up_before_anything_is_sent_again() {
    let groups = Groups::new(5);
    let (own, turn) = (groups.clone(), RefCell::new(0));
    let (_page, service) = list(&groups, move |sent| {
        *turn.borrow_mut() += 1;
        if *turn.borrow() == 1 {
            // The first group was changed, then the connection was lost.
            set(&mut own.0.borrow_mut()[0], "XGroupSecurity", "Public");
            return Reply::Failure;
        }
        let ids: Vec<_> =
            sent.json().as_array().unwrap().iter().map(|own| own["objectIdFromIdentityStore"].clone()).collect();
        done(&Value::from(ids))
    })
    .await;
    select(&[1, 2]);
    ask("Set security type").await;
    click("radio", "Public");
    in_dialog("Set security type").click();
    wait_for("button", "Resume").await;
    assert!(shown("alert")[0].contains("looked up first"), "{:?}", shown("alert"));
    assert_eq!(rows("Results"), ["Group 001: No clear answer", "Group 002: No clear answer"]);
    click("button", "Resume");
    until("both are done", || rows("Results") == ["Group 001: Done", "Group 002: Done"]).await;
    wait_for("button", "Close").await;
    let sent = bodies(&service, "PATCH", "/Groups/");
    let sizes: Vec<_> = sent.iter().map(|changes| changes.as_array().unwrap().len()).collect();
    assert_eq!(sizes, [2, 1], "only what was not done is sent again");
    assert_eq!(sent[1][0]["objectIdFromIdentityStore"], "id-Group 002");
}

#[wasm_bindgen_test]
async fn a_service_without_the_call_for_many_is_asked_one_by_one() {
    let (_page, service) = list(&Groups::new(5), |sent| match sent.path.ends_with("/Groups/Expire") {
        true => Reply::Json(501, Value::Null),
        false if sent.path.contains("Group%20002") => Reply::Json(403, Value::Null),
        false => Reply::Json(200, json!({ "status": 0, "details": [] })),
    })
    .await;
    select(&[1, 2]);
    ask("Expire").await;
    in_dialog("Expire").click();
    wait_for("button", "Retry failed").await;
    assert_eq!(rows("Results"), ["Group 002: Failed You do not have permission to do this.", "Group 001: Done"]);
    let single = service.sent().into_iter().filter(|sent| sent.path.contains("/Expire?ReplicationRequired=true"));
    assert_eq!(single.count(), 2);
}

#[wasm_bindgen_test]
async fn graph_deletes_one_by_one_and_offers_what_it_can() {
    let service = Service::start(|sent| match sent.method.as_str() {
        "DELETE" => Reply::Json(200, Value::Null),
        _ => {
            let group = |id: &str| json!({ "id": id, "displayName": format!("Group {id}"), "groupTypes": [] });
            Reply::Json(200, json!({ "value": [group("001"), group("002")], "@odata.count": 2 }))
        }
    });
    let mut page = crate::graph::signed_in();
    page.at(&Route::AllGroups.path());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("checkbox", "Select this page").await;
    wait_for("link", "Group 001").await;
    click("checkbox", "Select this page");
    wait_for("button", "Delete").await;
    assert!(find("button", "Renew").is_none() && find("button", "Update membership").is_none());
    click("button", "More");
    wait_for("button", "Add owner").await;
    assert!(find("button", "Expire").is_none() && find("button", "Set security type").is_none());
    click("button", "Delete");
    wait_for("table", "What will happen").await;
    in_dialog("Delete").click();
    wait_for("button", "Close").await;
    let sent = service.sent().into_iter().filter(|sent| sent.method == "DELETE").map(|sent| sent.path);
    assert_eq!(sent.collect::<Vec<_>>(), ["/v1.0/groups/001", "/v1.0/groups/002"]);
}

#[wasm_bindgen_test]
async fn a_service_that_puts_the_run_off_is_waited_for() {
    let turn = RefCell::new(0);
    let (_page, service) = list(&Groups::new(5), move |sent| {
        *turn.borrow_mut() += 1;
        if *turn.borrow() < 3 { Reply::RetryAfter(429, "1".to_owned()) } else { done(&sent.json()) }
    })
    .await;
    let _clock = QuickTimeouts::seconds();
    select(&[1, 2]);
    ask("Delete").await;
    in_dialog("Delete").click();
    wait_for("button", "Close").await;
    assert_eq!(rows("Results"), ["Group 001: Deleted", "Group 002: Deleted"]);
    assert_eq!(bodies(&service, "DELETE", "/Groups").len(), 3, "two refusals before anything was done");
}
