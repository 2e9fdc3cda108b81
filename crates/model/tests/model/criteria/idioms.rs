//! Kinds of objects in a pasted filter become what the rule finds.

use super::meaning::{Person, attributes, rule};
use model::config::{AttributeConfig, Syntax};
use model::criteria::{Condition, Criteria, Evaluator, Join, Node, Operator, Recognised, Schema, ldap, recognise};
use model::wire::object_types::ObjectTypes;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const USERS: ObjectTypes = ObjectTypes::USERS;
const CATEGORY: &str = "(objectCategory=CN=Person,CN=Schema,CN=Configuration,DC=demo,DC=local)";

fn read(filter: &str) -> Recognised {
    recognise(&ldap::parse(filter).unwrap())
}

#[test]
fn what_administrators_write_is_recognised() {
    let (groups, contacts) = (ObjectTypes::GROUPS, ObjectTypes::CONTACTS);
    let computers = ObjectTypes::COMPUTERS;
    let both = "(&(objectCategory=person)(objectClass=user)";
    for (filter, find, besides, rest) in [
        ("(&(objectCategory=person)(l=Berlin))", USERS, contacts, "(l=Berlin)"),
        ("(&(OBJECTCLASS=User)(l=Berlin))", USERS, computers, "(l=Berlin)"),
        ("(&(sAMAccountType=805306368)(l=Berlin))", USERS, ObjectTypes::NONE, "(l=Berlin)"),
        (&format!("{both}(l=Berlin))"), USERS, ObjectTypes::NONE, "(l=Berlin)"),
        (&format!("(&{both})(l=Berlin)(title=x))"), USERS, ObjectTypes::NONE, "(&(l=Berlin)(title=x))"),
        (&format!("{both}(|(l=Berlin)(l=Bonn)))"), USERS, ObjectTypes::NONE, "(|(l=Berlin)(l=Bonn))"),
        (&format!("(&{CATEGORY}(l=Berlin))"), USERS, contacts, "(l=Berlin)"),
        ("(&(objectClass=group)(cn=a*))", groups, ObjectTypes::NONE, "(cn=a*)"),
        ("(&(objectCategory=group)(cn=a*))", groups, ObjectTypes::NONE, "(cn=a*)"),
        ("(&(objectClass=contact)(objectCategory=person)(cn=a*))", contacts, ObjectTypes::NONE, "(cn=a*)"),
        ("(&(objectClass=computer)(cn=a*))", computers, ObjectTypes::NONE, "(cn=a*)"),
    ] {
        let read = read(filter);
        assert_eq!((read.find, read.besides), (Some(find), besides), "{filter}");
        assert_eq!(ldap::print(&read.criteria).as_deref(), Ok(rest), "{filter}");
    }
    let taken = read(&format!("{both}(l=Berlin))")).taken;
    assert_eq!(taken, ["objectCategory=person", "objectClass=user"]);
}

#[test]
fn what_means_something_else_stays() {
    for filter in [
        // Under Or and Not it holds for some only.
        "(|(objectCategory=person)(l=Berlin))",
        "(&(l=Berlin)(!(objectClass=user)))",
        "(!(&(objectClass=user)(l=Berlin)))",
        "(&(l=Berlin)(|(objectClass=user)(objectClass=contact)))",
        // Contradictions mean nobody.
        "(&(objectClass=user)(objectClass=group)(l=Berlin))",
        "(&(sAMAccountType=805306368)(objectCategory=computer)(l=Berlin))",
        // Nothing would be left, which is no rule.
        "(objectCategory=person)",
        "(&(objectCategory=person)(objectClass=user))",
        // Other values and comparisons.
        "(&(objectClass=inetOrgPerson)(l=Berlin))",
        "(&(objectClass=use*)(l=Berlin))",
        "(&(objectCategory=CN=Person,OU=Elsewhere)(l=Berlin))",
        "(&(sAMAccountType=268435456)(l=Berlin))",
        "(l=Berlin)",
    ] {
        let criteria = ldap::parse(filter).unwrap();
        let read = recognise(&criteria);
        assert_eq!((read.find, read.taken.len(), &read.criteria), (None, 0, &criteria), "{filter}");
    }
}

const CLASSES: [(&str, &str, ObjectTypes, ObjectTypes); 4] = [
    ("objectCategory", "person", USERS, ObjectTypes::CONTACTS),
    ("objectClass", "user", USERS, ObjectTypes::COMPUTERS),
    ("objectClass", "group", ObjectTypes::GROUPS, ObjectTypes::NONE),
    ("sAMAccountType", "805306368", USERS, ObjectTypes::NONE),
];

proptest! {
    /// Whoever is found now was found by the filter, and who was found by it and is not is of the kinds that are told.
    #[test]
    fn nobody_gets_in(
        rest in rule(),
        idioms in subsequence(CLASSES.to_vec(), 0..3),
        kind in select(vec![USERS, ObjectTypes::GROUPS, ObjectTypes::CONTACTS, ObjectTypes::COMPUTERS]),
        is_deep in any::<bool>(),
        person in super::meaning::person(),
    ) {
        let one = |(attribute, value, ..): &(&str, &str, ObjectTypes, ObjectTypes)| {
            Node::condition(Condition::new(*attribute, Operator::IsExactly, *value))
        };
        let mut children: Vec<Node> = idioms.iter().map(one).collect();
        if is_deep && !children.is_empty() {
            children = vec![Node::group(Join::All, children)];
        }
        children.push((**rest.root()).clone());
        let whole = Criteria::of(Node::group(Join::All, children));
        let mut attributes = attributes();
        for name in ["objectCategory", "objectClass", "sAMAccountType"] {
            attributes.push(AttributeConfig { multi_valued: true, ..AttributeConfig::new(name, Syntax::String) });
        }
        let at = Evaluator { schema: Schema::new(&attributes), now: super::meaning::NOW };
        let person = of_kind(person, kind);
        let before = at.matches(&whole, &person).unwrap();
        let read = recognise(&whole);
        let found = read.find.is_none_or(|find| find.has(kind));
        let after = found && at.matches(&read.criteria, &person).unwrap();
        prop_assert!(before || !after);
        prop_assert!(after || !before || read.besides.has(kind));
    }
}

/// An object as Active Directory has it.
fn of_kind(person: Person, kind: ObjectTypes) -> Person {
    match kind {
        ObjectTypes::USERS => person
            .with("objectCategory", &["person"])
            .with("objectClass", &["top", "person", "user"])
            .with("sAMAccountType", &["805306368"]),
        ObjectTypes::CONTACTS => {
            person.with("objectCategory", &["person"]).with("objectClass", &["top", "person", "contact"])
        }
        ObjectTypes::COMPUTERS => person
            .with("objectCategory", &["computer"])
            .with("objectClass", &["top", "person", "user", "computer"])
            .with("sAMAccountType", &["805306369"]),
        _ => person
            .with("objectCategory", &["group"])
            .with("objectClass", &["top", "group"])
            .with("sAMAccountType", &["268435456"]),
    }
}
