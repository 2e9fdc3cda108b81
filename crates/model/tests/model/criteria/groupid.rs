//! GroupID criteria.

use model::criteria::groupid::{canonical_with_not, parse, print, print_with_not};
use model::criteria::{
    Cannot, Condition, Criteria, Dialect, Expected, Join, MAX_CONDITIONS, MAX_DEPTH, Node, NodeId, Operator,
    PrintReason, Value,
};

fn is(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().copied().map(Value::text).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

fn dep(operator: Operator, values: &[&str]) -> Node {
    is("department", operator, values)
}

fn all<const N: usize>(children: [Node; N]) -> Node {
    Node::group(Join::All, children.into())
}

fn any<const N: usize>(children: [Node; N]) -> Node {
    Node::group(Join::Any, children.into())
}

#[test]
fn the_seeds_criterion() {
    let body: serde_json::Value =
        serde_json::from_str(include_str!("../seeds/create-smart-group.request.json")).unwrap();
    let seed = r#"(department Contains "engineering")"#;
    assert!(body.to_string().contains(&serde_json::Value::from(seed).to_string()));
    let criteria = Criteria::of(dep(Operator::Contains, &["engineering"]));
    assert_eq!(parse(seed).as_ref(), Ok(&criteria));
    assert_eq!(print(&criteria).as_deref(), Ok(seed));
}

#[test]
fn every_operator() {
    for (operator, text) in [
        (Operator::Contains, r#"(department Contains "a")"#),
        (Operator::NotContains, r#"(department Not Contain "a")"#),
        (Operator::StartsWith, r#"(department Starts With "a")"#),
        (Operator::NotStartsWith, r#"(department Does Not Start With "a")"#),
        (Operator::EndsWith, r#"(department Ends With "a")"#),
        (Operator::NotEndsWith, r#"(department Does Not End With "a")"#),
        (Operator::IsExactly, r#"(department Is Exactly "a")"#),
        (Operator::IsNot, r#"(department Is Not "a")"#),
        (Operator::GreaterOrEqual, r#"(department Greater Or Equal "a")"#),
        (Operator::LessOrEqual, r#"(department Less Or Equal "a")"#),
        (Operator::Present, "(department Present)"),
        (Operator::NotPresent, "(department Not Present)"),
        (Operator::AllFlagsOn, r#"(department All Flags On "2")"#),
        (Operator::AllFlagsOff, r#"(department All Flags Off "2")"#),
        (Operator::AnyFlagOn, r#"(department Any Flag On "2")"#),
        (Operator::AnyFlagOff, r#"(department Any Flag Off "2")"#),
        (Operator::ChainMatch, r#"(department Chain Match "a")"#),
    ] {
        let values: &[&str] = match operator {
            operator if operator.is_of_flags() => &["2"],
            operator if operator.takes_value() => &["a"],
            _ => &[],
        };
        let criteria = Criteria::of(dep(operator, values));
        assert_eq!(print(&criteria).as_deref(), Ok(text));
        assert_eq!(parse(text).as_ref(), Ok(&criteria), "{text}");
        assert_eq!(
            parse(&text.to_uppercase().replace("DEPARTMENT", "department").replace("\"A\"", "\"a\"")),
            Ok(criteria)
        );
    }
}

#[test]
fn what_people_write_is_read() {
    let same = |text: &str, node: Node| assert_eq!(parse(text), Ok(Criteria::of(node)), "{text}");
    let negative = |text: &str, operator: Operator| same(text, dep(operator, &["a"]));
    negative("(department doesn\u{2019}t contain \"a\")", Operator::NotContains);
    negative("(department Doesn't Contain \"a\")", Operator::NotContains);
    negative("(department does  not\tcontain \"a\")", Operator::NotContains);
    negative("(department Not Contains \"a\")", Operator::NotContains);
    negative("(department NOT START WITH \"a\")", Operator::NotStartsWith);
    negative("(department Does Not End With \"a\")", Operator::NotEndsWith);
    negative("(department Is \"a\")", Operator::IsExactly);
    negative("(department IsExactly\"a\")", Operator::IsExactly);
    negative("(department Not Equals \"a\")", Operator::IsNot);
    negative("\n( department Greater Than Or Equal \"a\" ) ", Operator::GreaterOrEqual);
    same("(logonCount Greater Or Equal 5)", is("logonCount", Operator::GreaterOrEqual, &["5"]));
    same("(x.y_z-1 Less Or Equal -5 )", is("x.y_z-1", Operator::LessOrEqual, &["-5"]));
    same("(groupType Any Flag On \" +8 \")", is("groupType", Operator::AnyFlagOn, &["8"]));
    same("(mail Present \"\")", is("mail", Operator::Present, &[]));
    // Names that look like words of the language.
    same("(Not Present)", is("Not", Operator::Present, &[]));
    same("(Not Not Present)", is("Not", Operator::NotPresent, &[]));
    same("(And Is \"Or\")", is("And", Operator::IsExactly, &["Or"]));
    // Brackets too many, and none around all.
    same("(((department Is \"a\")))", dep(Operator::IsExactly, &["a"]));
    let two = || all([is("l", Operator::IsExactly, &["Wien"]), is("title", Operator::StartsWith, &["Intern"])]);
    same("((l Is Exactly \"Wien\") And (title Starts With \"Intern\"))", two());
    same("(l Is Exactly \"Wien\")and(title Starts With \"Intern\")", two());
    same("Not ((l Is Exactly \"Wien\") AND (title Starts With \"Intern\"))", two().negated());
    same("not not(((l Is Exactly \"Wien\") AND (title Starts With \"Intern\")))", two());
    same("Not (department Contains \"a\")", dep(Operator::NotContains, &["a"]));
    same("(Not (department Less Or Equal 1))", dep(Operator::LessOrEqual, &["1"]).negated());
}

#[test]
fn one_shape() {
    let a = || is("a", Operator::Present, &[]);
    let b = || is("b", Operator::Present, &[]);
    let c = || is("c", Operator::Present, &[]);
    let said = |node: Node, text: &str, again: Node| {
        let criteria = Criteria::of(node);
        assert_eq!(print_with_not(&criteria).as_deref(), Ok(text));
        assert_eq!(parse(text), Ok(Criteria::of(again)), "{text}");
    };
    let same = |node: Node, text: &str| said(node.clone(), text, node);
    same(all([a(), b(), c()]), "((a Present) And (b Present) And (c Present))");
    same(any([a(), all([b(), c()])]), "((a Present) Or ((b Present) And (c Present)))");
    same(any([a(), all([b(), c()]).negated()]).negated(), "Not ((a Present) Or Not ((b Present) And (c Present)))");
    same(all([a(), any([b(), any([c(), a()])])]), "((a Present) And ((b Present) Or ((c Present) Or (a Present))))");
    // A group of one is what stands in it.
    said(all([any([a(), b()])]), "((a Present) Or (b Present))", any([a(), b()]));
    said(any([a()]).negated(), "(a Not Present)", is("a", Operator::NotPresent, &[]));
    said(
        all([a(), any([b()]).negated()]),
        "((a Present) And (b Not Present))",
        all([a(), is("b", Operator::NotPresent, &[])]),
    );
    // Several values.
    let (xy, not_xy) = (dep(Operator::Contains, &["x", "y"]), dep(Operator::NotContains, &["x", "y"]));
    let any_xy = r#"((department Contains "x") Or (department Contains "y"))"#;
    let none_xy = r#"((department Not Contain "x") And (department Not Contain "y"))"#;
    let [x, y] = ["x", "y"].map(|value| dep(Operator::Contains, &[value]));
    same(xy.clone(), any_xy);
    same(not_xy.clone(), none_xy);
    said(xy.clone().negated(), none_xy, not_xy.clone());
    said(not_xy.clone().negated(), any_xy, xy.clone());
    said(any([x.clone(), y.clone()]), any_xy, xy.clone());
    said(any([x.clone(), y.clone()]).negated(), none_xy, not_xy.clone());
    said(all([x.clone().negated(), y.clone().negated()]), none_xy, not_xy.clone());
    let both = r#"((department Contains "x") And (department Contains "y"))"#;
    same(all([x.clone(), y.clone()]), both);
    let chain = || is("memberOf", Operator::ChainMatch, &["CN=x", "CN=y"]).negated();
    same(chain(), r#"Not ((memberOf Chain Match "CN=x") Or (memberOf Chain Match "CN=y"))"#);
    same(
        all([chain(), xy.clone()]),
        &format!(r#"(Not ((memberOf Chain Match "CN=x") Or (memberOf Chain Match "CN=y")) And {any_xy})"#),
    );
    let [one, two] = ["1", "2"].map(|value| is("n", Operator::LessOrEqual, &[value]));
    let split = any([one, two]);
    said(
        is("n", Operator::LessOrEqual, &["1", "2"]),
        r#"((n Less Or Equal "1") Or (n Less Or Equal "2"))"#,
        split.clone(),
    );
    assert_eq!(
        canonical_with_not(&Criteria::of(is("n", Operator::LessOrEqual, &["1", "2"]).negated())),
        Criteria::of(split.negated())
    );
    // A value that is not asked for.
    said(is("mail", Operator::Present, &["x"]), "(mail Present)", is("mail", Operator::Present, &[]));
    // A raw piece that can be read.
    let raw = Node::raw(Dialect::GroupId, " (a PRESENT)");
    said(
        all([raw.clone().negated(), b()]),
        "((a Not Present) And (b Present))",
        all([is("a", Operator::NotPresent, &[]), b()]),
    );
}

/// The strict text has conditions, And, Or and brackets alone.
#[test]
fn negations_are_pushed_down() {
    let a = || is("a", Operator::Present, &[]);
    let b = || dep(Operator::Contains, &["b"]);
    let print = |node: Node| print(&Criteria::of(node));
    let (not_a, not_b) = ("(a Not Present)", r#"(department Not Contain "b")"#);
    assert_eq!(print(all([a(), b()]).negated()).unwrap(), format!("({not_a} Or {not_b})"));
    assert_eq!(print(any([a(), b()]).negated()).unwrap(), format!("({not_a} And {not_b})"));
    let deep = any([a(), all([a(), b()]).negated()]).negated();
    assert_eq!(print(deep).unwrap(), format!(r#"({not_a} And ((a Present) And (department Contains "b")))"#));
    let flags = is("userAccountControl", Operator::AllFlagsOn, &["2"]).negated();
    assert_eq!(
        print(all([flags, a()]).negated()).unwrap(),
        format!(r#"((userAccountControl All Flags On "2") Or {not_a})"#)
    );
    // What has no opposite is refused, at the condition and not at the group around it.
    for operator in [Operator::GreaterOrEqual, Operator::LessOrEqual, Operator::ChainMatch] {
        let reason = PrintReason::Cannot(Cannot::Negated(operator));
        let error = print(all([a(), is("n", operator, &["5"])]).negated()).unwrap_err();
        assert_eq!((error.node, error.reason), (NodeId(2), reason));
        assert!(print(is("n", operator, &["5"]).negated()).is_err());
        assert!(print(all([a(), is("n", operator, &["5"]).negated()]).negated()).is_ok(), "twice is not at all");
    }
}

#[test]
fn values_are_escaped() {
    for (value, text) in [
        (r#"the "best""#, r#"(department Is Exactly "the \"best\"")"#),
        (r"CN=Lee\, Ann", r#"(department Is Exactly "CN=Lee\\, Ann")"#),
        (r#"") Or (mail Present"#, r#"(department Is Exactly "\") Or (mail Present")"#),
        ("*", r#"(department Is Exactly "*")"#),
        (" Zürich\n👩‍👧 ", "(department Is Exactly \" Zürich\n👩‍👧 \")"),
    ] {
        let criteria = Criteria::of(dep(Operator::IsExactly, &[value]));
        assert_eq!(print(&criteria).as_deref(), Ok(text));
        assert_eq!(parse(text), Ok(criteria));
    }
}

#[test]
fn says_where_it_fails() {
    for (text, at, expected) in [
        ("", 0, Expected::Rule),
        (" \n", 2, Expected::Rule),
        ("department Contains \"a\"", 0, Expected::Open),
        ("()", 1, Expected::Attribute),
        ("(", 1, Expected::Attribute),
        ("(\"a\" Is \"b\")", 1, Expected::Attribute),
        ("(-a Is \"b\")", 1, Expected::Attribute),
        ("(é Is \"b\")", 1, Expected::Attribute),
        ("(a)", 2, Expected::Operator),
        ("(a Rhymes With \"b\")", 3, Expected::Operator),
        ("(a >= \"b\")", 3, Expected::Operator),
        ("(departmentContains \"b\")", 20, Expected::Operator),
        ("(a Is)", 5, Expected::Value),
        ("(a Is b)", 6, Expected::Value),
        ("(a Is -)", 6, Expected::Value),
        ("(a Is Not Present)", 10, Expected::Value),
        ("(a Is \"\")", 6, Expected::NonBlankValue),
        ("(a Is \" \u{a0}\")", 6, Expected::NonBlankValue),
        ("(a All Flags On \"x\")", 16, Expected::Number),
        ("(a All Flags On 4294967296)", 16, Expected::Number),
        ("(a All Flags On 0)", 16, Expected::Mask),
        ("(a Is \"b)", 9, Expected::Quote),
        ("(a Is \"b\\", 9, Expected::Character),
        ("(a Is \"b\\n\")", 9, Expected::Character),
        ("(a Is \"é\0\")", 9, Expected::Character),
        ("(a Is \"b\" \"c\")", 10, Expected::Close),
        ("(a Is 5c)", 7, Expected::Close),
        ("(a Present \"c\")", 11, Expected::Close),
        ("(a Is \"b\"", 9, Expected::Close),
        ("((a Present)", 12, Expected::Close),
        ("((a Present) (b Present))", 13, Expected::Join),
        ("((a Present) Xor (b Present))", 13, Expected::Join),
        ("((a Present), (b Present))", 12, Expected::Join),
        ("((a Present) And)", 16, Expected::Open),
        ("((a Present) And Not b)", 21, Expected::Open),
        ("((a Present) And (b Present) Or (c Present))", 29, Expected::SameJoin),
        ("(a Present) Or (b Present) And (c Present)", 27, Expected::SameJoin),
        ("(a Present))", 11, Expected::End),
        ("(a Present) é", 12, Expected::End),
        ("Not", 3, Expected::Open),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((error.at, error.expected), (at, expected), "{text}");
    }
    let deep = "(".repeat(MAX_DEPTH + 2) + "a Present";
    let error = parse(&deep).unwrap_err();
    assert_eq!((error.at, error.expected), (MAX_DEPTH, Expected::Shallower));
    let many = vec!["(a Present)"; MAX_CONDITIONS + 1].join(" Or ");
    let error = parse(&many).unwrap_err();
    assert_eq!((error.at, error.expected), (MAX_CONDITIONS * 15, Expected::Fewer));
}

#[test]
fn what_cannot_be_said_is_refused() {
    let refused = |node: Node, why: Cannot| {
        let error = print(&Criteria::of(all([is("a", Operator::Present, &[]), node]))).unwrap_err();
        assert_eq!((error.node, error.dialect, error.reason), (NodeId(2), Dialect::GroupId, PrintReason::Cannot(why)));
    };
    refused(Node::raw(Dialect::Ldap, "(a~=b)"), Cannot::Raw(Dialect::Ldap));
    refused(Node::raw(Dialect::GroupId, "(a Present) Or (b Present) And (c Present)"), Cannot::Raw(Dialect::GroupId));
    refused(Node::raw(Dialect::GroupId, "a Present"), Cannot::Raw(Dialect::GroupId));
    for name in ["a b", "a)", "a\"", "é", "-a", ".a", "cn;lang-de", "a=b"] {
        refused(is(name, Operator::Present, &[]), Cannot::Attribute);
    }
    refused(dep(Operator::Contains, &["a", "b\0"]), Cannot::Value);
}
