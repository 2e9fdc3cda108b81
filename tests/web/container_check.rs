//! A typed container: it exists, it does not exist, or the service cannot tell.

use crate::support::dom::{description, is_invalid, more_options, value, wait_for};
use crate::support::samples::{CONTAINER, config, object, people, wizard};
use crate::support::{Page, Reply, Sent, Service, frames, get, type_in, until};
use leptos::prelude::*;
use model::group::{Field, Problem, Step};
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::pages::create_group::{Wizard, WizardView};
use wasm_bindgen_test::wasm_bindgen_test;

const NEW: &str = "OU=New,DC=demo,DC=local";

fn unit(dn: &str) -> DirectoryObject {
    let mut attributes = Attributes::new();
    attributes.set("distinguishedName", vec![AttributeValue::answered(dn)]);
    DirectoryObject::answered(ObjectId::new(dn), StoreId(2), "organizationalUnit", dn, attributes)
}

/// A directory that returns only these of the containers that it is asked for.
fn shows(units: &'static [&'static str]) -> impl Fn(&Sent) -> Reply {
    move |sent| {
        let found: Vec<_> = units.iter().filter(|dn| sent.asks_for(dn)).map(|dn| unit(dn)).collect();
        Reply::Json(200, ObjectPage::of(found.len() as i64, found).to_json())
    }
}

/// The wizard on its second step with a typed container.
async fn typed(container: &str, answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Wizard, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.step.set(Step::General);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("textbox", "Group name").await;
    more_options();
    let field = wait_for("combobox", "Container").await;
    type_in(&field, container);
    (page, wizard, service)
}

fn said() -> String {
    description(&get("combobox", "Container"))
}

fn missing(wizard: Wizard) -> bool {
    untrack(|| wizard.problem(&Field::Container)) == Some(Problem::NoSuchContainer)
}

#[wasm_bindgen_test]
async fn one_that_is_not_there_is_told_at_once_and_stops_the_wizard() {
    let (_page, wizard, service) = typed(NEW, shows(&[CONTAINER])).await;
    until("it is told", || missing(wizard)).await;
    until("it is told", || said().starts_with("This container does not exist in the identity store.")).await;
    assert!(is_invalid(&get("combobox", "Container")));
    assert_eq!(service.count("/Searches"), 1);
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::General);
    assert_eq!(value("combobox", "Container"), NEW, "what was typed stays");
    type_in(&get("combobox", "Container"), CONTAINER);
    until("the configured one is well", || !is_invalid(&get("combobox", "Container"))).await;
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::Members);
}

#[wasm_bindgen_test]
async fn one_that_is_there_is_well() {
    let (_page, wizard, service) = typed("ou=new, dc=demo,DC=local", |sent| {
        let found = if sent.asks_for("ou=new,dc=demo,DC=local") { vec![unit(NEW), unit(CONTAINER)] } else { vec![] };
        Reply::Json(200, ObjectPage::of(found.len() as i64, found).to_json())
    })
    .await;
    until("the service was asked", || service.count("/Searches") == 1).await;
    frames().await;
    assert!(!missing(wizard));
    assert_eq!(
        said(),
        "Where in the directory it is created. Choose a container, or enter its distinguished name (DN)."
    );
}

#[wasm_bindgen_test]
async fn a_group_is_no_container() {
    let group = object("group", "Polo");
    let name = group.dn().unwrap().to_owned();
    let (_page, wizard, _service) =
        typed(&name, move |_| Reply::Json(200, ObjectPage::of(1, vec![group.clone()]).to_json())).await;
    until("it is told", || missing(wizard)).await;
}

#[wasm_bindgen_test]
async fn where_nobody_can_tell_that_is_said_and_all_goes_on() {
    for answer in [people(&[]), Reply::Json(501, serde_json::json!({ "message": "no" }))] {
        let (_page, wizard, _service) = typed(NEW, move |_| answer.clone()).await;
        until("it is said", || said().starts_with("The portal cannot check whether this container exists.")).await;
        assert!(!is_invalid(&get("combobox", "Container")));
        wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
        wizard.next();
        assert_eq!(wizard.step.get_untracked(), Step::Members);
    }
}

#[wasm_bindgen_test]
async fn what_is_no_name_breaks_off_or_is_elsewhere_is_not_asked_about() {
    let (_page, wizard, service) = typed("OU=New,", shows(&[CONTAINER])).await;
    wizard.next();
    until("it says where", || {
        said().starts_with("This distinguished name is incomplete. Example: OU=Sales,DC=example,DC=com")
    })
    .await;
    for wrong in ["OU=New,DC=else,DC=where", "OU=N<ew,DC=demo,DC=local"] {
        type_in(&get("combobox", "Container"), wrong);
        frames().await;
    }
    until("it says where", || {
        said().starts_with(
            "This is not a valid distinguished name. Check character 5. Example: OU=Sales,DC=example,DC=com",
        )
    })
    .await;
    rest().await;
    assert_eq!(service.count("/Searches"), 0);
}

/// Waits longer than the debounce of the check.
async fn rest() {
    let start = js_sys::Date::now();
    until("typing has rested", || js_sys::Date::now() > start + 500.0).await;
}
