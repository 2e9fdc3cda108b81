//! The words of a rule: what a condition says, as parts that a row draws and as one sentence that is heard. No word
//! stands here; they come from the locales. Values are named in `words/values`.

pub(in crate::criteria) mod announce;
pub mod phrases;
pub mod scope;
mod values;

pub(in crate::criteria) use values::day_of;

use crate::i18n::{code, language, t};
use model::config::{StoreConfig, Syntax};
use model::criteria::words::{self, MISSING, Vocabulary, Word};
use model::criteria::{Condition, Content, Dialect, Join, Missing, Node, Operator, Raw, Schema, Value};

/// Values of one condition that a row shows; the rest is counted.
const SHOWN: usize = 6;

/// The words of the page's language, for the rules of a store.
#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a StoreConfig);

impl Words<'_> {
    fn syntax(&self, attribute: &str) -> Syntax {
        Schema::new(&self.0.attributes).attribute(attribute).map_or(Syntax::String, |known| known.syntax)
    }
}

impl Vocabulary for Words<'_> {
    fn attribute(&self, name: &str) -> String {
        self.0.label(name, code(language())).to_owned()
    }

    fn operator(&self, attribute: &str, operator: Operator, is_negated: bool, has_several: bool) -> String {
        let syntax = self.syntax(attribute);
        if syntax.is_moment() {
            return moment_operator(operator, is_negated, has_several).to_owned();
        }
        // What is Yes or No is not "exactly" so.
        if syntax == Syntax::Boolean && operator == Operator::IsExactly && !has_several {
            return t!(builder.op_is).to_owned();
        }
        operator_name(operator, is_negated, has_several).to_owned()
    }

    fn bit(&self, attribute: &str, bit: u32, is_set: bool) -> Option<String> {
        Schema::new(&self.0.attributes).attribute(attribute)?.bit(bit, is_set, code(language()))
    }

    fn value(&self, attribute: &str, value: &Value) -> String {
        match value {
            Value::Relative(relative) => values::relative(*relative),
            Value::Text(text) => values::name(self.0, attribute, self.syntax(attribute), text),
        }
    }

    fn word(&self, word: Word) -> String {
        let raw = |dialect, text: fn(&str) -> String| text(dialect_name(dialect));
        match word {
            Word::And => t!(builder.and).to_owned(),
            Word::Or => t!(builder.or).to_owned(),
            Word::NotAll => t!(builder.not_all_of).to_owned(),
            Word::NoneOf => t!(builder.none_of).to_owned(),
            Word::Raw(dialect) => raw(dialect, |dialect| t!(builder.raw_piece, dialect = dialect)),
            Word::NotRaw(dialect) => raw(dialect, |dialect| t!(builder.not_raw_piece, dialect = dialect)),
        }
    }
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::criteria) struct Part {
    /// What it is.
    pub kind: Kind,
    /// As it is read, with the spaces around it.
    pub text: String,
}

/// What a part of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::criteria) enum Kind {
    /// The opposite is meant.
    Not,
    /// What is looked at.
    Attribute,
    /// Words between.
    Plain,
    /// With what it is compared.
    Value,
    /// A piece of another language.
    Raw,
    /// What is missing, by its name.
    Missing,
}

/// What a condition or a raw piece says; of a group, how its conditions count together.
pub(in crate::criteria) fn parts(store: &StoreConfig, node: &Node) -> Vec<Part> {
    let mut parts = Vec::with_capacity(5);
    let mut push = |kind, text| parts.push(Part { kind, text });
    if node.not {
        push(Kind::Not, format!("{} ", t!(builder.not)));
    }
    match &node.content {
        Content::Group(join, _) => push(Kind::Plain, join_name(*join).to_owned()),
        Content::Raw(Raw { text, .. }) => push(Kind::Raw, text.clone()),
        Content::Condition(condition) => condition_parts(store, condition, &mut push),
    }
    if let Some(missing) = node.missing() {
        push(Kind::Missing, format!(" {}", missing_name(missing)));
    }
    parts
}

fn condition_parts(store: &StoreConfig, condition: &Condition, push: &mut impl FnMut(Kind, String)) {
    let mut said = words::condition(condition, &Words(store));
    let syntax = Words(store).syntax(&condition.attribute);
    // Each bit of a mask is a value of its own to the eye.
    let bits = condition.mask().filter(|_| syntax == Syntax::Flags && !said.operator.is_empty());
    if let Some(mask) = bits {
        said.values = values::flags(store, &condition.attribute, mask);
    }
    push(Kind::Attribute, said.attribute);
    // Without an attribute nothing more can be said.
    if condition.missing() == Some(Missing::Attribute) && condition.operator.is_none() {
        return;
    }
    // A bit with words of its own is a whole sentence.
    if said.operator.is_empty() {
        return;
    }
    let gap = if said.values.is_empty() { "" } else { " " };
    push(Kind::Plain, format!(" {}{gap}", said.operator));
    let count = said.values.len();
    for (at, value) in said.values.into_iter().take(SHOWN).enumerate() {
        if at > 0 {
            push(Kind::Plain, ", ".to_owned());
        }
        push(if value == MISSING { Kind::Plain } else { Kind::Value }, value);
    }
    if count > SHOWN {
        push(Kind::Plain, format!(" {}", t!(builder.or_more, count = (count - SHOWN) as i64)));
    }
}

/// What a node says as one sentence; what is missing is "…" in it, and where all is missing it has a name.
pub(in crate::criteria) fn sentence(store: &StoreConfig, node: &Node) -> String {
    said(node, &parts(store, node))
}

/// The same of a node whose parts are known.
pub(in crate::criteria) fn said(node: &Node, parts: &[Part]) -> String {
    let nothing = node.as_condition().is_some_and(|condition| *condition == Condition::default());
    if nothing { t!(builder.new_condition).to_owned() } else { joined(parts) }
}

/// The parts as one sentence.
fn joined(parts: &[Part]) -> String {
    parts.iter().filter(|part| part.kind != Kind::Missing).map(|part| part.text.as_str()).collect()
}

/// How the conditions of a group count together.
pub(in crate::criteria) fn join_name(join: Join) -> &'static str {
    match join {
        Join::All => t!(builder.all_of),
        Join::Any => t!(builder.any_of),
    }
}

/// A language of rules.
pub fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::GroupId => t!(builder.dialect_groupid),
        Dialect::Ldap => t!(builder.dialect_ldap),
        Dialect::Entra => t!(builder.dialect_entra),
        Dialect::Search => t!(builder.dialect_search),
    }
}

/// What an operator is called for an attribute of that syntax: dates are not "at least".
pub(in crate::criteria) fn operator_name_of(operator: Operator, syntax: Syntax, has_several: bool) -> &'static str {
    if syntax.is_moment() {
        moment_operator(operator, false, has_several)
    } else {
        operator_name(operator, false, has_several)
    }
}

fn moment_operator(operator: Operator, is_negated: bool, has_several: bool) -> &'static str {
    match operator {
        Operator::GreaterOrEqual if is_negated => t!(builder.op_not_from),
        Operator::GreaterOrEqual => t!(builder.op_from),
        Operator::LessOrEqual if is_negated => t!(builder.op_not_until),
        Operator::LessOrEqual => t!(builder.op_until),
        operator => operator_name(operator, is_negated, has_several),
    }
}

/// What an operator is called within a sentence.
pub fn operator_name(operator: Operator, is_negated: bool, has_several: bool) -> &'static str {
    match operator {
        Operator::Contains if has_several => t!(builder.op_contains_any),
        Operator::Contains => t!(builder.op_contains),
        Operator::NotContains if has_several => t!(builder.op_contains_none),
        Operator::NotContains => t!(builder.op_not_contains),
        Operator::StartsWith if has_several => t!(builder.op_starts_with_any),
        Operator::StartsWith => t!(builder.op_starts_with),
        Operator::NotStartsWith if has_several => t!(builder.op_starts_with_none),
        Operator::NotStartsWith => t!(builder.op_not_starts_with),
        Operator::EndsWith if has_several => t!(builder.op_ends_with_any),
        Operator::EndsWith => t!(builder.op_ends_with),
        Operator::NotEndsWith if has_several => t!(builder.op_ends_with_none),
        Operator::NotEndsWith => t!(builder.op_not_ends_with),
        Operator::IsExactly if has_several => t!(builder.op_is_one),
        Operator::IsExactly => t!(builder.op_is_exactly),
        Operator::IsNot if has_several => t!(builder.op_is_none),
        Operator::IsNot => t!(builder.op_is_not),
        Operator::GreaterOrEqual if is_negated => t!(builder.op_below),
        Operator::GreaterOrEqual => t!(builder.op_at_least),
        Operator::LessOrEqual if is_negated => t!(builder.op_above),
        Operator::LessOrEqual => t!(builder.op_at_most),
        Operator::Present => t!(builder.op_present),
        Operator::NotPresent => t!(builder.op_not_present),
        Operator::AllFlagsOn => t!(builder.op_all_on),
        Operator::AllFlagsOff => t!(builder.op_all_off),
        Operator::AnyFlagOn => t!(builder.op_any_on),
        Operator::AnyFlagOff => t!(builder.op_any_off),
        Operator::ChainMatch if is_negated => t!(builder.op_not_chain),
        Operator::ChainMatch => t!(builder.op_chain),
    }
}

/// What is missing.
pub fn missing_name(missing: Missing) -> &'static str {
    match missing {
        Missing::Conditions => t!(builder.missing_conditions),
        Missing::Attribute => t!(builder.missing_attribute),
        Missing::Operator => t!(builder.missing_operator),
        Missing::Value => t!(builder.missing_value),
        Missing::Mask => t!(builder.missing_mask),
    }
}
