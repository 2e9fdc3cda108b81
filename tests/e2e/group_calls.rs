//! Calls that change groups: expiring, renewing, members, and groups that one owns through another group.

use crate::harness::service::{is_documented, values};
use crate::harness::{ADMINISTRATOR, Journey, OWNER, Portal};
use serde_json::{Value, json};

const GROUPS: &str = "/GroupIDDataService/api/IdentityStores/2/Groups";

/// The group's page of the list, with both groups selected.
fn select(page: &Portal, search: &str, names: &[&str]) {
    page.enter(&format!("my-groups?q={search}"));
    page.rows("the groups", |rows| rows.len() == names.len());
    for name in names {
        page.click("checkbox", &format!("Select {name}"));
    }
}

fn flag(page: &Portal, name: &str) -> bool {
    page.service.held(name, "IMGIsExpired").concat().eq_ignore_ascii_case("true")
}

#[test]
fn a_group_expires_and_is_renewed_on_its_page() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Seasonal", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}"));
        // Where searches lag behind, the page shows a change once they have caught up and it is read again.
        let caught_up = || {
            page.service.settle();
            if is_documented() {
                page.goto(&format!("groups/{id}"));
                page.arrives("Seasonal");
            }
        };
        page.click("button", "Expire");
        page.find("dialog", "Expire this group now?");
        page.click("button", "Expire");
        page.sees("Seasonal has expired.");
        caught_up();
        assert!(flag(page, "Seasonal"));
        page.wait("no way to expire it again", || (!page.has("button", "Expire")).then_some(()));
        page.click("button", "Renew");
        page.sees("Seasonal was renewed.");
        caught_up();
        assert!(!flag(page, "Seasonal"));
        for call in ["Expire", "Renew"] {
            let sent = page.service.requests("POST", &format!("{GROUPS}/{id}/{call}"));
            assert_eq!(sent.len(), 1, "{call}");
            assert!(sent[0]["query"].as_str().unwrap().starts_with("ReplicationRequired=true"), "{}", sent[0]);
        }
    });
}

#[test]
fn several_groups_expire_and_are_renewed() {
    Journey::new().walk(|page| {
        let names = ["Harbour one", "Harbour two"];
        let ids = names.map(|name| page.service.create_owned(name, OWNER));
        // A group that never expires cannot be renewed.
        for id in &ids {
            page.service.patch(id, &json!({ "XGroupExpirationPolicy": [{ "Value": "30", "Action": 0 }] }));
        }
        page.service.settle();
        select(page, "Harbour", &names);
        page.click("button", "More");
        page.click("button", "Expire");
        page.find("table", "What will happen");
        page.click("button", "Expire");
        page.find("table", "Results");
        page.click("button", "Close");
        for name in names {
            assert!(flag(page, name), "{name}");
        }
        page.service.settle();
        page.reload();
        page.rows("the groups", |rows| rows.len() == 2);
        for name in names {
            page.click("checkbox", &format!("Select {name}"));
        }
        page.click("button", "Renew");
        page.find("table", "What will happen");
        page.click("button", "Renew");
        page.find("table", "Results");
        page.click("button", "Close");
        for name in names {
            assert!(!flag(page, name), "{name}");
        }
        for call in ["Expire", "Renew"] {
            let sent = page.service.requests("POST", &format!("{GROUPS}/{call}"));
            assert_eq!(sent.iter().map(|sent| &sent["body"]).collect::<Vec<_>>(), [&json!(ids)], "{call}");
        }
    });
}

#[test]
fn members_are_added_and_removed_one_by_one() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Crew", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}?tab=members"));
        page.pick("Add members", "max.member", "Max Member*");
        page.click("button", "Add one member");
        page.rows("the member", |rows| rows.iter().any(|row| row.contains("Max Member")));
        assert_eq!(page.service.held("Crew", "member").len(), 1);
        page.click("button", "Remove Max Member");
        page.find("dialog", "Remove Max Member from Crew?");
        page.click("button", "Remove one member");
        page.wait("no member", || page.service.held("Crew", "member").is_empty().then_some(()));
        assert_eq!(page.service.requests("POST", &format!("{GROUPS}/{id}/LeaveOnBehalf")).len(), 1);
        let changes = page.service.requests("PATCH", &format!("{GROUPS}/{id}"));
        assert!(changes.is_empty(), "the list is never replaced: {changes:?}");
    });
}

#[test]
fn one_joins_and_leaves_a_group_oneself() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Lounge", ADMINISTRATOR);
        let public = json!({ "XGroupSecurity": [{ "Value": "Public", "Action": 0 }] });
        page.service.patch_as(ADMINISTRATOR, &id, &public);
        page.service.settle();
        page.enter(&format!("groups/{id}"));
        page.click("button", "Join");
        page.sees("You are now a member of Lounge.");
        assert_eq!(page.service.held("Lounge", "member"), [page.service.dn_of(OWNER.0)]);
        page.click("button", "Leave");
        page.find("dialog", "Leave Lounge?");
        page.click("button", "Leave");
        page.sees("You are no longer a member of Lounge.");
        assert!(page.service.held("Lounge", "member").is_empty());
        for call in ["Join", "Leave"] {
            assert_eq!(page.service.requests("POST", &format!("{GROUPS}/{id}/{call}")).len(), 1, "{call}");
        }
    });
}

#[test]
fn my_groups_has_those_owned_through_a_group() {
    Journey::new().walk(|page| {
        let owners = page.service.create_owned("Boat owners", ADMINISTRATOR);
        let boat = page.service.create_owned("Boat", ADMINISTRATOR);
        let olivia = page.service.search("sAMAccountName", OWNER.0, &["name"])[0]["objectIdFromIdentityStore"].clone();
        page.service.join(&owners, &olivia);
        let found = page.service.search("name", "Boat owners", &["distinguishedName"]);
        let dn = values(&found[0], "distinguishedName").concat();
        page.service.patch_as(ADMINISTRATOR, &boat, &json!({ "XAdditionalOwner": [{ "Value": dn, "Action": 0 }] }));
        page.service.settle();
        page.enter("my-groups?q=Boat");
        page.rows("the boat", |rows| rows.len() == 1 && rows[0].starts_with("Boat"));
        let is_nested = |sent: &Value| sent["query"].as_str().unwrap().contains("displayNestedOwnership=true");
        let journal = page.service.journal();
        let asked = journal.iter().find(|sent| sent["path"].as_str().unwrap().ends_with("/Groups") && is_nested(sent));
        assert!(asked.is_some(), "only the documented call finds it");
        page.click("link", "Boat");
        page.arrives("Boat");
        page.find("button", "Edit Description");
    });
}

#[test]
fn somebody_is_found_and_shown() {
    Journey::new().walk(|page| {
        page.enter("users?q=max.member");
        page.rows("Max", |rows| rows.len() == 1);
        page.click("link", "Max Member");
        page.arrives("Max Member");
        page.sees("max.member");
    });
}
