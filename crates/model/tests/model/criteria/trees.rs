//! Trees by chance, for the tests of dialects, edits and evaluation.

use model::criteria::{Condition, Criteria, Dialect, Join, Node, NodeId, Operator, Relative, Unit, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Attributes of one kind each, some alike but for letter case or a part.
pub const TEXTS: [&str; 8] = ["department", "title", "l", "Department", "extensionAttribute1", "x-y_z", "Not", "And"];
/// Attributes that hold bit masks.
pub const MASKS: [&str; 2] = ["groupType", "userAccountControl"];
/// Attributes that hold distinguished names.
pub const NAMES: [&str; 3] = ["member", "memberOf", "manager"];
/// Attributes that have an order.
pub const ORDERS: [&str; 3] = ["logonCount", "whenCreated", "accountExpires"];

/// What a tree may have beside conditions with text.
#[derive(Clone, Copy, Default)]
pub struct May {
    /// Dates that move, with attributes of order.
    pub relative: bool,
    /// Raw pieces of that dialect.
    pub raw: Option<(Dialect, &'static [&'static str])>,
    /// Locked nodes.
    pub locked: bool,
}

/// A complete rule with every operator, awkward values, negations and groups in groups.
pub fn criteria() -> impl Strategy<Value = Criteria> {
    criteria_with(May::default())
}

/// The same with more.
pub fn criteria_with(may: May) -> impl Strategy<Value = Criteria> {
    node(may).prop_map(Criteria::of)
}

/// A complete node.
pub fn node(may: May) -> BoxedStrategy<Node> {
    let leaf = match may.raw {
        Some((dialect, texts)) => {
            let raw = select(texts).prop_map(move |text| Node::raw(dialect, text));
            prop_oneof![4 => condition(may).prop_map(Node::condition), 1 => raw].boxed()
        }
        None => condition(may).prop_map(Node::condition).boxed(),
    };
    let marked = move |node: BoxedStrategy<Node>| {
        let locked = if may.locked { 0.1 } else { 0.0 };
        (node, prop::bool::weighted(0.25), prop::bool::weighted(locked))
            .prop_map(|(node, not, locked)| Node { not, locked, ..node })
            .boxed()
    };
    let group = move |inner: BoxedStrategy<Node>| {
        let joined = (join(), vec(inner, 1..5)).prop_map(|(join, children)| Node::group(join, children));
        // What some dialects can say in one condition, and what only looks like it.
        let operators = [&Operator::ALL[..8], &[Operator::ChainMatch, Operator::LessOrEqual]].concat();
        let alike = (join(), vec((value(), prop::bool::weighted(0.2)), 1..4), select(operators), any::<bool>());
        let alike = alike.prop_map(|(join, values, operator, not)| {
            let one = |(value, other): (String, bool)| Node {
                not: not != other,
                ..Node::condition(Condition::new("manager", operator, value))
            };
            Node::group(join, values.into_iter().map(one).collect())
        });
        marked(prop_oneof![4 => joined, 1 => alike].boxed())
    };
    marked(leaf).prop_recursive(5, 40, 5, group).boxed()
}

/// All or any.
pub fn join() -> impl Strategy<Value = Join> {
    select(vec![Join::All, Join::Any])
}

/// A complete condition, of several values too.
pub fn condition(may: May) -> impl Strategy<Value = Condition> {
    let texts = |attributes: &'static [&'static str], operators: Vec<Operator>| {
        let values = prop_oneof![3 => vec(value(), 1..2), 1 => vec(value(), 2..4)];
        (select(attributes), select(operators), values).prop_map(|(attribute, operator, values)| Condition {
            attribute: attribute.to_owned(),
            operator: Some(operator),
            values: values.into_iter().map(Value::Text).collect(),
        })
    };
    let is_of_order = |operator: &Operator| matches!(operator, Operator::GreaterOrEqual | Operator::LessOrEqual);
    let all = || Operator::ALL.into_iter();
    let plain = all().filter(|operator| operator.takes_several() && *operator != Operator::ChainMatch).collect();
    let bare = (select(&TEXTS), select(vec![Operator::Present, Operator::NotPresent]), prop::option::of(value()))
        .prop_map(|(attribute, operator, value)| Condition {
            // A value that an operator does not ask for stays while somebody chooses.
            values: value.into_iter().map(Value::Text).collect(),
            ..Condition::bare(attribute, operator)
        });
    let flags = (select(&MASKS), select(all().filter(|operator| operator.is_of_flags()).collect::<Vec<_>>()), mask())
        .prop_map(|(attribute, operator, mask)| Condition::new(attribute, operator, mask));
    let moment = move |may: May| {
        let text = value().prop_map(Value::Text);
        if may.relative { prop_oneof![text, relative().prop_map(Value::Relative)].boxed() } else { text.boxed() }
    };
    let order = (select(&ORDERS), select(all().filter(is_of_order).collect::<Vec<_>>()), vec(moment(may), 1..3))
        .prop_map(|(attribute, operator, values)| Condition {
            attribute: attribute.to_owned(),
            operator: Some(operator),
            values,
        });
    prop_oneof![
        6 => texts(&TEXTS, plain),
        1 => texts(&NAMES, vec![Operator::ChainMatch, Operator::IsExactly, Operator::IsNot]),
        1 => bare,
        1 => flags,
        1 => order,
    ]
}

/// A value that is not blank: plain, or of signs that mean something somewhere, or of any script.
pub fn value() -> impl Strategy<Value = String> {
    let awkward = vec![
        "\"",
        "\\",
        "*",
        "(",
        ")",
        "'",
        "&",
        "|",
        "!",
        "=",
        ">",
        "<",
        "~",
        ":",
        ",",
        "[",
        "]",
        "{",
        "\\\"",
        "\\2a",
        "\\00",
        "*)(objectClass=*",
        "\") Or (a Present",
        " And ",
        " -or ",
        "a b",
        " ",
        "\t",
        "\n",
        "\u{7f}",
        "\u{a0}",
        "é",
        "e\u{301}",
        "ß",
        "İ",
        "שלום",
        "\u{202e}",
        "漢字",
        "👩‍👩‍👧",
        "\u{1f469}",
        "\u{feff}",
        "Not",
        "null",
    ];
    let awkward = vec(prop_oneof![2 => select(awkward).prop_map(str::to_owned), 1 => "[a-zA-Z0-9]{1,3}"], 1..5);
    prop_oneof![
        3 => "[A-Za-z][A-Za-z0-9 .@-]{0,12}",
        1 => "-?[0-9]{1,12}",
        3 => awkward.prop_map(|parts| parts.concat()),
        1 => "\\PC{1,8}",
    ]
    .prop_filter("blank", |text| !text.trim().is_empty())
}

/// A bit mask with at least one bit, signed or not, sometimes with what a person leaves around it.
pub fn mask() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (1..=u32::MAX).prop_map(|bits| bits.to_string()),
        (i32::MIN..0).prop_map(|bits| bits.to_string()),
        (0..32_u32).prop_map(|bit| (1_u32 << bit).to_string()),
    ];
    (number, prop::bool::weighted(0.1))
        .prop_map(|(number, is_loose)| if is_loose { format!(" {number} ") } else { number })
}

/// A date that moves.
pub fn relative() -> impl Strategy<Value = Relative> {
    let units = vec![Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year];
    (-1000..1000, select(units)).prop_map(|(amount, unit)| Relative { amount, unit })
}

/// A rule in which one node, chosen by chance, is incomplete, and its name.
pub fn incomplete() -> impl Strategy<Value = (Criteria, NodeId)> {
    let missing = vec![
        Node::group(Join::All, Vec::new()),
        Node::group(Join::Any, Vec::new()),
        Node::condition(Condition::default()),
        Node::condition(Condition { operator: None, ..Condition::new("title", Operator::Contains, "a") }),
        Node::condition(Condition { values: Vec::new(), ..Condition::new("title", Operator::Contains, "a") }),
        Node::condition(Condition::new(" ", Operator::Contains, "a")),
        Node::condition(Condition::new("title", Operator::IsNot, " \u{a0}\t")),
        Node::condition(Condition::new("groupType", Operator::AllFlagsOn, "0")),
        Node::condition(Condition::new("groupType", Operator::AnyFlagOff, "many")),
        Node::raw(Dialect::Ldap, " "),
    ];
    (criteria(), select(missing), any::<bool>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        |(criteria, missing, not, group, place)| {
            let mut groups = Vec::new();
            criteria.root().visit(&mut |node| groups.extend(node.join().map(|_| node.id)));
            let group = *group.get(&groups);
            let places = criteria.node(group).unwrap().children().len() + 1;
            let piece = model::criteria::Piece(Node { not, ..missing });
            let edited = criteria.edit(model::criteria::Edit::Add(group, place.index(places), piece)).unwrap();
            (edited.criteria, edited.focus)
        },
    )
}
