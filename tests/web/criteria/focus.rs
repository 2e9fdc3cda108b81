//! The focus is never lost, and every move is announced.

use super::{choose_in_menu, city, department, editors, menu_item, press_keys, rule, sample, title};
use crate::support::dom::{attribute, find, focused, get, wait_for};
use crate::support::{frames, until};
use model::criteria::{Criteria, Join, Node};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn after_a_removal_the_focus_is_at_the_next_the_previous_or_the_group() {
    let rule = rule(Criteria::of(Node::group(Join::All, vec![department("a"), city("b"), title("c")]))).await;
    rule.go(2).await;
    press_keys("Delete");
    rule.until_at(3).await;
    rule.until_said("Removed. Now at: Title starts with c").await;
    press_keys("Delete");
    rule.until_at(1).await;
    press_keys("Delete");
    rule.until_at(0).await;
    assert_eq!(focused(), "All of");
    rule.until_said("Removed. Now at: All of. No conditions yet").await;
    press_keys("Delete");
    rule.until_said("The whole rule cannot be moved, duplicated or removed.").await;
    rule.until_at(0).await;
}

#[wasm_bindgen_test]
async fn after_a_move_the_focus_is_at_what_was_moved() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("Alt+ArrowRight");
    rule.until_said("Moved into Any of, position 1 of 3.").await;
    rule.until_at(1).await;
    press_keys("Alt+ArrowDown");
    rule.until_said("Moved to position 2 of 3.").await;
    rule.until_at(1).await;
    press_keys("Alt+ArrowUp");
    rule.until_said("Moved to position 1 of 3.").await;
    press_keys("Alt+ArrowUp");
    rule.until_said("This is already the first item.").await;
    press_keys("Alt+ArrowLeft");
    rule.until_said("Moved into All of, position 2 of 2.").await;
    rule.until_at(1).await;
    rule.until_rows(&["City is exactly Houston", "Not Title starts with Intern", "Department contains engineering"])
        .await;
}

#[wasm_bindgen_test]
async fn the_menu_does_it_too_and_says_why_not() {
    let rule = rule(sample()).await;
    choose_in_menu("Department contains engineering", "Duplicate").await;
    rule.until_at(5).await;
    rule.until_said("Duplicated. Now at: Department contains engineering").await;
    choose_in_menu("Any of", "Remove brackets").await;
    rule.until_at(3).await;
    until("the menu is closed", || find("button", "Duplicate").is_none()).await;
    choose_in_menu("City is exactly Houston", "Put in a block").await;
    rule.until_said("Put in a block: Any of, one condition").await;
    assert_eq!(focused(), "Any of");
    choose_in_menu("Not Title starts with Intern", "Edit").await;
    until("it is edited", || editors() == 1).await;
}

#[wasm_bindgen_test]
async fn the_menu_is_worked_by_keyboard_and_gives_the_focus_back() {
    let rule = rule(sample()).await;
    let more = get("button", "More actions: Department contains engineering");
    assert_eq!(attribute(&more, "aria-expanded"), "false");
    more.click();
    wait_for("button", "Duplicate").await;
    assert_eq!(attribute(&more, "aria-expanded"), "true");
    assert_eq!(focused(), "Edit");
    for (key, item) in [("ArrowDown", "Duplicate"), ("End", "Remove"), ("ArrowDown", "Edit"), ("ArrowUp", "Remove")] {
        press_keys(key);
        assert_eq!(focused(), item);
    }
    assert_eq!(attribute(&menu_item("Move up"), "aria-disabled"), "true");
    menu_item("Move up").click();
    rule.until_said("This is already the first item.").await;
    rule.until_at(1).await;
    more.click();
    wait_for("button", "Duplicate").await;
    press_keys("Escape");
    until("it is closed", || find("button", "Duplicate").is_none()).await;
    rule.until_at(1).await;
}

#[wasm_bindgen_test]
async fn only_what_has_changed_is_drawn_again() {
    let rule = rule(sample()).await;
    let mark = |node: u32| super::get_node(node).set_attribute("data-same", "").unwrap();
    let same = |node: u32| super::get_node(node).has_attribute("data-same");
    for node in [1, 3, 4] {
        mark(node);
    }
    rule.go(3).await;
    press_keys("Alt+ArrowDown");
    rule.until_said("Moved to position 2 of 2.").await;
    frames().await;
    assert!(same(1) && same(3) && same(4), "rows that were moved are the same elements");
}
