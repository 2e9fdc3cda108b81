//! What a service says about a change of members: also an accepted request can have failed in part, or wait for approval.

use crate::http::ApiError;
use crate::ui::error_panel::sentence;
use model::wire::ActionResult;
use model::wire::result::Outcome;

/// What the service says where it has done what was asked, such as that the request waits for approval; else why not.
pub fn said_of(answer: &Result<ActionResult, ApiError>) -> Result<Option<String>, String> {
    let result = answer.as_ref().map_err(sentence)?;
    match result.outcome() {
        Outcome::Done => Ok(result.message().map(str::to_owned)),
        Outcome::Refused => Err(result.message().unwrap_or_default().to_owned()),
        Outcome::Partly(parts) => Err(parts.iter().filter_map(|part| part.message()).collect::<Vec<_>>().join(" ")),
    }
}
