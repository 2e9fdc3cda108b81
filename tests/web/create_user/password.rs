//! The password: shown when asked for, made from the browser's source, kept nowhere.

use super::{enter, form};
use crate::support::dom::{attribute, description, value, wait_for};
use crate::support::keys::click;
use crate::support::people::{Directory, SECRET, config_of_users};
use crate::support::samples::{person, user};
use crate::support::{Page, all, fill, find, frames, get, until};
use leptos::prelude::*;
use model::user::{Password, UserDraft};
use model::wire::StoreId;
use portal::drafts::UserDrafts;
use portal::pages::create_user::CreateUserPage;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

/// Everything that the browser keeps, in one text.
fn kept() -> String {
    let window = window();
    let mut all = window.location().href().unwrap();
    for storage in [window.local_storage(), window.session_storage()].map(|storage| storage.unwrap().unwrap()) {
        for at in 0..storage.length().unwrap() {
            let key = storage.key(at).unwrap().unwrap();
            all += &storage.get_item(&key).unwrap().unwrap();
            all += &key;
        }
    }
    all
}

#[wasm_bindgen_test]
async fn it_is_masked_until_it_is_asked_for_and_told_to_be_new() {
    let (_page, _service) = form(&Directory::default()).await;
    fill("Password", "short");
    let field = get("textbox", "Password");
    assert_eq!(attribute(&field, "type"), "password");
    assert_eq!(attribute(&field, "autocomplete"), "new-password");
    assert!(description(&field).contains("12 to 127 characters."), "{}", description(&field));
    assert!(!description(&field).contains("Use at least 12 characters."), "nobody is corrected while typing");
    get("textbox", "First name").focus().unwrap();
    until("what is wrong is told", || description(&field).contains("Use at least 12 characters.")).await;
    click("button", "Show password");
    until("it is shown", || attribute(&field, "type") == "text").await;
    click("button", "Show password");
    until("it is masked again", || attribute(&field, "type") == "password").await;
    fill("Password", SECRET);
    until("all is well", || !description(&field).contains("needed")).await;
}

#[wasm_bindgen_test]
async fn a_made_one_meets_the_policy_is_shown_and_is_another_each_time() {
    let (page, _service) = form(&Directory::default()).await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let before = value("textbox", "Password");
        click("button", "Generate");
        until("one is made", || value("textbox", "Password") != before).await;
        seen.insert(value("textbox", "Password"));
    }
    assert_eq!(seen.len(), 20);
    assert_eq!(attribute(&get("textbox", "Password"), "type"), "text");
    assert!(find("button", "Copy password").is_some());
    let policy = page.api.current_store().users.password;
    assert!(seen.iter().all(|made| Password::new(made.clone()).check(&policy, &[]).is_ok()));
}

#[wasm_bindgen_test]
async fn generating_one_is_announced_each_time_and_never_what_it_is() {
    let (_page, _service) = form(&Directory::default()).await;
    let place = || all(".secret [role=status]").pop().expect("the place is there before there is anything to say");
    let raw = || place().text_content().unwrap();
    assert_eq!(raw(), "");
    click("button", "Generate");
    until("it is announced", || crate::support::text(&place()) == "A password was generated and is shown.").await;
    let first = raw();
    click("button", "Generate");
    until("so is the next one", || raw() != first).await;
    assert_eq!(crate::support::text(&place()), "A password was generated and is shown.");
    fill("Password", SECRET);
    until("a typed one is not", || raw().is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_policy_that_nothing_can_meet_is_said() {
    let _service = Directory::default().start();
    let mut config = config_of_users();
    config["identityStores"][0]["users"]["password"] = json!({ "kinds": 4, "symbols": "" });
    let mut page = Page::new(&config);
    let own = page.api.config().clone();
    page.session.sign_in(&own, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(Some(person("Ann Lee")));
    page.show(|| view! { <CreateUserPage/> });
    wait_for("button", "Generate").await;
    click("button", "Generate");
    let said = || description(&get("textbox", "Password"));
    until("it is said", || said().contains("No password can meet the configured policy")).await;
    assert_eq!(value("textbox", "Password"), "");
}

#[wasm_bindgen_test]
async fn it_is_in_no_draft_no_storage_no_url_and_no_request_that_is_shown() {
    let (page, _service) = form(&Directory::default()).await;
    enter("Ann", "Lee");
    let drafts = UserDrafts::new(&user("ann"));
    until("the draft is kept", || !drafts.waiting().is_empty()).await;
    frames().await;
    assert!(kept().contains("Ann") && !kept().contains(SECRET), "{}", kept());
    click("button", "Show request");
    let body = crate::support::wait::found("the request is shown", || all("#request-body").pop()).await;
    let body = body.text_content().unwrap();
    assert!(body.contains("ann.lee@demo.local") && body.contains("\"Password\"") && !body.contains(SECRET), "{body}");
    // Nothing of the page but the field itself has it.
    let html = document().document_element().unwrap().outer_html();
    assert!(!html.contains(SECRET));
    drop(page);
    assert!(!kept().contains(SECRET));
}

#[wasm_bindgen_test]
async fn a_kept_draft_comes_back_without_it() {
    let _service = Directory::default().start();
    let mut page = Page::new(&config_of_users());
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(Some(person("Ann Lee")));
    let mut draft = UserDraft::new(&page.api.current_store());
    draft.first_name = "Zoë".to_owned();
    UserDrafts::new(&user("ann")).keep("d1", "Zoë", &draft, None, None);
    page.at("/users/new");
    page.show(|| view! { <CreateUserPage/> });
    let link = wait_for("link", "Zoë").await;
    assert!(attribute(&link, "href").ends_with("draft=d1"));
    link.click();
    until("it is back", || find("textbox", "First name").is_some() && value("textbox", "First name") == "Zoë").await;
    assert_eq!(value("textbox", "Password"), "");
}
