//! What becomes of something that is sent once, such as a new group or a new user.

use crate::http::ApiError;
use crate::i18n::t;
use crate::ui::toast::Toasts;
use model::wire::ActionResult;
use model::wire::result::Outcome as Envelope;

/// What a creation is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Sending {
    /// Nothing.
    Idle,
    /// The one call is on its way.
    Busy,
    /// It was refused, or it failed before anything was done.
    Failed(ApiError),
    /// No good answer came: it may have been created. The next Finish looks first.
    Doubt(ApiError),
}

/// Says what of an accepted change was not done, until somebody has read it (part A, "a partial failure").
pub fn warn_of_parts(result: &ActionResult, toasts: Toasts) {
    let Envelope::Partly(failed) = result.outcome() else { return };
    for part in failed {
        let attribute = part.name.get().cloned();
        let said = part.message().unwrap_or_default().to_owned();
        toasts.warn(move || match (&attribute, said.as_str()) {
            (Some(attribute), said) => t!(wizard.part_failed, attribute = attribute.as_str(), said = said),
            (None, "") => t!(wizard.part_failed_somehow).to_owned(),
            (None, said) => said.to_owned(),
        });
    }
}
