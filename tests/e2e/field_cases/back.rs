//! Back in the wizard, and the browser's Back: what is sent is what was entered last, and no group is made twice.

use crate::harness::{Journey, Portal};

/// From the dashboard to the step with the names.
fn to_general(page: &Portal) {
    page.enter("");
    page.click("button", "Create");
    page.click("link", "Group");
    page.arrives("Create group");
}

#[test]
fn back_in_the_wizard_submits_the_latest_value() {
    Journey::new().walk(|page| {
        to_general(page);
        page.general("First thought");
        page.more_options();
        page.fill("textbox", "Description", "Thought of first.");
        page.next("Members");
        page.pick("Add members", "olivia.owner", "Olivia Owner*");
        page.next("Owners");
        page.next("Summary");
        for _ in 0..3 {
            page.click("button", "Back");
        }
        page.fill("textbox", "Group name", "Second thought");
        page.fill("textbox", "Description", "Thought of second.");
        page.next("Members");
        page.click("button", "Remove Olivia Owner");
        page.pick("Add members", "max.member", "Max Member*");
        page.next("Owners");
        page.next("Summary");
        page.sees("Second thought");
        let first = |text: &str| text.contains("First thought") || text.contains("Thought of first");
        assert!(!first(&page.text()), "{}", page.text());
        page.click("button", "Finish");
        page.arrives("Second thought");
        let made = page.service.creations();
        assert_eq!(made.len(), 1);
        let body = made[0]["body"].to_string();
        assert!(!first(&body), "{body}");
        assert_eq!(page.service.held("Second thought", "description"), ["Thought of second."]);
        assert_eq!(page.service.held("Second thought", "member"), [page.service.dn_of("max.member")]);
    });
}

#[test]
fn the_browsers_back_after_finish_makes_no_second_group() {
    Journey::new().walk(|page| {
        to_general(page);
        page.general("Made once");
        page.next("Members");
        // An earlier page of the wizard stays in the browser's history.
        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        page.click("link", "Made once");
        page.find("heading", "Members");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Made once");

        page.go_back();
        page.arrives("Dashboard");
        assert!(!page.has("heading", "Unfinished groups"));
        page.script("history.forward()");
        page.arrives("Made once");
        page.go_back();
        page.arrives("Dashboard");
        page.go_back();
        page.arrives("Create group");
        // The draft is finished, so the wizard begins anew and has nothing that could be sent.
        page.find("group", "How does the group get its members?");
        page.click("radio", "Static group*");
        page.next("General");
        assert_eq!(page.value("textbox", "Group name"), "");
        page.click("button", "Next");
        page.focused("textbox", "Group name");
        assert_eq!(page.service.creations().len(), 1);
        assert_eq!(page.service.count("Made once"), 1);
    });
}
