//! Parses a single filter (RFC 4515, section 3).

use super::value::Value;
use super::{ALL_BITS, ANY_BIT, CHAIN, TRAITS};
use crate::criteria::canonical::{joined, opposite};
use crate::criteria::scan::{Scan, is_of_attribute};
use crate::criteria::{Dialect, Expected, Join, Node, Operator, ParseError, RepairKind};

/// Parses `(…)`, with every `(!` around it.
pub(super) fn filter(scan: &mut Scan) -> Result<Node, ParseError> {
    let mut nots = 0_usize;
    // How many brackets are to be closed.
    let mut open = 0_usize;
    let mut node = loop {
        layout(scan);
        let start = scan.at();
        // Active Directory takes `(!a=b)` for `(!(a=b))`.
        if nots > 0 && scan.peek().is_some_and(is_of_attribute) {
            let leaf = leaf(scan, start)?;
            scan.put_right(start, RepairKind::NotWithoutBrackets, format!("(!{})", leaf.text));
            break leaf.node;
        }
        scan.need(b'(', Expected::Open)?;
        layout(scan);
        match scan.peek() {
            Some(b'!') => {
                scan.eat(b'!');
                nots += 1;
                open += 1;
            }
            Some(sign @ (b'&' | b'|')) => break group(scan, start, sign)?,
            _ => {
                open += 1;
                break leaf(scan, start)?.node;
            }
        }
    };
    for _ in 0..open {
        layout(scan);
        scan.need(b')', Expected::Close)?;
    }
    if nots % 2 == 1 {
        node = opposite(node);
    }
    Ok(node)
}

/// Skips white space that stands between the parts of a filter.
fn layout(scan: &mut Scan) {
    let at = scan.at();
    if !scan.spaces().is_empty() && scan.peek().is_some() {
        scan.put_right(at, RepairKind::Layout, "");
    }
}

/// Parses an "and" or "or" filter, after the opening bracket at `start` and through the closing one.
fn group(scan: &mut Scan, start: usize, sign: u8) -> Result<Node, ParseError> {
    scan.enter(start)?;
    scan.eat(sign);
    // The first child is required: without children, `(&)` matches everybody and `(|)` nobody.
    let mut children = vec![filter(scan)?];
    loop {
        layout(scan);
        if scan.peek() != Some(b'(') {
            break;
        }
        children.push(filter(scan)?);
    }
    scan.need(b')', Expected::Close)?;
    scan.leave();
    Ok(joined(if sign == b'&' { Join::All } else { Join::Any }, children, &TRAITS))
}

/// The comparison operator of a filter item.
pub(super) enum Sign {
    Equal,
    /// `~=`, or a matching rule that the tree cannot express.
    Other,
    Is(Operator),
}

/// A comparison, and how it is written strictly.
struct Leaf {
    node: Node,
    text: String,
}

/// Parses a comparison that begins at `start`, up to its closing bracket.
fn leaf(scan: &mut Scan, start: usize) -> Result<Leaf, ParseError> {
    scan.count(start)?;
    let name = scan.at();
    let attribute = if scan.peek() == Some(b':') { "" } else { scan.attribute()? };
    let has_options = options(scan)?;
    let named = scan.since(name);
    let sign_at = scan.at();
    let sign = sign(scan, attribute)?;
    let signed = scan.since(sign_at);
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let is_loose = signed.bytes().next().is_some_and(is_blank) || scan.peek().is_some_and(is_blank);
    let value = Value::read(scan, matches!(sign, Sign::Equal), is_loose)?;
    let text = format!("({named}{}{})", signed.trim_start(), value.text);
    if signed.trim_start() != signed || value.was_loose {
        scan.put_right(name, RepairKind::BlanksAroundSign, text.as_str());
    }
    let condition = if has_options { None } else { value.condition(attribute, &sign) };
    let node = condition.map_or_else(|| Node::raw(Dialect::Ldap, text.as_str()), Node::condition);
    Ok(Leaf { node, text })
}

/// Consumes attribute options such as `;lang-de;binary` and returns whether there are any.
fn options(scan: &mut Scan) -> Result<bool, ParseError> {
    let mut has_options = false;
    while scan.eat(b';') {
        has_options = true;
        if scan.take(|byte| byte.is_ascii_alphanumeric() || byte == b'-').is_empty() {
            return Err(scan.error(Expected::Attribute));
        }
    }
    Ok(has_options)
}

fn sign(scan: &mut Scan, attribute: &str) -> Result<Sign, ParseError> {
    if scan.peek() == Some(b':') {
        return extensible(scan, attribute);
    }
    scan.spaces();
    let start = scan.at();
    let sign = match scan.take(|byte| matches!(byte, b'~' | b'<' | b'>')) {
        "" => Sign::Equal,
        "~" => Sign::Other,
        ">" => Sign::Is(Operator::GreaterOrEqual),
        "<" => Sign::Is(Operator::LessOrEqual),
        _ => return Err(scan.error_at(start, Expected::Operator)),
    };
    // A `>` without `=` is never interpreted as `>=`.
    if scan.eat(b'=') { Ok(sign) } else { Err(scan.error_at(start, Expected::Operator)) }
}

/// Parses `:dn:rule:=`. Both `:dn` and `:rule` are optional, but without an attribute the rule is required.
fn extensible(scan: &mut Scan, attribute: &str) -> Result<Sign, ParseError> {
    let (mut is_of_dn, mut rule) = (false, "");
    while scan.eat(b':') {
        let at = scan.at();
        if scan.eat(b'=') {
            if attribute.is_empty() && rule.is_empty() {
                return Err(scan.error_at(at, Expected::MatchingRule));
            }
            return Ok(match rule {
                ALL_BITS if !is_of_dn && !attribute.is_empty() => Sign::Is(Operator::AllFlagsOn),
                ANY_BIT if !is_of_dn && !attribute.is_empty() => Sign::Is(Operator::AnyFlagOn),
                CHAIN if !is_of_dn && !attribute.is_empty() => Sign::Is(Operator::ChainMatch),
                _ => Sign::Other,
            });
        }
        let word = scan.attribute().map_err(|_| scan.error_at(at, Expected::MatchingRule))?;
        if !rule.is_empty() {
            return Err(scan.error_at(at, Expected::Operator));
        }
        if !is_of_dn && word.eq_ignore_ascii_case("dn") {
            is_of_dn = true;
        } else {
            rule = word;
        }
    }
    Err(scan.error(if rule.is_empty() && !is_of_dn { Expected::MatchingRule } else { Expected::Operator }))
}
