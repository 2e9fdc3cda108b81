//! What several pages show of groups: the columns of their lists, how many members each has, and whose they are.

mod columns;
mod counts;
mod whose;

pub use columns::{GROUP_ATTRIBUTES, columns};
pub use counts::Counts;
pub use whose::{Whose, joined_by, owned_by};
