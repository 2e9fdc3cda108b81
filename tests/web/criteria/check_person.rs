//! "Check a person": whether anyone in the directory matches, and which conditions they meet.

use super::sample;
use crate::support::dom::{all, wait_for};
use crate::support::samples::{CONTAINER, config, object, person};
use crate::support::{Page, Reply, Service, press, text, type_in, until};
use leptos::prelude::*;
use model::group::{MembershipRule, StartPath};
use model::wire::{AttributeValue, DirectoryObject, ObjectPage};
use portal::criteria::panels::check_person::CheckPerson;
use wasm_bindgen_test::wasm_bindgen_test;

/// Ann Lee of engineering, who lives in this city.
fn ann(city: &str) -> DirectoryObject {
    let mut ann = object("user", "Ann Lee");
    if let model::wire::lenient::Nullable::Is(bag) = &mut ann.attributes_business_object {
        for (name, text) in [("department", "Engineering"), ("l", city), ("title", "Intern")] {
            bag.attributes.set(name, vec![AttributeValue::answered(text)]);
        }
    }
    ann
}

async fn shown(city: &'static str, change: impl Fn(&mut MembershipRule)) -> (Page, Service) {
    let service = Service::start(move |_| Reply::Json(200, ObjectPage::of(1, vec![ann(city)]).to_json()));
    let mut config = config();
    config["identityStores"][0]["attributes"] = super::attributes();
    let mut page = Page::new(&config);
    let mut rule =
        MembershipRule { criteria: sample(), start_in: vec![StartPath::subtree(CONTAINER)], ..Default::default() };
    change(&mut rule);
    page.show(move || view! { <CheckPerson rule=Signal::stored(rule.clone()) classes=&["user"]/> });
    type_in(&wait_for("combobox", "Check a person").await, "ann");
    until("she is found", || all("[role=option]").len() == 1).await;
    press("ArrowDown");
    press("Enter");
    until("there is an answer", || !all("[role=status] ul").is_empty()).await;
    (page, service)
}

fn verdict() -> String {
    all("[role=status] p").iter().map(text).collect()
}

fn lines() -> Vec<String> {
    all("[role=status] li:not(:has(ul))").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn somebody_is_in_with_what_they_have() {
    let (_page, _service) = shown("Houston", |_| ()).await;
    assert_eq!(verdict(), "Ann Lee matches the rule.");
    assert_eq!(
        lines(),
        [
            "met Department contains engineering current value: Engineering",
            "met City is exactly Houston current value: Houston",
            "not met Title does not start with Intern current value: Intern",
        ]
    );
    assert_eq!(all("[role=status] li > [title]").len(), 5, "a sign at each, of the two blocks too");
}

#[wasm_bindgen_test]
async fn somebody_is_not_in_and_every_condition_says_why() {
    let (_page, _service) = shown("Dallas", |_| ()).await;
    assert_eq!(verdict(), "Ann Lee does not match the rule.");
    assert!(lines().contains(&"not met City is exactly Houston current value: Dallas".to_owned()), "{:?}", lines());
}

#[wasm_bindgen_test]
async fn exceptions_and_places_decide_first() {
    let (_page, _service) = shown("Dallas", |rule| rule.include.push(person("Ann Lee"))).await;
    assert_eq!(verdict(), "Ann Lee is under Always include and is a member, whatever the rule says.");
    drop((_page, _service));
    let (_page, _service) = shown("Houston", |rule| rule.exclude.push(person("Ann Lee"))).await;
    assert_eq!(verdict(), "Ann Lee is under Never include and is not a member, whatever the rule says.");
    drop((_page, _service));
    let elsewhere = vec![StartPath::subtree("OU=Sales,DC=demo,DC=local")];
    let (_page, _service) = shown("Houston", |rule| rule.start_in.clone_from(&elsewhere)).await;
    assert_eq!(verdict(), "Ann Lee does not match the rule.");
    assert!(lines()[0].starts_with("not met The rule does not search the container"), "{:?}", lines());
}
