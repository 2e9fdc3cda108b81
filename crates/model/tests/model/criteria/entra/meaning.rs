//! What is written means what was meant.

use super::rule;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{
    Condition, Criteria, Entry, Evaluator, Join, Node, Operator, Relative, Schema, Unit, Value, entra,
};
use model::names::Dn;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const TEXTS: [&str; 5] = ["SMTP:a", "smtp:a@b", "a@b", "b", "A"];
const DAYS: [&str; 3] = ["20260330120000.0Z", "20260331120000.0Z", "20260331150000+0100"];

/// 2026-03-31T12:00:00Z.
const NOW: i64 = 1_774_958_400;

/// Somebody's attributes.
#[derive(Debug)]
struct Person(Vec<(&'static str, Vec<&'static str>)>);

impl Entry for Person {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        for (_, values) in self.0.iter().filter(|(name, _)| *name == attribute) {
            values.iter().for_each(|value| each(value));
        }
    }

    fn is_chained(&self, _: &str, _: &Dn) -> Option<bool> {
        None
    }
}

fn schema() -> Vec<AttributeConfig> {
    vec![
        AttributeConfig::new("l", Syntax::String),
        AttributeConfig { multi_valued: true, ..AttributeConfig::new("proxyAddresses", Syntax::String) },
        AttributeConfig::new("accountEnabled", Syntax::Boolean),
        AttributeConfig::new("employeeHireDate", Syntax::Date),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let condition = |attribute: &str, operator, values: Vec<Value>| Condition {
        attribute: attribute.to_owned(),
        operator: Some(operator),
        values,
    };
    let texts = (select(vec!["l", "proxyAddresses"]), select(&Operator::ALL[..8]), vec(select(&TEXTS), 1..4)).prop_map(
        move |(attribute, operator, values)| {
            condition(attribute, operator, values.into_iter().map(Value::text).collect())
        },
    );
    let all = vec!["l", "proxyAddresses", "accountEnabled", "employeeHireDate"];
    let bare = (select(all), select(vec![Operator::Present, Operator::NotPresent]))
        .prop_map(move |(attribute, operator)| condition(attribute, operator, Vec::new()));
    let equal = || select(vec![Operator::IsExactly, Operator::IsNot]);
    let flags = (equal(), subsequence(vec!["TRUE", "FALSE"], 1..=2)).prop_map(move |(operator, values)| {
        condition("accountEnabled", operator, values.into_iter().map(Value::text).collect())
    });
    let moving = (-2..2, select(vec![Unit::Hour, Unit::Day, Unit::Week]))
        .prop_map(|(amount, unit)| Value::Relative(Relative { amount, unit }));
    let moment = || prop_oneof![select(&DAYS).prop_map(Value::text), moving.clone()];
    let days = (equal(), vec(moment(), 1..3));
    let order = (select(vec![Operator::GreaterOrEqual, Operator::LessOrEqual]), vec(moment(), 1..2));
    let days =
        prop_oneof![days, order].prop_map(move |(operator, values)| condition("employeeHireDate", operator, values));
    prop_oneof![4 => texts, 1 => bare, 1 => flags, 2 => days]
}

fn tree() -> impl Strategy<Value = Criteria> {
    let marked = |node: BoxedStrategy<Node>| (node, any::<bool>()).prop_map(|(node, not)| Node { not, ..node }).boxed();
    let group = move |inner: BoxedStrategy<Node>| {
        let join = select(vec![Join::All, Join::Any]);
        marked((join, vec(inner, 1..4)).prop_map(|(join, children)| Node::group(join, children)).boxed())
    };
    marked(condition().prop_map(Node::condition).boxed()).prop_recursive(3, 12, 4, group).prop_map(Criteria::of)
}

fn person() -> impl Strategy<Value = Person> {
    let texts = |most: usize| vec(select(&TEXTS), 0..most);
    (texts(2), texts(4), vec(select(vec!["TRUE", "FALSE"]), 0..2), vec(select(&DAYS), 0..2)).prop_map(
        |(city, mails, enabled, hired)| {
            Person(vec![
                ("l", city),
                ("proxyAddresses", mails),
                ("accountEnabled", enabled),
                ("employeeHireDate", hired),
            ])
        },
    )
}

proptest! {
    #[test]
    fn the_same_people_meet_it(tree in tree(), people in vec(person(), 8)) {
        let schema = schema();
        let evaluator = Evaluator { schema: Schema::new(&schema), now: NOW };
        let again = rule(&entra::print(&tree).unwrap());
        for person in people {
            let meets = evaluator.matches(&tree, &person);
            prop_assert!(meets.is_ok());
            prop_assert_eq!(evaluator.matches(&again, &person), meets, "{:?} {:?}", person, again);
        }
    }
}
