//! The portal's criteria builder alone in a page, for `cargo xtask bench`. No part of the portal.
#![allow(clippy::expect_used, reason = "a page that fails is seen by the benchmark")]

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use model::config::{Config, StoreConfig};
use model::criteria::{Criteria, Node};
use portal::criteria::{Builder, CriteriaBuilder};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static PREPARED: RefCell<Option<(StoreConfig, Criteria)>> = const { RefCell::new(None) };
    static TOLD: RefCell<Option<Criteria>> = const { RefCell::new(None) };
}

fn main() {}

/// Takes the configuration and the rule, before time runs.
#[wasm_bindgen]
pub fn prepare(config: &str, rule: &str) {
    let config = serde_json::from_str(config).expect("the configuration is JSON");
    let mut config = Config::read(&config).expect("the configuration is well");
    let rule = serde_json::from_str(rule).expect("the rule is well");
    PREPARED.set(Some((config.identity_stores.swap_remove(0), rule)));
}

/// Puts the rule into the page.
#[wasm_bindgen]
pub fn show() {
    mount_to_body(|| {
        let (store, rule) = PREPARED.take().expect("the rule is prepared");
        let builder = Builder::new(store, rule);
        builder.on_change(|rule| TOLD.set(Some(rule)));
        view! { <CriteriaBuilder builder/> }
    });
}

/// The value of the condition of that number in the rule that the page was told of last.
#[wasm_bindgen]
pub fn told(nth: usize) -> Option<String> {
    fn conditions<'a>(node: &'a Node, all: &mut Vec<&'a Node>) {
        node.visit(&mut |node| {
            if node.as_condition().is_some() {
                all.push(node);
            }
        });
    }
    TOLD.with_borrow(|told| {
        let mut all = Vec::new();
        conditions(told.as_ref()?.root(), &mut all);
        all.get(nth)?.as_condition()?.values.first()?.as_text().map(str::to_owned)
    })
}
