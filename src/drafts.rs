//! Saves unfinished work in local storage, per store and user, so that it survives reload, crash and sign-out. A draft
//! never contains a secret; see [`model::group::GroupDraft`] and [`model::user::UserDraft`].

mod draft_store;
mod rule_draft;
mod saved_run;
mod tab_lock;

pub use draft_store::{DraftStore, DraftSummary, Drafted, SavedDraft, Sent};
pub use rule_draft::RuleDraft;
pub use saved_run::SavedRun;

use model::group::GroupDraft;
use model::user::UserDraft;

/// The group drafts of one user.
pub type GroupDrafts = DraftStore<GroupDraft>;
/// The user drafts of one user. Passwords are not saved: whoever continues a draft enters or generates it again.
pub type UserDrafts = DraftStore<UserDraft>;

impl Drafted for GroupDraft {
    const KIND: &'static str = "group";

    fn label(&self) -> String {
        self.general.full_name()
    }
}

impl Drafted for UserDraft {
    const KIND: &'static str = "user";

    fn label(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}
