//! The wizard's words for steps and problems.

use crate::i18n::t;
use crate::pages::groups::scope_name;
use model::group::{Problem, Step};
use model::names::NameProblem;

/// A step's name; reactive.
pub fn step_name(step: Step) -> &'static str {
    match step {
        Step::GroupType => t!(wizard.step_type),
        Step::General => t!(wizard.step_general),
        Step::Members => t!(wizard.step_members),
        Step::Owners => t!(wizard.step_owners),
        Step::Summary => t!(wizard.step_summary),
    }
}

/// A problem as a sentence; reactive.
pub fn sentence(problem: &Problem) -> String {
    match problem {
        Problem::Name(problem) => name(*problem),
        Problem::NotADn(error) => t!(field.not_a_dn, at = error.at + 1),
        Problem::OutsideOfStore => t!(field.outside_of_store).to_owned(),
        Problem::UnknownPrefix => t!(field.unknown_prefix).to_owned(),
        Problem::Locked => t!(field.locked).to_owned(),
        Problem::NeedsUniversal => t!(field.needs_universal).to_owned(),
        Problem::CannotHold(group, member) => {
            t!(field.cannot_hold, group = scope_name(*group), member = scope_name(*member))
        }
        Problem::Required => t!(field.required).to_owned(),
        Problem::MoreOwners { needed, chosen } => {
            t!(field.more_owners, needed = *needed as i64, chosen = *chosen as i64)
        }
        Problem::NotAPerson => t!(field.not_a_person).to_owned(),
        Problem::Twice => t!(field.twice).to_owned(),
        Problem::NotADay => t!(field.not_a_day).to_owned(),
        Problem::EndsBeforeItStarts => t!(field.ends_before).to_owned(),
        Problem::Taken => t!(field.taken).to_owned(),
        Problem::Refused(said) => said.clone(),
    }
}

fn name(problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => t!(field.required).to_owned(),
        NameProblem::TooLong(most) => t!(field.too_long, most = most),
        NameProblem::Forbidden(c) if c.is_control() => t!(field.forbidden_control).to_owned(),
        NameProblem::Forbidden(c) => t!(field.forbidden, character = c),
        NameProblem::EdgeSpace => t!(field.edge_space).to_owned(),
        NameProblem::EndsInDot => t!(field.ends_in_dot).to_owned(),
        NameProblem::NoLetter => t!(field.no_letter).to_owned(),
        NameProblem::NotAnAddress => t!(field.not_an_address).to_owned(),
    }
}
