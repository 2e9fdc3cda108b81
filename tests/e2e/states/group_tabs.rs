//! The tabs E-mail and Member of of a group's page, and one's own membership.

use super::Net;
use crate::harness::{Key, Portal};
use serde_json::json;

pub fn group_tabs(page: &Portal, net: &mut Net) {
    page.to_summary("Fleet");
    page.click("button", "Finish");
    page.arrives("Fleet");
    page.goto("groups/new");
    page.general("Seen by axe");
    page.click("radio", "Distribution*");
    page.next("Members");
    page.next("Owners");
    page.next("Summary");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    // Where only what is documented is there, the details come with the search.
    page.wait("all details", || page.has("tab", "E-mail").then_some(()));
    page.service.settle();
    mail(page, net);
    member_of(page, net);
    page.click("button", "Join");
    page.find("button", "Leave");
    page.click("button", "Leave");
    page.find("dialog", "Leave Seen by axe?");
    net.see(page, "leave a group oneself");
    page.press(Key::Escape);
    page.gone("dialog", "Leave Seen by axe?");
}

fn mail(page: &Portal, net: &mut Net) {
    page.click("tab", "E-mail");
    page.find("textbox", "New address");
    net.see(page, "group, E-mail");
    page.fill("textbox", "New address", "boats");
    page.click("button", "Add address");
    page.sees("address");
    page.fill("textbox", "New address", "boats@demo.local");
    page.press(Key::Enter);
    page.fill("textbox", "New address", "crew@demo.local");
    page.press(Key::Enter);
    page.click("button", "Make primary: crew@demo.local");
    page.fill("combobox", "Add blocked senders", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "group, blocked senders open");
    page.press(Key::Escape);
    page.fill("combobox", "Add allowed senders", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "group, allowed senders open");
    page.click("option", "Max Member*");
    page.find("button", "Remove Max Member");
    net.see(page, "group, E-mail changed");
    page.click("button", "Save changes");
    page.sees("All changes are saved.");
    let group = page.service.search("name", "Seen by axe", &["name"]);
    let id = group[0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    let sent = page.service.requests("PATCH", &format!("/GroupIDDataService/api/IdentityStores/2/Groups/{id}"));
    let sent = &sent.last().unwrap()["body"]["AttributesCollection"]["AttributesCollection"];
    assert_eq!(sent["mail"], json!([{ "Value": "crew@demo.local", "Action": 0 }]));
    assert_eq!(sent["authOrig"].as_array().map(Vec::len), Some(1), "{sent}");
}

fn member_of(page: &Portal, net: &mut Net) {
    page.click("tab", "Member of");
    page.sees("not a member of any group");
    net.see(page, "group, member of none");
    page.fill("combobox", "Add to a group", "Fleet");
    page.find("option", "Fleet*");
    net.see(page, "group, groups to join open");
    page.click("option", "Fleet*");
    page.find("dialog", "Add Seen by axe to Fleet?");
    net.see(page, "add a group to another");
    page.click("button", "Add");
    page.rows("the other group", |rows| rows.iter().any(|row| row.contains("Fleet")));
    net.see(page, "group, member of one");
    page.click("button", "Leave Fleet");
    page.find("dialog", "Take Seen by axe out of Fleet?");
    net.see(page, "take a group out of another");
    page.press(Key::Escape);
    page.gone("dialog", "Take Seen by axe out of Fleet?");
}
