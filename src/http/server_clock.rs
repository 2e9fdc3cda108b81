//! The service's clock, as far as its answers tell it. What the directory says about when something was created can be
//! compared with it, whatever the clock of this machine says.

use js_sys::Date;
use std::cell::Cell;

thread_local! {
    /// How far the service's clock is ahead of this machine's, in milliseconds; 0 as long as no answer has told it.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

/// Learns from the header `Date` of an answer (RFC 9110, section 6.6.1), which has whole seconds. A service of another
/// origin may hide it.
pub(super) fn learn(date: Option<String>) {
    let ahead = date.map_or(f64::NAN, |date| Date::parse(&date)) - Date::now();
    if !ahead.is_nan() {
        AHEAD.set(ahead);
    }
}

/// The time by the service's clock, in milliseconds since the epoch.
pub fn server_now() -> f64 {
    Date::now() + AHEAD.get()
}
