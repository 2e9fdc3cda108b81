//! Writing rules of Entra ID: what the language lacks, how much it takes, and that what is written is read again.

use super::{RAW, all_of, any_of, hired, is, raw, rule};
use crate::criteria::trees::{May, criteria_with};
use model::criteria::{
    Cannot, Condition, Criteria, Dialect, Expected, Join, MAX_CONDITIONS, MAX_DEPTH, Missing, Node, NodeId, Operator,
    PrintReason, Unit, entra,
};
use proptest::prelude::*;

#[test]
fn attributes_are_understood_under_both_names() {
    use Operator::*;
    let cases = [
        (is("Title", IsExactly, &["x"]), is("title", IsExactly, &["x"])),
        (is("jobtitle", IsExactly, &["x"]), is("title", IsExactly, &["x"])),
        (is("surname", IsExactly, &["x"]), is("sn", IsExactly, &["x"])),
        (is("accountenabled", IsExactly, &["true"]), is("accountEnabled", IsExactly, &["TRUE"])),
        (is("useraccountcontrol", AnyFlagOn, &["2"]), is("accountEnabled", IsExactly, &["FALSE"])),
        (is("userAccountControl", AnyFlagOff, &["2"]), is("accountEnabled", IsNot, &["FALSE"])),
    ];
    for (tree, read) in cases {
        let tree = Criteria::of(tree);
        assert_eq!(entra::canonical(&tree), Criteria::of(read));
        assert_eq!(rule(&entra::print(&tree).unwrap()), entra::canonical(&tree));
    }
}

#[test]
fn what_the_language_lacks_is_said_otherwise() {
    use Operator::*;
    let now = |unit| hired(IsExactly, -2, unit);
    let cases = [
        (is("proxyAddresses", NotContains, &["a"]), "-not (user.proxyAddresses -any (_ -contains \"a\"))"),
        (is("proxyAddresses", IsNot, &["a", "b"]).negated(), "(user.proxyAddresses -any (_ -in [\"a\", \"b\"]))"),
        (is("mail", Present, &[]).negated(), "(user.mail -eq null)"),
        (is("cn", NotStartsWith, &["a", "b"]), "(user.cn -notStartsWith \"a\") -and (user.cn -notStartsWith \"b\")"),
        (
            is("cn", StartsWith, &["a", "b"]).negated(),
            "-not ((user.cn -startsWith \"a\") -or (user.cn -startsWith \"b\"))",
        ),
        (
            is("accountEnabled", IsExactly, &["TRUE", "FALSE"]),
            "(user.accountEnabled -eq true) -or (user.accountEnabled -eq false)",
        ),
        (now(Unit::Week), "(user.employeeHireDate -eq system.now -minus p14d)"),
        (hired(IsNot, 0, Unit::Year), "(user.employeeHireDate -ne system.now)"),
        (
            all_of(vec![all_of(vec![any_of(vec![is("cn", IsExactly, &["a"])]).negated()])]).negated(),
            "(user.cn -eq \"a\")",
        ),
        (raw("user.city -eq 'a' -and user.cn -match 'b'"), "(user.city -eq \"a\") -and (user.cn -match 'b')"),
    ];
    for (node, written) in cases {
        let tree = Criteria::of(node);
        assert_eq!(entra::print(&tree).as_deref(), Ok(written));
        assert_eq!(rule(written), entra::canonical(&tree), "{written}");
    }
}

#[test]
fn what_cannot_be_said_is_refused_and_named() {
    use Operator::*;
    let alone = "Direct Reports for \"x\"";
    let cases = [
        (is("cn", GreaterOrEqual, &["a"]), Cannot::Operator(GreaterOrEqual)),
        (is("cn", ChainMatch, &["a"]), Cannot::Operator(ChainMatch)),
        (is("userAccountControl", AnyFlagOn, &["16"]), Cannot::Operator(AnyFlagOn)),
        (is("accountEnabled", Contains, &["TRUE"]), Cannot::Operator(Contains)),
        (is("employeeHireDate", StartsWith, &["2020"]), Cannot::Operator(StartsWith)),
        (is("accountEnabled", IsExactly, &["1"]), Cannot::Value),
        (is("employeeHireDate", IsExactly, &["2020-06-10"]), Cannot::Value),
        (is("employeeHireDate", IsExactly, &["20201310181320.0Z"]), Cannot::Value),
        (is("employeeHireDate", LessOrEqual, &["20200610181320Z", "20200610181321Z"]), Cannot::Value),
        (is("cn", IsExactly, &["a`b"]), Cannot::Value),
        (is("cn", IsExactly, &["a\nb"]), Cannot::Value),
        (is("cn", IsExactly, &["a", "\0"]), Cannot::Value),
        (hired(GreaterOrEqual, 1, Unit::Month), Cannot::RelativeDate),
        (hired(GreaterOrEqual, i32::MIN, Unit::Week), Cannot::RelativeDate),
        (is("msDS-cloudExtensionAttribute1", IsExactly, &["a"]), Cannot::Attribute),
        (is("manager", IsExactly, &["CN=a"]), Cannot::Attribute),
        (is("memberOf", Present, &[]), Cannot::Attribute),
        (is("a -eq \"\" -or user.b", Present, &[]), Cannot::Attribute),
        (raw("(user.cn -match \"x\") -or"), Cannot::Raw(Dialect::Entra)),
        (raw("user.cn -match \"x\") -or (user.cn -match \"y\""), Cannot::Raw(Dialect::Entra)),
        (raw(alone), Cannot::Raw(Dialect::Entra)),
        (Node::raw(Dialect::Ldap, "(user.cn -match \"x\")"), Cannot::Raw(Dialect::Ldap)),
    ];
    for (node, cannot) in cases {
        let tree = Criteria::of(any_of(vec![is("cn", Present, &[]), all_of(vec![node])]));
        let error = entra::print(&tree).unwrap_err();
        assert_eq!((error.node, error.reason), (NodeId(3), PrintReason::Cannot(cannot)), "{tree:?}");
        assert_eq!(entra::canonical(&tree), tree);
    }
    assert_eq!(entra::print(&Criteria::of(raw(alone))).as_deref(), Ok(alone));
    assert!(entra::print(&Criteria::of(raw(alone).negated())).is_err());
}

#[test]
fn what_is_incomplete_is_refused() {
    let unfinished = Node::condition(Condition::default());
    let tree = Criteria::of(all_of(vec![is("cn", Operator::IsExactly, &["a"]), unfinished]));
    let error = entra::print(&tree).unwrap_err();
    assert_eq!((error.node, error.reason), (NodeId(2), PrintReason::Incomplete(Missing::Attribute)));
    let error = entra::print(&Criteria::default()).unwrap_err();
    assert_eq!((error.node, error.reason), (NodeId::ROOT, PrintReason::Incomplete(Missing::Conditions)));
}

#[test]
fn a_rule_has_at_most_3072_characters() {
    let frame = entra::print(&Criteria::of(is("cn", Operator::IsExactly, &["ä"]))).unwrap();
    let fits = 3_072 - frame.chars().count() + 1;
    let of = |count: usize| Criteria::of(is("cn", Operator::IsExactly, &[&"ä".repeat(count)]));
    assert_eq!(entra::print(&of(fits)).unwrap().chars().count(), 3_072);
    assert_eq!(entra::print(&of(fits + 1)).unwrap_err().reason, PrintReason::TooLarge);
    // Two of .NET's characters each.
    let wide = Criteria::of(is("cn", Operator::IsExactly, &[&"😀".repeat(fits / 2 + 1)]));
    assert_eq!(entra::print(&wide).unwrap_err().reason, PrintReason::TooLarge);
}

#[test]
fn groups_lie_in_each_other_as_deep_as_the_tree_allows() {
    fn nest(depth: usize, mut inner: Node) -> Node {
        for at in 0..depth {
            let join = if at % 2 == 0 { Join::Any } else { Join::All };
            inner = Node::group(join, vec![is("cn", Operator::Present, &[]), inner]);
        }
        inner
    }
    let items = is("proxyAddresses", Operator::Contains, &["a"]);
    let deepest = Criteria::of(nest(MAX_DEPTH, items));
    let text = entra::print(&deepest).unwrap();
    assert_eq!(rule(&text), deepest);
    assert_eq!(
        entra::print(&Criteria::of(nest(MAX_DEPTH + 1, is("cn", Operator::Present, &[])))).unwrap_err().reason,
        PrintReason::TooLarge
    );
    // Two values of Contains are a group of their own in the text.
    let two = is("cn", Operator::Contains, &["a", "b"]);
    assert_eq!(entra::print(&Criteria::of(nest(MAX_DEPTH, two))).unwrap_err().reason, PrintReason::TooLarge);
    let error = entra::parse(&format!("(user.cn -ne null) -or ({text})")).unwrap_err();
    assert_eq!((error.at, error.expected), (0, Expected::Shallower));
    let error = entra::parse(&"(".repeat(500)).unwrap_err();
    assert_eq!((error.at, error.expected), (2 * MAX_DEPTH, Expected::Shallower));
}

#[test]
fn conditions_are_counted() {
    let one = "(user.cn -ne null)";
    let many = |count: usize| vec![one; count].join(" -and ");
    assert_eq!(rule(&many(MAX_CONDITIONS)).root().conditions(), MAX_CONDITIONS);
    let error = entra::parse(&many(MAX_CONDITIONS + 1)).unwrap_err();
    assert_eq!((error.at, error.expected), (MAX_CONDITIONS * (one.len() + 6) + 1, Expected::Fewer));
}

/// Trees that Entra can say.
fn sayable() -> impl Strategy<Value = Criteria> {
    let text = "[ -~ä€😀]{0,8}[a-z'\"][ -_a-~ß]{0,3}".prop_map(|text| text.replace('`', "'"));
    let attribute =
        prop::sample::select(vec!["l", "sn", "department", "proxyAddresses", "jobTitle", "extensionAttribute3", "x_1"]);
    let operator = prop::sample::select(vec![
        Operator::Contains,
        Operator::NotContains,
        Operator::StartsWith,
        Operator::NotStartsWith,
        Operator::EndsWith,
        Operator::NotEndsWith,
        Operator::IsExactly,
        Operator::IsNot,
        Operator::Present,
        Operator::NotPresent,
    ]);
    let texts = (attribute, operator, prop::collection::vec(text, 1..4)).prop_map(|(attribute, operator, values)| {
        let values = values.iter().map(String::as_str).collect::<Vec<_>>();
        is(attribute, operator, &values)
    });
    let flags = prop::sample::subsequence(vec!["true", "FALSE"], 1..=2)
        .prop_map(|values| is("accountEnabled", Operator::IsNot, &values));
    let unit = prop::sample::select(vec![Unit::Hour, Unit::Day, Unit::Week]);
    let order = prop::sample::select(vec![Operator::GreaterOrEqual, Operator::LessOrEqual, Operator::IsExactly]);
    let moving = (order, -9_000..9_000, unit).prop_map(|(operator, amount, unit)| hired(operator, amount, unit));
    let date = (1..=12, 1..=28, 0..24).prop_map(|(month, day, hour)| {
        is("employeeHireDate", Operator::IsNot, &[&format!("2031{month:02}{day:02}{hour:02}0509Z")])
    });
    let raws = prop::sample::select(RAW).prop_map(raw);
    let leaf = prop_oneof![6 => texts, 1 => flags, 1 => moving, 1 => date, 2 => raws];
    let leaf = (leaf, any::<bool>()).prop_map(|(node, not)| if not { node.negated() } else { node });
    let tree = leaf.prop_recursive(4, 16, 4, |inner| {
        (prop::collection::vec(inner, 1..4), any::<[bool; 2]>()).prop_map(|(children, [join, not])| {
            let node = Node::group(if join { Join::All } else { Join::Any }, children);
            if not { node.negated() } else { node }
        })
    });
    tree.prop_map(Criteria::of)
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(tree in sayable()) {
        match entra::print(&tree) {
            Ok(text) => {
                let again = entra::parse(&text);
                prop_assert_eq!(again.as_ref(), Ok(&entra::canonical(&tree)), "{}", text);
                prop_assert_eq!(entra::print(&entra::canonical(&tree)), Ok(text));
            }
            Err(error) => prop_assert_eq!(error.reason, PrintReason::TooLarge),
        }
    }

    /// Whatever a tree has, it comes back or is refused with the node.
    #[test]
    fn any_tree_comes_back_or_is_refused(
        tree in criteria_with(May { relative: true, raw: Some((Dialect::Entra, RAW)), locked: true }),
    ) {
        match entra::print(&tree) {
            Ok(text) => prop_assert_eq!(rule(&text), entra::canonical(&tree), "{}", text),
            Err(error) => {
                prop_assert!(tree.node(error.node).is_some());
                if error.reason != PrintReason::TooLarge {
                    prop_assert_eq!(entra::canonical(&tree), tree);
                }
            }
        }
    }
}
