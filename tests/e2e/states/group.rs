//! The page of a group.

use super::Net;
use crate::harness::{Key, Portal};
use serde_json::json;

pub fn group(page: &Portal, net: &mut Net) {
    page.enter("my-groups");
    let rows = page.rows("mine", |rows| !rows.is_empty());
    let name = page.names("link").into_iter().find(|name| rows[0].contains(name.as_str())).unwrap();
    page.click("link", &name);
    page.arrives(&name);
    for tab in ["General", "Members", "Owners", "All attributes"] {
        page.click("tab", tab);
        match tab {
            "Members" => drop(page.rows("members", |_| true)),
            "Owners" => page.sees("Additional owners"),
            _ => {}
        }
        net.see(page, &format!("group, {tab}"));
    }
    page.click("button", "Delete group");
    page.find("dialog", "Delete*");
    net.see(page, "delete dialog");
    page.click("button", "Cancel");
    page.goto("groups/00000000-0000-4000-8000-000000000000");
    page.arrives("This group does not exist");
    net.see(page, "no such group");
}

pub fn group_editing(page: &Portal, net: &mut Net) {
    page.to_summary("Seen by axe");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    // Where only what is documented is there, the details come with the search.
    page.wait("all details", || page.has("button", "Edit Group name (pre-Windows 2000)").then_some(()));
    page.service.settle();
    page.click("button", "Edit Description");
    page.focused("textbox", "Description");
    net.see(page, "group, a field is edited");
    page.fill("textbox", "Description", "Who rows when.");
    page.click("button", "Done");
    page.find("button", "Save changes");
    net.see(page, "group, unsaved changes");
    page.click("link", "Dashboard");
    page.find("dialog", "Leave this page?");
    net.see(page, "group, leaving");
    page.press(Key::Escape);
    page.gone("dialog", "Leave this page?");
    let group = page.service.search("name", "Seen by axe", &["name"]);
    let id = group[0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    page.service.patch(&id, &json!({ "description": [{ "Value": "Theirs.", "Action": 0 }] }));
    page.service.settle();
    page.click("button", "Save changes");
    page.find("button", "Keep mine: Description");
    net.see(page, "group, changed meanwhile");
    page.click("button", "Keep mine: Description");
    page.click("button", "Save changes");
    page.sees("All changes are saved.");
    net.see(page, "group, changes saved");
    let sent = page.service.requests("PATCH", &format!("/GroupIDDataService/api/IdentityStores/2/Groups/{id}"));
    let body = json!({ "AttributesCollection": { "AttributesCollection": {
        "description": [{ "Value": "Who rows when.", "Action": 0 }] } } });
    assert_eq!(sent.last().unwrap()["body"], body);
    page.click("button", "Expire");
    page.find("dialog", "Expire this group now?");
    net.see(page, "expire a group");
    page.press(Key::Escape);
    page.gone("dialog", "Expire this group now?");
    // Before the index knows the text that was saved just now, the older one would count as somebody else's.
    page.service.settle();
    let yes = json!({ "status": 0, "message": null, "errorCode": null, "data": null, "details": [] });
    page.service.fault(json!({ "method": "PATCH", "pathContains": "/Groups/", "status": 200, "body": yes }));
    page.click("button", "Edit Description");
    page.fill("textbox", "Description", "Who rows where.");
    page.click("button", "Done");
    page.click("button", "Save changes");
    page.sees("The service said that it saved this, but the group has not changed.");
    page.find("button", "Save changes");
    net.see(page, "group, a change was held back");
    page.click("button", "Discard changes");
    page.gone("button", "Save changes");
    page.click("tab", "All attributes");
    page.click("button", "Edit Notes");
    page.focused("textbox", "Notes");
    page.fill("textbox", "Notes", "Boats are in the shed.");
    net.see(page, "group, an attribute is edited");
    page.press(Key::Escape);
    page.focused("button", "Edit Notes");
    page.click("tab", "Owners");
    page.fill("combobox", "Change primary owner", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "group, primary owner open");
    page.press(Key::Escape);
    page.fill("combobox", "Add additional owners", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "group, additional owners open");
    page.click("option", "Max Member*");
    page.find("button", "Save changes");
    net.see(page, "group, another owner");
    page.click("button", "Remove owner Olivia Owner");
    page.click("button", "Save changes");
    page.find("dialog", "Stop owning Seen by axe?");
    net.see(page, "group, stop owning");
}
