//! "Or people who…": keeps the rule as one alternative and adds another.

use super::{choose_attribute, editors, press_keys, rule, sample, type_value};
use crate::support::dom::{every, focused, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::{press, until};
use leptos::prelude::{GetUntracked, WithUntracked};
use model::criteria::{Criteria, Join, NodeId};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn another_way_in_is_one_press_and_one_undo() {
    let rule = rule(sample()).await;
    click("button", "Or people who…");
    wait_for_focus("Attribute").await;
    assert_eq!(editors(), 1);
    assert_eq!(rule.now().root().join(), Some(Join::Any));
    rule.until_said("Everyone who matches the rule stays in. Who else? New condition").await;
    choose_attribute("Title").await;
    choose("Operator", "is exactly");
    type_value("Boss").await;
    press("Enter");
    rule.until_rows(&[
        "Department contains engineering",
        "City is exactly Houston",
        "Not Title starts with Intern",
        "Title is exactly Boss",
    ])
    .await;
    let root = rule.now().root().clone();
    assert_eq!(*root.children()[0], model::criteria::Node { id: root.children()[0].id, ..(**sample().root()).clone() });
    // The first undo takes back the typing, the second one both the wrap and its new condition.
    press_keys("Control+z");
    press_keys("Control+z");
    until("the rule is as before", || rule.now() == sample()).await;
    assert!(!rule.builder.history.with_untracked(model::criteria::History::can_undo));
}

#[wasm_bindgen_test]
async fn a_second_one_is_a_branch_beside_it() {
    let rule = rule(sample()).await;
    for _ in 0..2 {
        click("button", "Or people who…");
        wait_for_focus("Attribute").await;
        super::done().await;
    }
    let root = rule.now().root().clone();
    assert_eq!((root.join(), root.children().len()), (Some(Join::Any), 3));
    assert!(every("button", "Or people who…").len() == 1, "only at the root");
}

#[wasm_bindgen_test]
async fn a_new_condition_is_not_found_fault_with_before_it_is_left() {
    let rule = rule(Criteria::default()).await;
    click("button", "Add condition");
    wait_for_focus("Attribute").await;
    assert_eq!(rule.builder.fresh.get_untracked(), Some(NodeId(1)));
    assert_eq!(rule.said(), "Added: New condition");
    wait_for("button", "Undo").await.focus().unwrap();
    until("the editor was left", || rule.builder.fresh.get_untracked().is_none()).await;
    assert_eq!(focused(), "Undo");
}
