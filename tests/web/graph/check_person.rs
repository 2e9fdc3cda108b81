//! "Check a person" in a Graph store: evaluated from the user's attributes, and by Entra ID where the configured
//! version of Graph supports it.

use crate::support::dom::{all, wait_for};
use crate::support::samples::graph_config;
use crate::support::{Page, Reply, Sent, Service, press, text, type_in, until};
use leptos::prelude::*;
use model::criteria::entra;
use model::group::MembershipRule;
use portal::criteria::panels::check_person::CheckPerson;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const RULE: &str = r#"user.department -eq "Sales""#;
const EVALUATE: &str = "/groups/evaluateDynamicMembership";

/// Checks Ann Lee of Sales with Graph at this address; `verdict` is Entra ID's reply.
async fn checked(base: &'static str, verdict: Reply) -> (Page, Service) {
    let service = Service::start(move |sent: &Sent| {
        let ann = json!({ "id": "u1", "displayName": "Ann Lee", "department": "Sales" });
        match sent.path.strip_prefix(base).unwrap_or_else(|| panic!("{} is elsewhere", sent.path)) {
            EVALUATE => verdict.clone(),
            path if path.starts_with("/users/u1") => Reply::Json(200, ann),
            _ => Reply::Json(200, json!({ "@odata.count": 1, "value": [ann] })),
        }
    });
    let mut config = graph_config();
    config["identityStores"][0]["graph"]["baseUrl"] = base.into();
    let mut page = Page::new(&config);
    let rule = MembershipRule { criteria: entra::parse(RULE).unwrap(), ..Default::default() };
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

fn said(is_member: bool) -> Reply {
    Reply::Json(200, json!({ "membershipRule": RULE, "membershipRuleEvaluationResult": is_member }))
}

#[wasm_bindgen_test]
async fn version_1_has_no_such_question_so_the_person_decides() {
    let (_page, service) = checked("/v1.0", said(false)).await;
    assert_eq!(verdict(), "Ann Lee matches the rule.");
    assert_eq!(service.count(EVALUATE), 0);
}

#[wasm_bindgen_test]
async fn the_beta_version_is_asked_for_the_verdict() {
    let (_page, service) = checked("/beta", said(false)).await;
    assert_eq!(verdict(), "Ann Lee does not match the rule.", "Entra ID has the last word");
    let sent: Vec<_> = service.sent().into_iter().filter(|sent| sent.path.ends_with(EVALUATE)).collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].json(), json!({ "memberId": "u1", "membershipRule": format!("({RULE})") }));
}

#[wasm_bindgen_test]
async fn where_the_verdict_is_refused_the_person_decides() {
    let error = json!({ "error": { "code": "Authorization_RequestDenied", "message": "Insufficient privileges." } });
    let (_page, service) = checked("/beta", Reply::Json(403, error)).await;
    assert_eq!(verdict(), "Ann Lee matches the rule.");
    assert_eq!(service.count(EVALUATE), 1);
}
