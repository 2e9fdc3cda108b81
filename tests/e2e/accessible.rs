//! axe-core finds no violation, on any page and dialog, light and dark, and at 320 px; nor does a page scroll sideways.

use crate::harness::axe::Findings;
use crate::harness::wizard::CONTAINER;
use crate::harness::{Journey, OWNER};

#[test]
fn axe_outside() {
    Journey::new().expects("status of 400").walk(|page| {
        let mut found = Findings::default();
        page.goto("no/such/page");
        page.arrives_at_sign_in();
        found.look(page, "sign-in");
        page.click("button", "Language and theme");
        found.look(page, "sign-in, its menu open");
        page.click("button", "Sign in");
        page.sees("This is required.");
        found.look(page, "sign-in, nothing entered");
        page.give(("olivia.owner", "not it"));
        page.sees("User name or password is wrong.");
        found.look(page, "sign-in, refused");
        page.give(OWNER);
        page.arrives("There is nothing here");
        found.look(page, "not found");
        found.none();
    });
}

#[test]
fn axe_broken_config() {
    Journey::new().config("{ \"dataService\": 7 }").walk(|page| {
        let mut found = Findings::default();
        page.goto("");
        page.arrives("The portal is not set up correctly");
        found.look(page, "broken config");
        found.none();
    });
}

#[test]
fn axe_lists() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.enter("");
        page.arrives("Dashboard");
        page.click("link", "My groups");
        page.arrives("My groups");
        page.rows("mine", |rows| !rows.is_empty());
        found.look(page, "my groups");
        page.click("link", "My memberships");
        page.arrives("My memberships");
        found.look(page, "my memberships");
        page.click("link", "All groups");
        page.arrives("All groups");
        page.rows("all", |rows| !rows.is_empty());
        found.look(page, "all groups");
        page.fill("searchbox", "Search this list", "no such group");
        page.sees("Nothing matches");
        found.look(page, "all groups, nothing found");
        page.click("button", "Account");
        page.find("button", "Sign out");
        found.look(page, "account menu");
        page.click("button", "Create");
        page.find("link", "Group");
        found.look(page, "create menu");
        page.goto("groups?page=99");
        page.sees("Loading the page again has signed you out");
        found.look(page, "sign-in, after a reload");
        page.give(OWNER);
        page.sees("The list ends before page 99.");
        found.look(page, "all groups, behind the end");
        found.none();
    });
}

#[test]
fn axe_group() {
    Journey::new().expects("status of 404").walk(|page| {
        let mut found = Findings::default();
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
            found.look(page, tab);
        }
        page.click("button", "Delete");
        page.find("dialog", "Delete*");
        found.look(page, "delete dialog");
        page.click("button", "Cancel");
        page.goto("groups/00000000-0000-4000-8000-000000000000");
        page.give(OWNER);
        page.arrives("This group does not exist");
        found.look(page, "no such group");
        found.none();
    });
}

#[test]
fn axe_wizard_entering() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.service.create("Twin", "twin-one", CONTAINER);
        page.service.create("Twin", "twin-two", "OU=Projects,OU=Groups,DC=demo,DC=local");
        page.enter("groups/new");
        page.find("group", "How does the group get its members?");
        found.look(page, "group type");
        page.click("radio", "Static group*");
        page.next("General");
        found.look(page, "general");
        page.click("button", "Next");
        page.sees("This is required.");
        found.look(page, "general, with errors");
        page.click("combobox", "Container");
        page.find("option", "Groups*");
        found.look(page, "general, containers open");
        page.general_fields("Seen by axe");
        page.click("checkbox", "Mail enabled");
        page.find("textbox", "Alias");
        found.look(page, "general, mail enabled");
        page.next("Members");
        found.look(page, "members, none");
        page.click("button", "Back");
        page.fill("combobox", "Container", "OU=Nowhere,DC=demo,DC=local");
        page.sees("The service does not tell whether this container exists.");
        found.look(page, "general, a container that nobody knows");
        page.pick("Container", CONTAINER, &format!("Groups {CONTAINER}"));
        page.next("Members");
        page.fill("combobox", "Add members", "a");
        page.wait("suggestions", || (!page.names("option").is_empty()).then_some(()));
        found.look(page, "members, suggestions");
        page.pick("Add members", "max.member", "Max Member*");
        page.select("Membership of Max Member", "Temporary");
        page.click("button", "Next");
        page.sees("Enter both days.");
        found.look(page, "members, with errors");
        page.click("button", "Paste a list");
        page.find("dialog", "Paste a list");
        found.look(page, "paste dialog");
        page.fill("textbox", "People and groups", "olivia.owner\nTwin\nnobody.at.all");
        page.click("button", "Look up");
        page.sees("1 found, 2 to mend.");
        found.look(page, "paste dialog with results");
        found.none();
    });
}

#[test]
fn axe_wizard_finishing() {
    Journey::new().expects("Failed to load resource").walk(|page| {
        let mut found = Findings::default();
        page.enter("groups/new");
        page.general("Seen by axe");
        page.next("Members");
        page.click("button", "Import from group");
        page.find("dialog", "Import from group");
        found.look(page, "import dialog");
        page.click("button", "Cancel");
        page.next("Owners");
        page.pick("Additional owners", "max.member", "Max Member*");
        found.look(page, "owners");
        page.click("button", "Remove owner Max Member");
        page.click("button", "Change primary owner*");
        page.find("combobox", "Primary owner");
        page.click("button", "Next");
        page.sees("This is required.");
        found.look(page, "owners, with errors");
        page.pick("Primary owner", "olivia.owner", "Olivia Owner*");
        page.next("Summary");
        found.look(page, "summary");
        page.click("button", "Show request");
        page.find("dialog", "The request that Finish sends");
        found.look(page, "show request");
        page.click("button", "Close");
        page.service.fault(serde_json::json!({ "pathContains": "StaticGroup", "status": 500 }));
        page.click("button", "Finish");
        page.find("alert", "*");
        found.look(page, "summary, failed");
        page.click("button", "Discard");
        page.find("dialog", "Discard this draft?");
        found.look(page, "discard dialog");
        page.click("button", "Keep editing");
        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        page.find("heading", "Unfinished groups");
        page.find("link", "Show all*");
        found.look(page, "dashboard");
        page.click("button", "Discard Seen by axe");
        page.find("dialog", "Discard “Seen by axe”?");
        found.look(page, "discard dialog of the list");
        found.none();
    });
}
