//! How long a session lasts in a browser, and what stays behind after it.

use super::Config;
use crate::wire::lenient::{json_enum, json_object};

/// How many days a draft is kept when the configuration does not say.
const KEEP_DAYS: usize = 30;

json_object! {
    /// How a session lives in a browser.
    #[derive(Default)]
    pub struct SessionPolicy {
        /// Whether several people use the same browser profile. Then every tab has a session of its own, which ends
        /// with its page, and signing out leaves nothing behind.
        pub shared_machines: bool = "sharedMachines",
        /// After how many minutes without any input the page is locked; never when not configured.
        pub idle_minutes: Option<i64> = "idleMinutes",
    }
}

json_object! {
    /// What becomes of unfinished work.
    pub struct DraftPolicy {
        /// How many days after its last change unfinished work is removed from the browser.
        pub keep_days: usize = "keepDays" or KEEP_DAYS,
        /// What becomes of it on signing out; see [`Config::after_sign_out`].
        pub after_sign_out: Option<AfterSignOut> = "afterSignOut",
    }
}

impl Default for DraftPolicy {
    fn default() -> Self {
        Self { keep_days: KEEP_DAYS, after_sign_out: None }
    }
}

/// What becomes of unfinished work on signing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterSignOut {
    /// It stays in the browser.
    Keep,
    /// The user is asked, if there is any.
    Ask,
    /// It is removed with everything else that the portal has stored, except for language and theme.
    Clear,
}

json_enum!(AfterSignOut: "what becomes of drafts" {
    Keep = "keep",
    Ask = "ask",
    Clear = "clear",
});

impl Config {
    /// What becomes of unfinished work on signing out: where several people use a browser, it is removed unless the
    /// configuration says otherwise.
    pub fn after_sign_out(&self) -> AfterSignOut {
        let otherwise = if self.session.shared_machines { AfterSignOut::Clear } else { AfterSignOut::Keep };
        self.drafts.after_sign_out.unwrap_or(otherwise)
    }
}
