//! The part of this page that is a separate file ([`crate::lazy`]).

use super::{Arrived, OrganisationButton, Trying};
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::StoreConfig;

parts! {
    /// Single sign-on, which is needed only for stores that use it.
    sso(store: StoreConfig, again: bool, trying: Trying, arrived: Arrived) {
        view! { <OrganisationButton store=store.clone() again trying arrived/> }.into_any()
    }
}
