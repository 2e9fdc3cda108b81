//! The part of this page that is a separate file ([`crate::lazy`]).

use super::{RuleStep, Wizard};
use crate::ui::lazy::parts;
use leptos::prelude::*;

parts! {
    /// The rule step of a smart group. It shares the criteria builder with the rule tab of the group page; neither the
    /// wizard of a static group nor the first view of a group has to wait for it.
    rule_step(wizard: Wizard) in rule { view! { <RuleStep wizard/> }.into_any() }
}
