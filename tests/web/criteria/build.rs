//! Building a rule without a mouse; only one editor is ever open.

use super::{choose_attribute, editors, press_keys, rule, sample, type_value};
use crate::support::dom::{active, all, attribute, find_in, focused, get, get_in, text, wait_for, wait_for_focus};
use crate::support::keys::choose;
use crate::support::{frames, press, shown, until};
use leptos::prelude::{GetUntracked, WithUntracked};
use model::criteria::{Criteria, NodeId};
use wasm_bindgen_test::wasm_bindgen_test;

/// Presses the button with this label, counting all buttons with the same label.
async fn press_nth(label: &str, at: usize) {
    let buttons: Vec<_> = all("button").into_iter().filter(|button| text(button) == label).collect();
    buttons[at].focus().unwrap();
    press("Enter");
    frames().await;
}

#[wasm_bindgen_test]
async fn a_rule_is_built_by_keyboard() {
    let rule = rule(Criteria::default()).await;
    press_nth("Add condition", 0).await;
    wait_for_focus("Attribute").await;
    assert_eq!(editors(), 1);
    choose_attribute("department").await;
    choose("Operator", "contains");
    type_value("engineering").await;
    press("Enter");
    rule.until_rows(&["Department contains engineering"]).await;
    rule.until_at(1).await;
    assert_eq!(editors(), 0);

    press_nth("Add block of conditions", 0).await;
    rule.until_at(2).await;
    assert_eq!(focused(), "Any of", "an inner group counts the other way, and the focus is in its head");
    // The inner group's button comes before that of the root.
    press_nth("Add condition", 0).await;
    wait_for_focus("Attribute").await;
    choose_attribute("City").await;
    choose("Operator", "is exactly");
    type_value("Houston").await;
    super::done().await;
    rule.until_at(3).await;

    press_nth("Add condition", 0).await;
    wait_for_focus("Attribute").await;
    choose_attribute("title").await;
    choose("Operator", "starts with");
    type_value("Intern").await;
    wait_for("button", "Done").await.click();
    rule.until_at(4).await;
    super::choose_in_menu("Title starts with Intern", "Not").await;
    rule.until_rows(&["Department contains engineering", "City is exactly Houston", "Not Title starts with Intern"])
        .await;
    rule.until_at(4).await;
    assert_eq!(rule.now(), sample());
}

#[wasm_bindgen_test]
async fn entering_a_row_edits_it_and_only_it() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press("Enter");
    until("one editor is open", || editors() == 1).await;
    wait_for_focus("Value").await;
    rule.go(3).await;
    assert_eq!(editors(), 1, "leaving a row does not close its editor");
    press_keys("F2");
    until("the editor is in the other row", || find_in(&super::get_node(3), "button", "Done").is_some()).await;
    assert_eq!(editors(), 1);
    wait_for_focus("Value").await;
    press("Escape");
    rule.until_at(3).await;
    assert_eq!(editors(), 0);
    assert_eq!(rule.now(), sample(), "looking changes nothing");
    assert!(!rule.builder.history.with_untracked(model::criteria::History::can_undo));
}

#[wasm_bindgen_test]
async fn a_press_on_a_word_goes_to_its_field() {
    let rule = rule(sample()).await;
    let word = |css: &str| super::get_node(1).query_selector(css).unwrap().unwrap();
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(word("b")).click();
    wait_for_focus("Attribute").await;
    super::done().await;
    rule.until_at(1).await;
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(word("em")).click();
    wait_for_focus("Value").await;
}

#[wasm_bindgen_test]
async fn what_is_incomplete_stays_and_names_what_it_lacks() {
    let rule = rule(Criteria::default()).await;
    assert!(shown("paragraph").contains(&"No conditions yet".to_owned()));
    press_nth("Add condition", 0).await;
    wait_for_focus("Attribute").await;
    super::done().await;
    rule.until_rows(&["… The attribute is missing"]).await;
    rule.until_at(1).await;
    press("Enter");
    wait_for_focus("Attribute").await;
    choose_attribute("Department").await;
    super::done().await;
    rule.until_rows(&["Department contains … The value is missing"]).await;
    press("Enter");
    wait_for_focus("Value").await;
    type_value("  ").await;
    press("Enter");
    rule.until_rows(&["Department contains … The value is missing"]).await;
    assert_eq!(rule.now().incomplete().len(), 1, "nothing incomplete is dropped");
}

#[wasm_bindgen_test]
async fn a_group_counts_the_other_way_and_says_so() {
    let rule = rule(sample()).await;
    let any = &all("[data-do=any]")[0];
    assert_eq!(attribute(any, "aria-pressed"), "false");
    any.click();
    until("it is pressed", || attribute(&all("[data-do=any]")[0], "aria-pressed") == "true").await;
    assert_eq!(attribute(&all("[data-do=all]")[0], "aria-pressed"), "false");
    rule.until_said("Changed to Any of.").await;
    assert_eq!(attribute(&get("group", "Any of"), "aria-label"), "Any of");
    all("[data-do=any]")[0].click();
    frames().await;
    assert!(!rule.builder.said.get_untracked().refused, "what is pressed already is no refusal");
    all("[data-do=not]")[0].click();
    until("the group is negated", || rule.now().node(NodeId::ROOT).unwrap().not).await;
    wait_for("group", "Not Any of").await;
}

#[wasm_bindgen_test]
async fn a_condition_is_negated_while_it_is_edited() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let not = get_in(&super::get_node(1), "button", "Not");
    not.focus().unwrap();
    press("Enter");
    until("it is pressed", || attribute(&not, "aria-pressed") == "true").await;
    assert_eq!(focused(), "Not");
    assert_eq!(editors(), 1);
    super::done().await;
    rule.until_at(1).await;
    assert_eq!(rule.rows()[0], "Not Department contains engineering");
}

#[wasm_bindgen_test]
async fn tab_comes_to_one_row_and_arrows_to_the_others() {
    let rule = rule(sample()).await;
    let tabbed = || super::sentences().iter().filter(|say| attribute(say, "tabindex") == "0").count();
    until("the first row is in the order of Tab", || tabbed() == 1).await;
    rule.go(1).await;
    for (key, node) in [("ArrowDown", 2), ("ArrowDown", 3), ("ArrowDown", 4), ("ArrowUp", 3), ("Home", 0), ("End", 4)] {
        press_keys(key);
        rule.until_at(node).await;
        assert!(tabbed() <= 1, "only the row where one is can be tabbed to");
    }
    press_keys("ArrowLeft");
    rule.until_at(2).await;
    press_keys("ArrowRight");
    rule.until_at(3).await;
    assert_eq!(attribute(&active(), "tabindex"), "0");
}
