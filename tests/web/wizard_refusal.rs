//! Refusals by the service: at which field they are shown, and when they disappear.

use crate::support::Page;
use crate::support::samples::{config, full_draft, wizard};
use leptos::prelude::*;
use model::group::{DerivedText, Field, Problem, Step};
use portal::pages::create_group::{StepState, Wizard};
use wasm_bindgen_test::wasm_bindgen_test;

/// A wizard on its last step that was refused with these messages.
fn refused(page: &Page, messages: &[(&str, &str)]) -> Wizard {
    let wizard = wizard(page, "a");
    wizard.draft.set(full_draft(page));
    wizard.go(Step::Summary);
    wizard.refuse(messages.iter().map(|(name, said)| ((*name).to_owned(), (*said).to_owned())).collect());
    wizard
}

fn said(wizard: Wizard, field: Field) -> Option<String> {
    match untrack(|| wizard.problem(&field)) {
        Some(Problem::Refused(said)) => Some(said),
        None => None,
        other => panic!("expected a refusal at {field:?}, found {other:?}"),
    }
}

fn state(wizard: Wizard, step: Step) -> StepState {
    untrack(|| wizard.state(step))
}

#[wasm_bindgen_test]
fn messages_stand_beside_their_fields_and_the_first_one_is_gone_to() {
    let page = Page::new(&config());
    let wizard = refused(&page, &[("samaccountname", "in use"), ("XAdditionalOwner", "unknown"), ("xyz", "bad")]);
    assert_eq!(wizard.step.get_untracked(), Step::General);
    assert_eq!(said(wizard, Field::Sam).as_deref(), Some("in use"));
    assert_eq!(said(wizard, Field::AdditionalOwners).as_deref(), Some("unknown"));
    assert_eq!(said(wizard, Field::Name), None);
    assert_eq!(state(wizard, Step::General), StepState::Wrong);
    assert_eq!(state(wizard, Step::Owners), StepState::Wrong);
    assert_eq!(state(wizard, Step::Members), StepState::Done);
    assert_eq!(wizard.draft.get_untracked(), full_draft(&page), "everything typed is kept");
}

#[wasm_bindgen_test]
fn an_edit_answers_the_refusal_of_its_own_field_only() {
    let page = Page::new(&config());
    let wizard = refused(&page, &[("name", "in use"), ("description", "too rude")]);
    wizard.edit(&Field::Description, |draft| draft.general.description = "Polite".to_owned());
    assert_eq!(said(wizard, Field::Description), None);
    assert_eq!(said(wizard, Field::Name).as_deref(), Some("in use"));
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::General, "the name is still refused");
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    wizard.next();
    assert_eq!(wizard.step.get_untracked(), Step::Members);
}

#[wasm_bindgen_test]
fn a_refusal_that_belongs_to_no_field_blocks_nothing() {
    let page = Page::new(&config());
    let wizard = refused(&page, &[("whatever", "no")]);
    assert_eq!(wizard.step.get_untracked(), Step::Summary);
    assert!(!wizard.go_to_first_problem());
}

#[wasm_bindgen_test]
fn a_name_that_follows_another_loses_its_refusal_with_it() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.draft.set(full_draft(&page));
    wizard.edit(&Field::MailEnabled, |draft| {
        draft.general.mail_enabled = true;
        draft.general.scope = model::wire::codes::GroupScope::Universal;
    });
    wizard.refuse(["sAMAccountName", "mailNickname"].map(|name| (name.to_owned(), "in use".to_owned())).to_vec());
    assert_eq!(said(wizard, Field::Alias).as_deref(), Some("in use"));
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    assert_eq!(said(wizard, Field::Sam), None, "it follows the name, so another one stands there now");
    assert_eq!(said(wizard, Field::Alias), None);
    assert_eq!(state(wizard, Step::General), StepState::Done);
}

#[wasm_bindgen_test]
fn what_nobody_can_edit_blocks_nothing() {
    let page = Page::new(&config());
    let wizard = refused(&page, &[("mailNickname", "in use")]);
    assert_eq!(said(wizard, Field::Alias), None, "there is no alias without mail");
    assert!(!wizard.go_to_first_problem());
}

#[wasm_bindgen_test]
fn an_edited_name_keeps_its_refusal_when_another_one_changes() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.draft.set(full_draft(&page));
    wizard.edit(&Field::Sam, |draft| draft.general.sam = DerivedText(Some("polo".to_owned())));
    wizard.refuse(vec![("sAMAccountName".to_owned(), "in use".to_owned())]);
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    assert_eq!(said(wizard, Field::Sam).as_deref(), Some("in use"));
}

#[wasm_bindgen_test]
fn another_prefix_or_container_is_another_name() {
    let page = Page::new(&config());
    let wizard = refused(&page, &[("name", "in use")]);
    wizard.edit(&Field::Prefix, |draft| draft.general.prefix = String::new());
    assert_eq!(said(wizard, Field::Name), None);
    wizard.refuse(vec![("cn".to_owned(), "in use here".to_owned())]);
    assert_eq!(said(wizard, Field::Name).as_deref(), Some("in use here"));
    wizard.edit(&Field::Container, |draft| draft.general.container = "OU=Sales,DC=demo,DC=local".to_owned());
    assert_eq!(said(wizard, Field::Name), None);
}
