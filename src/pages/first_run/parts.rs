//! The page that stands in for a missing configuration is a separate file ([`crate::lazy`]): few people ever see it, so it
//! is not loaded with the others.

use super::FirstRunPage;
use crate::forms::ConfigFaults;
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::SchemaError;

parts! {
    /// The form that writes a first `config.json`.
    first_run() { view! { <FirstRunPage/> }.into_any() }

    /// What is wrong with a `config.json`.
    config_faults(errors: Vec<SchemaError>) in first_run { view! { <ConfigFaults errors=errors.clone()/> }.into_any() }
}
