//! Where the portal has panicked, for the dialog that the start script shows. After a panic no code of the portal can run,
//! so the dialog is in index.html.

use leptos::prelude::document;
use std::panic::{PanicHookInfo, set_hook};

/// The attribute of the root element; crates/xtask/templates/start.js reads it.
const PLACE: &str = "data-panic";

/// Notes the place of a panic. Its message may repeat what somebody has entered, so it goes nowhere.
pub fn note() {
    set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
        if let Some(root) = document().document_element() {
            // Every element accepts the attribute, so this cannot fail.
            let _ = root.set_attribute(PLACE, &place.unwrap_or_default());
        }
    }));
}
