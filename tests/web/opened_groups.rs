//! Groups in a group that are opened in place, in the tab with the members of a group.

use crate::support::dom::{all_in, attribute, every, get_in, wait_for, wait_for_focus};
use crate::support::keys::{click, type_in};
use crate::support::samples::{config, graph_config, object, person, tokens};
use crate::support::{Page, Reply, Sent, Service, all, find, get, text, until};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId, TokenResponse};
use portal::pages::groups::GroupPage;
use portal::routes::Route;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// The members of the groups; capital letters are groups. A, B and D are a ring, as are A, C and D; B and C are the two
/// sides of a diamond.
const MEMBERS: &[(&str, &[&str])] = &[
    ("A", &["B", "C", "L", "X", "A"]),
    ("B", &["Bob", "D"]),
    ("C", &["Cy Fox", "D"]),
    ("D", &["Eve", "A"]),
    ("X", &[]),
];

fn group(name: &str) -> DirectoryObject {
    let mut attributes = object("group", name).attributes().clone();
    for (attribute, value) in [("groupType", "-2147483640"), ("managedBy", "CN=Ann Lee,OU=Groups,DC=demo,DC=local")] {
        attributes.set(attribute, vec![AttributeValue::answered(value)]);
    }
    attributes.set("IMSGManagedGroupType", vec![AttributeValue::answered("1")]);
    DirectoryObject::answered(ObjectId::new(format!("id-{name}")), StoreId(2), "group", name, attributes)
}

/// The page of a group's members that is asked for. L has as many members as `long` says.
fn members(asked: &Value, long: usize) -> Reply {
    let of = asked["objectIdentity"].as_str().unwrap_or_default().trim_start_matches("id-");
    let [page, size] = ["pageNo", "pageSize"].map(|name| asked[name].as_u64().unwrap() as usize);
    let held = MEMBERS.iter().find(|(name, _)| *name == of).map_or(&[][..], |(_, members)| *members);
    let (from, total) = ((page - 1) * size, if of == "L" { long } else { held.len() });
    let name = |at: usize| if of == "L" { format!("Person {at:06}") } else { held[at].to_owned() };
    let one = |name: String| if name.len() == 1 { group(&name) } else { object("user", &name) };
    let data = (from.min(total)..(from + size).min(total)).map(|at| one(name(at))).collect();
    Reply::Json(200, ObjectPage::of(total as i64, data).to_json())
}

/// The tab of the group A. `refuse` may answer the search for the members of a group instead of the directory.
async fn opened(long: usize, refuse: impl Fn(&str) -> Option<u16> + 'static) -> (Page, Service) {
    let service = Service::start(move |sent: &Sent| match sent.is_token() {
        true => tokens(1, 1_200),
        false if sent.path.ends_with("/Searches") => {
            let asked = sent.json();
            match asked["objectIdentity"].as_str().and_then(&refuse) {
                Some(status) => Reply::Json(status, Value::Null),
                None => members(&asked, long),
            }
        }
        false => Reply::Json(200, group(sent.path.rsplit("id-").next().unwrap_or_default()).to_json()),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.at(&format!("{}?tab=members", Route::Group(ObjectId::new("id-A")).path()));
    page.show(|| view! { <GroupPage id=ObjectId::new("id-A")/> });
    wait_for("button", "Members of B").await;
    (page, service)
}

/// The list of a group that is open once.
async fn list_of(name: &str) -> HtmlElement {
    wait_for("list", &format!("Members of {name}")).await
}

fn is_open(name: &str) -> bool {
    attribute(&get("button", &format!("Members of {name}")), "aria-expanded") == "true"
}

/// The pages of a group's members that were asked for in place.
fn pages_of(service: &Service, name: &str) -> Vec<i64> {
    let searches = service.sent().into_iter().filter(|sent| sent.path.ends_with("/Searches")).map(|sent| sent.json());
    let own = searches.filter(|asked| asked["objectIdentity"] == format!("id-{name}") && asked["pageSize"] == 20);
    own.map(|asked| asked["pageNo"].as_i64().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn a_ring_is_named_and_a_diamond_is_opened_on_both_sides() {
    let (_page, service) = opened(0, |_| None).await;
    // The page's own group among its members is a circle at once.
    assert!(text(&get("table", "Members")).contains("In a circle: A › A"));
    assert!(find("button", "Members of A").is_none());
    click("button", "Members of B");
    let inside = list_of("B").await;
    assert!(is_open("B") && !is_open("C"));
    let button = get("button", "Members of B");
    assert!(all(&format!("#{} ul", attribute(&button, "aria-controls"))).len() == 1, "the button names what it opens");
    get_in(&inside, "button", "Members of D").click();
    let deep = list_of("D").await;
    assert_eq!(all_in(&deep, "li").len(), 2);
    assert!(text(&deep).contains("In a circle: A › B › D › A"), "{}", text(&deep));
    assert!(text(&inside).contains("Through B › D"), "{}", text(&inside));
    click("button", "Members of C");
    let other = list_of("C").await;
    get_in(&other, "button", "Members of D").click();
    until("the other side is open", || every("list", "Members of D").len() == 2).await;
    assert!(text(&other).contains("In a circle: A › C › D › A"), "{}", text(&other));
    assert!(!text(&other).contains("B › D"));
    // Each was read where it was opened, and nothing else.
    assert_eq!(["B", "C", "D", "L"].map(|name| pages_of(&service, name).len()), [1, 1, 2, 0]);
    click("button", "Members of B");
    until("one side is closed", || every("list", "Members of D").len() == 1).await;
    assert!(find("list", "Members of B").is_none() && !is_open("B"));
}

#[wasm_bindgen_test]
async fn who_is_in_a_nested_group_cannot_be_selected_or_removed() {
    let (_page, _service) = opened(0, |_| None).await;
    wait_for("checkbox", "Select B").await;
    click("button", "Members of B");
    let inside = list_of("B").await;
    assert!(find("checkbox", "Select Bob").is_none() && find("button", "Remove Bob").is_none());
    let row = inside.closest("tr").unwrap().unwrap();
    assert!(all_in(&row, "input").is_empty());
    assert!(row.text_content().unwrap().contains("Through B. They are not direct members of this group"));
    // The box of the whole page selects the direct members only.
    click("checkbox", "Select this page");
    until("they are selected", || text(&get("region", "Selected members")).contains("5 selected")).await;
}

#[wasm_bindgen_test]
async fn more_are_read_when_they_are_asked_for_and_the_focus_stays() {
    let (_page, service) = opened(45, |_| None).await;
    click("button", "Members of L");
    let long = list_of("L").await;
    let shown = || all_in(&get("list", "Members of L"), "li").len();
    assert_eq!((shown(), pages_of(&service, "L")), (20, vec![1]));
    assert!(long.closest("tr").unwrap().unwrap().text_content().unwrap().contains("20 of 45 shown"));
    let more = get("button", "Show more");
    more.focus().unwrap();
    more.click();
    until("the next page is there", || shown() == 40).await;
    wait_for_focus("Show more").await;
    get("button", "Show more").click();
    until("all are there", || shown() == 45).await;
    // The button is gone.
    wait_for_focus("Members of L").await;
    assert!(find("button", "Show more").is_none());
    assert_eq!(pages_of(&service, "L"), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn of_a_hundred_thousand_two_hundred_are_shown_and_the_way_to_the_rest() {
    let (_page, service) = opened(100_000, |_| None).await;
    click("button", "Members of L");
    list_of("L").await;
    for page in 2..=10 {
        click("button", "Show more");
        until("the next page is there", || all_in(&get("list", "Members of L"), "li").len() == page * 20).await;
    }
    let link = wait_for("link", "Open L to see them all").await;
    assert!(attribute(&link, "href").ends_with("/groups/id-L"));
    assert!(find("button", "Show more").is_none());
    assert_eq!(pages_of(&service, "L").len(), 10);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_says_so_in_place_and_is_tried_again() {
    for (status, said) in [(403, "permission"), (404, "deleted")] {
        let refuses = Rc::new(Cell::new(true));
        let own = refuses.clone();
        let (_page, _service) = opened(0, move |id| (id == "id-B" && own.get()).then_some(status)).await;
        click("button", "Members of B");
        let again = wait_for("button", "Try again").await;
        let row = again.closest("tr.opened").unwrap().expect("the error stands below the group");
        assert!(row.text_content().unwrap().contains(said), "{status}: {}", row.text_content().unwrap());
        assert!(find("list", "Members of B").is_none() && is_open("B"));
        assert!(find("button", "Members of C").is_some(), "the list itself stays");
        refuses.set(false);
        again.focus().unwrap();
        again.click();
        assert_eq!(all_in(&list_of("B").await.into(), "li").len(), 2);
        assert!(find("button", "Try again").is_none());
        wait_for_focus("Members of B").await;
    }
}

#[wasm_bindgen_test]
async fn an_empty_group_says_that_it_is_empty() {
    let (_page, _service) = opened(0, |_| None).await;
    click("button", "Members of X");
    until("it is said", || all(".opened-list").iter().any(|list| text(list).contains("This group has no members.")))
        .await;
    assert!(find("list", "Members of X").is_none());
}

#[wasm_bindgen_test]
async fn another_order_or_search_closes_what_is_open() {
    let (_page, _service) = opened(0, |_| None).await;
    click("button", "Members of B");
    list_of("B").await;
    click("button", "Name");
    until("the order has changed", || find("button", "Members of B").is_some() && all(".opened").is_empty()).await;
    assert!(!is_open("B"));
    click("button", "Members of B");
    list_of("B").await;
    type_in(&get("searchbox", "Search this list"), "b");
    until("the search has closed it", || find("button", "Members of B").is_some() && !is_open("B")).await;
    assert!(all(".opened").is_empty());
}

#[wasm_bindgen_test]
async fn over_graph_a_group_is_read_by_its_id_and_its_own_circle_is_named() {
    let member = |kind: &str, name: &str| json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "id": format!("id-{name}"), "displayName": name });
    let service = Service::start(move |sent: &Sent| {
        let path = sent.path.split('?').next().unwrap_or_default();
        let value = match path.trim_start_matches("/v1.0/groups/") {
            "id-A/members" => json!([member("user", "Ann Lee"), member("group", "B")]),
            "id-B/members" => json!([member("group", "A"), member("user", "Bob")]),
            _ if path.ends_with("/owners") => json!([member("user", "Ann Lee")]),
            _ => {
                return Reply::Json(
                    200,
                    json!({ "id": "id-A", "displayName": "A", "securityEnabled": true, "mailEnabled": false, "groupTypes": [] }),
                );
            }
        };
        Reply::Json(200, json!({ "@odata.count": value.as_array().unwrap().len(), "value": value }))
    });
    let mut page = Page::new(&graph_config());
    let tokens = json!({ "access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 1_200 });
    page.session.accept_tokens(
        page.session.generation(),
        StoreId(4),
        "ann@contoso.com".to_owned(),
        TokenResponse::from_json(&tokens).unwrap(),
    );
    page.session.complete_sign_in(Some(person("Ann Lee")));
    page.at(&format!("{}?tab=members", Route::Group(ObjectId::new("id-A")).path()));
    page.show(|| view! { <GroupPage id=ObjectId::new("id-A")/> });
    wait_for("button", "Members of B").await.click();
    let inside = list_of("B").await;
    assert_eq!(all_in(&inside, "li").len(), 2);
    assert!(text(&inside).contains("In a circle: A › B › A"), "{}", text(&inside));
    assert_eq!(service.sent().iter().filter(|sent| sent.path.contains("/groups/id-B/members?")).count(), 1);
}
