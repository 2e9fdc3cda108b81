//! What every form and wizard shares: keeping the draft, where the outcome shows, what became of what was sent, and the
//! lists of unfinished work.

mod draft_keeper;
mod draft_list;
mod leaving;
mod outcome;
mod sending;

pub use draft_keeper::DraftKeeper;
pub use draft_list::{DraftList, UserDraftList};
pub use leaving::{Leaving, ask_before_unload};
pub use outcome::Outcome;
pub use sending::{Sending, warn_of_parts};
