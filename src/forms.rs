//! Shared by all forms and wizards: saving drafts, showing the outcome, the state of sending, and the lists of saved
//! drafts.

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
