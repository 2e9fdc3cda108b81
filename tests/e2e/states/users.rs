//! Users: finding them, creating one, and importing many.

use super::Net;
use crate::harness::{Key, Portal};

pub fn users(page: &Portal, net: &mut Net) {
    page.enter("users");
    page.rows("people", |rows| !rows.is_empty());
    net.see(page, "users");
    page.fill("searchbox", "Search this list", "max member");
    page.rows("Max", |rows| rows.len() == 1);
    page.click("link", "Max Member");
    page.arrives("Max Member");
    net.see(page, "user");
    page.click("tab", "Memberships");
    page.rows("groups", |rows| !rows.is_empty());
    net.see(page, "user, memberships");
    page.click("button", "Create");
    page.click("link", "User");
    page.arrives("Create user");
    net.see(page, "create user");
    page.click("button", "Create user");
    page.wait("what is missing", || (page.about("textbox", "Display name")["invalid"] == true).then_some(()));
    net.see(page, "create user, refused");
    page.click("button", "Copy from user");
    page.find("dialog", "Copy from user");
    page.fill("combobox", "User to copy from", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "copy from user");
    page.click("option", "Max Member*");
    page.sees("Copied from Max Member");
    page.fill("textbox", "First name", "Olivia");
    page.fill("textbox", "Last name", "Owner");
    page.find("button", "Use olivia.owner2");
    page.click("button", "Generate password");
    net.see(page, "create user, taken");
    page.click("button", "Use olivia.owner2");
    page.gone("button", "Use olivia.owner2");
    page.click("combobox", "Container");
    page.find("option", "People*");
    net.see(page, "create user, containers open");
    page.press(Key::Escape);
    page.click("button", "Show HTTP request");
    page.find("dialog", "HTTP request to be sent");
    net.see(page, "create user, request");
    page.click("button", "Close");
    page.click("button", "Discard");
    page.find("dialog", "Discard this draft?");
    net.see(page, "create user, discard");
    page.click("button", "Keep editing");
    page.fill("textbox", "Display name", "Olivia the Second");
    page.click("button", "Create user");
    page.find("dialog", "User created");
    net.see(page, "user created");
    page.click("button", "Done");
    page.arrives("Olivia the Second");
}

pub fn import_users(page: &Portal, net: &mut Net) {
    page.enter("users/import");
    page.find("heading", "Create users from a file");
    net.see(page, "create many, file");
    page.upload("file", "broken.csv", b"first,last\n\"Ann,Lee\n");
    page.sees("never closed");
    net.see(page, "create many, file, refused");
    let export = b"#TYPE User\nFirst name,Last name,Dispaly name,Shoe size\nMay,Many,May Many,40\n";
    page.upload("file", "export.csv", export);
    page.focused("heading", "Columns");
    page.sees("Did you mean");
    net.see(page, "create many, a question about a column");
    page.click("button", "Next");
    page.sees("2 columns are not used");
    net.see(page, "create many, columns that are not used");
    page.click("button", "Back");
    page.click("button", "Back");
    page.upload("file", "people.csv", b"First name,Last name\nMay,Many\nMay,Many\n,\n");
    page.focused("heading", "Columns");
    net.see(page, "create many, columns");
    page.click("button", "Next");
    page.sees("1 row ready");
    net.see(page, "create many, dry run");
    page.click("button", "Next");
    net.see(page, "create many, before");
    page.press(Key::Tab);
    page.click("button", "Create 1 user");
    page.sees("1 created");
    net.see(page, "create many, results");
    page.click("button", "Download results with passwords");
    page.find("dialog", "Download results with passwords");
    net.see(page, "create many, passwords");
    page.click("button", "Cancel");
    page.click("link", "Dashboard");
    page.find("dialog", "Leave this page?");
    net.see(page, "create many, leaving");
}

pub fn drafts(page: &Portal, net: &mut Net) {
    page.enter("users/new");
    page.fill("textbox", "First name", "Ann");
    page.sees("draft saved");
    page.click("link", "Dashboard");
    page.arrives("Dashboard");
    page.click("button", "Discard Ann");
    page.find("dialog", "Discard the draft “Ann”?");
    net.see(page, "dashboard, discard a user");
}
