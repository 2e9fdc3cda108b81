//! The demo directory: the same every time, and what it promises.

use super::graph_support::Graph;
use super::support::{Client, Folder, STORE, Server, members, names, values};
use dataservice::{ACCOUNTS, HOSTILE_NAMES, Options};
use model::names::Dn;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Instant;

fn seeded(folder: &Folder, name: &str, objects: usize) -> String {
    let store = folder.0.join(name);
    let options =
        Options { listen: "127.0.0.1:0".parse().unwrap(), store: store.clone(), objects, ..Options::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async { dataservice::start(options).await.unwrap().stop().await });
    dataservice::digest(&store).unwrap()
}

#[test]
fn two_seedings_are_the_same() {
    let folder = Folder::new();
    assert_eq!(seeded(&folder, "a", 300), seeded(&folder, "b", 300));
    assert_ne!(seeded(&folder, "a", 300), seeded(&folder, "c", 301));
}

#[test]
fn the_default_size_is_quick() {
    let folder = Folder::new();
    let began = Instant::now();
    seeded(&folder, "a", 2000);
    // 6 s alone on two cores in a debug build; tests run beside it.
    assert!(began.elapsed().as_secs() < 12, "{:?}", began.elapsed());
}

#[test]
fn what_is_there_is_kept_until_fresh() {
    let folder = Folder::new();
    let digest = seeded(&folder, "a", 60);
    assert_eq!(seeded(&folder, "a", 500), digest, "an existing store is not seeded again");
    let store = folder.0.join("a");
    let server = Server::with(|options| (options.store, options.fresh, options.objects) = (store, true, 80));
    let users =
        server.search(json!({ "criteria": { "attribute": "objectClass", "operator": "is", "value": "user" } })).ok();
    assert_eq!(users["total"], 81);
}

#[test]
fn every_account_is_as_it_says() {
    let server = Server::unsigned(|_| ());
    for account in ACCOUNTS {
        for store in ["2", "3"] {
            let reply = server.ask_token(account.user, account.password, store);
            assert_eq!(reply.status == 400, account.purpose.starts_with("is refused"), "{} in {store}", account.user);
        }
    }
}

fn all(client: &Client, class: &str) -> Vec<Value> {
    let body = json!({ "pageSize": 5000, "attributesToLoad": ["name", "distinguishedName", "sAMAccountName", "groupType", "XGroupScope",
        "IMSGManagedGroupType", "managedBy", "XGroupSecurity", "XGroupExpirationDate", "mailNickname", "manager"],
        "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": class } });
    client.search(body).ok()["data"].as_array().unwrap().clone()
}

#[test]
fn the_directory_obeys_its_own_rules() {
    let server = Server::with(|options| options.objects = 1500);
    let (users, groups) = (all(&server, "user"), all(&server, "group"));
    assert_eq!(users.len(), 1501);
    assert!((140..200).contains(&groups.len()), "{} groups", groups.len());
    for user in &users {
        let sam = values(user, "sAMAccountName").remove(0);
        assert_eq!(model::names::check_user_sam(&sam), Ok(()), "{sam}");
    }
    for object in users.iter().chain(&groups) {
        let dn = Dn::parse(&values(object, "distinguishedName")[0]).unwrap();
        assert_eq!(dn.rdn().value(), values(object, "name")[0]);
        assert_eq!(model::names::check_cn(dn.rdn().value()), Ok(()), "{dn}");
    }
    for group in &groups {
        let code = values(group, "groupType")[0].parse().unwrap();
        let kind = model::wire::codes::AdGroupType::from_code(code).unwrap();
        assert_eq!(values(group, "XGroupScope"), [kind.scope.wire()]);
        assert_eq!(values(group, "managedBy").len(), 1);
        assert_eq!(model::names::check_group_sam(&values(group, "sAMAccountName")[0]), Ok(()));
        for nickname in values(group, "mailNickname") {
            assert_eq!(model::names::check_mail_nickname(&nickname), Ok(()), "{nickname}");
        }
    }
    let distinct = |objects: &[Value], name: &str| {
        let mut all: Vec<_> =
            objects.iter().flat_map(|object| values(object, name)).map(|text| text.to_lowercase()).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        (all.len(), count)
    };
    let (unique, count) = distinct(&[users.clone(), groups.clone()].concat(), "sAMAccountName");
    assert_eq!(unique, count);
    let (unique, count) = distinct(&groups, "mailNickname");
    assert_eq!(unique, count);
    assert!(distinct(&groups, "XGroupSecurity").0 == 3 && distinct(&groups, "XGroupScope").0 == 3);
    assert!(distinct(&groups, "IMSGManagedGroupType").0 == 2);
    // Exactly two have no manager: the chief and the administrator.
    assert_eq!(users.iter().filter(|user| values(user, "manager").is_empty()).count(), 2);
    let olivia = server.get(&format!("{STORE}/Users/olivia.owner/Groups?pageSize=100")).ok();
    let expiring = olivia["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|g| values(g, "XGroupExpirationDate")[0].starts_with("2026 December"));
    assert!(expiring.count() >= 1);
    assert!(
        names(&olivia).iter().any(|name| name.starts_with("Smart"))
            && names(&olivia).iter().any(|name| name.starts_with("SEC-"))
    );
}

/// The containers of the demo's configuration are those of the directory.
#[test]
fn configuration_and_directory_agree() {
    let server = Server::new();
    let config = model::config::Config::read(&server.get("/portal/config.json").ok()).unwrap();
    let mut waiting: Vec<_> = config.identity_stores[0].containers.iter().collect();
    let mut count = 0;
    while let Some(container) = waiting.pop() {
        waiting.extend(&container.children);
        count += 1;
        let mut body = super::support::group_body(&format!("in {count}"), json!({}));
        body["Container"] = json!(container.dn);
        super::support::create(&server, &body);
    }
    assert!(count > 15);
    // The Data Service knows nothing of a store of Graph.
    for store in config.identity_stores.iter().filter(|store| store.graph.is_none()) {
        for attribute in store.attributes.iter().filter(|attribute| attribute.in_rules) {
            let mut body =
                json!({ "pageNo": 1, "pageSize": 1, "sortBy": attribute.name, "attributesToLoad": [attribute.name] });
            body["criteria"] = json!({ "attribute": attribute.name, "operator": "Present" });
            let path = format!("/GroupIDDataService/api/IdentityStores/{}/Searches", store.id);
            let reply = server.post(&path, &body);
            assert_eq!(reply.status, 200, "{}: {reply:?}", attribute.name);
        }
    }
}

/// Entra ID's store has people and groups with the attributes of the seeds.
#[test]
fn entra_has_its_own() {
    let server = Server::new();
    let path = "/GroupIDDataService/api/IdentityStores/3/Searches";
    let body = json!({ "pageNo": 1, "pageSize": 100, "calculateTotal": true, "criteria": { "attribute": "objectclass", "operator": "Is Exactly", "value": "Group" } });
    let page = server.post(path, &body).ok();
    assert_eq!(page["total"], 40);
    let group = &page["data"][0];
    assert_eq!(group["identityStoreId"], 3);
    let expected = super::support::seed("create-entra-static-group.response");
    let expected =
        expected["identityStoreObject"]["attributesBusinessObject"]["attributesCollection"].as_object().unwrap();
    let id = group["objectIdFromIdentityStore"].as_str().unwrap();
    let whole = server.get(&format!("/GroupIDDataService/api/IdentityStores/3/Groups/{id}")).ok();
    let own = whole["attributesBusinessObject"]["attributesCollection"].as_object().unwrap();
    for name in expected.keys().filter(|name| !matches!(name.as_str(), "userprincipalname" | "commonname")) {
        assert!(own.keys().any(|key| key.eq_ignore_ascii_case(name)), "no {name} in {own:?}");
    }
    let owner = values(&whole, "owners");
    assert!(!owner.is_empty());
}

/// Every smart group has a rule that the model writes in the same words, and the members that it means.
#[test]
fn smart_groups_are_as_their_rules_say() {
    let server = Server::with(|options| options.objects = 400);
    let body = json!({ "attributesToLoad": ["name", "IMSGCriteria", "IMSGStartPath", "IMSGObjectTypes", "IMSGIncludes", "IMSGExcludes", "info"],
        "criteria": { "attribute": "IMSGManagedGroupType", "operator": "Is Exactly", "value": "2" } });
    let groups = server.search(body).ok()["data"].as_array().unwrap().clone();
    assert!(groups.len() >= 25, "{}", groups.len());
    let mut empty = Vec::new();
    for group in &groups {
        let id = group["objectIdFromIdentityStore"].as_str().unwrap();
        let name = &names(&json!({ "data": [group] }))[0];
        let rule = values(group, "IMSGCriteria").remove(0);
        let criteria = model::criteria::groupid::parse(&rule).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(model::criteria::groupid::print(&criteria).unwrap(), rule, "{name}");
        assert!(values(group, "info")[0].starts_with("This is an automated group"));
        let before = members(&server, id);
        let bag = &group["attributesBusinessObject"]["attributesCollection"];
        let preview =
            json!({ "ExtensionDataAttributes": { "AttributesCollection": bag }, "AttributesToLoad": ["name"] });
        let path = format!("{STORE}/Groups/SmartGroups/Members?sortBy=name&pageSize=10000");
        assert_eq!(names(&server.send("GET", &path, Some(&preview)).ok()), before, "{name}");
        let update = server.send("POST", &format!("{STORE}/Groups/SmartGroups/{id}/Update"), None).ok();
        assert_eq!((&update["data"], &update["message"]), (&json!(before.len()), &Value::Null), "{name}");
        assert_eq!(members(&server, id), before, "{name}");
        if before.is_empty() {
            empty.push(name.clone());
        }
    }
    // Small directories have few interns.
    assert!(empty.iter().all(|name| name.starts_with("Smart Interns")) && empty.len() < 5, "{empty:?}");
    let of = |name: &str| members(&server, name);
    assert!(of("Smart Sales without EMEA").contains(&"Olivia Owner".to_owned()));
    assert!(of("Smart Projects").iter().all(|name| name.starts_with("Project ") && !name.ends_with("Leads")));
}

/// Hostile names come back exactly as they are, from each service and in whatever order.
#[test]
fn hostile_names_arrive_unchanged() {
    let mut server = Server::with(|options| options.hostile = true);
    server.client.sign_in("olivia.owner", "Demo-Pass-1");
    let names_of = |class: &str, unit: &str| -> BTreeSet<String> {
        let page = server.search(json!({
            "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": class },
            "startInContainerWithScopes": { (format!("OU=Hostile,OU={unit},DC=demo,DC=local")): "2" },
            "attributesToLoad": ["name", "displayName", "description", "distinguishedName", "extensionAttribute1"],
        }));
        let page = page.ok();
        let all = page["data"].as_array().unwrap();
        // Every fourteenth value is 64 KB.
        let long = |object: &&Value| object.to_string().len() > 64 * 1024;
        assert_eq!(all.iter().filter(long).count(), 3, "{class}");
        all.iter().map(|object| values(object, "displayName").remove(0)).collect()
    };
    let expected: BTreeSet<_> = HOSTILE_NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names_of("user", "People"), expected);
    assert_eq!(names_of("group", "Groups"), expected);
    // Each can be asked for by its name, and is found alone. A search takes no NUL.
    for name in HOSTILE_NAMES.iter().filter(|name| !name.contains('\0')) {
        let found = server.search(json!({
            "criteria": { "operator": "and", "attribute": null, "value": null, "child": [
                { "attribute": "objectClass", "operator": "Is Exactly", "value": "user" },
                { "attribute": "displayName", "operator": "Is Exactly", "value": name },
            ] },
        }));
        assert_eq!(names(&found.ok()), [*name], "{name:?}");
    }
    let graph = Graph::of(&server);
    let own: BTreeSet<_> = graph.query("/me/ownedObjects/microsoft.graph.group?$count=true&$top=999").ok()["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["displayName"].as_str().unwrap().to_owned())
        .collect();
    assert!(own.is_superset(&expected), "{:#?}", expected.difference(&own));
}

/// Whoever else has an account on the machine cannot read the hashes of passwords.
#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    std::fs::write(folder.0.join("a"), "").unwrap();
    std::fs::set_permissions(folder.0.join("a"), std::fs::Permissions::from_mode(0o644)).unwrap();
    seeded(&folder, "a", 60);
    seeded(&folder, "b", 60);
    for file in std::fs::read_dir(&folder.0).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}
