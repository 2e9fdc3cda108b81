//! What a person reads.

use super::page::Page;
use serde_json::{Value, json};

impl Page {
    /// What is known of an element: value, description, whether it is invalid …
    pub fn about(&self, role: &str, name: &str) -> Value {
        let element = self.find(role, name);
        self.ask("describe", &[Self::reference(&element)])
    }

    /// What stands in a field.
    pub fn value(&self, role: &str, name: &str) -> String {
        self.about(role, name)["value"].as_str().unwrap_or_default().to_owned()
    }

    pub fn is_checked(&self, role: &str, name: &str) -> bool {
        self.about(role, name)["checked"] == true
    }

    /// Whether an element is wholly within the window and nothing lies over it.
    pub fn is_seen(&self, role: &str, name: &str) -> bool {
        let element = self.find(role, name);
        self.ask("seen", &[Self::reference(&element)]).as_bool() == Some(true)
    }

    /// What is chosen in a list, of these.
    pub fn options(&self, name: &str) -> Vec<String> {
        let list = self.find("combobox", name);
        texts(&self.ask("options", &[Self::reference(&list)]))
    }

    /// The names of all that have a role.
    pub fn names(&self, role: &str) -> Vec<String> {
        texts(&self.ask("names", &[json!(role)]))
    }

    /// Everything that can be read.
    pub fn text(&self) -> String {
        self.ask("text", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until this can be read.
    pub fn sees(&self, text: &str) {
        self.wait(&format!("“{text}” on the page"), || self.text().contains(text).then_some(()));
    }

    /// The page's heading, once it is this.
    pub fn arrives(&self, heading: &str) {
        self.find("heading", heading);
        let title = format!("{heading} – GroupID Portal");
        self.wait(&format!("the title “{title}”"), || {
            (self.script("return document.title").as_str() == Some(&title)).then_some(())
        });
    }

    /// The table's rows, once they are this.
    pub fn rows(&self, what: &str, fit: impl Fn(&[String]) -> bool) -> Vec<String> {
        self.wait(&format!("rows of the table: {what}"), || {
            let rows = self.try_ask("rows", &[]).ok().filter(|rows| rows.is_array())?;
            Some(texts(&rows)).filter(|rows| fit(rows))
        })
    }

    /// How many calls the page itself has made to a path that ends so. (The browser may send one again by itself.)
    pub fn sent(&self, path: &str) -> u64 {
        self.ask("sent", &[json!(path)]).as_u64().unwrap_or_default()
    }

    /// Waits until the page is at such an address, and gives it back.
    pub fn at(&self, what: &str, fit: impl Fn(&str) -> bool) -> String {
        self.wait(&format!("an address: {what}"), || Some(self.place()).filter(|place| fit(place)))
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}
