//! After a rule was sent, it is read back, and after an update the members are counted: the page warns of a service that
//! reads rules differently (part F of the contract).

use crate::support::clock::{QuickTimeouts, Standing};
use crate::support::dom::{toasts, wait_for};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, object, tokens};
use crate::support::{Page, Reply, Sent, Service, all, find, text, until};
use leptos::prelude::*;
use model::group::MembershipRule;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::groups::check_saved_rule;
use portal::ui::toast::Toasts;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

pub const BERLIN: &str = "(l Is Exactly \"Berlin\")";
const BONN: &str = "(l Is Exactly \"Bonn\")";

/// A smart group with these criteria.
pub fn group(criteria: &str) -> DirectoryObject {
    let mut attributes = object("group", "Rhine").attributes().clone();
    attributes.set("IMSGManagedGroupType", vec![AttributeValue::answered("2")]);
    attributes.set("IMSGCriteria", vec![AttributeValue::answered(criteria)]);
    attributes.set("IMSGObjectTypes", vec![AttributeValue::answered("6")]);
    attributes.set("IMSGStartPath", vec![AttributeValue::answered("DC=demo,DC=local").with("Scope", "2")]);
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rhine", attributes)
}

fn rule(criteria: &str) -> MembershipRule {
    MembershipRule::of(&group(criteria)).unwrap()
}

/// What the service answers.
struct Answers {
    /// The stored criteria.
    criteria: String,
    /// How many objects the criteria find, and how many members the group has.
    found: i64,
    members: i64,
}

/// The page of the group, signed in, with a service that answers as `Answers` says at that time.
async fn group_page(criteria: &str) -> (Page, Rc<RefCell<Answers>>, Service) {
    let answers = Rc::new(RefCell::new(Answers { criteria: criteria.to_owned(), found: 10, members: 10 }));
    let own = answers.clone();
    let service = Service::start(move |sent: &Sent| {
        let now = own.borrow();
        let count = |total: i64| Reply::Json(200, ObjectPage::of(total, Vec::new()).to_json());
        match sent.path.as_str() {
            _ if sent.is_token() => tokens(1, 1_200),
            path if path.contains("x-portal") => Reply::Json(404, Value::Null),
            path if path.ends_with("/Update") => Reply::Json(200, json!({ "status": 0, "data": null })),
            path if path.ends_with("/Searches") => match sent.json() {
                asked if asked["attributeScopeQuery"] == "member" => count(now.members),
                asked if asked["criteria"].to_string().contains("\"l\"") => count(now.found),
                _ => count(1_000),
            },
            _ => Reply::Json(200, group(&now.criteria).to_json()),
        }
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show_group("g1");
    wait_for("heading", "Rhine").await;
    (page, answers, service)
}

/// Checks the rule that was sent, as saving it does.
fn check(page: &Page, before: &str, sent: &str) {
    let toasts = page.within(Toasts::expect);
    let [before, sent] = [before, sent].map(rule);
    check_saved_rule(
        &page.api.for_current_session(),
        ObjectId::new("g1"),
        "Rhine".to_owned(),
        Some(before),
        sent,
        toasts,
    );
}

fn alert() -> String {
    all("[role=\"alert\"]").iter().map(text).collect::<Vec<_>>().join("|")
}

#[wasm_bindgen_test]
async fn a_rule_that_was_stored_differently_is_shown_with_the_one_that_was_sent() {
    let (page, _answers, _service) = group_page(&format!("({BONN} Or (l Present \"\"))")).await;
    check(&page, BERLIN, BONN);
    until("the difference is shown", || alert().contains("has stored a different rule")).await;
    let said = alert();
    let [sent, stored] = ["Sent rule", "Stored rule"].map(|part| said.find(part).unwrap());
    assert!(sent < stored && said[sent..stored].contains("Bonn"), "{said}");
    assert!(said[stored..].contains("or"), "{said}");
    assert!(toasts().join("|").contains("The service has stored a different rule for Rhine"), "{:?}", toasts());
    click("button", "Edit the sent rule");
    wait_for("button", "Save rule").await;
    assert!(url().ends_with("?tab=rule"), "{}", url());
    assert!(alert().is_empty(), "what was answered is not said again: {}", alert());
}

#[wasm_bindgen_test]
async fn a_rule_that_was_stored_as_sent_needs_no_word() {
    let (page, _answers, service) = group_page(BONN).await;
    let before = service.count("/Groups/g1");
    check(&page, BERLIN, "(l is \"Bonn\")");
    until("it is read again", || service.count("/Groups/g1") > before).await;
    until("it is known", || {
        let saved = page.within(|| untrack(|| page.session.saved_rule(&ObjectId::new("g1"))));
        saved.is_some_and(|saved| format!("{:?}", saved.check) == "Read(AsSent)")
    })
    .await;
    assert!(alert().is_empty() && toasts().is_empty(), "{} {:?}", alert(), toasts());
}

#[wasm_bindgen_test]
async fn a_search_that_lags_behind_is_waited_for() {
    let (page, answers, service) = group_page(BERLIN).await;
    let clock = Standing::seconds();
    check(&page, BERLIN, BONN);
    until("it is said that it takes time", || {
        all("[role=\"status\"]").iter().any(|said| text(said).contains("does not show the saved rule yet"))
    })
    .await;
    let before = service.count("/Groups/g1");
    answers.borrow_mut().criteria = BONN.to_owned();
    clock.pass();
    until("the page has the new rule", || all("dd").iter().any(|fact| text(fact).contains("Bonn"))).await;
    assert!(service.count("/Groups/g1") > before);
    assert!(alert().is_empty(), "{}", alert());
}

#[wasm_bindgen_test]
async fn a_rule_that_is_still_the_old_one_in_the_end_is_a_difference() {
    let (page, _answers, _service) = group_page(BERLIN).await;
    let _clock = QuickTimeouts::seconds();
    check(&page, BERLIN, BONN);
    until("the difference is shown", || alert().contains("has stored a different rule")).await;
}

#[wasm_bindgen_test]
async fn far_more_members_than_the_rule_finds_are_a_loud_warning() {
    let (page, answers, _service) = group_page(BONN).await;
    check(&page, BERLIN, BONN);
    let _clock = QuickTimeouts::index();
    answers.borrow_mut().members = 400;
    click("button", "Update membership now");
    until("it is said", || alert().contains("Rhine has 400 members")).await;
    assert!(alert().contains("expected to find 10"), "{}", alert());
    click("button", "Edit the previous rule");
    wait_for("button", "Save rule").await;
    until("the rule of before is in the editor", || all("main").iter().any(|main| text(main).contains("Berlin"))).await;
    assert!(!alert().contains("400"), "{}", alert());
}

#[wasm_bindgen_test]
async fn an_update_that_changes_nothing_is_said() {
    let (_page, answers, service) = group_page(BONN).await;
    let _clock = QuickTimeouts::index();
    answers.borrow_mut().found = 90;
    click("button", "Update membership now");
    until("it is said", || {
        all("[id=\"counted\"]")
            .iter()
            .any(|said| text(said).contains("Rhine has 10 members, although the rule finds 90"))
    })
    .await;
    let members = service.sent().iter().filter(|sent| sent.body.contains("attributeScopeQuery")).count();
    assert_eq!(members, 1);
    click("button", "Dismiss");
    until("it is gone", || all("[id=\"counted\"]").is_empty()).await;
}

#[wasm_bindgen_test]
async fn an_unreadable_rule_is_not_used_without_a_question() {
    let (_page, _answers, service) = group_page("((l Is Exactly \"Bonn\")").await;
    assert!(all("dd").iter().any(|fact| text(fact).contains("may take a rule like this for everybody")));
    click("button", "Update membership now");
    wait_for("dialog", "Update the membership with a rule that cannot be read?").await;
    assert_eq!(service.count("/Update"), 0);
    click("button", "Cancel");
    until("the question is gone", || find("button", "Update nevertheless").is_none()).await;
    assert_eq!(service.count("/Update"), 0);
}
