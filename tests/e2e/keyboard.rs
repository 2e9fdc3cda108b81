//! The main task by keyboard only.

use crate::harness::{Journey, Key};

#[test]
fn keyboard_only() {
    Journey::new().walk(|page| {
        page.goto("");
        page.enter_by_keyboard();

        page.focused("heading", "Dashboard");
        page.tab_to("button", "Create");
        page.press(Key::Enter);
        page.find("link", "Group");
        page.tab_to("link", "Group");
        page.press(Key::Enter);

        page.focused("heading", "Create group");
        page.tab_to("radio", "Static group*");
        page.press(Key::Enter);
        page.focused("heading", "General");

        page.tab_to("textbox", "Group name");
        page.keys("By hand");
        page.tab_to("radio", "Security*");
        page.press(Key::Right);
        assert!(page.is_checked("radio", "Distribution*"));
        page.tab_to("textbox", "Description");
        page.keys("Without a mouse.");
        // The next tab stop is the summary of "More options".
        page.press(Key::Tab);
        page.press(Key::Enter);
        page.tab_to("combobox", "Container");
        page.keys("projects");
        page.find("option", "Projects*");
        page.press(Key::Down);
        page.press(Key::Enter);
        assert_eq!(page.value("combobox", "Container"), "OU=Projects,OU=Groups,DC=demo,DC=local");
        page.tab_to("button", "Next");
        page.press(Key::Enter);

        page.focused("heading", "Members");
        page.tab_to("combobox", "Add members");
        page.keys("max.member");
        page.find("option", "Max Member*");
        page.press(Key::Down);
        page.press(Key::Enter);
        page.find("button", "Remove Max Member");
        assert!(page.is_focused("combobox", "Add members"), "adding somebody has moved the focus: {}", page.focus());
        page.keys("administrator");
        page.find("option", "Administrator*");
        page.press(Key::Enter);
        page.tab_to("button", "Remove Administrator");
        page.press(Key::Enter);
        page.gone("button", "Remove Administrator");
        page.focused("button", "Remove Max Member");
        page.tab_to("button", "Next");
        page.press(Key::Enter);

        page.focused("heading", "Owners");
        page.tab_to("combobox", "Additional owners");
        page.keys("max.member");
        page.find("option", "Max Member*");
        page.press(Key::Enter);
        page.tab_to("checkbox", "Don't notify Max Member");
        page.press(Key::Space);
        assert!(page.is_checked("checkbox", "Don't notify Max Member"));
        page.tab_to("button", "Next");
        page.press(Key::Enter);

        page.focused("heading", "Summary");
        page.tab_to("button", "Show HTTP request");
        page.press(Key::Enter);
        page.find("dialog", "HTTP request to be sent");
        page.press(Key::Escape);
        page.gone("dialog", "HTTP request to be sent");
        page.focused("button", "Show HTTP request");
        page.tab_to("button", "Back");
        page.press(Key::Enter);
        page.focused("heading", "Owners");
        page.tab_to("button", "Next");
        page.press(Key::Enter);
        page.focused("heading", "Summary");
        page.tab_to("button", "Finish");
        page.press(Key::Enter);

        page.focused("heading", "By hand");
        page.tab_to("tab", "General");
        page.press(Key::Right);
        page.focused("tab", "Members");
        page.rows("Max Member", |rows| rows.len() == 1 && rows[0].contains("Max Member"));
        page.script("document.activeElement.blur()");
        page.tab_to("button", "Delete group");
        page.press(Key::Enter);
        page.find("dialog", "Delete “By hand”?");
        page.focused("button", "Cancel");
        page.press(Key::Tab);
        page.focused("button", "Delete group");
        page.press(Key::Enter);
        page.focused("heading", "My groups");
        assert_eq!(page.service.count("By hand"), 0);
    });
}

#[test]
fn keyboard_errors_take_the_focus() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.click("radio", "Static group*");
        page.next("General");
        page.tab_to("textbox", "Group name");
        page.press(Key::Enter);
        page.wait("the focus on a field in error", || (page.focus()["invalid"] == true).then_some(()));
        page.find("button", "General Needs correction");
        page.wait("a message beside the name", || {
            page.about("textbox", "Group name")["description"]
                .as_str()?
                .contains("This field is required.")
                .then_some(())
        });
    });
}
