//! Taken names are reported while they are typed, and stop the wizard.

use crate::support::dom::{attribute, description, wait_for};
use crate::support::samples::{config, object, people, wizard};
use crate::support::wait::frame;
use crate::support::{Page, Reply, Sent, Service, fill, find, frames, get, shown, until};
use leptos::prelude::*;
use model::group::{DerivedText, Field, Problem, Step};
use model::wire::ObjectPage;
use portal::pages::create_group::{Wizard, WizardView};
use wasm_bindgen_test::wasm_bindgen_test;

fn taken(wizard: Wizard, field: &Field) -> bool {
    untrack(|| wizard.problem(field)) == Some(Problem::Taken)
}

fn hints(said: &str) -> bool {
    shown("paragraph").iter().any(|hint| hint == said)
}

fn named(wizard: Wizard, name: &str) {
    wizard.edit(&Field::Name, |draft| draft.general.name = name.to_owned());
}

/// A directory with the group Polo in the draft's container.
fn polo(sent: &Sent) -> Reply {
    let found = if sent.asks_for("Polo") { vec![object("group", "Polo")] } else { Vec::new() };
    Reply::Json(200, ObjectPage::of(found.len() as i64, found).to_json())
}

#[wasm_bindgen_test]
async fn a_taken_name_stops_the_wizard_until_it_is_another() {
    let service = Service::start(polo);
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    page.within(|| wizard.keep_draft(|_| ()));
    wizard.go(Step::General);
    named(wizard, "Polo");
    until("the name is known to be taken", || taken(wizard, &Field::Name)).await;
    assert!(!taken(wizard, &Field::Sam), "the name that follows it is the same fault");
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::General);
    named(wizard, "Polo 2");
    assert!(!taken(wizard, &Field::Name), "what was found for another name says nothing");
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::Members, "the service has the last word when the group is made");
    drop(service);
}

#[wasm_bindgen_test]
async fn an_account_name_that_follows_is_told_at_the_name_and_an_edited_one_at_its_own() {
    let _service = Service::start(polo);
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Container, |draft| draft.general.container = "OU=Sales,DC=demo,DC=local".to_owned());
    page.within(|| wizard.keep_draft(|_| ()));
    named(wizard, "Polo");
    until("the account name is known to be taken", || taken(wizard, &Field::Name)).await;
    assert!(!taken(wizard, &Field::Sam), "nobody has typed it");
    wizard.edit(&Field::Sam, |draft| draft.general.sam = DerivedText(Some("polo".to_owned())));
    until("the typed one is known to be taken", || taken(wizard, &Field::Sam)).await;
    assert!(!taken(wizard, &Field::Name), "elsewhere the name is free");
}

#[wasm_bindgen_test]
async fn a_taken_name_is_told_once_with_the_way_to_who_has_it() {
    let _service = Service::start(polo);
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.step.set(Step::General);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("textbox", "Group name").await;
    fill("Group name", "Polo");
    let said = || description(&get("textbox", "Group name"));
    until("it is told", || said().starts_with("This name is already in use.")).await;
    assert_eq!(said(), "This name is already in use.");
    until("who has it is told", || hints("It belongs to: Polo")).await;
    assert!(!hints("Similar names exist: Polo"));
    assert!(attribute(&get("link", "Polo"), "href").ends_with("/groups/id-Polo"));
    wizard.edit(&Field::Sam, |draft| draft.general.sam = DerivedText(Some("water polo".to_owned())));
    wizard.edit(&Field::Container, |draft| draft.general.container = "OU=Sales,DC=demo,DC=local".to_owned());
    until("elsewhere it is only alike", || hints("Similar names exist: Polo")).await;
    assert_eq!(said(), "");
    assert!(find("link", "Polo").is_some());
}

#[wasm_bindgen_test]
async fn typing_asks_once_when_it_rests_and_only_the_present_names_count() {
    let service = Service::start(|_| Reply::Held);
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    page.within(|| wizard.keep_draft(|_| ()));
    for name in ["P", "Po", "Pol", "Polo"] {
        named(wizard, name);
        // Only one frame: five may take longer than the debounce.
        frame().await;
    }
    until("the service is asked", || service.held() == 1).await;
    named(wizard, "Polo 2");
    until("the service is asked again", || service.held() == 2).await;
    assert!(service.sent()[0].asks_for("Polo") && service.sent()[1].asks_for("Polo 2"));
    service.release(1, people(&[]));
    service.release(0, polo(&service.sent()[0]));
    frames().await;
    assert!(!taken(wizard, &Field::Name), "the late answer is for another name");
    assert!(wizard.checks.names.with_untracked(|findings| findings.near.is_empty()));
}

#[wasm_bindgen_test]
async fn a_check_that_fails_says_nothing() {
    let service = Service::start(|_| Reply::Json(503, serde_json::json!({ "message": "busy" })));
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    page.within(|| wizard.keep_draft(|_| ()));
    wizard.go(Step::General);
    named(wizard, "Polo");
    until("the service was asked", || service.count("/Searches") == 1).await;
    frames().await;
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::Members);
}
