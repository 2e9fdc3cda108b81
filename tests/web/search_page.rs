//! The search page: groups before all others, page by page, or one kind only.

use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, object};
use crate::support::{Page, Reply, Sent, Service, all, find, text, until};
use model::wire::ObjectPage;
use portal::pages::search::SearchPage;
use wasm_bindgen_test::wasm_bindgen_test;

/// Eight groups and eight users, five per page.
fn answer(sent: &Sent) -> Reply {
    let class = if sent.asks_for("group") { "group" } else { "user" };
    let question = sent.json();
    let (page, size) = (question["pageNo"].as_u64().unwrap() as usize, question["pageSize"].as_u64().unwrap() as usize);
    let found = (1..=8).skip((page - 1) * size).take(size).map(|at| object(class, &format!("{class} {at}")));
    Reply::Json(200, ObjectPage::of(8, found.collect()).to_json())
}

async fn search(query: &str, shown: &[String]) -> (Page, Service) {
    let service = Service::start(answer);
    let mut config = config();
    config["pageSize"] = 5.into();
    let mut page = Page::new(&config);
    page.at(&format!("/search{query}"));
    page.show(SearchPage);
    listed(shown).await;
    (page, service)
}

async fn listed(names: &[String]) {
    let now = || all("tbody a").iter().map(text).collect::<Vec<_>>();
    until(&format!("{names:?} are listed and not {:?}", now()), || now() == names).await;
}

/// The names of a range of objects of a class.
fn some(class: &str, from: usize, to: usize) -> Vec<String> {
    (from..=to).map(|at| format!("{class} {at}")).collect()
}

#[wasm_bindgen_test]
async fn groups_come_first_and_nobody_is_lost_between_the_pages() {
    for (query, names) in [
        ("?q=x", some("group", 1, 5)),
        ("?q=x&page=2", [some("group", 6, 8), some("user", 1, 2)].concat()),
        ("?q=x&page=3", some("user", 3, 7)),
    ] {
        let (_page, _service) = search(query, &names).await;
        assert!(crate::support::shown("status").iter().any(|said| said.ends_with("of 16")), "all are counted");
    }
}

#[wasm_bindgen_test]
async fn one_kind_alone_is_a_tab_in_the_url() {
    let (_page, service) = search("?q=water+polo&page=3", &some("user", 3, 7)).await;
    assert!(service.sent()[0].asks_for("water") && service.sent()[0].asks_for("polo"));
    click("tab", "Groups");
    listed(&some("group", 1, 5)).await;
    assert!(url().contains("type=groups") && url().contains("polo") && !url().contains("page="), "{}", url());
    click("tab", "Users");
    listed(&some("user", 1, 5)).await;
    assert!(find("tab", "All").is_some());
}
