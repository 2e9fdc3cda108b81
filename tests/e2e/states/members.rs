//! The members of a group, and two lists side by side.

use super::Net;
use crate::harness::{Key, Portal};

pub fn members(page: &Portal, net: &mut Net) {
    page.to_summary("Seen by axe");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    // Where only what is documented is there, the details come with the search, and the page is read again then.
    page.wait("all details", || page.has("button", "Edit Group name (pre-Windows 2000)").then_some(()));
    page.click("tab", "Members");
    page.fill("combobox", "Add members", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "members, people open");
    page.click("option", "Max Member*");
    page.find("button", "Add one member");
    net.see(page, "members, to add");
    page.click("radio", "Temporary");
    page.click("button", "Add one member");
    page.sees("Enter a valid date for From and Until.");
    net.see(page, "members, days missing");
    page.click("radio", "Permanent");
    page.pick("Add members", "olivia.owner", "Olivia Owner*");
    page.click("button", "Add 2 members");
    page.rows("the members", |rows| rows.iter().any(|row| row.contains("Max Member")) && rows.len() == 2);
    net.see(page, "members, added");
    page.click("button", "Paste a list");
    page.find("dialog", "Paste a list");
    net.see(page, "members, paste a list");
    page.press(Key::Escape);
    page.gone("dialog", "Paste a list");
    page.click("button", "Import from group");
    page.find("dialog", "Import from group");
    net.see(page, "members, import from group");
    page.press(Key::Escape);
    page.gone("dialog", "Import from group");
    page.click("checkbox", "Select Max Member");
    page.click("checkbox", "Select Olivia Owner");
    page.find("button", "Remove from group");
    net.see(page, "members, selected");
    page.click("button", "Remove from group");
    page.find("dialog", "Remove 2 members from Seen by axe?");
    net.see(page, "remove members");
    page.click("button", "Cancel");
    page.click("checkbox", "Select Olivia Owner");
    page.click("button", "Change membership");
    page.find("dialog", "Membership of Max Member in Seen by axe");
    page.click("radio", "Out of the group for a time");
    page.script("scrollTo(0, 0)");
    net.see(page, "change a membership");
    page.click("button", "Cancel");
    page.click("button", "Clear");
    page.click("button", "Show everyone, nested groups resolved");
    page.sees("2 people are in this group.");
    page.scroll_to("button", "Show everyone, nested groups resolved");
    net.see(page, "members, everyone");
    page.click("button", "Show everyone, nested groups resolved");
    page.click("button", "Remove Max Member");
    page.find("dialog", "Remove Max Member from Seen by axe?");
    net.see(page, "remove a member");
    page.click("button", "Cancel");
    page.pick("Add members", "DL-Engineering West", "DL-Engineering West*");
    page.click("button", "Add one member");
    page.click("button", "Members of DL-Engineering West");
    page.find("list", "Members of DL-Engineering West");
    net.see(page, "members, a group opened");
    compare(page, net);
}

fn compare(page: &Portal, net: &mut Net) {
    page.click("link", "Compare with…");
    page.arrives("Compare");
    page.sees("3 members");
    net.see(page, "compare, one side");
    page.fill("combobox", "Group", "DL-Engineering West");
    page.find("option", "DL-Engineering West*");
    net.see(page, "compare, groups open");
    page.press(Key::Escape);
    page.click("button", "Paste a list");
    page.fill("textbox", "People and groups", "max.member\nlocked.user\nnobody at all");
    page.click("button", "Check names");
    page.find("button", "Compare with *");
    net.see(page, "compare, paste a list");
    page.click("button", "Compare with *");
    page.click("radio", "Only in Pasted list*");
    page.find("button", "Add these to Seen by axe…");
    net.see(page, "compare, result");
    page.click("button", "Add these to Seen by axe…");
    page.find("dialog", "Add *");
    net.see(page, "compare, add members");
    page.click("button", "Cancel");
}
