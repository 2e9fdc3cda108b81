//! Keeps unfinished work across reload, crash and sign-out: in local storage, per store and user. A draft never holds a
//! secret; see [`model::group::GroupDraft`] and [`model::user::UserDraft`].

mod draft_store;
mod rule_draft;

pub use draft_store::{DraftStore, DraftSummary, Drafted, SavedDraft, Sent};
pub use rule_draft::RuleDraft;

use model::group::GroupDraft;
use model::user::UserDraft;

/// The place of one person's drafts of groups.
pub type GroupDrafts = DraftStore<GroupDraft>;
/// The place of one person's drafts of users. Who goes on with one enters or makes the password anew.
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
