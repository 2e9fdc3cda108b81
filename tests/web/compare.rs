//! Two lists side by side, and everyone in a group with the groups in it resolved.

use crate::support::dom::{get_in, names_of, toasts, wait_for};
use crate::support::keys::{click, type_in};
use crate::support::page::url;
use crate::support::samples::{config, object, tokens};
use crate::support::{Page, Reply, Sent, Service, find, get, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::compare::ComparePage;
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// The members of the groups; capital letters are groups.
const MEMBERS: &[(&str, &[&str])] =
    &[("A", &["Ann Lee", "Bob", "Cy Fox", "B"]), ("B", &["Bob", "Dee", "C"]), ("C", &["Eve", "B", "A"])];

fn is_group(name: &str) -> bool {
    name.len() == 1
}

fn group(name: &str) -> DirectoryObject {
    let mut attributes = object("group", name).attributes().clone();
    for (attribute, value) in [("groupType", "-2147483640"), ("managedBy", "CN=Ann Lee,OU=Groups,DC=demo,DC=local")] {
        attributes.set(attribute, vec![AttributeValue::answered(value)]);
    }
    let smart = if name == "S" { "2" } else { "1" };
    attributes.set("IMSGManagedGroupType", vec![AttributeValue::answered(smart)]);
    DirectoryObject::answered(ObjectId::new(format!("id-{name}")), StoreId(2), "group", name, attributes)
}

fn found(names: &[&str]) -> Reply {
    let one = |name: &&str| if is_group(name) { group(name) } else { object("user", name) };
    Reply::Json(200, ObjectPage::of(names.len() as i64, names.iter().map(one).collect()).to_json())
}

fn answer(sent: &Sent) -> Reply {
    if sent.path.ends_with("/Searches") {
        let asked = sent.json();
        let of = asked["objectIdentity"].as_str().unwrap_or_default().trim_start_matches("id-");
        let members = MEMBERS.iter().find(|(name, _)| *name == of).map_or(&[][..], |(_, members)| *members);
        return match of {
            // A question about certain objects of a group, and people of a pasted list.
            _ if sent.body.contains("CN=") => found(&[]),
            "" => found(&["Ann Lee", "Dee", "Fay"]),
            _ => found(members),
        };
    }
    if sent.path.ends_with("OnBehalf") {
        return Reply::Json(200, json!({ "status": 0 }));
    }
    let name = sent.path.rsplit('/').next().unwrap_or_default().trim_start_matches("id-").to_owned();
    Reply::Json(200, group(&name).to_json())
}

async fn compare(path: &str) -> (Page, Service) {
    let service = Service::start(|sent: &Sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false => answer(sent),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(path);
    page.show(|| {
        view! {
            <ComparePage/>
            <ToastList/>
        }
    });
    wait_for("heading", "Compare").await;
    (page, service)
}

/// The rows of a list with that name.
fn rows(list: &str) -> Vec<String> {
    let rows = get("list", list).query_selector_all("li").unwrap();
    (0..rows.length()).map(|at| text(&rows.get(at).unwrap().unchecked_into())).collect()
}

fn both() -> String {
    Route::Compare([Some(ObjectId::new("id-A")), Some(ObjectId::new("id-B"))]).path()
}

fn changes(service: &Service, end: &str, member: &str) -> Vec<Value> {
    let sent = service.sent().into_iter().filter(|sent| sent.path.ends_with(end));
    sent.map(|sent| sent.json()[member].clone()).collect()
}

#[wasm_bindgen_test]
async fn two_groups_have_three_parts() {
    let (_page, _service) = compare(&both()).await;
    wait_for("radio", "Only in A (3)").await;
    assert!(names_of("radio").contains(&"In both (1)".to_owned()), "{:?}", names_of("radio"));
    assert_eq!(rows("Only in A").len(), 3);
    wait_for("radio", "Only in B (2)").await.click();
    until("the other part is shown", || find("list", "Only in B").is_some()).await;
    assert!(rows("Only in B")[0].contains("Dee"));
}

#[wasm_bindgen_test]
async fn what_is_missing_is_added_after_a_question() {
    let (_page, service) = compare(&both()).await;
    wait_for("button", "Add these to B…").await.click();
    let dialog = wait_for("dialog", "Add 3 members to B?").await;
    assert_eq!(service.count("/JoinOnBehalf"), 0);
    get_in(&dialog.into(), "button", "Add 3 members").click();
    until("the parts follow", || find("radio", "In both (4)").is_some()).await;
    let added = changes(&service, "/JoinOnBehalf", "joiningUserIdentity");
    assert_eq!(added, [json!("id-Ann Lee"), json!("id-Cy Fox"), json!("id-B")]);
    assert!(
        service
            .sent()
            .iter()
            .filter(|sent| sent.path.ends_with("/JoinOnBehalf"))
            .all(|sent| sent.path.contains("id-B/"))
    );
    assert!(toasts().join("|").contains("3 members were added"));
}

#[wasm_bindgen_test]
async fn who_is_too_much_is_removed_after_a_question() {
    let (_page, service) = compare(&both()).await;
    wait_for("radio", "Only in B (2)").await.click();
    wait_for("button", "Remove these from B…").await.click();
    wait_for("dialog", "Remove 2 members from B?").await;
    click("button", "Remove 2 members");
    until("the parts follow", || find("radio", "Only in B (0)").is_some()).await;
    assert_eq!(changes(&service, "/LeaveOnBehalf", "leavingUserId"), [json!("id-Dee"), json!("id-C")]);
}

#[wasm_bindgen_test]
async fn a_pasted_list_says_what_it_leaves_out() {
    let (_page, _service) = compare(&Route::Compare([Some(ObjectId::new("id-A")), None]).path()).await;
    wait_for("button", "Paste a list").await.click();
    let field = get_in(&wait_for("dialog", "Paste a list").await.into(), "textbox", "People and groups");
    type_in(&field, "Ann Lee\nDee\nNobody at all");
    click("button", "Check names");
    wait_for("button", "Compare with 2 people").await.click();
    wait_for("radio", "Only in Pasted list (1)").await;
    assert!(find("radio", "In both (1)").is_some());
    let right = get("region", "Right side");
    assert!(text(&right).contains("One entry of the list was not found"), "{}", text(&right));
    // Nobody can be added to a list.
    assert!(find("button", "Add these to Pasted list…").is_none());
}

#[wasm_bindgen_test]
async fn a_smart_group_is_no_place_to_add_to() {
    let (_page, _service) =
        compare(&Route::Compare([Some(ObjectId::new("id-A")), Some(ObjectId::new("id-S"))]).path()).await;
    wait_for("button", "Remove these from A…").await;
    assert!(find("button", "Add these to S…").is_none());
    wait_for("radio", "Whom its rule finds").await;
}

#[wasm_bindgen_test]
async fn swapping_changes_the_address() {
    let (_page, _service) = compare(&both()).await;
    wait_for("radio", "Only in A (3)").await;
    click("button", "Swap sides");
    until("the sides are swapped", || names_of("radio").first().is_some_and(|name| name == "Only in B (2)")).await;
    assert!(url().ends_with("/compare?left=id-B&right=id-A"), "{}", url());
}

#[wasm_bindgen_test]
async fn everyone_is_named_once_with_the_way_and_rings_are_told() {
    let service = Service::start(|sent: &Sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false => answer(sent),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(&format!("{}?tab=members", Route::Group(ObjectId::new("id-A")).path()));
    page.show(|| view! { <GroupPage id=ObjectId::new("id-A")/> });
    wait_for("button", "Show everyone, nested groups resolved").await.click();
    wait_for("button", "Export CSV").await;
    let list = rows("Everyone in this group");
    let ways: Vec<_> = list.iter().map(|row| row.split("Engineer").last().unwrap().trim().to_owned()).collect();
    assert_eq!(ways, ["Direct member", "Direct member", "Direct member", "Through B", "Through B › C"], "{list:?}");
    assert!(
        text(&get("region", "Everyone in this group")).contains("A › B › C › A"),
        "{}",
        text(&get("region", "Everyone in this group"))
    );
    assert_eq!(
        service.sent().iter().filter(|sent| sent.path.ends_with("/Searches") && sent.json()["pageSize"] == 500).count(),
        3,
        "each group is read once"
    );
}
