//! The groups that a group is a member of, and one's own membership: what is asked, what is sent, and who may.

use crate::support::dom::{find, toasts, wait_for};
use crate::support::groups::set;
use crate::support::keys::{click, press};
use crate::support::samples::{config, graph_config, object, person, tokens};
use crate::support::{Page, Reply, Sent, Service, all, text, type_in, until};
use leptos::prelude::*;
use model::wire::{DirectoryObject, ObjectId, ObjectPage, StoreId, TokenResponse};
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const ANN: &str = "CN=Ann Lee,OU=Groups,DC=demo,DC=local";
const BOB: &str = "CN=Bob,OU=Groups,DC=demo,DC=local";

/// A group with an owner.
fn owned(name: &str, owner: &str, more: &[(&str, &str)]) -> DirectoryObject {
    let mut group = object("group", name);
    set(&mut group, "managedBy", owner);
    for (attribute, value) in more {
        set(&mut group, attribute, value);
    }
    group
}

/// The groups of the directory: one's own, somebody else's, one with a rule, and one that cannot hold the others.
fn directory() -> Vec<DirectoryObject> {
    vec![
        owned("Fleet", ANN, &[("groupType", "-2147483640")]),
        owned("Foreign", BOB, &[("groupType", "-2147483640")]),
        owned("Ruled", ANN, &[("groupType", "-2147483640"), ("IMSGManagedGroupType", "2")]),
        owned("Global", ANN, &[("groupType", "-2147483646")]),
    ]
}

fn page_of(objects: Vec<DirectoryObject>) -> Reply {
    Reply::Json(200, ObjectPage::of(objects.len() as i64, objects).to_json())
}

/// The state of the service.
#[derive(Clone, Default)]
struct Held {
    /// Whether Ann is a member of the group.
    is_in: Rc<RefCell<bool>>,
    /// The answer to what changes members; null for success.
    said: Rc<RefCell<Value>>,
}

/// The page of a group with this security type and owner.
async fn group_page(held: &Held, tab: &str, security: &'static str, owner: &'static str) -> (Page, Service) {
    let own = held.clone();
    let service = Service::start(move |sent: &Sent| {
        let group = || owned("Rowing", owner, &[("groupType", "-2147483640"), ("XGroupSecurity", security)]);
        match (sent.method.as_str(), sent.path.as_str()) {
            _ if sent.is_token() => tokens(1, 1_200),
            ("POST", path) if path.ends_with("/Searches") => {
                let json = sent.json();
                if !json["objectIdentity"].is_null() {
                    return page_of(if *own.is_in.borrow() { vec![object("user", "Ann Lee")] } else { Vec::new() });
                }
                if sent.body.contains("\"attribute\":\"member\"") {
                    return page_of(directory().into_iter().take(3).collect());
                }
                let named = |found: &DirectoryObject| sent.body.contains(found.label());
                page_of(directory().into_iter().filter(named).collect())
            }
            ("POST", _) => match own.said.borrow().clone() {
                Value::Null => Reply::Json(200, json!({ "status": 0 })),
                said => Reply::Json(200, said),
            },
            (_, path) => {
                let found = directory().into_iter().find(|found| path.ends_with(&format!("/id-{}", found.label())));
                Reply::Json(200, found.unwrap_or_else(group).to_json())
            }
        }
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(&format!("{}?tab={tab}", Route::Group(ObjectId::new("id-Rowing")).path()));
    page.show(|| {
        view! {
            <GroupPage id=ObjectId::new("id-Rowing")/>
            <ToastList/>
        }
    });
    wait_for("heading", "Rowing").await;
    (page, service)
}

fn sent_to(service: &Service, end: &str) -> Vec<Value> {
    service.sent().iter().filter(|sent| sent.path.ends_with(end)).map(Sent::json).collect()
}

async fn pick(typed: &str) {
    let input = wait_for("combobox", "Add to a group").await;
    input.focus().unwrap();
    type_in(&input, typed);
    until("it is suggested", || all("[role=\"option\"]").iter().any(|option| text(option).contains(typed))).await;
    press("ArrowDown");
    press("Enter");
}

fn permanent() -> Value {
    json!({ "MembershipType": 1, "StartDate": "0001-01-01T00:00:00", "EndDate": "0001-01-01T00:00:00", "Reason": null })
}

#[wasm_bindgen_test]
async fn a_group_leaves_those_groups_that_one_owns() {
    let held = Held::default();
    let (_page, service) = group_page(&held, "member-of", "Private", ANN).await;
    wait_for("button", "Leave Fleet").await;
    assert!(find("button", "Leave Foreign").is_none(), "its owners let it out");
    assert!(find("button", "Leave Ruled").is_none(), "a rule decides");
    assert!(all("tr").iter().any(|row| text(row).contains("Ruled") && text(row).contains("By its rule")));
    let asked: Vec<_> =
        service.sent().into_iter().filter(|sent| sent.body.contains("\"attribute\":\"member\"")).collect();
    assert!(asked[0].asks_for("CN=Rowing,OU=Groups,DC=demo,DC=local"), "{}", asked[0].body);
    click("button", "Leave Fleet");
    wait_for("dialog", "Take Rowing out of Fleet?").await;
    assert!(sent_to(&service, "/LeaveOnBehalf").is_empty());
    click("button", "Leave");
    until("it is said", || toasts().join("|").contains("Rowing is no longer a member of Fleet.")).await;
    let left: Vec<_> = service.sent().into_iter().filter(|sent| sent.path.ends_with("/LeaveOnBehalf")).collect();
    assert!(left[0].path.contains("/Groups/id-Fleet/"), "{}", left[0].path);
    let wanted = json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "leavingUserId": "id-Rowing",
        "leaveType": permanent() });
    assert_eq!((left.len(), left[0].json()), (1, wanted));
}

#[wasm_bindgen_test]
async fn a_group_joins_another_one_after_a_question() {
    let held = Held::default();
    let (_page, service) = group_page(&held, "member-of", "Private", ANN).await;
    pick("Foreign").await;
    wait_for("dialog", "Add Rowing to Foreign?").await;
    assert!(sent_to(&service, "/JoinOnBehalf").is_empty());
    *held.said.borrow_mut() = json!({ "status": 0, "message": "The request waits for approval." });
    click("button", "Add");
    until("it is said", || toasts().join("|").contains("The request waits for approval.")).await;
    let wanted = json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "joiningUserIdentity": "id-Rowing",
        "joinType": permanent() });
    assert_eq!(sent_to(&service, "/JoinOnBehalf"), [wanted]);
}

#[wasm_bindgen_test]
async fn what_cannot_hold_the_group_is_said_and_nothing_is_sent() {
    let held = Held::default();
    let (_page, service) = group_page(&held, "member-of", "Private", ANN).await;
    let says = |part: &'static str| move || all(".error").iter().any(|said| text(said).contains(part));
    pick("Ruled").await;
    until("a rule decides", says("A membership rule decides who is in Ruled.")).await;
    pick("Global").await;
    until("the scopes do not fit", says("Global")).await;
    assert!(all("dialog[open]").is_empty());
    assert!(sent_to(&service, "/JoinOnBehalf").is_empty());
}

#[wasm_bindgen_test]
async fn one_joins_a_public_group_and_leaves_it_after_a_question() {
    let held = Held::default();
    let (_page, service) = group_page(&held, "general", "Public", BOB).await;
    wait_for("button", "Join").await;
    click("button", "Join");
    until("it is said", || toasts().join("|").contains("You are now a member of Rowing.")).await;
    assert_eq!(
        sent_to(&service, "/Join"),
        [json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "JoinType": permanent() })]
    );
    // The search does not show it yet, and the page says what was done all the same.
    wait_for("button", "Leave").await;
    click("button", "Leave");
    wait_for("dialog", "Leave Rowing?").await;
    assert!(sent_to(&service, "/Leave").is_empty());
    all("dialog[open] .danger")[0].click();
    until("it is said", || toasts().join("|").contains("You are no longer a member of Rowing.")).await;
    assert_eq!(
        sent_to(&service, "/Leave"),
        [json!({ "IdentityStoreID": 2, "ReplicationRequired": true, "leaveType": permanent() })]
    );
}

#[wasm_bindgen_test]
async fn what_waits_for_approval_is_no_membership_yet() {
    let held = Held::default();
    *held.said.borrow_mut() = json!({ "status": 0, "message": "The request waits for approval." });
    let (_page, _service) = group_page(&held, "general", "Semi_Private", BOB).await;
    wait_for("button", "Ask to join").await;
    click("button", "Ask to join");
    until("it is said", || toasts().join("|").contains("The request waits for approval.")).await;
    wait_for("button", "Ask to join").await;
    assert!(find("button", "Leave").is_none());
}

#[wasm_bindgen_test]
async fn nobody_joins_a_private_group_but_its_members_leave_it() {
    let held = Held::default();
    let (page, _service) = group_page(&held, "general", "Private", BOB).await;
    until("it is said", || all("main").iter().any(|page| text(page).contains("only its owners add members"))).await;
    assert!(find("button", "Join").is_none() && find("button", "Ask to join").is_none());
    drop((page, _service));
    *held.is_in.borrow_mut() = true;
    let (page, _service) = group_page(&held, "general", "Private", BOB).await;
    wait_for("button", "Leave").await;
    drop((page, _service));
    // Its owner may add anybody.
    *held.is_in.borrow_mut() = false;
    let (_page, _service) = group_page(&held, "general", "Private", ANN).await;
    wait_for("button", "Join").await;
}

#[wasm_bindgen_test]
async fn in_graph_the_groups_of_a_group_are_asked_for_by_their_relation() {
    let service = Service::start(|sent: &Sent| {
        let list = |objects: Value| Reply::Json(200, json!({ "@odata.count": 1, "value": objects }));
        match (sent.method.as_str(), sent.path.as_str()) {
            ("POST" | "DELETE", _) => Reply::Text(204, ""),
            (_, path) if path.contains("/groups/g1/memberOf/") => list(json!([{ "id": "g2", "displayName": "Fleet" }])),
            (_, path) if path.contains("/me/memberOf/") => list(json!([{ "id": "g1", "displayName": "Rowing" }])),
            (_, path) if path.contains("/owners") => {
                list(json!([{ "@odata.type": "#microsoft.graph.user", "id": "id-Ann Lee" }]))
            }
            _ => Reply::Json(200, json!({ "id": "g1", "displayName": "Rowing", "securityEnabled": true })),
        }
    });
    let mut page = Page::new(&graph_config());
    let answer = json!({ "access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 1_200 });
    page.session.accept_tokens(
        page.session.generation(),
        StoreId(4),
        "ann@contoso.com".to_owned(),
        TokenResponse::from_json(&answer).unwrap(),
    );
    page.session.complete_sign_in(Some(person("Ann Lee")));
    page.at(&format!("{}?tab=member-of", Route::Group(ObjectId::new("g1")).path()));
    page.show(|| {
        view! {
            <GroupPage id=ObjectId::new("g1")/>
            <ToastList/>
        }
    });
    wait_for("button", "Leave Fleet").await;
    // Ann is a member of the group as well.
    wait_for("button", "Leave").await;
    click("button", "Leave Fleet");
    wait_for("dialog", "Take Rowing out of Fleet?").await;
    all("dialog[open] .danger")[0].click();
    until("it is sent", || service.sent().iter().any(|sent| sent.method == "DELETE")).await;
    let gone = service.sent().into_iter().find(|sent| sent.method == "DELETE").unwrap();
    assert!(gone.path.trim_end_matches('&').ends_with("/groups/g2/members/g1/$ref"), "{}", gone.path);
    let asked = service.sent().into_iter().find(|sent| sent.path.contains("/groups/g1/memberOf/")).unwrap();
    assert_eq!(asked.consistency, "eventual");
}
