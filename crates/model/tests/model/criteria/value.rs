//! Moments, numbers and booleans between the directory and an editor.

use model::config::Syntax;
use model::criteria::{Relative, Unit, Value, value};
use proptest::prelude::*;

#[test]
fn one_moment_has_three_spellings() {
    let moment = 1_774_958_400;
    assert_eq!(value::iso(moment).as_deref(), Some("2026-03-31T12:00:00"));
    assert_eq!(value::generalized(moment).as_deref(), Some("20260331120000.0Z"));
    assert_eq!(value::file_time(moment).as_deref(), Some("134194320000000000"));
    assert_eq!(value::from_iso("2026-03-31"), Some(moment - 43_200));
    for iso in ["2026-03-31T12:00", "2026-03-31 12:00:00", "2026-03-31T12:00:00.999Z", "2026-03-31T14:00+02:00"] {
        assert_eq!(value::from_iso(iso), Some(moment), "{iso}");
    }
    for time in
        ["20260331120000Z", "20260331120000.0Z", "20260331120000,999Z", "20260331063000-0530", "20260331140000+02"]
    {
        assert_eq!(value::from_generalized(time), Some(moment), "{time}");
    }
    assert_eq!(value::from_file_time("134194320000000000"), Some(moment));
    assert_eq!(value::from_file_time("134194320009999999"), Some(moment));
    for words in ["2026 March 31 12:00:00", "2026 mar 31 12:00:00", " 20260331120000.0Z "] {
        assert_eq!(value::any_moment(words), Some(moment), "{words}");
    }
    assert_eq!(value::any_moment("9999 December 31 00:00:00"), value::from_iso("9999-12-31"));
    assert_eq!(value::moment(Syntax::FileTime, "134194320000000000"), Some(moment));
    assert_eq!(value::moment_text(Syntax::Date, moment).as_deref(), Some("20260331120000.0Z"));
    assert_eq!(value::moment_text(Syntax::Number, moment), None);
}

#[test]
fn what_is_no_moment_is_none() {
    for text in [
        "",
        "2026",
        "2026-13-01",
        "2026-02-29",
        "2026-00-10",
        "2026-01-32",
        "0000-01-01",
        "2026-1-1",
        "2026-01-01T",
        "2026-01-01T24:00",
        "2026-01-01T12",
        "2026-01-01T12:60",
        "2026-01-01x",
        "2026-01-01T12:00:00+25:00",
        "２０２６-01-01",
    ] {
        assert_eq!(value::from_iso(text), None, "{text}");
    }
    for text in [
        "",
        "20260331",
        "202603311200Z",
        "20260331120000",
        "20260331120000.Z",
        "20260230120000Z",
        "20260331120000Zx",
        "2026-03-31T12:00:00Z",
    ] {
        assert_eq!(value::from_generalized(text), None, "{text}");
    }
    for text in ["", "0", "9223372036854775807", "-1", "1.5", "many"] {
        assert_eq!(value::from_file_time(text), None, "{text}");
    }
    for text in [
        "March 2026",
        "2026 Smarch 1 00:00:00",
        "2026 March 0 00:00:00",
        "2026 March 1 00:00",
        "2026 March 1 00:00:00 PM x",
    ] {
        assert_eq!(value::any_moment(text), None, "{text}");
    }
    assert!(value::is_never("0") && value::is_never("9223372036854775807") && !value::is_never("1"));
    assert_eq!(value::iso(i64::MAX), None);
    assert_eq!(value::file_time(i64::MAX), None);
    assert_eq!(value::file_time(-20_000_000_000), None);
}

#[test]
fn months_and_years_are_those_of_the_calendar() {
    let at = |iso: &str| value::from_iso(iso).unwrap();
    let moved = |iso: &str, amount, unit| Relative { amount, unit }.moment(at(iso)).and_then(value::iso);
    for (from, amount, unit, to) in [
        ("2026-03-31T12:00", -1, Unit::Month, "2026-02-28T12:00:00"),
        ("2024-03-31T12:00", -1, Unit::Month, "2024-02-29T12:00:00"),
        ("2026-01-31T12:00", 1, Unit::Month, "2026-02-28T12:00:00"),
        ("2026-01-15T12:00", -13, Unit::Month, "2024-12-15T12:00:00"),
        ("2024-02-29T12:00", 1, Unit::Year, "2025-02-28T12:00:00"),
        ("2024-02-29T12:00", -4, Unit::Year, "2020-02-29T12:00:00"),
        ("2026-01-01T00:30", -1, Unit::Hour, "2025-12-31T23:30:00"),
        ("2026-03-01T00:00", -1, Unit::Day, "2026-02-28T00:00:00"),
        ("2026-03-01T00:00", 2, Unit::Week, "2026-03-15T00:00:00"),
        ("2026-03-01T00:00", 0, Unit::Month, "2026-03-01T00:00:00"),
    ] {
        assert_eq!(moved(from, amount, unit).as_deref(), Some(to), "{from} {amount} {unit:?}");
    }
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        assert_eq!(moved("2026-03-01", i32::MAX, unit), None);
        assert_eq!(moved("2026-03-01", i32::MIN, unit), None);
    }
    let month = Value::Relative(Relative { amount: -1, unit: Unit::Month });
    assert_eq!(month.at(Syntax::Date, at("2026-03-31")).as_deref(), Some("20260228000000.0Z"));
    assert_eq!(month.at(Syntax::String, at("2026-03-31")), None);
    assert_eq!(Value::text("x").at(Syntax::String, 0).as_deref(), Some("x"));
}

#[test]
fn booleans_numbers_and_masks() {
    assert_eq!(
        [value::boolean(" True"), value::boolean("FALSE"), value::boolean("1")],
        [Some(true), Some(false), None]
    );
    assert_eq!([value::boolean_text(true), value::boolean_text(false)], ["TRUE", "FALSE"]);
    assert_eq!([value::number("-7"), value::number("7.0"), value::number("")], [Some(-7), None, None]);
    assert_eq!(value::mask("-2147483646"), value::mask("2147483650"));
    assert_eq!(value::mask("4294967296"), None);
}

proptest! {
    #[test]
    fn every_second_of_the_calendar_comes_back(moment in -62_135_596_800_i64..253_402_300_800) {
        prop_assert_eq!(value::from_iso(&value::iso(moment).unwrap()), Some(moment));
        prop_assert_eq!(value::from_generalized(&value::generalized(moment).unwrap()), Some(moment));
        if let Some(ticks) = value::file_time(moment).filter(|ticks| !value::is_never(ticks)) {
            prop_assert_eq!(value::from_file_time(&ticks), Some(moment));
        }
        // One day more is the next date.
        let day = Relative { amount: 1, unit: Unit::Day }.moment(moment);
        if let Some(day) = day {
            prop_assert!(value::iso(day) > value::iso(moment));
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,24}|[0-9TZ:+. -]{0,24}") {
        for moment in [value::from_iso(&text), value::from_generalized(&text), value::any_moment(&text)].into_iter().flatten() {
            prop_assert!(value::iso(moment.clamp(-62_135_596_800, 253_402_300_799)).is_some());
        }
        let _ = (value::from_file_time(&text), value::boolean(&text), value::mask(&text));
    }
}
