//! What several pages show of groups: the columns of their lists, how many members each has, whose they are, and every
//! attribute.

mod attributes;
mod columns;
mod counts;
mod whose;

pub use attributes::AllAttributes;
pub use columns::{GROUP_ATTRIBUTES, columns};
pub use counts::Counts;
pub use whose::{Whose, joined_by, owned_by};
