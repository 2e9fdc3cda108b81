//! Saves unfinished work in local storage, per store and user, so that it survives reload, crash and sign-out. A draft
//! never contains a secret; see [`model::group::GroupDraft`] and [`model::user::UserDraft`].

mod draft_store;
mod leftovers;
mod rule_draft;
mod saved_import;
mod saved_run;
mod saved_work;

pub use draft_store::{DraftStore, DraftSummary, Drafted, SavedDraft, Sent};
pub use leftovers::{are_there, forget_all, forget_everything, forget_old};
pub use rule_draft::RuleDraft;
pub use saved_import::{ImportedUser, SavedImport};
pub use saved_run::SavedRun;

use model::group::GroupDraft;
use model::user::UserDraft;

/// The group drafts of one user.
pub type GroupDrafts = DraftStore<GroupDraft>;
/// The user drafts of one user. Passwords are not saved: whoever continues a draft enters or generates it again.
pub type UserDrafts = DraftStore<UserDraft>;

/// The beginning of the keys of all unfinished work in local storage.
const DRAFTS: &str = "draft/";

/// When a draft was saved, in milliseconds since the epoch; none if that is no time that a browser can show.
fn time_of(saved: i64) -> Option<f64> {
    /// The last moment that ECMAScript has a date for.
    const LAST: i64 = 8_640_000_000_000_000;
    (0..=LAST).contains(&saved).then_some(saved as f64)
}

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
