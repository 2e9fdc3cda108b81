//! Lists and menus are completely visible wherever their field is: never clipped, and never beyond the page's edge.

use crate::support::dom::{get, wait_for};
use crate::support::samples::config;
use crate::support::{Page, all, frames, press, until};
use leptos::prelude::*;
use portal::ui::container_picker::ContainerPicker;
use portal::ui::dialog::Dialog;
use portal::ui::field::FieldText;
use portal::ui::menu::Menu;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element, HtmlElement};

/// A clipping box that is 15 pixels higher than the field, at the top or bottom edge of the window.
async fn clipped(edge: &str) -> (Page, HtmlElement) {
    let mut page = Page::new(&config());
    let containers = page.api.current_store().containers;
    page.show(move || {
        view! {
            <div class="clips">
                <ContainerPicker text=FieldText::new("container", || "Container", || None) containers
                    value=Signal::derive(String::new) on_change=|_| {}/>
                <div class="tall"></div>
            </div>
        }
    });
    let field = wait_for("combobox", "Container").await;
    let clips = all(".clips").remove(0);
    style(
        &clips,
        &format!(
            "position: fixed; left: 20px; {edge}: 20px; width: 300px; height: 60px; overflow: auto; contain: paint"
        ),
    );
    style(&all(".tall").remove(0), "height: 900px");
    (page, field)
}

fn style(element: &HtmlElement, style: &str) {
    element.set_attribute("style", style).unwrap();
}

async fn open(field: &HtmlElement) -> HtmlElement {
    field.focus().unwrap();
    field.click();
    until("all three are listed", || all("[role=option]").len() == 3).await;
    frames().await;
    get("listbox", "Suggestions")
}

fn place(element: &HtmlElement) -> DomRect {
    element.get_bounding_client_rect()
}

/// Checks that every option is within the window and not covered.
fn assert_seen(popup: &HtmlElement, parts: &str) {
    let root = document().document_element().unwrap();
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let at = place(popup);
    assert!(at.left() >= 0.0 && at.right() <= width, "from {} to {} of {width}", at.left(), at.right());
    assert!(at.top() >= 0.0 && at.bottom() <= height, "from {} to {} of {height}", at.top(), at.bottom());
    let parts = all(parts);
    assert!(!parts.is_empty());
    for part in parts {
        let at = place(&part);
        let (x, y) = ((at.left() + at.width() / 2.0) as f32, (at.top() + at.height() / 2.0) as f32);
        let met: Option<Element> = document().element_from_point(x, y);
        assert!(met.is_some_and(|met| part.contains(Some(&met))), "something else lies over {:?}", part.text_content());
    }
}

#[wasm_bindgen_test]
async fn a_list_is_not_clipped_by_what_its_field_stands_in() {
    let (_page, field) = clipped("top").await;
    let list = open(&field).await;
    assert!(place(&list).height() > 60.0, "it is larger than the box that clips");
    assert!(place(&list).top() >= place(&field).bottom());
    assert!((place(&list).width() - place(&field).width()).abs() < 40.0, "it is about as wide as its field");
    assert_seen(&list, "[role=option]");
}

#[wasm_bindgen_test]
async fn at_the_lower_edge_a_list_opens_upwards() {
    let (_page, field) = clipped("bottom").await;
    let list = open(&field).await;
    assert!(place(&list).bottom() <= place(&field).top(), "it stands above its field");
    assert!(place(&field).top() - place(&list).bottom() < 10.0, "and at it");
    assert_seen(&list, "[role=option]");
}

#[wasm_bindgen_test]
async fn a_list_follows_its_field_and_waits_while_that_is_scrolled_away() {
    let (_page, field) = clipped("top").await;
    let list = open(&field).await;
    let between = place(&list).top() - place(&field).bottom();
    let clips = all(".clips").remove(0);
    clips.set_scroll_top(10);
    until("the list has followed", || {
        (place(&list).top() - place(&field).bottom() - between).abs() < 1.0 && clips.scroll_top() == 10
    })
    .await;
    clips.set_scroll_top(800);
    let is_seen =
        || window().get_computed_style(&list).unwrap().unwrap().get_property_value("visibility").unwrap() == "visible";
    until("the list is out of sight", || !is_seen()).await;
    clips.set_scroll_top(10);
    until("the list is back", is_seen).await;
}

#[wasm_bindgen_test]
async fn a_list_in_a_dialog_is_above_it_and_escape_closes_only_the_list() {
    let mut page = Page::new(&config());
    let containers = page.api.current_store().containers;
    let shown = page.within(|| RwSignal::new(true));
    page.show(move || {
        let containers = containers.clone();
        view! {
            <Dialog open=shown id="ask" title=Signal::derive(|| "Where?".to_owned())>
                <ContainerPicker text=FieldText::new("container", || "Container", || None) containers=containers.clone()
                    value=Signal::derive(String::new) on_change=|_| {}/>
            </Dialog>
        }
    });
    let dialog = wait_for("dialog", "Where?").await;
    let list = open(&get("combobox", "Container")).await;
    assert!(place(&list).bottom() > place(&dialog).bottom(), "it reaches out of the dialog");
    assert_seen(&list, "[role=option]");
    press("Escape");
    until("the list is closed", || all("[role=listbox]").is_empty()).await;
    frames().await;
    assert!(shown.get_untracked(), "the dialog stays");
}

#[wasm_bindgen_test]
async fn a_menu_at_the_lower_corner_is_seen_whole() {
    let mut page = Page::new(&config());
    page.show(move || {
        view! {
            <div class="corner">
                <Menu label=Signal::derive(|| "Account".to_owned()) id="account" class="btn"
                    face=Box::new(|| view! { "AL" }.into_any())>
                    <button type="button" class="item">"A rather long name of something to do"</button>
                    <button type="button" class="item">"Sign out"</button>
                </Menu>
            </div>
        }
    });
    let button = wait_for("button", "Account").await;
    style(&all(".corner").remove(0), "position: fixed; right: 0; bottom: 0; overflow: hidden");
    button.click();
    wait_for("button", "Sign out").await;
    frames().await;
    let sheet = document().get_element_by_id("account").unwrap().unchecked_into::<HtmlElement>();
    assert!(place(&sheet).bottom() <= place(&button).top());
    assert_seen(&sheet, "#account button");
}
