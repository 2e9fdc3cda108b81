//! LDAP filters.

use model::criteria::ldap::{canonical, parse, print};
use model::criteria::{
    Cannot, Condition, Criteria, Dialect, Expected, Join, MAX_CONDITIONS, MAX_DEPTH, Node, NodeId, Operator,
    PrintReason, Value,
};

fn is(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().copied().map(Value::text).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

fn a(operator: Operator, values: &[&str]) -> Node {
    is("a", operator, values)
}

fn all<const N: usize>(children: [Node; N]) -> Node {
    Node::group(Join::All, children.into())
}

fn any<const N: usize>(children: [Node; N]) -> Node {
    Node::group(Join::Any, children.into())
}

/// Both ways.
fn same(text: &str, node: Node) {
    let criteria = Criteria::of(node);
    assert_eq!(parse(text).as_ref(), Ok(&criteria), "{text}");
    assert_eq!(print(&criteria).as_deref(), Ok(text));
}

fn read(text: &str, node: Node) {
    assert_eq!(parse(text), Ok(Criteria::of(node)), "{text}");
}

#[test]
fn every_operator() {
    same("(a=*x*)", a(Operator::Contains, &["x"]));
    same("(!(a=*x*))", a(Operator::NotContains, &["x"]));
    same("(a=x*)", a(Operator::StartsWith, &["x"]));
    same("(!(a=x*))", a(Operator::NotStartsWith, &["x"]));
    same("(a=*x)", a(Operator::EndsWith, &["x"]));
    same("(!(a=*x))", a(Operator::NotEndsWith, &["x"]));
    same("(a=x)", a(Operator::IsExactly, &["x"]));
    same("(!(a=x))", a(Operator::IsNot, &["x"]));
    same("(a>=x)", a(Operator::GreaterOrEqual, &["x"]));
    same("(a<=x)", a(Operator::LessOrEqual, &["x"]));
    same("(a=*)", a(Operator::Present, &[]));
    same("(!(a=*))", a(Operator::NotPresent, &[]));
    same("(a:1.2.840.113556.1.4.803:=2147483650)", a(Operator::AllFlagsOn, &["2147483650"]));
    same("(!(a:1.2.840.113556.1.4.804:=-2147483646))", a(Operator::AllFlagsOff, &["-2147483646"]));
    same("(a:1.2.840.113556.1.4.804:=2)", a(Operator::AnyFlagOn, &["2"]));
    same("(!(a:1.2.840.113556.1.4.803:=2))", a(Operator::AnyFlagOff, &["2"]));
    same("(a:1.2.840.113556.1.4.1941:=CN=Lee\\5c, Ann)", a(Operator::ChainMatch, &["CN=Lee\\, Ann"]));
    read("(a:1.2.840.113556.1.4.803:= +8 )", a(Operator::AllFlagsOn, &["8"]));
    // What has no complement stays negated.
    same("(!(a>=x))", a(Operator::GreaterOrEqual, &["x"]).negated());
    same("(!(a:1.2.840.113556.1.4.1941:=x))", a(Operator::ChainMatch, &["x"]).negated());
    for operator in Operator::ALL {
        let condition = a(operator, if operator.takes_value() { &["1"] } else { &[] });
        let not = print(&Criteria::of(condition.clone().negated())).unwrap();
        let twice = parse(&format!("(!{not})")).unwrap();
        assert_eq!(twice, Criteria::of(condition));
    }
}

#[test]
fn groups() {
    let [x, y] = ["x", "y"].map(|name| is(name, Operator::Present, &[]));
    let (x, y) = (|| x.clone(), || y.clone());
    same("(&(x=*)(y=*))", all([x(), y()]));
    same("(|(x=*)(y=*))", any([x(), y()]));
    same("(x=*)", all([x()]));
    read("(&(x=*))", all([x()]));
    same("(|(x=*))", any([x()]));
    same("(&(|(x=*)(y=*)))", all([any([x(), y()])]));
    same("(&(&(x=*)))", all([all([x()])]));
    same("(!(&(x=*)))", all([x()]).negated());
    same("(!(&(x=*)(y=*)))", all([x(), y()]).negated());
    same("(&(x=*)(!(|(x=*)(!(y=*)))))", all([x(), any([x(), is("y", Operator::NotPresent, &[])]).negated()]));
    read("(!(!(&(x=*)(y=*))))", all([x(), y()]));
    read("(!(!(!(x=*))))", is("x", Operator::NotPresent, &[]));
    // Microsoft's tools write filters in lines.
    read(" ( &\r\n\t(x=*) ( ! ( y=*) ) \n) ", all([x(), is("y", Operator::NotPresent, &[])]));
}

#[test]
fn several_values() {
    let said = |node: Node, text: &str| assert_eq!(print(&Criteria::of(node)).as_deref(), Ok(text));
    same("(|(a=x)(a=y))", a(Operator::IsExactly, &["x", "y"]));
    same("(!(|(a=*x*)(a=*y*)))", a(Operator::NotContains, &["x", "y"]));
    same("(&(b=*)(|(a=x*)(a=y*)))", all([is("b", Operator::Present, &[]), a(Operator::StartsWith, &["x", "y"])]));
    same(
        "(!(|(a:1.2.840.113556.1.4.1941:=x)(a:1.2.840.113556.1.4.1941:=y)))",
        a(Operator::ChainMatch, &["x", "y"]).negated(),
    );
    said(a(Operator::NotContains, &["x", "y"]).negated(), "(|(a=*x*)(a=*y*))");
    said(any([a(Operator::IsExactly, &["x"]), a(Operator::IsExactly, &["y"])]), "(|(a=x)(a=y))");
    // None of it is that: conditions that differ, are all wanted, or take one value.
    same("(|(a=x)(A=y))", any([a(Operator::IsExactly, &["x"]), is("A", Operator::IsExactly, &["y"])]));
    same("(|(a=x)(a=y*))", any([a(Operator::IsExactly, &["x"]), a(Operator::StartsWith, &["y"])]));
    same("(&(a=x)(a=y))", all([a(Operator::IsExactly, &["x"]), a(Operator::IsExactly, &["y"])]));
    same("(&(!(a=x))(!(a=y)))", all([a(Operator::IsNot, &["x"]), a(Operator::IsNot, &["y"])]));
    same("(|(!(a=x))(!(a=y)))", any([a(Operator::IsNot, &["x"]), a(Operator::IsNot, &["y"])]));
    same("(|(a>=1)(a>=2))", any([a(Operator::GreaterOrEqual, &["1"]), a(Operator::GreaterOrEqual, &["2"])]));
    let [not_x, not_y] = ["x", "y"].map(|value| a(Operator::ChainMatch, &[value]).negated());
    same("(|(!(a:1.2.840.113556.1.4.1941:=x))(!(a:1.2.840.113556.1.4.1941:=y)))", any([not_x, not_y]));
    let split = Criteria::of(all([a(Operator::LessOrEqual, &["1", "2"]).negated()]));
    assert_eq!(print(&split).as_deref(), Ok("(&(!(|(a<=1)(a<=2))))"));
    assert_eq!(parse("(&(!(|(a<=1)(a<=2))))"), Ok(canonical(&split)));
}

#[test]
fn values_are_escaped() {
    same("(a=\\2a\\28\\29\\5c)", a(Operator::IsExactly, &["*()\\"]));
    same("(a=\\20x y\\20)", a(Operator::IsExactly, &[" x y "]));
    same("(a=*\\0a\\7f*)", a(Operator::Contains, &["\n\u{7f}"]));
    same("(a=*\\2a*)", a(Operator::Contains, &["*"]));
    same("(a=Zürich 漢字 👩‍👧 &|!=<>~/)", a(Operator::IsExactly, &["Zürich 漢字 👩‍👧 &|!=<>~/"]));
    read("(a=Z\\c3\\BCrich)", a(Operator::IsExactly, &["Zürich"]));
    read("(a=\\20x )", a(Operator::IsExactly, &[" x "]));
    // RFC 4515, section 4.
    read("(cn=Babs Jensen)", is("cn", Operator::IsExactly, &["Babs Jensen"]));
    read("(!(cn=Tim Howes))", is("cn", Operator::IsNot, &["Tim Howes"]));
    let class = is("objectClass", Operator::IsExactly, &["Person"]);
    let names = any([is("sn", Operator::IsExactly, &["Jensen"]), is("cn", Operator::StartsWith, &["Babs J"])]);
    same("(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))", all([class, names]));
    same(
        "(o=Parens R Us \\28for all your parenthetical needs\\29)",
        is("o", Operator::IsExactly, &["Parens R Us (for all your parenthetical needs)"]),
    );
    read("(cn=*\\2A*)", is("cn", Operator::Contains, &["*"]));
    read("(filename=C:\\5cMyFile)", is("filename", Operator::IsExactly, &["C:\\MyFile"]));
    read("(sn=Lu\\c4\\8di\\c4\\87)", is("sn", Operator::IsExactly, &["Lučić"]));
    same("(1.3.6.1.4.1.1466.0=x)", is("1.3.6.1.4.1.1466.0", Operator::IsExactly, &["x"]));
}

/// What the tree cannot hold is one visible node and comes out unchanged.
#[test]
fn raw_pieces() {
    for text in [
        "(a~=x)",
        "(a=)",
        "(a=  )",
        "(a>=)",
        "(a=*\\20*)",
        "(a=x*y)",
        "(a=*x*y*)",
        "(a=**)",
        "(a=*x**)",
        "(a=univ*of*mich*)",
        "(a;lang-de=x)",
        "(a;lang-de;binary=*)",
        "(a:=x)",
        "(a:dn:=x)",
        "(a:DN:2.4.6.8.10:=x)",
        "(a:caseExactMatch:=Fred Flintstone)",
        "(:1.2.3:=Wilma)",
        "(:DN:2.4.6.8.10:=Dino)",
        "(a:dn:1.2.840.113556.1.4.803:=1)",
        "(:1.2.840.113556.1.4.803:=1)",
        "(a;x:1.2.840.113556.1.4.803:=1)",
        "(a:1.2.840.113556.1.4.803:=0)",
        "(a:1.2.840.113556.1.4.804:=4294967296)",
        "(a:1.2.840.113556.1.4.804:=x)",
        "(a:1.2.840.113556.1.4.1941:=)",
        "(a:1.2.840.113556.1.4.2253:=x)",
        "(objectSid=\\01\\05\\00\\00)",
        "(bin=\\ff*)",
        "(cn=*\\c3*\\bc*)",
        "(a~=\\28x )",
    ] {
        let raw = || Node::raw(Dialect::Ldap, text);
        same(text, raw());
        same(&format!("(!{text})"), raw().negated());
        same(&format!("(|{text}(b=*){text})"), any([raw(), is("b", Operator::Present, &[]), raw()]));
    }
    // One that the tree can hold is read; one that is no filter, or two, is refused.
    let read = Criteria::of(all([Node::raw(Dialect::Ldap, " (|(a=x)(a=y)) ").negated()]));
    assert_eq!(print(&read).as_deref(), Ok("(!(|(a=x)(a=y)))"));
    assert_eq!(canonical(&read), Criteria::of(a(Operator::IsNot, &["x", "y"])));
    for text in ["(a=b", "a=b", "(a=b)(c=d)", ")(objectClass=*", "(&)", "(a>b)", "(a=b)) "] {
        let error = print(&Criteria::of(Node::raw(Dialect::Ldap, text))).unwrap_err();
        assert_eq!((error.node, error.reason), (NodeId(1), PrintReason::Cannot(Cannot::Raw(Dialect::Ldap))), "{text}");
    }
}

#[test]
fn says_where_it_fails() {
    for (text, at, expected) in [
        ("", 0, Expected::Rule),
        ("  ", 2, Expected::Rule),
        ("cn=x", 0, Expected::Open),
        ("&(a=b)(c=d)", 0, Expected::Open),
        ("(", 1, Expected::Attribute),
        ("()", 1, Expected::Attribute),
        ("(=x)", 1, Expected::Attribute),
        ("(é=x)", 1, Expected::Attribute),
        ("(a)", 2, Expected::Operator),
        ("(a>5)", 2, Expected::Operator),
        ("(a<5)", 2, Expected::Operator),
        ("(&(b=1)(a <5))", 10, Expected::Operator),
        ("(a~5)", 2, Expected::Operator),
        ("(a<>5)", 2, Expected::Operator),
        ("(a>>=5)", 2, Expected::Operator),
        ("(a!=5)", 2, Expected::Operator),
        ("(a;=5)", 3, Expected::Attribute),
        ("(a:1.2=5)", 6, Expected::Operator),
        ("(a::=5)", 3, Expected::MatchingRule),
        ("(a:é:=5)", 3, Expected::MatchingRule),
        ("(:=5)", 2, Expected::MatchingRule),
        ("(:dn:=5)", 5, Expected::MatchingRule),
        ("(a:1.2:1.3:=5)", 7, Expected::Operator),
        ("(a=x", 4, Expected::Close),
        ("(a=é(b))", 5, Expected::Close),
        ("(&(a=x)", 7, Expected::Close),
        ("(&(a=x)y)", 7, Expected::Close),
        ("(!(a=x)", 7, Expected::Close),
        ("(!(a=x)(b=y))", 7, Expected::Close),
        ("(a=\\)", 4, Expected::Hex),
        ("(a=\\zz)", 4, Expected::Hex),
        ("(a=\\2", 4, Expected::Hex),
        ("(a=\\2é)", 4, Expected::Hex),
        ("(a=\\*)", 4, Expected::Hex),
        ("(a=x\0)", 4, Expected::Character),
        ("(a>=x*)", 5, Expected::Character),
        ("(a:1.2:=*)", 8, Expected::Character),
        // Everyone and nobody.
        ("(&)", 2, Expected::Open),
        ("(|)", 2, Expected::Open),
        ("(&(a=b)(& ))", 10, Expected::Open),
        ("(!)", 2, Expected::Open),
        ("(a=b))", 5, Expected::End),
        ("(a=b)(c=d)", 5, Expected::End),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((error.at, error.expected), (at, expected), "{text}");
    }
    let error = parse(&"(&".repeat(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!((error.at, error.expected), (MAX_DEPTH * 2, Expected::Shallower));
    let error = parse(&format!("(|{})", "(a=b)".repeat(MAX_CONDITIONS + 1))).unwrap_err();
    assert_eq!((error.at, error.expected), (2 + MAX_CONDITIONS * 5, Expected::Fewer));
    // Negations lie in each other as deep as they like.
    let nots = 100_000;
    read(&format!("{}(a=b){}", "(!".repeat(nots), ")".repeat(nots)), a(Operator::IsExactly, &["b"]));
}

#[test]
fn what_cannot_be_said_is_refused() {
    let refused = |node: Node, why: Cannot| {
        let error = print(&Criteria::of(all([is("b", Operator::Present, &[]), node]))).unwrap_err();
        assert_eq!((error.node, error.dialect, error.reason), (NodeId(2), Dialect::Ldap, PrintReason::Cannot(why)));
    };
    refused(Node::raw(Dialect::Entra, "(user.a -match \"b\")"), Cannot::Raw(Dialect::Entra));
    for name in ["a=*)(b", "a b", "cn;lang-de", "é", ":dn", "*"] {
        refused(is(name, Operator::Present, &[]), Cannot::Attribute);
    }
    refused(a(Operator::IsExactly, &["x\0"]), Cannot::Value);
}
