//! Parses a single filter (RFC 4515, section 3).

use super::{ALL_BITS, ANY_BIT, CHAIN, TRAITS};
use crate::criteria::canonical::{joined, mask, opposite};
use crate::criteria::scan::Scan;
use crate::criteria::{Condition, Dialect, Expected, Join, Node, Operator, ParseError};

/// Parses `(…)`, with every `(!` around it.
pub(super) fn filter(scan: &mut Scan) -> Result<Node, ParseError> {
    let mut nots = 0_usize;
    let mut node = loop {
        scan.spaces();
        let start = scan.at();
        scan.need(b'(', Expected::Open)?;
        scan.spaces();
        match scan.peek() {
            Some(b'!') => {
                scan.eat(b'!');
                nots += 1;
            }
            Some(sign @ (b'&' | b'|')) => break group(scan, start, sign)?,
            _ => break leaf(scan, start)?,
        }
    };
    for _ in 0..nots {
        scan.spaces();
        scan.need(b')', Expected::Close)?;
    }
    if nots % 2 == 1 {
        node = opposite(node);
    }
    Ok(node)
}

/// Parses an "and" or "or" filter, after the opening bracket at `start` and through the closing one.
fn group(scan: &mut Scan, start: usize, sign: u8) -> Result<Node, ParseError> {
    scan.enter(start)?;
    scan.eat(sign);
    // The first child is required: without children, `(&)` matches everybody and `(|)` nobody.
    let mut children = vec![filter(scan)?];
    loop {
        scan.spaces();
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
enum Sign {
    Equal,
    /// `~=`, or a matching rule that the tree cannot express.
    Other,
    Is(Operator),
}

/// Parses a comparison, after the opening bracket at `start` and through the closing one.
fn leaf(scan: &mut Scan, start: usize) -> Result<Node, ParseError> {
    scan.count(start)?;
    let attribute = if scan.peek() == Some(b':') { "" } else { scan.attribute()? };
    let has_options = options(scan)?;
    let sign = sign(scan, attribute)?;
    let value = Value::read(scan, matches!(sign, Sign::Equal))?;
    let condition = if has_options { None } else { value.condition(attribute, &sign) };
    scan.need(b')', Expected::Close)?;
    Ok(condition.map_or_else(|| Node::raw(Dialect::Ldap, scan.since(start)), Node::condition))
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

/// The value of a comparison: the texts between its asterisks; `None` if one of them is not UTF-8 or contains NUL.
struct Value {
    pieces: Option<Vec<String>>,
}

impl Value {
    /// Parses up to and including the closing bracket.
    fn read(scan: &mut Scan, may_have_stars: bool) -> Result<Self, ParseError> {
        let mut pieces = Some(Vec::new());
        let mut bytes = Vec::new();
        loop {
            let plain = scan.take(|byte| !matches!(byte, 0 | b'(' | b')' | b'*' | b'\\'));
            bytes.extend_from_slice(plain.as_bytes());
            match scan.peek() {
                Some(b'\\') => {
                    scan.eat(b'\\');
                    bytes.push(hex(scan)?);
                }
                sign @ Some(b'*' | b')') => {
                    let piece = std::mem::take(&mut bytes);
                    let piece = String::from_utf8(piece).ok().filter(|piece| !piece.contains('\0'));
                    pieces = pieces.zip(piece).map(|(mut pieces, piece)| {
                        pieces.push(piece);
                        pieces
                    });
                    if sign == Some(b')') {
                        return Ok(Self { pieces });
                    }
                    if !may_have_stars {
                        return Err(scan.error(Expected::Character));
                    }
                    scan.eat(b'*');
                }
                Some(0) => return Err(scan.error(Expected::Character)),
                _ => return Err(scan.error(Expected::Close)),
            }
        }
    }

    /// The condition, if the tree can express it.
    fn condition(self, attribute: &str, sign: &Sign) -> Option<Condition> {
        let pieces = self.pieces?;
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let (operator, value) = match (sign, pieces.as_slice()) {
            (Sign::Equal, [value]) => (Operator::IsExactly, *value),
            (Sign::Equal, ["", ""]) => return Some(Condition::bare(attribute, Operator::Present)),
            (Sign::Equal, [value, ""]) => (Operator::StartsWith, *value),
            (Sign::Equal, ["", value]) => (Operator::EndsWith, *value),
            (Sign::Equal, ["", value, ""]) => (Operator::Contains, *value),
            (Sign::Is(operator), [value]) if operator.is_of_flags() => (*operator, mask(value)),
            (Sign::Is(operator), [value]) => (*operator, *value),
            _ => return None,
        };
        let condition = Condition::new(attribute, operator, value);
        condition.missing().is_none().then_some(condition)
    }
}

/// Parses the two hexadecimal digits after `\`.
fn hex(scan: &mut Scan) -> Result<u8, ParseError> {
    let at = scan.at();
    let digits = scan.take(|byte| byte.is_ascii_hexdigit());
    let byte = digits.get(..2).and_then(|two| u8::from_str_radix(two, 16).ok());
    scan.back_to((at + 2).min(scan.at()));
    byte.ok_or_else(|| scan.error_at(at, Expected::Hex))
}
