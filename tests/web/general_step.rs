//! The step "General" as a user sees it: fields, messages and focus.

use crate::support::dom::{
    attribute, description, is_checked, is_invalid, more_options, value, wait_for, wait_for_focus,
};
use crate::support::keys::{choose, click};
use crate::support::page::url;
use crate::support::samples::{config, config_with, empty_service, wizard};
use crate::support::{Page, Service, all, fill, find, frames, get, press, text, until};
use leptos::prelude::*;
use model::group::{GroupKind, Step};
use portal::pages::create_group::{Wizard, WizardView};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

const SAM: &str = "Group name (pre-Windows 2000)";
const SECURITY: &str = "Security Gives access to files, applications and other resources.";
const DISTRIBUTION: &str = "Distribution Sends e-mail to everyone in it.";
const PUBLIC: &str = "Public Anyone can join without approval.";

fn options() -> HtmlElement {
    document().query_selector("details").unwrap().expect("more options").unchecked_into()
}

fn are_open() -> bool {
    options().has_attribute("open")
}

/// The summary line of "More options".
fn set() -> String {
    text(&options().query_selector("summary").unwrap().unwrap().unchecked_into())
}

/// The wizard on its second step.
async fn general(config: &Value) -> (Page, Wizard, Service) {
    let service = empty_service();
    let mut page = Page::new(config);
    let wizard = wizard(&page, "a");
    assert_eq!(wizard.draft.with_untracked(|draft| draft.kind), GroupKind::Static);
    wizard.step.set(Step::General);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("textbox", "Group name").await;
    (page, wizard, service)
}

#[wasm_bindgen_test]
async fn next_without_a_name_marks_the_field_says_why_and_focuses_it() {
    let (_page, _, _service) = general(&config()).await;
    let name = get("textbox", "Group name");
    assert!(!is_invalid(&name), "nobody is accused before trying");
    assert_eq!(attribute(&name, "aria-required"), "true");
    click("button", "Next");
    wait_for_focus("Group name").await;
    let name = get("textbox", "Group name");
    assert!(is_invalid(&name));
    assert_eq!(description(&name), "This field is required.");
    assert!(get("button", "General Needs correction").is_connected());
    fill("Group name", "Water polo");
    until("the mark goes", || !is_invalid(&get("textbox", "Group name"))).await;
    assert_eq!(description(&get("textbox", "Group name")), "");
}

#[wasm_bindgen_test]
async fn the_first_of_several_wrong_fields_takes_the_focus() {
    let (_page, _, _service) = general(&config()).await;
    more_options();
    let container = get("combobox", "Container");
    crate::support::type_in(&container, "Groups of mine");
    click("button", "Next");
    wait_for_focus("Group name").await;
    assert!(is_invalid(&get("combobox", "Container")));
    fill("Group name", "Water polo");
    assert!(are_open());
    options().remove_attribute("open").unwrap();
    click("button", "Next");
    wait_for_focus("Container").await;
    assert!(are_open(), "a closed part takes no focus");
    let no_dn = "This is not a valid distinguished name. Check character ";
    until("it says so", || description(&get("combobox", "Container")).starts_with(no_dn)).await;
    crate::support::type_in(&container, "OU=Groups,DC=elsewhere,DC=org");
    let outside = "This container is in another domain. Choose one from the identity store's domain.";
    until("it says so", || description(&get("combobox", "Container")).starts_with(outside)).await;
}

#[wasm_bindgen_test]
async fn a_name_that_no_account_may_have_is_told_beside_its_field() {
    let (_page, _, _service) = general(&config()).await;
    more_options();
    fill("Group name", &"x".repeat(65));
    fill(SAM, "polo*");
    options().remove_attribute("open").unwrap();
    click("button", "Next");
    wait_for_focus("Group name").await;
    assert!(are_open(), "what is wrong there is in sight");
    assert_eq!(description(&get("textbox", "Group name")), "Use at most 64 characters.");
    assert!(description(&get("textbox", SAM)).starts_with("The character * is not allowed here."));
    fill("Group name", "Water polo");
    fill(SAM, "polo");
    press("Enter");
    wait_for("combobox", "Add members").await;
}

#[wasm_bindgen_test]
async fn the_account_name_follows_until_it_is_edited_and_again_when_emptied() {
    let (_page, _, _service) = general(&config()).await;
    more_options();
    fill("Group name", "Water/polo");
    until("it follows", || value("textbox", SAM) == "Waterpolo").await;
    fill(SAM, "polo");
    fill("Group name", "Water polo Tuesdays");
    frames().await;
    assert_eq!(value("textbox", SAM), "polo", "it was edited");
    fill(SAM, "");
    frames().await;
    assert_eq!(value("textbox", SAM), "", "whoever empties a field wants to type");
    fill(SAM, "p");
    fill(SAM, "");
    frames().await;
    assert_eq!(value("textbox", SAM), "");
    get("textbox", "Group name").focus().unwrap();
    until("it follows again", || value("textbox", SAM) == "Water polo Tuesdays").await;
}

#[wasm_bindgen_test]
async fn mail_makes_the_group_universal_and_gives_it_an_alias() {
    let (_page, _, _service) = general(&config()).await;
    more_options();
    assert!(is_checked("radio", "Global"));
    assert!(find("textbox", "Alias").is_none());
    fill("Group name", "Zoë's polo");
    click("checkbox", "Mail enabled");
    wait_for("textbox", "Alias").await;
    assert_eq!(value("textbox", "Alias"), "Zoe'spolo");
    assert!(is_checked("radio", "Universal"));
    for scope in ["Domain local", "Global", "Universal"] {
        let radio: HtmlInputElement = get("radio", scope).unchecked_into();
        until(&format!("{scope} is locked"), || radio.disabled()).await;
    }
    assert_eq!(description(&get("group", "Scope")), "A mail-enabled group always has the Universal scope.");
    click("checkbox", "Mail enabled");
    until("the alias goes", || find("textbox", "Alias").is_none()).await;
    click("radio", "Domain local");
    until("another scope can be chosen again", || is_checked("radio", "Domain local")).await;
}

#[wasm_bindgen_test]
async fn the_prefix_stands_before_the_name_in_the_preview() {
    let (_page, wizard, _service) = general(&config()).await;
    choose("Prefix", "GRP-");
    fill("Group name", " Water polo ");
    let preview = || all("p").iter().map(text).any(|text| text == "The group will be called GRP-Water polo");
    until("the preview shows the whole name", preview).await;
    more_options();
    assert_eq!(value("textbox", SAM), "GRP-Water polo");
    assert_eq!(wizard.draft.with_untracked(|draft| draft.general.full_name()), "GRP-Water polo");
}

#[wasm_bindgen_test]
async fn without_configured_prefixes_nothing_is_asked() {
    let (_page, _, _service) = general(&config_with("prefixes", json!([]))).await;
    assert!(find("combobox", "Prefix").is_none());
    fill("Group name", "Water polo");
    press("Enter");
    wait_for("combobox", "Add members").await;
}

#[wasm_bindgen_test]
async fn what_an_administrator_fixed_cannot_be_changed() {
    let (_page, _, _service) = general(&config_with("locked", json!(["container", "scope", "mailEnabled"]))).await;
    more_options();
    let disabled = |role, name| get(role, name).has_attribute("disabled");
    assert!(disabled("combobox", "Container"));
    assert!(disabled("radio", "Global") && disabled("radio", "Universal"));
    assert!(disabled("checkbox", "Mail enabled"));
    assert!(!disabled("radio", PUBLIC));
    click("radio", PUBLIC);
    until("it is chosen", || is_checked("radio", PUBLIC)).await;
}

#[wasm_bindgen_test]
async fn back_and_forth_everything_still_stands_there() {
    let (_page, _, _service) = general(&config()).await;
    choose("Prefix", "GRP-");
    fill("Group name", "Water polo");
    fill("Description", "Tuesdays");
    click("radio", DISTRIBUTION);
    click("button", "Back");
    wait_for("radio", "Static group You and the other owners add and remove members.").await;
    wait_for_focus("Kind of group").await;
    click("button", "Next");
    wait_for("textbox", "Group name").await;
    assert_eq!(value("textbox", "Group name"), "Water polo");
    assert_eq!(value("textbox", "Description"), "Tuesdays");
    assert!(is_checked("radio", DISTRIBUTION));
    assert_eq!(get("combobox", "Prefix").unchecked_into::<web_sys::HtmlSelectElement>().selected_index(), 1);
    assert!(url().contains("draft=a"), "the URL names the draft: {}", url());
}

#[wasm_bindgen_test]
async fn what_most_people_keep_is_closed_and_said_in_a_line() {
    let (_page, wizard, _service) = general(&config()).await;
    assert!(!are_open());
    assert_eq!(set(), "More options Global · OU=Groups");
    more_options();
    fill(SAM, "polo");
    click("radio", DISTRIBUTION);
    until("the line follows", || set() == "More options Universal · OU=Groups · polo").await;
    wizard.step.set(Step::GroupType);
    wait_for_focus("Kind of group").await;
    click("button", "Next");
    wait_for("textbox", "Group name").await;
    assert!(are_open(), "something there is not as it was");
}

#[wasm_bindgen_test]
async fn distribution_turns_mail_on_until_somebody_chooses() {
    let (_page, _, _service) = general(&config()).await;
    more_options();
    click("radio", DISTRIBUTION);
    until("mail is on", || is_checked("checkbox", "Mail enabled") && is_checked("radio", "Universal")).await;
    click("radio", SECURITY);
    until("all is as it was", || !is_checked("checkbox", "Mail enabled") && is_checked("radio", "Global")).await;
    click("radio", DISTRIBUTION);
    until("mail is on", || is_checked("checkbox", "Mail enabled")).await;
    click("checkbox", "Mail enabled");
    click("radio", SECURITY);
    click("radio", DISTRIBUTION);
    frames().await;
    assert!(!is_checked("checkbox", "Mail enabled"), "somebody has said no");
}

#[wasm_bindgen_test]
async fn a_prefix_that_is_typed_with_the_name_is_not_doubled() {
    let (_page, wizard, _service) = general(&config()).await;
    choose("Prefix", "GRP-");
    fill("Group name", "grp-Water polo");
    let preview = || all("p").iter().map(text).any(|text| text == "The group will be called GRP-Water polo");
    until("the preview shows the whole name", preview).await;
    more_options();
    assert_eq!(value("textbox", SAM), "GRP-Water polo");
    assert_eq!(wizard.draft.with_untracked(|draft| draft.general.full_name()), "GRP-Water polo");
}

#[wasm_bindgen_test]
async fn a_container_without_a_sure_default_is_in_sight_and_required() {
    let mut several = config();
    several["identityStores"][0]["groups"].as_object_mut().unwrap().remove("container");
    let (_page, _, _service) = general(&several).await;
    let container = get("combobox", "Container");
    assert!(container.closest("details").unwrap().is_none());
    assert_eq!(attribute(&container, "aria-required"), "true");
    assert_eq!(set(), "More options Global");
}
