//! Recipient filters of Exchange (OPATH), as in a dynamic distribution group: `(Department -eq 'Sales') -and (Title -like
//! 'Head*')`. They are only read.
//!
//! A comparison that the tree can express exactly becomes a condition with the LDAP name of the property. Any other one
//! becomes a raw node that keeps its text, so that no store saves the rule by mistake, and
//! [`leave_out`](super::leave_out) decides whether it may be left out; [`why_not`] says why it was not carried over.
//! `-and` beside `-or` needs brackets, because nothing says which of them binds more tightly.

mod properties;
mod recipients;
mod value;

use super::canonical::opposite;
use super::scan::Scan;
use super::{Criteria, Dialect, Expected, Join, Node, ParseError, Read, RepairKind};
use properties::carried;
use value::{Value, value};

/// Why a comparison cannot be carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotCarried {
    /// No attribute of Active Directory is known to stand for the property.
    Property,
    /// A rule has no operator that means the same.
    Operator,
    /// A rule cannot compare with this value.
    Value,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Equal,
    NotEqual,
    Like,
    NotLike,
    /// An operator of order.
    Order,
}

/// Parses a filter.
///
/// # Errors
///
/// The byte at which the text stops being a filter, and what was expected there.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    read(text).map(|read| read.criteria)
}

/// Parses a filter and says what had to be put right in it. A parameter's name before it and braces or double quotes
/// around it are passed over, because they belong to PowerShell.
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
    parameter(&mut scan);
    let around = scan.peek().filter(|sign| matches!(sign, b'{' | b'"'));
    let node = match around {
        Some(sign) => {
            scan.eat(sign);
            let node = sequence(&mut scan, Expected::Join)?;
            scan.spaces();
            let (close, expected) = if sign == b'{' { (b'}', Expected::Close) } else { (b'"', Expected::Quote) };
            scan.need(close, expected)?;
            node
        }
        None => sequence(&mut scan, Expected::End)?,
    };
    scan.end()?;
    Ok(Read { criteria: Criteria::of(node), repairs: scan.into_repairs() })
}

/// Why a raw piece of a filter was not carried over; `None` if it is no such piece.
pub fn why_not(text: &str) -> Option<NotCarried> {
    let mut scan = Scan::new(text).ok()?;
    let (property, compare, value) = comparison(&mut scan).ok()?;
    scan.end().ok()?;
    carried(property, compare, &value).err()
}

/// Whether a filter says which kinds of recipients it finds. In Exchange every filter finds nothing but recipients; a rule
/// finds everybody who meets it.
pub fn names_recipients(text: &str) -> bool {
    text.to_ascii_lowercase().contains("recipienttype")
}

/// Passes over the name of the parameter that a filter is given to.
fn parameter(scan: &mut Scan) {
    let start = scan.at();
    let name = scan.take(|byte| byte == b'-' || byte.is_ascii_alphabetic());
    if name.eq_ignore_ascii_case("-RecipientFilter") || name.eq_ignore_ascii_case("-Filter") {
        scan.spaces();
    } else {
        scan.back_to(start);
    }
}

/// Parses items up to a closing bracket, brace or quote, or the end.
fn sequence(scan: &mut Scan, expected: Expected) -> Result<Node, ParseError> {
    let mut children = vec![item(scan)?];
    let mut join = None;
    loop {
        scan.spaces();
        if matches!(scan.peek(), None | Some(b')' | b'}' | b'"')) {
            break;
        }
        let at = scan.at();
        let word = scan.take(|byte| byte == b'-' || byte.is_ascii_alphabetic());
        let found = match word {
            _ if word.eq_ignore_ascii_case("-and") => Join::All,
            _ if word.eq_ignore_ascii_case("-or") => Join::Any,
            _ => return Err(scan.error_at(at, expected)),
        };
        if join.is_some_and(|join| join != found) {
            return Err(scan.error_at(at, Expected::SameJoin));
        }
        join = Some(found);
        children.push(item(scan)?);
    }
    Ok(if children.len() == 1 { children.swap_remove(0) } else { Node::group(join.unwrap_or(Join::All), children) })
}

/// Parses a comparison or something in brackets, with the negations before it.
fn item(scan: &mut Scan) -> Result<Node, ParseError> {
    let is_negated = negations(scan)?;
    let start = scan.at();
    let node = if scan.eat(b'(') {
        scan.enter(start)?;
        let node = sequence(scan, Expected::Join)?;
        scan.spaces();
        scan.need(b')', Expected::Close)?;
        scan.leave();
        node
    } else {
        scan.count(start)?;
        let (property, compare, value) = comparison(scan)?;
        carried(property, compare, &value).unwrap_or_else(|_| Node::raw(Dialect::Opath, scan.since(start)))
    };
    Ok(if is_negated { opposite(node) } else { node })
}

/// Consumes every `-not` and `!`, and returns whether they negate what follows. Brackets have to follow, because it is
/// not certain what `-not a -eq b` negates.
fn negations(scan: &mut Scan) -> Result<bool, ParseError> {
    let mut is_negated = false;
    let mut has_any = false;
    loop {
        scan.spaces();
        let at = scan.at();
        if !scan.eat(b'!') && !scan.take(|byte| byte == b'-' || byte.is_ascii_alphabetic()).eq_ignore_ascii_case("-not")
        {
            scan.back_to(at);
            break;
        }
        is_negated = !is_negated;
        has_any = true;
    }
    if has_any && scan.peek() != Some(b'(') {
        return Err(scan.error(Expected::Open));
    }
    Ok(is_negated)
}

fn comparison<'a>(scan: &mut Scan<'a>) -> Result<(&'a str, Compare, Value), ParseError> {
    let start = scan.at();
    let property = scan.take(|byte| byte.is_ascii_alphanumeric());
    if !property.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) {
        return Err(scan.error_at(start, Expected::Attribute));
    }
    scan.spaces();
    let at = scan.at();
    let word = scan.take(|byte| byte == b'-' || byte.is_ascii_alphabetic());
    let compare = match word.to_ascii_lowercase().as_str() {
        "-eq" => Compare::Equal,
        "-ne" => Compare::NotEqual,
        "-like" => Compare::Like,
        "-notlike" => Compare::NotLike,
        "-gt" | "-ge" | "-lt" | "-le" => Compare::Order,
        _ => return Err(scan.error_at(at, Expected::Operator)),
    };
    scan.spaces();
    let at = scan.at();
    let value = value(scan)?;
    if let Value::Text(text) = &value
        && let Some(unfolded) = super::repair::unfold(text)
    {
        scan.put_right(at, RepairKind::Folded, unfolded.as_str());
        return Ok((property, compare, Value::Text(unfolded)));
    }
    Ok((property, compare, value))
}
