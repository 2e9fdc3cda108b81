//! What is around every page: whether the service answers is seen beside the name of its store.

use crate::support::dom::wait_for;
use crate::support::samples::{config, tokens};
use crate::support::{Page, Reply, Service, all, text, until};
use leptos::prelude::*;
use portal::app::Frame;
use portal::http::Call;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_service_that_does_not_answer_is_marked_beside_its_name() {
    let turn = Rc::new(Cell::new(0));
    let own = turn.clone();
    let _service = Service::start(move |sent| match (sent.is_token(), own.get()) {
        (true, _) => tokens(1, 1_200),
        (_, 1) => Reply::Text(502, "<html>"),
        (_, 3) => Reply::Failure,
        (_, 4) => Reply::Json(403, json!({})),
        _ => Reply::Json(200, Value::Null),
    });
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show(|| view! { <Frame><p>"A page."</p></Frame> });
    wait_for("button", "Account").await;
    let said = || text(&all(".chip [role=status]")[0]);
    assert_eq!((said(), all(".chip .dot.off").len()), (String::new(), 0));
    // It answers a refusal, too.
    for (number, is_silent) in [(1, true), (2, false), (3, true), (4, false)] {
        turn.set(number);
        let _ = page.api.for_current_session().send(Call::get("/GroupIDDataService/api/x".to_owned())).await;
        let words = if is_silent { "The service did not answer the last request." } else { "" };
        until("it is shown", || said() == words && all(".chip .dot.off").len() == usize::from(is_silent)).await;
    }
}
