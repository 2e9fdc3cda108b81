//! What every form and wizard shares: what became of what was sent, and the lists of unfinished work.

mod draft_list;
mod sending;

pub use draft_list::{DraftList, UserDraftList};
pub use sending::{Sending, warn_of_parts};
