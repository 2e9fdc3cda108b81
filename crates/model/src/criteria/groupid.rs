//! The GroupID dialect, which `IMSGCriteria` holds: `(department Contains "engineering")`.
//!
//! [`parse`] also accepts what people write: any letter case and usual spelling of an operator, white space between
//! words, superfluous brackets, a whole number without quotes. It never guesses: And beside Or needs brackets, and in a
//! value `\` may only stand before `"` or `\`.

use super::canonical::{DialectTraits, canonical as shape, joined, opposite, prepared};
use super::condition::mask_of;
use super::scan::Scan;
use super::{
    Condition, Content, Correction, Criteria, Dialect, Expected, Join, Node, Operator, ParseError, PrintError, Read,
    RepairKind, Value, brackets, canonical, check, names, repair,
};

/// Assumption A-17: how conditions are joined, and how a quote within a value is escaped. The samples show only a
/// single condition: `(department Contains "engineering")`. Several of them are assumed to be `((a) And (b))`, `((a) Or
/// (b))` and `Not (a)`, with one join throughout each pair of brackets; in a value, `"` and `\` are preceded by `\`.
mod assumed {
    pub const AND: &str = "And";
    pub const OR: &str = "Or";
    pub const NOT: &str = "Not";
    pub const ESCAPE: u8 = b'\\';
}

const QUOTE: u8 = b'"';

const TRAITS: DialectTraits =
    DialectTraits { dialect: Dialect::GroupId, has_groups_of_one: false, has_negatives: true, has_not: false, parse };
const WITH_NOT: DialectTraits = DialectTraits { has_not: true, ..TRAITS };

/// Parses a rule.
///
/// # Errors
///
/// The byte at which the text stops being a rule, and what was expected there.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    whole(Scan::new(text)?).map(|read| read.criteria)
}

/// Parses a pasted rule and says what had to be put right in it: a value that was folded as in an LDIF file is unfolded.
/// In a rule that the service holds, a line break is part of the value, so [`parse`] keeps it.
///
/// # Errors
///
/// The byte at which the text stops being a rule, and what was expected there.
pub fn read(text: &str) -> Result<Read, ParseError> {
    let mut scan = Scan::new(text)?;
    scan.unfold();
    whole(scan)
}

/// The corrected text of a rule that cannot be read because of its brackets; `None` unless exactly one reading is
/// possible.
pub fn correction(text: &str) -> Option<Correction> {
    brackets::correction(text, Dialect::GroupId, parse)
}

fn whole(mut scan: Scan) -> Result<Read, ParseError> {
    scan.spaces();
    if scan.peek().is_none() {
        return Err(scan.error(Expected::Rule));
    }
    let node = sequence(&mut scan, Expected::End)?;
    scan.end()?;
    Ok(Read { criteria: Criteria::of(node), repairs: scan.into_repairs() })
}

/// Prints a rule with conditions, And, Or and brackets alone, as far as the contract attests (part F). Negations are
/// pushed down to the conditions.
///
/// # Errors
///
/// The first node that is incomplete or that the dialect cannot express, among them a negated condition whose operator
/// has no complement; or the root if the rule is too large.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    written(criteria, &TRAITS)
}

/// Prints a rule with `Not (…)` around what is negated, for servers that are known to read it (`allowNot` in the
/// configuration).
///
/// # Errors
///
/// Those of [`print()`], but for negated conditions.
pub fn print_with_not(criteria: &Criteria) -> Result<String, PrintError> {
    written(criteria, &WITH_NOT)
}

fn written(criteria: &Criteria, traits: &DialectTraits) -> Result<String, PrintError> {
    let root = prepared(criteria, traits)?;
    let mut out = String::new();
    write(&root, &mut out);
    check::short(out, Dialect::GroupId)
}

/// The rule that [`parse`] reads from what [`print()`] writes. It has the same meaning, but
///
/// - conditions with the same attribute and operator that alone make up an "any of" group (for a negative operator, an
///   "all of" group) become one condition with several values;
/// - a group with a single child becomes that child, because brackets alone have no join;
/// - negations are pushed down to the conditions, which get the complementary operators;
/// - several values of `GreaterOrEqual` or `LessOrEqual` become an "any of" group, and `Present` has no value;
/// - a raw piece in the GroupID dialect is parsed;
/// - nothing is locked.
///
/// A rule that cannot be printed is returned unchanged.
pub fn canonical(criteria: &Criteria) -> Criteria {
    shape(criteria, &TRAITS)
}

/// The rule that [`parse`] reads from what [`print_with_not`] writes: as [`canonical`], but groups and conditions without
/// a complementary operator stay negated as a whole.
pub fn canonical_with_not(criteria: &Criteria) -> Criteria {
    shape(criteria, &WITH_NOT)
}

/// Parses items up to a closing bracket or the end; `expected` is reported if there is something else instead of a
/// join.
fn sequence(scan: &mut Scan, expected: Expected) -> Result<Node, ParseError> {
    let mut children = vec![item(scan)?];
    let mut join = None;
    loop {
        scan.spaces();
        if matches!(scan.peek(), None | Some(b')')) {
            return Ok(joined(join.unwrap_or(Join::All), children, &TRAITS));
        }
        let at = scan.at();
        let word = scan.take(is_of_word);
        let found = if word.eq_ignore_ascii_case(assumed::AND) {
            Join::All
        } else if word.eq_ignore_ascii_case(assumed::OR) {
            Join::Any
        } else {
            return Err(scan.error_at(at, expected));
        };
        if join.is_some_and(|join| join != found) {
            return Err(scan.error_at(at, Expected::SameJoin));
        }
        join = Some(found);
        children.push(item(scan)?);
    }
}

/// Parses a condition or a group, with the negations before it.
fn item(scan: &mut Scan) -> Result<Node, ParseError> {
    let is_negated = negations(scan);
    let start = scan.at();
    scan.need(b'(', Expected::Open)?;
    scan.spaces();
    let node = if is_group(scan) {
        scan.enter(start)?;
        let node = sequence(scan, Expected::Join)?;
        scan.leave();
        node
    } else {
        scan.count(start)?;
        condition(scan)?
    };
    scan.spaces();
    scan.need(b')', Expected::Close)?;
    Ok(if is_negated { opposite(node) } else { node })
}

/// Consumes every "Not" and returns whether they negate what follows.
fn negations(scan: &mut Scan) -> bool {
    let mut is_negated = false;
    loop {
        scan.spaces();
        let at = scan.at();
        if !scan.take(is_of_word).eq_ignore_ascii_case(assumed::NOT) {
            scan.back_to(at);
            return is_negated;
        }
        is_negated = !is_negated;
    }
}

/// Whether a group begins here. An attribute may also be called "Not", but no bracket follows it.
fn is_group(scan: &mut Scan) -> bool {
    let at = scan.at();
    negations(scan);
    let is_group = scan.peek() == Some(b'(');
    scan.back_to(at);
    is_group
}

fn condition(scan: &mut Scan) -> Result<Node, ParseError> {
    let attribute = scan.attribute()?.to_owned();
    scan.spaces();
    let operator = operator(scan)?;
    scan.spaces();
    let at = scan.at();
    let mut values = Vec::new();
    if operator.takes_value() {
        let text = value(scan)?;
        let text = match repair::unfold(&text).filter(|_| scan.unfolds()) {
            Some(unfolded) => {
                scan.put_right(at, RepairKind::Folded, unfolded.as_str());
                unfolded
            }
            None => text,
        };
        let expected = if text.trim().is_empty() {
            Some(Expected::NonBlankValue)
        } else if operator.is_of_flags() {
            mask_of(&text).map_or(Some(Expected::Number), |bits| (bits == 0).then_some(Expected::Mask))
        } else {
            None
        };
        if let Some(expected) = expected {
            return Err(scan.error_at(at, expected));
        }
        values.push(Value::text(if operator.is_of_flags() { canonical::mask(&text) } else { &text }));
    } else if scan.rest().starts_with("\"\"") {
        // Some write an empty value after Present and Not Present.
        value(scan)?;
    }
    Ok(Node::condition(Condition { attribute, operator: Some(operator), values }))
}

/// Consumes the longest operator name that begins here.
fn operator(scan: &mut Scan) -> Result<Operator, ParseError> {
    let start = scan.at();
    let mut letters = String::new();
    let mut found = None;
    while letters.len() <= names::LONGEST {
        let word = scan.take(is_of_word);
        if word.is_empty() {
            break;
        }
        letters.push_str(&names::letters(word));
        if let Some(operator) = names::of_letters(&letters) {
            found = Some((operator, scan.at()));
        }
        scan.spaces();
    }
    let Some((operator, end)) = found else {
        return Err(scan.error_at(start, Expected::Operator));
    };
    scan.back_to(end);
    Ok(operator)
}

/// Letters, and the apostrophe of "Doesn't", whether straight or typographic.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'\'' || !byte.is_ascii()
}

fn value(scan: &mut Scan) -> Result<String, ParseError> {
    if !scan.eat(QUOTE) {
        let start = scan.at();
        scan.eat(b'-');
        if scan.take(|byte| byte.is_ascii_digit()).is_empty() {
            return Err(scan.error_at(start, Expected::Value));
        }
        return Ok(scan.since(start).to_owned());
    }
    let mut text = String::new();
    loop {
        text.push_str(scan.take(|byte| !matches!(byte, QUOTE | assumed::ESCAPE | 0)));
        if scan.eat(QUOTE) {
            return Ok(text);
        }
        if scan.eat(assumed::ESCAPE) {
            let escaped = scan.peek().filter(|byte| matches!(*byte, QUOTE | assumed::ESCAPE));
            let escaped = escaped.ok_or_else(|| scan.error(Expected::Character))?;
            scan.eat(escaped);
            text.push(char::from(escaped));
        } else {
            let expected = if scan.peek().is_none() { Expected::Quote } else { Expected::Character };
            return Err(scan.error(expected));
        }
    }
}

fn write(node: &Node, out: &mut String) {
    if node.not {
        out.push_str(assumed::NOT);
        out.push(' ');
    }
    match &node.content {
        Content::Group(join, children) => {
            let word = if *join == Join::All { assumed::AND } else { assumed::OR };
            write_list(children, word, out, &|child, out| write(child, out));
        }
        Content::Condition(condition) => match condition.values.as_slice() {
            [] => write_condition(condition, None, out),
            [value] => write_condition(condition, Some(value), out),
            values => {
                let is_negative = condition.operator.is_some_and(Operator::is_negative);
                let word = if is_negative { assumed::AND } else { assumed::OR };
                write_list(values, word, out, &|value, out| write_condition(condition, Some(value), out));
            }
        },
        // A canonical rule has no raw pieces left.
        Content::Raw(raw) => out.push_str(&raw.text),
    }
}

fn write_list<T>(list: &[T], word: &str, out: &mut String, write: &dyn Fn(&T, &mut String)) {
    out.push('(');
    for (at, one) in list.iter().enumerate() {
        if at > 0 {
            out.push(' ');
            out.push_str(word);
            out.push(' ');
        }
        write(one, out);
    }
    out.push(')');
}

fn write_condition(condition: &Condition, value: Option<&Value>, out: &mut String) {
    out.push('(');
    out.push_str(&condition.attribute);
    out.push(' ');
    out.push_str(condition.operator.map_or("", Operator::name));
    if let Some(text) = value.and_then(Value::as_text) {
        out.push_str(" \"");
        for sign in text.chars() {
            if matches!(sign, '"' | '\\') {
                out.push(char::from(assumed::ESCAPE));
            }
            out.push(sign);
        }
        out.push('"');
    }
    out.push(')');
}
