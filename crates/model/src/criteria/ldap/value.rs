//! Parses the value of a comparison.

use super::filter::Sign;
use crate::criteria::canonical::mask;
use crate::criteria::repair::unfolded;
use crate::criteria::scan::Scan;
use crate::criteria::{Condition, Expected, Operator, ParseError, RepairKind};

/// The value of a comparison: the texts between its asterisks.
pub(super) struct Value {
    /// `None` if one of them is not UTF-8 or contains NUL.
    pieces: Option<Vec<String>>,
    /// As it is written strictly: without blanks around it and without folds, with all escapes.
    pub text: String,
    /// Whether there were blanks around it.
    pub was_loose: bool,
}

impl Value {
    /// Parses up to the closing bracket. `is_loose` says that blanks stand around the comparison operator: then those at
    /// the ends of the value are layout too, unless the value is nothing but blanks.
    pub fn read(scan: &mut Scan, may_have_stars: bool, is_loose: bool) -> Result<Self, ParseError> {
        let start = scan.at();
        let before = scan.spaces();
        let is_blank = scan.peek() == Some(b')');
        if is_blank {
            scan.back_to(start);
        }
        let is_loose = is_loose && !is_blank;
        let mut value =
            Self { pieces: Some(Vec::new()), text: String::new(), was_loose: !is_blank && !before.is_empty() };
        let mut is_folded = false;
        let mut bytes = Vec::new();
        loop {
            let plain = scan.take(|byte| !matches!(byte, 0 | b'(' | b')' | b'*' | b'\\' | b'\r' | b'\n'));
            bytes.extend_from_slice(plain.as_bytes());
            value.text.push_str(plain);
            match scan.peek() {
                Some(b'\\') => {
                    let at = scan.at();
                    scan.eat(b'\\');
                    bytes.push(hex(scan)?);
                    value.text.push_str(scan.since(at));
                }
                Some(b'\r' | b'\n') => {
                    let joint = value.joint(scan)?;
                    is_folded = true;
                    match joint {
                        Some(joint) => {
                            value.text.push_str(joint);
                            bytes.extend_from_slice(joint.as_bytes());
                        }
                        None => {
                            value.trim_end(&mut bytes);
                        }
                    }
                }
                sign @ Some(b'*' | b')') => {
                    if is_loose && sign == Some(b')') {
                        value.was_loose |= value.trim_end(&mut bytes);
                    }
                    value.push(std::mem::take(&mut bytes));
                    if sign == Some(b')') {
                        if is_folded {
                            scan.put_right(start, RepairKind::Folded, value.text.as_str());
                        }
                        return Ok(value);
                    }
                    if !may_have_stars {
                        return Err(scan.error(Expected::Character));
                    }
                    scan.eat(b'*');
                    value.text.push('*');
                }
                Some(0) => return Err(scan.error(Expected::Character)),
                _ => return Err(scan.error(Expected::Close)),
            }
        }
    }

    /// Consumes a line break with the blanks after it, and returns what stands in its place; `None` at the end of the
    /// value, where all of it is layout.
    fn joint(&self, scan: &mut Scan) -> Result<Option<&'static str>, ParseError> {
        let at = scan.at();
        let broken = scan.spaces();
        if scan.peek() == Some(b')') {
            return Ok(None);
        }
        let blanks = broken.strip_prefix("\r\n").or_else(|| broken.strip_prefix(['\r', '\n'])).unwrap_or_default();
        let is_single = !blanks.contains(['\r', '\n']);
        let joint = unfolded(&self.text, blanks).filter(|_| is_single);
        joint.map(Some).ok_or_else(|| scan.error_at(at, Expected::OneLine))
    }

    /// Drops blanks at the end that are not escaped, and returns whether there were any.
    fn trim_end(&mut self, bytes: &mut Vec<u8>) -> bool {
        let left = self.text.trim_end_matches([' ', '\t']).len();
        let gone = self.text.len() - left;
        self.text.truncate(left);
        bytes.truncate(bytes.len().saturating_sub(gone));
        gone > 0
    }

    /// Adds the text before an asterisk or the end.
    fn push(&mut self, piece: Vec<u8>) {
        let piece = String::from_utf8(piece).ok().filter(|piece| !piece.contains('\0'));
        self.pieces = self.pieces.take().zip(piece).map(|(mut pieces, piece)| {
            pieces.push(piece);
            pieces
        });
    }

    /// The condition, if the tree can express it.
    pub fn condition(&self, attribute: &str, sign: &Sign) -> Option<Condition> {
        let pieces: Vec<&str> = self.pieces.as_ref()?.iter().map(String::as_str).collect();
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
