//! Rules of Entra ID as people paste them: what was put right is said, and what Entra ID would refuse is a warning in
//! other stores and blocks in its own.

use super::attributes;
use crate::support::dom::{all, get, text, wait_for};
use crate::support::keys::click;
use crate::support::samples::{config, graph_config, people, wizard};
use crate::support::{Page, Reply, Service, find, frames, shown, type_in, until};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Criteria, entra, groupid};
use model::group::{Field, GroupKind, MembershipRule, Problem, Step};
use model::wire::cloud::CloudType;
use portal::criteria::state::RuleField;
use portal::criteria::{Builder, CriteriaBuilder, PasteDialog};
use portal::pages::create_group::WizardView;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// The open dialog in a store with this configuration.
async fn pasting(config: &Value) -> (Page, Service, Builder) {
    let service = Service::start(|_| people(&[]));
    let mut page = Page::new(config);
    let store: StoreConfig = page.api.current_store();
    let rule = MembershipRule::new(&store);
    let (builder, rule) = page.within(|| (Builder::new(store, Criteria::default()), RwSignal::new(rule)));
    let change = page.within(|| Callback::new(move |changed| rule.set(changed)));
    let field = RuleField { rule: rule.into(), change };
    let open = page.within(|| RwSignal::new(true));
    page.show(move || view! { <CriteriaBuilder builder/> <PasteDialog open builder field/> });
    wait_for("textbox", "Rule").await;
    (page, service, builder)
}

fn active_directory() -> Value {
    let mut config = config();
    config["identityStores"][0]["attributes"] = attributes();
    config
}

fn dialog() -> String {
    all("dialog").iter().map(text).collect()
}

async fn paste(rule: &str, seen: &str) {
    type_in(&get("textbox", "Rule"), rule);
    until(&format!("“{seen}” is to be seen"), || dialog().contains(seen)).await;
}

#[wasm_bindgen_test]
async fn what_a_word_processor_made_of_a_rule_is_put_right_and_said() {
    let (_page, _service, builder) = pasting(&active_directory()).await;
    paste("user.city\u{a0}-eq “Gent”", "Typographic quotation marks were read as straight ones.").await;
    assert!(dialog().contains("Corrected while reading:"), "{}", dialog());
    assert!(dialog().contains("Non-breaking spaces were read as ordinary spaces."), "{}", dialog());
    assert!(!dialog().contains("backslash"), "{}", dialog());
    click("button", "Use this rule");
    until("it is used", || !builder.now().is_empty()).await;
    assert_eq!(groupid::print(&builder.now()).unwrap(), r#"(l Is Exactly "Gent")"#);
}

#[wasm_bindgen_test]
async fn a_rule_that_was_read_as_it_is_has_nothing_corrected() {
    let (_page, _service, _builder) = pasting(&active_directory()).await;
    paste(r#"user.city -eq "Gent""#, "Recognised: Entra membership rule with one condition.").await;
    assert!(!dialog().contains("Corrected while reading:") && !dialog().contains("would refuse"), "{}", dialog());
}

#[wasm_bindgen_test]
async fn another_store_is_warned_of_what_entra_id_would_refuse() {
    let (_page, _service, builder) = pasting(&active_directory()).await;
    let rule = r#"(user.mobilePhone -ne null) -and (user.city -eq "Gent")"#;
    paste(rule, "Entra ID has no such property for rules. Use mobile.").await;
    assert!(dialog().contains("Entra ID would refuse this rule:"), "{}", dialog());
    click("button", "Use this rule");
    until("a warning blocks nothing", || !builder.now().is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_store_of_graph_is_told_to_correct_it_first() {
    let (_page, _service, _builder) = pasting(&graph_config()).await;
    let rule = r#"(user.memberOf -any (group.objectId -in ["a"])) -and (user.department -eq "Quay")"#;
    paste(rule, "Entra ID allows memberOf only as the single condition of a rule.").await;
    assert!(dialog().contains("Correct these points before you save it:"), "{}", dialog());
}

#[wasm_bindgen_test]
async fn what_entra_id_refuses_is_a_check_and_nothing_is_created() {
    let service = Service::start(|_| Reply::Json(200, json!({ "value": [] })));
    let mut page = Page::new(&graph_config());
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Rule, |draft| {
        draft.cloud = CloudType::Security;
        draft.general.name = "Dockers".to_owned();
        draft.set_kind(GroupKind::Smart);
        draft.rule.criteria = entra::parse(r#"user.displayName -match "^Pier (""#).unwrap();
    });
    wizard.go(Step::Members);
    page.show(move || view! { <WizardView wizard/> });
    let said = "the regular expression is not valid at its character 7.";
    until("the check is shown", || shown("listitem").iter().any(|check| check.contains(said))).await;
    let problem =
        wizard.draft.with_untracked(|draft| draft.problems(&page.api.current_store()).get(&Field::Rule).cloned());
    assert!(matches!(problem, Some(Problem::EntraRefuses(..))), "{problem:?}");
    wizard.go(Step::Summary);
    frames().await;
    assert!(find("button", "Finish").is_none(), "the step with the rule is not left");
    assert!(service.sent().iter().all(|sent| sent.method != "POST"), "nothing was created");
}
