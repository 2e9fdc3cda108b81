//! Parses the value of a comparison.

use crate::criteria::scan::Scan;
use crate::criteria::{Expected, ParseError};

/// The value of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text in quotes, or a number digit for digit.
    Text(String),
    /// `$true` or `$false`.
    Flag(bool),
    /// `$null`.
    Null,
    /// Any other variable of PowerShell, whose value is not in the text.
    Variable,
}

/// Parses a value.
pub(super) fn value(scan: &mut Scan) -> Result<Value, ParseError> {
    let start = scan.at();
    match scan.peek() {
        Some(quote @ (b'\'' | b'"')) => {
            scan.eat(quote);
            quoted(scan, quote).map(Value::Text)
        }
        Some(b'$') => {
            scan.eat(b'$');
            let name = scan.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.'));
            Ok(match name.to_ascii_lowercase().as_str() {
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                "null" => Value::Null,
                "" => return Err(scan.error_at(start, Expected::Value)),
                _ => Value::Variable,
            })
        }
        _ => {
            scan.eat(b'-');
            if scan.take(|byte| byte.is_ascii_digit()).is_empty() {
                return Err(scan.error_at(start, Expected::Value));
            }
            Ok(Value::Text(scan.since(start).to_owned()))
        }
    }
}

/// Parses a text up to its closing quote; a doubled quote stands for one.
fn quoted(scan: &mut Scan, quote: u8) -> Result<String, ParseError> {
    let mut text = String::new();
    loop {
        text.push_str(scan.take(|byte| !matches!(byte, b'\'' | b'"' | 0)));
        match scan.peek() {
            Some(sign) if sign == quote => {
                scan.eat(quote);
                if !scan.eat(quote) {
                    return Ok(text);
                }
                text.push(char::from(quote));
            }
            Some(0) => return Err(scan.error(Expected::Character)),
            Some(other) => {
                scan.eat(other);
                text.push(char::from(other));
            }
            None => return Err(scan.error(Expected::Quote)),
        }
    }
}
