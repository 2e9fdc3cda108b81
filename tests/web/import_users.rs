//! The page "Create users from a file": file, columns, dry run and creation.

mod columns;
mod file;
mod leaving;
mod results;
mod running;
mod size;

use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::people::{Directory, config_of_users};
use crate::support::{Page, Service, all, get, shown, until};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use portal::pages::create_user::import_users::ImportUsersPage;
use portal::routes::Route;
use wasm_bindgen::JsValue;
use web_sys::{Event, EventInit, File};

/// A page before anything is shown, with Ann signed in.
async fn signed_in(directory: &Directory) -> (Page, Service) {
    let service = directory.start();
    let page = Page::new(&config_of_users());
    page.sign_in().await;
    page.at(&Route::ImportUsers.path());
    (page, service)
}

/// The page on its first step.
async fn page(directory: &Directory) -> (Page, Service) {
    let (mut page, service) = signed_in(directory).await;
    page.show(|| view! { <ImportUsersPage/> });
    wait_for("heading", "Create users from a file").await;
    (page, service)
}

/// A file with these bytes.
fn file(bytes: &[u8]) -> JsValue {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, "people.csv").unwrap().into()
}

/// Drops a file onto the drop zone.
fn drop_file(file: &JsValue) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict("drop", &init).unwrap();
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(file)).unwrap();
    Reflect::set(&event, &"dataTransfer".into(), &data).unwrap();
    all(".drop-zone")[0].dispatch_event(&event).unwrap();
}

/// A table with this many users, none of whom exists.
fn people(count: usize) -> String {
    let row = |at: usize| format!("Zoe,Person{at:04},Sales\r\n");
    format!("First name,Last name,Department\r\n{}", (0..count).map(row).collect::<String>())
}

/// Goes to the dry run of a table and waits for its end.
async fn dry_run(text: &str) {
    drop_file(&file(text.as_bytes()));
    wait_for("heading", "Columns").await;
    click("button", "Next");
    wait_for("heading", "Dry run").await;
    until("the dry run is over", || shown("status").iter().any(|said| said.contains("ready"))).await;
}

/// Continues with the creation.
async fn run(count: usize) {
    click("button", "Next");
    wait_for("heading", "Create").await;
    let create = if count == 1 { "Create 1 user".to_owned() } else { format!("Create {count} users") };
    wait_for("button", &create).await.click();
}

/// The texts of the table's rows.
fn rows() -> Vec<String> {
    all("tbody tr").iter().map(crate::support::text).collect()
}

/// Whether a button is disabled by `aria-disabled`.
fn is_waiting(name: &str) -> bool {
    crate::support::dom::attribute(&get("button", name), "aria-disabled") == "true"
}
