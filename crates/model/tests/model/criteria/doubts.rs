//! Checks that ask: values and names that can be used and are probably not meant.

use super::meaning::NOW;
use model::config::{AttributeConfig, Syntax};
use model::criteria::lint::{Check, Doubt, Kind, Severity, check};
use model::criteria::{Criteria, Dialect, Evaluator, Problem, Schema, ValueKind, groupid, ldap};

fn attributes() -> Vec<AttributeConfig> {
    let mut country = AttributeConfig::new("co", Syntax::String);
    country.label.insert("en".to_owned(), "Country".to_owned());
    country.label.insert("de".to_owned(), "Land".to_owned());
    let mut title = AttributeConfig::new("title", Syntax::String);
    title.synonyms = vec!["job title".to_owned(), "Position".to_owned()];
    let mut office = AttributeConfig::new("physicalDeliveryOfficeName", Syntax::String);
    office.synonyms = vec!["Position".to_owned()];
    let l = AttributeConfig::new("l", Syntax::String);
    let logons = AttributeConfig::new("logonCount", Syntax::Number);
    vec![country, title, office, l, logons]
}

fn checks(criteria: &Criteria) -> Vec<Check> {
    let attributes = attributes();
    check(criteria, &Evaluator { schema: Schema::open(&attributes), now: NOW }, Dialect::GroupId)
}

fn said(text: &str) -> Vec<Kind> {
    let criteria = groupid::parse(text).or_else(|_| ldap::parse(text)).unwrap();
    checks(&criteria).into_iter().map(|check| check.kind).collect()
}

#[test]
fn a_blank_at_an_end_is_asked_about() {
    for text in ["(l=Graz )", "(l=\\20Graz)", "(!(l=Graz ))"] {
        let criteria = ldap::parse(text).unwrap();
        let found = checks(&criteria);
        assert_eq!(found[0].kind, Kind::Doubt(Doubt::OuterBlank), "{text}");
        assert_eq!(found[0].severity(), Severity::Warning);
        let fix = found[0].fix.clone().unwrap();
        assert!(fix.changes_meaning);
        let fixed = ldap::print(&fix.apply(&criteria).unwrap().criteria).unwrap();
        assert_eq!(fixed, text.replace("Graz )", "Graz)").replace("\\20", ""));
    }
    assert_eq!(said(r#"(l Is Exactly "Bad Ischl")"#), []);
}

#[test]
fn a_line_break_is_asked_about() {
    assert_eq!(said("(l Is Exactly \"a\nb\")"), [Kind::Doubt(Doubt::LineBreak)]);
    assert_eq!(said("(l=a\\0ab)"), [Kind::Doubt(Doubt::LineBreak)]);
}

#[test]
fn a_placeholder_is_asked_about() {
    let asked = |value: &str| said(&format!("(l Is Exactly \"{value}\")")) == [Kind::Doubt(Doubt::Placeholder)];
    for value in [
        "##town##",
        "x ##a b## y",
        "%uid",
        "%town%",
        "at %town% 7",
        "Staff.[Town]",
        "%{town}%",
        "{{town}}",
        "${town}",
        "{0}",
    ] {
        assert_eq!(asked(value), value != "%{town}%", "{value}");
    }
    for value in ["100%", "50 % of 70 %", "50%off", "##", "####", "C# ## F#", "a.b", "[x]", "{x}", "$5", "v1.[", "5%"] {
        assert!(!asked(value), "{value}");
    }
}

#[test]
fn a_label_is_no_attribute() {
    let criteria = ldap::parse("(Country=Austria)").unwrap();
    let found = checks(&criteria);
    assert_eq!(found.iter().map(|check| check.kind).collect::<Vec<_>>(), [Kind::NamedOtherwise]);
    let fixed = found[0].fix.clone().unwrap().apply(&criteria).unwrap().criteria;
    assert_eq!(ldap::print(&fixed).as_deref(), Ok("(co=Austria)"));
    assert_eq!(said("(land=Austria)"), [Kind::NamedOtherwise]);
    assert_eq!(said("(JobTitle=Baker)"), [Kind::NamedOtherwise]);
    // Two attributes are called so, or none.
    assert_eq!(said("(Position=Baker)"), [Kind::Unlisted]);
    assert_eq!(said("(Shoe=Baker)"), [Kind::Unlisted]);
    // Entra's name of a configured attribute.
    assert_eq!(said("(city=Graz)"), [Kind::NamedOtherwise]);
}

#[test]
fn numbers_are_kept_digit_for_digit_and_texts_are_refused() {
    let number = Kind::Problem(Problem::Value(0, ValueKind::Number));
    assert_eq!(said(r#"(logonCount Is Exactly "many")"#), [number]);
    assert_eq!(said(r#"(logonCount Is Exactly "9223372036854775808")"#), [number]);
    assert_eq!(said(r#"(logonCount Is Exactly "9223372036854775807")"#), []);
    let unlisted = [Kind::Unlisted, Kind::Doubt(Doubt::NotANumber)];
    assert_eq!(said("(pwdLastSet>=yesterday)"), unlisted);
    assert_eq!(said("(PWDLASTSET>=133485408000000001)"), [Kind::Unlisted]);
    for text in ["(uSNChanged>=9007199254740993)", "(employeeID=00012345678901234567890)"] {
        assert_eq!(ldap::print(&ldap::parse(text).unwrap()).as_deref(), Ok(text));
    }
}
