//! A thousand conditions. The tests run an unoptimised build, so the limits are generous; `cargo xtask bench` measures
//! the release build.

use super::{SENTENCE, editors, many, press_keys, rule, type_value};
use crate::support::dom::wait_for_focus;
use crate::support::{press, until, wait};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

fn now() -> f64 {
    leptos::prelude::window().performance().unwrap().now()
}

#[wasm_bindgen_test]
async fn a_thousand_conditions_are_shown_and_typed_in_at_once() {
    let criteria = many(1_000);
    let start = now();
    let rule = rule(criteria).await;
    until("all are shown", || leptos::prelude::document().query_selector_all(SENTENCE).unwrap().length() == 1_000)
        .await;
    wait::frame().await;
    let shown = now() - start;
    rule.go(500).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let row = super::get_node(501);
    let start = now();
    const KEYS: usize = 10;
    for at in 0..KEYS {
        type_value(&format!("x{at}")).await;
    }
    let typed = (now() - start) / KEYS as f64;
    console_log!("1,000 conditions: shown in {shown:.0} ms, a key press in {typed:.0} ms (with its frame)");
    assert!(shown < 1_000.0, "shown in {shown} ms");
    assert!(typed < 250.0, "a key press took {typed} ms");
    assert_eq!(editors(), 1);
    assert!(row.is_connected(), "its neighbours are not drawn again");
    press("Escape");
    rule.until_at(500).await;
}
