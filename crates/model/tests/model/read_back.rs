//! What is said about a rule that was read back, and about members that were counted back.

use model::group::{CountBack, CountVerdict, MembershipRule, StoredRule};
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};

/// A group whose rule has these criteria, object types and a container.
fn group(criteria: &str, types: &[&str], container: &str) -> DirectoryObject {
    let mut attributes = Attributes::new();
    attributes.set("IMSGCriteria", vec![AttributeValue::answered(criteria)]);
    attributes.set("IMSGObjectTypes", types.iter().map(|code| AttributeValue::answered(*code)).collect());
    attributes.set("IMSGStartPath", vec![AttributeValue::answered(container).with("Scope", "2")]);
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Quay", attributes)
}

#[test]
fn a_stored_rule_is_compared_by_meaning() {
    let quay = "OU=Quay,DC=demo,DC=local";
    let sent = MembershipRule::of(&group(r#"((l Is Exactly "Kiel") And (title Contains "Pilot"))"#, &["6"], quay));
    let sent = sent.unwrap();
    let stored = |group: &DirectoryObject| StoredRule::of(&sent, group);
    let other_spelling = r#"( (l is "Kiel") and (title contains "Pilot") )"#;
    let same = stored(&group(other_spelling, &["6"], "ou=quay, dc=demo, dc=local"));
    assert_eq!(same, StoredRule::AsSent);
    for other in [
        group(r#"((l Is Exactly "Kiel") Or (title Contains "Pilot"))"#, &["6"], quay),
        group(r#"(l Is Exactly "Kiel")"#, &["6"], quay),
        group(other_spelling, &["6", "8"], quay),
        group(other_spelling, &["6"], "DC=demo,DC=local"),
    ] {
        assert!(matches!(stored(&other), StoredRule::Different(_)), "{other:?}");
    }
    let cut_off = group(r#"((l Is Exactly "Kiel") And (title Contains "Pilot")"#, &["6"], quay);
    assert!(matches!(stored(&cut_off), StoredRule::Unreadable { text, .. } if text.starts_with("((l Is")));
    assert!(matches!(stored(&group("", &["6"], quay)), StoredRule::Unreadable { .. }), "a rule is missing");
}

#[test]
fn far_more_members_than_expected_are_a_warning() {
    use CountVerdict::{Expected, FarFewer, FarMore};
    let cases = [
        (Some(100), 100, 10_000, Expected),
        (Some(100), 150, 10_000, Expected),
        (Some(100), 151, 10_000, FarMore),
        (Some(0), 0, 10_000, Expected),
        (Some(0), 1, 10_000, FarMore),
        (Some(100), 50, 10_000, Expected),
        (Some(100), 49, 10_000, FarFewer),
        (Some(40), 55, 100, FarMore),
        (Some(60), 70, 100, Expected),
        (Some(i64::MAX), i64::MAX, i64::MAX, Expected),
        (None, 9_000, 10_000, FarMore),
        (None, 40, 10_000, Expected),
        (None, 20, 20, Expected),
    ];
    for (expected, members, everyone, verdict) in cases {
        let counted = CountBack { expected, members, everyone };
        assert_eq!(counted.verdict(), verdict, "{counted:?}");
    }
}
