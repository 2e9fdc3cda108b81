//! The part of this page that is a separate file ([`crate::lazy`]).

use super::sso::SignOutElsewhere;
use super::{Arrived, OrganisationButton, Trying};
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::StoreConfig;

parts! {
    /// Single sign-on, which is needed only for stores that use it.
    sso(store: StoreConfig, again: bool, trying: Trying, arrived: Arrived) {
        view! { <OrganisationButton store=store.clone() again trying arrived/> }.into_any()
    }

    /// Ending the organisation's own session after signing out.
    sign_out_elsewhere(store: StoreConfig, login: String) in sso {
        view! { <SignOutElsewhere store=store.clone() login=login.clone()/> }.into_any()
    }
}
