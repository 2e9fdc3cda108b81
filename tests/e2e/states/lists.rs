//! Lists, and the menus of the frame.

use super::Net;
use crate::harness::{Key, OWNER, Portal};

pub fn lists(page: &Portal, net: &mut Net) {
    page.enter("");
    page.arrives("Dashboard");
    page.click("link", "My groups");
    page.arrives("My groups");
    page.rows("mine", |rows| !rows.is_empty());
    net.see(page, "my groups");
    page.click("link", "My memberships");
    page.arrives("My memberships");
    net.see(page, "my memberships");
    page.click("link", "All groups");
    page.arrives("All groups");
    page.rows("all", |rows| !rows.is_empty());
    net.see(page, "all groups");
    page.fill("searchbox", "Search this list", "no such group");
    page.sees("Nothing matches");
    net.see(page, "all groups, nothing found");
    page.click("button", "Account");
    page.find("button", "Sign out");
    net.see(page, "account menu");
    page.click("button", "Create");
    page.find("link", "Group");
    net.see(page, "create menu");
    page.press(Key::Escape);
    page.fill("searchbox", "Search the directory", "market");
    page.press(Key::Enter);
    page.arrives("Search results");
    page.rows("what was found", |rows| !rows.is_empty());
    net.see(page, "search");
    page.service.fault(serde_json::json!({ "pathContains": "Searches", "status": 500, "times": 9 }));
    page.click("link", "My groups");
    page.find("button", "Try again");
    net.see(page, "my groups, not loaded");
    page.service.no_more_faults();
    page.resize(390, 844, "light");
    page.click("button", "Menu");
    page.find("navigation", "Main");
    net.see(page, "navigation of a narrow page");
    page.press(Key::Escape);
    page.loses_its_session();
    page.goto("groups?page=99");
    page.sees("to open “All groups”");
    net.see(page, "sign-in, in a new tab");
    page.reload();
    page.sees("Your session could not be carried over");
    net.see(page, "sign-in, after a reload");
    page.give(OWNER);
    page.sees("The list ends before page 99.");
    net.see(page, "all groups, behind the end");
}
