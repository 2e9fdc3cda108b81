//! The actions of a user: pressing, typing, choosing.

use super::folder::Folder;
use super::page::Page;
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
pub use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

impl Page {
    /// The only element with this role and name; a name that ends in `*` is a prefix.
    pub fn find(&self, role: &str, name: &str) -> Element {
        let mut seen = 0;
        let what = format!("one {role} “{name}”");
        let found = || {
            let answer = self.try_ask("find", &[json!(role), json!(name)]).ok()?;
            let all = answer.as_array()?;
            seen = all.len();
            if let [one] = all.as_slice() { self.element(one) } else { None }
        };
        self.wait_or(&what, found, || format!("there were {}", self.ask("names", &[json!(role)])))
    }

    /// Whether there is such an element now.
    pub fn has(&self, role: &str, name: &str) -> bool {
        let answer = self.try_ask("find", &[json!(role), json!(name)]);
        answer.is_ok_and(|found| found.as_array().is_some_and(|all| !all.is_empty()))
    }

    /// Waits until there is no such element.
    pub fn gone(&self, role: &str, name: &str) {
        self.wait(&format!("no {role} “{name}” any more"), || (!self.has(role, name)).then_some(()));
    }

    fn wait_or<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>, more: impl Fn() -> String) -> T {
        let mut first = true;
        let end = std::time::Instant::now() + super::page::PATIENCE;
        self.wait(what, move || {
            let seen = look();
            if seen.is_none() && first && std::time::Instant::now() + super::page::GLANCE * 10 > end {
                first = false;
                eprintln!("still no {what}: {}", more());
            }
            seen
        })
    }

    /// Acts on an element as soon as it is there, enabled and reachable.
    fn with(&self, role: &str, name: &str, act: impl Fn(Element) -> Result<(), CmdError>) {
        let mut problem = String::new();
        let what = format!("{role} “{name}” that can be used");
        let look = || {
            let element = self.find(role, name);
            let about = self.try_ask("describe", &[Self::reference(&element)]).ok()?;
            if about["disabled"] == true {
                return None;
            }
            // A failure is temporary: something covers the element, or the page has just changed.
            act(element).map_err(|error| problem = error.to_string()).ok()
        };
        self.wait(&what, look);
    }

    pub fn click(&self, role: &str, name: &str) {
        self.with(role, name, |element| {
            let target = self.try_ask("target", &[Self::reference(&element)])?;
            self.run(self.element(&target).unwrap_or(element).click())
        });
    }

    /// Replaces the text of a field.
    pub fn fill(&self, role: &str, name: &str, text: &str) {
        let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        self.with(role, name, |element| {
            let target = self.try_ask("target", &[Self::reference(&element)])?;
            let target = self.element(&target).unwrap_or_else(|| element.clone());
            self.run(async {
                target.click().await?;
                element.send_keys(&all).await?;
                element.send_keys(if text.is_empty() { "\u{e017}" } else { text }).await
            })
        });
        self.wait(&format!("“{text}” in {name}"), || (self.value(role, name) == text).then_some(()));
    }

    /// Enters a text of several lines at once, as pasting does.
    pub fn fill_all(&self, role: &str, name: &str, text: &str) {
        let element = self.find(role, name);
        let write = "const [field, text] = arguments; field.focus(); field.value = text; \
                     field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.run(self.client.execute(write, vec![Self::reference(&element), json!(text)])).unwrap();
        self.wait(&format!("the text in {name}"), || (self.value(role, name) == text).then_some(()));
    }

    /// Chooses a file in the file input with this id.
    pub fn upload(&self, id: &str, file: &str, content: &[u8]) {
        let folder = Folder::new();
        let path = folder.at(file);
        std::fs::write(&path, content).unwrap();
        let field =
            self.wait(&format!("the field for a file {id}"), || self.run(self.client.find(Locator::Id(id))).ok());
        self.run(field.send_keys(path.to_str().unwrap())).unwrap();
        // The page has read the file when the input is empty or gone.
        let taken = format!("const field = document.getElementById('{id}'); return !field || !field.files.length");
        self.wait("the file is taken", || (self.script(&taken) == true).then_some(()));
        drop(folder);
    }

    /// Chooses an option of a drop-down list.
    pub fn select(&self, name: &str, option: &str) {
        let list = self.find("combobox", name);
        let found = self.wait(&format!("the option “{option}” of {name}"), || {
            let found = self.try_ask("option", &[Self::reference(&list), json!(option)]).ok()?;
            self.element(&found)
        });
        self.run(found.click()).unwrap();
    }

    /// Types into a combobox and clicks the suggestion with this name.
    pub fn pick(&self, field: &str, text: &str, option: &str) {
        self.fill("combobox", field, text);
        self.click("option", option);
    }

    /// Presses a key, wherever the focus is.
    pub fn press(&self, key: Key) {
        self.keys(&char::from(key).to_string());
    }

    /// Types a text, wherever the focus is.
    pub fn keys(&self, text: &str) {
        let strokes = text.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let keys = strokes.fold(KeyActions::new("keyboard".to_owned()), |keys, stroke| keys.then(stroke));
        self.run(self.client.perform_actions(keys)).unwrap();
    }

    /// Presses a key while another one is held.
    pub fn chord(&self, held: Key, value: char) {
        let held = char::from(held);
        let strokes = [
            KeyAction::Down { value: held },
            KeyAction::Down { value },
            KeyAction::Up { value },
            KeyAction::Up { value: held },
        ];
        let keys = strokes.into_iter().fold(KeyActions::new("keyboard".to_owned()), |keys, stroke| keys.then(stroke));
        self.run(self.client.perform_actions(keys)).unwrap();
    }

    /// Clicks at a point of the window.
    pub fn click_at(&self, (x, y): (f64, f64)) {
        let to = PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y };
        let (down, up) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let mouse = MouseActions::new("mouse".to_owned()).then(to).then(down).then(up);
        self.run(self.client.perform_actions(mouse)).unwrap();
    }

    /// Clicks twice without a pause.
    pub fn double_click(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        let down = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let up = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let to = PointerAction::MoveToElement { element, duration: Some(Duration::ZERO), x: 0.0, y: 0.0 };
        let mouse = MouseActions::new("mouse".to_owned()).then(to).then(down()).then(up()).then(down()).then(up());
        self.run(self.client.perform_actions(mouse)).unwrap();
    }

    /// Presses Tab until the element is focused.
    pub fn tab_to(&self, role: &str, name: &str) {
        let mut passed = Vec::new();
        while !self.is_focused(role, name) {
            let focus = self.focus();
            passed.push(format!("{} “{}”", focus["role"].as_str().unwrap(), focus["name"].as_str().unwrap()));
            assert!(passed.len() < 60, "Tab does not lead to {role} “{name}”, but over {passed:#?}");
            self.press(Key::Tab);
        }
    }

    /// The description of the focused element.
    pub fn focus(&self) -> Value {
        self.ask("focus", &[])
    }

    pub fn is_focused(&self, role: &str, name: &str) -> bool {
        self.try_ask("focused", &[json!(role), json!(name)]).is_ok_and(|is| is == true)
    }

    /// Waits until the element is focused.
    pub fn focused(&self, role: &str, name: &str) {
        self.wait(&format!("the focus on {role} “{name}”"), || self.is_focused(role, name).then_some(()));
    }
}
