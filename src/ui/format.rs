//! Dates and numbers in the reader's language and time zone, formatted by the browser's Intl.

use crate::i18n::{Language, code, language};
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// A number with the language's separators; reactive.
pub fn count(number: i64) -> String {
    let formatter = Intl::NumberFormat::new(&locales(), &Object::new());
    let text = formatter.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(number as f64)).ok();
    text.and_then(|text| text.as_string()).unwrap_or_else(|| number.to_string())
}

/// Whether a typed text is that number, with or without thousands separators.
pub fn is_number(typed: &str, number: i64) -> bool {
    let marks = |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}') || c.is_whitespace();
    let is_known = typed.trim().chars().all(|c| c.is_ascii_digit() || marks(c));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    is_known && digits == number.to_string()
}

/// A date with time; reactive. None if the text is no date.
pub fn moment(text: &str) -> Option<String> {
    styled(text, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// A date; reactive. None if the text is no date.
pub fn day(text: &str) -> Option<String> {
    styled(text, &[("dateStyle", "medium")])
}

/// The current date in the reader's time zone, in ISO 8601.
pub fn today() -> String {
    iso(&Date::new_0())
}

fn iso(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The separator that spreadsheets of the reader's language expect.
pub fn csv_delimiter() -> char {
    match language() {
        Language::de => ';',
        Language::en => ',',
    }
}

/// LDAP's generalized time in UTC (`20260131235959.0Z`) from milliseconds since the epoch.
pub fn generalized(milliseconds: f64) -> String {
    let iso = String::from(Date::new(&JsValue::from_f64(milliseconds)).to_iso_string());
    let digits: String = iso.chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{digits}.0Z")
}

/// The day of a date in ISO 8601, in the reader's time zone; none if the text is no date.
pub fn iso_day(text: &str) -> Option<String> {
    parse(text).map(|date| iso(&date))
}

/// Milliseconds since the epoch; none if the text is no date.
pub fn milliseconds(text: &str) -> Option<f64> {
    parse(text).map(|date| date.get_time())
}

fn styled(text: &str, styles: &[(&str, &str)]) -> Option<String> {
    let date = parse(text)?;
    let options = Object::new();
    for (name, style) in styles {
        // A plain object accepts any property.
        let _ = Reflect::set(&options, &(*name).into(), &(*style).into());
    }
    let formatter = Intl::DateTimeFormat::new(&locales(), &options);
    formatter.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}

/// A date with time from milliseconds since the epoch; reactive.
pub fn moment_of(milliseconds: f64) -> String {
    moment(&String::from(Date::new(&JsValue::from_f64(milliseconds)).to_iso_string())).unwrap_or_default()
}

/// Parses ISO 8601, LDAP's generalized time (`20260131235959.0Z`) and the service's `9999 December 31 00:00:00`; the
/// latter two are UTC.
fn parse(text: &str) -> Option<Date> {
    let digits = text.get(..14).filter(|d| d.bytes().all(|b| b.is_ascii_digit()) && text.ends_with('Z'));
    let text = match digits {
        Some(d) => {
            format!("{}-{}-{}T{}:{}:{}Z", &d[..4], &d[4..6], &d[6..8], &d[8..10], &d[10..12], &d[12..14])
        }
        None if text.contains(' ') => format!("{text} UTC"),
        // A date without time is meant in the reader's time zone, not in UTC.
        None if text.len() == 10 => format!("{text}T00:00:00"),
        None => text.to_owned(),
    };
    let date = Date::new(&JsValue::from_str(&text));
    (!date.get_time().is_nan()).then_some(date)
}

fn locales() -> Array {
    Array::of1(&code(language()).into())
}
