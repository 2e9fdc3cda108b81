//! The main task: a group owner creates a group, finds it again and deletes it.

use crate::harness::Journey;

#[test]
fn main_job_create_find_delete() {
    Journey::new().walk(|page| {
        page.enter("");
        page.arrives("Dashboard");
        page.click("link", "All groups");
        page.arrives("All groups");
        page.click("button", "Create");
        page.click("link", "Group");
        page.arrives("Create group");
        page.general("Lunch before noon");
        page.more_options();
        assert_eq!(page.value("textbox", "Group name (pre-Windows 2000)"), "Lunch before noon");
        page.click("radio", "Distribution*");
        page.fill("textbox", "Description", "Who eats when.");
        page.next("Members");
        page.pick("Add members", "max.member", "Max Member*");
        page.sees("1 member");
        page.next("Owners");
        page.sees("Olivia Owner");
        page.next("Summary");
        for said in ["Lunch before noon", "Distribution", "Max Member", "Olivia Owner", "Who eats when."] {
            page.sees(said);
        }
        page.click("button", "Finish");

        page.arrives("Lunch before noon");
        page.sees("“Lunch before noon” was created.");
        assert_eq!(page.service.creations().len(), 1);
        page.click("tab", "Members");
        page.rows("Max Member", |rows| rows.len() == 1 && rows[0].contains("Max Member"));
        page.click("tab", "Owners");
        page.sees("Olivia Owner");

        page.click("link", "My groups");
        page.arrives("My groups");
        page.fill("searchbox", "Search this list", "lunch before");
        page.rows("the new group", |rows| rows.len() == 1 && rows[0].contains("Lunch before noon"));
        page.click("link", "All groups");
        page.arrives("All groups");
        page.fill("searchbox", "Search this list", "lunch before");
        page.rows("the new group", |rows| rows.len() == 1 && rows[0].contains("Lunch before noon"));
        page.click("link", "Lunch before noon");
        page.arrives("Lunch before noon");

        page.click("button", "Delete group");
        page.find("dialog", "Delete “Lunch before noon”?");
        page.click("button", "Cancel");
        page.gone("dialog", "Delete “Lunch before noon”?");
        page.click("button", "Delete group");
        page.find("dialog", "Delete “Lunch before noon”?");
        page.click("button", "Delete group");
        page.arrives("My groups");
        page.sees("“Lunch before noon” was deleted.");
        page.fill("searchbox", "Search this list", "lunch before");
        page.sees("Nothing matches “lunch before”.");
        assert_eq!(page.service.count("Lunch before noon"), 0);
    });
}
