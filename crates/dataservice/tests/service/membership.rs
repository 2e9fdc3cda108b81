//! Joining and leaving a group, for oneself and on behalf of others.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, create_smart, group_body, members, smart_body, user, values};
use crate::in_store;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "POST", template: in_store!("Groups/{group}/Join"), run: join_and_leave },
    Case { method: "POST", template: in_store!("Groups/{group}/Leave"), run: join_and_leave },
    Case { method: "POST", template: in_store!("Groups/{group}/JoinOnBehalf"), run: on_behalf },
    Case { method: "POST", template: in_store!("Groups/{group}/LeaveOnBehalf"), run: on_behalf },
];

#[test]
fn routes() {
    cases::run(CASES);
}

const NO_DATE: &str = "0001-01-01T00:00:00";

fn kind(number: i64, start: &str, end: &str) -> Value {
    json!({ "MembershipType": number, "StartDate": start, "EndDate": end, "Reason": "test" })
}

fn for_good() -> Value {
    kind(1, NO_DATE, NO_DATE)
}

/// Sends a body as in the reference.
fn ask(server: &Server, id: &str, what: &str, who: Option<&str>, how: Value) -> super::support::Reply {
    let mut body = json!({ "IdentityStoreID": 2, "ReplicationRequired": true });
    let (kind, person) = match what {
        "Join" => ("JoinType", ""),
        "JoinOnBehalf" => ("joinType", "joiningUserIdentity"),
        "Leave" => ("leaveType", ""),
        _ => ("leaveType", "leavingUserId"),
    };
    body[kind] = how;
    if let Some(who) = who {
        body[person] = json!(who);
    }
    server.post(&format!("{STORE}/Groups/{id}/{what}"), &body)
}

fn done(server: &Server, id: &str, what: &str, who: Option<&str>, how: Value) {
    let answer = ask(server, id, what, who, how).ok();
    assert_eq!(answer["status"], 0, "{answer}");
    assert_eq!(answer["details"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(answer["details"][0]["status"], 0);
}

/// The attribute that a refusal names, with its sentence; the members stay as they are.
fn refused(server: &Server, id: &str, what: &str, who: Option<&str>, how: Value) -> (String, String) {
    let before = memberships(server, id);
    let answer = ask(server, id, what, who, how).ok();
    assert_eq!(answer["status"], 1, "{answer}");
    assert_eq!(memberships(server, id), before);
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(reasons.len(), 1, "{answer}");
    let (name, sentence) = reasons.iter().next().unwrap();
    (name.clone(), sentence.as_str().unwrap().to_owned())
}

/// Name, kind and dates of each member, as a search of members answers them.
fn memberships(server: &Server, id: &str) -> Vec<[String; 4]> {
    let asked = ["name", "XMembershipType", "XBeginningDate", "XEndingDate"];
    let page =
        server.search(json!({ "objectIdentity": id, "attributeScopeQuery": "member", "attributesToLoad": asked }));
    let one = |object: &Value| asked.map(|name| values(object, name).first().cloned().unwrap_or_default());
    page.ok()["data"].as_array().unwrap().iter().map(one).collect()
}

fn member(name: &str, kind: &str, begins: &str, ends: &str) -> [String; 4] {
    [name, kind, begins, ends].map(str::to_owned)
}

fn secured(server: &Server, name: &str, security: &str) -> String {
    create(server, &group_body(name, json!({ "XGroupSecurity": security })))
}

fn as_max(server: &mut Server) {
    server.client.sign_in("max.member", "Demo-Pass-2");
}

fn join_and_leave(server: &Server) {
    let id = secured(server, "public", "Public");
    let changed = || values(&server.get(&format!("{STORE}/Groups/{id}")).ok(), "whenChanged").remove(0);
    let before = changed();
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    done(server, &id, "Join", None, for_good());
    assert!(changed() > before, "a group changes with its members");
    assert_eq!(memberships(server, &id), [member("Administrator", "", "", "")]);
    let (name, sentence) = refused(server, &id, "Join", None, for_good());
    assert_eq!(name, "member");
    assert!(sentence.contains("already"), "{sentence}");
    done(server, &id, "Leave", None, for_good());
    assert!(memberships(server, &id).is_empty());
    let (_, sentence) = refused(server, &id, "Leave", None, for_good());
    assert!(sentence.contains("not a member"), "{sentence}");
    // Without a kind, a membership has no end.
    done(server, &id, "Join", None, Value::Null);
    server.post(&format!("{STORE}/Groups/{id}/Join"), &json!({ "IdentityStoreID": 3 })).error(400);
    ask(server, "nobody", "Join", None, for_good()).error(404);
}

#[test]
fn the_security_type_says_who_joins_by_themselves() {
    let mut server = Server::new();
    let ids = ["Public", "Semi_Private", "Private"].map(|security| secured(&server, security, security));
    as_max(&mut server);
    done(&server, &ids[0], "Join", None, for_good());
    let (name, sentence) = refused(&server, &ids[1], "Join", None, for_good());
    assert_eq!(name, "XGroupSecurity");
    assert!(sentence.contains("approve"), "{sentence}");
    let (name, sentence) = refused(&server, &ids[2], "Join", None, for_good());
    assert_eq!(name, "XGroupSecurity");
    assert!(sentence.contains("private"), "{sentence}");
    // Nobody but an owner acts for others, and whoever was let in may leave any group.
    let (max, _) = user(&server, "max.member");
    for (id, what) in ids.iter().flat_map(|id| [(id, "JoinOnBehalf"), (id, "LeaveOnBehalf")]) {
        assert_eq!(ask(&server, id, what, Some(&max), for_good()).status, 403);
    }
    server.client.sign_in("Administrator", "Demo-Admin-1");
    done(&server, &ids[2], "JoinOnBehalf", Some(&max), for_good());
    as_max(&mut server);
    done(&server, &ids[2], "Leave", None, for_good());
}

fn on_behalf(server: &Server) {
    let id = secured(server, "private", "Private");
    let ((max, dn), (olivia, _)) = (user(server, "max.member"), user(server, "olivia.owner"));
    done(server, &id, "JoinOnBehalf", Some(&max), for_good());
    done(server, &id, "JoinOnBehalf", Some(&olivia), for_good());
    let (_, sentence) = refused(server, &id, "JoinOnBehalf", Some(&dn), for_good());
    assert!(sentence.contains("already"), "{sentence}");
    done(server, &id, "LeaveOnBehalf", Some(&dn), for_good());
    assert_eq!(memberships(server, &id).len(), 1);
    let (name, _) = refused(server, &id, "LeaveOnBehalf", Some(&max), for_good());
    assert_eq!(name, "member");
    for nobody in ["max.member", "CN=Nobody,DC=demo,DC=local", "26be1845-4119-4801-a799-000000000000"] {
        assert_eq!(refused(server, &id, "JoinOnBehalf", Some(nobody), for_good()).0, "joiningUserIdentity");
        assert_eq!(refused(server, &id, "LeaveOnBehalf", Some(nobody), for_good()).0, "leavingUserId");
    }
    ask(server, &id, "JoinOnBehalf", None, for_good()).error(400);
    ask(server, &id, "LeaveOnBehalf", None, for_good()).error(400);
}

#[test]
fn memberships_have_five_kinds() {
    const PAST: &str = "2026-01-01T00:00:00";
    const FUTURE: &str = "2096-01-01T00:00:00";
    const END: &str = "2097-01-31T23:59:59";
    let server = Server::new();
    let id = secured(&server, "dated", "Private");
    let (max, _) = user(&server, "max.member");
    let join = |how: Value| done(&server, &id, "JoinOnBehalf", Some(&max), how);
    let leave = |how: Value| done(&server, &id, "LeaveOnBehalf", Some(&max), how);
    let only = |kind: &str, begins: &str, ends: &str| {
        assert_eq!(memberships(&server, &id), [member("Max Member", kind, begins, ends)]);
    };
    join(kind(2, PAST, END));
    only("2", PAST, END);
    // Other dates replace a membership, and what begins later is pending.
    join(kind(2, FUTURE, END));
    only("3", FUTURE, END);
    assert!(refused(&server, &id, "JoinOnBehalf", Some(&max), kind(3, FUTURE, END)).1.contains("already"));
    join(for_good());
    only("", "", "");
    leave(kind(5, PAST, END));
    only("5", PAST, END);
    leave(kind(5, FUTURE, END));
    only("4", FUTURE, END);
    leave(for_good());
    assert!(memberships(&server, &id).is_empty());
    for (how, name) in [
        (kind(2, NO_DATE, END), "StartDate"),
        (kind(2, PAST, NO_DATE), "EndDate"),
        (kind(2, END, FUTURE), "EndDate"),
        (kind(2, PAST, "2026-01-02T00:00:00"), "EndDate"),
        (kind(1, PAST, END), "StartDate"),
        (kind(2, "tomorrow", END), "StartDate"),
        (kind(5, PAST, END), "MembershipType"),
        (kind(6, PAST, END), "MembershipType"),
    ] {
        assert_eq!(refused(&server, &id, "JoinOnBehalf", Some(&max), how).0, name);
    }
    join(for_good());
    assert_eq!(refused(&server, &id, "LeaveOnBehalf", Some(&max), kind(2, PAST, END)).0, "MembershipType");
    // The group itself lists them in the same form as its creation.
    join(kind(2, PAST, END));
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let entry = &group["attributesBusinessObject"]["attributesCollection"]["member"][0]["attributeCollection"];
    assert_eq!(*entry, json!({ "XMembershipType": "2", "XBeginningDate": PAST, "XEndingDate": END }));
}

#[test]
fn groups_and_contacts_are_members_like_anybody() {
    let server = Server::new();
    let outer = secured(&server, "outer", "Private");
    let inner =
        create(&server, &group_body("inner", json!({ "groupType": "-2147483644", "XGroupScope": "Domain Local" })));
    let contact = server.search(json!({ "pageSize": 1, "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": "contact" } })).ok();
    let contact = contact["data"][0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    done(&server, &outer, "JoinOnBehalf", Some(&contact), for_good());
    // A universal group holds no domain local one, and no group holds itself.
    let (_, sentence) = refused(&server, &outer, "JoinOnBehalf", Some(&inner), for_good());
    assert!(sentence.contains("scope"), "{sentence}");
    assert!(refused(&server, &outer, "JoinOnBehalf", Some(&outer), for_good()).1.contains("itself"));
    done(&server, &inner, "JoinOnBehalf", Some(&outer), for_good());
    assert_eq!(members(&server, &inner), ["outer"]);
}

#[test]
fn rules_and_expired_groups_take_nobody() {
    let server = Server::new();
    let smart = create_smart(&server, &smart_body("ruled", "(l Is Exactly \"Berlin\")", json!({})));
    let (max, _) = user(&server, "max.member");
    for what in ["Join", "JoinOnBehalf"] {
        let who = (what == "JoinOnBehalf").then_some(max.as_str());
        let (name, sentence) = refused(&server, &smart, what, who, for_good());
        assert_eq!(name, "IMSGManagedGroupType");
        assert!(sentence.contains("rule"), "{sentence}");
    }
    let id = secured(&server, "over", "Public");
    done(&server, &id, "JoinOnBehalf", Some(&max), for_good());
    server.send("POST", &format!("{STORE}/Groups/{id}/Expire"), None).ok();
    assert_eq!(refused(&server, &id, "Join", None, for_good()).0, "IMGIsExpired");
    done(&server, &id, "LeaveOnBehalf", Some(&max), for_good());
}

/// Whoever joins later, or is out of a group for a time, owns nothing through it.
#[test]
fn only_a_membership_in_force_makes_an_owner() {
    let mut server = Server::new();
    let (max, _) = user(&server, "max.member");
    let owners = secured(&server, "owners", "Private");
    let dn = json!([{ "Value": "CN=owners,OU=Groups,DC=demo,DC=local", "Action": 0 }]);
    let owned = create(&server, &group_body("owned", json!({ "managedBy": dn })));
    let end = "2097-01-01T00:00:00";
    for (what, how, may) in [
        ("JoinOnBehalf", kind(2, "2096-01-01T00:00:00", end), false),
        ("JoinOnBehalf", kind(2, "2026-01-01T00:00:00", end), true),
        ("LeaveOnBehalf", kind(5, "2026-01-01T00:00:00", end), false),
        ("JoinOnBehalf", for_good(), true),
    ] {
        server.client.sign_in("Administrator", "Demo-Admin-1");
        done(&server, &owners, what, Some(&max), how);
        as_max(&mut server);
        let body = json!({ "AttributesCollection": { "AttributesCollection": { "info": [{ "Value": "x" }] } } });
        let status = server.send("PATCH", &format!("{STORE}/Groups/{owned}"), Some(&body)).status;
        assert_eq!(status, if may { 200 } else { 403 }, "{what}");
    }
}

/// A list of members is filtered and sorted by the kind and the dates of the memberships.
#[test]
fn members_are_filtered_by_their_membership() {
    let server = Server::new();
    let id = secured(&server, "filtered", "Private");
    let [max, olivia, ann] = ["max.member", "olivia.owner", "ann.lee"].map(|logon| user(&server, logon).0);
    let (begin, end, later) = ("2026-01-01T00:00:00", "2096-01-01T00:00:00", "2097-01-01T00:00:00");
    for (who, how) in [(&max, for_good()), (&olivia, kind(2, begin, later)), (&ann, kind(2, begin, end))] {
        done(&server, &id, "JoinOnBehalf", Some(who), how);
    }
    let found = |attribute: &str, operator: &str, value: &str| {
        let criteria = json!({ "attribute": attribute, "operator": operator, "value": value });
        let page = server.search(json!({ "objectIdentity": id, "attributeScopeQuery": "member", "criteria": criteria,
            "sortBy": "XEndingDate" }));
        super::support::names(&page.ok())
    };
    let (max, olivia, ann) = ("Max Member", "Olivia Owner", "Lee, Ann");
    assert_eq!(found("XMembershipType", "Is Exactly", "2"), [ann, olivia]);
    assert_eq!(found("XMembershipType", "Is Exactly", "1"), [max]);
    assert_eq!(found("XMembershipType", "Is Not", "2"), [max]);
    assert_eq!(found("XMembershipType", "Present", ""), [ann, olivia]);
    assert_eq!(found("XEndingDate", "Less Or Equal", "2096-06-01T00:00:00"), [ann]);
    assert_eq!(found("XEndingDate", "Not Present", ""), [max]);
    // Outside of a list of members nobody has such an attribute.
    let criteria = json!({ "attribute": "XMembershipType", "operator": "Is Exactly", "value": "2" });
    assert_eq!(server.search(json!({ "criteria": criteria })).ok()["total"], 0);
}
