//! Rules and people by chance over one small schema, in which conditions often are met: for the tests of what a rule
//! means. `trees` makes awkward rules instead.

use super::trees;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{
    Condition, Criteria, Entry, Evaluator, Join, Node, Operator, Relative, Schema, Unit, Value, account, value,
};
use model::names::Dn;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// 2026-03-31T12:00:00Z.
pub const NOW: i64 = 1_774_958_400;

/// A syntax with each kind of attribute.
pub fn attributes() -> Vec<AttributeConfig> {
    let single = |name: &str, syntax| AttributeConfig::new(name, syntax);
    let several = |name: &str, syntax| AttributeConfig { multi_valued: true, ..AttributeConfig::new(name, syntax) };
    vec![
        single("department", Syntax::String),
        single("title", Syntax::String),
        several("tags", Syntax::String),
        single("logonCount", Syntax::Number),
        several("levels", Syntax::Number),
        single("enabled", Syntax::Boolean),
        single("whenCreated", Syntax::Date),
        single("accountExpires", Syntax::FileTime),
        single("manager", Syntax::Person),
        several("memberOf", Syntax::Dn),
        single("userAccountControl", Syntax::Flags),
    ]
}

pub const TEXTS: [&str; 10] =
    ["Sales", "sales", "Sales EMEA", " sales  emea", "Engineering", "engin", "a", "Straße", "STRASSE", "Σίσυφος"];
pub const NUMBERS: [&str; 6] = ["-10", "-1", "0", "1", "7", "100"];
pub const BOOLEANS: [&str; 2] = ["TRUE", "FALSE"];
pub const DAYS: [&str; 5] =
    ["20260101000000.0Z", "20260331120000.0Z", "20260401000000.0Z", "20250228235959.0Z", "20260331140000+0200"];
pub const MASKS: [&str; 7] = ["1", "2", "3", "512", "514", "-2147483646", "2147483650"];
pub const NAMES: [&str; 4] =
    ["CN=Ann,DC=demo", "cn=ann, dc=DEMO", "CN=Inner,OU=Groups,DC=demo", "CN=Outer,OU=Groups,DC=demo"];

/// Values that fit.
pub fn values_of(syntax: Syntax) -> Vec<String> {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match syntax {
        Syntax::String => own(&TEXTS),
        Syntax::Number => own(&NUMBERS),
        Syntax::Boolean => own(&BOOLEANS),
        Syntax::Date => own(&DAYS),
        Syntax::FileTime => {
            let moment = |text| value::file_time(value::from_generalized(text).unwrap()).unwrap();
            DAYS.into_iter().map(moment).chain(own(&["0", "9223372036854775807"])).collect()
        }
        Syntax::Dn | Syntax::Person => own(&NAMES),
        Syntax::Flags => own(&MASKS),
    }
}

/// Somebody.
#[derive(Debug, Clone, Default)]
pub struct Person(pub BTreeMap<String, Vec<String>>);

impl Person {
    pub fn with(mut self, attribute: &str, values: &[&str]) -> Self {
        self.0.insert(attribute.to_owned(), values.iter().map(|value| (*value).to_owned()).collect());
        self
    }
}

/// Inner is a member of Outer.
impl Entry for Person {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        for value in self.0.get(attribute).into_iter().flatten() {
            each(value);
        }
    }

    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool> {
        let points = |dn: &str| {
            let Ok(dn) = Dn::parse(dn) else { return false };
            dn.same(target) || (dn.rdn().value() == "Inner" && target.rdn().value().eq_ignore_ascii_case("Outer"))
        };
        Some(self.0.get(attribute).is_some_and(|values| values.iter().any(|dn| points(dn))))
    }
}

/// Somebody of whom Entra ID says the same as Active Directory: whether the account is enabled.
pub fn in_both_directories(person: Person) -> Person {
    let control = person.0.get(account::CONTROL).and_then(|values| values.first()).cloned();
    match control {
        Some(mask) => {
            let is_disabled = value::mask(&mask).unwrap() & account::DISABLED != 0;
            person.with(account::ENABLED, &[value::boolean_text(!is_disabled)])
        }
        None => person,
    }
}

/// Asks with the small schema.
pub fn with_evaluator<T>(ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
    let attributes = attributes();
    ask(&Evaluator { schema: Schema::new(&attributes), now: NOW })
}

pub fn person() -> impl Strategy<Value = Person> {
    let one = |attribute: AttributeConfig| {
        let most = if attribute.multi_valued { 4 } else { 2 };
        vec(select(values_of(attribute.syntax)), 0..most).prop_map(move |values| (attribute.name.clone(), values))
    };
    attributes().into_iter().map(one).collect::<Vec<_>>().prop_map(|all| Person(all.into_iter().collect()))
}

/// A condition on that attribute that fits it.
fn condition_on(attribute: AttributeConfig) -> impl Strategy<Value = Condition> {
    let fixed = select(values_of(attribute.syntax)).prop_map(Value::Text);
    let moving = (select(vec![-3, -1, 0, 2]), select(vec![Unit::Hour, Unit::Day, Unit::Month, Unit::Year]))
        .prop_map(|(amount, unit)| Value::Relative(Relative { amount, unit }));
    let value = if attribute.syntax.is_moment() { prop_oneof![3 => fixed, 1 => moving].boxed() } else { fixed.boxed() };
    (select(attribute.operators()), vec(value, 1..4)).prop_map(move |(operator, mut values)| {
        let most = match operator {
            _ if !operator.takes_value() => 0,
            _ if operator.takes_several() => 3,
            _ => 1,
        };
        values.truncate(most);
        Condition { attribute: attribute.name.clone(), operator: Some(operator), values }
    })
}

/// A rule that fits the schema, with brackets and negations too many, and groups that ask much of one attribute.
pub fn rule() -> impl Strategy<Value = Criteria> {
    let marked = |node: BoxedStrategy<Node>| {
        (node, prop::bool::weighted(0.3)).prop_map(|(node, not)| Node { not, ..node }).boxed()
    };
    let leaf = move |attribute| marked(condition_on(attribute).prop_map(Node::condition).boxed());
    let joined = |children: BoxedStrategy<Vec<Node>>| {
        (select(vec![Join::All, Join::Any]), children).prop_map(|(join, children)| Node::group(join, children))
    };
    let any_leaf = select(attributes()).prop_flat_map(leaf);
    let alike = joined(select(attributes()).prop_flat_map(move |one| vec(leaf(one), 2..5)).boxed());
    let group = move |inner: BoxedStrategy<Node>| marked(joined(vec(inner, 1..5).boxed()).boxed());
    let lowest = prop_oneof![3 => any_leaf, 1 => marked(alike.boxed())];
    lowest.prop_recursive(4, 24, 5, group).prop_map(Criteria::of)
}

/// A rule whose dates are fixed, which every dialect can say.
pub fn fixed_rule() -> impl Strategy<Value = Criteria> {
    rule().prop_filter("moves", |criteria| {
        let mut moves = false;
        criteria.root().visit(&mut |node| {
            let values = node.as_condition().map_or(&[][..], |condition| &condition.values);
            moves |= values.iter().any(|value| value.as_text().is_none());
        });
        !moves
    })
}

/// One condition alone.
pub fn only(attribute: &str, operator: Operator, value: &str) -> Criteria {
    Criteria::of(Node::condition(Condition::new(attribute, operator, value)))
}

/// The attributes of `trees`, as text wherever the values by chance would not fit.
pub fn loose() -> Vec<AttributeConfig> {
    let of = |names: &[&str], syntax| names.iter().map(|name| AttributeConfig::new(*name, syntax)).collect::<Vec<_>>();
    let mut all = of(&trees::TEXTS, Syntax::String);
    all.extend(of(&trees::MASKS, Syntax::Flags));
    all.extend(of(&trees::ORDERS, Syntax::String));
    all.extend(of(&trees::NAMES, Syntax::Dn));
    all
}

/// Somebody with awkward texts.
pub fn awkward_person() -> impl Strategy<Value = Person> {
    vec(trees::value(), trees::TEXTS.len()).prop_map(|values| {
        let all = trees::TEXTS.iter().zip(&values);
        all.fold(Person::default(), |person, (attribute, value)| person.with(attribute, &[value]))
    })
}
