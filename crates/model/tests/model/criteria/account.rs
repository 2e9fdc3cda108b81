//! `accountEnabled` and the bit of a disabled account say the same.

use super::meaning::{NOW, attributes, in_both_directories, person, rule};
use model::config::{AttributeConfig, Syntax};
use model::criteria::Operator::*;
use model::criteria::{Condition, Criteria, Evaluator, Join, Node, Operator, Schema, account, entra, ldap};
use proptest::prelude::*;
use proptest::sample::select;

fn only(condition: Condition) -> Criteria {
    Criteria::of(Node::condition(condition))
}

#[test]
fn an_entra_rule_in_active_directory() {
    let there = |rule: &str, only_accounts| {
        let read = entra::parse(rule).unwrap();
        ldap::print(&account::to_control(&read, only_accounts)).unwrap()
    };
    let on = "(userAccountControl:1.2.840.113556.1.4.803:=2)";
    let off = "(!(userAccountControl:1.2.840.113556.1.4.804:=2))";
    assert_eq!(there("user.accountEnabled -eq true", true), off);
    assert_eq!(there("user.accountEnabled -ne true", true), on);
    assert_eq!(there("user.accountEnabled -eq false", true), on);
    assert_eq!(there("user.accountEnabled -ne false", true), off);
    // Where others than accounts are found, who has neither is not enabled.
    assert_eq!(there("user.accountEnabled -eq true", false), format!("(&(userAccountControl=*){off})"));
    assert_eq!(there("user.accountEnabled -ne true", false), format!("(|(!(userAccountControl=*)){on})"));
    assert_eq!(there("user.accountEnabled -eq null", false), "(!(userAccountControl=*))");
    assert_eq!(
        there("(user.accountEnabled -eq true) -and (user.city -eq \"Berlin\")", true),
        format!("(&{off}(l=Berlin))")
    );
}

#[test]
fn a_filter_in_entra() {
    let there = |filter: &str, only_accounts| {
        let read = ldap::parse(filter).unwrap();
        entra::print(&account::to_enabled(&read, only_accounts)).unwrap()
    };
    let off = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))";
    let on = "(userAccountControl:1.2.840.113556.1.4.803:=2)";
    assert_eq!(there(off, true), "(user.accountEnabled -eq true)");
    assert_eq!(there(on, true), "(user.accountEnabled -eq false)");
    assert_eq!(there(off, false), "(user.accountEnabled -ne false)");
    assert_eq!(there(on, false), "(user.accountEnabled -eq false)");
    // The same where it is written without asking for another store.
    let printed = |filter: &str| entra::print(&ldap::parse(filter).unwrap());
    assert_eq!(printed(off).as_deref(), Ok("(user.accountEnabled -ne false)"));
    assert!(printed("(userAccountControl:1.2.840.113556.1.4.803:=16)").is_err());
    assert!(printed("(userAccountControl:1.2.840.113556.1.4.803:=18)").is_err());
}

#[test]
fn what_says_something_else_stays() {
    for condition in [
        Condition::new("userAccountControl", AllFlagsOn, "18"),
        Condition::new("userAccountControl", IsExactly, "2"),
        Condition::new("groupType", AllFlagsOn, "2"),
        Condition::new("accountEnabled", Contains, "TRUE"),
        Condition::new("accountEnabled", IsExactly, "maybe"),
    ] {
        let criteria = only(condition);
        for only_accounts in [false, true] {
            assert_eq!(account::to_control(&criteria, only_accounts), criteria);
            assert_eq!(account::to_enabled(&criteria, only_accounts), criteria);
        }
    }
}

/// A rule in which accounts are asked for.
fn of_accounts() -> impl Strategy<Value = Criteria> {
    let enabled = (select(vec![IsExactly, IsNot, Present, NotPresent]), select(vec!["TRUE", "FALSE"])).prop_map(
        |(operator, value): (Operator, &str)| match operator.takes_value() {
            true => Condition::new("accountEnabled", operator, value),
            false => Condition::bare("accountEnabled", operator),
        },
    );
    let flags = (select(vec![AllFlagsOn, AllFlagsOff, AnyFlagOn, AnyFlagOff]), select(vec!["2", "514", "16"]))
        .prop_map(|(operator, mask)| Condition::new("userAccountControl", operator, mask));
    let leaf = prop_oneof![enabled, flags].prop_map(Node::condition);
    (rule(), leaf, any::<bool>(), any::<bool>(), select(vec![Join::All, Join::Any])).prop_map(
        |(rest, leaf, not, not_all, join)| {
            let children = vec![Node { not, ..leaf }, (**rest.root()).clone()];
            Criteria::of(Node { not: not_all, ..Node::group(join, children) })
        },
    )
}

proptest! {
    #[test]
    fn the_same_people_meet_it(criteria in of_accounts(), person in person()) {
        let person = in_both_directories(person);
        let mut attributes = attributes();
        attributes.push(AttributeConfig::new(account::ENABLED, Syntax::Boolean));
        let at = Evaluator { schema: Schema::new(&attributes), now: NOW };
        let met = at.matches(&criteria, &person);
        prop_assert!(met.is_ok());
        let is_account = person.0.get(account::CONTROL).is_some_and(|values| !values.is_empty());
        for only_accounts in [false, true].into_iter().filter(|only| is_account || !only) {
            prop_assert_eq!(at.matches(&account::to_control(&criteria, only_accounts), &person), met);
            prop_assert_eq!(at.matches(&account::to_enabled(&criteria, only_accounts), &person), met);
        }
    }
}
