//! Escape in an editor restores the condition.

use super::{choose_attribute, editors, press_keys, rule, sample, type_value};
use crate::support::dom::{all, get_in, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::{frames, press, text, until};
use leptos::prelude::WithUntracked;
use model::criteria::{Criteria, History};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn escape_restores_what_was_there_and_enter_keeps() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    type_value("market").await;
    choose("Operator", "starts with");
    press_keys("Escape");
    rule.until_at(1).await;
    assert_eq!(editors(), 0);
    assert_eq!(rule.now(), sample());
    assert!(!rule.builder.history.with_untracked(History::can_undo), "nothing was done");
    rule.until_said("Not changed: Department contains engineering").await;
    // Redo brings the discarded input back.
    press_keys("Control+y");
    until("it is there again", || rule.rows()[0] == "Department starts with market").await;
    press("Enter");
    wait_for_focus("Value").await;
    type_value("marketing").await;
    press("Enter");
    rule.until_at(1).await;
    assert_eq!(rule.rows()[0], "Department starts with marketing");
}

#[wasm_bindgen_test]
async fn escape_takes_not_back_too_and_nothing_that_was_done_elsewhere() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    get_in(&super::get_node(1), "button", "Not").click();
    until("it is negated", || rule.rows()[0].starts_with("Not ")).await;
    type_value("sales").await;
    all("[data-do=any]")[0].click();
    until("the rule counts the other way", || rule.now().root().join() == Some(model::criteria::Join::Any)).await;
    crate::support::dom::get("combobox", "Value").focus().unwrap();
    press_keys("Escape");
    rule.until_at(1).await;
    assert_eq!(rule.rows()[0], "Department contains engineering");
    assert_eq!(rule.now().root().join(), Some(model::criteria::Join::Any), "that was not the editor's");
    press_keys("Control+z");
    until("restoring was one step", || rule.rows()[0] == "Not Department contains sales").await;
}

#[wasm_bindgen_test]
async fn escape_takes_a_new_condition_away() {
    let rule = rule(Criteria::default()).await;
    click("button", "Add condition");
    wait_for_focus("Attribute").await;
    choose_attribute("Department").await;
    type_value("sales").await;
    press_keys("Escape");
    until("it is gone", || rule.rows().is_empty()).await;
    rule.until_said("Nothing was added.").await;
    rule.until_at(0).await;
    press_keys("Control+y");
    press_keys("Control+y");
    rule.until_rows(&["Department contains sales"]).await;
    // The wrap around the rule is undone as well.
    click("button", "Or people who…");
    wait_for_focus("Attribute").await;
    frames().await;
    // The first Escape closes the list of attributes.
    press_keys("Escape");
    if editors() > 0 {
        press_keys("Escape");
    }
    rule.until_rows(&["Department contains sales"]).await;
    let groups = all("[data-node] > [role=group]");
    assert_eq!(groups.len(), 1, "{:?}", groups.iter().map(text).collect::<Vec<_>>());
}
