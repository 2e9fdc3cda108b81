//! The page that stands in for a missing configuration is a separate file ([`crate::lazy`]): few people ever see it, so it
//! is not loaded with the others.

use super::FirstRunPage;
use crate::ui::lazy::parts;
use leptos::prelude::*;

parts! {
    /// The form that writes a first `config.json`.
    first_run() { view! { <FirstRunPage/> }.into_any() }
}
