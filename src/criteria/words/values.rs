//! How single values are displayed: dates in the reader's language, names for distinguished names and for bits.

use crate::i18n::{code, language, t};
use crate::ui::format;
use js_sys::{Array, Date, Intl, Object};
use model::config::{StoreConfig, Syntax};
use model::criteria::{Relative, Schema, Unit, value};
use model::names::Dn;
use wasm_bindgen::JsValue;

/// A value as people read it.
pub(super) fn name(store: &StoreConfig, attribute: &str, syntax: Syntax, text: &str) -> String {
    let known = match syntax {
        Syntax::String | Syntax::Number => None,
        Syntax::Boolean => value::boolean(text).map(|is| if is { t!(builder.yes) } else { t!(builder.no) }.to_owned()),
        Syntax::FileTime if value::is_never(text) => Some(t!(builder.never).to_owned()),
        Syntax::Date | Syntax::FileTime => value::moment(syntax, text).map(moment),
        Syntax::Dn | Syntax::Person => Dn::parse(text).ok().map(|dn| dn.rdn().value().to_owned()),
        Syntax::Flags => value::mask(text).map(|mask| flags(store, attribute, mask).join(", ")),
    };
    known.unwrap_or_else(|| text.to_owned())
}

/// The names of the bits that are set, and the sum of those without a name as a number.
pub(super) fn flags(store: &StoreConfig, attribute: &str, mask: u32) -> Vec<String> {
    let known = Schema::new(&store.attributes).attribute(attribute).map(|known| known.flags(code(language())));
    let mut rest = mask;
    let mut names = Vec::new();
    for (bit, name) in known.unwrap_or_default() {
        if mask & bit != 0 {
            names.push(name);
            rest &= !bit;
        }
    }
    if rest != 0 || names.is_empty() {
        names.push(rest.to_string());
    }
    names
}

/// A point in time; only the day if it is the day's first or last second.
fn moment(seconds: i64) -> String {
    day_of(seconds).and_then(|(day, _)| format::day(&day)).unwrap_or_else(|| format::moment_of(seconds as f64 * 1000.0))
}

/// The local day (ISO 8601) of which a point in time is the first second (false) or the last (true).
pub(in crate::criteria) fn day_of(seconds: i64) -> Option<(String, bool)> {
    let date = Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    let day = format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date());
    match (date.get_hours(), date.get_minutes(), date.get_seconds()) {
        (0, 0, 0) => Some((day, false)),
        (23, 59, 59) => Some((day, true)),
        _ => None,
    }
}

/// A relative date, such as "30 days ago".
pub(super) fn relative(Relative { amount, unit }: Relative) -> String {
    let unit = match unit {
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    let locales = Array::of1(&code(language()).into());
    Intl::RelativeTimeFormat::new(&locales, &Object::new()).format(f64::from(amount), unit).into()
}
