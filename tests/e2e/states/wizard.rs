//! The wizard for a static group in Active Directory.

use super::Net;
use crate::harness::wizard::CONTAINER;
use crate::harness::{Key, Portal};
use serde_json::{Value, json};

pub fn wizard_entering(page: &Portal, net: &mut Net) {
    page.service.create("Twin", "twin-one", CONTAINER);
    page.service.create("Twin", "twin-two", "OU=Projects,OU=Groups,DC=demo,DC=local");
    page.enter("groups/new");
    page.find("group", "How does the group get its members?");
    net.see(page, "group type");
    page.click("radio", "Static group*");
    page.next("General");
    net.see(page, "general");
    page.click("button", "Next");
    page.sees("This field is required.");
    net.see(page, "general, with errors");
    page.more_options();
    net.see(page, "general, more options");
    page.click("combobox", "Container");
    page.find("option", "Groups*");
    net.see(page, "general, containers open");
    page.general_fields("Seen by axe");
    page.click("checkbox", "Mail enabled");
    page.find("textbox", "Alias");
    net.see(page, "general, mail enabled");
    page.next("Members");
    net.see(page, "members, none");
    page.click("button", "Back");
    page.more_options();
    page.fill("combobox", "Container", "OU=Nowhere,DC=demo,DC=local");
    page.sees("The portal cannot check whether this container exists.");
    net.see(page, "general, a container that nobody knows");
    page.pick("Container", CONTAINER, &format!("Groups {CONTAINER}"));
    page.next("Members");
    page.fill("combobox", "Add members", "a");
    page.wait("suggestions", || (!page.names("option").is_empty()).then_some(()));
    net.see(page, "members, suggestions");
    page.pick("Add members", "max.member", "Max Member*");
    net.see(page, "members, one");
    page.select("Membership of Max Member", "Temporary");
    page.click("button", "Next");
    page.sees("Enter a valid date for From and Until.");
    net.see(page, "members, with errors");
    page.click("button", "Paste a list");
    page.find("dialog", "Paste a list");
    net.see(page, "paste dialog");
    page.fill("textbox", "People and groups", "olivia.owner\nTwin\nnobody.at.all");
    page.click("button", "Check names");
    page.sees("1 found, 2 need your attention.");
    net.see(page, "paste dialog with results");
    page.fill("combobox", "Correct this entry", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "paste dialog, a correction open");
}

pub fn wizard_finishing(page: &Portal, net: &mut Net) {
    page.enter("groups/new");
    page.general("Seen by axe");
    page.next("Members");
    page.click("button", "Import from group");
    page.find("dialog", "Import from group");
    net.see(page, "import dialog");
    page.fill("combobox", "Group to import from", "a");
    page.wait("groups", || (!page.names("option").is_empty()).then_some(()));
    net.see(page, "import dialog, groups open");
    page.press(Key::Escape);
    page.click("button", "Cancel");
    page.next("Owners");
    page.fill("combobox", "Additional owners", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "owners, people open");
    page.click("option", "Max Member*");
    net.see(page, "owners");
    page.click("button", "Remove owner Max Member");
    page.click("button", "Change primary owner*");
    page.find("combobox", "Primary owner");
    page.click("button", "Next");
    page.sees("This field is required.");
    net.see(page, "owners, with errors");
    page.fill("combobox", "Primary owner", "olivia.owner");
    page.find("option", "Olivia Owner*");
    net.see(page, "owners, primary owner open");
    page.click("option", "Olivia Owner*");
    page.next("Summary");
    net.see(page, "summary");
    page.click("button", "Show HTTP request");
    page.find("dialog", "HTTP request to be sent");
    net.see(page, "show request");
    page.click("button", "Close");
    page.service.fault(json!({ "pathContains": "StaticGroup", "status": 500 }));
    page.click("button", "Finish");
    page.find("alert", "*");
    net.see(page, "summary, failed");
    page.click("button", "Discard");
    page.find("dialog", "Discard this draft?");
    net.see(page, "discard dialog");
    page.click("button", "Keep editing");
    page.click("link", "Dashboard");
    page.arrives("Dashboard");
    page.find("heading", "Unfinished groups");
    page.find("link", "Show all*");
    net.see(page, "dashboard");
    page.click("button", "Discard Seen by axe");
    page.find("dialog", "Discard the draft “Seen by axe”?");
    net.see(page, "discard dialog of the list");
}

pub fn lapse(page: &Portal, net: &mut Net) {
    page.enter("groups/new");
    page.general("Seen by axe");
    page.wait("the name that was asked about", || {
        let asked = |entry: &Value| entry["body"].to_string().contains("Seen by axe");
        page.service.journal().iter().any(asked).then_some(())
    });
    let invalid = json!({ "error": "invalid_grant", "error_description": "invalid_refresh_token" });
    page.service.fault(json!({ "pathContains": "connect/token", "status": 400, "body": invalid }));
    page.service.fault(json!({ "pathContains": "IdentityStores", "status": 401 }));
    page.fill("textbox", "Group name", "Seen by axe again");
    page.find("dialog", "Sign in again");
    net.see(page, "sign-in again");
    page.fill("textbox", "Password", "not it");
    page.click("button", "Sign in");
    page.sees("The user name or password is incorrect.");
    net.see(page, "sign-in again, refused");
}
