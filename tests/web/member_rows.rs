//! Temporary members: the dates have labels, start today and are kept.

use crate::support::dom::{attribute, description, is_invalid, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::samples::{config, empty_service, full_draft, wizard};
use crate::support::{Page, Service, all, frames, get, text, type_in, until};
use js_sys::Date;
use leptos::prelude::*;
use model::group::{Membership, Step};
use portal::pages::create_group::{Wizard, WizardView};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const WHO: &str = "Membership of Bob O'Neill";

async fn members() -> (Page, Wizard, Service) {
    let service = empty_service();
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.draft.set(full_draft(&page));
    wizard.go(Step::Members);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("combobox", WHO).await;
    (page, wizard, service)
}

/// The date fields of the first row: from and until.
fn days() -> Vec<HtmlInputElement> {
    all("input[type=date]").into_iter().map(JsCast::unchecked_into).collect()
}

fn membership(wizard: Wizard) -> (String, String) {
    match wizard.draft.with_untracked(|draft| draft.members[0].membership.clone()) {
        Membership::Temporary { from, to } => (from, to),
        Membership::Permanent => panic!("it is permanent"),
    }
}

fn today() -> String {
    let now = Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

#[wasm_bindgen_test]
async fn the_days_are_labelled_and_the_first_one_is_today() {
    let (_page, wizard, _service) = members().await;
    choose(WHO, "Temporary");
    until("there are two days", || days().len() == 2).await;
    let names: Vec<_> = days().iter().map(|day| attribute(day, "aria-label")).collect();
    assert_eq!(names, ["Member from: Bob O'Neill", "Member until: Bob O'Neill"]);
    assert_eq!(all("label:has(input[type=date])").iter().map(text).collect::<Vec<_>>(), ["From", "Until"]);
    until("it starts today", || days()[0].value() == today()).await;
    assert_eq!(membership(wizard), (today(), String::new()));
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_the_row_is_told_at_each_of_its_fields() {
    let (_page, _, _service) = members().await;
    choose(WHO, "Temporary");
    until("there are two days", || days().len() == 2).await;
    assert!(!is_invalid(&get("combobox", WHO)), "nobody is accused before trying");
    click("button", "Next");
    wait_for_focus("Member until: Bob O'Neill").await;
    assert_eq!(description(&get("combobox", WHO)), "Enter a valid date for From and Until.");
    for day in days() {
        assert_eq!(description(&day), "Enter a valid date for From and Until.");
    }
    assert!(is_invalid(&days()[1]), "the day that is missing is marked");
    assert!(!is_invalid(&days()[0]) && !is_invalid(&get("combobox", WHO)), "and what is well is not");
    type_in(&days()[1], &today());
    until("the day is short", || {
        description(&days()[0]).starts_with("Temporary memberships are processed every 24 hours")
    })
    .await;
    assert!(!is_invalid(&days()[1]));
}

#[wasm_bindgen_test]
async fn days_that_were_entered_come_back_with_the_choice() {
    let (_page, wizard, _service) = members().await;
    choose(WHO, "Temporary");
    until("there are two days", || days().len() == 2).await;
    type_in(&days()[0], "2031-05-01");
    type_in(&days()[1], "2031-06-01");
    choose(WHO, "Permanent");
    until("the days go", || days().is_empty()).await;
    choose(WHO, "Temporary");
    until("the days come back", || days().len() == 2 && days()[1].value() == "2031-06-01").await;
    assert_eq!(membership(wizard), ("2031-05-01".to_owned(), "2031-06-01".to_owned()));
}

/// The value of a half-entered date is "", and assigning "" would clear the whole field.
#[wasm_bindgen_test]
async fn a_day_that_is_half_entered_is_left_alone() {
    let (_page, wizard, _service) = members().await;
    choose(WHO, "Temporary");
    until("it starts today", || days().len() == 2 && days()[0].value() == today()).await;
    let set = js_sys::Function::new_with_args(
        "field",
        "field.sets = 0; const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
         Object.defineProperty(field, 'value', { get: () => own.get.call(field), configurable: true,
           set: text => { field.sets += 1; own.set.call(field, text) } }); own.set.call(field, '');
         field.dispatchEvent(new Event('input', { bubbles: true })); return field;",
    );
    set.call1(&wasm_bindgen::JsValue::NULL, &days()[0]).unwrap();
    frames().await;
    assert_eq!(membership(wizard).0, "");
    let sets = js_sys::Reflect::get(&days()[0], &"sets".into()).unwrap();
    assert_eq!(sets.as_f64(), Some(0.0), "the field was written to while somebody was entering a day");
}
