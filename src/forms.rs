//! Shared by all forms and wizards: saving drafts, showing the outcome, the state of sending, the lists of saved drafts,
//! what was just created, choosing members, and reading files.

mod config_faults;
mod draft_keeper;
mod draft_list;
mod just_created;
mod leaving;
pub mod members;
mod one_tab;
mod outcome;
mod sending;
pub mod text_file;

pub use config_faults::ConfigFaults;
pub use draft_keeper::DraftKeeper;
pub use draft_list::{DraftList, UserDraftList};
pub use just_created::JustCreated;
pub use leaving::{Leaving, ask_before_unload};
pub use one_tab::OneTab;
pub use outcome::Outcome;
pub use sending::{Sending, warn_of_parts};
