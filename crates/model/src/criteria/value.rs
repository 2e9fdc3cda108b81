//! Converts values between the directory's spelling and what an editor shows: dates, Booleans, numbers. A moment is a
//! number of seconds since 1970 in UTC; the present time is passed in, because the model has no clock.

use super::condition::mask_of;
use super::{Relative, Unit, Value};
use crate::attribute::Syntax;

const DAY: i64 = 86_400;
/// The seconds from 1601 to 1970.
const FILE_EPOCH: i64 = 11_644_473_600;
/// The number of 100-ns intervals in a second.
const TICKS: i64 = 10_000_000;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A moment as an editor shows it: `2026-12-31T13:45:00`. `None` outside of the years 1 to 9999.
pub fn iso(moment: i64) -> Option<String> {
    let [year, month, day, hour, minute, second] = parts(moment)?;
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}

/// Parses a date from an editor: a day, optionally followed by `T` or a space and a time with or without seconds, a
/// fraction, and `Z` or an offset. Without an offset it is UTC.
pub fn from_iso(text: &str) -> Option<i64> {
    let mut reader = Reader::new(text);
    let year = reader.number(4)?;
    reader.sign('-')?;
    let month = reader.number(2)?;
    reader.sign('-')?;
    let mut parts = [year, month, reader.number(2)?, 0, 0, 0];
    if !reader.is_done() {
        reader.sign('T').or_else(|| reader.sign(' '))?;
        parts[3] = reader.number(2)?;
        reader.sign(':')?;
        parts[4] = reader.number(2)?;
        if reader.sign(':').is_some() {
            parts[5] = reader.number(2)?;
            reader.fraction();
        }
    }
    let zone = if reader.is_done() { 0 } else { reader.zone()? };
    reader.is_done().then(|| of_parts(parts)).flatten()?.checked_sub(zone)
}

/// A moment as generalized time, as the directory writes it: `20261231134500.0Z`. `None` outside of the years 1 to
/// 9999.
pub fn generalized(moment: i64) -> Option<String> {
    let [year, month, day, hour, minute, second] = parts(moment)?;
    Some(format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}.0Z"))
}

/// Parses generalized time (RFC 4517, 3.3.13) with seconds and a time zone, both of which Active Directory requires.
/// Fractions of a second are ignored, as in the directory.
pub fn from_generalized(text: &str) -> Option<i64> {
    let mut reader = Reader::new(text);
    let mut parts = [reader.number(4)?, 0, 0, 0, 0, 0];
    for part in &mut parts[1..] {
        *part = reader.number(2)?;
    }
    reader.fraction();
    let zone = reader.zone()?;
    reader.is_done().then(|| of_parts(parts)).flatten()?.checked_sub(zone)
}

/// A moment in 100-ns intervals since 1601, in decimal. `None` before 1601 and after 30827.
pub fn file_time(moment: i64) -> Option<String> {
    ticks(moment).map(|ticks| ticks.to_string())
}

/// Parses 100-ns intervals since 1601, to the second. `None` for anything but a positive number, and for
/// [never](is_never).
pub fn from_file_time(text: &str) -> Option<i64> {
    let ticks = number(text).filter(|ticks| *ticks >= 0)?;
    (!is_never(text)).then(|| ticks / TICKS - FILE_EPOCH)
}

/// Whether a file time means "never", as for an account that does not expire.
pub fn is_never(file_time: &str) -> bool {
    matches!(number(file_time), Some(0 | i64::MAX))
}

/// A moment as an attribute with that syntax has it; `None` if the syntax is not a date.
pub fn moment_text(syntax: Syntax, moment: i64) -> Option<String> {
    match syntax {
        Syntax::Date => generalized(moment),
        Syntax::FileTime => file_time(moment),
        _ => None,
    }
}

/// The moment that a value means for an attribute with that syntax; `None` if it is not a date.
pub fn moment(syntax: Syntax, text: &str) -> Option<i64> {
    match syntax {
        Syntax::Date => from_generalized(text),
        Syntax::FileTime => from_file_time(text),
        _ => None,
    }
}

/// Parses a moment in any of the spellings in which the Data Service answers: generalized time, ISO 8601 and `9999
/// December 31 00:00:00`.
pub fn any_moment(text: &str) -> Option<i64> {
    let text = text.trim();
    from_generalized(text).or_else(|| from_iso(text)).or_else(|| from_words(text))
}

fn from_words(text: &str) -> Option<i64> {
    let mut words = text.split_ascii_whitespace();
    let mut year = Reader::new(words.next()?);
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month)))?;
    let day: u8 = words.next()?.parse().ok()?;
    let mut time = Reader::new(words.next().unwrap_or("00:00:00"));
    let hour = time.number(2)?;
    time.sign(':')?;
    let minute = time.number(2)?;
    time.sign(':')?;
    let parts = [year.number(4)?, i64::try_from(month + 1).ok()?, i64::from(day), hour, minute, time.number(2)?];
    (year.is_done() && time.is_done() && words.next().is_none()).then(|| of_parts(parts)).flatten()
}

/// Parses a whole number in decimal, ignoring surrounding spaces.
pub fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// Parses the bits of a mask from a decimal number, signed or unsigned.
pub fn mask(text: &str) -> Option<u32> {
    mask_of(text)
}

/// Parses "TRUE" or "FALSE" in any letter case.
pub fn boolean(text: &str) -> Option<bool> {
    let text = text.trim();
    let is_true = text.eq_ignore_ascii_case("true");
    (is_true || text.eq_ignore_ascii_case("false")).then_some(is_true)
}

/// A Boolean as the directory writes it.
pub fn boolean_text(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

impl Relative {
    /// The moment that it means at the time `now`. A month before 31 March is the last day of February. `None` outside
    /// of the years 1 to 9999.
    pub fn moment(self, now: i64) -> Option<i64> {
        let amount = i64::from(self.amount);
        let moment = match self.unit {
            Unit::Hour => now.checked_add(amount * 3600),
            Unit::Day => now.checked_add(amount * DAY),
            Unit::Week => now.checked_add(amount * 7 * DAY),
            Unit::Month => later(now, amount),
            Unit::Year => later(now, amount * 12),
        };
        moment.filter(|moment| parts(*moment).is_some())
    }
}

impl Value {
    /// The value that an attribute with that syntax would have at the time `now`, which matters for a relative date.
    /// `None` if that date cannot be written in the syntax.
    pub fn at(&self, syntax: Syntax, now: i64) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Relative(relative) => moment_text(syntax, relative.moment(now)?),
        }
    }
}

/// A moment in 100-ns intervals since 1601.
pub(super) fn ticks(moment: i64) -> Option<i64> {
    moment.checked_add(FILE_EPOCH).filter(|seconds| *seconds >= 0)?.checked_mul(TICKS)
}

/// The moment that many calendar months later.
fn later(moment: i64, months: i64) -> Option<i64> {
    let [year, month, day, hour, minute, second] = parts(moment)?;
    let months = year * 12 + month - 1 + months;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    of_parts([year, month, day.min(last_day(year, month)), hour, minute, second])
}

/// The year, month, day, hour, minute and second of a moment.
fn parts(moment: i64) -> Option<[i64; 6]> {
    let seconds = moment.rem_euclid(DAY);
    let [year, month, day] = civil(moment.div_euclid(DAY));
    let parts = [year, month, day, seconds / 3600, seconds / 60 % 60, seconds % 60];
    (1..=9999).contains(&year).then_some(parts)
}

/// The moment of a year, month, day, hour, minute and second; `None` if there is no such date or time.
fn of_parts([year, month, day, hour, minute, second]: [i64; 6]) -> Option<i64> {
    let is_day = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=last_day(year, month)).contains(&day);
    let is_time = hour < 24 && minute < 60 && second < 60;
    (is_day && is_time).then(|| days(year, month, day) * DAY + hour * 3600 + minute * 60 + second)
}

fn last_day(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of days from 1970 to a Gregorian date (Howard Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    // The year is counted from March, so that the leap day is its last day.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The Gregorian date of a day counted from 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> [i64; 3] {
    let days = days.saturating_add(719_468);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    [year_of_era + era * 400 + i64::from(month <= 2), month, day]
}

/// Consumes digits and punctuation from the start of a text.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self(text.trim().as_bytes())
    }

    fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    /// Consumes a number with exactly that many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (own, rest) = self.0.split_at_checked(digits)?;
        let mut number = 0;
        for digit in own {
            number = number * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.0 = rest;
        Some(number)
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let rest = self.0.strip_prefix(&[u8::try_from(sign).ok()?])?;
        self.0 = rest;
        Some(())
    }

    /// Skips a decimal fraction, if there is one.
    fn fraction(&mut self) {
        if let Some((b'.' | b',', rest)) = self.0.split_first() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits > 0 {
                self.0 = &rest[digits..];
            }
        }
    }

    /// Consumes a time zone and returns its offset in seconds east of Greenwich.
    fn zone(&mut self) -> Option<i64> {
        if self.sign('Z').or_else(|| self.sign('z')).is_some() {
            return Some(0);
        }
        let east = if self.sign('+').is_some() { 1 } else { self.sign('-').map(|()| -1)? };
        let hours = self.number(2)?;
        let _ = self.sign(':');
        let minutes = if self.is_done() { 0 } else { self.number(2)? };
        (hours < 24 && minutes < 60).then_some(east * (hours * 3600 + minutes * 60))
    }
}
