//! What is wrong with a draft, and where exactly; and what a store can make at all.

use model::config::StoreConfig;
use model::group::{Field, GroupDraft, Principal, Problem, remove_all};
use model::wire::lenient::Member;
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};
use serde_json::json;

fn store() -> StoreConfig {
    let store = json!({ "id": 2, "name": "demo", "kind": "activeDirectory", "containers": [{ "dn": "DC=demo" }] });
    StoreConfig::read(Some(&store)).unwrap()
}

#[test]
fn a_wrong_name_is_pointed_at_in_characters_and_at_its_end_by_no_number() {
    let store = store();
    let at = |container: &str| {
        let mut draft = GroupDraft::new(&store, None);
        draft.general.container = container.to_owned();
        draft.problems(&store).get(&Field::Container).cloned()
    };
    assert_eq!(at("OU=Grüße<,DC=demo"), Some(Problem::NotADn(Some(9))));
    for broken_off in ["OU", "OU=Grüße,", "OU=Grüße,  ", "OU=Grüße,DC="] {
        assert_eq!(at(broken_off), Some(Problem::NotADn(None)), "{broken_off}");
    }
    assert_eq!(at("OU=Grüße,DC=demo"), None);
}

/// A list that was compared with itself would take minutes here.
#[test]
fn tens_of_thousands_are_added_checked_and_taken_back() {
    const MANY: usize = 30_000;
    let store = store();
    // Domain local groups, none of which a global group can hold.
    let mut attributes = Attributes::new();
    attributes.set("groupType", vec![AttributeValue::answered("-2147483644")]);
    let group = |n: usize| {
        let id = ObjectId::new(format!("id-{n}"));
        Principal::of(&DirectoryObject::answered(id, StoreId(2), "group", "group", attributes.clone()))
    };
    let mut draft = GroupDraft::new(&store, None);
    draft.general.scope = model::wire::codes::GroupScope::Global;
    let added = draft.add_members((0..MANY).chain(0..MANY).map(group).collect());
    assert_eq!((added.ids.len(), added.known), (MANY, MANY));
    let problems = draft.problems(&store);
    assert_eq!(problems.fields().filter(|field| matches!(field, Field::Member(_))).count(), MANY);
    remove_all(&mut draft.members, &added.ids);
    assert!(draft.members.is_empty());
}
