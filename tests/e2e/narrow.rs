//! On a narrow page the navigation is a sheet over it: opened by a button; closed by Escape, a link, or moving the
//! focus on.

use crate::harness::{Journey, Key};

#[test]
fn narrow_navigation() {
    Journey::new().walk(|page| {
        page.enter("");
        page.arrives("Dashboard");
        page.resize(320, 900, "light");
        assert!(!page.has("navigation", "Main"));
        let open = || {
            page.click("button", "Menu");
            page.find("navigation", "Main");
        };
        let closed = || page.gone("navigation", "Main");

        open();
        page.tab_to("link", "My groups");
        page.press(Key::Escape);
        closed();
        page.focused("button", "Menu");

        // Escape in a menu within the navigation closes only the menu.
        open();
        page.click("button", "Create");
        page.find("link", "Group");
        page.press(Key::Escape);
        page.gone("link", "Group");
        page.find("navigation", "Main");
        page.focused("button", "Create");

        // A link to the current page closes the navigation too.
        page.click("link", "Dashboard");
        closed();
        page.focused("heading", "Dashboard");

        open();
        page.click("link", "All groups");
        page.arrives("All groups");
        closed();

        open();
        page.tab_to("searchbox", "Search this list");
        closed();
    });
}
