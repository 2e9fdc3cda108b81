//! axe-core finds no violation where groups of Entra ID and Microsoft Graph and users are made; nor does a page scroll
//! sideways.

use crate::harness::axe::Findings;
use crate::harness::wizard::{ENTRA, GRAPH};
use crate::harness::{Journey, Key};

#[test]
fn axe_entra_wizard() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.enter_store(ENTRA, "groups/new");
        page.find("radio", "Teams*");
        found.look(page, "entra, type");
        page.click("radio", "Teams*");
        page.next("General");
        found.look(page, "entra, general");
        page.click("button", "Next");
        found.look(page, "entra, general, refused");
        page.fill("textbox", "Group name", "Seen by axe");
        page.next("Members");
        page.pick("Add members", "max member", "Max Member*");
        found.look(page, "entra, members");
        page.next("Owners");
        found.look(page, "entra, owners");
        page.click("button", "Remove owner Olivia Owner");
        page.click("button", "Next");
        found.look(page, "entra, owners, refused");
        page.pick("Add owners", "olivia owner", "Olivia Owner*");
        page.next("Summary");
        found.look(page, "entra, summary");
        page.click("button", "Finish");
        page.arrives("Seen by axe");
        found.look(page, "entra, group");
        found.none();
    });
}

#[test]
fn axe_graph_wizard() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.goto("groups/new");
        page.select("Identity store", GRAPH);
        page.find("button", "Sign in with your organisation");
        found.look(page, "sign-in, graph");
        page.enter_store(GRAPH, "groups/new");
        page.find("checkbox", "Can be assigned to Entra roles");
        found.look(page, "graph, type");
        page.click("checkbox", "Can be assigned to Entra roles");
        found.look(page, "graph, type, for roles");
        page.click("radio", "Dynamic*");
        page.click("radio", "Microsoft 365*");
        page.next("General");
        page.fill("textbox", "Display name", "Seen by axe");
        page.fill("textbox", "Mail nickname", "not good");
        page.click("button", "Next");
        found.look(page, "graph, general, refused");
        page.fill("textbox", "Mail nickname", "seenbyaxe");
        page.next("Membership rule");
        page.paste_rule("(department Is Exactly \"Operations\")", "Use this rule");
        found.look(page, "graph, rule");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.find("checkbox", "I have read*");
        found.look(page, "graph, summary, to be confirmed");
        page.click("button", "Show request");
        page.find("dialog", "The request that Finish sends");
        found.look(page, "graph, request");
        page.click("button", "Close");
        page.click("checkbox", "I have read*");
        page.click("button", "Finish");
        page.arrives("Seen by axe");
        found.look(page, "graph, group");
        page.click("tab", "Members");
        page.rows("members", |rows| !rows.is_empty());
        found.look(page, "graph, group, members");
        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        page.click("link", "All groups");
        page.arrives("All groups");
        page.rows("groups", |rows| !rows.is_empty());
        found.look(page, "graph, all groups");
        found.none();
    });
}

#[test]
fn axe_users() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.enter("users");
        page.rows("people", |rows| !rows.is_empty());
        found.look(page, "users");
        page.fill("searchbox", "Search this list", "max member");
        page.rows("Max", |rows| rows.len() == 1);
        page.click("link", "Max Member");
        page.arrives("Max Member");
        found.look(page, "user");
        page.click("tab", "Memberships");
        page.rows("groups", |rows| !rows.is_empty());
        found.look(page, "user, memberships");
        page.click("button", "Create");
        page.click("link", "User");
        page.arrives("Create user");
        found.look(page, "create user");
        page.click("button", "Finish");
        page.wait("what is missing", || (page.about("textbox", "Display name")["invalid"] == true).then_some(()));
        found.look(page, "create user, refused");
        page.click("button", "Copy from user");
        page.pick("User to copy from", "max.member", "Max Member*");
        page.sees("Taken over from Max Member");
        page.fill("textbox", "First name", "Olivia");
        page.fill("textbox", "Last name", "Owner");
        page.find("button", "Use olivia.owner2");
        page.click("button", "Generate");
        found.look(page, "create user, taken");
        page.click("button", "Use olivia.owner2");
        page.gone("button", "Use olivia.owner2");
        page.fill("textbox", "Display name", "Olivia the Second");
        page.click("button", "Finish");
        page.find("dialog", "User created");
        found.look(page, "user created");
        page.click("button", "Done");
        page.arrives("Olivia the Second");
        found.none();
    });
}

#[test]
fn axe_create_many() {
    Journey::new().walk(|page| {
        let mut found = Findings::default();
        page.enter("users/import");
        page.find("heading", "Create many");
        found.look(page, "create many, file");
        page.upload("file", "broken.csv", b"first,last\n\"Ann,Lee\n");
        page.sees("never closed");
        found.look(page, "create many, file, refused");
        page.upload("file", "people.csv", b"First name,Last name\nMay,Many\nMay,Many\n,\n");
        page.focused("heading", "Columns");
        found.look(page, "create many, columns");
        page.click("button", "Next");
        page.sees("1 row ready");
        found.look(page, "create many, dry run");
        page.click("button", "Next");
        found.look(page, "create many, before");
        page.press(Key::Tab);
        page.click("button", "Create 1 user");
        page.sees("1 created");
        found.look(page, "create many, results");
        found.none();
    });
}
