//! A service that says yes and changes nothing, because a limit holds large changes back: after the wait the page says what
//! was expected and what is, and nothing that was typed is lost. "Asked for" is not "done".

use crate::harness::{Journey, OWNER, Portal};
use serde_json::json;

const GROUPS: &str = "/GroupIDDataService/api/IdentityStores/2/Groups";

/// The next such request is accepted, and nothing is done.
fn hold_back(page: &Portal, method: &str, path: &str, message: Option<&str>) {
    let body = json!({ "status": 0, "message": message, "errorCode": null, "data": null, "details": [], "type": 8 });
    page.service.fault(json!({ "method": method, "pathContains": path, "status": 200, "body": body }));
}

/// The page of a group with a description, and a new one that is about to be saved.
fn edited(page: &Portal, name: &str) -> String {
    let id = page.service.create_owned(name, OWNER);
    page.service.patch(&id, &json!({ "description": [{ "Value": "As it was.", "Action": 0 }] }));
    page.service.settle();
    page.enter(&format!("groups/{id}"));
    page.click("button", "Edit Description");
    page.fill("textbox", "Description", "As it should be.");
    page.click("button", "Done");
    id
}

#[test]
fn a_change_that_was_held_back_is_told_and_kept() {
    Journey::new().walk(|page| {
        let id = edited(page, "Held back");
        hold_back(page, "PATCH", "/Groups/", None);
        page.click("button", "Save changes");
        page.sees("The service said that it saved this, but the group has not changed. It may hold back large changes");
        let panel = page.script("return document.querySelector('#held-back').innerText.replaceAll('\\n', ' ')");
        let panel = panel.as_str().unwrap();
        for part in ["Description", "Expected As it should be.", "In the directory As it was."] {
            assert!(panel.contains(part), "{part:?} in {panel:?}");
        }
        assert_eq!(page.service.held("Held back", "description"), ["As it was."]);
        // It is a change that is not saved yet, and can be saved again.
        page.sees("One change");
        page.click("button", "Save changes");
        page.sees("All changes are saved.");
        page.wait("no panel", || {
            page.script("return !document.querySelector('#held-back')").as_bool().filter(|gone| *gone)
        });
        assert_eq!(page.service.held("Held back", "description"), ["As it should be."]);
        assert_eq!(
            page.service.requests("PATCH", &format!("{GROUPS}/{id}")).len(),
            3,
            "one of them made the first text"
        );
    });
}

#[test]
fn a_change_that_was_held_back_is_told_after_the_page_was_left() {
    Journey::new().walk(|page| {
        edited(page, "Left behind");
        hold_back(page, "PATCH", "/Groups/", None);
        page.click("button", "Save changes");
        page.sees("All changes are saved.");
        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        page.sees("The service said that it saved your changes to Left behind, but the group has not changed.");
    });
}

#[test]
fn a_change_that_waits_for_approval_is_not_said_to_be_saved() {
    Journey::new().walk(|page| {
        edited(page, "Waiting");
        hold_back(page, "PATCH", "/Groups/", Some("The request waits for the approval of Max Member."));
        page.click("button", "Save changes");
        page.sees("The request waits for the approval of Max Member.");
        page.sees("As it was.");
        let text = page.text();
        assert!(!text.contains("saved.") && !text.contains("As it should be."), "{text}");
        page.gone("button", "Save changes");
    });
}

#[test]
fn members_that_were_held_back_are_told_and_can_be_tried_again() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Held crew", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}?tab=members"));
        page.pick("Add members", "max.member", "Max Member*");
        hold_back(page, "POST", "/JoinOnBehalf", None);
        page.click("button", "Add one member");
        page.sees("One person who was added is still no member, although the service said yes.");
        page.sees("The service said yes, but nothing has changed.");
        assert!(page.service.held("Held crew", "member").is_empty());
        page.click("button", "Try again");
        page.wait("the member", || (page.service.held("Held crew", "member").len() == 1).then_some(()));
        page.rows("the member", |rows| rows.iter().any(|row| row.contains("Max Member")));

        page.service.settle();
        hold_back(page, "POST", "/LeaveOnBehalf", None);
        page.click("button", "Remove Max Member");
        page.find("dialog", "Remove Max Member from Held crew?");
        page.click("button", "Remove one member");
        page.gone("dialog", "Remove Max Member from Held crew?");
        page.sees("One person who was removed is still a member, although the service said yes.");
        assert_eq!(page.service.held("Held crew", "member").len(), 1);
    });
}
