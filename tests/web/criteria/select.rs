//! Selecting several rows by keyboard, mouse and menu, and grouping or removing them together.

use super::{choose_in_menu, city, department, press_keys, rule, sample, title};
use crate::support::dom::{all, attribute, find, focused, get};
use crate::support::keys::click;
use crate::support::until;
use model::criteria::{Criteria, Join, Node};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, PointerEvent, PointerEventInit};

/// One group with the conditions a, b and c, which have the ids 1, 2 and 3.
fn three() -> Criteria {
    Criteria::of(Node::group(Join::All, vec![department("a"), city("b"), title("c")]))
}

fn selected() -> Vec<String> {
    let row = |said: &HtmlElement| said.closest("[data-node]").unwrap().unwrap().get_attribute("data-node").unwrap();
    all("[aria-description=selected]").iter().map(row).collect()
}

fn click_with(node: u32, shift: bool) {
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    init.set_shift_key(shift);
    init.set_ctrl_key(!shift);
    let event = PointerEvent::new_with_event_init_dict("click", &init).unwrap();
    let say = super::get_node(node).query_selector(":scope > [data-do=edit]").unwrap().unwrap();
    say.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn shift_and_arrows_select_and_ctrl_g_groups() {
    let rule = rule(three()).await;
    rule.go(1).await;
    press_keys("Shift+ArrowDown");
    rule.until_at(2).await;
    rule.until_said("2 selected, last: City is exactly b. Ctrl+G groups them.").await;
    until("both are marked", || selected() == ["1", "2"]).await;
    let say = get("button", "Department contains a");
    assert_eq!(attribute(&say, "aria-description"), "selected");
    press_keys("Shift+ArrowDown");
    rule.until_at(3).await;
    press_keys("Shift+ArrowUp");
    rule.until_at(2).await;
    until("the last is left again", || selected() == ["1", "2"]).await;
    press_keys("Control+g");
    until("nothing is selected", || selected().is_empty()).await;
    rule.until_at(4).await;
    assert_eq!(focused(), "All of", "the focus is in the new block, where one press makes it Any of");
    let root = rule.now().root().clone();
    assert_eq!(root.children().len(), 2);
    assert_eq!(root.children()[0].join(), Some(Join::All), "The rule matches the same people");
    press_keys("Control+z");
    until("it is one step", || rule.now() == three()).await;
}

#[wasm_bindgen_test]
async fn the_mouse_selects_too_and_the_button_groups() {
    let rule = rule(three()).await;
    click_with(1, false);
    until("one is selected", || selected() == ["1"]).await;
    assert_eq!(super::editors(), 0, "no editor opens");
    assert_eq!(attribute(&get("button", "Group these"), "aria-disabled"), "true", "one alone needs no brackets");
    click_with(3, true);
    until("all to there", || selected() == ["1", "2", "3"]).await;
    click_with(2, false);
    until("but for that", || selected() == ["1", "3"]).await;
    click("button", "Group these");
    until("they are in one block", || rule.now().root().children().len() == 2).await;
    assert_eq!(rule.rows(), ["Department contains a", "Title starts with c", "City is exactly b"]);
    until("the buttons are gone", || find("button", "Group these").is_none()).await;
}

#[wasm_bindgen_test]
async fn the_menu_selects_and_delete_removes_all_of_them() {
    let rule = rule(three()).await;
    choose_in_menu("Department contains a", "Select").await;
    until("it is selected", || selected() == ["1"]).await;
    choose_in_menu("City is exactly b", "Select").await;
    until("both are", || selected() == ["1", "2"]).await;
    rule.until_at(2).await;
    press_keys("Delete");
    rule.until_rows(&["Title starts with c"]).await;
    press_keys("Control+z");
    until("it is one step", || rule.now() == three()).await;
}

#[wasm_bindgen_test]
async fn rows_of_another_block_are_another_selection_and_escape_ends_it() {
    let rule = rule(sample()).await;
    click_with(1, false);
    until("one is selected", || selected() == ["1"]).await;
    click_with(3, false);
    until("the other block is another selection", || selected() == ["3"]).await;
    rule.go(3).await;
    press_keys("Escape");
    until("nothing is selected", || selected().is_empty()).await;
    rule.go(0).await;
    press_keys("Shift+ArrowDown");
    rule.until_said("The whole rule cannot be moved, duplicated or removed.").await;
    assert_eq!(rule.now(), sample());
}
