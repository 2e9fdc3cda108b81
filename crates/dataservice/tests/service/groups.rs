//! Groups: created, read and deleted as the seeds have it.

use super::cases::{self, Case};
use super::support::{STORE, Server, create, group_body, seed, user, values};
use crate::in_store;
use model::wire::paths::segment;
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "POST", template: in_store!("Groups/StaticGroup"), run: create_static },
    Case { method: "GET", template: in_store!("Groups/{group}"), run: get },
    Case { method: "GET", template: in_store!("Groups"), run: get_many },
    Case { method: "DELETE", template: in_store!("Groups/{group}"), run: delete },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn create_static(server: &Server) {
    let mut expected = seed("create-static-group.response");
    let answer = server.post(&format!("{STORE}/Groups/StaticGroup"), &seed("create-static-group.request")).ok();
    let id = answer["data"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    expected["data"] = json!(id);
    assert_eq!(answer, expected);
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    let has = |name: &str, value: &str| assert_eq!(values(&group, name), [value], "{name}");
    has("distinguishedName", "CN=DemoGroup,OU=Groups,DC=demo,DC=local");
    has("managedBy", "CN=Administrator,CN=Users,DC=demo,DC=local");
    has("groupType", "-2147483640");
    has("XGroupScope", "Universal Group");
    has("XGroupSecurity", "Semi_Private");
    has("IMSGManagedGroupType", "1");
    // The address of the create call is in another letter case on some pages of the reference.
    let again =
        server.post("/groupiddataservice/API/identitystores/2/groups/staticgroup/", &group_body("Other", json!({})));
    assert_eq!(again.ok()["status"], 0);
}

fn get(server: &Server) {
    let id = create(server, &seed("create-static-group.request"));
    let mut expected = seed("get-group.response");
    expected["objectIdFromIdentityStore"] = json!(id);
    expected["attributesBusinessObject"]["attributesCollection"]["ObjectGuid"][0]["value"] = json!(id);
    let path = format!("{STORE}/Groups/{id}");
    assert_eq!(server.send("GET", &path, Some(&seed("get-group.request"))).ok(), expected);
    // Without the body, all attributes; an empty list names none in particular.
    let all = server.get(&path).ok();
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(members(&all), members(&expected));
    assert_eq!(server.send("GET", &path, Some(&json!([]))).ok(), all);
    assert!(members(&all["attributesBusinessObject"]["attributesCollection"]).contains(&"sAMAccountName".to_owned()));
    // By its distinguished name, in any letter case, and by its logon name.
    for identity in ["cn=demogroup, ou=GROUPS,dc=demo,dc=local", "DemoGroup", "DEMO\\demogroup"] {
        assert_eq!(server.get(&format!("{STORE}/Groups/{}", segment(identity))).ok(), all, "{identity}");
    }
    assert!(server.send("GET", &path, Some(&json!({"a": {}}))).ok() == all, "an object that names nothing");
    assert!(server.send("GET", &path, Some(&json!([{}]))).error(400).starts_with("[0]"));
    server.get(&format!("{STORE}/Groups/00000000-0000-4000-8000-000000000000")).error(404);
    server.get(&format!("{STORE}/Groups/olivia.owner")).error(404);
    server.get(&format!("{STORE}/Groups/{}", segment("a/b%2Fc?d#e"))).error(404);
}

fn get_many(server: &Server) {
    let path = format!("{STORE}/Groups");
    let answer = server.send("GET", &path, Some(&seed("get-groups.request"))).ok();
    assert_eq!(answer, seed("get-groups.response"));
    let ids = &seed("get-groups.request")["groupIdentities"];
    let (one, two) = (ids[0].as_str().unwrap(), ids[1].as_str().unwrap());
    let query = format!("{path}?attributes=displayname;description&groupIdentities={one}&groupIdentities={two}");
    assert_eq!(server.get(&query).ok(), answer);
    // Without attributes, all; those that are not there are left out.
    let found = server.send("GET", &path, Some(&json!({ "groupIdentities": [one, "nobody", null] }))).ok();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(values(&found[0], "sAMAccountName"), ["DemoGroup1"]);
    assert!(server.get(&path).error(400).starts_with("groupIdentities"));
    let wrong = server.send("GET", &path, Some(&json!({ "groupIdentities": [{}] }))).error(400);
    assert!(wrong.starts_with("groupIdentities[0]"), "{wrong}");
}

fn delete(server: &Server) {
    let (_, dn) = user(server, "max.member");
    let id = create(server, &group_body("short-lived", json!({ "member": dn, "XAdditionalOwner": dn })));
    let outer = create(server, &group_body("outer", json!({ "member": id })));
    assert_eq!(values(&server.get(&format!("{STORE}/Groups/{outer}")).ok(), "member").len(), 1);
    let mine = |at: &str| {
        server.get(&format!("{STORE}/Users/max.member/Groups{at}?pageSize=500&displayAdditionalGroups=true")).ok()["total"].as_i64().unwrap()
    };
    let (owned, joined) = (mine(""), mine("/Membership"));
    assert_eq!(server.send("DELETE", &format!("{STORE}/Groups/{id}"), None).ok(), seed("delete-group.response"));
    server.get(&format!("{STORE}/Groups/{id}")).error(404);
    server.send("DELETE", &format!("{STORE}/Groups/{id}"), None).error(404);
    server.send("DELETE", &format!("{STORE}/Groups/max.member"), None).error(404);
    // Nothing points to it any more, and its names are free.
    let outer = server.get(&format!("{STORE}/Groups/{outer}")).ok();
    assert!(outer["attributesBusinessObject"]["attributesCollection"].get("member").is_none());
    assert_eq!((mine(""), mine("/Membership")), (owned - 1, joined - 1));
    create(server, &group_body("short-lived", json!({})));
}

/// Everything that a wizard can send comes back.
#[test]
fn a_full_group_comes_back() {
    let server = Server::new();
    let (olivia, _) = user(&server, "olivia.owner");
    let (_, ann) = user(&server, "ann.lee");
    let (_, max) = user(&server, "max.member");
    let (_, ada) = user(&server, "ada.lovelace");
    let name = "R\u{e9}sum\u{e9}, \"quoted\" + <odd> 👩🏽‍💻";
    let mut body = group_body(
        name,
        json!({
            "sAMAccountName": "resume-odd", "objectClass": "MailEnabledGroup", "mailNickname": "resume", "description": "Für alle\n2. Zeile",
            "groupType": "8", "managedBy": olivia,
            "XAdditionalOwner": [{ "Value": ann, "Action": 0, "AttributeCollection": { "DoNotNotify": "true" } }, { "Value": ada, "Action": 0 }],
            "member": [
                { "Value": ann, "Action": 0 },
                { "Value": max, "Action": 0, "AttributeCollection":
                    { "XMembershipType": "2", "XBeginningDate": "2026-12-01T00:00:00", "XEndingDate": "2026-12-31T23:59:59" } },
                { "Value": ada, "Action": 0 } ],
        }),
    );
    body["Container"] = json!("ou=projects, ou=groups,dc=DEMO,dc=local");
    let id = create(&server, &body);
    let group = server.get(&format!("{STORE}/Groups/{id}")).ok();
    assert_eq!(values(&group, "name"), [name]);
    assert_eq!(values(&group, "container"), ["OU=Projects,OU=Groups,DC=demo,DC=local"]);
    assert_eq!(values(&group, "member"), [ann.clone(), max.clone(), ada.clone()]);
    assert_eq!(values(&group, "XAdditionalOwner"), [ann, ada]);
    assert_eq!(values(&group, "description"), ["Für alle\n2. Zeile"]);
    assert_eq!(values(&group, "mail"), ["resume@demo.local"]);
    let bag = &group["attributesBusinessObject"]["attributesCollection"];
    assert_eq!(bag["XAdditionalOwner"][0]["attributeCollection"], json!({ "DoNotNotify": "true" }));
    assert_eq!(bag["member"][1]["attributeCollection"]["XEndingDate"], "2026-12-31T23:59:59");
    let dn = values(&group, "distinguishedName").remove(0);
    assert_eq!(server.get(&format!("{STORE}/Groups/{}", segment(&dn))).ok(), group, "{dn}");
    // The members as a search sees them.
    let found = server
        .search(json!({ "objectIdentity": id, "attributeScopeQuery": "member",
        "attributesToLoad": ["displayName", "XMembershipType", "XBeginningDate", "XEndingDate"] }))
        .ok();
    assert_eq!(found["total"], 3);
    let of = |dn_start: &str| {
        found["data"].as_array().unwrap().iter().find(|o| values(o, "displayName")[0].starts_with(dn_start)).unwrap()
    };
    assert_eq!(values(of("Max"), "XMembershipType"), ["2"]);
    assert_eq!(values(of("Max"), "XBeginningDate"), ["2026-12-01T00:00:00"]);
    assert_eq!(values(of("Ann"), "XMembershipType"), [""]);
}

/// Whoever opens a group of any size gets an answer of about the same size.
#[test]
fn members_beyond_1500_are_given_to_those_who_ask_for_them() {
    let server = Server::with(|options| options.objects = 2_000);
    let everyone = format!("{STORE}/Groups/DL-Everyone");
    let brief = server.get(&everyone).ok();
    assert!(brief["attributesBusinessObject"]["attributesCollection"].get("member").is_none(), "{brief}");
    assert_eq!(values(&brief, "name"), ["DL-Everyone"]);
    let asked = server.send("GET", &everyone, Some(&json!(["member"]))).ok();
    let members = values(&asked, "member").len();
    assert!(members > 1_500, "{members}");
    // A member's own groups and a smaller group's members are as short as they are.
    let few = create(&server, &group_body("few", json!({ "member": user(&server, "max.member").1 })));
    assert_eq!(values(&server.get(&format!("{STORE}/Groups/{few}")).ok(), "member").len(), 1);
}
