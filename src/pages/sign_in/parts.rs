//! What of this page is a file of its own ([`crate::lazy`]).

use super::{Arrived, OrganisationButton, Trying};
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::StoreConfig;

parts! {
    /// Signing in on an organisation's own page: only where a store asks for it.
    sso(store: StoreConfig, again: bool, trying: Trying, arrived: Arrived) {
        view! { <OrganisationButton store=store.clone() again trying arrived/> }.into_any()
    }
}
