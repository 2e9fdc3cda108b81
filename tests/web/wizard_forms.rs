//! What the wizard asks for, by store and type: exactly the fields of the form; and which choices exclude others.

use crate::support::dom::{description, is_checked, more_options, names_of, value, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::samples::{config, empty_service, entra_config, graph_config, object, person, wizard};
use crate::support::{Page, Service, all, fill, find, frames, get, name, until};
use leptos::prelude::*;
use model::group::{Field, Principal, Problem, Step};
use model::wire::cloud::{CloudType, Visibility};
use portal::pages::create_group::{Wizard, WizardView};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const STATIC: &str = "Static group You and the other owners add and remove members.";
const ASSIGNED: &str = "Assigned You and the other owners add and remove members.";
const DYNAMIC: &str = "Dynamic A membership rule decides who is a member. Entra ID keeps the members up to date.";
const OFFICE: &str = "Microsoft 365 Members share a mailbox, a calendar and files. Only people can be members.";
const SECURITY: &str =
    "Security Gives access to applications and resources. People, groups and computers can be members.";
const DISTRIBUTION: &str =
    "Distribution Delivers e-mail to all its members. People, groups and contacts can be members.";
const TEAMS: &str = "Teams A team in Microsoft Teams, with chats and files. Only people can be members.";
const ROLES: &str = "Microsoft Entra roles can be assigned to the group";

/// The wizard on its first step.
async fn opened(config: &Value) -> (Page, Wizard, Service) {
    let service = empty_service();
    let mut page = Page::new(config);
    let wizard = wizard(&page, "a");
    page.show(move || view! { <WizardView wizard/> });
    wait_for("heading", "Kind of group").await;
    (page, wizard, service)
}

/// The names of the fields on the second step, in page order.
async fn asked(wizard: Wizard) -> Vec<String> {
    wizard.step.set(Step::General);
    wait_for("heading", "General").await;
    more_options();
    all("form :is(input:not([type=radio]), select, textarea, legend)").iter().map(name).collect()
}

fn is_fixed(role: &str, name: &str) -> bool {
    get(role, name).has_attribute("disabled")
}

fn choices() -> Vec<String> {
    names_of("radio")
}

#[wasm_bindgen_test]
async fn active_directory_asks_as_it_did() {
    let (_page, wizard, _service) = opened(&config()).await;
    assert_eq!(choices().len(), 2, "{:?}", choices());
    assert!(find("checkbox", ROLES).is_none());
    let sam = "Group name (pre-Windows 2000)";
    let fields = [
        "Prefix",
        "Group name",
        "What is the group for?",
        "Mail enabled",
        "Who can join?",
        "Description",
        "Scope",
        "Container",
        sam,
    ];
    assert_eq!(asked(wizard).await, fields);
}

#[wasm_bindgen_test]
async fn entra_asks_for_its_fields_and_office_features_where_they_apply() {
    let (_page, wizard, _service) = opened(&entra_config()).await;
    assert_eq!(choices()[..4], [SECURITY, DISTRIBUTION, OFFICE, TEAMS]);
    assert!(choices()[4].starts_with("Static group") && choices()[5].starts_with("Smart group"), "{:?}", choices());
    assert!(find("checkbox", ROLES).is_none());
    for (choice, office) in [(SECURITY, false), (DISTRIBUTION, false), (OFFICE, true), (TEAMS, true)] {
        wizard.step.set(Step::GroupType);
        wait_for("radio", choice).await;
        click("radio", choice);
        // There is only one container, so it is not asked for.
        let mut fields = vec!["Group name", "Who can join?"];
        fields.extend(office.then_some("Microsoft 365 features"));
        fields.push("Description");
        assert_eq!(asked(wizard).await, fields, "{choice}");
    }
    assert!(is_checked("checkbox", "Microsoft 365 features"), "as the card has said");
    click("checkbox", "Microsoft 365 features");
    until("it is given up", || !wizard.draft.with_untracked(|draft| draft.general.office_features)).await;
}

#[wasm_bindgen_test]
async fn graph_asks_for_its_fields_in_its_own_words() {
    let (_page, wizard, _service) = opened(&graph_config()).await;
    assert_eq!(choices(), [OFFICE, SECURITY, ASSIGNED, DYNAMIC]);
    let mut fields = vec!["Display name", "E-mail alias", "Mail enabled", "Security enabled", "Description"];
    assert_eq!(asked(wizard).await, fields);
    assert!(is_fixed("checkbox", "Mail enabled") && !is_checked("checkbox", "Mail enabled"));
    assert!(is_fixed("checkbox", "Security enabled") && is_checked("checkbox", "Security enabled"));
    wizard.step.set(Step::GroupType);
    wait_for("radio", OFFICE).await;
    click("radio", OFFICE);
    fields.insert(4, "Visibility");
    let after = [
        "Additional settings",
        "Allow external senders",
        "Subscribe new members",
        "Hide from address lists",
        "Hide from Outlook",
    ];
    fields.extend(after);
    assert_eq!(asked(wizard).await, fields);
    assert!(is_fixed("checkbox", "Mail enabled") && is_checked("checkbox", "Mail enabled"));
    assert_eq!(description(&get("checkbox", "Mail enabled")), "A Microsoft 365 group always has an e-mail address.");
    assert!(!is_fixed("checkbox", "Security enabled") && !is_checked("checkbox", "Security enabled"));
    let hint = || description(&get("group", "Visibility"));
    for (own, said) in [("Public", "Everyone i"), ("Hidden membership", "Like Private"), ("Private", "Only members")] {
        click("radio", own);
        until(&format!("{own} is explained"), || hint().starts_with(said)).await;
    }
    click("checkbox", "Hide from Outlook");
    until("it is chosen", || wizard.draft.with_untracked(|draft| draft.graph.hide_from_outlook)).await;
}

#[wasm_bindgen_test]
async fn the_nickname_follows_the_display_name_until_it_is_edited() {
    let (_page, wizard, _service) = opened(&graph_config()).await;
    asked(wizard).await;
    fill("Display name", "Zoë's polo");
    until("it follows", || value("textbox", "E-mail alias") == "Zoe'spolo").await;
    fill("E-mail alias", "polo club");
    fill("Display name", "Polo");
    frames().await;
    assert_eq!(value("textbox", "E-mail alias"), "polo club");
    click("button", "Next");
    wait_for_focus("E-mail alias").await;
    assert!(!description(&get("textbox", "E-mail alias")).starts_with("Follows"), "a space is told");
    fill("E-mail alias", "polo");
    click("button", "Next");
    wait_for("combobox", "Add members").await;
}

#[wasm_bindgen_test]
async fn a_group_for_roles_is_fixed_private_and_never_dynamic() {
    let (_page, wizard, _service) = opened(&graph_config()).await;
    click("radio", OFFICE);
    wizard.edit(&Field::Visibility, |draft| draft.graph.visibility = Visibility::Public);
    click("radio", DYNAMIC);
    until("roles cannot be chosen", || is_fixed("checkbox", ROLES)).await;
    assert_eq!(description(&get("checkbox", ROLES)), "Not available for a dynamic group. Select Assigned first.");
    click("radio", ASSIGNED);
    until("roles can be chosen", || !is_fixed("checkbox", ROLES)).await;
    click("checkbox", ROLES);
    let said = || description(&get("checkbox", ROLES));
    until("what that means is told", || said().starts_with("The group is security-enabled and private")).await;
    asked(wizard).await;
    assert!(is_fixed("checkbox", "Security enabled") && is_checked("checkbox", "Security enabled"));
    assert!(is_fixed("radio", "Public") && is_checked("radio", "Private"));
    assert_eq!(description(&get("group", "Visibility")), "A role-assignable group is always private.");
    wizard.step.set(Step::GroupType);
    wait_for("radio", DYNAMIC).await;
    click("radio", DYNAMIC);
    until("roles are given up", || !is_checked("checkbox", ROLES)).await;
    assert!(!wizard.draft.with_untracked(|draft| draft.graph.role_assignable));
}

/// Adds members of two kinds while the draft's type still allows both.
fn with_members(wizard: Wizard) {
    wizard.edit(&Field::Name, |draft| draft.general.name = "Polo".to_owned());
    wizard.edit(&Field::Members, |draft| {
        draft.add_member(person("Bob O'Neill"));
        draft.add_member(Principal::of(&object("group", "Sales")));
    });
}

fn unfit(wizard: Wizard, id: &str) -> Option<Problem> {
    untrack(|| wizard.problem(&Field::Member(model::wire::ObjectId::new(id))))
}

#[wasm_bindgen_test]
async fn another_type_drops_nobody_and_says_who_does_not_fit() {
    for (config, kind) in [(entra_config(), CloudType::Teams), (graph_config(), CloudType::Microsoft365)] {
        let (_page, wizard, _service) = opened(&config).await;
        with_members(wizard);
        click("radio", if kind == CloudType::Teams { TEAMS } else { OFFICE });
        wizard.step.set(Step::Members);
        wait_for("button", "Remove Sales").await;
        assert!(find("button", "Remove Bob O'Neill").is_some());
        click("button", "Next");
        until("it is told", || unfit(wizard, "id-Sales") == Some(Problem::CannotBeMember(kind))).await;
        assert_eq!(unfit(wizard, "id-Bob O'Neill"), None);
        // The focus is on the control that can fix the error, and its description says what is wrong.
        let temporary = kind == CloudType::Teams;
        let (role, field) = if temporary { ("combobox", "Membership of Sales") } else { ("button", "Remove Sales") };
        wait_for_focus(field).await;
        let said = description(&get(role, field));
        assert_eq!(said, "Only people can be members of a Microsoft 365 group or a team.");
        assert_eq!(find("combobox", "Membership of Bob O'Neill").is_some(), temporary);
        click("button", "Remove Sales");
        until("it is gone", || find("button", "Remove Sales").is_none()).await;
        click("button", "Next");
        wait_for("combobox", "Add owners").await;
    }
}

#[wasm_bindgen_test]
async fn several_owners_of_the_same_rank_and_at_least_one() {
    let service = Service::start(|_| crate::support::samples::people(&["Bob O'Neill"]));
    let mut page = Page::new(&entra_config());
    let wizard = wizard(&page, "a");
    page.show(move || view! { <WizardView wizard/> });
    wizard.step.set(Step::Owners);
    wait_for("button", "Remove owner Ann Lee").await;
    assert!(find("combobox", "Primary owner").is_none());
    let hint = description(&get("combobox", "Add owners"));
    assert!(hint.ends_with("The group needs at least 1 owner."), "{hint}");
    click("button", "Remove owner Ann Lee");
    until("the list is gone", || find("list", "Owners").is_none()).await;
    click("button", "Next");
    wait_for_focus("Add owners").await;
    assert!(description(&get("combobox", "Add owners")).starts_with("This field is required."));
    crate::support::type_in(&get("combobox", "Add owners"), "bob");
    until("he is found", || all("[role=option]").len() == 1).await;
    crate::support::press("Enter");
    wait_for("button", "Remove owner Bob O'Neill").await;
    assert_eq!(wizard.draft.with_untracked(|draft| draft.owners.len()), 1);
    click("button", "Next");
    wait_for("heading", "General").await;
    drop(service);
}

#[wasm_bindgen_test]
async fn what_was_entered_survives_another_type() {
    let (_page, wizard, _service) = opened(&entra_config()).await;
    asked(wizard).await;
    fill("Group name", "Polo");
    fill("Description", "Tuesdays");
    let public = "Public Anyone can join without approval.";
    click("radio", public);
    wizard.step.set(Step::GroupType);
    wait_for("radio", TEAMS).await;
    click("radio", TEAMS);
    assert!(is_checked("radio", STATIC));
    asked(wizard).await;
    assert_eq!(value("textbox", "Group name"), "Polo");
    assert_eq!(value("textbox", "Description"), "Tuesdays");
    assert!(is_checked("radio", public));
}
