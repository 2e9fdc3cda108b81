//! The last owner of a group, and those who stop owning one.

use super::{group, short};
use model::config::{StoreConfig, StoreKind};
use model::group::{GroupEdit, Principal, Problem};
use model::wire::lenient::Member;
use model::wire::{Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::{Value, json};

fn store(kind: &str, groups: Value) -> StoreConfig {
    let store = json!({ "id": 2, "name": "demo", "kind": kind,
        "containers": [{ "dn": "DC=demo,DC=local" }], "groups": groups });
    StoreConfig::read(Some(&store)).unwrap()
}

fn person(id: &str, class: &str) -> Principal {
    Principal::of(&DirectoryObject::answered(ObjectId::new(id), StoreId(2), class, id, Attributes::new()))
}

/// The group without an owner of these attributes.
fn without(names: &[&str]) -> GroupEdit {
    let mut edit = GroupEdit::new(group());
    names.iter().for_each(|name| edit.set(name, Vec::new()));
    edit
}

#[test]
fn the_last_owner_stays() {
    let ad = |groups: Value| store("activeDirectory", groups);
    let both = without(&["managedBy", "XAdditionalOwner"]);
    let wrong = |edit: &GroupEdit, groups: Value| edit.problems(&ad(groups)).into_values().collect::<Vec<_>>();
    assert_eq!(wrong(&both, json!({})), [Problem::LastOwner, Problem::LastOwner]);
    assert_eq!(wrong(&both, json!({ "minimumOwners": 0 })), []);
    assert_eq!(wrong(&without(&["managedBy"]), json!({})), [], "the additional owners are left");
    // What is changed beside them is not found fault with in a group that never had an owner.
    let mut edit = GroupEdit::new(both.applied(["managedBy", "XAdditionalOwner"]));
    edit.set_text("description", "By the quay");
    assert_eq!(wrong(&edit, json!({})), []);
    edit.set("XAdditionalOwner", vec![short("CN=Ann,OU=People,DC=demo,DC=local")]);
    assert_eq!(wrong(&edit, json!({})), []);
}

#[test]
fn who_gives_a_group_away_is_told_who_is_left() {
    let mut bob = person("id-bob", "user");
    bob.dn = "cn=bob,OU=People,DC=demo,DC=local".to_owned();
    let left = without(&["managedBy"]);
    let ann_and_cyd = ["CN=Ann,OU=People,DC=demo,DC=local", "CN=Cyd,OU=People,DC=demo,DC=local"];
    assert_eq!(left.remaining_without(&bob, StoreKind::ActiveDirectory).unwrap(), ann_and_cyd);
    assert_eq!(
        without(&["managedBy", "XAdditionalOwner"]).remaining_without(&bob, StoreKind::ActiveDirectory),
        Some(Vec::new())
    );
    assert_eq!(
        without(&["XAdditionalOwner"]).remaining_without(&bob, StoreKind::ActiveDirectory),
        None,
        "still the primary owner"
    );
    assert_eq!(
        left.remaining_without(&person("id-dan", "user"), StoreKind::ActiveDirectory),
        None,
        "never was an owner"
    );
    // From the first rank to the second is no loss.
    let mut moved = without(&["managedBy"]);
    moved.set("XAdditionalOwner", vec![short("CN=Bob,OU=People,DC=demo,DC=local")]);
    assert_eq!(moved.remaining_without(&bob, StoreKind::ActiveDirectory), None);
}

#[test]
fn a_service_principal_does_not_count_over_graph() {
    let (ann, bob, app) = (person("ann", "user"), person("bob", "user"), person("app", ""));
    let both = [ann.clone(), app.clone()];
    assert!(!ann.can_stop_owning(&both) && app.can_stop_owning(&both));
    assert!(ann.can_stop_owning(&[ann.clone(), bob, app]));
}
