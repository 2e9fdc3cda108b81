//! What of this page is a file of its own ([`crate::lazy`]).

use super::{RuleStep, Wizard};
use crate::ui::lazy::parts;
use leptos::prelude::*;

parts! {
    /// The step with the rule of a smart group. With a group's tab it has the criteria builder in common, for which neither
    /// a static group's wizard nor the first look at a group waits.
    rule_step(wizard: Wizard) in rule { view! { <RuleStep wizard/> }.into_any() }
}
