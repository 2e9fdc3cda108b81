//! Rules in plain words.

use super::trees::{criteria, incomplete};
use model::criteria::words::{MISSING, Piece, Sentence, Vocabulary, Word, condition, pieces, row, text};
use model::criteria::{Condition, Criteria, Dialect, Join, Node, Operator, Relative, Unit, Value};
use proptest::prelude::*;

/// Something like the portal's English.
struct English;

impl Vocabulary for English {
    fn attribute(&self, name: &str) -> String {
        match name {
            "department" => "Department".to_owned(),
            "l" => "City".to_owned(),
            name => name.to_owned(),
        }
    }

    fn operator(&self, _: &str, operator: Operator, is_negated: bool, has_several: bool) -> String {
        match (operator, is_negated, has_several) {
            (Operator::IsExactly, ..) => "is".to_owned(),
            (Operator::IsNot, _, false) => "is not".to_owned(),
            (Operator::IsNot, _, true) => "is none of".to_owned(),
            (Operator::GreaterOrEqual, false, _) => "is at least".to_owned(),
            (Operator::GreaterOrEqual, true, _) => "is not at least".to_owned(),
            (operator, is_negated, _) => {
                format!("{}{}", if is_negated { "NOT " } else { "" }, operator.name().to_lowercase())
            }
        }
    }

    fn value(&self, _attribute: &str, value: &Value) -> String {
        match value {
            Value::Text(text) => format!("“{text}”"),
            Value::Relative(Relative { amount, .. }) => format!("{} days ago", -amount),
        }
    }

    fn bit(&self, attribute: &str, bit: u32, is_set: bool) -> Option<String> {
        let said = if is_set { "Account is disabled" } else { "Account is enabled" };
        (attribute == "control" && bit == 2).then(|| said.to_owned())
    }

    fn word(&self, word: Word) -> String {
        match word {
            Word::And => "and".to_owned(),
            Word::Or => "or".to_owned(),
            Word::NotAll => "not all of".to_owned(),
            Word::NoneOf => "none of".to_owned(),
            Word::Raw(dialect) => format!("the {}", dialect.name()),
            Word::NotRaw(dialect) => format!("not the {}", dialect.name()),
        }
    }
}

fn is(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().copied().map(Value::text).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

#[test]
fn sentences() {
    let said = |node: Node, words: &str| assert_eq!(text(&Criteria::of(node), &English), words);
    let dep = || is("department", Operator::Contains, &["sales"]);
    let city = |values: &[&str]| is("l", Operator::IsExactly, values);
    let mail = || is("mail", Operator::Present, &[]);
    let group = |join: Join, children: &[Node]| Node::group(join, children.to_vec());
    said(dep(), "Department contains “sales”");
    said(dep().negated(), "Department not contain “sales”");
    said(city(&["Graz", "Wien", "Linz"]), "City is “Graz”, “Wien”, “Linz”");
    said(city(&["Graz", "Wien"]).negated(), "City is none of “Graz”, “Wien”");
    said(is("n", Operator::GreaterOrEqual, &["5"]).negated(), "n is not at least “5”");
    said(group(Join::All, &[dep(), mail()]), "Department contains “sales” and mail present");
    said(
        group(Join::Any, &[dep(), mail(), city(&["Graz"])]),
        "Department contains “sales”, mail present or City is “Graz”",
    );
    // The commas between values are not those between conditions.
    said(
        group(Join::All, &[city(&["Graz", "Wien"]), mail(), dep()]),
        "City is (“Graz”, “Wien”), mail present and Department contains “sales”",
    );
    let either = || group(Join::Any, &[dep(), city(&["Graz"])]);
    said(group(Join::All, &[mail(), either()]), "mail present and (Department contains “sales” or City is “Graz”)");
    let neither = "none of (Department contains “sales” or City is “Graz”)";
    said(group(Join::All, &[mail(), either().negated()]), &format!("mail present and {neither}"));
    said(either().negated(), neither);
    said(group(Join::All, &[dep(), mail()]).negated(), "not all of (Department contains “sales” and mail present)");
    // A group of one is what stands in it.
    said(group(Join::Any, &[group(Join::All, &[either()]).negated()]), neither);
    said(
        group(Join::All, &[group(Join::Any, &[dep()]).negated(), mail()]),
        "Department not contain “sales” and mail present",
    );
    said(group(Join::All, &[group(Join::Any, &[mail()]).negated()]).negated(), "mail present");
    let raw = Node::raw(Dialect::Ldap, "(cn~=x)");
    said(group(Join::All, &[mail(), raw.clone()]), "mail present and the LDAP filter (cn~=x)");
    said(raw.negated(), "not the LDAP filter (cn~=x)");
    let moves = Condition {
        values: vec![Value::Relative(Relative { amount: -30, unit: Unit::Day })],
        ..Condition::bare("whenCreated", Operator::GreaterOrEqual)
    };
    said(Node::condition(moves), "whenCreated is at least 30 days ago");
}

#[test]
fn what_is_unfinished_is_said_too() {
    let said = |node: Node, words: &str| assert_eq!(text(&Criteria::of(node), &English), words);
    said(Node::group(Join::Any, Vec::new()), "…");
    said(Node::condition(Condition::default()), "… … …");
    said(Node::condition(Condition::default()).negated(), "… … …");
    said(Node::condition(Condition { attribute: "l".to_owned(), ..Condition::default() }), "City … …");
    said(is("l", Operator::IsExactly, &[]), "City is …");
    said(is("l", Operator::IsNot, &["Graz", " "]), "City is none of “Graz”, …");
    said(is(" ", Operator::Present, &[]), "… present");
    said(Node::raw(Dialect::Entra, " "), "the Entra membership rule …");
    let children = vec![is("mail", Operator::Present, &[]), Node::group(Join::All, Vec::new()).negated()];
    said(Node::group(Join::All, children), "mail present and …");
}

#[test]
fn a_bit_with_words_is_a_sentence() {
    use Operator::*;
    let said = |operator, mask: &str| text(&Criteria::of(is("control", operator, &[mask])), &English);
    for (on, off) in [(AllFlagsOn, AllFlagsOff), (AnyFlagOn, AnyFlagOff)] {
        assert_eq!(said(on, "2"), "Account is disabled");
        assert_eq!(said(off, "2"), "Account is enabled");
        assert_eq!(row(&is("control", on, &["2"]).negated(), &English).unwrap().attribute, "Account is enabled");
    }
    // Of others and of several bits nothing shorter can be said.
    assert_eq!(said(AllFlagsOff, "16"), "control all flags off “16”");
    assert_eq!(said(AllFlagsOff, "18"), "control all flags off “18”");
    assert_eq!(said(IsExactly, "2"), "control is “2”");
    let whole = row(&is("control", AllFlagsOff, &["2"]), &English).unwrap();
    assert_eq!((whole.operator.as_str(), whole.values), ("", Vec::new()));
    let both = Node::group(Join::All, vec![is("control", AllFlagsOff, &["2"]), is("l", IsExactly, &["Graz"])]);
    assert_eq!(text(&Criteria::of(both), &English), "Account is enabled and City is “Graz”");
}

#[test]
fn rows() {
    let node = is("l", Operator::IsExactly, &["Graz", "Wien"]);
    let own = node.as_condition().unwrap();
    let said = |operator: &str| Sentence {
        attribute: "City".to_owned(),
        operator: operator.to_owned(),
        values: vec!["“Graz”".to_owned(), "“Wien”".to_owned()],
    };
    assert_eq!(condition(own, &English), said("is"));
    assert_eq!(row(&node, &English), Some(said("is")));
    assert_eq!(row(&node.clone().negated(), &English), Some(said("is none of")));
    assert_eq!(row(&Node::group(Join::All, vec![node]), &English), None);
    let present = condition(&Condition::new("l", Operator::Present, "left over"), &English);
    assert_eq!((present.operator.as_str(), present.values), ("present", Vec::new()));
    let parts = pieces(&Criteria::of(is("l", Operator::IsExactly, &["Graz", "Wien"])), &English);
    let (words, value) = (|text: &str| Piece::Text(text.to_owned()), |text: &str| Piece::Value(text.to_owned()));
    assert_eq!(parts, [words("City is "), value("“Graz”"), words(", "), value("“Wien”")]);
}

proptest! {
    #[test]
    fn every_value_is_said(criteria in criteria()) {
        let mut values = Vec::new();
        criteria.root().visit(&mut |node| if let Some(condition) = node.as_condition() {
            let asked = condition.operator.is_some_and(Operator::takes_value);
            values.extend(condition.values.iter().filter(|_| asked).map(|value| English.value("", value)));
        });
        let pieces = pieces(&criteria, &English);
        let said: Vec<_> = pieces.iter().filter_map(|piece| match piece {
            Piece::Value(value) => Some(value.clone()),
            Piece::Text(_) => None,
        }).collect();
        prop_assert_eq!(said, values);
        let words = text(&criteria, &English);
        prop_assert!(!words.starts_with(' ') && !words.ends_with(' '));
    }

    #[test]
    fn a_gap_is_seen((criteria, _) in incomplete()) {
        let words = text(&criteria, &English);
        prop_assert!(words.contains(MISSING) || words.contains("flag"));
    }
}
