//! Membership rules: creating, reading and changing them.

use super::Net;
use crate::harness::service::is_documented;
use crate::harness::{Key, Portal};

pub fn rule_builder(page: &Portal, net: &mut Net) {
    page.enter("groups/new");
    page.smart_general("Seen by axe");
    page.next("Membership rule");
    net.see(page, "rule, empty");
    page.click("button", "Next");
    page.sees("The rule has no condition yet");
    net.see(page, "rule, empty and refused");
    page.click("button", "Add condition");
    page.focused("combobox", "Attribute");
    page.keys("a");
    page.wait("attributes", || (page.names("option").len() > 3).then_some(()));
    net.see(page, "rule, an attribute is chosen");
    // At another width the field may have scrolled out of view, which closes its list.
    if page.has("option", "*") {
        page.press(Key::Escape);
        page.gone("option", "*");
    }
    page.click("button", "Done");
    page.sees("The attribute is missing");
    net.see(page, "rule, unfinished");
    page.click("button", "Paste a rule");
    page.find("dialog", "Paste a rule");
    page.fill("textbox", "Rule", "(&(department=*engineering*)(l<5))");
    page.sees("expected an operator");
    net.see(page, "paste, with a fault");
    page.fill("textbox", "Rule", "(&(l=Houston)(title=Intern)))");
    page.find("button", "Remove the extra bracket*");
    net.see(page, "paste, with a correction");
    page.fill(
        "textbox",
        "Rule",
        "(& (l = Houston) (!title=Intern)\n  (manager=CN=Olivia Owner,OU=Sales,\n OU=People,DC=demo,DC=local))",
    );
    page.sees("Corrected while reading");
    net.see(page, "paste, put right");
    page.fill("textbox", "Rule", "user.memberOf -any (group.objectId -in ['1']) -and user.nickname -eq “Olli”");
    page.sees("Typographic quotation marks were read as straight ones");
    net.see(page, "paste, refused by Entra ID");
    page.fill(
        "textbox",
        "Rule",
        "RecipientType -eq 'UserMailbox' -and City -eq 'Houston' -and WhenCreated -gt '1/1/2020'",
    );
    page.sees("WhenCreated -gt");
    net.see(page, "paste, from Exchange");
    page.fill(
        "textbox",
        "Rule",
        "(&(department=*engineering*)(|(l=Houston)(!(title=Intern*)))(!(userAccountControl:1.2.840.113556.1.4.803:=2))\
         (manager:1.2.840.113556.1.4.1941:=CN=Olivia Owner,OU=Sales,OU=People,DC=demo,DC=local)(whenCreated>=20200101000000.0Z))",
    );
    page.sees("Recognised: LDAP filter with 6 conditions.");
    net.see(page, "paste, read");
    page.click("button", "Replace the rule");
    page.gone("dialog", "Paste a rule");
    page.sees("0 members");
    net.see(page, "rule");
    page.fill("combobox", "Check a person", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "rule, check a person open");
    // At other widths the field may have scrolled out of view, which closes its list, so the text is typed again.
    page.pick("Check a person", "max.member", "Max Member*");
    page.wait("whether Max Member is in", || {
        page.script("return document.querySelector('.verdict')?.innerText.includes('Max Member')")
            .as_bool()
            .filter(|is| *is)
    });
    net.see(page, "rule, a person is checked");
    for row in ["Account is enabled", "Manager", "Created", "City"] {
        page.click("button", &format!("{row}*"));
        page.find("combobox", "Operator");
        net.see(page, &format!("rule, {row} is edited"));
        page.press(Key::Escape);
    }
    page.click("button", "City*");
    page.fill("combobox", "Value", "Aus");
    page.find("option", "Austin*");
    net.see(page, "rule, values open");
    page.press(Key::Escape);
    page.press(Key::Escape);
    page.click("button", "Manager*");
    page.fill("combobox", "Value", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "rule, people open");
    page.press(Key::Escape);
    page.press(Key::Escape);
    page.click("button", "More actions: City*");
    page.find("button", "Put in a block");
    net.see(page, "rule, the menu of a row");
    page.press(Key::Escape);
    page.click("button", "Show as text");
    page.find("dialog", "The rule as text");
    net.see(page, "text");
    page.click("button", "Close");
    page.click("button", "Find*");
    page.find("button", "Add container");
    net.see(page, "scope");
    page.click("combobox", "Container");
    page.find("option", "Groups*");
    net.see(page, "scope, containers open");
    page.press(Key::Escape);
    page.click("button", "Exceptions*");
    page.fill("combobox", "Always include", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "exceptions, always include open");
    page.press(Key::Escape);
    page.fill("combobox", "Never include", "max.member");
    page.find("option", "Max Member*");
    net.see(page, "exceptions, never include open");
    page.pick("Never include", "max.member", "Max Member*");
    net.see(page, "exceptions");
    page.next("Owners");
    page.next("Summary");
    net.see(page, "summary of a smart group");
}

pub fn rule_of_a_group(page: &Portal, net: &mut Net) {
    page.smart_group("Seen by axe", "(l Is Exactly \"Houston\")");
    page.click("tab", "Membership rule");
    page.sees("City is exactly Houston");
    net.see(page, "rule of a group");
    page.click("button", "Edit rule");
    page.paste_rule("(l=Austin)", "Replace the rule");
    page.sees("0 unchanged");
    net.see(page, "rule of a group, changed");
    page.click("button", "Cancel");
    page.find("dialog", "Discard*");
    net.see(page, "rule of a group, discard");
    page.press(Key::Escape);
    page.gone("dialog", "Discard*");
    page.click("radio", "− *");
    page.wait("those who leave", || page.has("button", "Why?*").then_some(()));
    let first = page.names("button").into_iter().find(|name| name.starts_with("Why?")).unwrap();
    page.click("button", &first);
    page.find("dialog", "Why?*");
    page.sees("current value: Houston");
    net.see(page, "why");
    page.click("button", "Close");
    page.click("button", "Save rule");
    page.find("dialog", "Many members would be removed");
    net.see(page, "many would leave");
    page.confirm_leaving();
    page.sees("is saved.");
    page.click("button", "Update membership now");
    page.sees(page.updated());
    if is_documented() {
        // No link leads to what the service does not tell, but an address does.
        page.goto("tasks");
        page.arrives("Tasks");
    } else {
        page.click("link", "Tasks");
        page.arrives("Tasks");
        page.rows("the update", |rows| rows.iter().any(|row| row.contains("Seen by axe") && row.contains("Done")));
    }
    net.see(page, "tasks");
}
