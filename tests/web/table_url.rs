//! The text, sorting and page of a table are in its URL, so a bookmark restores them.

use crate::support::dom::{attribute, focused, name, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, object};
use crate::support::{Page, Reply, Sent, Service, all, find, frames, get, press, text, type_in, until};
use leptos::prelude::*;
use model::wire::ObjectPage;
use portal::pages::groups::AllGroupsPage;
use portal::routes::Route;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

/// Twelve groups, five per page.
fn groups(sent: &Sent) -> Reply {
    let number = sent.json()["pageNo"].as_i64().unwrap_or(1);
    let rows = (1..=12).skip((number as usize - 1) * 5).take(5);
    let data = rows.map(|at| object("group", &format!("Group {at:02}"))).collect();
    Reply::Json(200, ObjectPage::of(12, data).to_json())
}

/// The list of all groups with this query.
async fn at(query: &str, first: &str) -> (Page, Service) {
    let service = Service::start(groups);
    let mut page = Page::new(&config());
    page.at(&format!("{}{query}", Route::AllGroups.path()));
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("table", "All groups").await;
    wait_for("link", first).await;
    (page, service)
}

/// The requests for lists, without those that count the members of rows.
fn of_lists(service: &Service) -> Vec<Sent> {
    service.sent().into_iter().filter(|sent| sent.json()["objectIdentity"].is_null()).collect()
}

/// The last search: page, attribute and order.
fn asked(service: &Service) -> (Value, Value, Value) {
    let question = of_lists(service).pop().expect("something was asked").json();
    (question["pageNo"].clone(), question["sortBy"].clone(), question["sortOrder"].clone())
}

fn asks(service: &Service, page: i64, sort: &str, order: i64) -> bool {
    asked(service) == (page.into(), sort.into(), order.into())
}

/// The heading and the `aria-sort` of sorted columns.
fn sorted() -> Vec<(String, String)> {
    let sorted = all("th[aria-sort]");
    sorted.iter().map(|th| (name(th), attribute(th, "aria-sort"))).collect()
}

#[wasm_bindgen_test]
async fn a_bookmark_brings_back_text_sort_and_page() {
    let (_page, service) = at("?q=polo&sort=-managedBy&page=2", "Group 06").await;
    assert!(asks(&service, 2, "managedBy", 2), "{:?}", asked(&service));
    assert!(service.sent()[0].asks_for("polo"));
    assert_eq!(sorted(), [("Owner".to_owned(), "descending".to_owned())]);
    let found = get("searchbox", "Search this list");
    assert_eq!(js_sys::Reflect::get(&found, &"value".into()).unwrap(), "polo");
    assert!(crate::support::shown("status").contains(&"6–10 of 12".to_owned()));
}

#[wasm_bindgen_test]
async fn what_a_url_gets_wrong_falls_back_to_the_first() {
    let (_page, service) = at("?sort=-password&page=-3", "Group 01").await;
    assert!(asks(&service, 1, "name", 1), "{:?}", asked(&service));
    assert_eq!(sorted(), [("Name".to_owned(), "ascending".to_owned())]);
}

#[wasm_bindgen_test]
async fn sorting_goes_into_the_url_and_starts_from_the_first_page() {
    let (_page, service) = at("?page=3", "Group 11").await;
    click("button", "Owner");
    until("the service is asked", || asks(&service, 1, "managedBy", 1)).await;
    assert!(url().ends_with("?sort=managedBy"), "{}", url());
    until("the heading says so", || sorted() == [("Owner".to_owned(), "ascending".to_owned())]).await;
    click("button", "Owner");
    until("the other way round", || asks(&service, 1, "managedBy", 2)).await;
    assert!(url().ends_with("?sort=-managedBy"), "{}", url());
    click("button", "Name");
    until("by name again", || asks(&service, 1, "name", 1)).await;
    assert!(!url().contains("sort"), "the usual sort needs no word: {}", url());
}

#[wasm_bindgen_test]
async fn pages_go_into_the_url_and_back_goes_back() {
    let (_page, service) = at("", "Group 01").await;
    let disabled = |name| attribute(&get("button", name), "aria-disabled") == "true";
    assert!(disabled("Previous page") && !disabled("Next page"));
    click("button", "Next page");
    wait_for("link", "Group 06").await;
    assert!(url().ends_with("?page=2"), "{}", url());
    click("button", "Next page");
    wait_for("link", "Group 12").await;
    until("there is no further one", || disabled("Next page")).await;
    get("button", "Next page").focus().unwrap();
    click("button", "Next page");
    frames().await;
    assert!(url().ends_with("?page=3"), "{}", url());
    assert_eq!(focused(), "Next page", "the focus stays where it is");
    window().history().unwrap().back().unwrap();
    wait_for("link", "Group 06").await;
    assert!(url().ends_with("?page=2"), "{}", url());
    click("button", "Previous page");
    wait_for("link", "Group 01").await;
    assert!(!url().contains("page"), "{}", url());
    assert!(asks(&service, 1, "name", 1));
}

#[wasm_bindgen_test]
async fn behind_the_end_of_the_list_the_way_back_is_shown() {
    for (size, way) in [(12, "Go to page 3"), (0, "Go to page 1")] {
        let service = Service::start(move |sent| {
            let number = sent.json()["pageNo"].as_i64().unwrap_or(1);
            let data = if number > 3 { Vec::new() } else { vec![object("group", &format!("On page {number}"))] };
            Reply::Json(200, ObjectPage::of(size, data).to_json())
        });
        let mut page = Page::new(&config());
        page.at(&format!("{}?page=99", Route::AllGroups.path()));
        page.show(|| view! { <AllGroupsPage/> });
        let button = wait_for("button", way).await;
        assert!(all("p").iter().map(text).any(|text| text == "The list ends before page 99."));
        button.click();
        wait_for("link", &format!("On page {}", way.trim_start_matches("Go to page "))).await;
        wait_for_focus("All groups").await;
        drop(service);
    }
}

#[wasm_bindgen_test]
async fn rows_of_another_question_do_not_stand_below_an_error() {
    let service = Service::start(|sent| match sent.json()["sortBy"].as_str() {
        Some("managedBy") => Reply::Json(503, Value::Null),
        _ => groups(sent),
    });
    let mut page = Page::new(&config());
    page.at(&Route::AllGroups.path());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("link", "Group 01").await;
    click("button", "Owner");
    wait_for("button", "Try again").await;
    assert!(find("link", "Group 01").is_none(), "these rows are not sorted by owner");
    assert!(!crate::support::shown("status").contains(&"1–5 of 12".to_owned()));
    click("button", "Try again");
    until("it is asked again", || of_lists(&service).len() == 3).await;
    wait_for("button", "Try again").await;
    wait_for_focus("All groups").await;
    click("button", "Name");
    wait_for("link", "Group 01").await;
    until("the error goes", || find("button", "Try again").is_none()).await;
}

#[wasm_bindgen_test]
async fn searching_waits_for_typing_to_rest_and_starts_from_the_first_page() {
    let (_page, service) = at("?page=2&other=kept", "Group 06").await;
    let before = of_lists(&service).len();
    let field = get("searchbox", "Search this list");
    for typed in ["w", "wa", "wasser & ball "] {
        type_in(&field, typed);
    }
    until("the service is asked", || of_lists(&service).len() > before).await;
    assert_eq!(of_lists(&service).len(), before + 1);
    let last = of_lists(&service).pop().unwrap();
    assert!(last.asks_for("wasser") && last.asks_for("ball") && asks(&service, 1, "name", 1));
    assert!(url().contains("q=wasser+%26+ball") && url().contains("other=kept"), "{}", url());
    assert!(!url().contains("page="));
    type_in(&field, "polo");
    press("Enter");
    until("Enter asks at once", || url().contains("q=polo")).await;
}

#[wasm_bindgen_test]
async fn members_are_counted_row_by_row_and_once() {
    let service = Service::start(|sent| match sent.json()["objectIdentity"].as_str() {
        Some("id-Group 02") => Reply::Json(500, Value::Null),
        Some(_) => Reply::Json(200, ObjectPage::of(1_234, vec![object("user", "Ann")]).to_json()),
        None => groups(sent),
    });
    let mut page = Page::new(&config());
    page.at(&Route::AllGroups.path());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("link", "Group 05").await;
    let members = || all("tbody td:nth-child(4)").iter().map(text).collect::<Vec<_>>();
    let known = ["1,234", "–", "1,234", "1,234", "1,234"];
    until("all five are counted", || members() == known).await;
    let counted = || service.sent().len() - of_lists(&service).len();
    let one =
        service.sent().into_iter().map(|sent| sent.json()).find(|sent| !sent["objectIdentity"].is_null()).unwrap();
    assert_eq!((&one["attributeScopeQuery"], &one["pageSize"]), (&"member".into(), &1.into()));
    click("button", "Next page");
    wait_for("link", "Group 06").await;
    until("the next five are counted", || !members().contains(&"…".to_owned())).await;
    let so_far = counted();
    click("button", "Previous page");
    wait_for("link", "Group 01").await;
    until("what is known stands there", || members() == known).await;
    assert_eq!(counted(), so_far, "nothing is asked twice");
}
