//! Lists of groups: what they are filtered by, which rows are selected, saved views, and what is done with many groups
//! at once.
//!
//! No words of the interface live here, and nothing is sent: a reason is a value, and the page phrases it.

pub mod bulk;
mod filter;
mod selection;
mod view;

pub use filter::{EXPIRES_SOON_DAYS, GroupFilter, Moments};
pub use selection::{Marked, Selection};
pub use view::SavedView;
