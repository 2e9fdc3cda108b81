//! A rule in words: a condition as the parts of a row, and as one sentence for announcements. The texts come from the
//! locales.

pub(in crate::criteria) mod announce;
pub(in crate::criteria) mod limits;
pub mod phrases;
pub mod scope;
mod values;

pub(in crate::criteria) use values::day_of;

use crate::i18n::{code, language, t};
use model::config::{StoreConfig, Syntax};
use model::criteria::words::{self, MISSING, Vocabulary, Word};
use model::criteria::{Condition, Content, Dialect, Join, Missing, Node, Operator, Raw, Schema, Value};

/// The number of values that a row shows; the others are counted.
const SHOWN: usize = 6;

/// The vocabulary of a store in the language of the page.
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
        // A boolean attribute reads "is Yes" and not "is exactly Yes".
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

/// A part of a sentence, which a row renders as one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::criteria) struct Part {
    /// The kind, which decides how it is rendered.
    pub kind: Kind,
    /// The text, with the spaces around it.
    pub text: String,
}

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::criteria) enum Kind {
    /// The negation.
    Not,
    /// The attribute.
    Attribute,
    /// Operator and conjunctions.
    Plain,
    /// A value.
    Value,
    /// Text in another dialect.
    Raw,
    /// The name of a missing field.
    Missing,
}

/// The parts of a condition or of raw text; for a group, whether all or any of its conditions count.
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
    // A row shows each bit of a mask as a value.
    let bits = condition.mask().filter(|_| syntax == Syntax::Flags && !said.operator.is_empty());
    if let Some(mask) = bits {
        said.values = values::flags(store, &condition.attribute, mask);
    }
    push(Kind::Attribute, said.attribute);
    // Without an attribute the sentence ends here.
    if condition.missing() == Some(Missing::Attribute) && condition.operator.is_none() {
        return;
    }
    // The label of a bit can be a whole sentence, such as "Account is disabled".
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

/// A node as one sentence; missing parts are "…", and an empty condition is called "New condition".
pub(in crate::criteria) fn sentence(store: &StoreConfig, node: &Node) -> String {
    said(node, &parts(store, node))
}

/// The same, for parts that are known already.
pub(in crate::criteria) fn said(node: &Node, parts: &[Part]) -> String {
    let nothing = node.as_condition().is_some_and(|condition| *condition == Condition::default());
    if nothing { t!(builder.new_condition).to_owned() } else { joined(parts) }
}

/// Joins the parts, except the names of missing fields.
fn joined(parts: &[Part]) -> String {
    parts.iter().filter(|part| part.kind != Kind::Missing).map(|part| part.text.as_str()).collect()
}

/// "All of" or "any of".
pub(in crate::criteria) fn join_name(join: Join) -> &'static str {
    match join {
        Join::All => t!(builder.all_of),
        Join::Any => t!(builder.any_of),
    }
}

/// The name of a dialect.
pub fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::GroupId => t!(builder.dialect_groupid),
        Dialect::Ldap => t!(builder.dialect_ldap),
        Dialect::Entra => t!(builder.dialect_entra),
        Dialect::Search => t!(builder.dialect_search),
        Dialect::Opath => t!(builder.dialect_opath),
    }
}

/// The name of an operator for attributes of a syntax; dates are "from" and not "at least".
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

/// The name of an operator within a sentence.
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

/// The name of a missing field.
pub fn missing_name(missing: Missing) -> &'static str {
    match missing {
        Missing::Conditions => t!(builder.missing_conditions),
        Missing::Attribute => t!(builder.missing_attribute),
        Missing::Operator => t!(builder.missing_operator),
        Missing::Value => t!(builder.missing_value),
        Missing::Mask => t!(builder.missing_mask),
    }
}
