//! Answers that have only some of a group's members: Microsoft Graph expands 20 of a relationship, and Active Directory
//! answers an empty `member` beside a range of 1,500.

use crate::harness::service::values;
use crate::harness::wizard::{ENTRA_STORE, GRAPH};
use crate::harness::{Journey, Portal};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A group of the demo directory that everybody is in.
const EVERYBODY: &str = "DL-Everyone";

/// The object id of what a search has found.
fn id(object: &Value) -> String {
    object["objectIdFromIdentityStore"].as_str().unwrap().to_owned()
}

/// The names in the first column of the table.
fn names(page: &Portal, count: usize) -> BTreeSet<String> {
    page.rows("the members", |rows| rows.len() == count);
    let read = "return [...document.querySelectorAll('main tbody tr')].map(row => row.querySelector('a').pathname)";
    page.script(read).as_array().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn a_group_of_21_in_graph_is_shown_whole_with_its_owners() {
    Journey::new().walk(|page| {
        let people = page.service.search_in(ENTRA_STORE, "objectClass", "user", &["displayName"]);
        let (own, others): (Vec<_>, Vec<_>) =
            people.iter().partition(|who| values(who, "displayName") == ["Olivia Owner"]);
        let ids: Vec<_> = own.into_iter().chain(others).take(21).map(id).collect();
        let group = page.service.create_in_entra("Twenty-one", &ids, &ids);
        page.enter_store(GRAPH, &format!("groups/{group}?tab=members"));
        page.arrives("Twenty-one");
        assert_eq!(names(page, 21).len(), 21, "each of them once");
        page.sees("1–21 of 21");
        page.click("tab", "Owners");
        let owners = || page.names("button").into_iter().filter(|name| name.starts_with("Remove owner ")).count();
        page.wait("21 owners", || (owners() == 21).then_some(()));
        let expands = |sent: &Value| sent["query"].as_str().is_some_and(|query| query.contains("expand"));
        assert!(!page.service.journal().iter().any(expands), "an expansion has no more than 20");
    });
}

#[test]
fn an_empty_member_beside_a_range_is_not_no_members() {
    Journey::new().people(1_501).walk(|page| {
        let load =
            ["distinguishedName", "displayName", "name", "groupType", "IMSGManagedGroupType", "managedBy", "member"];
        let found = page.service.search("name", EVERYBODY, &load);
        let everybody = values(&found[0], "member").len();
        assert!(everybody > 1_500, "{everybody}");
        // The plain read answers what Active Directory does.
        let mut plain = found[0].clone();
        let bag = &mut plain["attributesBusinessObject"]["attributesCollection"];
        let range: Vec<_> = bag["member"].as_array().unwrap().iter().take(1_500).cloned().collect();
        bag["member"] = json!([]);
        bag["member;range=0-1499"] = json!(range);
        let group = id(&found[0]);
        page.service.fault(json!({
            "method": "GET", "pathContains": format!("/Groups/{group}"), "status": 200, "body": plain, "times": 100,
        }));
        page.enter(&format!("groups/{group}?tab=members"));
        page.arrives(EVERYBODY);
        let total = format!("{},{:03}", everybody / 1_000, everybody % 1_000);
        let first = names(page, 25);
        page.sees(&format!("1–25 of {total}"));
        assert!(!page.text().contains("This group has no members."));
        page.click("button", "Next page");
        page.sees(&format!("26–50 of {total}"));
        assert!(names(page, 25).is_disjoint(&first), "another page has others");
        // What was answered is listed, and not 1,500 lines of it.
        page.click("tab", "All attributes");
        page.sees("and 1,450 more");
        page.goto(&format!("groups?q={EVERYBODY}"));
        page.rows("the group and its count", |rows| rows.len() == 1 && rows[0].contains(&total));
    });
}
