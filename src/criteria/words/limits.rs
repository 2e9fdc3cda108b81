//! What Entra ID refuses of a rule, and what was put right in a pasted text, as sentences.

use crate::i18n::t;
use crate::ui::format;
use model::criteria::entra::PropertyType;
use model::criteria::entra::limits::{Limit, MAX_GROUPS, MAX_RULE, Owner};

/// How a condition on `memberOf` is written.
const MEMBER_OF: &str = "memberOf -any (group.objectId -in ['…'])";

/// Why Entra ID refuses a condition, with how it can be corrected; reactive. `what` is the condition as a sentence.
pub(in crate::criteria) fn refused_by_entra(what: String, limit: Limit) -> String {
    match limit {
        Limit::MemberOfBeside => t!(rule.entra_member_of_beside, what = what),
        Limit::MemberOfTwice => t!(rule.entra_member_of_twice, what = what),
        Limit::MemberOfNegated => t!(rule.entra_member_of_negated, what = what),
        Limit::MemberOfForm => t!(rule.entra_member_of_form, what = what, form = MEMBER_OF),
        Limit::MemberOfGroups(count) => {
            t!(rule.entra_member_of_groups, what = what, count = count.to_string(), most = MAX_GROUPS.to_string())
        }
        Limit::UsersAndDevices => t!(rule.entra_users_and_devices, what = what),
        Limit::Property(_, Some(name)) => t!(rule.entra_property_instead, what = what, name = name),
        Limit::Property(Owner::User, None) => t!(rule.entra_no_property_user, what = what),
        Limit::Property(Owner::Device, None) => t!(rule.entra_no_property_device, what = what),
        Limit::Property(Owner::Item, None) => t!(rule.entra_no_property_item, what = what),
        Limit::Operator(kind) => t!(rule.entra_operators, what = what, operators = operators(kind)),
        Limit::Null => t!(rule.entra_null, what = what),
        Limit::Value(PropertyType::Date) => {
            let kind = t!(rule.value_moment);
            t!(rule.check_value, what = what, kind = kind)
        }
        // Only dates and Booleans are compared with values of another type.
        Limit::Value(_) => t!(rule.entra_value, what = what),
        Limit::Pattern(at) => t!(rule.entra_pattern, what = what, at = at.to_string()),
        Limit::TooLong(count) => {
            let (count, most) = (format::count(count as i64), format::count(MAX_RULE as i64));
            t!(rule.entra_too_long, count = count, most = most)
        }
    }
}

/// The operators that a property of a type has.
fn operators(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text => {
            "-eq, -ne, -startsWith, -notStartsWith, -endsWith, -notEndsWith, -contains, -notContains, -match, -notMatch, \
             -in, -notIn"
        }
        PropertyType::Texts => {
            "-any, -all, -eq, -ne, -startsWith, -notStartsWith, -endsWith, -notEndsWith, -contains, -notContains, \
             -match, -notMatch, -in, -notIn"
        }
        PropertyType::Flag => "-eq, -ne",
        PropertyType::Date => "-eq, -ne, -ge, -le",
        PropertyType::Objects => "-any, -all",
    }
}
