//! Rules as people paste them: what is put right, what Entra ID refuses, and where a text stops being a rule.

use model::criteria::entra::limits::{Limit, Owner, check, check_text};
use model::criteria::{Criteria, Expected, NodeId, ParseError, RepairKind, entra};
use serde_json::{Map, Value};

/// A text and what is known of it. `reads` is the rule as it is written again, null where it is too long for that;
/// `refused` has each node with the reason, `at` the byte of an error.
fn texts() -> Vec<Map<String, Value>> {
    serde_json::from_str(include_str!("../corpus/entra.json")).unwrap()
}

fn read(text: &str) -> Result<(Criteria, Vec<RepairKind>), ParseError> {
    let kinds = |read: model::criteria::Read| {
        let kinds = read.repairs.iter().map(|repair| repair.kind).collect();
        (read.criteria, kinds)
    };
    entra::read(text).map(kinds)
}

fn pasted(text: &str) -> (Criteria, Vec<RepairKind>) {
    read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What is read of a text, in the words of the data file.
fn known(text: &str) -> Map<String, Value> {
    let mut known = Map::new();
    let mut note = |name: &str, value: Value| known.insert(name.to_owned(), value);
    note("text", Value::from(text));
    let (criteria, repairs) = match read(text) {
        Ok(read) => read,
        Err(error) => {
            assert!(text.get(error.at..).unwrap().starts_with(&error.found), "{text}: {error:?}");
            note("at", Value::from(error.at));
            note("expected", Value::from(error.expected.to_string()));
            return known;
        }
    };
    note("reads", Value::from(entra::print(&criteria).ok()));
    if !repairs.is_empty() {
        note("repairs", repairs.iter().map(|repair| format!("{repair:?}")).collect());
    }
    let refused = check_text(text, &criteria);
    if !refused.is_empty() {
        note("refused", refused.iter().map(|refused| format!("{}: {}", refused.node.0, refused.limit)).collect());
    }
    known
}

#[test]
fn each_text_of_the_list_is_read_as_it_says() {
    let texts = texts();
    assert!(texts.len() >= 100, "{}", texts.len());
    for expected in &texts {
        assert_eq!(&known(expected["text"].as_str().unwrap()), expected);
    }
    for kind in ["repairs", "refused", "at"] {
        let count = texts.iter().filter(|text| text.contains_key(kind)).count();
        assert!(count >= 18, "{count} texts have {kind}");
    }
}

/// A text in which nothing was put right is read as the dialect reads it, and a mended one is read at once.
#[test]
fn nothing_is_read_otherwise_without_saying_so() {
    for expected in texts() {
        let text = expected["text"].as_str().unwrap();
        match read(text) {
            Ok((criteria, repairs)) if repairs.is_empty() => assert_eq!(entra::parse(text), Ok(criteria), "{text}"),
            Ok((criteria, _)) => {
                let again = entra::print(&criteria).unwrap();
                assert_eq!(pasted(&again), (entra::canonical(&criteria), Vec::new()), "{text}");
            }
            Err(_) => assert!(
                !matches!(expected.get("expected").and_then(Value::as_str), Some("a closing quote"))
                    || entra::parse(text).is_err()
                    || text.contains(['“', '”']),
                "{text}"
            ),
        }
    }
}

#[test]
fn any_damaged_text_is_answered_at_a_character() {
    for expected in texts() {
        let text = expected["text"].as_str().unwrap();
        for (at, one) in text.char_indices().take(80) {
            let (before, after) = (&text[..at], &text[at + one.len_utf8()..]);
            for put in ["", "”", "’", "\\_", "\u{a0}", "`", "\"", "«"] {
                let damaged = [before, put, after].concat();
                if let Err(error) = read(&damaged) {
                    assert!(damaged.get(error.at..).unwrap().starts_with(&error.found), "{damaged}: {error:?}");
                }
            }
        }
    }
    let long = "“".repeat(400_000);
    assert_eq!(read(&long).unwrap_err().expected, Expected::Shorter);
}

#[test]
fn a_place_is_one_of_the_pasted_text() {
    let error = read("user.city\u{a0}-eq “Gent” –and user.state = “x”").unwrap_err();
    assert_eq!((error.at, error.expected), (44, Expected::Operator));
    assert_eq!(error.found, "= “x”");
}

fn limits(text: &str) -> Vec<(u32, Limit)> {
    check(&pasted(text).0).into_iter().map(|refused| (refused.node.0, refused.limit)).collect()
}

#[test]
fn every_property_of_the_page_exists_and_has_its_operators() {
    let user =
        ["city", "companyName", "employeeId", "mail", "objectId", "sipProxyAddress", "usageLocation", "userType"];
    let device = ["deviceCategory", "deviceId", "deviceManagementAppId", "enrollmentProfileName", "profileType"];
    for (object, names) in [("user", &user[..]), ("device", &device[..])] {
        for name in names {
            for operator in ["eq", "ne", "startsWith", "notEndsWith", "contains", "notContains", "match", "notMatch"] {
                assert_eq!(limits(&format!("{object}.{name} -{operator} \"x\"")), [], "{name} {operator}");
            }
            assert_eq!(limits(&format!("{object}.{name} -in [\"x\", \"y\"]")), []);
            let ordered = format!("{object}.{name} -le \"x\"");
            assert!(matches!(limits(&ordered)[..], [(_, Limit::Operator(_))]), "{ordered}");
        }
    }
    assert_eq!(limits("user.sn -eq \"x\""), [(0, Limit::Property(Owner::User, Some("surname")))].map(at_leaf));
    assert_eq!(limits("device.sn -eq \"x\""), [(0, Limit::Property(Owner::Device, None))].map(at_leaf));
}

/// A rule of one condition has it below its root.
fn at_leaf((_, limit): (u32, Limit)) -> (u32, Limit) {
    (1, limit)
}

#[test]
fn a_rule_may_be_as_long_as_entra_id_allows() {
    let rule = |count: usize| format!("user.city -eq \"{}\"", "x".repeat(count));
    // The portal writes the brackets around the condition too.
    assert_eq!(limits(&rule(3_072 - 18)), []);
    assert_eq!(limits(&rule(3_072 - 17)), [(0, Limit::TooLong(3_073))]);
    let text = rule(3_072 - 16);
    assert_eq!(check_text(&text, &pasted(&text).0), []);
    let text = rule(3_072 - 15);
    let refused = check_text(&text, &pasted(&text).0);
    assert_eq!(
        refused.iter().map(|one| (one.node, one.limit)).collect::<Vec<_>>(),
        [(NodeId::ROOT, Limit::TooLong(3_073))]
    );
}
