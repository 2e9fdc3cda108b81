//! Rows of a list are selected across its pages.

use crate::support::dom::{is_checked, wait_for};
use crate::support::groups::{Groups, bar, list, select};
use crate::support::keys::click;
use crate::support::{find, get, shown, until};
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

/// A click while Shift is held.
fn shift_click() -> Event {
    let init = Object::new();
    for name in ["bubbles", "cancelable", "shiftKey"] {
        Reflect::set(&init, &name.into(), &true.into()).unwrap();
    }
    let kind: Function = Reflect::get(&window(), &"MouseEvent".into()).unwrap().unchecked_into();
    Reflect::construct(&kind, &Array::of2(&"click".into(), &init)).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn rows_are_selected_across_pages() {
    let (_page, _service) = list(&Groups::new(12), |_| panic!("nothing is changed")).await;
    assert_eq!(bar(), [""; 0]);
    let page_box = || get("checkbox", "Select this page");
    let is_mixed = || Reflect::get(&page_box(), &"indeterminate".into()).unwrap() == true;
    select(&[2]);
    until("the bar appears", || bar() == ["1 selected"]).await;
    until("the page is partly selected", is_mixed).await;
    let event = shift_click();
    get("checkbox", "Select Group 004").dispatch_event(&event).unwrap();
    until("Shift extends", || bar() == ["3 selected"]).await;
    click("button", "Next page");
    wait_for("checkbox", "Select Group 006").await;
    page_box().click();
    until("a whole page is added", || bar() == ["8 selected"]).await;
    assert!(!is_mixed() && is_checked("checkbox", "Select Group 010"));
    click("button", "Previous page");
    wait_for("checkbox", "Select Group 003").await;
    assert!(is_checked("checkbox", "Select Group 003") && !is_checked("checkbox", "Select Group 001"));
    assert!(shown("status").contains(&"8 selected".to_owned()));
    click("button", "Clear");
    until("nothing is selected", || bar().is_empty()).await;
    assert!(!is_checked("checkbox", "Select Group 003"));
}

#[wasm_bindgen_test]
async fn all_that_match_are_selected_until_another_question_is_asked() {
    let (_page, _service) = list(&Groups::new(12), |_| panic!("nothing is changed")).await;
    select(&[1]);
    wait_for("button", "Select all 12").await.click();
    until("all are selected", || bar() == ["12 selected"]).await;
    assert!(find("button", "Select all 12").is_none());
    select(&[2]);
    until("all but one", || bar() == ["11 selected"]).await;
    click("button", "Next page");
    wait_for("checkbox", "Select Group 006").await;
    assert!(is_checked("checkbox", "Select this page"));
    click("button", "Smart");
    until("this is another question", || bar().is_empty()).await;
}
