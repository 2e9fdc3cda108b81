//! The preview: the numbers add up, and exceptions count.

use super::{department, sample};
use crate::support::dom::{active, all, all_in, description, every, find, get, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::samples::{CONTAINER, config, object, person};
use crate::support::{Page, Reply, Sent, Service, text, until};
use leptos::prelude::*;
use model::criteria::{Criteria, Join, Node};
use model::group::{MembershipRule, StartPath};
use model::wire::ObjectPage;
use model::wire::object_types::ObjectTypes;
use portal::criteria::Builder;
use portal::criteria::panels::preview::PreviewWatcher;
use portal::criteria::panels::rule_editor::{RuleEditor, RuleErrors};
use portal::criteria::state::RuleField;
use wasm_bindgen_test::wasm_bindgen_test;

/// The name of the preview and of its list.
const WHO: &str = "Who will be in it";

/// Twelve matches, three of them groups; Zoe is always included.
fn answer(sent: &Sent) -> Reply {
    let body = sent.json();
    let number = |name: &str| body[name].as_u64().unwrap() as usize;
    let criteria = body["criteria"].to_string();
    let names: Vec<String> = (1..=12).map(|at| format!("Person {at:02}")).collect();
    let all: Vec<_> = match (criteria.contains("Houston"), criteria.contains("Zoe")) {
        (false, true) => vec![object("user", "Zoe")],
        (true, _) if criteria.contains("\"group\"") && !criteria.contains("\"user\"") => {
            names[..3].iter().map(|name| object("group", name)).collect()
        }
        (true, _) => names.iter().map(|name| object("user", name)).collect(),
        (false, false) => (0..100).map(|at| object("user", &format!("Somebody {at}"))).collect(),
    };
    let total = all.len() as i64;
    let from = (number("pageNo") - 1) * number("pageSize");
    let page = all.into_iter().skip(from).take(number("pageSize")).collect();
    Reply::Json(200, ObjectPage::of(total, page).to_json())
}

async fn shown() -> (Page, Service, RwSignal<MembershipRule>) {
    shown_with(answer, None, sample()).await
}

async fn shown_with(
    answer: impl Fn(&Sent) -> Reply + 'static,
    error: Option<&'static str>,
    criteria: Criteria,
) -> (Page, Service, RwSignal<MembershipRule>) {
    let service = Service::start(answer);
    let mut config = config();
    config["identityStores"][0]["attributes"] = super::attributes();
    let mut page = Page::new(&config);
    let start = MembershipRule {
        criteria,
        start_in: vec![StartPath::subtree(CONTAINER)],
        find: ObjectTypes::USERS.set(ObjectTypes::GROUPS, true),
        unknown_types: Vec::new(),
        include: vec![person("Zoe")],
        exclude: vec![person("Max")],
    };
    let rule = page.within(|| RwSignal::new(start));
    let store = page.api.current_store();
    page.show(move || {
        let none = || Signal::stored(None::<String>);
        let rule_error = Signal::stored(error.map(str::to_owned));
        let errors = RuleErrors { rule: rule_error, find: none(), start_in: none(), exceptions: none() };
        let change = Callback::new(move |changed| rule.set(changed));
        let builder = Builder::new(store.clone(), rule.get_untracked().criteria);
        builder.on_change(move |criteria| rule.update(|rule| rule.criteria = criteria));
        let watch = PreviewWatcher::start(rule.into(), None);
        view! { <RuleEditor builder field=RuleField { rule: rule.into(), change } watch errors group=None/> }
    });
    wait_for("heading", WHO).await;
    (page, service, rule)
}

fn rows() -> Vec<String> {
    let list = find("list", WHO);
    list.map(|list| all_in(&list, ":scope > li").iter().map(text).collect()).unwrap_or_default()
}

/// The line with the number of members that stays in sight, a button that leads to the preview.
fn forecast() -> String {
    crate::support::shown("button").into_iter().find(|said| said.ends_with("Show who")).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_numbers_add_up_and_who_is_always_in_is_listed() {
    let (_page, _service, rule) = shown().await;
    let sum = "12 by the rule + 1 always included = 13 members".to_owned();
    until("the sum", || crate::support::shown("paragraph").contains(&sum)).await;
    until("ten are listed", || rows().len() == 10).await;
    assert!(rows()[0].starts_with("Zoe") || rows()[0].contains("Zoe"), "{:?}", rows());
    assert!(rows()[0].contains("always included"), "{:?}", rows());
    assert!(!rows()[1].contains("always included"), "{:?}", rows());
    assert!(
        all(".pager").iter().map(text).any(|said| said.contains("1–10 of 13")),
        "{:?}",
        all(".pager").iter().map(text).collect::<Vec<_>>()
    );
    click("button", "Next page");
    until("the other three", || rows().len() == 3).await;
    let names = ["Person 10", "Person 11", "Person 12"];
    assert!(rows().iter().zip(names).all(|(row, name)| row.contains(name)), "{:?}", rows());
    let preview = || text(&get("region", WHO));
    assert!(preview().contains("One is never included, whatever the rule says."), "{}", preview());
    assert!(forecast().starts_with("13 members"), "{}", forecast());
    // Groups among the matches are reported, and excluded by one click.
    assert!(preview().contains("3 of these are groups."), "{}", preview());
    click("button", "Find no groups");
    until("only users are looked for", || rule.get_untracked().find == ObjectTypes::USERS).await;
}

#[wasm_bindgen_test]
async fn a_condition_that_is_being_written_is_not_in_the_sentence() {
    let (_page, _service, _rule) = shown().await;
    let sentence = || all(".rule-main .plain").iter().map(text).collect::<String>();
    let before = sentence();
    assert!(before.contains("Department contains engineering"), "{before}");
    let add = every("button", "Add condition").pop().unwrap();
    add.click();
    wait_for_focus("Attribute").await;
    until("it is in the rule", || super::sentences().len() == 4).await;
    // Longer than the debounce of the checks and the sentence.
    until("the forecast knows of it", || forecast().contains("The rule is incomplete")).await;
    assert_eq!(sentence(), before);
    let checks = || find("region", "Checks").map(|checks| text(&checks)).unwrap_or_default();
    assert!(!checks().contains("is incomplete"), "nothing is said against it yet: {}", checks());
    super::done().await;
    until("it is said once it was left", || checks().contains("is incomplete")).await;
}

#[wasm_bindgen_test]
async fn a_count_that_comes_after_another_edit_is_shown_all_the_same() {
    let is_count_of_engineering = |sent: &Sent| {
        let body = sent.json();
        let criteria = body["criteria"].to_string();
        body["pageSize"] == 1 && criteria.contains("engineering") && !criteria.contains("Houston")
    };
    let answer = move |sent: &Sent| if is_count_of_engineering(sent) { Reply::Held } else { answer(sent) };
    let (_page, service, _rule) = shown_with(answer, None, sample()).await;
    until("the condition is counted", || service.held() == 1).await;
    let counted = get("button", "Department contains engineering");
    // Another condition is changed during the request.
    all("[data-do=not]").remove(1).click();
    until("the number of the whole rule is an old one", || !all(".root .count.old").is_empty()).await;
    service.release(0, Reply::Json(200, ObjectPage::of(7, Vec::new()).to_json()));
    until("its number stands there", || description(&counted).starts_with("7 found")).await;
    assert_eq!(service.held(), 1, "and it is not asked for again");
}

#[wasm_bindgen_test]
async fn whoever_is_sent_to_a_fault_comes_to_what_mends_it() {
    let empty = Node::group(Join::Any, Vec::new());
    let rule = Criteria::of(Node::group(Join::All, vec![department("engineering"), empty]));
    let (_page, _service, _rule) = shown_with(answer, Some("Something in the rule is incomplete."), rule).await;
    all("[id=rule]").remove(0).focus().unwrap();
    wait_for_focus("Add condition").await;
    let block = active().closest("li[data-node]").unwrap();
    assert!(block.is_some(), "in the block that has none, not at the end of the rule");
}
