//! Dragging a node by its grip.

use super::{Rule, get_node, press_keys, rule, sample};
use crate::support::{all, frames, until};
use leptos::prelude::window;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{EventTarget, HtmlElement, PointerEvent, PointerEventInit};

fn point(target: &EventTarget, kind: &str, x: i32, y: i32) {
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_pointer_id(1);
    init.set_client_x(x);
    init.set_client_y(y);
    target.dispatch_event(&PointerEvent::new_with_event_init_dict(kind, &init).unwrap()).unwrap();
}

/// The horizontal middle of an element, at a fraction of its height.
fn at(element: &HtmlElement, part: f64) -> (i32, i32) {
    let rect = element.get_bounding_client_rect();
    ((rect.left() + rect.width() / 2.0) as i32, (rect.top() + rect.height() * part) as i32)
}

fn grip(node: u32) -> HtmlElement {
    let grip = get_node(node).query_selector(".grip").unwrap().unwrap();
    wasm_bindgen::JsCast::unchecked_into(grip)
}

/// Takes a node by its grip and holds it over another element.
async fn hold(rule: &Rule, node: u32, over: &HtmlElement, part: f64) {
    let (x, y) = at(&get_node(node), 0.5);
    point(&grip(node), "pointerdown", x, y);
    let (x, y) = at(over, part);
    point(&window(), "pointermove", x, y);
    frames().await;
    assert_eq!(all(".drop-line").len(), 1, "a line shows where it would come to stand");
    let _ = rule;
}

#[wasm_bindgen_test]
async fn a_row_is_dragged_to_another_place_and_group() {
    let rule = rule(sample()).await;
    let over = get_node(3);
    hold(&rule, 1, &over, 0.2).await;
    let (x, y) = at(&over, 0.2);
    point(&window(), "pointerup", x, y);
    rule.until_said("Moved into Any of, position 1 of 3.").await;
    rule.until_at(1).await;
    until("the line is gone", || all(".drop-line").is_empty()).await;
    let over = get_node(4);
    hold(&rule, 1, &over, 0.9).await;
    let (x, y) = at(&over, 0.9);
    point(&window(), "pointerup", x, y);
    rule.until_said("Moved to position 3 of 3.").await;
}

#[wasm_bindgen_test]
async fn escape_leaves_everything_as_it_was() {
    let rule = rule(sample()).await;
    let over = get_node(3);
    rule.go(1).await;
    hold(&rule, 1, &over, 0.2).await;
    press_keys("Escape");
    until("the line is gone", || all(".drop-line").is_empty()).await;
    let (x, y) = at(&over, 0.2);
    point(&window(), "pointerup", x, y);
    frames().await;
    assert_eq!(rule.now(), sample());
}

#[wasm_bindgen_test]
async fn a_press_without_a_move_changes_nothing() {
    let rule = rule(sample()).await;
    let (x, y) = at(&get_node(1), 0.5);
    point(&grip(1), "pointerdown", x, y);
    point(&window(), "pointerup", x + 1, y);
    frames().await;
    assert!(all(".drop-line").is_empty());
    assert_eq!(rule.now(), sample());
}
