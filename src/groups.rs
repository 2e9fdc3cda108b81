//! Shared by the pages about groups: list columns and filters, member counts, queries for a person's groups, and the
//! table of all attributes.

mod attributes;
mod columns;
mod counts;
mod filters;
mod read_back;
mod whose;

pub use attributes::{AllAttributes, AttributeCell};
pub use columns::{GROUP_ATTRIBUTES, KIND as KIND_COLUMN, NAME as NAME_COLUMN, SECURITY as SECURITY_COLUMN, columns};
pub use counts::Counts;
pub use filters::{filter_criteria, filters};
pub use read_back::check_saved_rule;
pub use whose::{Whose, joined_by, owned_by};
