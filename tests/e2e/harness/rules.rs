//! Ways that journeys with membership rules go.

use super::page::Page;
use super::{Key, OWNER, Portal};
use serde_json::Value;

impl Page {
    /// From an opened wizard to its second step, for a smart group, with container and name filled in.
    pub fn smart_general(&self, name: &str) {
        self.find("group", "How does the group get its members?");
        self.click("radio", "Smart group*");
        self.next("General");
        self.general_fields(name);
    }

    /// Fills the open editor by keyboard and closes it.
    pub fn condition(&self, attribute: &str, operator: &str, value: &str) {
        self.focused("combobox", "Attribute");
        self.keys(attribute);
        self.find("option", &format!("{attribute}*"));
        self.wait(&format!("{attribute} as an option is seen whole"), || {
            self.is_seen("option", &format!("{attribute}*")).then_some(())
        });
        // The whole name is plain: it is marked.
        self.press(Key::Enter);
        self.tab_to("combobox", "Operator");
        self.keys(operator);
        self.wait(&format!("the operator {operator}"), || {
            let shown = "const s = document.activeElement; return s.options ? s.options[s.selectedIndex].text : ''";
            (self.script(shown).as_str() == Some(operator)).then_some(())
        });
        self.tab_to("combobox", "Value");
        self.keys(value);
        // Suggestions may be open by now: they are not chosen from.
        self.press(Key::Enter);
    }

    /// Moves the row that has the focus.
    pub fn alt(&self, key: Key) {
        self.chord(Key::Alt, char::from(key));
    }

    /// Opens the menu of the row that has the focus and presses what it says there.
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
    /// Somebody makes a smart group in the page, and its page shows.
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
        self.click("button", "Paste a filter");
        self.fill("textbox", "Rule", rule);
        self.click("button", how);
        self.gone("dialog", "Paste a filter");
    }

    /// Lets the rule find another kind of objects too.
    pub fn also_find(&self, kind: &str) {
        // ChromeDriver has no name for the role of a summary.
        self.script("document.querySelector('.rule-scope > summary').click()");
        self.click("checkbox", kind);
        assert!(self.is_checked("checkbox", kind));
    }

    /// Types what is asked for where many members would leave.
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

/// Requests of a method to a path; `*` stands for any path.
pub fn requests(journal: Vec<Value>, method: &str, path: &str) -> Vec<Value> {
    let fits = |entry: &Value| entry["method"] == method && (path == "*" || entry["path"] == path);
    journal.into_iter().filter(fits).collect()
}
