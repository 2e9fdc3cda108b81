//! Finish with Microsoft Graph: the requests that are shown and sent, throttling, and people who could not be added.

use crate::support::dom::{description, is_invalid, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{graph_config, person, user, wizard};
use crate::support::{Page, Reply, Sent, Service, all, find, frames, get, shown, text, until};
use leptos::prelude::*;
use model::criteria::entra;
use model::group::{Field, GroupKind, Step};
use model::wire::cloud::CloudType;
use portal::drafts::GroupDrafts;
use portal::forms::Sending;
use portal::pages::create_group::{Wizard, WizardView};
use serde_json::{Value, json};
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

const GROUPS: &str = "/v1.0/groups";
const BATCH: &str = "/v1.0/$batch";

fn made() -> Reply {
    Reply::Json(201, json!({ "id": "g1", "displayName": "Polo" }))
}

/// The response to a batch in which these requests are refused and the others succeed.
fn batch(sent: &Sent, refused: &[&str]) -> Reply {
    let answer = |request: &Value| {
        let of = request["body"]["@odata.id"].as_str().unwrap();
        if refused.iter().any(|id| of.ends_with(&id.replace(" ", "%20"))) {
            let error = json!({ "code": "Request_BadRequest", "message": "The account is blocked." });
            return json!({ "id": request["id"], "status": 400, "body": { "error": error } });
        }
        json!({ "id": request["id"], "status": 204 })
    };
    let requests = sent.json()["requests"].as_array().unwrap().clone();
    Reply::Json(200, json!({ "responses": requests.iter().map(answer).collect::<Vec<_>>() }))
}

/// Answers as a Graph that accepts everything.
fn willing(sent: &Sent) -> Reply {
    match (sent.method.as_str(), sent.path.as_str()) {
        ("POST", GROUPS) => made(),
        ("POST", BATCH) => batch(sent, &[]),
        ("PATCH", _) => Reply::Json(200, Value::Null),
        _ => Reply::Json(200, json!({ "value": [] })),
    }
}

/// A Microsoft 365 group with this many members, on the last step.
async fn summary(members: usize, answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Wizard, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&graph_config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Name, |draft| {
        draft.cloud = CloudType::Microsoft365;
        draft.general.name = "Polo".to_owned();
        for number in 0..members {
            draft.add_member(person(&format!("Guest {number:02}")));
        }
    });
    wizard.go(Step::Summary);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("button", "Finish").await;
    (page, wizard, service)
}

/// The requests that create and fill the group.
fn calls(service: &Service) -> Vec<(String, String)> {
    let sent = service.sent().into_iter().filter(|sent| sent.method != "GET");
    sent.map(|sent| (sent.method, sent.path)).collect()
}

/// The paths of all requests except the checks of names.
fn others(service: &Service) -> Vec<String> {
    let sent = service.sent().into_iter().map(|sent| sent.path);
    sent.filter(|path| !path.starts_with("/v1.0/groups?")).collect()
}

/// The rule as it is sent.
fn rule_text() -> String {
    all("pre[aria-label=\"Entra membership rule\"]").iter().map(text).collect()
}

/// What the preview says, if it is there.
fn preview() -> String {
    find("region", "Who will be in it").map(|preview| text(&preview)).unwrap_or_default()
}

fn call(method: &str, path: &str) -> (String, String) {
    (method.to_owned(), path.to_owned())
}

#[wasm_bindgen_test]
async fn every_call_is_shown_before_and_sent_in_that_order() {
    let (_page, wizard, service) = summary(45, willing).await;
    wizard.edit(&Field::HideFromOutlook, |draft| draft.graph.hide_from_outlook = true);
    let follows = "After the group is created, one setting is applied: Hide from Outlook.".to_owned();
    until("what follows is said", || shown("paragraph").contains(&follows)).await;
    let said = shown("paragraph").join(" ");
    assert!(!said.contains("batch"), "how the calls are divided is no reader's business: {said}");
    click("button", "Show HTTP request");
    wait_for("dialog", "HTTP requests to be sent").await;
    let lines: Vec<_> = all("dialog section p").iter().map(text).collect();
    let expected = ["POST /v1.0/groups", "POST /v1.0/$batch", "POST /v1.0/$batch", "PATCH /v1.0/groups/{group-id}"];
    assert_eq!(lines, expected);
    let bodies: Vec<Value> = all("dialog pre").iter().map(|pre| serde_json::from_str(&text(pre)).unwrap()).collect();
    assert_eq!(bodies[0]["members@odata.bind"].as_array().unwrap().len(), 20, "its owner is Graph's own doing");
    assert_eq!(bodies[1]["requests"].as_array().unwrap().len(), 20);
    assert_eq!(bodies[2]["requests"].as_array().unwrap().len(), 5);
    assert_eq!(bodies[2]["requests"][0]["url"], "/groups/{group-id}/members/$ref");
    assert_eq!(bodies[3], json!({ "hideFromOutlookClients": true }));
    click("button", "Close");
    until("the dialog closes", || shown("dialog").is_empty()).await;
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    let expected = [call("POST", GROUPS), call("POST", BATCH), call("POST", BATCH), call("PATCH", "/v1.0/groups/g1")];
    assert_eq!(calls(&service), expected);
    let first = service.sent().into_iter().find(|sent| sent.path == GROUPS).unwrap().json();
    assert_eq!(first, bodies[0], "what is shown is sent");
    assert!(GroupDrafts::new(&user("ann")).load("a").is_none(), "a finished draft is forgotten");
}

#[wasm_bindgen_test]
async fn one_call_is_one_request() {
    let (_page, _, _service) = summary(2, willing).await;
    click("button", "Show HTTP request");
    wait_for("dialog", "HTTP request to be sent").await;
    assert_eq!(all("dialog pre").len(), 1);
    assert!(find("heading", "Request 1 of 1").is_none());
}

#[wasm_bindgen_test]
async fn who_could_not_be_added_is_named_with_the_reason_and_tried_again() {
    thread_local!(static BLOCKED: Cell<bool> = const { Cell::new(true) });
    BLOCKED.set(true);
    let answer = |sent: &Sent| match sent.path.as_str() {
        BATCH if BLOCKED.get() => batch(sent, &["id-Guest 21", "id-Guest 40"]),
        _ => willing(sent),
    };
    let (_page, wizard, service) = summary(45, answer).await;
    click("button", "Finish");
    wait_for("dialog", "“Polo” was created, but is incomplete").await;
    let rows: Vec<_> = all("dialog li").iter().map(text).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("Guest 21") && rows[0].contains("The account is blocked."), "{rows:?}");
    assert!(rows[1].starts_with("Guest 40") && rows[1].ends_with("Member"), "{rows:?}");
    assert_eq!(service.count(BATCH), 2);
    click("button", "Try again");
    until("it was tried again", || service.count(BATCH) == 3).await;
    let again = service.sent().into_iter().rfind(|sent| sent.path == BATCH).unwrap().json();
    assert_eq!(again["requests"].as_array().unwrap().len(), 2, "only those who are missing");
    until("they are still missing", || all("dialog li").len() == 2).await;
    assert_eq!(wizard.creation.sending.get_untracked(), Sending::Busy, "nothing is made twice meanwhile");
    BLOCKED.set(false);
    click("button", "Try again");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    assert_eq!(service.count(GROUPS), 1);
}

#[wasm_bindgen_test]
async fn the_group_is_gone_to_without_those_who_are_missing() {
    let answer = |sent: &Sent| match sent.path.as_str() {
        BATCH => batch(sent, &["id-Guest 21"]),
        _ => willing(sent),
    };
    let (_page, _, _service) = summary(22, answer).await;
    click("button", "Finish");
    wait_for("dialog", "“Polo” was created, but is incomplete").await;
    assert_eq!(url().split('?').next(), Some("/"), "nothing leaves the page before it was read");
    click("button", "Go to group");
    until("the group's page is gone to", || url() == "/groups/g1").await;
}

#[wasm_bindgen_test]
async fn how_far_it_is_and_the_way_to_stop() {
    let answer = |sent: &Sent| if sent.path == BATCH { Reply::Held } else { willing(sent) };
    let (_page, _, service) = summary(65, answer).await;
    click("button", "Finish");
    until("a batch is on its way", || service.held() == 1).await;
    let bar = || all("form progress").len() == 1;
    until("it is seen", || bar() && shown("status").iter().any(|said| said == "Adding members 21–40 of 65…")).await;
    click("button", "Stop");
    let first = service.sent().into_iter().find(|sent| sent.path == BATCH).unwrap();
    service.release(0, batch(&first, &[]));
    wait_for("dialog", "“Polo” was created, but is incomplete").await;
    let rows: Vec<_> = all("dialog li").iter().map(text).collect();
    assert_eq!(rows.len(), 25, "{rows:?}");
    assert!(rows[0].starts_with("Guest 40 Not tried yet."), "{rows:?}");
    assert_eq!(service.count(BATCH), 1);
}

#[wasm_bindgen_test]
async fn a_pause_is_told_and_can_be_ended_before_anything_is_made() {
    let answer = |sent: &Sent| if sent.path == GROUPS { Reply::TryLater(30) } else { willing(sent) };
    let (_page, wizard, service) = summary(2, answer).await;
    click("button", "Finish");
    let said = |what: &str| shown("paragraph").iter().any(|said| said == what);
    until("it is told", || said("Microsoft Graph is busy. Continuing in 30 seconds.")).await;
    until("it is counted down", || said("Microsoft Graph is busy. Continuing in 29 seconds.")).await;
    assert_eq!(wizard.creation.sending.get_untracked(), Sending::Busy);
    click("button", "Cancel");
    until("nothing is going on", || wizard.creation.sending.get_untracked() == Sending::Idle).await;
    frames().await;
    assert!(
        find("alert", "").is_none() && wizard.creation.sent.with_untracked(Option::is_none),
        "there is no doubt either"
    );
    assert_eq!(service.count(GROUPS), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_of_graph_stands_beside_its_field() {
    let answer = |sent: &Sent| {
        let message = "Another object with the same value for property mailNickname already exists.";
        let error = json!({ "error": { "code": "Request_BadRequest", "message": message } });
        if sent.path == GROUPS && sent.method == "POST" { Reply::Json(400, error) } else { willing(sent) }
    };
    let (_page, wizard, _service) = summary(2, answer).await;
    click("button", "Finish");
    wait_for_focus("E-mail alias").await;
    let said = description(&get("textbox", "E-mail alias"));
    assert!(said.starts_with("Another object with the same value"), "{said}");
    assert_eq!(wizard.step.get_untracked(), Step::General);
}

#[wasm_bindgen_test]
async fn a_dynamic_group_that_graph_cannot_count_is_made_only_after_its_rule_was_read() {
    let (_page, wizard, service) = summary(0, willing).await;
    let rule = r#"user.department -contains "Sales""#;
    wizard.edit(&Field::Rule, |draft| {
        draft.set_kind(GroupKind::Smart);
        draft.rule.criteria = entra::parse(rule).unwrap();
    });
    wait_for("checkbox", "I have read the rule").await;
    until("the rule is shown", || rule_text().contains("user.department -contains \"Sales\"")).await;
    click("button", "Finish");
    wait_for_focus("I have read the rule").await;
    assert!(is_invalid(&get("checkbox", "I have read the rule")));
    assert_eq!(others(&service), Vec::<String>::new(), "nobody is asked, nothing is sent");
    click("checkbox", "I have read the rule");
    // A changed rule has to be read again.
    wizard.edit(&Field::Rule, |draft| {
        draft.rule.criteria = entra::parse(r#"user.department -notContains "Sales""#).unwrap()
    });
    click("button", "Finish");
    frames().await;
    assert_eq!(service.count(GROUPS), 0);
    click("checkbox", "I have read the rule");
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    let sent = service.sent().into_iter().find(|sent| sent.path == GROUPS).unwrap().json();
    assert_eq!(sent["groupTypes"], json!(["Unified", "DynamicMembership"]));
    assert!(sent["membershipRule"].as_str().unwrap().contains("-notContains"), "{sent}");
}

#[wasm_bindgen_test]
async fn what_graph_cannot_count_is_said_and_nobody_is_asked() {
    let (_page, wizard, service) = summary(0, willing).await;
    wizard.edit(&Field::Rule, |draft| {
        draft.set_kind(GroupKind::Smart);
        draft.rule.criteria = entra::parse(r#"user.department -contains "Sales""#).unwrap();
    });
    wizard.step.set(Step::Members);
    wait_for("heading", "Who will be in it").await;
    until("the rule is shown as it is sent", || rule_text().contains("user.department -contains \"Sales\"")).await;
    let said = preview();
    let why = "Microsoft Graph cannot count this rule: for “Department contains Sales” it has no “contains”.";
    assert!(said.contains(why), "{said}");
    assert!(find("button", "Go to condition").is_some());
    assert!(all("details").is_empty(), "neither a scope nor exceptions");
    // Longer than the debounce of the preview.
    crate::support::found("a while", {
        let end = js_sys::Date::now() + 1_200.0;
        move || (js_sys::Date::now() > end).then_some(())
    })
    .await;
    assert_eq!(others(&service), Vec::<String>::new());
}

/// Graph with this many users, of whom the rule matches `meant`.
fn counts(meant: i64, all: i64) -> impl Fn(&Sent) -> Reply {
    move |sent: &Sent| {
        if !sent.path.starts_with("/v1.0/users?") {
            return willing(sent);
        }
        let count = if sent.path.contains("$filter=") { meant } else { all };
        let people = [json!({ "id": "u1", "displayName": "Ann Lee", "department": "Sales" })];
        let next = "https://graph.microsoft.com/v1.0/users?$skiptoken=p1";
        Reply::Json(200, json!({ "@odata.count": count, "value": people, "@odata.nextLink": next }))
    }
}

fn dynamic(wizard: Wizard, rule: &str) {
    wizard.edit(&Field::Rule, |draft| {
        draft.set_kind(GroupKind::Smart);
        draft.rule.criteria = entra::parse(rule).unwrap();
    });
}

#[wasm_bindgen_test]
async fn a_rule_that_graph_has_words_for_is_counted() {
    let (_page, wizard, service) = summary(0, counts(7, 500)).await;
    dynamic(wizard, r#"user.department -eq "Sales""#);
    wizard.step.set(Step::Members);
    until("it is counted", || preview().contains("7 members")).await;
    until("and shown", || preview().contains("Ann Lee")).await;
    let asked: Vec<_> = service.sent().into_iter().filter(|sent| sent.path.contains("$filter=department")).collect();
    assert!(!asked.is_empty());
    for sent in asked {
        assert_eq!(sent.consistency, "eventual", "{}", sent.path);
        assert!(sent.path.contains("$filter=department%20eq%20%27Sales%27"), "{}", sent.path);
        assert!(sent.path.contains("$count=true"), "{}", sent.path);
    }
    // A user who has seen the number need not confirm that the rule was read.
    wizard.step.set(Step::Summary);
    wait_for("button", "Finish").await;
    assert!(find("checkbox", "I have read the rule").is_none());
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
}

#[wasm_bindgen_test]
async fn a_counted_rule_that_means_nearly_everyone_asks_for_the_number() {
    let (_page, wizard, service) = summary(0, counts(400, 500)).await;
    dynamic(wizard, r#"user.department -startsWith "S""#);
    click("button", "Finish");
    wait_for_focus("Type here to confirm").await;
    assert_eq!(service.count(GROUPS), 0);
    crate::support::fill("Type here to confirm", "400");
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
}

#[wasm_bindgen_test]
async fn where_graph_refuses_to_count_the_rule_has_to_be_read() {
    let answer = |sent: &Sent| {
        let error = json!({ "error": { "code": "Request_UnsupportedQuery", "message": "Unsupported Query." } });
        if sent.path.starts_with("/v1.0/users?") { Reply::Json(400, error) } else { willing(sent) }
    };
    let (_page, wizard, service) = summary(0, answer).await;
    dynamic(wizard, r#"user.department -eq "Sales""#);
    frames().await;
    assert!(find("checkbox", "I have read the rule").is_none());
    click("button", "Finish");
    wait_for_focus("I have read the rule").await;
    assert_eq!(service.count(GROUPS), 0);
    click("checkbox", "I have read the rule");
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    assert_eq!(service.count(GROUPS), 1);
}

#[wasm_bindgen_test]
async fn after_silence_the_group_is_looked_for_and_the_rest_follows() {
    thread_local!(static SILENT: Cell<bool> = const { Cell::new(true) });
    SILENT.set(true);
    let answer = |sent: &Sent| match (sent.method.as_str(), sent.path.as_str()) {
        ("POST", GROUPS) if SILENT.get() => Reply::Failure,
        ("GET", path) if path.starts_with("/v1.0/groups?") && !SILENT.get() => {
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            let group = |id: &str, nickname: &str, created: &str| {
                json!({
                    "id": id, "displayName": "Polo", "mailNickname": nickname, "createdDateTime": created,
                    "groupTypes": ["Unified"], "mailEnabled": true, "securityEnabled": false,
                })
            };
            let old = group("old", "Polo", "2020-01-01T00:00:00Z");
            Reply::Json(200, json!({ "value": [old, group("other", "polo2", &now), group("g1", "Polo", &now)] }))
        }
        ("GET", path) if path.starts_with("/v1.0/groups/g1/owners") => {
            Reply::Json(200, json!({ "value": [{ "@odata.type": "#microsoft.graph.user", "id": "id-Ann Lee" }] }))
        }
        ("GET", path) if path.starts_with("/v1.0/groups/g1?") => made(),
        _ => willing(sent),
    };
    let (_page, wizard, service) = summary(22, answer).await;
    click("button", "Finish");
    until("nobody knows", || matches!(wizard.creation.sending.get_untracked(), Sending::Doubt(_))).await;
    SILENT.set(false);
    click("button", "Finish");
    until("the group's page is gone to", || url() == "/groups/g1").await;
    assert_eq!(calls(&service), [call("POST", GROUPS), call("POST", BATCH)], "it is made once, and filled");
}
