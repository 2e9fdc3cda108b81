//! After a creation without an answer: recognises the own group, and touches no other.

use super::option;
use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{full_draft, graph_config, person, user, wizard};
use crate::support::{Page, Reply, Sent, Service, until};
use leptos::prelude::*;
use model::group::{Field, Step};
use model::wire::cloud::CloudType;
use portal::drafts::{self, GroupDrafts};
use portal::forms::Sending;
use portal::pages::create_group::{Wizard, WizardView};
use serde_json::{Value, json};
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

const GROUPS: &str = "/v1.0/groups";
const MINUTE: f64 = 60_000.0;
const ME: &str = "id-Ann Lee";

/// An existing group: its id, its age in milliseconds, and its owner; none if the request for the owner fails.
type There = (&'static str, f64, Option<&'static str>);

fn group(&(id, ago, _): &There) -> Value {
    let made = js_sys::Date::new(&(js_sys::Date::now() - ago).into());
    json!({
        "id": id, "displayName": "Polo", "mailNickname": "Polo", "createdDateTime": String::from(made.to_iso_string()),
        "groupTypes": ["Unified"], "mailEnabled": true, "securityEnabled": false,
    })
}

/// Graph with these groups; the first creation gets no answer.
fn graph(sent: &Sent, there: &[There], silent: &Cell<bool>) -> Reply {
    let (path, _) = sent.path.split_once('?').unwrap_or((&sent.path, ""));
    let of = |path: &str| there.iter().find(|(id, ..)| path.strip_prefix("/v1.0/groups/") == Some(id));
    match (sent.method.as_str(), path) {
        ("POST", GROUPS) if silent.take() => Reply::Failure,
        ("POST", GROUPS) => Reply::Json(201, json!({ "id": "new" })),
        ("POST", _) => {
            let done = |request: &Value| json!({ "id": request["id"], "status": 204 });
            let requests = sent.json()["requests"].as_array().unwrap().clone();
            Reply::Json(200, json!({ "responses": requests.iter().map(done).collect::<Vec<_>>() }))
        }
        ("GET", path) if path.ends_with("/owners") => match of(path.trim_end_matches("/owners")) {
            Some((_, _, Some(owner))) => {
                Reply::Json(200, json!({ "value": [{ "@odata.type": "#microsoft.graph.user", "id": owner }] }))
            }
            _ => Reply::Failure,
        },
        // The index behind advanced queries lags, so only plain filters find the groups.
        ("GET", GROUPS) if sent.consistency.is_empty() => {
            Reply::Json(200, json!({ "value": there.iter().map(group).collect::<Vec<_>>() }))
        }
        ("GET", path) if of(path).is_some() => Reply::Json(200, of(path).map(group).unwrap_or_default()),
        _ => Reply::Json(200, json!({ "value": [] })),
    }
}

/// A wizard whose Finish got no answer, with these existing groups.
async fn in_doubt(there: &'static [There]) -> (Page, Wizard, Service) {
    let silent = Cell::new(true);
    let service = Service::start(move |sent| graph(sent, there, &silent));
    let mut page = Page::new(&graph_config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Name, |draft| {
        draft.cloud = CloudType::Microsoft365;
        draft.general.name = "Polo".to_owned();
        for number in 0..22 {
            draft.add_member(person(&format!("Guest {number:02}")));
        }
    });
    wizard.go(Step::Summary);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("button", "Finish").await;
    click("button", "Finish");
    until("nobody knows", || matches!(wizard.creation.sending.get_untracked(), Sending::Doubt(_))).await;
    (page, wizard, service)
}

/// The groups to which owners and members were added.
fn filled(service: &Service) -> Vec<String> {
    let batches = service.sent().into_iter().filter(|sent| sent.path.ends_with("$batch"));
    batches.map(|sent| sent.json()["requests"][0]["url"].as_str().unwrap().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn ones_own_group_is_found_without_the_index_and_filled() {
    for there in [&[("g1", 0.0, Some(ME))], &[("g1", 4.0 * MINUTE, Some(ME))]] as [&'static [There]; 2] {
        let (_page, _, service) = in_doubt(there).await;
        click("button", "Finish");
        until("the group's page is gone to", || url() == "/groups/g1").await;
        assert_eq!((service.count(GROUPS), filled(&service)), (1, vec!["/groups/g1/members/$ref".to_owned()]));
        let plain = |sent: &&Sent| sent.path.starts_with("/v1.0/groups?") && sent.consistency.is_empty();
        let asked = service.sent().iter().find(plain).and_then(|sent| option(&sent.path, "$filter"));
        assert_eq!(asked.as_deref(), Some("mailNickname eq 'Polo'"));
    }
}

#[wasm_bindgen_test]
async fn a_group_of_somebody_else_is_left_alone() {
    for there in
        [&[("g1", 0.0, Some("id-Bob"))], &[("g1", 6.0 * MINUTE, Some(ME))], &[("g1", -1_500.0 * MINUTE, Some(ME))]]
            as [&'static [There]; 3]
    {
        let (_page, _, service) = in_doubt(there).await;
        click("button", "Finish");
        until("the group's page is gone to", || url() == "/groups/new").await;
        assert_eq!((service.count(GROUPS), filled(&service)), (2, vec!["/groups/new/members/$ref".to_owned()]));
    }
}

#[wasm_bindgen_test]
async fn what_nobody_can_tell_stays_in_doubt() {
    for there in [&[("g1", 0.0, None)], &[("g1", 0.0, Some(ME)), ("g2", 0.0, Some(ME))]] as [&'static [There]; 2] {
        let (_page, wizard, service) = in_doubt(there).await;
        let sent = wizard.creation.sent.get_untracked().unwrap();
        wizard.edit(&Field::Description, |draft| draft.general.description = "Later".to_owned());
        wizard.creation.sending.set(Sending::Idle);
        click("button", "Finish");
        until("nobody knows", || matches!(wizard.creation.sending.get_untracked(), Sending::Doubt(_))).await;
        assert_eq!((service.count(GROUPS), filled(&service)), (1, Vec::new()));
        assert_eq!(wizard.creation.sent.get_untracked(), Some(sent), "what was sent, and when, is what it is about");
    }
}

#[wasm_bindgen_test]
fn the_moment_is_kept_with_the_draft() {
    let page = Page::new(&graph_config());
    let (store, draft) = (GroupDrafts::new(&user("ann")), full_draft(&page));
    let sent = drafts::Sent { draft: draft.clone(), at: 1_700_000_000_123.0 };
    assert!(store.save("a", "", &draft, Some(Step::Summary), Some(&sent)));
    assert_eq!(store.load("a").unwrap().sent, Some(sent));
}
