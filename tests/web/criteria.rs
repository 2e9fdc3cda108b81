//! The criteria builder, used by keyboard as far as scripts can press keys.

mod branches;
mod build;
mod cancel;
mod check_person;
mod drag;
mod entra;
mod focus;
mod holders;
mod hostile;
mod kept;
mod moments;
mod paste;
mod preview;
mod select;
mod speed;
mod undo;
mod values;

use crate::support::dom::{active, all, attribute, every, find, get, name, shown, text, wait_for};
use crate::support::samples::config;
use crate::support::{Page, Reply, Service, type_in, until};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Condition, Criteria, Join, Node, NodeId, Operator};
use portal::criteria::{Builder, CriteriaBuilder};
use serde_json::{Value, json};
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

/// A rule in a builder on its own page.
pub struct Rule {
    pub page: Page,
    pub builder: Builder,
    service: Service,
}

/// The attributes that the tests configure.
fn attributes() -> Value {
    json!([
        { "name": "department", "label": { "en": "Department", "de": "Abteilung" } },
        { "name": "l", "label": { "en": "City", "de": "Ort" } },
        { "name": "title", "label": { "en": "Title", "de": "Position" } },
        { "name": "userAccountControl", "label": { "en": "Account options" }, "syntax": "flags", "flags": [
            { "bit": 2, "name": "ACCOUNTDISABLE", "label": { "en": "Disabled" } },
            { "bit": 16, "name": "LOCKOUT", "label": { "en": "Locked out" } },
            { "bit": 65536, "name": "DONT_EXPIRE_PASSWORD", "label": { "en": "Password never expires" } },
        ] },
        { "name": "manager", "label": { "en": "Manager" }, "syntax": "person" },
        { "name": "memberOf", "label": { "en": "Member of" }, "syntax": "dn" },
        { "name": "whenCreated", "label": { "en": "Created" }, "syntax": "date" },
        { "name": "logonCount", "label": { "en": "Logons" }, "syntax": "number" },
        { "name": "hideInLists", "label": { "en": "Hidden from lists" }, "syntax": "boolean" },
    ])
}

/// Shows a rule; the directory knows one user.
pub async fn rule(criteria: Criteria) -> Rule {
    rule_with(criteria, |_| crate::support::samples::people(&["Ann Lee"])).await
}

pub async fn rule_with(criteria: Criteria, answer: impl Fn(&crate::support::Sent) -> Reply + 'static) -> Rule {
    let service = Service::start(answer);
    let mut config = config();
    config["identityStores"][0]["attributes"] = attributes();
    let mut page = Page::new(&config);
    let store: StoreConfig = page.api.current_store();
    let builder = page.within(|| Builder::new(store, criteria));
    page.show(move || view! { <CriteriaBuilder builder/> });
    wait_for("button", "Add condition").await;
    Rule { page, builder, service }
}

pub fn department(value: &str) -> Node {
    Node::condition(Condition::new("department", Operator::Contains, value))
}

pub fn city(value: &str) -> Node {
    Node::condition(Condition::new("l", Operator::IsExactly, value))
}

pub fn title(value: &str) -> Node {
    Node::condition(Condition::new("title", Operator::StartsWith, value))
}

/// All of (department contains engineering, Any of (city is exactly Houston, Not (title starts with Intern))). The node
/// ids are 0 (1, 2 (3, 4)).
pub fn sample() -> Criteria {
    let any = Node::group(Join::Any, vec![city("Houston"), title("Intern").negated()]);
    Criteria::of(Node::group(Join::All, vec![department("engineering"), any]))
}

/// A rule with this many conditions.
pub fn many(count: usize) -> Criteria {
    let children = (0..count).map(|at| match at % 3 {
        0 => department(&format!("engineering {at}")),
        1 => city(&format!("Houston {at}")),
        _ => title(&format!("Intern {at}")).negated(),
    });
    Criteria::of(Node::group(Join::All, children.collect()))
}

impl Rule {
    /// The texts of the rows, in page order.
    pub fn rows(&self) -> Vec<String> {
        sentences().iter().map(text).collect()
    }

    /// Waits until the rows have these texts.
    pub async fn until_rows(&self, rows: &[&str]) {
        until(&format!("the rows are {rows:?} and not {:?}", self.rows()), || self.rows() == rows).await;
    }

    /// Waits until the focus is in the row of this condition, or in the head of this group.
    pub async fn until_at(&self, node: u32) {
        until(&format!("the focus is at {node} and not at {}", described()), || focused_node() == Some(node)).await;
    }

    /// Focuses a node, as Tab does.
    pub async fn go(&self, node: u32) {
        let row = get_node(node);
        let target = ":scope > [data-do=edit], :scope > [role=group] > div [aria-pressed=true]";
        let target = row.query_selector(target).unwrap().unwrap();
        wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(target).focus().unwrap();
        self.until_at(node).await;
    }

    /// The last announcement.
    pub fn said(&self) -> String {
        self.builder.said.get_untracked().text
    }

    pub async fn until_said(&self, said: &str) {
        // The region for what the builder says is the last one, after those of the open editor.
        let heard = || shown("status").pop();
        until(&format!("“{said}” is said and not “{}”", self.said()), || {
            self.said() == said && heard().as_deref() == Some(said)
        })
        .await;
    }

    /// The requests that were sent to the service.
    pub fn sent(&self) -> Vec<crate::support::Sent> {
        self.service.sent()
    }

    pub fn now(&self) -> Criteria {
        self.builder.now()
    }

    /// The condition of a node.
    pub fn condition(&self, node: u32) -> Condition {
        self.now().node(NodeId(node)).unwrap().as_condition().unwrap().clone()
    }
}

/// Matches the buttons that say the conditions; a group has none.
pub const SENTENCE: &str = "li > button[data-do=edit]";

/// The sentences of the conditions, in page order.
pub fn sentences() -> Vec<HtmlElement> {
    all(SENTENCE)
}

pub fn get_node(node: u32) -> HtmlElement {
    all(&format!("[data-node=\"{node}\"]")).pop().unwrap_or_else(|| panic!("node {node} is not shown"))
}

/// The node that contains the focus.
pub fn focused_node() -> Option<u32> {
    active().closest("[data-node]").unwrap()?.get_attribute("data-node")?.parse().ok()
}

fn described() -> String {
    format!("{:?} “{}”", focused_node(), name(&active()))
}

/// Presses a key while others are held: "Alt+ArrowUp", "Control+Shift+z".
pub fn press_keys(keys: &str) {
    let mut held: Vec<_> = keys.split('+').collect();
    let key = held.pop().unwrap();
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(key);
    init.set_alt_key(held.contains(&"Alt"));
    init.set_ctrl_key(held.contains(&"Control"));
    init.set_shift_key(held.contains(&"Shift"));
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    active().dispatch_event(&event).unwrap();
}

/// Opens the menu of the row with this sentence and chooses an item.
pub async fn choose_in_menu(sentence: &str, item: &str) {
    get("button", &format!("More actions: {sentence}")).click();
    wait_for("button", "Duplicate").await;
    menu_item(item).click();
}

/// An item of the open menu.
pub fn menu_item(item: &str) -> HtmlElement {
    let items = all("[popover] button");
    let found = items.iter().find(|button| name(button) == item);
    found.cloned().unwrap_or_else(|| panic!("no “{item}” among {:?}", items.iter().map(name).collect::<Vec<_>>()))
}

/// Closes the editor and keeps the input.
pub async fn done() {
    let done = wait_for("button", "Done").await;
    // A real click also moves the focus.
    done.focus().unwrap();
    done.click();
    until("the editor is closed", || editors() == 0).await;
}

/// How many editors are open; each has the button "Done".
pub fn editors() -> usize {
    every("button", "Done").len()
}

/// Types an attribute's label and takes the best match.
pub async fn choose_attribute(label: &str) {
    let field = wait_for("combobox", "Attribute").await;
    type_in(&field, label);
    until("it is offered", || !all("[role=option]").is_empty()).await;
    crate::support::press("Enter");
    until("it is chosen", || attribute(&get("combobox", "Attribute"), "aria-expanded") == "false").await;
    wait_for("combobox", "Operator").await;
}

/// Types a text into the value field.
pub async fn type_value(text: &str) {
    type_in(&wait_for("combobox", "Value").await, text);
    until("the value is there", || find("combobox", "Value").is_some()).await;
}
