//! The language: texts, the page's `lang`, and saving the choice.

use crate::support::dom::wait_for;
use crate::support::keys::choose;
use crate::support::samples::{config, empty_service, wizard};
use crate::support::{Page, find, until};
use leptos::prelude::*;
use portal::i18n::{self, Language};
use portal::pages::create_group::WizardView;
use portal::pages::not_found::NotFoundPage;
use portal::ui::preferences::Preferences;
use wasm_bindgen_test::wasm_bindgen_test;

fn lang() -> String {
    document().document_element().unwrap().get_attribute("lang").unwrap_or_default()
}

#[wasm_bindgen_test]
async fn another_language_changes_the_words_at_once_and_loses_nothing() {
    let _service = empty_service();
    let mut page = Page::new(&config());
    page.within(i18n::start);
    let wizard = wizard(&page, "a");
    page.show(move || view! { <Preferences/><NotFoundPage/><WizardView wizard/> });
    wait_for("button", "Next").await;
    until("the page says its language", || lang() == "en").await;
    crate::support::keys::click("button", "Next");
    wait_for("textbox", "Group name").await;
    crate::support::fill("Group name", "Water polo");
    choose("Language", "Deutsch");
    wait_for("button", "Weiter").await;
    assert!(find("button", "Next").is_none());
    until("the page says its language", || lang() == "de").await;
    until("the title too", || document().title().starts_with("Seite nicht gefunden")).await;
    let name = wait_for("textbox", "Gruppenname").await;
    assert_eq!(js_sys::Reflect::get(&name, &"value".into()).unwrap(), "Water polo");
    choose("Sprache", "English");
    wait_for("button", "Next").await;
    until("the page says its language", || lang() == "en").await;
}

#[wasm_bindgen_test]
async fn the_choice_is_kept_for_the_next_visit() {
    let page = Page::new(&config());
    i18n::choose(Language::de);
    page.within(i18n::start);
    until("the page says its language", || lang() == "de").await;
    assert_eq!(untrack(i18n::language), Language::de);
    i18n::choose(Language::en);
    until("the page says its language", || lang() == "en").await;
}
