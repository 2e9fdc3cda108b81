//! What stands beside the tree: checks, counts, the preview of who is meant, exceptions, and where a rule looks.

pub mod check_person;
pub(super) mod checks_panel;
pub(super) mod counts;
pub(super) mod dn_check;
mod exceptions;
pub mod preview;
mod preview_bar;
pub mod preview_panel;
pub mod rule_editor;
pub mod scope;
pub(super) mod selection_bar;
mod sent_rule;
mod why;
