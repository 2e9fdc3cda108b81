//! Common steps of journeys with membership rules.

use super::page::Page;
use super::service::is_documented;
use super::{Key, OWNER, Portal};
use serde_json::Value;

impl Page {
    /// Fills in the second step of an opened wizard for a smart group.
    pub fn smart_general(&self, name: &str) {
        self.find("group", "How does the group get its members?");
        self.click("radio", "Smart group*");
        self.next("General");
        self.general_fields(name);
    }

    /// Fills the open condition editor by keyboard and closes it.
    pub fn condition(&self, attribute: &str, operator: &str, value: &str) {
        self.focused("combobox", "Attribute");
        self.keys(attribute);
        self.find("option", &format!("{attribute}*"));
        self.wait(&format!("{attribute} as an option is seen whole"), || {
            self.is_seen("option", &format!("{attribute}*")).then_some(())
        });
        // A complete name is the best match, so Enter takes it.
        self.press(Key::Enter);
        self.tab_to("combobox", "Operator");
        self.keys(operator);
        self.wait(&format!("the operator {operator}"), || {
            let shown = "const s = document.activeElement; return s.options ? s.options[s.selectedIndex].text : ''";
            (self.script(shown).as_str() == Some(operator)).then_some(())
        });
        self.tab_to("combobox", "Value");
        self.keys(value);
        // Enter takes the typed text, even if suggestions are open.
        self.press(Key::Enter);
    }

    /// Presses Alt with a key, which moves the focused row.
    pub fn alt(&self, key: Key) {
        self.chord(Key::Alt, char::from(key));
    }

    /// Opens the menu of the focused row and presses an item.
    pub fn more(&self, what: &str) {
        self.tab_to("button", "More*");
        self.press(Key::Enter);
        for _ in 0..12 {
            if self.is_focused("button", what) {
                break;
            }
            self.press(Key::Down);
        }
        self.focused("button", what);
        self.press(Key::Enter);
    }
}

impl Portal {
    /// What is said after an update: more, if the service reports its progress.
    pub fn updated(&self) -> &'static str {
        if is_documented() { "now has" } else { "is up to date" }
    }

    /// Creates a smart group in the wizard; its page is open then.
    pub fn smart_group(&self, name: &str, rule: &str) {
        self.enter_as(OWNER, "groups/new");
        self.smart_general(name);
        self.next("Membership rule");
        self.paste_rule(rule, "Use this rule");
        self.next("Owners");
        self.next("Summary");
        self.click("button", "Finish");
        self.arrives(name);
    }

    /// Pastes a rule and uses it.
    pub fn paste_rule(&self, rule: &str, how: &str) {
        self.click("button", "Paste a rule");
        self.fill("textbox", "Rule", rule);
        self.click("button", how);
        self.gone("dialog", "Paste a rule");
    }

    /// Adds an object type to those that the rule looks for.
    pub fn also_find(&self, kind: &str) {
        // ChromeDriver does not know the role of `summary`.
        self.script("document.querySelector('.rule-scope > summary').click()");
        self.click("checkbox", kind);
        assert!(self.is_checked("checkbox", kind));
    }

    /// Types the number that is required when many members would be removed.
    pub fn confirm_leaving(&self) {
        self.find("dialog", "Many members would be removed");
        let said = self.text();
        let number: String = {
            let at = said.find(" members would be removed. Type").expect("a number of members");
            let before = said[..at].rsplit_once(" of ").expect("of how many").0;
            before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect()
        };
        self.fill("textbox", "Type here to confirm", &number);
        self.click("button", "Save rule and remove members");
    }
}

/// The requests in a journal with a method and path; `*` stands for any path.
pub fn requests(journal: Vec<Value>, method: &str, path: &str) -> Vec<Value> {
    let fits = |entry: &Value| entry["method"] == method && (path == "*" || entry["path"] == path);
    journal.into_iter().filter(fits).collect()
}
