//! Parses and prints values of the Entra dialect: quoted strings, dates and durations.

use crate::criteria::{Relative, Unit, value};

/// Whether a text can be printed in quotes. How a backtick or a control character would be escaped is not documented.
pub(super) fn is_quotable(text: &str) -> bool {
    !text.chars().any(|one| one == '`' || one.is_control())
}

/// Appends a text in double quotes.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for one in text.chars() {
        match one {
            '"' => out.push_str("`\""),
            '\'' => out.push_str("''"),
            _ => out.push(one),
        }
    }
    out.push('"');
}

/// Converts an ISO 8601 date such as `2020-06-10T18:13:20Z` into generalized time; `None` without a time zone or with a
/// fraction of a second.
pub(super) fn to_generalized(iso: &str) -> Option<String> {
    let (fraction, _) = iso.get(19..)?.split_once(['Z', '+', '-'])?;
    let is_whole = match fraction.strip_prefix('.') {
        Some(zeros) => zeros.bytes().all(|zero| zero == b'0'),
        None => fraction.is_empty(),
    };
    if is_whole { value::from_iso(iso).and_then(value::generalized) } else { None }
}

/// The canonical spelling of a generalized time.
pub(super) fn generalized(text: &str) -> Option<String> {
    value::from_generalized(text).and_then(value::generalized)
}

/// Appends a generalized time as `2020-06-10T18:13:20Z`.
pub(super) fn push_iso(generalized: &str, out: &mut String) {
    out.push_str(&value::from_generalized(generalized).and_then(value::iso).unwrap_or_default());
    out.push('Z');
}

/// Parses an ISO 8601 duration such as `p30d`. `None` if the word is not a duration, and `Some(None)` if the tree
/// cannot express it (months, years, mixed units).
pub(super) fn duration(word: &str, is_before: bool) -> Option<Option<Relative>> {
    let word = word.strip_prefix(['p', 'P'])?;
    let is_iso = |byte: u8| byte.is_ascii_digit() || b".YMWDTHS".contains(&byte.to_ascii_uppercase());
    if !word.bytes().any(|byte| byte.is_ascii_digit()) || !word.bytes().all(is_iso) {
        return None;
    }
    let (number, unit) = match word.strip_prefix(['t', 'T']) {
        Some(time) => (time.strip_suffix(['h', 'H']), Unit::Hour),
        None => match word.strip_suffix(['w', 'W']) {
            Some(weeks) => (Some(weeks), Unit::Week),
            None => (word.strip_suffix(['d', 'D']), Unit::Day),
        },
    };
    let amount = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let amount = amount.and_then(|number| number.parse::<i32>().ok());
    Some(amount.and_then(|amount| plain(Relative { amount: if is_before { -amount } else { amount }, unit })))
}

/// A relative date in canonical units: hours or days, the ones that the dialect prints. `None` for months and years.
pub(super) fn plain(relative: Relative) -> Option<Relative> {
    match relative {
        Relative { amount: 0, .. } => Some(Relative { amount: 0, unit: Unit::Day }),
        Relative { unit: Unit::Hour | Unit::Day, .. } => Some(relative),
        Relative { amount, unit: Unit::Week } => {
            amount.checked_mul(7).map(|amount| Relative { amount, unit: Unit::Day })
        }
        Relative { unit: Unit::Month | Unit::Year, .. } => None,
    }
}

/// Appends a relative date that [`plain`] has brought to hours or days.
pub(super) fn push_relative(Relative { amount, unit }: Relative, out: &mut String) {
    out.push_str("system.now");
    if amount != 0 {
        let (open, close) = if unit == Unit::Hour { ("pt", "h") } else { ("p", "d") };
        out.push_str(if amount < 0 { " -minus " } else { " -plus " });
        out.push_str(open);
        out.push_str(&amount.unsigned_abs().to_string());
        out.push_str(close);
    }
}
