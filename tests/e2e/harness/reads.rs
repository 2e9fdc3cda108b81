//! What a user reads on the page.

use super::page::Page;
use serde_json::{Value, json};

impl Page {
    /// The properties of an element: value, description, whether it is invalid, and others.
    pub fn about(&self, role: &str, name: &str) -> Value {
        let element = self.find(role, name);
        self.ask("describe", &[Self::reference(&element)])
    }

    /// The value of a field.
    pub fn value(&self, role: &str, name: &str) -> String {
        self.about(role, name)["value"].as_str().unwrap_or_default().to_owned()
    }

    pub fn is_checked(&self, role: &str, name: &str) -> bool {
        self.about(role, name)["checked"] == true
    }

    /// Whether an element is completely within the window and not covered.
    pub fn is_seen(&self, role: &str, name: &str) -> bool {
        let element = self.find(role, name);
        self.ask("seen", &[Self::reference(&element)]).as_bool() == Some(true)
    }

    /// The options of a drop-down list.
    pub fn options(&self, name: &str) -> Vec<String> {
        let list = self.find("combobox", name);
        texts(&self.ask("options", &[Self::reference(&list)]))
    }

    /// The names of all elements with a role.
    pub fn names(&self, role: &str) -> Vec<String> {
        texts(&self.ask("names", &[json!(role)]))
    }

    /// All visible text of the page.
    pub fn text(&self) -> String {
        self.ask("text", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text is on the page.
    pub fn sees(&self, text: &str) {
        self.wait(&format!("“{text}” on the page"), || self.text().contains(text).then_some(()));
    }

    /// Waits for the page's heading, and for the document's title.
    pub fn arrives(&self, heading: &str) {
        self.find("heading", heading);
        let title = format!("{heading} – GroupID Portal");
        self.wait(&format!("the title “{title}”"), || {
            (self.script("return document.title").as_str() == Some(&title)).then_some(())
        });
    }

    /// Waits until the table's rows satisfy `fit`, and returns them.
    pub fn rows(&self, what: &str, fit: impl Fn(&[String]) -> bool) -> Vec<String> {
        self.wait(&format!("rows of the table: {what}"), || {
            let rows = self.try_ask("rows", &[]).ok().filter(|rows| rows.is_array())?;
            Some(texts(&rows)).filter(|rows| fit(rows))
        })
    }

    /// How many requests the page itself has sent to paths with this end. Repetitions by the browser are not counted.
    pub fn sent(&self, path: &str) -> u64 {
        self.ask("sent", &[json!(path)]).as_u64().unwrap_or_default()
    }

    /// Waits until the page's path and query satisfy `fit`, and returns them.
    pub fn at(&self, what: &str, fit: impl Fn(&str) -> bool) -> String {
        self.wait(&format!("an address: {what}"), || Some(self.place()).filter(|place| fit(place)))
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}
