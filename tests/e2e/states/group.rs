//! The page of a group.

use super::Net;
use crate::harness::{OWNER, Portal};

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
    page.give(OWNER);
    page.arrives("This group does not exist");
    net.see(page, "no such group");
}
