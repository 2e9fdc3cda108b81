//! The menu (a disclosure) and the tabs by keyboard.

use crate::support::dom::{attribute, focused, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::samples::config;
use crate::support::{Page, find, get, press, until};
use leptos::prelude::*;
use portal::ui::menu::Menu;
use portal::ui::tabs::{Tab, Tabs};
use wasm_bindgen_test::wasm_bindgen_test;

async fn menu() -> (Page, RwSignal<u32>) {
    let mut page = Page::new(&config());
    let chosen = page.within(|| RwSignal::new(0));
    page.show(move || {
        view! {
            <Menu label=Signal::derive(|| "Account".to_owned()) id="account" class="btn"
                face=Box::new(|| view! { "AL" }.into_any())>
                <button type="button" class="item" on:click=move |_| chosen.update(|n| *n += 1)>"Sign out"</button>
            </Menu>
            <button type="button">"Elsewhere"</button>
        }
    });
    let button = wait_for("button", "Account").await;
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    button.focus().unwrap();
    press("Enter");
    wait_for("button", "Sign out").await;
    assert_eq!(attribute(&button, "aria-expanded"), "true");
    assert_eq!(attribute(&button, "aria-controls"), "account");
    (page, chosen)
}

fn is_open() -> bool {
    find("button", "Sign out").is_some()
}

#[wasm_bindgen_test]
async fn escape_closes_the_menu_and_gives_the_focus_back() {
    let (_page, chosen) = menu().await;
    get("button", "Sign out").focus().unwrap();
    press("Escape");
    until("it closes", || !is_open()).await;
    assert_eq!(focused(), "Account");
    assert_eq!(attribute(&get("button", "Account"), "aria-expanded"), "false");
    assert_eq!(chosen.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn a_choice_closes_the_menu() {
    let (_page, chosen) = menu().await;
    click("button", "Sign out");
    until("it closes", || !is_open()).await;
    assert_eq!(chosen.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn leaving_the_menu_closes_it() {
    let (_page, _) = menu().await;
    get("button", "Sign out").focus().unwrap();
    assert!(is_open());
    get("button", "Elsewhere").focus().unwrap();
    until("it closes", || !is_open()).await;
    assert_eq!(focused(), "Elsewhere", "the focus stays where the person went");
}

#[wasm_bindgen_test]
async fn arrows_home_and_end_choose_tabs() {
    let mut page = Page::new(&config());
    let chosen = page.within(|| RwSignal::new("general"));
    page.show(move || {
        let tab = |id, label: &'static str| Tab::new(id, Signal::derive(move || label.to_owned()));
        let tabs = vec![tab("general", "General"), tab("members", "Members"), tab("owners", "Owners")];
        view! { <Tabs label="Parts".to_owned() tabs chosen on_choose=move |id| chosen.set(id)/> }
    });
    wait_for("tablist", "Parts").await;
    get("tab", "General").focus().unwrap();
    let moves = [
        ("ArrowRight", "Members"),
        ("ArrowRight", "Owners"),
        ("ArrowRight", "General"),
        ("ArrowLeft", "Owners"),
        ("Home", "General"),
        ("End", "Owners"),
    ];
    for (key, label) in moves {
        press(key);
        wait_for_focus(label).await;
        for name in ["General", "Members", "Owners"] {
            let tab = get("tab", name);
            let (selected, index) = if name == label { ("true", "0") } else { ("false", "-1") };
            assert_eq!(attribute(&tab, "aria-selected"), selected, "{name} after {key}");
            assert_eq!(attribute(&tab, "tabindex"), index, "only the chosen tab is in the order of Tab");
        }
    }
    press("a");
    assert_eq!(chosen.get_untracked(), "owners");
    click("tab", "Members");
    until("a click chooses too", || chosen.get_untracked() == "members").await;
}
