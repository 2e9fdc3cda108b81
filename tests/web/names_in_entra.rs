//! In Entra ID several groups may have the same name, so that is only a hint. The mail nickname of a Microsoft 365
//! group must be unique. After a creation without an answer, only the user's own group is recognised.

use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{entra_config, graph_config, object, wizard};
use crate::support::{Page, Reply, Service, fill, find, shown, until};
use leptos::prelude::*;
use model::group::{Field, Problem, Step};
use model::wire::cloud::CloudType;
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::forms::Sending;
use portal::pages::create_group::WizardView;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

/// The label of the check box with which somebody has a group created again.
const AGAIN: &str = "I have checked that the group does not exist. Create it when I select Finish.";

#[wasm_bindgen_test]
async fn the_same_name_is_a_hint_and_nothing_more() {
    let found = || Reply::Json(200, ObjectPage::of(1, vec![object("group", "Polo")]).to_json());
    let service = Service::start(move |_| found());
    let mut page = Page::new(&entra_config());
    let wizard = wizard(&page, "a");
    wizard.step.set(Step::General);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("textbox", "Group name").await;
    fill("Group name", "Polo");
    until("it is told", || shown("paragraph").contains(&"Similar names exist: Polo".to_owned())).await;
    assert_eq!(untrack(|| wizard.problem(&Field::Name)), None);
    // The existence of a configured container is not checked.
    assert!(service.sent().iter().all(|sent| sent.body.contains("displayName")), "{:?}", service.sent());
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::Members);
}

/// A tenant with one group that has the mail nickname "polo".
fn tenant(types: &'static [&'static str]) -> Service {
    Service::start(move |_| {
        let group = json!({
            "id": "g1", "displayName": "Another name", "mailNickname": "polo", "groupTypes": types,
            "mailEnabled": !types.is_empty(), "securityEnabled": types.is_empty(),
        });
        Reply::Json(200, json!({ "value": [group], "@odata.count": 1 }))
    })
}

#[wasm_bindgen_test]
async fn a_mail_nickname_is_taken_by_a_group_with_mail() {
    for (types, taken) in [(&["Unified"][..], true), (&[][..], false)] {
        let service = tenant(types);
        let page = Page::new(&graph_config());
        let wizard = wizard(&page, "a");
        wizard.edit(&Field::Cloud, |draft| draft.cloud = CloudType::Microsoft365);
        page.within(|| wizard.keep_draft(|_| ()));
        wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
        wizard.edit(&Field::Alias, |draft| draft.general.alias.0 = Some("polo".to_owned()));
        until("the tenant was asked", || service.sent().iter().any(|sent| sent.path.contains("mailNickname"))).await;
        if taken {
            until("it is told", || untrack(|| wizard.problem(&Field::Alias)) == Some(Problem::Taken)).await;
            wizard.go(Step::Summary);
            assert_eq!(wizard.step.get_untracked(), Step::General);
            wizard.edit(&Field::Alias, |draft| draft.general.alias.0 = Some("polo2".to_owned()));
        }
        crate::support::frames().await;
        assert_eq!(untrack(|| wizard.problem(&Field::Alias)), None, "{types:?}");
        // A security group may share its nickname.
        wizard.edit(&Field::Cloud, |draft| draft.cloud = CloudType::Security);
        wizard.edit(&Field::Alias, |draft| draft.general.alias.0 = Some("polo".to_owned()));
        assert_eq!(untrack(|| wizard.problem(&Field::Alias)), None, "{types:?}");
    }
}

/// A directory with a group of that name and owner that is `ago` milliseconds old.
fn made(owner: &str, ago: f64) -> Reply {
    let mut attributes = Attributes::new();
    let when = String::from(js_sys::Date::new(&(js_sys::Date::now() - ago).into()).to_iso_string());
    for (name, value) in [("displayName", "Polo"), ("owners", owner), ("whenCreated", &when)] {
        attributes.set(name, vec![AttributeValue::answered(value)]);
    }
    let group = DirectoryObject::answered(ObjectId::new("g1"), StoreId(3), "group", "Polo", attributes);
    Reply::Json(200, ObjectPage::of(1, vec![group]).to_json())
}

#[wasm_bindgen_test]
async fn after_silence_only_ones_own_group_that_was_made_since_is_taken_for_it() {
    // Clocks may differ by up to five minutes.
    const MINUTE: f64 = 60_000.0;
    let own = "CN=id-Ann Lee,DC=contoso,DC=onmicrosoft,DC=com";
    for (owner, ago, found) in
        [("id-Ann Lee", 0.0, true), (own, 4.0 * MINUTE, true), ("id-Bob", 0.0, false), (own, 6.0 * MINUTE, false)]
    {
        let service = Service::start(move |sent| match sent.path.ends_with("/StaticGroup") {
            true => Reply::Failure,
            false => made(owner, ago),
        });
        let mut page = Page::new(&entra_config());
        let wizard = wizard(&page, "a");
        wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
        wizard.go(Step::Summary);
        page.show(move || view! { <WizardView wizard/> });
        wait_for("button", "Finish").await;
        click("button", "Finish");
        until("nobody knows", || matches!(wizard.creation.sending.get_untracked(), Sending::Doubt(_))).await;
        click("button", "Finish");
        if found {
            until("the group's page is gone to", || url() == "/groups/g1").await;
        } else {
            // A search may lag behind, so that nothing is sent again before somebody says so.
            until("it is asked", || find("checkbox", AGAIN).is_some()).await;
            assert_eq!(service.count("/StaticGroup"), 1);
            click("checkbox", AGAIN);
            click("button", "Finish");
            until("it is sent again", || service.count("/StaticGroup") == 2).await;
        }
        assert_eq!(service.count("/StaticGroup"), if found { 1 } else { 2 }, "{owner} {ago}");
    }
}
