//! Many members at once: a pasted list, and another group's members.

use crate::harness::service::values;
use crate::harness::wizard::CONTAINER;
use crate::harness::{Journey, Portal};

fn to_members(page: &Portal, name: &str) {
    page.enter("groups/new");
    page.general(name);
    page.next("Members");
}

#[test]
fn paste_a_list() {
    Journey::new().walk(|page| {
        page.service.create("Twin", "twin-one", CONTAINER);
        page.service.create("Twin", "twin-two", "OU=Projects,OU=Groups,DC=demo,DC=local");
        to_members(page, "Pasted");
        page.click("button", "Paste a list");
        page.find("dialog", "Paste a list");
        page.click("button", "Look up");
        page.sees("Paste at least one name.");
        page.fill("textbox", "People and groups", "olivia.owner\nTwin\nmaks.member");
        page.click("button", "Look up");
        page.sees("1 found, 2 to mend.");
        page.find("button", "Add 1 member");
        let twins = page.options("Which Twin?");
        assert_eq!(twins.len(), 3, "{twins:?}");
        page.select("Which Twin?", &twins[1]);
        page.sees("2 found, 1 to mend.");
        page.fill("textbox", "Correct this entry", "max.member");
        page.click("button", "Look again");
        page.sees("3 found, 0 to mend.");
        page.click("button", "Add 3 members");
        page.gone("dialog", "Paste a list");
        page.sees("3 members");
        for name in ["Olivia Owner", "Twin", "Max Member"] {
            page.find("button", &format!("Remove {name}"));
        }
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Pasted");
        let made = page.service.search("name", "Pasted", &["member"]);
        assert_eq!(values(&made[0], "member").len(), 3, "{made:?}");
    });
}

#[test]
fn paste_keeps_what_was_not_found() {
    Journey::new().walk(|page| {
        to_members(page, "Pasted in part");
        page.click("button", "Paste a list");
        page.fill("textbox", "People and groups", "max.member\nnobody.at.all");
        page.click("button", "Look up");
        page.click("button", "Add 1 member");
        page.wait("the rest of the list", || {
            (page.value("textbox", "People and groups") == "nobody.at.all").then_some(())
        });
        page.click("button", "Cancel");
        page.find("button", "Remove Max Member");
    });
}

#[test]
fn import_from_group() {
    Journey::new().walk(|page| {
        let groups = page.service.search("objectClass", "group", &["displayName", "name", "member"]);
        let named = |group: &&serde_json::Value| {
            let name = values(group, "displayName").concat();
            let once = groups.iter().filter(|other| values(other, "displayName").concat().starts_with(&name)).count();
            !name.is_empty() && once == 1 && (2..=8).contains(&values(group, "member").len())
        };
        let from = groups.iter().find(named).expect("a group with a few members");
        let name = values(from, "displayName").concat();
        let count = values(from, "member").len();
        to_members(page, "Imported");
        page.click("button", "Import from group");
        page.find("dialog", "Import from group");
        page.pick("Group to import from", &name, &format!("{name}*"));
        page.gone("dialog", "Import from group");
        page.sees(&format!("{count} members"));
        let removable = page.names("button").into_iter().filter(|name| name.starts_with("Remove ")).count();
        assert_eq!(removable, count);
    });
}
