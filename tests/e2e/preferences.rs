//! Preferences apply immediately in all tabs of the browser.

use crate::harness::Journey;

#[test]
fn what_another_tab_chooses_holds_here() {
    Journey::new().walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        page.click("button", "Language and theme");
        page.keep_elsewhere("language", "de");
        page.find("button", "Sprache und Design");
        page.find("heading", "Beim GroupID Portal anmelden");
        page.keep_elsewhere("theme", "dark");
        page.wait("the dark page", || {
            (page.script("return document.documentElement.dataset.theme") == "dark").then_some(())
        });
        assert!(page.is_checked("radio", "Dunkel"));
        page.keep_elsewhere("theme", "system");
        page.wait("the page as the system has it", || {
            page.script("return document.documentElement.dataset.theme").is_null().then_some(())
        });
    });
}
