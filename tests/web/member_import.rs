//! "Import from group": the members are shown first, each can be left out, and the whole import can be undone.

use crate::support::dom::{is_checked, wait_for};
use crate::support::keys::click;
use crate::support::samples::{config, object, person, wizard};
use crate::support::{Page, Reply, Sent, Service, all, find, get, press, shown, text, type_in, until};
use leptos::prelude::*;
use model::group::Field;
use model::group::Step;
use model::wire::ObjectPage;
use portal::pages::create_group::{Wizard, WizardView};
use portal::ui::toast::ToastList;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

/// The group “Sales” with 30 members, one of whom is already in the draft.
fn answer(sent: &Sent) -> Reply {
    let page = |objects: Vec<_>| Reply::Json(200, ObjectPage::of(objects.len() as i64, objects).to_json());
    if sent.body.contains("attributeScopeQuery\":\"member\"") {
        return page((1..=30).map(|n| object("user", &format!("Person {n:02}"))).collect());
    }
    page(vec![object("group", "Sales")])
}

async fn chosen() -> (Page, Wizard, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Members, |draft| assert!(draft.add_member(person("Person 03"))));
    wizard.step.set(Step::Members);
    page.show(move || view! { <WizardView wizard/><ToastList/> });
    wait_for("button", "Import from group").await.click();
    let field = wait_for("combobox", "Group to import from").await;
    type_in(&field, "sales");
    until("it is suggested", || shown("option").len() == 1).await;
    press("ArrowDown");
    press("Enter");
    wait_for("button", "Add 29 members").await;
    (page, wizard, service)
}

fn count(wizard: Wizard) -> usize {
    wizard.draft.with_untracked(|draft| draft.members.len())
}

#[wasm_bindgen_test]
async fn nobody_is_added_before_that_is_said() {
    let (_page, wizard, _service) = chosen().await;
    assert!(shown("status").contains(&"Sales has 30 members.".to_owned()));
    assert_eq!(count(wizard), 1);
    assert!(is_checked("checkbox", "Person 01"));
    let known = get("checkbox", "Person 03").unchecked_into::<HtmlInputElement>();
    assert!(known.disabled() && !known.checked());
    assert!(all("dialog li").iter().any(|row| text(row).ends_with("Already in the list")));
    click("checkbox", "Person 01");
    wait_for("button", "Add 28 members").await;
    click("button", "Next page");
    wait_for("checkbox", "Person 11").await;
    click("button", "Add 28 members");
    until("the dialog is gone", || find("dialog", "Import from group").is_none()).await;
    assert_eq!(count(wizard), 29);
    until("it is said", || all(".member-said").iter().any(|said| text(said) == "28 added.")).await;
    click("button", "Undo");
    until("they are gone again", || count(wizard) == 1).await;
    wait_for("button", "Remove Person 03").await;
}

#[wasm_bindgen_test]
async fn a_filter_chooses_only_whom_it_shows() {
    let (_page, wizard, _service) = chosen().await;
    click("button", "Select none");
    wait_for("button", "Add 0 members").await;
    type_in(&get("searchbox", "Filter the group’s members"), "person 2");
    until("they are filtered", || find("checkbox", "Person 01").is_none()).await;
    click("button", "Select all");
    // All that match, including those on the second page.
    wait_for("button", "Add 12 members").await;
    click("button", "Cancel");
    until("the dialog is gone", || find("dialog", "Import from group").is_none()).await;
    assert_eq!(count(wizard), 1);
}
