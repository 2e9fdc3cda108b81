//! Whether a rule was changed: what is only spelled otherwise is the same rule.

use model::criteria::{Condition, Criteria, Dialect, Join, Node, Operator, entra, groupid};

fn same(one: &str, other: &str) -> bool {
    groupid::parse(one).unwrap().is_same_in(&groupid::parse(other).unwrap(), Dialect::GroupId)
}

fn same_in_entra(one: &str, other: &str) -> bool {
    entra::parse(one).unwrap().is_same_in(&entra::parse(other).unwrap(), Dialect::Entra)
}

#[test]
fn spelling_changes_no_rule_of_groupid() {
    let plain = r#"((department Is Exactly "Quay") And (l Is Not "Gent"))"#;
    for other in [
        r#"  ( (department is exactly "Quay")  AND  (l  isn't "Gent") )  "#,
        r#"((Department Is "Quay") And (L Is Not "Gent"))"#,
        r#"(((department Is Exactly "Quay")) And ((l Is Not "Gent")))"#,
        r#"((department Is Exactly "Quay") And Not (l Is Exactly "Gent"))"#,
    ] {
        // Another spelling of an operator may be read by another part of the dialect.
        if groupid::parse(other).is_ok() {
            assert!(same(plain, other), "{other}");
        }
    }
    for other in [
        r#"((department Is Exactly "quay") And (l Is Not "Gent"))"#,
        r#"((department Is Exactly "Quay") Or (l Is Not "Gent"))"#,
        r#"((department Is Exactly "Quay") And (l Is Exactly "Gent"))"#,
        r#"((department Is Exactly "Quay") And (l Is Not "Gent "))"#,
        r#"((l Is Not "Gent") And (department Is Exactly "Quay"))"#,
        r#"(department Is Exactly "Quay")"#,
    ] {
        assert!(!same(plain, other), "{other}");
    }
}

#[test]
fn spelling_changes_no_rule_of_entra_id() {
    let plain = r#"(user.department -eq "Quay") -and (user.displayName -match "a  b")"#;
    for other in [
        r#"user.DEPARTMENT eq 'Quay' and user.displayName -match "a  b""#,
        "((user.department -eq \"Quay\"))\r\n -and ( user.displayName   -match  \"a  b\" )",
    ] {
        assert!(same_in_entra(plain, other), "{other}");
    }
    for other in [
        r#"(user.department -eq "Quay") -and (user.displayName -match "a b")"#,
        r#"(user.department -eq "Quay") -and (user.displayName -notMatch "a  b")"#,
        r#"(user.department -ne "Quay") -and (user.displayName -match "a  b")"#,
        // Entra ID distinguishes the letter case of a property, so a corrected one is sent.
        r#"(user.department -eq "Quay") -and (user.displayname -match "a  b")"#,
    ] {
        assert!(!same_in_entra(plain, other), "{other}");
    }
    // What a backtick means outside of quotes is not documented, so that nothing is said of the spaces behind it.
    assert!(!same_in_entra("user.city -eq `\"a  b`\"", "user.city -eq `\"a b`\""));
}

#[test]
fn what_cannot_be_sent_is_the_same_as_itself_alone() {
    let city = Node::condition(Condition::new("l", Operator::IsExactly, "Gent"));
    let unfinished = Node::condition(Condition::bare("l", Operator::IsExactly));
    let rule = |children| Criteria::of(Node::group(Join::All, children));
    let (own, other) = (rule(vec![city.clone()]), rule(vec![city.clone(), unfinished]));
    assert!(!own.is_same_in(&other, Dialect::GroupId) && !other.is_same_in(&own, Dialect::GroupId));
    assert!(other.is_same_in(&other.clone(), Dialect::GroupId));
    let mut locked = city.clone();
    locked.locked = true;
    assert!(rule(vec![locked]).is_same_in(&own, Dialect::GroupId));
}
