//! What a new smart group must obey beside what every group must, and the attribute that the refusal names.

use super::create_rules::refused_at;
use super::support::{STORE, Server, create_smart, seed, smart_body, start, user};
use serde_json::{Value, json};

const RULE: &str = "(department Contains \"engineering\")";

/// Refused for that attribute and for no other; returns the sentence.
fn only(server: &Server, attribute: &str, body: &Value) -> String {
    let reasons = refused_at(server, "DynamicGroup", body);
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{reasons:?} for {body}");
    reasons[attribute].as_str().unwrap().to_owned()
}

/// An empty, unfinished or unreadable rule is never a rule for everybody.
#[test]
fn rules_that_say_nothing() {
    let server = Server::new();
    let refused = |text: &str| only(&server, "IMSGCriteria", &smart_body("new", text, json!({})));
    assert_eq!(refused(""), "A value is required.");
    for text in [" ", "()", "(", "( )", "(department)", "(department Contains)", "(department Contains \"\")"] {
        refused(text);
    }
    for text in [
        "(department Contains \" \")",
        "(department Contains \"a",
        "(department Contains \"a\"",
        "(department Contains \"a\") (title Present)",
        "(department Rhymes With \"a\")",
        "((department Present) And)",
        "((department Present) And (title Present) Or (l Present))",
        "department Contains \"a\"",
        "(|(department=a))",
        "(userAccountControl All Flags On \"0\")",
        "(userAccountControl All Flags On \"many\")",
        "*",
        "true",
    ] {
        let sentence = refused(text);
        assert!(sentence.starts_with("The rule cannot be read at byte "), "{text}: {sentence}");
    }
    for (text, part) in [
        ("(shoe_size Present)", "shoe_size is no attribute"),
        ("((department Present) And Not (shoe_size Is Exactly \"44\"))", "shoe_size is no attribute"),
        ("(department Chain Match \"CN=a,DC=demo\")", "department: Chain Match is not for"),
        ("(manager Contains \"Olivia\")", "manager: Contains is not for"),
        ("(manager Is Not \"Olivia\")", "manager: expected a distinguished name"),
        ("(distinguishedName Is Not \"Olivia\")", "distinguishedName: expected a distinguished name"),
        ("(whenCreated Greater Or Equal \"soon\")", "whenCreated: expected a date"),
        ("(XGroupExpirationPolicy Less Or Equal \"many\")", "XGroupExpirationPolicy: expected a whole number"),
    ] {
        let sentence = refused(text);
        assert!(sentence.starts_with(&format!("The rule cannot be evaluated: {part}")), "{text}: {sentence}");
    }
    let like = |at: usize| format!("(name Contains \"{at}\")");
    let many = |count: usize| format!("({})", (0..count).map(like).collect::<Vec<_>>().join(" And "));
    assert!(refused(&many(950)).contains("more than 900 conditions"));
    create_smart(&server, &smart_body("many", &many(850), json!({})));
}

#[test]
fn places_kinds_and_lists() {
    let server = Server::new();
    let with = |attributes: Value| smart_body("new", RULE, attributes);
    for attribute in ["IMSGCriteria", "IMSGObjectTypes", "IMSGStartPath"] {
        only(&server, attribute, &with(json!({ attribute: null })));
        only(&server, attribute, &with(json!({ attribute: "" })));
        only(&server, attribute, &with(json!({ attribute: [] })));
    }
    let twice = json!([{ "Value": "(l Present)" }, { "Value": "(co Present)" }]);
    only(&server, "IMSGCriteria", &with(json!({ "IMSGCriteria": twice })));
    for types in ["0", "12", "-1", "users", "6.5", "22"] {
        only(&server, "IMSGObjectTypes", &with(json!({ "IMSGObjectTypes": types })));
    }
    let places = |places: Value| with(json!({ "IMSGStartPath": places }));
    let domain = "DC=demo,DC=local";
    for bad in [
        json!([start("OU=Nowhere,DC=demo,DC=local", "2")]),
        json!([start(domain, "2"), start("OU=Nowhere,DC=demo,DC=local", "2")]),
        json!([start("Groups", "2")]),
        json!([start(domain, "0")]),
        json!([start(domain, "3")]),
        json!([start(domain, "")]),
        json!([{ "Value": domain, "Action": 1 }]),
        json!([start("CN=Administrator,CN=Users,DC=demo,DC=local", "2")]),
    ] {
        only(&server, "IMSGStartPath", &places(bad));
    }
    for list in ["IMSGIncludes", "IMSGExcludes"] {
        let (id, dn) = user(&server, "max.member");
        only(&server, list, &with(json!({ list: "CN=Nobody,DC=demo,DC=local" })));
        only(&server, list, &with(json!({ list: "max.member" })));
        only(&server, list, &with(json!({ list: [{ "Value": id }, { "Value": dn }] })));
    }
    // A global group holds no universal one.
    let global = json!({ "groupType": "-2147483646", "GroupType": null, "objectClass": "group", "mailNickname": null,
        "IMSGIncludes": "24bda903-2afd-408a-a55c-c18adcfb543e" });
    only(&server, "IMSGIncludes", &with(global));
    // A number is as good as a text.
    let number = json!([{ "Value": domain, "AttributeCollection": { "scope": 1 } }]);
    create_smart(&server, &places(number));
}

/// Everything that a static group must obey, a smart one must.
#[test]
fn as_every_group() {
    let server = Server::new();
    let with = |attributes: Value| smart_body("new", RULE, attributes);
    only(&server, "CN", &smart_body("DemoGroup1", RULE, json!({ "sAMAccountName": "free", "mailNickname": "free" })));
    only(&server, "sAMAccountName", &with(json!({ "sAMAccountName": "olivia.owner" })));
    only(&server, "managedBy", &with(json!({ "managedBy": null })));
    only(&server, "mailNickname", &with(json!({ "mailNickname": "olivia.owner" })));
    only(&server, "groupType", &with(json!({ "GroupType": "7" })));
    only(&server, "ContainerDistinguishedName", &with(json!({ "ContainerDistinguishedName": "DC=demo,DC=local" })));
    only(&server, "shoeSize", &with(json!({ "shoeSize": "44" })));
    only(&server, "objectGUID", &with(json!({ "objectGUID": "44" })));
    only(&server, "IMSGManagedGroupType", &with(json!({ "IMSGManagedGroupType": "1" })));
    // Its members are computed.
    only(&server, "member", &with(json!({ "member": user(&server, "max.member").1 })));
    let mut elsewhere = with(json!({}));
    elsewhere["Container"] = json!("OU=Nowhere,DC=demo,DC=local");
    only(&server, "Container", &elsewhere);
    // And a static group has no rule.
    let rule = json!({ "IMSGCriteria": RULE });
    let reasons = refused_at(&server, "StaticGroup", &super::support::group_body("new", rule));
    assert_eq!(reasons.keys().collect::<Vec<_>>(), ["IMSGCriteria"]);
    // Several at once.
    let many = refused_at(
        &server,
        "DynamicGroup",
        &smart_body("new", "(", json!({ "IMSGObjectTypes": "0", "managedBy": null })),
    );
    assert_eq!(many.len(), 3, "{many:?}");
    let mut other = with(json!({}));
    other["IdentityStoreID"] = json!(3);
    assert!(server.post(&format!("{STORE}/Groups/DynamicGroup"), &other).error(400).starts_with("IdentityStoreID"));
    // Nothing was left behind by any refusal.
    create_smart(&server, &with(json!({})));
    create_smart(&server, &seed("create-smart-group.request"));
}
