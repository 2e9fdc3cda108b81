//! The wizard's state without a view: navigation between steps, and validation.

use crate::support::Page;
use crate::support::samples::{config, config_with, full_draft, person, wizard, wizard_of};
use leptos::prelude::*;
use model::group::{Field, Problem, Step};
use model::names::NameProblem;
use portal::forms::Sending;
use portal::pages::create_group::{StepState, Wizard};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn step(wizard: Wizard) -> Step {
    wizard.step.get_untracked()
}

fn states(wizard: Wizard) -> [StepState; 5] {
    untrack(|| Step::ALL.map(|step| wizard.state(step)))
}

fn problem(wizard: Wizard, field: &Field) -> Option<Problem> {
    untrack(|| wizard.problem(field))
}

fn named(wizard: Wizard, name: &str) {
    wizard.edit(&Field::Name, |draft| draft.general.name = name.to_owned());
}

#[wasm_bindgen_test]
fn a_fresh_wizard_accuses_nobody() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    assert_eq!(step(wizard), Step::GroupType);
    assert_eq!(states(wizard), [StepState::Open; 5]);
    assert_eq!(problem(wizard, &Field::Name), None, "nothing was tried yet");
    assert!(!untrack(|| wizard.keeper().is_saved()));
}

#[wasm_bindgen_test]
fn next_stops_at_a_wrong_step_and_says_why() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.next();
    assert_eq!(step(wizard), Step::General);
    assert_eq!(problem(wizard, &Field::Name), None, "the step was only just entered");
    wizard.next();
    assert_eq!(step(wizard), Step::General);
    assert_eq!(problem(wizard, &Field::Name), Some(Problem::Name(NameProblem::Empty)));
    assert_eq!(states(wizard)[..2], [StepState::Done, StepState::Wrong]);
    assert!(wizard.focuses_error());
    named(wizard, "Water polo");
    assert_eq!(problem(wizard, &Field::Name), None);
    assert_eq!(states(wizard)[1], StepState::Done);
    wizard.next();
    assert_eq!(step(wizard), Step::Members);
}

#[wasm_bindgen_test]
fn all_steps_in_order_and_the_last_one_is_the_last() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    named(wizard, "Water polo");
    for expected in Step::ALL {
        assert_eq!(step(wizard), expected);
        wizard.next();
    }
    assert_eq!(step(wizard), Step::Summary);
    assert_eq!(states(wizard), [StepState::Done; 5]);
}

#[wasm_bindgen_test]
fn going_back_keeps_everything() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    let draft = full_draft(&page);
    wizard.draft.set(draft.clone());
    wizard.go(Step::Summary);
    for expected in Step::ALL.iter().rev() {
        assert_eq!(step(wizard), *expected);
        wizard.back();
    }
    assert_eq!(step(wizard), Step::GroupType, "before the first step there is none");
    assert_eq!(wizard.draft.get_untracked(), draft);
    wizard.go(Step::Summary);
    assert_eq!(wizard.draft.get_untracked(), draft);
}

#[wasm_bindgen_test]
fn going_back_needs_nothing_to_be_well() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    wizard.go(Step::General);
    wizard.next();
    wizard.back();
    assert_eq!(step(wizard), Step::GroupType);
    assert_eq!(states(wizard)[1], StepState::Wrong, "the list still says so");
}

#[wasm_bindgen_test]
fn going_over_several_steps_stops_at_the_first_wrong_one() {
    let page = Page::new(&config());
    let wizard = wizard_of(&page, None, "a");
    wizard.go(Step::Summary);
    assert_eq!(step(wizard), Step::General, "it has no name");
    named(wizard, "Water polo");
    wizard.go(Step::Summary);
    assert_eq!(step(wizard), Step::Owners, "it has no owner");
    assert_eq!(problem(wizard, &Field::PrimaryOwner), Some(Problem::Required));
    wizard.edit(&Field::PrimaryOwner, |draft| draft.primary_owner = Some(person("Ann Lee")));
    wizard.go(Step::Summary);
    assert_eq!(step(wizard), Step::Summary);
    wizard.go(Step::GroupType);
    assert_eq!(step(wizard), Step::GroupType, "back to any step at once");
}

#[wasm_bindgen_test]
fn the_configured_number_of_owners_is_asked_for() {
    let page = Page::new(&config_with("minimumOwners", json!(2)));
    let wizard = wizard(&page, "a");
    named(wizard, "Water polo");
    wizard.go(Step::Summary);
    assert_eq!(step(wizard), Step::Owners);
    let expected = Problem::MoreOwners { needed: 2, chosen: 1 };
    assert_eq!(problem(wizard, &Field::AdditionalOwners), Some(expected));
}

#[wasm_bindgen_test]
fn finish_shows_every_problem_and_goes_to_the_first() {
    let page = Page::new(&config());
    let wizard = wizard_of(&page, None, "a");
    wizard.step.set(Step::Summary);
    assert!(wizard.go_to_first_problem());
    assert_eq!(step(wizard), Step::General);
    use StepState::{Done, Wrong};
    assert_eq!(states(wizard), [Done, Wrong, Done, Wrong, Done]);
    wizard.draft.set(full_draft(&page));
    assert!(!wizard.go_to_first_problem());
}

#[wasm_bindgen_test]
fn an_edit_answers_a_failure_but_not_a_doubt() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    let error = portal::http::ApiError::Unreachable(portal::http::CallTrace {
        method: "POST",
        url: String::new(),
        status: None,
        request_id: None,
        at: String::new(),
    });
    wizard.creation.sending.set(Sending::Failed(error.clone()));
    named(wizard, "Water polo");
    assert_eq!(wizard.creation.sending.get_untracked(), Sending::Idle);
    wizard.creation.sending.set(Sending::Doubt(error.clone()));
    named(wizard, "Polo");
    assert_eq!(wizard.creation.sending.get_untracked(), Sending::Doubt(error), "the group may exist all the same");
}
