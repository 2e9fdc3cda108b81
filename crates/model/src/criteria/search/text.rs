//! The JSON text of a search's criteria, with the byte offset of each error.

use super::{CriterionError, Misfit, TRAITS, from_criterion, to_criterion};
use crate::criteria::scan::Scan;
use crate::criteria::{Criteria, Expected, ParseError, PrintError, check};
use crate::wire::lenient::{Member, Unreadable};
use crate::wire::search::{Children, Criterion};
use serde_json::Value;

/// Parses the JSON of a criterion.
///
/// # Errors
///
/// The byte at which the JSON is invalid or is not a rule, and what was expected there.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    let mut scan = Scan::new(text)?;
    scan.spaces();
    if scan.peek().is_none() {
        return Err(scan.error(Expected::Rule));
    }
    let json: Value = serde_json::from_str(text).map_err(|error| no_json(text, &error))?;
    let criterion = criterion(&json).map_err(|error| {
        let expected = if error.path.ends_with("operator") { Expected::Operator } else { Expected::Value };
        ParseError::new(text, byte_of(text, &error.path), expected)
    })?;
    from_criterion(&criterion).map_err(|CriterionError { place, misfit }| {
        let place = if misfit == Misfit::Both { format!("{place}.child") } else { place };
        ParseError::new(text, byte_of(text, place.strip_prefix("criteria").unwrap_or(&place)), misfit.expected())
    })
}

/// Prints the JSON of a criterion.
///
/// # Errors
///
/// The first node that is incomplete or that the dialect cannot express, or the root if the rule is too large.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    let text = to_criterion(criteria)?.to_json().to_string();
    check::short(text, TRAITS.dialect)
}

/// Reads a criterion without its origin, which would cost a copy of everything below at every level.
fn criterion(json: &Value) -> Result<Criterion, Unreadable> {
    let Value::Object(members) = json else {
        return Err(Unreadable::here("an object", Some(json)));
    };
    // The exact spelling takes precedence over other letter case, as everywhere on the wire.
    let find = |name: &str| {
        let loose = || members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        members.get(name).or_else(loose)
    };
    let mut criterion = Criterion {
        operator: Member::read(find("operator")).map_err(|error| error.under("operator"))?,
        attribute: Member::read(find("attribute")).map_err(|error| error.under("attribute"))?,
        value: Member::read(find("value")).map_err(|error| error.under("value"))?,
        ..Criterion::default()
    };
    match find("child") {
        children if Children::are_none(children) => {}
        Some(Value::Array(children)) => {
            for (at, child) in children.iter().enumerate() {
                let child = self::criterion(child).map_err(|error| error.under(&format!("[{at}]")).under("child"))?;
                criterion.child.push(child);
            }
        }
        other => return Err(Unreadable::here("an array", other).under("child")),
    }
    Ok(criterion)
}

fn no_json(text: &str, error: &serde_json::Error) -> ParseError {
    if error.is_eof() {
        return ParseError::new(text, text.len(), Expected::CloseList);
    }
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let why = error.to_string();
    let expected = if why.starts_with("recursion") {
        Expected::Shallower
    } else if why.starts_with("trailing characters") {
        Expected::End
    } else {
        Expected::Character
    };
    ParseError::new(text, at, expected)
}

/// The byte offset of a path such as `child[0].value` in a JSON text; if it does not exist, that of the innermost part
/// that does.
fn byte_of(text: &str, place: &str) -> usize {
    let Ok(mut scan) = Scan::new(text) else { return 0 };
    scan.spaces();
    let mut found = scan.at();
    for step in place.split(['.', '[']).filter(|step| !step.is_empty()) {
        let is_there = match step.strip_suffix(']').and_then(|number| number.parse().ok()) {
            Some(number) => to_element(&mut scan, number),
            None => to_member(&mut scan, step),
        };
        if !is_there {
            break;
        }
        found = scan.at();
    }
    found
}

/// Moves from the start of an array to the element with that index; returns whether there is one.
fn to_element(scan: &mut Scan, number: usize) -> bool {
    if !scan.eat(b'[') {
        return false;
    }
    for _ in 0..number {
        skip(scan);
        scan.spaces();
        if !scan.eat(b',') {
            return false;
        }
    }
    scan.spaces();
    true
}

/// Moves from the start of an object to the value of that member; returns whether there is one.
fn to_member(scan: &mut Scan, name: &str) -> bool {
    let mut loose = None;
    let mut is_open = scan.eat(b'{');
    while is_open {
        scan.spaces();
        let start = scan.at();
        skip(scan);
        let key = scan.since(start).trim_matches('"');
        scan.spaces();
        scan.eat(b':');
        scan.spaces();
        if key == name {
            return true;
        }
        if key.eq_ignore_ascii_case(name) {
            loose.get_or_insert(scan.at());
        }
        skip(scan);
        scan.spaces();
        is_open = scan.eat(b',');
    }
    loose.inspect(|at| scan.back_to(*at)).is_some()
}

/// Skips a value in a text that is known to be valid JSON.
fn skip(scan: &mut Scan) {
    let mut depth = 0_usize;
    scan.spaces();
    loop {
        match scan.peek() {
            Some(b'"') => {
                scan.eat(b'"');
                while !scan.eat(b'"') && scan.peek().is_some() {
                    scan.take(|byte| !matches!(byte, b'"' | b'\\'));
                    if scan.eat(b'\\') {
                        // One byte is enough: what follows in `\u0022` is not a quote.
                        scan.pass();
                    }
                }
            }
            Some(open @ (b'{' | b'[')) => {
                scan.eat(open);
                depth += 1;
            }
            Some(close @ (b'}' | b']')) if depth > 0 => {
                scan.eat(close);
                depth -= 1;
            }
            Some(sign @ (b',' | b':')) if depth > 0 => {
                scan.eat(sign);
            }
            _ if !scan.take(is_of_word).is_empty() => {}
            _ => return,
        }
        if depth == 0 {
            return;
        }
        scan.spaces();
    }
}

/// Whether a byte may occur in a number, `true`, `false` or `null`.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}
