//! LDAP filters: RFC 4515 and Microsoft's matching rules for bits and chains.
//!
//! What the tree cannot hold stays a raw node with its text unchanged: `~=`, other matching rules and `:dn:`, attribute
//! options (`cn;lang-de`), patterns such as `a*b`, values that are empty, blank, binary or hold NUL, masks without a
//! bit. What would mean everyone or nobody, `(&)` and `(|)`, is refused, and so is a `>` or `<` alone: neither is ever
//! taken for something else.
//!
//! White space is passed where Active Directory's tools pass it: between filters and around an attribute. In a value it
//! counts; at the value's ends it is written as `\20`, so that it survives copying.

mod filter;

use super::canonical::{DialectTraits, canonical as shape, prepared};
use super::scan::Scan;
use super::{Condition, Content, Criteria, Dialect, Expected, Join, Node, Operator, ParseError, PrintError, check};
use filter::filter;

/// Matching rule of "all these bits".
const ALL_BITS: &str = "1.2.840.113556.1.4.803";
/// Matching rule of "any of these bits".
const ANY_BIT: &str = "1.2.840.113556.1.4.804";
/// Matching rule of "directly or through others".
const CHAIN: &str = "1.2.840.113556.1.4.1941";

const HABITS: DialectTraits =
    DialectTraits { dialect: Dialect::Ldap, has_groups_of_one: true, has_negatives: false, not_is_deep: 0, parse };

/// Reads a filter.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    let mut scan = Scan::new(text)?;
    scan.spaces();
    if scan.peek().is_none() {
        return Err(scan.error(Expected::Rule));
    }
    let node = filter(&mut scan)?;
    scan.end()?;
    Ok(Criteria::of(node))
}

/// Writes a filter. A raw piece must be exactly one filter, so that it changes nothing around it.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    let root = prepared(criteria, &HABITS)?;
    let mut out = String::new();
    write(&root, &mut out);
    check::short(out, Dialect::Ldap)
}

/// What [`parse`] gives back for what [`print()`] wrote: the same meaning, where
///
/// - conditions of one attribute and one positive operator that alone make an "any of" are one condition of several
///   values;
/// - a negated condition has the complementary operator, where there is one;
/// - several values of `GreaterOrEqual` or `LessOrEqual` are an "any of", and Present has no value;
/// - a raw piece that the tree can hold is read;
/// - nothing is locked.
///
/// Groups stay as they are, those of one node too. A rule that cannot be printed is left as it is.
pub fn canonical(criteria: &Criteria) -> Criteria {
    shape(criteria, &HABITS)
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
            // Only positive operators have a sign; the negative ones are their complements' opposites.
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

/// Writes a value so that it is read as this value and survives being copied.
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
