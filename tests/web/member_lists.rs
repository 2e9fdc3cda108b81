//! The wizard's lists of people: removing shifts nothing under the pointer and can be undone, feedback is visible, and
//! thousands of rows are paged.

use crate::support::dom::{description, names_of, toasts, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::samples::{config, entra_config, graph_config, object, people, person, wizard};
use crate::support::{Page, Service, all, find, frames, get, press, shown, type_in, until};
use leptos::prelude::*;
use model::group::{Field, GroupDraft, Principal, Step};
use model::wire::cloud::CloudType;
use portal::pages::create_group::{Wizard, WizardView};
use portal::ui::toast::ToastList;
use wasm_bindgen_test::wasm_bindgen_test;

const LETTERS: [&str; 6] = ["Ada", "Ben", "Cem", "Dora", "Emil", "Fay"];

/// The wizard at a step, with these members.
async fn opened(config: &serde_json::Value, step: Step, members: Vec<Principal>) -> (Page, Wizard, Service) {
    let service = Service::start(|_| people(&["Ada"]));
    let mut page = Page::new(config);
    let wizard = wizard(&page, "a");
    wizard.edit(&Field::Members, |draft| drop(draft.add_members(members)));
    wizard.step.set(step);
    page.show(move || view! { <WizardView wizard/><ToastList/> });
    wait_for("button", "Next").await;
    (page, wizard, service)
}

fn persons(names: &[&str]) -> Vec<Principal> {
    names.iter().map(|name| person(name)).collect()
}

fn numbered(count: usize) -> Vec<Principal> {
    (1..=count).map(|n| person(&format!("Person {n:04}"))).collect()
}

/// The names in one of the draft's lists.
fn names(wizard: Wizard, list: impl Fn(&GroupDraft) -> Vec<String>) -> Vec<String> {
    wizard.draft.with_untracked(list)
}

fn member_names(draft: &GroupDraft) -> Vec<String> {
    draft.members.iter().map(|member| member.who.name.clone()).collect()
}

/// The names in the visible rows.
fn rows() -> Vec<String> {
    names_of("button").iter().filter_map(|name| name.strip_prefix("Remove ")).map(str::to_owned).collect()
}

#[wasm_bindgen_test]
async fn the_next_row_takes_the_focus_and_undo_brings_everybody_back() {
    let (_page, wizard, _service) = opened(&config(), Step::Members, persons(&LETTERS)).await;
    wait_for("combobox", "Membership of Cem").await;
    choose("Membership of Cem", "Temporary");
    let days = wizard.draft.with_untracked(|draft| draft.members[2].membership.clone());
    // Clicks in the same place twice, like a mouse that does not move.
    click("button", "Remove Cem");
    wait_for_focus("Remove Dora").await;
    click("button", "Remove Dora");
    wait_for_focus("Remove Emil").await;
    assert_eq!(rows(), ["Ada", "Ben", "Emil", "Fay"]);
    assert_eq!(toasts(), ["Cem removed.", "Dora removed."]);
    for _ in 0..2 {
        click("button", "Undo");
        frames().await;
    }
    until("both are back", || names(wizard, member_names) == LETTERS).await;
    wait_for_focus("Remove Dora").await;
    assert_eq!(wizard.draft.with_untracked(|draft| draft.members[2].membership.clone()), days);
    assert!(toasts().is_empty());
}

#[wasm_bindgen_test]
async fn at_the_end_the_row_before_takes_the_focus_and_at_last_the_field() {
    let (_page, wizard, _service) = opened(&config(), Step::Members, persons(&["Ada", "Ben"])).await;
    wait_for("button", "Remove Ben").await;
    click("button", "Remove Ben");
    wait_for_focus("Remove Ada").await;
    click("button", "Remove Ada");
    wait_for_focus("Add members").await;
    assert!(names(wizard, member_names).is_empty());
    // Ctrl+Z in the field undoes typing; elsewhere it undoes changes of the list.
    get("button", "Paste a list").focus().unwrap();
    undo_by_key();
    until("one is back", || names(wizard, member_names) == ["Ada"]).await;
    wait_for_focus("Remove Ada").await;
    undo_by_key();
    until("both are back", || names(wizard, member_names) == ["Ada", "Ben"]).await;
}

/// Presses Ctrl+Z at the focused element.
fn undo_by_key() {
    let press = js_sys::Function::new_no_args(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
           { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }))",
    );
    press.call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn owners_are_taken_out_the_same_way() {
    let owner_names = |draft: &GroupDraft| draft.owners.iter().map(|who| who.name.clone()).collect::<Vec<_>>();
    let (_page, wizard, _service) = opened(&entra_config(), Step::Owners, Vec::new()).await;
    wizard.edit(&Field::Owners, |draft| draft.owners = persons(&["Ada", "Ben", "Cem"]));
    wait_for("button", "Remove owner Ben").await;
    click("button", "Remove owner Ben");
    wait_for_focus("Remove owner Cem").await;
    click("button", "Undo");
    wait_for_focus("Remove owner Ben").await;
    assert_eq!(names(wizard, owner_names), ["Ada", "Ben", "Cem"]);
}

#[wasm_bindgen_test]
async fn who_is_in_the_list_already_is_said_where_it_can_be_seen() {
    let (_page, wizard, _service) = opened(&config(), Step::Members, persons(&["Ada"])).await;
    let field = wait_for("combobox", "Add members").await;
    type_in(&field, "ada");
    until("Ada is suggested", || shown("option").len() == 1).await;
    press("ArrowDown");
    press("Enter");
    until("it is said", || shown("status").contains(&"Ada is already in the list.".to_owned())).await;
    assert_eq!(names(wizard, member_names), ["Ada"]);
}

#[wasm_bindgen_test]
async fn many_members_are_paged_filtered_and_shown_when_they_come() {
    let (_page, wizard, _service) = opened(&config(), Step::Members, numbered(60)).await;
    wait_for("button", "Remove Person 0001").await;
    assert_eq!(rows().len(), 25);
    click("button", "Next page");
    wait_for("button", "Remove Person 0026").await;
    assert!(find("button", "Remove Person 0001").is_none());
    // A new member: the last page is shown.
    let field = get("combobox", "Add members");
    type_in(&field, "ada");
    until("Ada is suggested", || shown("option").len() == 1).await;
    press("ArrowDown");
    press("Enter");
    wait_for("button", "Remove Ada").await;
    assert_eq!(rows().len(), 11);
    assert_eq!(all(".person-row.fresh").len(), 1);
    type_in(&get("searchbox", "Filter members"), "0059 person");
    until("one fits", || rows() == ["Person 0059"]).await;
    type_in(&get("searchbox", "Filter members"), "nobody");
    until("that is told", || shown("status").contains(&"Nobody in the list fits “nobody”.".to_owned())).await;
    // An error in a row that the filter hides clears the filter, so that the row can be focused.
    wizard.edit(&Field::Members, |draft| {
        draft.members[40].membership = model::group::Membership::Temporary { from: String::new(), to: String::new() };
    });
    click("button", "Next");
    wait_for_focus("Member from: Person 0041").await;
}

#[wasm_bindgen_test]
async fn a_group_for_roles_takes_people_only_from_the_start() {
    let (_page, wizard, service) = opened(&graph_config(), Step::GroupType, Vec::new()).await;
    wizard.edit(&Field::Cloud, |draft| {
        draft.cloud = CloudType::Security;
        draft.set_role_assignable(true);
        draft.add_member(Principal::of(&object("group", "Sales")));
    });
    wizard.step.set(Step::Members);
    let field = wait_for("combobox", "Add members").await;
    assert!(description(&field).ends_with("Groups cannot be members here."));
    type_in(&field, "ada");
    until("people are looked for", || service.sent().iter().any(|sent| sent.path.contains("/users"))).await;
    frames().await;
    assert!(!service.sent().iter().any(|sent| sent.path.contains("/groups")), "no group is looked for");
    // A group from an older draft is reported at its row.
    click("button", "Next");
    until("it is told", || description(&get("button", "Remove Sales")) == "Groups cannot be members here.").await;
    wait_for_focus("Remove Sales").await;
}
