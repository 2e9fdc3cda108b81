//! The texts of the panels: a whole rule as a sentence, and why a text cannot be read or a rule cannot be written.

use crate::criteria::words::{Words, dialect_name, join_name, missing_name, operator_name, sentence};
use crate::i18n::t;
use model::config::StoreConfig;
use model::criteria::odata::{NotCountable, Why};
use model::criteria::{
    Cannot, Criteria, Expected, MAX_CONDITIONS, MAX_DEPTH, Missing, Node, NodeId, PrintError, PrintReason, words,
};

/// The longest rule that is shown as a sentence, in values.
const GLANCE: usize = 60;

/// A rule as one sentence; reactive in the language.
pub fn sentence_of(store: &StoreConfig, criteria: &Criteria) -> String {
    if criteria.is_empty() {
        return t!(rule.nobody_yet).to_owned();
    }
    words::text(criteria, &Words(store))
}

/// The rule as a sentence if it is short; otherwise the number of its conditions. Reactive in the language.
pub fn summary_of(store: &StoreConfig, criteria: &Criteria) -> String {
    // In the sentence, a value takes as much space as a condition.
    let mut said = 0;
    criteria.root().visit(&mut |node| said += node.as_condition().map_or(0, |condition| condition.values.len().max(1)));
    if said > GLANCE {
        t!(rule.conditions, count = criteria.root().conditions() as i64)
    } else {
        sentence_of(store, criteria)
    }
}

/// A single node as a line of a list; a group as "all of" or "any of".
pub(in crate::criteria) fn sentence_of_node(words: Words<'_>, node: &Node) -> String {
    match words::row(node, &words) {
        Some(said) => {
            let parts = [said.attribute, said.operator, said.values.join(", ")];
            parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
        }
        None => match node.join() {
            Some(join) if node.not => t!(rule.not_group, group = join_name(join)),
            Some(join) => join_name(join).to_owned(),
            None => words::text(&Criteria::of(node.clone()), &words),
        },
    }
}

/// Why a rule cannot be written in a dialect, with the condition that is the cause; reactive.
pub(in crate::criteria) fn print_reason(store: &StoreConfig, rule: &Criteria, error: &PrintError) -> String {
    let what = rule.node(error.node).map(|node| sentence(store, node)).unwrap_or_default();
    let name = dialect_name(error.dialect);
    match error.reason {
        PrintReason::Incomplete(Missing::Conditions) if error.node == NodeId::ROOT => t!(field.rule_empty).to_owned(),
        PrintReason::Incomplete(missing) => t!(rule.reason_incomplete, what = what, missing = missing_name(missing)),
        PrintReason::Cannot(Cannot::Operator(operator)) => {
            t!(rule.reason_operator, name = name, operator = operator_name(operator, false, false), what = what)
        }
        PrintReason::Cannot(Cannot::Negated(operator)) => {
            t!(rule.reason_negated, name = name, operator = operator_name(operator, false, false), what = what)
        }
        PrintReason::Cannot(Cannot::RelativeDate) => t!(rule.reason_relative, name = name, what = what),
        PrintReason::Cannot(Cannot::Raw(raw)) => t!(rule.reason_raw, name = name, raw = dialect_name(raw), what = what),
        PrintReason::Cannot(Cannot::Attribute) => t!(rule.reason_attribute, name = name, what = what),
        PrintReason::Cannot(Cannot::Value) => t!(rule.reason_value, name = name, what = what),
        PrintReason::TooLarge => t!(field.rule_too_large).to_owned(),
    }
}

/// Why Microsoft Graph cannot count a rule, with the condition that is the cause; reactive.
pub(in crate::criteria) fn count_reason(store: &StoreConfig, rule: &Criteria, refused: NotCountable) -> String {
    let what = rule.node(refused.node).map(|node| sentence(store, node)).unwrap_or_default();
    match refused.reason {
        Why::Missing(missing) => t!(rule.reason_incomplete, what = what, missing = missing_name(missing)),
        Why::Attribute => t!(rule.uncounted_attribute, what = what),
        Why::Operator(operator) => {
            t!(rule.uncounted_operator, what = what, operator = operator_name(operator, false, false))
        }
        Why::Value => t!(rule.uncounted_value, what = what),
        Why::Raw => t!(rule.uncounted_raw, what = what),
        Why::TooLarge => t!(rule.uncounted_large).to_owned(),
    }
}

/// What the parser expected; reactive.
pub fn expected(expected: Expected) -> String {
    match expected {
        Expected::Rule => t!(rule.expected_rule),
        Expected::Open => t!(rule.expected_open),
        Expected::Close => t!(rule.expected_close),
        Expected::CloseList => t!(rule.expected_close_list),
        Expected::Attribute => t!(rule.expected_attribute),
        Expected::Operator => t!(rule.expected_operator),
        Expected::Value => t!(rule.expected_value),
        Expected::NonBlankValue => t!(rule.expected_non_blank),
        Expected::Number => t!(rule.expected_number),
        Expected::Mask => t!(rule.expected_mask),
        Expected::Quote => t!(rule.expected_quote),
        Expected::Hex => t!(rule.expected_hex),
        Expected::Utf8 => t!(rule.expected_utf8),
        Expected::Character => t!(rule.expected_character),
        Expected::MatchingRule => t!(rule.expected_matching_rule),
        Expected::OneLine => t!(rule.expected_one_line),
        Expected::SameJoin => t!(rule.expected_same_join),
        Expected::Join => t!(rule.expected_join),
        Expected::End => t!(rule.expected_end),
        Expected::Shorter => t!(rule.expected_shorter),
        Expected::Shallower => return t!(rule.expected_shallower, most = MAX_DEPTH as i64),
        Expected::Fewer => return t!(rule.expected_fewer, most = MAX_CONDITIONS as i64),
    }
    .to_owned()
}
