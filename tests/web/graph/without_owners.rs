//! A role-assignable group that Graph refuses because of its owners is offered to be created without them.

use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{graph_config, person, wizard};
use crate::support::{Page, Reply, Sent, Service, all, find, shown, text, until};
use leptos::prelude::*;
use model::group::{Field, Step};
use model::wire::cloud::CloudType;
use portal::forms::Sending;
use portal::pages::create_group::{Wizard, WizardView};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const GROUPS: &str = "/v1.0/groups";
const SAID: &str = "A role-assignable group cannot have owners.";
const OFFER: &str = "Create without owners";

fn refusal(said: &str) -> Reply {
    Reply::Json(400, json!({ "error": { "code": "Request_BadRequest", "message": said } }))
}

/// Graph that refuses owners of new groups, and whose groups have these owners.
fn graph(sent: &Sent, owners: &Value) -> Reply {
    match (sent.method.as_str(), sent.path.as_str()) {
        ("POST", GROUPS) if sent.body.contains("owners@odata.bind") => refusal(SAID),
        ("POST", GROUPS) => Reply::Json(201, json!({ "id": "g1" })),
        ("POST", _) => {
            let done = |request: &Value| json!({ "id": request["id"], "status": 204 });
            let requests = sent.json()["requests"].as_array().unwrap().clone();
            Reply::Json(200, json!({ "responses": requests.iter().map(done).collect::<Vec<_>>() }))
        }
        ("GET", path) if path.contains("/owners") => Reply::Json(200, json!({ "value": owners })),
        ("GET", path) if path.starts_with("/v1.0/groups/g1") => Reply::Json(200, json!({ "id": "g1" })),
        _ => Reply::Json(200, json!({ "value": [] })),
    }
}

/// A security group on the last step, with two owners and a member.
async fn summary(roles: bool, answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Wizard, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&graph_config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Name, |draft| {
        draft.cloud = CloudType::Security;
        draft.set_role_assignable(roles);
        draft.general.name = "Helpdesk".to_owned();
        draft.owners = vec![person("Olivia Owner"), person("Omar Owner")];
        draft.add_member(person("Mia Member"));
    });
    wizard.go(Step::Summary);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("button", "Finish").await;
    (page, wizard, service)
}

fn bodies(service: &Service) -> Vec<Value> {
    service.sent().iter().filter(|sent| sent.method == "POST" && sent.path == GROUPS).map(Sent::json).collect()
}

#[wasm_bindgen_test]
async fn it_is_offered_done_and_said_and_the_owners_can_be_tried_again() {
    let (_page, wizard, service) = summary(true, |sent| graph(sent, &json!([]))).await;
    click("button", "Finish");
    wait_for("button", OFFER).await;
    assert!(shown("alert").iter().any(|said| said.contains(SAID)), "{:?}", shown("alert"));
    assert_eq!(wizard.step.get_untracked(), Step::Summary);
    let before = wizard.draft.get_untracked();
    click("button", OFFER);
    wait_for("dialog", "“Helpdesk” was created, but is incomplete").await;
    let sent = bodies(&service);
    assert_eq!(sent.len(), 2);
    assert_eq!((&sent[1]["owners@odata.bind"], &sent[1]["isAssignableToRole"]), (&Value::Null, &json!(true)));
    assert_eq!(sent[1]["members@odata.bind"], sent[0]["members@odata.bind"]);
    let after = wizard.draft.get_untracked();
    assert_eq!((after.owners, after.members), (before.owners, before.members), "nothing that was entered is lost");
    assert!(text(&all("dialog")[0]).contains("The group has no owners."), "{}", text(&all("dialog")[0]));
    let rows: Vec<_> = all("dialog li").iter().map(text).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("Olivia Owner") && rows[0].ends_with("Owner"), "{rows:?}");
    click("button", "Add owners");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    let batch = service.sent().into_iter().rfind(|sent| sent.path.ends_with("$batch")).unwrap().json();
    let urls: Vec<_> = batch["requests"].as_array().unwrap().iter().map(|one| one["url"].clone()).collect();
    assert_eq!(urls, [json!("/groups/g1/owners/$ref"), json!("/groups/g1/owners/$ref")]);
    assert_eq!(bodies(&service).len(), 2, "it is created once");
}

#[wasm_bindgen_test]
async fn a_group_that_graph_gave_an_owner_is_not_said_to_have_none() {
    let caller = json!([{ "@odata.type": "#microsoft.graph.user", "id": "id-Ann Lee" }]);
    let (_page, _, _service) = summary(true, move |sent| graph(sent, &caller)).await;
    click("button", "Finish");
    wait_for("button", OFFER).await;
    click("button", OFFER);
    wait_for("dialog", "“Helpdesk” was created, but is incomplete").await;
    let said = text(&all("dialog")[0]);
    assert!(said.contains("The owners you chose were left out") && !said.contains("The group has no owners"), "{said}");
    click("button", "Go to group");
    until("the group's page is gone to", || url() == "/groups/g1").await;
}

#[wasm_bindgen_test]
async fn other_owners_are_sent_again() {
    let (_page, wizard, service) = summary(true, |sent| graph(sent, &json!([]))).await;
    click("button", "Finish");
    wait_for("button", OFFER).await;
    wizard.edit(&Field::Whole, |draft| draft.graph.without_owners = true);
    wizard.edit(&Field::Owners, |draft| draft.owners.truncate(1));
    assert!(!wizard.draft.get_untracked().leaves_owners_out());
    until("the refusal is gone", || find("button", OFFER).is_none()).await;
    click("button", "Finish");
    until("they are sent", || bodies(&service).len() == 2).await;
    assert_eq!(bodies(&service)[1]["owners@odata.bind"].as_array().map(Vec::len), Some(1));
}

#[wasm_bindgen_test]
async fn any_other_refusal_is_shown_as_before() {
    for (roles, said) in [(false, SAID), (true, "The name is too rude.")] {
        let answer = move |sent: &Sent| match (sent.method.as_str(), sent.path.as_str()) {
            ("POST", GROUPS) => refusal(said),
            _ => graph(sent, &json!([])),
        };
        let (_page, wizard, service) = summary(roles, answer).await;
        click("button", "Finish");
        until("it is refused", || matches!(wizard.creation.sending.get_untracked(), Sending::Failed(_))).await;
        until("the refusal is shown", || shown("alert").iter().any(|text| text.contains(said))).await;
        assert!(find("button", OFFER).is_none(), "{said}");
        assert_eq!(bodies(&service).len(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_group_without_owners_that_may_be_somebody_elses_stays_in_doubt() {
    let answer = |sent: &Sent| match (sent.method.as_str(), sent.path.as_str()) {
        ("POST", GROUPS) if !sent.body.contains("owners@odata.bind") => Reply::Failure,
        ("GET", path) if path.starts_with("/v1.0/groups?") && sent.consistency.is_empty() => {
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            let group = json!({
                "id": "g1", "displayName": "Helpdesk", "mailNickname": "Helpdesk", "createdDateTime": now,
                "groupTypes": [], "mailEnabled": false, "securityEnabled": true,
            });
            Reply::Json(200, json!({ "value": [group] }))
        }
        _ => graph(sent, &json!([])),
    };
    let (_page, wizard, service) = summary(true, answer).await;
    let doubts = || matches!(wizard.creation.sending.get_untracked(), Sending::Doubt(_));
    click("button", "Finish");
    wait_for("button", OFFER).await;
    click("button", OFFER);
    until("nobody knows", doubts).await;
    wizard.creation.sending.set(Sending::Idle);
    click("button", "Finish");
    until("nobody knows still", doubts).await;
    assert_eq!(bodies(&service).len(), 2, "it is neither filled nor created again");
}
