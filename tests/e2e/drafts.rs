//! Unfinished drafts survive a reload and are listed on the dashboard.

use crate::harness::{Journey, Key, OWNER};

#[test]
fn reload_in_the_middle() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.general("Half a group");
        page.fill("textbox", "Description", "The first half.");
        page.click("radio", "Public*");
        page.more_options();
        page.click("radio", "Global");
        let place = page.at("names the draft", |place| place.starts_with("groups/new?draft="));
        page.loses_its_session();
        page.reload();
        page.sees("Your draft is still here. You can open it after you sign in.");
        page.focused("textbox", "Password");
        assert_eq!(page.value("textbox", "User name"), OWNER.0);
        page.give(OWNER);
        page.arrives("Create group");
        page.find("heading", "General");
        assert_eq!(page.place(), place);
        assert_eq!(page.value("textbox", "Group name"), "Half a group");
        assert_eq!(page.value("textbox", "Description"), "The first half.");
        assert_eq!(page.value("combobox", "Container"), "OU=Groups,DC=demo,DC=local");
        assert!(page.is_checked("radio", "Public*") && page.is_checked("radio", "Global"));

        page.next("Members");
        page.pick("Add members", "max.member", "Max Member*");
        page.select("Membership of Max Member", "Temporary");
        page.reload();
        page.find("heading", "Members");
        page.find("button", "Remove Max Member");
        page.find("textbox", "Member until: Max Member");
        assert_eq!(page.place(), place);

        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        page.find("heading", "Unfinished groups");
        page.click("link", "Half a group");
        page.arrives("Create group");
        page.find("heading", "Members");
        page.click("link", "Dashboard");
        page.click("button", "Discard Half a group");
        page.find("dialog", "Discard the draft “Half a group”?");
        page.focused("button", "Cancel");
        page.press(Key::Escape);
        page.gone("dialog", "Discard the draft “Half a group”?");
        page.focused("button", "Discard Half a group");
        page.press(Key::Enter);
        page.find("dialog", "Discard the draft “Half a group”?");
        page.click("button", "Discard");
        page.gone("heading", "Unfinished groups");
        page.focused("heading", "Dashboard");
        page.reload();
        page.arrives("Dashboard");
        assert!(!page.has("heading", "Unfinished groups"), "a discarded draft has come back");
        assert_eq!(page.service.creations().len(), 0);
    });
}

#[test]
fn discard_in_the_wizard() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.general("Not wanted");
        page.click("button", "Discard");
        page.find("dialog", "Discard this draft?");
        page.click("button", "Keep editing");
        assert_eq!(page.value("textbox", "Group name"), "Not wanted");
        page.click("button", "Discard");
        page.find("dialog", "Discard this draft?");
        page.click("button", "Discard");
        page.gone("heading", "Create group");
        page.click("link", "Dashboard");
        page.arrives("Dashboard");
        assert!(!page.has("heading", "Unfinished groups"));
    });
}

/// The `close` event of a dialog is asynchronous: a fast user has reopened the dialog by then.
#[test]
fn discard_again_at_once() {
    const QUICK: &str = "
        const press = name => [...document.querySelectorAll('button')].find(one => one.innerText.trim() === name).click();
        press('Keep editing');
        for (let turn = 0; turn < 50 && document.querySelector('dialog[open]'); turn++) await null;
        press('Discard');
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));";
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.general("Wanted or not");
        page.click("button", "Discard");
        page.find("dialog", "Discard this draft?");
        page.script(&format!("return (async () => {{ {QUICK} }})()"));
        page.find("dialog", "Discard this draft?");
    });
}
