//! What went wrong in other consoles of this sort, on the pages of lists and groups: rows that a list shows twice or never,
//! names that break searches, groups that are renamed while a list is open, and buttons that are pressed twice.

mod back;
mod held_back;
mod last_owner;
mod long_list;
mod many_members;

use crate::harness::wizard::CONTAINER;
use crate::harness::{ADMINISTRATOR, Journey, OWNER, Portal};
use serde_json::json;
use std::collections::BTreeSet;

/// The groups of the page of the list that is shown, by their addresses.
fn addresses(page: &Portal) -> Vec<String> {
    let read = "return [...document.querySelectorAll('main tbody tr')].map(row => row.querySelector('a').pathname)";
    let all = page.script(read);
    all.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn rename(page: &Portal, id: &str, name: &str) {
    page.service.patch_as(ADMINISTRATOR, id, &json!({ "displayName": [{ "Value": name, "Action": 0 }] }));
    page.service.settle();
}

/// Goes from page to page, and returns the groups of each.
fn walk(page: &Portal, way: &str, sizes: &[usize]) -> Vec<Vec<String>> {
    let mut seen: Vec<Vec<String>> = Vec::new();
    for size in sizes {
        if !seen.is_empty() {
            page.click("button", way);
        }
        let before = seen.last().cloned().unwrap_or_default();
        page.rows("another page", |rows| rows.len() == *size && addresses(page) != before);
        seen.push(addresses(page));
    }
    seen
}

#[test]
fn each_of_many_equal_names_is_on_one_page() {
    Journey::new().walk(|page| {
        let ids: Vec<_> = (0..43).map(|at| page.service.create_owned(&format!("Twin-{at:02}"), OWNER)).collect();
        for id in &ids {
            page.service.patch_as(ADMINISTRATOR, id, &json!({ "displayName": [{ "Value": "Twin", "Action": 0 }] }));
        }
        page.service.settle();
        // They are sorted by what all of them have in common.
        page.enter("my-groups?q=twin&rows=20&sort=XGroupSecurity");
        let forth = walk(page, "Next page", &[20, 20, 3]);
        let each: BTreeSet<_> = forth.iter().flatten().collect();
        assert_eq!(each.len(), ids.len(), "each group once");
        page.sees("41–43 of 43");
        let mut back = walk(page, "Previous page", &[3, 20, 20]);
        back.reverse();
        assert_eq!(back, forth, "the way back shows the same pages");

        // One of the last page comes before all others now; what moves down is not lost.
        let changed = forth[2][1].rsplit('/').next().unwrap();
        page.service.patch_as(
            ADMINISTRATOR,
            changed,
            &json!({
                "XGroupSecurity": [{ "Value": "Public", "Action": 0 }],
                "displayName": [{ "Value": "A twin, renamed", "Action": 0 }],
            }),
        );
        page.service.settle();
        page.reload();
        let again = walk(page, "Next page", &[20, 20, 3]);
        let each: BTreeSet<_> = again.iter().flatten().collect();
        assert_eq!(each.len(), ids.len(), "each group once, after one was changed");
        assert_eq!(again[0][0], forth[2][1], "the changed one is the first");
    });
}

#[test]
fn names_that_break_filters_are_found_and_opened() {
    const NAMES: [&str; 9] = [
        "P+R | Space",
        "F&O",
        "50 % / 100 %",
        "#All hands",
        "Sample Group (1)",
        "Wil*son",
        "Back\\slash",
        "He said \"no\"",
        "a=b, c;d <e>",
    ];
    Journey::new().walk(|page| {
        for (at, name) in NAMES.iter().enumerate() {
            page.service.create(name, &format!("awkward-{at}"), CONTAINER);
        }
        page.service.settle();
        page.enter("groups");
        for name in NAMES {
            page.fill("searchbox", "Search this list", name);
            page.rows(name, |rows| rows.len() == 1 && rows[0].starts_with(name));
            page.click("link", name);
            page.arrives(name);
            page.go_back();
            // The address keeps the text, whatever it is.
            page.wait("the text of the search", || (page.value("searchbox", "Search this list") == name).then_some(()));
            page.rows(name, |rows| rows.len() == 1 && rows[0].starts_with(name));
        }
        // A star is a star, and no pattern.
        page.fill("searchbox", "Search this list", "Wil*n");
        page.sees("Nothing matches “Wil*n”.");
        page.fill("searchbox", "Search the directory", "50 % / 100 %");
        page.press(crate::harness::Key::Enter);
        page.arrives("Search results");
        page.rows("what was found", |rows| rows.len() == 1 && rows[0].contains("50 % / 100 %"));
    });
}

#[test]
fn a_group_that_is_renamed_while_a_list_is_open_is_still_there() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Before the change", OWNER);
        page.service.settle();
        page.enter("my-groups?q=the%20change");
        page.rows("the group", |rows| rows.len() == 1 && rows[0].starts_with("Before the change"));
        rename(page, &id, "After the change");
        // The row still says the name of before, and its link is by the id.
        page.click("link", "Before the change");
        page.arrives("After the change");
        page.click("link", "My groups");
        page.arrives("My groups");
        page.fill("searchbox", "Search this list", "the change");
        page.rows("its name of now", |rows| rows.len() == 1 && rows[0].starts_with("After the change"));
    });
}

#[test]
fn save_that_is_pressed_twice_sends_one_change() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Pressed twice", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}"));
        page.click("button", "Edit Description");
        page.fill("textbox", "Description", "Once.");
        page.click("button", "Done");
        page.service.fault(json!({ "method": "PATCH", "pathContains": "/Groups/", "delayMs": 1500 }));
        page.double_click("button", "Save changes");
        page.sees("All changes are saved.");
        let path = format!("/GroupIDDataService/api/IdentityStores/2/Groups/{id}");
        assert_eq!(page.service.requests("PATCH", &path).len(), 1);
        assert_eq!(page.service.held("Pressed twice", "description"), ["Once."]);
    });
}

/// The session ends while somebody edits: after signing in over the page, the change is still there, and Save is asked for
/// again.
#[test]
fn save_after_the_session_has_ended_is_not_lost() {
    let journey = Journey::new().expects("status of 400").expects("status of 401");
    journey.walk(|page| {
        let id = page.service.create_owned("Lapsed", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}"));
        page.click("button", "Edit Description");
        page.fill("textbox", "Description", "Typed before the end.");
        page.click("button", "Done");
        let invalid = json!({ "error": "invalid_grant", "error_description": "invalid_refresh_token" });
        page.service.fault(json!({ "pathContains": "connect/token", "status": 400, "body": invalid }));
        page.service.fault(json!({ "pathContains": "IdentityStores", "status": 401 }));
        page.click("button", "Save changes");
        page.find("dialog", "Sign in again");
        page.fill("textbox", "Password", OWNER.1);
        page.click("button", "Sign in");
        page.gone("dialog", "Sign in again");
        page.sees("Your session has ended. Sign in again, then repeat the action.");
        page.sees("Typed before the end.");
        page.click("button", "Save changes");
        page.sees("All changes are saved.");
        let path = format!("/GroupIDDataService/api/IdentityStores/2/Groups/{id}");
        let saved = page.service.requests("PATCH", &path).into_iter().filter(|sent| sent["status"] == 200).count();
        assert_eq!(saved, 1);
        assert_eq!(page.service.held("Lapsed", "description"), ["Typed before the end."]);
    });
}
