//! The part of this page that is a separate file ([`crate::lazy`]).

use super::RuleTab;
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::wire::DirectoryObject;

parts! {
    /// The rule of a group; its file also contains the wizard's rule step.
    rule_tab(group: DirectoryObject, store: StoreConfig, on_saved: Callback<()>) in rule {
        view! { <RuleTab group=group.clone() store=store.clone() on_saved/> }.into_any()
    }
}
