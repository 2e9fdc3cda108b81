//! Undo and redo, from anywhere in the builder; typing is one step.

use super::{editors, press_keys, rule, sample, type_value};
use crate::support::dom::{attribute, get, get_in, value, wait_for_focus};
use crate::support::keys::click;
use crate::support::{frames, press, until};
use leptos::prelude::GetUntracked;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn every_step_can_be_undone_and_done_again() {
    let rule = rule(sample()).await;
    assert_eq!(attribute(&get("button", "Undo"), "aria-disabled"), "true");
    rule.go(4).await;
    press_keys("Delete");
    rule.until_at(3).await;
    press_keys("Delete");
    rule.until_at(2).await;
    press_keys("Control+z");
    rule.until_rows(&["Department contains engineering", "City is exactly Houston"]).await;
    press_keys("Control+z");
    until("all is as before", || rule.now() == sample()).await;
    assert_eq!(attribute(&get("button", "Undo"), "aria-disabled"), "true");
    press_keys("Control+z");
    rule.until_said("There is nothing to undo.").await;
    press_keys("Control+Shift+z");
    rule.until_rows(&["Department contains engineering", "City is exactly Houston"]).await;
    press_keys("Control+y");
    rule.until_rows(&["Department contains engineering"]).await;
    click("button", "Undo");
    rule.until_rows(&["Department contains engineering", "City is exactly Houston"]).await;
    until("the focus is in the tree", || super::focused_node().is_some()).await;
    click("button", "Redo");
    rule.until_rows(&["Department contains engineering"]).await;
}

#[wasm_bindgen_test]
async fn typing_is_one_step_also_from_within_the_field() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    for text in ["m", "ma", "mar", "marketing"] {
        type_value(text).await;
    }
    rule.until_rows(&["Department contains marketing", "City is exactly Houston", "Not Title starts with Intern"])
        .await;
    press_keys("Control+z");
    until("the field shows what was there", || value("combobox", "Value") == "engineering").await;
    assert_eq!(editors(), 1, "whoever undoes while typing goes on typing");
    wait_for_focus("Value").await;
    press_keys("Control+Shift+Z");
    until("the field shows it again", || value("combobox", "Value") == "marketing").await;
    press("Enter");
    rule.until_at(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    type_value("sales").await;
    press("Enter");
    rule.until_at(1).await;
    press_keys("Control+z");
    until("the second typing is a step of its own", || rule.rows()[0] == "Department contains marketing").await;
}

#[wasm_bindgen_test]
async fn undoing_a_new_condition_closes_its_editor() {
    let rule = rule(sample()).await;
    crate::support::all("button")
        .into_iter()
        .filter(|b| crate::support::text(b) == "Add condition")
        .last()
        .unwrap()
        .click();
    wait_for_focus("Attribute").await;
    press_keys("Control+z");
    until("the editor is closed", || editors() == 0).await;
    rule.until_at(0).await;
    assert_eq!(rule.builder.editing.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn the_page_is_told_when_typing_rests_and_before_anything_else_is_pressed() {
    let rule = rule(sample()).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    rule.page.within(|| rule.builder.on_change(move |criteria| heard.lock().unwrap().push(criteria)));
    rule.go(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    for text in ["m", "ma", "mar"] {
        type_value(text).await;
    }
    super::done().await;
    rule.until_at(1).await;
    assert_eq!(told.lock().unwrap().last(), Some(&rule.now()));
    let count = told.lock().unwrap().len();
    frames().await;
    assert_eq!(told.lock().unwrap().len(), count, "nothing is told twice");
    press_keys("Delete");
    assert_eq!(told.lock().unwrap().last(), Some(&rule.now()), "an edit is told at once");
}

#[wasm_bindgen_test]
async fn a_value_that_was_begun_and_left_does_not_take_redo_away() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press("Enter");
    wait_for_focus("Value").await;
    click("button", "Add another value");
    get_in(&super::get_node(1), "button", "Not").click();
    until("it is negated", || rule.rows()[0].starts_with("Not ")).await;
    super::done().await;
    rule.until_at(1).await;
    let tidied = rule.now();
    press_keys("Control+z");
    rule.until_at(1).await;
    press_keys("Control+z");
    press_keys("Control+y");
    press_keys("Control+y");
    until("all is done again", || rule.now() == tidied).await;
}
