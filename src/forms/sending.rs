//! The state of a request that must be sent only once, such as the creation of a group or a user.

use crate::http::ApiError;
use crate::i18n::t;
use crate::ui::toast::Toasts;
use model::wire::ActionResult;
use model::wire::result::Outcome as Envelope;

#[derive(Debug, Clone, PartialEq)]
pub enum Sending {
    /// Nothing was sent yet.
    Idle,
    /// The request is running.
    Busy,
    /// The request was refused, or failed before anything was done.
    Failed(ApiError),
    /// There was no clear answer, so the object may exist. The next Finish looks for it first.
    Doubt(ApiError),
}

/// Shows a warning for each part of an accepted change that failed (part A, "a partial failure").
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
