//! The container picker: a text field whose list is only an aid.

use crate::support::dom::{attribute, focused, value, wait_for};
use crate::support::samples::{CONTAINER, config};
use crate::support::{Page, all, frames, press, text, type_in, until};
use leptos::prelude::*;
use portal::ui::container_picker::ContainerPicker;
use portal::ui::field::FieldText;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

async fn container() -> (Page, HtmlElement, RwSignal<String>) {
    let mut page = Page::new(&config());
    let chosen = page.within(|| RwSignal::new(CONTAINER.to_owned()));
    let containers = page.api.current_store().containers;
    page.show(move || {
        let text = FieldText::new("container", || "Container", || None);
        view! { <ContainerPicker text containers value=chosen on_change=move |dn| chosen.set(dn)/> }
    });
    let field = wait_for("combobox", "Container").await;
    (page, field, chosen)
}

fn listed() -> Vec<String> {
    all("[role=option]").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn entering_shows_all_containers_and_enter_changes_none() {
    let (_page, field, chosen) = container().await;
    assert_eq!(value("combobox", "Container"), CONTAINER);
    field.focus().unwrap();
    field.click();
    until("all three are listed", || listed().len() == 3).await;
    press("Enter");
    frames().await;
    assert_eq!(chosen.get_untracked(), CONTAINER, "nobody chose another one");
}

#[wasm_bindgen_test]
async fn typing_narrows_the_list_and_enter_takes_the_best() {
    let (_page, field, chosen) = container().await;
    type_in(&field, "sal");
    until("one is listed", || listed() == ["Sales OU=Sales,DC=demo,DC=local"]).await;
    press("Enter");
    until("it is chosen", || chosen.get_untracked() == "OU=Sales,DC=demo,DC=local").await;
    until("its name stands in the field", || value("combobox", "Container") == "OU=Sales,DC=demo,DC=local").await;
    assert_eq!(focused(), "Container");
}

#[wasm_bindgen_test]
async fn a_name_that_is_not_listed_can_be_typed() {
    let (_page, field, chosen) = container().await;
    type_in(&field, "OU=New,DC=demo,DC=local");
    until("no list stands in the way", || attribute(&field, "aria-expanded") == "false").await;
    assert_eq!(chosen.get_untracked(), "OU=New,DC=demo,DC=local");
}

#[wasm_bindgen_test]
async fn the_list_marks_what_is_chosen() {
    let (_page, field, chosen) = container().await;
    field.click();
    until("all three are listed", || listed().len() == 3).await;
    let marked = || all("[role=option][aria-current=true]").iter().map(text).collect::<Vec<_>>();
    assert_eq!(marked(), [format!("Groups {CONTAINER}")]);
    chosen.set("ou=sales, DC=demo,DC=local".to_owned());
    until("another one is marked", || marked() == ["Sales OU=Sales,DC=demo,DC=local"]).await;
}

#[wasm_bindgen_test]
async fn a_change_from_outside_shows() {
    let (_page, _, chosen) = container().await;
    chosen.set("OU=Sales,DC=demo,DC=local".to_owned());
    until("the field shows it", || value("combobox", "Container") == "OU=Sales,DC=demo,DC=local").await;
}
