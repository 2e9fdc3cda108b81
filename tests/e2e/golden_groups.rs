//! The golden rule of the contract for groups that exist: filled in with a sample's values, the pages send its body. The
//! demo directory has the two groups of the samples, with their ids.

use crate::harness::service::values;
use crate::harness::{ADMINISTRATOR, Journey, Portal};
use serde_json::{Value, json};

const GROUPS: &str = "/GroupIDDataService/api/IdentityStores/2/Groups";
const SEARCHES: &str = "/GroupIDDataService/api/IdentityStores/2/Searches";
/// The names of the two groups of the samples.
const NAMES: [&str; 2] = ["DemoGroup1", "DemoGroup2"];

/// The request bodies of operations 6, 7, 8, 10 and 12 (contract, part A), byte for byte.
const GET_GROUPS: &str = include_str!("../../crates/model/tests/model/seeds/get-groups.request.json");
const UPDATE_GROUP: &str = include_str!("../../crates/model/tests/model/seeds/update-group.request.json");
const UPDATE_GROUPS: &str = include_str!("../../crates/model/tests/model/seeds/update-groups.request.json");
const DELETE_GROUPS: &str = include_str!("../../crates/model/tests/model/seeds/delete-groups.request.json");
const UPDATE_SMART_GROUPS: &str = include_str!("../../crates/model/tests/model/seeds/update-smart-groups.request.json");

fn sample(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Selects both groups of the samples in the list of all groups.
fn select_both(page: &Portal) {
    page.enter_as(ADMINISTRATOR, "groups?q=DemoGroup");
    page.rows("the groups of the samples", |rows| rows.len() == 2);
    for name in NAMES {
        page.click("checkbox", &format!("Select {name}"));
    }
    page.find("region", "Selection");
}

/// The bodies that were sent by this method to this path.
fn sent(page: &Portal, method: &str, path: &str) -> Vec<Value> {
    page.service.requests(method, path).into_iter().map(|request| request["body"].clone()).collect()
}

#[test]
fn golden_update_a_group() {
    Journey::new().walk(|page| {
        let sample = sample(UPDATE_GROUP);
        let wanted = |name: &str| {
            sample["AttributesCollection"]["AttributesCollection"][name][0]["Value"].as_str().unwrap().to_owned()
        };
        let group = page.service.search("name", NAMES[0], &["name"]);
        let id = group[0]["objectIdFromIdentityStore"].as_str().unwrap();
        page.enter_as(ADMINISTRATOR, &format!("groups/{id}"));
        page.arrives(NAMES[0]);
        // Administrators own nothing of it, but they may.
        page.click("button", "Edit Description");
        page.fill("textbox", "Description", &wanted("description"));
        page.click("button", "Done");
        page.click("tab", "All attributes");
        page.click("button", "Edit Company");
        page.fill("textbox", "Company", &wanted("company"));
        page.click("button", "Done");
        page.click("button", "Save changes");
        page.sees("All changes are saved.");
        assert_eq!(sent(page, "PATCH", &format!("{GROUPS}/{id}")), std::slice::from_ref(&sample));
        for name in ["description", "company"] {
            assert_eq!(page.service.held(NAMES[0], name), [wanted(name)]);
        }
    });
}

#[test]
fn golden_update_groups() {
    Journey::new().walk(|page| {
        select_both(page);
        page.click("button", "More");
        page.click("button", "Set security type");
        page.find("table", "What will happen");
        page.click("radio", "Public");
        page.sees("→ Public");
        page.click("button", "Set security type");
        page.find("table", "Results");
        page.find("button", "Close");
        // The sample sets a description; who can join is what the page sets.
        let mut wanted = sample(UPDATE_GROUPS);
        for group in wanted.as_array_mut().unwrap() {
            let bag = group["attributesBusinessObject"]["attributesCollection"].as_object_mut().unwrap();
            let mut entries = bag.remove("description").unwrap();
            entries[0]["value"] = json!("Public");
            bag.insert("XGroupSecurity".to_owned(), entries);
        }
        assert_eq!(sent(page, "PATCH", &format!("{GROUPS}/")), [wanted]);
        for name in NAMES {
            assert_eq!(page.service.held(name, "XGroupSecurity"), ["Public"]);
        }
    });
}

#[test]
fn golden_delete_groups() {
    Journey::new().walk(|page| {
        select_both(page);
        page.click("button", "Delete");
        page.find("table", "What will happen");
        page.click("button", "Delete");
        page.find("table", "Results");
        page.find("button", "Close");
        assert_eq!(sent(page, "DELETE", GROUPS), [sample(DELETE_GROUPS)]);
        for name in NAMES {
            assert_eq!(page.service.count(name), 0, "{name}");
        }
    });
}

/// A browser cannot send a body with GET, so the page searches for the groups by their ids (contract, part C). Both find
/// the same groups.
#[test]
fn golden_get_groups() {
    Journey::new().walk(|page| {
        let wanted = sample(GET_GROUPS);
        select_both(page);
        page.click("button", "Delete");
        let rows = page.rows("what will happen", |rows| rows.len() == 2);
        let search = sent(page, "POST", SEARCHES).into_iter().rfind(|body| body.to_string().contains("objectGUID"));
        let search = search.expect("a search by ids");
        let leaf = |id: &Value| {
            json!({
                "operator": "Is Exactly", "attribute": "objectGUID", "value": id, "valueType": 0, "valueTypes": [0],
                "donotEscapeValue": true, "child": [{ "operator": null, "attribute": null, "value": null }],
            })
        };
        let leaves: Vec<_> = wanted["groupIdentities"].as_array().unwrap().iter().map(leaf).collect();
        assert_eq!(search["criteria"]["child"], json!(leaves));
        let (asked, load) = (&wanted["attributes"], &search["attributesToLoad"]);
        for name in asked.as_array().unwrap() {
            let is_loaded = |own: &Value| own.as_str().unwrap().eq_ignore_ascii_case(name.as_str().unwrap());
            assert!(load.as_array().unwrap().iter().any(is_loaded), "{name} in {load}");
        }
        let read = page.service.read_groups(&wanted);
        let names: Vec<_> = read.iter().map(|group| values(group, "name").concat()).collect();
        assert_eq!(names, NAMES);
        for (row, name) in rows.iter().zip(NAMES) {
            assert!(row.starts_with(name), "{row}");
        }
    });
}

#[test]
fn golden_update_smart_groups() {
    Journey::new().walk(|page| {
        page.enter_as(ADMINISTRATOR, "groups?filter=smart");
        page.rows("smart groups", |rows| rows.len() > 3);
        let ways: Vec<_> =
            page.names("checkbox").into_iter().filter(|name| name.starts_with("Select Smart ")).collect();
        let chosen = &ways[..2];
        chosen.iter().for_each(|way| page.click("checkbox", way));
        page.click("button", "Update membership");
        page.find("table", "What will happen");
        page.click("button", "Update membership");
        page.find("table", "Results");
        page.find("button", "Close");
        let id = |way: &String| {
            let name = way.strip_prefix("Select ").unwrap();
            page.service.search("displayName", name, &["name"])[0]["objectIdFromIdentityStore"].clone()
        };
        // The groups of the sample are not in the demo directory.
        let mut wanted = sample(UPDATE_SMART_GROUPS);
        wanted.as_array_mut().unwrap().iter_mut().zip(chosen).for_each(|(own, way)| *own = id(way));
        assert_eq!(sent(page, "POST", &format!("{GROUPS}/SmartGroups/Update")), [wanted]);
    });
}
