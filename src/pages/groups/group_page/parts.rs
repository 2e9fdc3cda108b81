//! What of this page is a file of its own ([`crate::lazy`]).

use super::RuleTab;
use crate::ui::lazy::parts;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::wire::DirectoryObject;

parts! {
    /// The rule of a group. Its file is the one that the wizard's step has, too.
    rule_tab(group: DirectoryObject, store: StoreConfig, on_saved: Callback<()>) in rule {
        view! { <RuleTab group=group.clone() store=store.clone() on_saved/> }.into_any()
    }
}
