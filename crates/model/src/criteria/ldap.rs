//! The LDAP dialect: filters as in RFC 4515, with Microsoft's matching rules for bits and chains.
//!
//! What the tree cannot express becomes a raw node that keeps its text: `~=`, other matching rules and `:dn:`,
//! attribute options (`cn;lang-de`), patterns such as `a*b`, values that are empty, blank, binary or contain NUL, and
//! masks without a bit. `(&)` and `(|)`, which would match everybody or nobody, are rejected, and so is `>` or `<`
//! without `=`: none of them is ever interpreted as something else.
//!
//! [`read`] also accepts what Active Directory takes although RFC 4515 does not, and reports it: `(!cn=x)`, blanks around
//! `=`, blanks and line breaks between filters, and a value that was folded as in an LDIF file. Elsewhere in a value white
//! space counts; at the ends of a value it is printed as `\20`, so that it survives copying. What has several readings is
//! refused at its place, and where a bracket is missing or surplus and only one reading is possible, [`correction`] offers
//! the corrected text.

mod filter;
mod value;

use super::canonical::{DialectTraits, canonical as shape, prepared};
use super::scan::Scan;
use super::{
    Condition, Content, Correction, Criteria, Dialect, Expected, Join, Node, Operator, ParseError, PrintError, Read,
    brackets, check,
};
use filter::filter;

/// The matching rule "all of these bits" (`LDAP_MATCHING_RULE_BIT_AND`).
const ALL_BITS: &str = "1.2.840.113556.1.4.803";
/// The matching rule "any of these bits" (`LDAP_MATCHING_RULE_BIT_OR`).
const ANY_BIT: &str = "1.2.840.113556.1.4.804";
/// The matching rule "directly or through other objects" (`LDAP_MATCHING_RULE_IN_CHAIN`).
const CHAIN: &str = "1.2.840.113556.1.4.1941";

const TRAITS: DialectTraits =
    DialectTraits { dialect: Dialect::Ldap, has_groups_of_one: true, has_negatives: false, has_not: true, parse };

/// Parses a filter, as [`read`] does.
///
/// # Errors
///
/// The byte at which the text stops being a filter, and what was expected there.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    read(text).map(|read| read.criteria)
}

/// Parses a filter and says what had to be put right in it.
///
/// # Errors
///
/// The byte at which the text stops being a filter, and what was expected there.
pub fn read(text: &str) -> Result<Read, ParseError> {
    let mut scan = Scan::new(text)?;
    scan.spaces();
    if scan.peek().is_none() {
        return Err(scan.error(Expected::Rule));
    }
    let node = filter(&mut scan)?;
    scan.end()?;
    Ok(Read { criteria: Criteria::of(node), repairs: scan.into_repairs() })
}

/// The corrected text of a filter that cannot be read because of its brackets; `None` unless exactly one reading is
/// possible.
pub fn correction(text: &str) -> Option<Correction> {
    brackets::correction(text, Dialect::Ldap, parse)
}

/// Prints a filter. A raw piece must be exactly one filter, so that it does not change the meaning around it.
///
/// # Errors
///
/// The first node that is incomplete or that the dialect cannot express, or the root if the rule is too large.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    let root = prepared(criteria, &TRAITS)?;
    let mut out = String::new();
    write(&root, &mut out);
    check::short(out, Dialect::Ldap)
}

/// The rule that [`parse`] reads from what [`print()`] writes. It has the same meaning, but
///
/// - conditions with the same attribute and positive operator that alone make up an "any of" group become one condition
///   with several values;
/// - a negated condition gets the complementary operator, if there is one;
/// - several values of `GreaterOrEqual` or `LessOrEqual` become an "any of" group, and `Present` has no value;
/// - a raw piece that the tree can express is parsed;
/// - nothing is locked.
///
/// Groups are kept, even those with a single child. A rule that cannot be printed is returned unchanged.
pub fn canonical(criteria: &Criteria) -> Criteria {
    shape(criteria, &TRAITS)
}

fn write(node: &Node, out: &mut String) {
    match &node.content {
        Content::Group(join, children) => {
            out.push_str(if node.not { "(!(" } else { "(" });
            out.push(if *join == Join::All { '&' } else { '|' });
            for child in children {
                write(child, out);
            }
            out.push_str(if node.not { "))" } else { ")" });
        }
        Content::Condition(condition) => {
            // LDAP has only positive operators; a negative one is printed as the negation of its complement.
            let operator = condition.operator.unwrap_or(Operator::Present);
            let positive = operator.complement().filter(|_| operator.is_negative());
            let is_negated = node.not != positive.is_some();
            out.push_str(if is_negated { "(!" } else { "" });
            write_condition(condition, positive.unwrap_or(operator), out);
            out.push_str(if is_negated { ")" } else { "" });
        }
        Content::Raw(raw) => {
            out.push_str(if node.not { "(!" } else { "" });
            out.push_str(&raw.text);
            out.push_str(if node.not { ")" } else { "" });
        }
    }
}

fn write_condition(condition: &Condition, operator: Operator, out: &mut String) {
    let texts = condition.values.iter().filter_map(|value| value.as_text());
    match condition.values.len() {
        0 => write_one(&condition.attribute, operator, "", out),
        1 => texts.for_each(|text| write_one(&condition.attribute, operator, text, out)),
        _ => {
            out.push_str("(|");
            texts.for_each(|text| write_one(&condition.attribute, operator, text, out));
            out.push(')');
        }
    }
}

fn write_one(attribute: &str, operator: Operator, value: &str, out: &mut String) {
    out.push('(');
    out.push_str(attribute);
    let rule = match operator {
        Operator::AllFlagsOn => ALL_BITS,
        Operator::AnyFlagOn => ANY_BIT,
        Operator::ChainMatch => CHAIN,
        _ => "",
    };
    let (before, after) = match operator {
        Operator::Contains => ("=*", "*"),
        Operator::StartsWith => ("=", "*"),
        Operator::EndsWith => ("=*", ""),
        Operator::GreaterOrEqual => (">=", ""),
        Operator::LessOrEqual => ("<=", ""),
        Operator::Present => ("=*", ""),
        _ if rule.is_empty() => ("=", ""),
        _ => (":=", ""),
    };
    if !rule.is_empty() {
        out.push(':');
        out.push_str(rule);
    }
    out.push_str(before);
    escape(value, out);
    out.push_str(after);
    out.push(')');
}

/// Appends a value with the escapes it needs to be read back and to survive copying.
fn escape(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let last = value.len().saturating_sub(1);
    for (at, sign) in value.char_indices() {
        let is_edge = sign == ' ' && (at == 0 || at == last);
        if is_edge || sign.is_ascii_control() || matches!(sign, '*' | '(' | ')' | '\\') {
            let byte = u32::from(sign) as usize;
            out.push('\\');
            out.push(char::from(HEX[byte >> 4 & 15]));
            out.push(char::from(HEX[byte & 15]));
        } else {
            out.push(sign);
        }
    }
}
