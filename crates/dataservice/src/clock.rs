//! The present time, in the formats of the wire. The demo directory does not use it, so that its content is the same
//! every day.

use crate::schema;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The present time as ISO 8601 in UTC, with milliseconds.
pub fn now() -> String {
    iso(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn iso(since: Duration) -> String {
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = civil(i64::try_from(days).unwrap_or(0));
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", since.subsec_millis())
}

/// The Gregorian date of a day counted from 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_part = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_part + 2) / 5 + 1;
    let month = if month_part < 10 { month_part + 3 } else { month_part - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The expiration date of a group whose policy is that many days, as the samples write it: midnight of that day in UTC, or
/// the date that means never for 0 days.
pub fn expiration(days: i64) -> String {
    if days <= 0 { schema::NEVER.to_owned() } else { format!("{} 00:00:00", written_day(days)) }
}

/// The present time as the samples write an expiration date.
pub fn expiration_now() -> String {
    let now = now();
    format!("{} {}", written_day(0), now.get(11..19).unwrap_or("00:00:00"))
}

/// The day so many days from now, with the name of its month.
fn written_day(days: i64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 86_400;
    let (year, month, day) = civil(i64::try_from(today).unwrap_or(0).saturating_add(days));
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("{year:04} {name} {day:02}")
}

/// The present time as LDAP's generalized time (RFC 4517, 3.3.13), as in `whenCreated`.
pub fn generalized() -> String {
    generalized_in(0)
}

/// The time so many days from now, in the same format.
pub fn generalized_in(days: u64) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let later = iso(since + Duration::from_secs(days * 86_400));
    let digits: String = later.chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{digits}.0Z")
}
