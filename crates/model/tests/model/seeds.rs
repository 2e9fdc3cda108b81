//! Every sample of the seeds decodes and is the same JSON when it is written again.

use model::graph::GraphGroup;
use model::wire::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A sample by its file name, without `.json`.
pub fn sample(name: &str) -> Value {
    let path = format!("{}/tests/model/seeds/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn round<T: DeserializeOwned + Serialize>(name: &str) -> T {
    let json = sample(name);
    let typed: T = serde_json::from_value(json.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(serde_json::to_value(&typed).unwrap(), json, "{name}");
    typed
}

#[test]
fn every_sample_is_covered() {
    let folder = format!("{}/tests/model/seeds", env!("CARGO_MANIFEST_DIR"));
    let here = include_str!("seeds.rs");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let quoted = format!("(\"{}\")", name.trim_end_matches(".json"));
        assert!(here.contains(&quoted), "no round trip of {name}");
    }
}

#[test]
fn create_requests() {
    let group: CreateGroup = round("create-static-group.request");
    assert_eq!(group.group_name, "DemoGroup");
    assert_eq!(group.attributes().first("SAMACCOUNTNAME"), Some("DemoGroup"));
    let smart: CreateGroup = round("create-smart-group.request");
    assert_eq!(smart.attributes().all("IMSGStartPath")[0].note("scope"), Some("2"));
    round::<CreateGroup>("create-entra-static-group.request");
    round::<CreateGroup>("create-entra-smart-group.request");
    let user: CreateUser = round("create-entra-user.request");
    assert_eq!(user.identity_store_id.store(), StoreId(3));
}

#[test]
fn create_responses() {
    let created: ActionResult = round("create-static-group.response");
    assert_eq!(created.new_id(), Some("6bd67b4a-eb06-4b05-94a8-43914fb2e19a"));
    assert_eq!(created.outcome(), model::wire::result::Outcome::Done);
    round::<ActionResult>("create-smart-group.response");
    let entra: ActionResult = round("create-entra-static-group.response");
    assert_eq!(entra.created_attributes().unwrap().first("displayName"), Some("apiEntraIDNet"));
    round::<ActionResult>("create-entra-smart-group.response");
    round::<ActionResult>("create-entra-user.response");
}

#[test]
fn reads() {
    let names: Vec<String> = group::read_names(&sample("get-group.request")).unwrap_or_default();
    assert_eq!(names, ["displayName", "ObjectGuid"]);
    let group: DirectoryObject = round("get-group.response");
    assert_eq!((group.label(), group.first("container")), ("DemoGroup", Some("OU=Groups,DC=demo,DC=local")));
    round::<GetGroups>("get-groups.request");
    let groups: Vec<DirectoryObject> = round("get-groups.response");
    assert_eq!(object::read_objects(&sample("get-groups.response")).unwrap(), groups);
    assert_eq!(groups[1].label(), "DemoGroup2");
}

#[test]
fn changes() {
    let change: UpdateGroup = round("update-group.request");
    let values = vec!["Its a demo group!".to_owned()];
    let company = vec!["Imanami - Now part of Netwrix".to_owned()];
    let built = UpdateGroup::setting([("description", values), ("company", company)]);
    assert_eq!(built.to_json(), change.to_json());
    round::<ActionResult>("update-group.response");
    let changes: Vec<GroupChange> = round("update-groups.request");
    let built = changes.iter().map(|change| {
        let text = change.attributes.attributes.first("description").unwrap().to_owned();
        GroupChange::new(StoreId(2), change.id.clone(), [("description", text)]).to_json()
    });
    assert_eq!(Value::Array(built.collect()), sample("update-groups.request"));
    round::<ActionResult>("update-groups.response");
}

#[test]
fn deletes_and_smart_updates() {
    round::<ActionResult>("delete-group.response");
    round::<Vec<ObjectIdAsText>>("delete-groups.request");
    round::<ActionResult>("delete-groups.response");
    let updated: ActionResult = round("update-smart-group.response");
    assert_eq!(updated.data.get(), Some(&Value::from(4)));
    round::<Vec<ObjectIdAsText>>("update-smart-groups.request");
    let tasks: SmartGroupUpdate = round("update-smart-groups.response");
    assert_eq!(tasks.details[1].task_id, 9);
}

type ObjectIdAsText = model::wire::ObjectId;

#[test]
fn graph() {
    round::<GraphGroup>("graph-create-group-1.request");
    round::<GraphGroup>("graph-create-group-2.request");
    round::<GraphGroup>("graph-create-group-3.request");
    let made: GraphGroup = round("graph-create-group-1.response");
    assert_eq!(made.mail.get().map(String::as_str), Some("library7423@contoso.com"));
    round::<GraphGroup>("graph-create-group-2.response");
    round::<GraphGroup>("graph-create-group-3.response");
}

#[test]
fn get_group_request_is_an_array() {
    assert_eq!(round::<Vec<String>>("get-group.request").len(), 2);
}
