//! A rule that was opened and not changed is not sent, however the service spells it.

use model::config::StoreConfig;
use model::criteria::{Condition, Edit, Node, NodeId, Operator, Piece};
use model::group::{MembershipRule, StartPath};
use model::wire::lenient::Member;
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::json;

/// A store whose administrator has locked a condition.
fn store() -> StoreConfig {
    let store = json!({ "id": 2, "name": "demo", "kind": "activeDirectory",
        "containers": [{ "dn": "DC=demo,DC=local" }],
        "groups": { "lockedRule": "(company Is Exactly \"Harbour\")" } });
    StoreConfig::read(Some(&store)).unwrap()
}

/// The rule of a group with these criteria.
fn rule(criteria: &str) -> MembershipRule {
    let mut attributes = Attributes::new();
    attributes.set("IMSGCriteria", vec![AttributeValue::answered(criteria)]);
    let start = AttributeValue::answered("OU=Quay,DC=demo,DC=local").with("Scope", "2");
    attributes.set("IMSGStartPath", vec![start]);
    let group = DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Quay", attributes);
    MembershipRule::of(&group).unwrap()
}

fn sent(rule: &MembershipRule, before: &MembershipRule) -> Vec<&'static str> {
    rule.changes(before, &store()).unwrap().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn an_opened_rule_is_not_sent() {
    let store = store();
    assert!(store.groups.fixed_rule().is_some());
    for text in [
        r#"(company Is Exactly "Harbour")"#,
        r#"  (  company   is  "Harbour" ) "#,
        r#"((company Is Exactly "Harbour") And (l Contains "G"))"#,
        r#"((l Contains "G") AND (company is exactly "Harbour"))"#,
        r#"(((l Contains "G") Or (l Contains "U")) And (company Is Exactly "Harbour"))"#,
    ] {
        let before = rule(text);
        let opened = before.clone().with_locked(&store);
        let own = before.clone().with_own_locked(&store);
        assert!(opened.is_same(&own), "{text}");
        assert_eq!(sent(&opened, &own), Vec::<&str>::new(), "{text}");
        let city = Node::condition(Condition::new("l", Operator::IsExactly, "Gent"));
        let criteria = opened.criteria.edit(Edit::Add(NodeId::ROOT, 1, Piece(city))).unwrap().criteria;
        let changed = MembershipRule { criteria, ..opened };
        assert!(!changed.is_same(&own), "{text}");
        assert_eq!(sent(&changed, &own), ["IMSGCriteria"], "{text}");
    }
    // Without the administrator's condition it is another rule, and what is shown is what is sent.
    let before = rule(r#"(l Contains "G")"#);
    let opened = before.clone().with_locked(&store);
    assert_eq!(sent(&opened, &before.clone().with_own_locked(&store)), ["IMSGCriteria"]);
}

#[test]
fn names_are_compared_as_the_directory_does() {
    let before = rule(r#"(l Contains "G")"#);
    let start_in = vec![StartPath::subtree("ou=quay, dc=Demo,dc=local")];
    let spelled = MembershipRule { start_in, ..before.clone() };
    assert!(spelled.is_same(&before));
    assert_eq!(sent(&spelled, &before), Vec::<&str>::new());
    let narrower = vec![StartPath { one_level: true, ..before.start_in[0].clone() }];
    let narrower = MembershipRule { start_in: narrower, ..before.clone() };
    assert_eq!(sent(&narrower, &before), ["IMSGStartPath"]);
    let twice = [before.start_in.clone(), before.start_in.clone()].concat();
    assert_eq!(sent(&MembershipRule { start_in: twice, ..before.clone() }, &before), ["IMSGStartPath"]);
}
