//! Filters of lists as toggle buttons: in the URL, in the search, and off again.

use crate::support::dom::{attribute, names_of, wait_for};
use crate::support::keys::{choose, click};
use crate::support::page::url;
use crate::support::samples::{config, entra_config, graph_config, object, tokens, user};
use crate::support::{Page, Reply, Sent, Service, get, until};
use leptos::prelude::*;
use model::wire::{Criterion, ObjectPage, SearchRequest, StoreId};
use portal::pages::groups::{AllGroupsPage, MyGroupsPage};
use portal::routes::Route;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

/// 120 groups, unless the search asks for smart groups, of which there are none.
fn groups(sent: &Sent) -> Reply {
    if asks_for_smart(sent) {
        return Reply::Json(200, ObjectPage::of(0, Vec::new()).to_json());
    }
    let (number, size) = (sent.json()["pageNo"].as_i64().unwrap(), sent.json()["pageSize"].as_i64().unwrap());
    let rows = (1..=120).skip(((number - 1) * size) as usize).take(size as usize);
    let data = rows.map(|at| object("group", &format!("Group {at:03}"))).collect();
    Reply::Json(200, ObjectPage::of(120, data).to_json())
}

fn asks_for_smart(sent: &Sent) -> bool {
    let leaf = |leaf: &String| leaf == "IMSGManagedGroupType Is Exactly 2";
    leaves(sent).iter().any(leaf)
}

/// The conditions of a search, in order.
fn leaves(sent: &Sent) -> Vec<String> {
    fn collect(criterion: &Criterion, into: &mut Vec<String>) {
        match criterion.attribute.get() {
            Some(name) => {
                let value = criterion.value.get().map(String::as_str).unwrap_or_default();
                into.push(format!("{name} {} {value}", criterion.operator).trim().to_owned());
            }
            None => criterion.child.iter().for_each(|child| collect(child, into)),
        }
    }
    let mut all = Vec::new();
    SearchRequest::from_json(&sent.json()).unwrap().criteria.iter().for_each(|criteria| collect(criteria, &mut all));
    all
}

/// The list of all groups with this query.
async fn at(query: &str, config: Value) -> (Page, Service) {
    let service = Service::start(groups);
    let mut page = Page::new(&config);
    page.at(&format!("{}{query}", Route::AllGroups.path()));
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("table", "All groups").await;
    (page, service)
}

/// The last search for a list.
fn last(service: &Service) -> Sent {
    service.sent().into_iter().rfind(|sent| sent.json()["objectIdentity"].is_null()).expect("the list was asked for")
}

fn pressed() -> Vec<String> {
    let names = names_of("button").into_iter();
    names.filter(|name| attribute(&get("button", name), "aria-pressed") == "true").collect()
}

#[wasm_bindgen_test]
async fn a_filter_is_switched_on_and_off() {
    let (_page, service) = at("?page=2", config()).await;
    wait_for("link", "Group 006").await;
    assert_eq!(pressed(), [""; 0]);
    click("button", "Semi-private");
    until("it is asked", || leaves(&last(&service)).contains(&"XGroupSecurity Is Exactly Semi_Private".to_owned()))
        .await;
    assert!(url().ends_with("?filter=semi-private"), "from the first page: {}", url());
    click("button", "No owner");
    until("both are asked", || leaves(&last(&service)).contains(&"managedBy Not Present".to_owned())).await;
    assert!(leaves(&last(&service)).contains(&"XGroupSecurity Is Exactly Semi_Private".to_owned()));
    assert!(url().ends_with("?filter=semi-private%2Cno-owner"), "{}", url());
    assert_eq!(pressed(), ["Semi-private", "No owner"]);
    click("button", "Semi-private");
    until("one is left", || leaves(&last(&service)) == ["objectClass Is Exactly group", "managedBy Not Present"]).await;
    window().history().unwrap().back().unwrap();
    until("Back brings it again", || pressed() == ["Semi-private", "No owner"]).await;
}

#[wasm_bindgen_test]
async fn a_bookmark_brings_back_filters_and_rows() {
    let (_page, service) = at("?filter=expired,never-heard-of&rows=50", config()).await;
    wait_for("link", "Group 050").await;
    assert_eq!(pressed(), ["Expired"]);
    let asked = leaves(&last(&service));
    assert_eq!(asked[..2], ["objectClass Is Exactly group", "IMGIsExpired Is Exactly true"]);
    assert!(asked[2].starts_with("XGroupExpirationDate Less Or Equal 20") && asked[2].ends_with(".0Z"), "{asked:?}");
    assert_eq!((&last(&service).json()["pageSize"], asked.len()), (&50.into(), 3));
}

#[wasm_bindgen_test]
async fn nothing_that_fits_can_be_cleared() {
    let (_page, _service) = at("?filter=smart&q=polo", config()).await;
    wait_for("button", "Clear filters").await.click();
    wait_for("link", "Group 001").await;
    assert!(url().ends_with("?q=polo"), "the text stays: {}", url());
}

#[wasm_bindgen_test]
async fn rows_per_page_go_into_the_url_and_the_first_row_stays() {
    let (_page, service) = at("?page=9", config()).await;
    wait_for("link", "Group 041").await;
    choose("Rows per page", "20");
    wait_for("link", "Group 060").await;
    assert!(url().ends_with("?rows=20&page=3"), "{}", url());
    assert_eq!(last(&service).json()["pageSize"], 20);
    choose("Rows per page", "5");
    wait_for("link", "Group 045").await;
    assert!(url().ends_with("?page=9"), "the usual number needs no word: {}", url());
}

#[wasm_bindgen_test]
async fn each_store_has_the_filters_that_it_can_answer() {
    let chips = || {
        let all = names_of("button").into_iter();
        all.filter(|name| !attribute(&get("button", name), "aria-pressed").is_empty()).collect::<Vec<_>>()
    };
    let (page, service) = at("?filter=no-owner", entra_config()).await;
    wait_for("link", "Group 001").await;
    assert_eq!(
        chips(),
        ["Static", "Smart", "Private", "Semi-private", "Public", "Expiring", "Expired", "No owner", "Empty"]
    );
    assert!(leaves(&last(&service)).contains(&"owners Not Present".to_owned()));
    click("button", "Empty");
    until("it is asked", || leaves(&last(&service)).contains(&"members Not Present".to_owned())).await;
    drop((page, service));
    let service = Service::start(|_| Reply::Json(200, serde_json::json!({ "value": [], "@odata.count": 0 })));
    let mut page = Page::new(&graph_config());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("table", "All groups").await;
    assert_eq!(chips(), ["Assigned", "Dynamic", "No owner"]);
    click("button", "No owner");
    let filter = format!("$filter={}", model::wire::paths::segment("owners/$count eq 0"));
    let asked = || service.sent().iter().any(|sent| sent.path.contains(&filter));
    until("Graph is asked for groups without owners", asked).await;
}

#[wasm_bindgen_test]
async fn my_groups_have_what_is_owned_through_a_group() {
    let service = Service::start(|sent| {
        let page = |names: &[&str]| {
            let data: Vec<_> = names.iter().map(|name| object("group", name)).collect();
            Reply::Json(200, ObjectPage::of(data.len() as i64, data).to_json())
        };
        match (sent.is_token(), sent.method.as_str()) {
            (true, _) => tokens(1, 1_200),
            (false, "GET") if sent.path.contains("displayNestedOwnership=true") => page(&["Own", "Nested"]),
            (false, "GET") => page(&["Own"]),
            _ if sent.asks_for("id-Nested") => page(&["Nested", "Own"]),
            _ => page(&["Own"]),
        }
    });
    let mut page = Page::new(&config());
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(user("ann").object);
    page.at(&Route::MyGroups.path());
    page.show(|| view! { <MyGroupsPage/> });
    wait_for("link", "Nested").await;
    let asked = service.sent().into_iter().filter(|sent| sent.method == "GET").map(|sent| sent.path);
    let asked: Vec<_> = asked.collect();
    assert!(asked.iter().all(|path| path.contains("/Users/id-Ann%20Lee/Groups?")), "{asked:?}");
    assert!(asked.iter().all(|path| path.contains("displayAdditionalGroups=true")) && asked.len() == 2);
    let leaves = leaves(&last(&service));
    assert_eq!(leaves.iter().filter(|leaf| leaf.starts_with("objectGUID")).count(), 1, "once: {leaves:?}");
}
