//! The page stays responsive with five thousand rows.

use super::{drop_file, file, is_waiting, page, people};
use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::people::Directory;
use crate::support::{all, wait};
use gloo_timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// How long one slice of work may block the page, in milliseconds. A debug build on a busy machine is many times slower
/// than the release build.
const LONGEST: f64 = 100.0;

#[wasm_bindgen_test]
async fn the_dry_run_of_five_thousand_rows_never_holds_the_page_for_long() {
    let directory = Directory::default();
    let (_page, service) = page(&directory).await;
    drop_file(&file(people(5_000).as_bytes()));
    wait_for("heading", "Columns").await;
    let (over, gaps) = (Rc::new(Cell::new(false)), Rc::new(RefCell::new(Vec::new())));
    // A gap between two turns of this loop is time in which the page was blocked.
    wasm_bindgen_futures::spawn_local({
        let (over, gaps) = (over.clone(), gaps.clone());
        async move {
            let mut last = js_sys::Date::now();
            while !over.get() {
                TimeoutFuture::new(0).await;
                let now = js_sys::Date::now();
                gaps.borrow_mut().push(now - last);
                last = now;
            }
        }
    });
    click("button", "Next");
    wait_for("heading", "Dry run").await;
    let start = js_sys::Date::now();
    while is_waiting("Next") && js_sys::Date::now() - start < 120_000.0 {
        wait::frame().await;
    }
    over.set(true);
    assert!(!is_waiting("Next"), "the dry run did not end");
    assert_eq!(all("tbody tr").len(), 25, "not all rows are in the page");
    assert_eq!(service.count("/Searches"), 200, "twenty-five rows a question");
    let gaps = gaps.borrow();
    let mut longest = gaps.clone();
    longest.sort_by(|a, b| b.total_cmp(a));
    wasm_bindgen_test::console_log!(
        "5,000 rows: {} ms, longest pieces {:?}",
        js_sys::Date::now() - start,
        &longest[..5]
    );
    // Two long gaps may come from the machine; more are a fault of the page.
    assert!(longest.get(2).is_none_or(|gap| *gap <= LONGEST), "the page was held for {:?} ms", &longest[..5]);
}
