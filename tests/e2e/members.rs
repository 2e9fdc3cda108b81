//! Adding many members at once: by a pasted list, and from another group.

use crate::harness::service::values;
use crate::harness::wizard::CONTAINER;
use crate::harness::{Journey, Key, Portal};

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
        page.service.settle();
        to_members(page, "Pasted");
        page.click("button", "Paste a list");
        page.find("dialog", "Paste a list");
        page.click("button", "Check names");
        page.sees("Paste at least one name.");
        page.fill("textbox", "People and groups", "olivia.owner\nTwin\nmaks.member");
        page.click("button", "Check names");
        page.sees("1 found, 2 need your attention.");
        page.find("button", "Add 1 member");
        let twins = page.options("Which “Twin” do you mean?");
        assert_eq!(twins.len(), 3, "{twins:?}");
        page.select("Which “Twin” do you mean?", &twins[1]);
        page.sees("2 found, 1 needs your attention.");
        page.pick("Correct this entry", "max.member", "Max Member*");
        page.sees("3 found.");
        // Back keeps the choice and the correction.
        page.click("button", "Back");
        page.find("textbox", "People and groups");
        page.click("button", "Check names");
        page.sees("3 found.");
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
        page.click("button", "Check names");
        page.click("button", "Add 1 member");
        page.gone("dialog", "Paste a list");
        page.find("button", "Remove Max Member");
        page.sees("1 added. One entry was not added and waits under “Paste a list”.");
        page.click("button", "Paste a list");
        page.wait("the rest of the list", || {
            (page.value("textbox", "People and groups") == "nobody.at.all").then_some(())
        });
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
        page.sees(&format!("{name} has {count} members."));
        let first = page.names("checkbox").first().cloned().expect("each of them can be left out");
        page.click("checkbox", &first);
        page.click("button", &format!("Add {} member*", count - 1));
        page.gone("dialog", "Import from group");
        let removable = || page.names("button").into_iter().filter(|name| name.starts_with("Remove ")).count();
        page.wait("those who were chosen", || (removable() == count - 1).then_some(()));
        assert!(!page.has("button", &format!("Remove {first}")));
        page.click("button", "Undo");
        page.sees("No members yet. You can also create the group without members.");
    });
}

#[test]
fn removing_leaves_the_page_where_it_is() {
    Journey::new().walk(|page| {
        to_members(page, "Removed and back");
        let people = page.service.search("objectClass", "user", &["sAMAccountName"]);
        let logons: Vec<_> = people.iter().take(15).map(|who| values(who, "sAMAccountName").concat()).collect();
        page.click("button", "Paste a list");
        page.fill_all("textbox", "People and groups", &logons.join("\n"));
        page.click("button", "Check names");
        page.click("button", "Add 15 members");
        page.sees("15 added.");
        page.click("button", "Close");
        let ways = || page.names("button").into_iter().filter(|name| name.starts_with("Remove ")).collect::<Vec<_>>();
        let before = page.wait("15 rows", || Some(ways()).filter(|ways| ways.len() == 15));
        // The mouse stays in one place and clicks twice.
        let middle = page.script(
            "const way = [...document.querySelectorAll('.person-row .remove')][6];
             way.scrollIntoView({ block: 'center', behavior: 'instant' });
             const at = way.getBoundingClientRect();
             return [Math.round(at.x + at.width / 2), Math.round(at.y + at.height / 2)]",
        );
        let (x, y) = (middle[0].as_f64().unwrap(), middle[1].as_f64().unwrap());
        let under = || {
            page.script(&format!(
                "const at = document.elementFromPoint({x}, {y})?.closest('button');
                 return [scrollY, at?.getAttribute('aria-label') ?? '']"
            ))
        };
        let place = under();
        assert_eq!(place[1], *before[6]);
        for gone in 0..2 {
            page.click_at((x, y));
            page.focused("button", &before[7 + gone]);
            let name = before[6 + gone].trim_start_matches("Remove ");
            page.sees(&format!("{name} removed."));
            let now = under();
            assert_eq!(now[0], place[0], "the page has not moved");
            assert_eq!(now[1], *before[7 + gone], "under the mouse is the next person");
        }
        assert_eq!(ways().len(), 13);
        page.chord(Key::Control, 'z');
        page.focused("button", &before[7]);
        page.chord(Key::Control, 'z');
        page.focused("button", &before[6]);
        assert_eq!(ways(), before, "everybody is where they were");
    });
}
