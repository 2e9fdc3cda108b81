//! Stopping and resuming create no user twice.

use super::{dry_run, page, people, run};
use crate::support::clock::QuickTimeouts;
use crate::support::dom::{attribute, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::people::Directory;
use crate::support::samples::user;
use crate::support::{Reply, Service, all, find, frames, get, press, shown, text, until};
use portal::drafts::SavedImport;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

/// How many names in the directory are used twice.
fn twice(directory: &Directory) -> usize {
    let upns = directory.upns();
    upns.len() - upns.iter().collect::<std::collections::BTreeSet<_>>().len()
}

fn said(what: &str) -> bool {
    ["status", "paragraph"].into_iter().flat_map(shown).any(|said| said.contains(what))
}

#[wasm_bindgen_test]
async fn everybody_is_made_once() {
    let directory = Directory::default();
    let (_page, service) = page(&directory).await;
    dry_run(&people(40)).await;
    run(40).await;
    until("everybody is made", || said("40 created")).await;
    assert_eq!((directory.upns().len(), twice(&directory)), (40, 0));
    assert_eq!(service.count("/Users"), 40);
    let link = wait_for("link", "Zoe Person0007").await;
    assert!(crate::support::dom::attribute(&link, "href").ends_with("/users/id-zoe.person0007"));
    assert!(said("Done. Every row without errors was sent."));
}

#[wasm_bindgen_test]
async fn stopped_and_resumed_it_makes_nobody_twice() {
    let directory = Directory::default();
    let (_page, service) = page(&directory).await;
    dry_run(&people(300)).await;
    run(300).await;
    wait_for("button", "Stop").await;
    until("some are made", || service.count("/Users") > 9).await;
    click("button", "Stop");
    wait_for("button", "Resume").await;
    let made = directory.upns().len();
    assert!(made < 300, "it was stopped in time for this test to say something");
    crate::support::frames().await;
    assert_eq!(directory.upns().len(), made, "nothing goes on by itself");
    click("button", "Resume");
    until("everybody is made", || said("300 created")).await;
    assert_eq!((directory.upns().len(), twice(&directory)), (300, 0));
    assert_eq!(service.count("/Users"), 300, "nobody was even sent twice");
}

#[wasm_bindgen_test]
async fn after_silence_who_may_have_been_made_is_looked_for_first() {
    let directory = Directory::default();
    let (_page, service) = page(&directory).await;
    dry_run(&people(30)).await;
    directory.silent.set(3);
    run(30).await;
    wait_for("button", "Resume").await;
    assert!(shown("alert").concat().contains("nobody is created twice"));
    let asked = service.count("/Searches");
    click("button", "Resume");
    until("everybody is made", || said("30 created")).await;
    assert!(service.count("/Searches") > asked, "it looked");
    assert_eq!((directory.upns().len(), twice(&directory)), (30, 0));
    assert_eq!(service.count("/Users"), 30, "those who were there were not sent again");
}

#[wasm_bindgen_test]
async fn an_ended_session_pauses_it() {
    let directory = Directory::default();
    let (page, _service) = page(&directory).await;
    dry_run(&people(60)).await;
    let refused = crate::support::Service::start(|_| crate::support::Reply::Json(401, serde_json::Value::Null));
    run(60).await;
    wait_for("button", "Resume").await;
    until("the session has lapsed", || {
        leptos::prelude::untrack(|| page.session.phase()) == portal::session::Phase::Lapsed
    })
    .await;
    assert!(directory.upns().is_empty());
    drop(refused);
    let config = page.api.config().clone();
    page.session.sign_in(&config, model::wire::StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(None);
    click("button", "Resume");
    until("everybody is made", || said("60 created")).await;
    assert_eq!((directory.upns().len(), twice(&directory)), (60, 0));
}

#[wasm_bindgen_test]
async fn enter_in_a_field_creates_nobody() {
    let directory = Directory::default();
    let (_page, service) = page(&directory).await;
    dry_run(&people(2)).await;
    click("button", "Next");
    wait_for("heading", "Create").await;
    wait_for("checkbox", "Only rows with errors").await.focus().unwrap();
    press("Enter");
    frames().await;
    assert_eq!(service.count("/Users"), 0);
    assert_eq!(attribute(&get("button", "Create 2 users"), "type"), "button");
}

#[wasm_bindgen_test]
async fn the_focus_goes_along_and_the_end_is_announced_once() {
    let directory = Directory::default();
    let (_page, _first) = page(&directory).await;
    dry_run(&people(4)).await;
    let own = directory.clone();
    let service = Service::start(move |sent| match sent.path.ends_with("/Users") {
        true => Reply::Held,
        false => own.answer(sent),
    });
    let release = |at: usize| service.release(at, Reply::Json(200, json!({ "status": 0, "data": format!("id-{at}") })));
    click("button", "Next");
    wait_for("heading", "Create").await;
    let place = all("[role=status]").pop().expect("the place is there before there is anything to say");
    let create = wait_for("button", "Create 4 users").await;
    create.focus().unwrap();
    press("Enter");
    wait_for_focus("Stop").await;
    until("three are on their way", || service.held() == 3).await;
    press("Enter");
    wait_for_focus("Stopping…").await;
    (0..3).for_each(release);
    wait_for_focus("Resume").await;
    assert_eq!(text(&place), "Stopped. 1 user has not been created yet. 3 created");
    press("Enter");
    wait_for_focus("Stop").await;
    until("the last one is on its way", || service.held() == 4).await;
    release(3);
    wait_for_focus("Create").await;
    assert_eq!(text(&place), "Done. Every row without errors was sent. 4 created");
    let told = all("[role=status]").iter().filter(|place| text(place).contains("created")).count();
    assert_eq!(told, 1, "nothing else says so too");
}

/// What is noted of the only import: the row of each user, whether they were created, and their logon name.
fn noted() -> Vec<(usize, bool, String)> {
    let all = SavedImport::all(&user("ann"));
    assert!(all.len() <= 1, "{all:?}");
    let users = all.iter().flat_map(SavedImport::users);
    users.map(|user| (user.row, user.is_created, user.logon)).collect()
}

#[wasm_bindgen_test]
async fn whom_it_has_created_is_noted_while_it_goes_on() {
    let directory = Directory::default();
    let (_page, _first) = page(&directory).await;
    dry_run(&people(6)).await;
    let own = directory.clone();
    let service = Service::start(move |sent| match sent.path.ends_with("/Users") {
        true => Reply::Held,
        false => own.answer(sent),
    });
    let of = |row: usize, is_created: bool| (row, is_created, format!("zoe.person{row:04}@demo.local"));
    run(6).await;
    until("three are on their way", || service.held() == 3).await;
    assert_eq!(noted(), [of(0, false), of(1, false), of(2, false)], "they may exist by now");
    click("button", "Stop");
    service.release(1, Reply::Json(200, json!({ "status": 1, "message": "Refused." })));
    for at in [0, 2] {
        service.release(at, Reply::Json(200, json!({ "status": 0, "data": format!("id-{at}") })));
    }
    wait_for("button", "Resume").await;
    assert_eq!(noted(), [of(0, true), of(2, true)], "nobody knows their passwords, if this page ends now");
}

#[wasm_bindgen_test]
async fn leaving_is_asked_about_while_something_would_be_lost() {
    let directory = Directory::default();
    let (_page, _service) = page(&directory).await;
    dry_run(&people(2)).await;
    run(2).await;
    until("both are made", || said("2 created")).await;
    wait_for("link", "Users").await.click();
    wait_for("dialog", "Leave this page?").await;
    click("button", "Stay on page");
    until("the dialog closes", || shown("dialog").is_empty()).await;
    assert_eq!(crate::support::page::url(), "/users/import");
    wait_for("link", "Users").await.click();
    wait_for("dialog", "Leave this page?").await;
    click("button", "Leave page");
    until("the list is gone to", || crate::support::page::url() == "/users").await;
    assert!(find("dialog", "Leave this page?").is_none());
}

#[wasm_bindgen_test]
async fn a_service_that_puts_a_row_off_is_waited_for() {
    let directory = Directory::default();
    let (_page, _first) = page(&directory).await;
    dry_run(&people(10)).await;
    let (own, turn) = (directory.clone(), std::cell::Cell::new(0));
    let _service = Service::start(move |sent| {
        turn.set(turn.get() + u32::from(sent.path.ends_with("/Users")));
        match sent.path.ends_with("/Users") && turn.get() == 3 {
            true => Reply::RetryAfter(429, "1".to_owned()),
            false => own.answer(sent),
        }
    });
    let _clock = QuickTimeouts::seconds();
    run(10).await;
    until("everybody is made", || said("10 created")).await;
    assert_eq!((directory.upns().len(), twice(&directory)), (10, 0));
}
