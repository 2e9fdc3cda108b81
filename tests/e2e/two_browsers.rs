//! Two people edit one group at the same time: nobody's change is lost without being told, and what was typed stays.

use crate::harness::{ADMINISTRATOR, Journey, OWNER, Page};
use serde_json::json;

const MAX: (&str, &str) = ("max.member", "Demo-Pass-2");

/// Opens the page of a group and waits for all of its details.
fn open(page: &Page, id: &str) {
    page.enter(&format!("groups/{id}"));
    page.find("button", "Edit Group name (pre-Windows 2000)");
}

/// Types a new value into a field of the group.
fn edit(page: &Page, field: &str, text: &str) {
    page.click("button", &format!("Edit {field}"));
    page.fill("textbox", field, text);
    page.click("button", "Done");
    page.find("button", "Save changes");
}

fn save(page: &Page) {
    page.click("button", "Save changes");
    page.sees("All changes are saved.");
}

#[test]
fn changes_of_different_fields_both_survive() {
    Journey::new().walk(|one| {
        let id = one.service.create_owned("Shared", OWNER);
        let other = one.another_browser();
        one.service.settle();
        open(one, &id);
        open(&other, &id);
        edit(one, "Description", "From the one.");
        edit(&other, "Name", "From the other");
        save(one);
        one.service.settle();
        save(&other);
        assert_eq!(one.service.held("Shared", "description"), ["From the one."]);
        assert_eq!(one.service.held("Shared", "displayName"), ["From the other"]);
        // The page that saved last shows both.
        other.sees("From the one.");
        other.sees("From the other");
        other.console_is_clean(&[]);
    });
}

#[test]
fn the_same_field_is_shown_twice_and_chosen() {
    Journey::new().walk(|one| {
        let id = one.service.create_owned("Contested", OWNER);
        let other = one.another_browser();
        one.service.settle();
        open(one, &id);
        open(&other, &id);
        edit(one, "Description", "What the one wants.");
        edit(&other, "Description", "What the other wants.");
        edit(&other, "Name", "Contested by two");
        save(one);
        one.service.settle();
        other.click("button", "Save changes");
        other.sees("Someone else changed this group while you were editing it.");
        other.sees("What the one wants.");
        other.sees("What the other wants.");
        assert_eq!(one.service.held("Contested", "description"), ["What the one wants."], "nobody has chosen yet");
        other.click("button", "Keep mine: Description");
        save(&other);
        assert_eq!(one.service.held("Contested", "description"), ["What the other wants."]);
        assert_eq!(one.service.held("Contested", "displayName"), ["Contested by two"]);

        // The first page still shows what it has saved. It is told, too, and gives in.
        edit(one, "Description", "Once more.");
        one.click("button", "Save changes");
        one.find("button", "Take theirs: Description");
        one.sees("What the other wants.");
        one.click("button", "Take theirs: Description");
        one.gone("button", "Save changes");
        assert_eq!(one.service.held("Contested", "description"), ["What the other wants."]);
        other.console_is_clean(&[]);
    });
}

#[test]
fn owners_that_both_add_are_no_silent_loss() {
    Journey::new().walk(|one| {
        let id = one.service.create_owned("Owned by many", OWNER);
        let other = one.another_browser();
        one.service.settle();
        for page in [&**one, &other] {
            open(page, &id);
            page.click("tab", "Owners");
        }
        one.pick("Add additional owners", "max.member", "Max Member*");
        other.pick("Add additional owners", "Administrator", "Administrator*");
        save(one);
        one.service.settle();
        other.click("button", "Save changes");
        other.find("button", "Keep mine: Additional owners");
        other.sees("Max Member");
        assert_eq!(one.service.held("Owned by many", "XAdditionalOwner"), [one.service.dn_of(MAX.0)]);
        other.click("button", "Take theirs: Additional owners");
        other.gone("button", "Save changes");
        other.console_is_clean(&[]);
    });
}

#[test]
fn a_group_that_was_deleted_meanwhile_leaves_what_was_typed() {
    Journey::new().expects("status of 404").walk(|one| {
        let id = one.service.create_owned("Short-lived", OWNER);
        let other = one.another_browser();
        one.service.settle();
        open(one, &id);
        open(&other, &id);
        edit(one, "Description", "Half an hour of work.");
        other.click("button", "Delete group");
        other.find("dialog", "Delete*");
        other.click("button", "Delete group");
        other.arrives("My groups");
        one.click("button", "Save changes");
        one.sees("This was not found. It may have been deleted.");
        one.sees("Your changes are kept on this page.");
        one.sees("Half an hour of work.");
        one.find("button", "Copy your changes");
        // Pressing again asks again, and loses nothing.
        one.click("button", "Save changes");
        one.sees("This was not found. It may have been deleted.");
        one.sees("Half an hour of work.");
        other.console_is_clean(&[]);
    });
}

#[test]
fn rights_taken_while_editing_name_who_has_them_now() {
    Journey::new().expects("status of 403").walk(|one| {
        let id = one.service.create_owned("Handed over", OWNER);
        one.service.settle();
        open(one, &id);
        edit(one, "Description", "Typed before the handover.");
        let owner = one.service.dn_of(MAX.0);
        one.service.patch_as(ADMINISTRATOR, &id, &json!({ "managedBy": [{ "Value": owner, "Action": 0 }] }));
        one.service.settle();
        one.click("button", "Save changes");
        one.sees("Your changes are kept on this page.");
        one.sees("Only its owners can change this group: Max Member.");
        one.sees("Typed before the handover.");
        one.find("button", "Copy your changes");
        one.find("button", "Save changes");
        assert!(one.service.held("Handed over", "description").is_empty());
    });
}
