//! Rules of Entra ID: what they are in the tree, and what is refused where.

mod meaning;
mod pasted;
mod written;

use super::corpus;
use model::criteria::{
    Condition, Content, Criteria, Dialect, Expected, Join, Node, Operator, Relative, Unit, Value, entra,
};

fn rule(text: &str) -> Criteria {
    entra::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn is(attribute: &str, operator: Operator, values: &[&str]) -> Node {
    let values = values.iter().map(|value| Value::text(*value)).collect();
    Node::condition(Condition { attribute: attribute.to_owned(), operator: Some(operator), values })
}

fn raw(text: &str) -> Node {
    Node::raw(Dialect::Entra, text)
}

fn all_of(children: Vec<Node>) -> Node {
    Node::group(Join::All, children)
}

fn any_of(children: Vec<Node>) -> Node {
    Node::group(Join::Any, children)
}

fn hired(operator: Operator, amount: i32, unit: Unit) -> Node {
    let values = vec![Value::Relative(Relative { amount, unit })];
    Node::condition(Condition { attribute: "employeeHireDate".to_owned(), operator: Some(operator), values })
}

/// Reads a rule, and writes and reads it again.
fn reads(text: &str, node: Node, written: &str) {
    let criteria = rule(text);
    assert_eq!(criteria, Criteria::of(node), "{text}");
    assert_eq!(entra::print(&criteria).as_deref(), Ok(written), "{text}");
    assert_eq!(rule(written), entra::canonical(&criteria), "{text}");
    assert_eq!(entra::print(&rule(written)).as_deref(), Ok(written), "{text}");
}

#[test]
fn conditions_are_read() {
    use Operator::*;
    const GUID: &str = "extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber";
    let cases: &[(&str, &str, Operator, &[&str], &str)] = &[
        ("user.department -eq \"Sales\"", "department", IsExactly, &["Sales"], "user.department -eq \"Sales\""),
        (" ((USER.DEPARTMENT EQ 'Sales'))\r\n", "department", IsExactly, &["Sales"], "user.department -eq \"Sales\""),
        ("user.city –ne \"Lagos\"", "l", IsNot, &["Lagos"], "user.city -ne \"Lagos\""),
        ("user.surname -contains \"O'Brien\"", "sn", Contains, &["O'Brien"], "user.surname -contains \"O''Brien\""),
        ("user.surname -contains 'O''Brien'", "sn", Contains, &["O'Brien"], "user.surname -contains \"O''Brien\""),
        (
            "user.jobTitle -notContains \"a`\"b\"",
            "title",
            NotContains,
            &["a\"b"],
            "user.jobTitle -notContains \"a`\"b\"",
        ),
        ("user.jobTitle -notContains 'a\"b'", "title", NotContains, &["a\"b"], "user.jobTitle -notContains \"a`\"b\""),
        ("user.mail -notEndsWith\"@x.com\"", "mail", NotEndsWith, &["@x.com"], "user.mail -notEndsWith \"@x.com\""),
        ("user.mailnickname -endsWith \"-v\"", "mailNickname", EndsWith, &["-v"], "user.mailNickName -endsWith \"-v\""),
        ("user.companyName -STARTSWITH \"A \"", "company", StartsWith, &["A "], "user.companyName -startsWith \"A \""),
        ("user.state -notstartswith \"\\n\"", "st", NotStartsWith, &["\\n"], "user.state -notStartsWith \"\\n\""),
        ("user.country -in [\"DE\" , 'FR']", "co", IsExactly, &["DE", "FR"], "user.country -in [\"DE\", \"FR\"]"),
        ("user.country notin [\"DE\",\"FR\"]", "co", IsNot, &["DE", "FR"], "user.country -notIn [\"DE\", \"FR\"]"),
        ("user.country -in [\"DE\"]", "co", IsExactly, &["DE"], "user.country -eq \"DE\""),
        ("user.mail –ne null", "mail", Present, &[], "user.mail -ne null"),
        ("(user.mail -eq $Null)", "mail", NotPresent, &[], "user.mail -eq null"),
        ("user.mail -eq \"null\"", "mail", IsExactly, &["null"], "user.mail -eq \"null\""),
        ("user.accountEnabled -eq true", "accountEnabled", IsExactly, &["TRUE"], "user.accountEnabled -eq true"),
        ("user.dirsyncenabled -ne \"False\"", "dirSyncEnabled", IsNot, &["FALSE"], "user.dirSyncEnabled -ne false"),
        (&format!("user.{GUID} -eq \"1\""), GUID, IsExactly, &["1"], &format!("user.{GUID} -eq \"1\"")),
        ("user.x_9 -eq \"x\"", "x_9", IsExactly, &["x"], "user.x_9 -eq \"x\""),
        (
            "user.onpremisessamaccountname -eq \"a\"",
            "sAMAccountName",
            IsExactly,
            &["a"],
            "user.onPremisesSamAccountName -eq \"a\"",
        ),
        (
            "(user.proxyAddresses -any (_ -startsWith \"SMTP:\"))",
            "proxyAddresses",
            StartsWith,
            &["SMTP:"],
            "user.proxyAddresses -any (_ -startsWith \"SMTP:\")",
        ),
        ("user.otherMails -any _ -eq \"a\"", "otherMails", IsExactly, &["a"], "user.otherMails -any (_ -eq \"a\")"),
        (
            "user.otherMails -endsWith \"@x\"",
            "otherMails",
            EndsWith,
            &["@x"],
            "user.otherMails -any (_ -endsWith \"@x\")",
        ),
        (
            "user.otherMails -any (_ -in [\"a\", \"b\"])",
            "otherMails",
            IsExactly,
            &["a", "b"],
            "user.otherMails -any (_ -in [\"a\", \"b\"])",
        ),
        ("user.proxyAddresses -ne null", "proxyAddresses", Present, &[], "user.proxyAddresses -ne null"),
        (
            "user.employeehiredate -le 2020-06-10T18:13:20Z",
            "employeeHireDate",
            LessOrEqual,
            &["20200610181320.0Z"],
            "user.employeeHireDate -le 2020-06-10T18:13:20Z",
        ),
        (
            "user.employeeHireDate -ne \"2024-01-01T00:00:00.000+02:00\"",
            "employeeHireDate",
            IsNot,
            &["20231231220000.0Z"],
            "user.employeeHireDate -ne 2023-12-31T22:00:00Z",
        ),
    ];
    for (text, attribute, operator, values, written) in cases {
        reads(text, is(attribute, *operator, values), &format!("({written})"));
    }
}

#[test]
fn dates_that_move_are_read() {
    use Operator::{GreaterOrEqual, IsNot, LessOrEqual};
    reads(
        "user.employeeHireDate -ge (system.now -minus P30D) -and user.employeeHireDate -le System.Now",
        all_of(vec![hired(GreaterOrEqual, -30, Unit::Day), hired(LessOrEqual, 0, Unit::Day)]),
        "(user.employeeHireDate -ge system.now -minus p30d) -and (user.employeeHireDate -le system.now)",
    );
    reads(
        "user.employeehiredate ge system.now plus pt5h",
        hired(GreaterOrEqual, 5, Unit::Hour),
        "(user.employeeHireDate -ge system.now -plus pt5h)",
    );
    reads(
        "user.employeehiredate -ne system.now -plus p2w",
        hired(IsNot, 14, Unit::Day),
        "(user.employeeHireDate -ne system.now -plus p14d)",
    );
}

#[test]
fn comparison_binds_before_not_before_and_before_or() {
    use Operator::{Contains, IsExactly, IsNot};
    let one = |name| is(name, IsExactly, &["1"]);
    reads(
        "user.a -eq \"1\" -or user.b -eq \"1\" -and -not user.c -eq \"1\"",
        any_of(vec![one("a"), all_of(vec![one("b"), one("c").negated()])]),
        "(user.a -eq \"1\") -or ((user.b -eq \"1\") -and -not (user.c -eq \"1\"))",
    );
    reads(
        "(user.a -eq \"1\" or user.b -eq \"1\")and(user.c -eq \"1\")",
        all_of(vec![any_of(vec![one("a"), one("b")]), one("c")]),
        "((user.a -eq \"1\") -or (user.b -eq \"1\")) -and (user.c -eq \"1\")",
    );
    reads(
        "-not(user.a -eq \"1\" -and user.b -eq \"1\")",
        all_of(vec![one("a"), one("b")]).negated(),
        "-not ((user.a -eq \"1\") -and (user.b -eq \"1\"))",
    );
    reads("-not -not -not (-not (user.a -eq \"1\"))", one("a"), "(user.a -eq \"1\")");
    // What differs in the value only is one condition.
    reads("(user.a -eq \"1\") -or (user.a -eq \"2\")", is("a", IsExactly, &["1", "2"]), "(user.a -in [\"1\", \"2\"])");
    reads("user.a -ne \"1\" -and user.a -ne \"2\"", is("a", IsNot, &["1", "2"]), "(user.a -notIn [\"1\", \"2\"])");
    let two = "(user.a -contains \"1\") -or (user.a -contains \"2\")";
    reads(two, is("a", Contains, &["1", "2"]), two);
    reads(
        "user.otherMails -any (_ -contains \"1\" -or (_ -contains \"2\"))",
        is("otherMails", Contains, &["1", "2"]),
        "(user.otherMails -any (_ -contains \"1\")) -or (user.otherMails -any (_ -contains \"2\"))",
    );
}

/// What the tree cannot hold.
const RAW: &[&str] = &[
    "user.displayName -match \"^Da.*\"",
    "user.displayName  -NotMatch \"(\" ",
    "user.assignedPlans -any (assignedPlan.service -eq \"SCO\" -and assignedPlan.capabilityStatus -eq \"Enabled\")",
    "user.assignedPlans -all (assignedPlan.servicePlanId -eq null)",
    "user.memberOf -any (group.objectId -in ['value'])",
    "device.devicePhysicalIDs -any _ -startsWith \"[ZTDId]\"",
    "device.isRooted -eq true",
    "user.otherMails -notContains \"a\"",
    "user.otherMails -any (_ -ne null)",
    "user.otherMails -any (-not (_ -contains \"a\"))",
    "user.otherMails -any (_ -contains \"a\" -and _ -contains \"b\")",
    "user.otherMails -all (_ -contains \"a\")",
    "user.a -any (_ -eq \"x\")",
    "user.l -eq \"x\"",
    "user.a.b -eq \"x\"",
    "user.manager -eq \"x\"",
    "user.department -ne \"\"",
    "user.department -contains null",
    "user.department -eq -5",
    "user.department -eq 2024-01-01T00:00:00Z",
    "user.department -eq true",
    "user.department -eq `\"Sales`\"",
    "user.department -eq \"a`b\"",
    "user.department -in [null, \"a\"]",
    "user.department -gt \"a\"",
    "user.accountEnabled -eq 1",
    "user.accountEnabled -contains true",
    "user.employeeHireDate -ge system.now -minus p1m",
    "user.employeeHireDate -ge system.now -minus p99999999999d",
    "user.employeeHireDate -ge 2024-01-01",
    "user.employeeHireDate -ge 2024-01-01T00:00:00",
    "user.employeeHireDate -ge 2024-01-01T00:00:00.5Z",
    "user.employeeHireDate -ge 2024-13-01T00:00:00Z",
    "user.employeeHireDate -startsWith \"2024\"",
];

#[test]
fn what_the_tree_cannot_hold_stays_as_it_is() {
    for text in RAW {
        let bracketed = format!("({})", text.trim());
        reads(text, raw(&bracketed), &bracketed);
        let beside = format!("-not {bracketed} -and (user.city -eq \"x\")");
        let city = is("l", Operator::IsExactly, &["x"]);
        reads(&beside, all_of(vec![raw(&bracketed).negated(), city]), &beside);
    }
    reads(" Direct  Reports for \"62e1\" ", raw("Direct  Reports for \"62e1\""), "Direct  Reports for \"62e1\"");
}

#[test]
fn the_examples_of_microsofts_page_are_understood() {
    let mut examples = 0;
    for (name, text) in corpus::seeds("entra").into_iter().filter(|(name, _)| name.starts_with("good-microsoft")) {
        let criteria = rule(&text);
        let mut has_raw = false;
        criteria.root().visit(&mut |node| has_raw |= matches!(node.content, Content::Raw(_)));
        assert_eq!(has_raw, name.contains("-raw-"), "{name}");
        assert_eq!(rule(&entra::print(&criteria).unwrap()), entra::canonical(&criteria), "{name}");
        examples += 1;
    }
    assert_eq!(examples, 36);
}

#[test]
fn what_is_no_rule_is_refused_where_it_stops_being_one() {
    use Expected::*;
    let cases = [
        ("", 0, Rule),
        (" \n", 2, Rule),
        ("x", 0, Attribute),
        ("department -eq \"x\"", 0, Attribute),
        ("user. -eq \"x\"", 0, Attribute),
        ("user.1a -eq \"x\"", 0, Attribute),
        ("()", 1, Attribute),
        ("_ -eq \"x\"", 0, Attribute),
        ("user.a -eq \"x\" -and", 19, Attribute),
        ("user.a -eq \"x\" -and -or", 20, Attribute),
        ("group.objectId -eq \"x\"", 0, Attribute),
        ("user.a", 6, Operator),
        ("user.a -is \"x\"", 7, Operator),
        ("user.a - eq \"x\"", 7, Operator),
        ("user.a = \"x\"", 7, Operator),
        ("user.a -any (_ -any (_ -eq \"x\"))", 15, Operator),
        ("user.a -eq", 10, Value),
        ("user.a -eq Sales", 11, Value),
        ("user.a -eq [\"x\"]", 11, Value),
        ("user.a -in \"x\"", 11, Value),
        ("user.a -in []", 12, Value),
        ("user.a -in [\"x\",]", 16, Value),
        ("user.a -eq (\"x\")", 11, Value),
        ("user.a -eq ((null))", 11, Value),
        ("user.a -eq “x”", 11, Value),
        ("user.employeeHireDate -ge system.now -minus 30", 44, Value),
        ("user.a -in [\"x\" \"y\"]", 16, CloseList),
        ("user.a -eq \"x", 11, Quote),
        ("user.a -eq 'x''", 11, Quote),
        ("user.a -eq \"x`\"", 11, Quote),
        ("user.a -eq `\"x", 11, Quote),
        ("user.a -eq \"x\0y\"", 13, Character),
        ("user.a -eq \"x\ny\"", 13, Character),
        ("user.a -eq `\"x\0`\"", 14, Character),
        ("user.a -eq \"x\"\0", 14, Join),
        ("user.a -eq \"x\" user.b -eq \"y\"", 15, Join),
        ("(user.a -eq \"x\" user.b -eq \"y\")", 16, Join),
        ("(user.a -eq \"x\"", 15, Close),
        ("user.a -eq \"x\")", 14, End),
        ("user.otherMails -any _ -eq \"x\" -or _ -eq \"y\"", 21, Open),
        ("Direct Reports for 5", 19, Value),
        ("Direct Reports for \"x\" -and user.a -eq \"x\"", 23, End),
        ("\u{feff}user.a -eq \"x\"", 0, Attribute),
        ("user.ä -eq \"x\"", 0, Attribute),
        ("user.a -€q \"x\"", 7, Operator),
    ];
    for (text, at, expected) in cases {
        let error = entra::parse(text).map(|tree| panic!("{text:?} is {tree:?}")).unwrap_err();
        assert_eq!((error.at, error.expected), (at, expected), "{text:?}");
    }
}
