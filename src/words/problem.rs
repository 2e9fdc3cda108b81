//! Validation problems as sentences.

use super::group::scope_name;
use crate::i18n::t;
use model::criteria::{Cannot, Missing, NodeId, PrintError, PrintReason};
use model::group::{PasswordProblem, Problem};
use model::names::NameProblem;
use model::wire::cloud::CloudType;

pub fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Name(problem) => name(*problem),
        Problem::NotADn(Some(at)) => t!(field.not_a_dn, at = *at),
        Problem::NotADn(None) => t!(field.not_a_dn_end).to_owned(),
        Problem::OutsideOfStore => t!(field.outside_of_store).to_owned(),
        Problem::NoSuchContainer => t!(field.no_such_container).to_owned(),
        Problem::UnknownPrefix => t!(field.unknown_prefix).to_owned(),
        Problem::Locked => t!(field.locked).to_owned(),
        Problem::NeedsUniversal => t!(field.needs_universal).to_owned(),
        Problem::CannotHold(group, member) => {
            t!(field.cannot_hold, group = scope_name(*group), member = scope_name(*member))
        }
        Problem::Required => t!(field.required).to_owned(),
        Problem::LastOwner => t!(edit.last_owner).to_owned(),
        Problem::MoreOwners { needed, chosen } => {
            t!(field.more_owners, needed = *needed as i64, chosen = *chosen as i64)
        }
        Problem::MoreAdditionalOwners { needed, chosen } => {
            t!(field.more_additional_owners, needed = *needed as i64, chosen = *chosen as i64)
        }
        Problem::FewerAdditionalOwners { most, chosen } => {
            t!(field.fewer_additional_owners, most = *most as i64, chosen = *chosen as i64)
        }
        Problem::CannotOwn => t!(field.cannot_own).to_owned(),
        Problem::NotAPerson => t!(field.not_a_person).to_owned(),
        Problem::Twice => t!(field.twice).to_owned(),
        Problem::NotANumber => t!(field.not_a_number).to_owned(),
        Problem::NotAMask => t!(field.not_a_mask).to_owned(),
        Problem::NotABoolean => t!(field.not_a_boolean).to_owned(),
        Problem::NotAMoment => t!(field.not_a_moment).to_owned(),
        Problem::OnePrimaryAddress => t!(field.one_primary_address).to_owned(),
        Problem::SameValue => t!(field.same_value).to_owned(),
        Problem::OnlyOneValue => t!(field.only_one_value).to_owned(),
        Problem::NotADay => t!(field.not_a_day).to_owned(),
        Problem::EndsBeforeItStarts => t!(field.ends_before).to_owned(),
        Problem::EndsInThePast => t!(field.ends_in_the_past).to_owned(),
        Problem::Taken => t!(field.taken).to_owned(),
        Problem::IncludedAndExcluded => t!(field.included_and_excluded).to_owned(),
        Problem::Rule(error) => rule(error).to_owned(),
        Problem::RuleDoesNotFit(_) => t!(field.rule_does_not_fit).to_owned(),
        Problem::OnlyUsersInRule(_) => t!(field.rule_only_users).to_owned(),
        Problem::EntraRefuses(..) => t!(field.rule_entra_refuses).to_owned(),
        Problem::Refused(said) => said.clone(),
        Problem::NotHere => t!(field.not_here).to_owned(),
        Problem::CannotBeMember(CloudType::Security) => t!(field.not_in_security).to_owned(),
        Problem::CannotBeMember(CloudType::Distribution) => t!(field.not_in_distribution).to_owned(),
        Problem::CannotBeMember(_) => t!(field.only_users).to_owned(),
        Problem::GroupsCannotBeMembers => t!(members.people_only).to_owned(),
        Problem::RolesNeedThis => t!(field.roles_need_this).to_owned(),
        Problem::NotConfigured => t!(field.not_configured).to_owned(),
        Problem::Password(problem) => password(*problem),
    }
}

fn password(problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::TooShort(least) => t!(password.too_short, count = least as i64),
        PasswordProblem::TooLong(most) => t!(password.too_long, count = most as i64),
        PasswordProblem::TooFewKinds(kinds) => t!(password.too_few_kinds, count = kinds as i64),
        PasswordProblem::HoldsName => t!(password.holds_name).to_owned(),
        PasswordProblem::Untypable => t!(password.untypable).to_owned(),
    }
}

fn rule(error: &PrintError) -> &'static str {
    match error.reason {
        PrintReason::Incomplete(Missing::Conditions) if error.node == NodeId::ROOT => t!(field.rule_empty),
        PrintReason::Incomplete(_) => t!(field.rule_unfinished),
        PrintReason::Cannot(Cannot::Negated(_)) => t!(field.rule_negated),
        PrintReason::Cannot(_) => t!(field.rule_cannot),
        PrintReason::TooLarge => t!(field.rule_too_large),
    }
}

fn name(problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => t!(field.required).to_owned(),
        NameProblem::TooLong(most) => t!(field.too_long, most = most),
        NameProblem::Forbidden(c) if c.is_whitespace() && !c.is_control() => t!(field.forbidden_space).to_owned(),
        NameProblem::Forbidden(c) if c.is_control() => t!(field.forbidden_control).to_owned(),
        NameProblem::Forbidden(c) => t!(field.forbidden, character = c),
        NameProblem::EdgeSpace => t!(field.edge_space).to_owned(),
        NameProblem::EndsInDot => t!(field.ends_in_dot).to_owned(),
        NameProblem::NoLetter => t!(field.no_letter).to_owned(),
        NameProblem::NotAnAddress => t!(field.not_an_address).to_owned(),
    }
}
