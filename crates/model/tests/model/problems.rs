//! What is wrong with a draft, and where exactly; and what a store can make at all.

use model::config::StoreConfig;
use model::group::{Field, GroupDraft, Problem};
use model::wire::lenient::Member;
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
