//! Names are derived by pattern, taken ones are reported, and a free one is offered.

use super::{enter, form};
use crate::support::dom::{description, is_invalid, value, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::people::{Directory, employee};
use crate::support::{fill, find, frames, get, press, until};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn names_follow_the_pattern_until_they_are_edited_and_again_when_emptied() {
    let (_page, _service) = form(&Directory::default()).await;
    fill("First name", "Zoë");
    fill("Last name", "Müller");
    until("the display name follows", || value("textbox", "Display name") == "Zoë Müller").await;
    assert_eq!(value("textbox", "Logon name"), "zoe.mueller");
    assert_eq!(value("textbox", "Logon name (pre-Windows 2000)"), "zoe.mueller");
    assert_eq!(value("textbox", "E-mail"), "zoe.mueller@demo.local");
    choose("UPN suffix", "@example.org");
    until("the address has the suffix", || value("textbox", "E-mail") == "zoe.mueller@example.org").await;
    fill("Logon name", "zoe");
    fill("Last name", "Maier");
    until("the display name follows still", || value("textbox", "Display name") == "Zoë Maier").await;
    assert_eq!(value("textbox", "Logon name"), "zoe", "what was edited stays");
    assert_eq!(value("textbox", "Logon name (pre-Windows 2000)"), "zoe");
    fill("Logon name", "");
    get("textbox", "First name").focus().unwrap();
    until("it follows again", || value("textbox", "Logon name") == "zoe.maier").await;
    fill("E-mail", "");
    get("textbox", "First name").focus().unwrap();
    frames().await;
    assert_eq!(value("textbox", "E-mail"), "", "a user without mail is a choice");
}

#[wasm_bindgen_test]
async fn a_taken_logon_name_is_told_with_one_that_was_asked_for_and_is_free() {
    let people = ["ann.lee", "ann.lee2", "ann.lee3"].map(|logon| employee(logon, &format!("The {logon}")));
    let (_page, service) = form(&Directory::of(people.to_vec())).await;
    enter("Ann", "Lee");
    let said = || description(&get("textbox", "Logon name"));
    until("it is told", || said().starts_with("This name is already in use.")).await;
    let button = wait_for("button", "Use ann.lee4").await;
    assert!(service.sent().iter().any(|sent| sent.asks_for("ann.lee4@demo.local")), "nobody guesses that it is free");
    click("button", "Create user");
    wait_for_focus("Logon name").await;
    assert_eq!(service.count("/Users"), 0, "a taken name is not sent");
    button.click();
    until("it is used", || value("textbox", "Logon name") == "ann.lee4").await;
    until("the sentence goes", || !is_invalid(&get("textbox", "Logon name"))).await;
    assert!(find("button", "Use ann.lee4").is_none());
    wait_for_focus("Logon name").await;
}

#[wasm_bindgen_test]
async fn the_same_name_in_the_container_is_told_beside_the_display_name() {
    let (_page, _service) = form(&Directory::of(vec![employee("someone.else", "Ann Lee")])).await;
    enter("Ann", "Lee");
    until("it is told", || is_invalid(&get("textbox", "Display name"))).await;
    assert!(!is_invalid(&get("textbox", "Logon name")));
    assert!(find("button", "Use ann.lee2").is_none(), "another logon name would not help");
}

#[wasm_bindgen_test]
async fn enter_sends_the_form_and_the_first_field_in_error_is_focused() {
    let (_page, service) = form(&Directory::default()).await;
    get("textbox", "First name").focus().unwrap();
    press("Enter");
    wait_for_focus("Display name").await;
    assert!(description(&get("textbox", "Display name")).starts_with("This field is required."));
    assert!(is_invalid(&get("textbox", "Password")));
    assert_eq!(service.count("/Users"), 0);
}

#[wasm_bindgen_test]
async fn a_colleague_gives_the_profile_and_never_a_name() {
    let (_page, _service) = form(&Directory::of(vec![employee("bob.ray", "Bob Ray")])).await;
    enter("Ann", "Lee");
    click("button", "Copy from user");
    wait_for("combobox", "User to copy from").await;
    crate::support::type_in(&get("combobox", "User to copy from"), "Bob");
    let option =
        crate::support::wait::found("somebody is suggested", || crate::support::all("[role=option]").pop()).await;
    option.click();
    until("the profile is filled", || value("textbox", "Department") == "Engineering").await;
    assert_eq!(value("textbox", "Title"), "Engineer");
    assert_eq!(value("textbox", "Logon name"), "ann.lee");
    let told = || crate::support::shown("status").concat();
    until("it says what was taken", || told().contains("Copied from Bob Ray: Department, Title.")).await;
}
