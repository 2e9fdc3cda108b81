//! A pasted rule in the words of the store.

use model::config::{Config, StoreConfig};
use model::criteria::opath::{self, NotCarried};
use model::criteria::{Criteria, Dialect, Widens, entra, groupid, ldap};
use model::group::{MembershipRule, PastedRule};
use model::wire::StoreId;
use model::wire::object_types::ObjectTypes;
use serde_json::Value;

const USERS: ObjectTypes = ObjectTypes::USERS;
const OFF: &str = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))";

fn demo(store: i64) -> StoreConfig {
    let demo: Value = serde_json::from_str(include_str!("../../../dataservice/assets/config.json")).unwrap();
    Config::read(&demo).unwrap().store(StoreId(store)).unwrap().clone()
}

fn read(text: &str) -> (Criteria, Dialect) {
    ldap::parse(text)
        .map(|read| (read, Dialect::Ldap))
        .unwrap_or_else(|_| (entra::parse(text).unwrap(), Dialect::Entra))
}

fn replacing(text: &str, store: i64) -> PastedRule {
    let (store, (criteria, dialect)) = (demo(store), read(text));
    PastedRule::replacing(&criteria, dialect, &store, &MembershipRule::new(&store))
}

fn said(pasted: &PastedRule) -> String {
    groupid::print(&pasted.criteria).unwrap()
}

#[test]
fn kinds_of_objects_become_what_the_rule_finds() {
    let pasted = replacing("(&(objectCategory=person)(objectClass=user)(l=Berlin))", 2);
    assert_eq!(
        (pasted.find, pasted.besides, said(&pasted).as_str()),
        (Some(USERS), ObjectTypes::NONE, r#"(l Is Exactly "Berlin")"#)
    );
    assert_eq!(pasted.taken, ["objectCategory=person", "objectClass=user"]);
    let pasted = replacing("(&(objectClass=group)(cn=a*))", 2);
    assert_eq!(pasted.find, Some(ObjectTypes::GROUPS));
    // Entra ID itself finds nothing but users: the idiom says nothing there, and groups are not to be found.
    let pasted = replacing("(&(objectCategory=person)(l=Berlin))", 4);
    assert_eq!((pasted.find, said(&pasted).as_str()), (None, r#"(city Is Exactly "Berlin")"#));
    let pasted = replacing("(&(objectClass=group)(l=Berlin))", 4);
    assert!(pasted.taken.is_empty() && said(&pasted).contains("objectClass"));
}

#[test]
fn enabled_accounts_are_said_in_the_store_s_words() {
    let enabled = "user.accountEnabled -eq true";
    let pasted = replacing(enabled, 2);
    assert_eq!(said(&pasted), r#"(userAccountControl All Flags Off "2")"#);
    for store in [3, 4] {
        assert_eq!(said(&replacing(OFF, store)), r#"(accountEnabled Is Exactly "TRUE")"#);
        assert_eq!(said(&replacing(enabled, store)), r#"(accountEnabled Is Exactly "TRUE")"#);
    }
    assert_eq!(said(&replacing(OFF, 2)), r#"(userAccountControl Any Flag Off "2")"#);
    // Where groups are found too, who has no such attribute is not enabled.
    let store = demo(2);
    let mut rule = MembershipRule::new(&store);
    rule.find = USERS.set(ObjectTypes::GROUPS, true);
    rule.criteria = groupid::parse("((title Present) Or (l Present))").unwrap();
    let (criteria, dialect) = read(enabled);
    let added = PastedRule::added(&criteria, dialect, &store, &rule);
    assert_eq!(added.find, None);
    assert_eq!(said(&added), r#"((userAccountControl Present) And (userAccountControl All Flags Off "2"))"#);
}

#[test]
fn a_rule_of_entra_finds_users() {
    let store = demo(2);
    let rule = MembershipRule { find: USERS.set(ObjectTypes::GROUPS, true), ..MembershipRule::new(&store) };
    let (criteria, dialect) = read("user.city -eq \"Berlin\"");
    assert_eq!(PastedRule::replacing(&criteria, dialect, &store, &rule).find, Some(USERS));
    let rule = MembershipRule { find: USERS, ..rule };
    assert_eq!(PastedRule::replacing(&criteria, dialect, &store, &rule).find, None);
}

#[test]
fn what_is_added_never_makes_the_rule_find_more() {
    let store = demo(2);
    let (criteria, dialect) = read("(&(objectClass=user)(l=Berlin))");
    let added = |rule: &str, find: ObjectTypes| {
        let rule = MembershipRule { criteria: groupid::parse(rule).unwrap(), find, ..MembershipRule::new(&store) };
        let added = PastedRule::added(&criteria, dialect, &store, &rule);
        (added.find, said(&added))
    };
    let (short, both) = (r#"(l Is Exactly "Berlin")"#, USERS.set(ObjectTypes::GROUPS, true));
    let whole = r#"((objectClass Is Exactly "user") And (l Is Exactly "Berlin"))"#;
    let (all, any) = ("((title Present) And (co Present))", "((title Present) Or (co Present))");
    // Of users it is true anyway.
    assert_eq!(added(any, USERS), (None, short.to_owned()));
    assert_eq!(added(any, USERS.set(ObjectTypes::COMPUTERS, true)), (None, short.to_owned()));
    assert_eq!(added(all, both), (Some(USERS), short.to_owned()));
    assert_eq!(added(any, both), (None, whole.to_owned()));
    assert_eq!(added("Not ((title Present) And (co Present))", both), (None, whole.to_owned()));
    assert_eq!(added(all, ObjectTypes::GROUPS), (None, whole.to_owned()));
}

/// What a type finds that is in no table nobody knows: a condition on kinds of objects may not be dropped for it.
#[test]
fn an_unknown_type_never_makes_the_rule_find_more() {
    let store = demo(2);
    let rule = |criteria: &str| MembershipRule {
        criteria: groupid::parse(criteria).unwrap(),
        unknown_types: vec!["42".to_owned()],
        ..MembershipRule::new(&store)
    };
    let (criteria, dialect) = read("(&(objectClass=user)(l=Berlin))");
    let any = rule("((title Present) Or (co Present))");
    let added = PastedRule::added(&criteria, dialect, &store, &any);
    assert_eq!(added.find, None);
    assert_eq!(said(&added), r#"((objectClass Is Exactly "user") And (l Is Exactly "Berlin"))"#);
    // Where the types can be replaced, the unknown one goes with them.
    let all = rule("((title Present) And (co Present))");
    assert_eq!(PastedRule::added(&criteria, dialect, &store, &all).find, Some(USERS));
    assert_eq!(PastedRule::replacing(&criteria, dialect, &store, &any).find, Some(USERS));
    let (entra, dialect) = read("user.city -eq \"Berlin\"");
    assert_eq!(PastedRule::replacing(&entra, dialect, &store, &any).find, Some(USERS));
    // It may have no bit that says whether it is enabled.
    let (enabled, dialect) = read("user.accountEnabled -eq true");
    let added = PastedRule::added(&enabled, dialect, &store, &any);
    assert_eq!(said(&added), r#"((userAccountControl Present) And (userAccountControl All Flags Off "2"))"#);
}

#[test]
fn names_of_the_other_directory_are_the_store_s() {
    let pasted = replacing("(user.surname -eq \"Lee\") -and (user.jobTitle -contains \"x\")", 4);
    assert_eq!(said(&pasted), r#"((surname Is Exactly "Lee") And (jobTitle Contains "x"))"#);
    let pasted = replacing("(user.surname -eq \"Lee\") -and (user.jobTitle -contains \"x\")", 2);
    assert_eq!(said(&pasted), r#"((sn Is Exactly "Lee") And (title Contains "x"))"#);
}

#[test]
fn what_is_not_listed_is_told_and_left_out_where_nobody_gets_in() {
    let filter = "(&(l=Berlin)(|(title=x)(employeeType=intern)(EmployeeType=y)(!(extensionAttribute1=*))))";
    let (store, graph) = (demo(2), demo(4));
    let pasted = replacing(filter, 2);
    let unlisted = pasted.unlisted(&store);
    let told: Vec<_> = unlisted.iter().map(|one| (one.name.as_str(), one.nodes.len(), one.is_usable)).collect();
    assert_eq!(told, [("employeeType", 2, true), ("extensionAttribute1", 1, true)]);
    assert!(replacing(filter, 4).unlisted(&graph).iter().all(|one| !one.is_usable));
    let left = pasted.without_unlisted(&store).unwrap();
    assert!(left.unlisted(&store).is_empty() && left.criteria.root().conditions() == 2);
    let pasted = replacing("(&(l=Berlin)(employeeType=intern))", 2);
    assert!(matches!(pasted.without_unlisted(&store), Err(Widens::At(_))));
    let whole = replacing("(|(a=1)(b=2))", 2);
    assert_eq!(whole.without_unlisted(&store), Err(Widens::Whole));
}

#[test]
fn a_filter_of_exchange_finds_the_people_it_means() {
    let store = demo(2);
    let rule = MembershipRule { find: ObjectTypes::default(), ..MembershipRule::new(&store) };
    let pasted = |text: &str| {
        let criteria = opath::parse(text).unwrap();
        PastedRule::replacing(&criteria, Dialect::Opath, &store, &rule)
    };
    let mailboxes = pasted("(RecipientType -eq 'UserMailbox') -and (City -eq 'Graz')");
    assert_eq!(mailboxes.find, Some(USERS));
    assert_eq!(mailboxes.not_carried(), []);
    let conditions = r#"((mailNickname Present) And (msExchHomeServerName Present))"#;
    assert_eq!(said(&mailboxes), format!(r#"({conditions} And (l Is Exactly "Graz"))"#));
    // What cannot be carried over stays in the rule, so that it cannot be saved, and goes where nobody else gets in.
    let (either, both) =
        (pasted("(City -eq 'Graz') -or (Foo -eq 'x')"), pasted("(City -eq 'Graz') -and (Foo -eq 'x')"));
    for pasted in [&either, &both] {
        let left = pasted.not_carried();
        assert_eq!((left[0].1.as_str(), left[0].2), ("Foo -eq 'x'", NotCarried::Property));
        assert!(groupid::print(&pasted.criteria).is_err());
    }
    let without = |pasted: &PastedRule| pasted.without(&[pasted.not_carried()[0].0]);
    assert_eq!(said(&without(&either).unwrap()), r#"(l Is Exactly "Graz")"#);
    assert!(matches!(without(&both), Err(Widens::At(_))));
}
