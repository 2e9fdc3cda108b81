//! Typing, pressing keys and choosing. Keys pressed by scripts have no default action, so those that the portal relies
//! on are imitated here according to HTML; the journeys in `tests/e2e` press real keys.

use super::dom::{active, all, get, wait_for};
use super::wait::until;
use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlElement, HtmlFormElement, KeyboardEvent, KeyboardEventInit};

/// Replaces the text of a field.
pub fn fill(name: &str, text: &str) {
    type_in(&get("textbox", name), text);
}

/// Puts a text into a field and reports it, as typing does.
pub fn type_in(field: &HtmlElement, text: &str) {
    field.focus().unwrap();
    Reflect::set(field, &"value".into(), &text.into()).unwrap();
    tell(field, "input");
}

/// Chooses an option of a `select` by its label.
pub fn choose(name: &str, label: &str) {
    let list = get("combobox", name);
    let options = list.query_selector_all("option").unwrap();
    let at = (0..options.length()).find(|at| options.get(*at).unwrap().text_content().as_deref() == Some(label));
    let at = at.unwrap_or_else(|| panic!("“{name}” offers no “{label}”"));
    Reflect::set(&list, &"selectedIndex".into(), &at.into()).unwrap();
    tell(&list, "change");
}

/// Clicks an element with this role and name.
pub fn click(role: &str, name: &str) {
    get(role, name).click();
}

/// Fires a bubbling event, as the browser does after input.
fn tell(element: &HtmlElement, kind: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    element.dispatch_event(&Event::new_with_event_init_dict(kind, &init).unwrap()).unwrap();
}

/// Presses a key at the focused element.
pub fn press(key: &str) {
    let at = active();
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(key);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    if at.dispatch_event(&event).unwrap() {
        default_action(&at, key);
    }
}

/// Enter in a field submits its form, Enter on a button clicks it, and Escape asks the open dialog to close.
fn default_action(at: &HtmlElement, key: &str) {
    match (key, at.tag_name().as_str()) {
        ("Enter", "INPUT") => {
            if let Some(form) = at.closest("form").unwrap() {
                form.unchecked_into::<HtmlFormElement>().request_submit().unwrap();
            }
        }
        ("Enter", "BUTTON" | "A") => at.click(),
        ("Escape", _) => {
            if let Some(dialog) = document().query_selector("dialog:modal").unwrap() {
                let close: Function = Reflect::get(&dialog, &"requestClose".into()).unwrap().unchecked_into();
                close.call0(&dialog).unwrap();
            }
        }
        _ => {}
    }
}

/// Chooses the first suggestion of a people picker for what is typed.
pub async fn pick(field: &str, typed: &str) {
    let input = wait_for("combobox", field).await;
    input.focus().unwrap();
    type_in(&input, typed);
    until("somebody is suggested", || !all("[role=\"option\"]").is_empty()).await;
    press("ArrowDown");
    press("Enter");
}

/// Fires the event that a script makes at the window.
pub fn dispatch(script: &str) {
    js_sys::eval(&format!("window.dispatchEvent({script})")).unwrap();
}
