//! What is sent, how often, and how each response is handled.

use super::{enter, form};
use crate::support::dom::{description, get_in, value, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::people::{Directory, SECRET};
use crate::support::samples::user;
use crate::support::{Reply, Service, all, fill, find, get, shown, until};
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use model::wire::CreateUser;
use portal::drafts::UserDrafts;
use portal::routes::Route;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn finish_sends_once_and_leads_to_the_new_user() {
    let directory = Directory::default();
    let (_page, service) = form(&directory).await;
    enter("Ann", "Lee");
    let finish = get("button", "Create user");
    finish.click();
    finish.click();
    until("the page is gone to", || url() == "/users/id-ann.lee").await;
    assert_eq!(service.count("/Users"), 1, "two presses, one call");
    let sent = service.sent().into_iter().find(|sent| sent.path.ends_with("/Users")).unwrap();
    let body = CreateUser::from_json(&sent.json()).unwrap();
    let text = |name: &str| body.attributes.attributes.first(name).unwrap_or_default().to_owned();
    assert_eq!(text("userPrincipalName"), "ann.lee@demo.local");
    assert_eq!(text("password"), SECRET);
    assert_eq!(body.container, "OU=Sales,DC=demo,DC=local");
    assert!(UserDrafts::new(&user("ann")).waiting().is_empty(), "a finished draft is not offered again");
    assert!(shown("dialog").is_empty(), "whoever typed a password knows it");
}

#[wasm_bindgen_test]
async fn a_made_password_is_offered_once_more_and_then_it_is_gone() {
    let (_page, _service) = form(&Directory::default()).await;
    enter("Ann", "Lee");
    click("button", "Generate password");
    until("one is made", || value("textbox", "Password") != SECRET).await;
    let made = value("textbox", "Password");
    click("button", "Create user");
    wait_for("dialog", "User created").await;
    wait_for_focus("Copy password").await;
    assert_eq!(url().split('?').next(), Some("/users/new"), "nobody is led away from it");
    assert!(
        !["alert", "status"].into_iter().flat_map(shown).any(|said| said.contains("It is not yet clear")),
        "nothing is in doubt"
    );
    click("button", "Done");
    until("the page is gone to", || url() == "/users/id-ann.lee").await;
    let fields = || all("input").iter().any(|input| js_sys::Reflect::get(input, &"value".into()).unwrap() == made);
    until("no field has it", || !fields()).await;
}

/// A service that answers creations only when the test says so.
fn holding(directory: &Directory) -> Service {
    let own = directory.clone();
    Service::start(move |sent| match sent.path.ends_with("/Users") {
        true => Reply::Held,
        false => own.answer(sent),
    })
}

/// Records the texts that are copied to the clipboard.
struct Copies {
    clipboard: JsValue,
    _own: Closure<dyn Fn(String) -> Promise>,
    texts: Rc<RefCell<Vec<String>>>,
}

impl Copies {
    fn watch() -> Self {
        let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap();
        let texts = Rc::<RefCell<Vec<String>>>::default();
        let kept = texts.clone();
        let own = Closure::<dyn Fn(String) -> Promise>::new(move |text| {
            kept.borrow_mut().push(text);
            Promise::resolve(&JsValue::UNDEFINED)
        });
        Reflect::set(&clipboard, &"writeText".into(), own.as_ref()).unwrap();
        Self { clipboard, _own: own, texts }
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        Reflect::delete_property(self.clipboard.unchecked_ref::<js_sys::Object>(), &"writeText".into()).unwrap();
    }
}

/// Sends a generated password, and returns it.
async fn made_and_sent(service: &Service) -> String {
    enter("Ann", "Lee");
    click("button", "Generate password");
    until("one is made", || value("textbox", "Password") != SECRET).await;
    let made = value("textbox", "Password");
    click("button", "Create user");
    until("it is sent", || service.held() == 1).await;
    made
}

#[wasm_bindgen_test]
async fn what_is_handed_out_is_what_was_sent_whatever_was_entered_meanwhile() {
    let directory = Directory::default();
    let (_page, _first) = form(&directory).await;
    let service = holding(&directory);
    let copies = Copies::watch();
    let made = made_and_sent(&service).await;
    fill("Password", SECRET);
    service.release(0, Reply::Json(200, json!({ "status": 0, "data": "id-ann.lee" })));
    wait_for("dialog", "User created").await;
    crate::support::all("dialog[open] button")[0].click();
    until("it is copied", || copies.texts.borrow().last() == Some(&made)).await;
    wait_for("button", "Clear the clipboard").await.click();
    until("it is not in the clipboard any more", || copies.texts.borrow().last().is_some_and(String::is_empty)).await;
    click("button", "Done");
    until("the page is gone to", || url() == "/users/id-ann.lee").await;
}

#[wasm_bindgen_test]
async fn leaving_is_asked_about_while_nobody_knows_the_password() {
    let directory = Directory::default();
    let (_page, _first) = form(&directory).await;
    let service = holding(&directory);
    let history = window().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", Some(&Route::Users.href())).unwrap();
    history.push_state_with_url(&JsValue::NULL, "", Some(&Route::CreateUser(None).href())).unwrap();
    let here = || url().split('?').next().map(str::to_owned);
    made_and_sent(&service).await;
    history.back().unwrap();
    wait_for("dialog", "Leave this page?").await;
    assert_eq!(here().as_deref(), Some("/users/new"));
    click("button", "Stay on page");
    service.release(0, Reply::Json(200, json!({ "status": 0, "data": "id-ann.lee" })));
    wait_for("dialog", "User created").await;
    history.back().unwrap();
    wait_for("dialog", "Leave this page?").await;
    assert_eq!(here().as_deref(), Some("/users/new"));
    click("button", "Stay on page");
    click("button", "Done");
    until("nothing is asked any more", || url() == "/users/id-ann.lee").await;
}

#[wasm_bindgen_test]
async fn a_namesake_from_before_is_not_announced_as_made() {
    let directory = Directory::default();
    let (_page, service) = form(&directory).await;
    let own = directory.clone();
    let lost = Service::start(move |sent| match sent.path.ends_with("/Users") {
        true => Reply::Failure,
        false => own.answer(sent),
    });
    enter("Ann", "Lee");
    click("button", "Create user");
    until("the doubt is told", || shown("alert").concat().contains("It is not yet clear")).await;
    drop(lost);
    directory.add(crate::support::people::employee("ann.lee", "Ann Lee"));
    click("button", "Create user");
    let said = || description(&get("textbox", "Logon name"));
    until("the name is taken", || said().starts_with("Somebody has this logon name.")).await;
    assert_eq!(url().split('?').next(), Some("/users/new"));
    assert_eq!(service.count("/Users"), 1, "the service has the last word");
}

#[wasm_bindgen_test]
async fn a_refusal_stands_beside_its_field_and_everything_stays() {
    let (_page, service) = form(&Directory::default()).await;
    enter("Refused", "Person");
    click("button", "Create user");
    let said = || description(&get("textbox", "Logon name"));
    until("it is told", || said().starts_with("Somebody has this logon name.")).await;
    wait_for_focus("Logon name").await;
    assert_eq!((value("textbox", "First name"), value("textbox", "Password")), ("Refused".into(), SECRET.into()));
    crate::support::fill("Logon name", "other");
    until("it is answered", || !said().contains("Somebody has")).await;
    click("button", "Create user");
    until("it is sent again", || service.count("/Users") == 2).await;
}

#[wasm_bindgen_test]
async fn after_silence_the_user_is_looked_for_and_not_made_again() {
    let directory = Directory::default();
    directory.silent.set(1);
    let (_page, service) = form(&directory).await;
    enter("Ann", "Lee");
    click("button", "Create user");
    until("the doubt is told", || shown("alert").concat().contains("It is not yet clear whether the user was created"))
        .await;
    assert_eq!(service.count("/Users"), 1);
    click("button", "Create user");
    until("the page is gone to", || url() == "/users/id-ann.lee").await;
    assert_eq!(service.count("/Users"), 1, "nothing is sent twice");
    assert_eq!(directory.upns(), ["ann.lee@demo.local"]);
}

#[wasm_bindgen_test]
async fn another_password_than_the_one_that_was_sent_is_not_handed_out() {
    let directory = Directory::default();
    directory.silent.set(1);
    let (_page, _service) = form(&directory).await;
    enter("Ann", "Lee");
    click("button", "Create user");
    until("the doubt is told", || shown("alert").concat().contains("It is not yet clear")).await;
    click("button", "Generate password");
    until("another one is made", || value("textbox", "Password") != SECRET).await;
    click("button", "Create user");
    until("the page is gone to", || url() == "/users/id-ann.lee").await;
    assert!(find("dialog", "User created").is_none(), "it is not that user's password");
}

#[wasm_bindgen_test]
async fn discarding_asks_and_leaves_nothing() {
    let (_page, _service) = form(&Directory::default()).await;
    enter("Ann", "Lee");
    let drafts = UserDrafts::new(&user("ann"));
    until("the draft is kept", || !drafts.waiting().is_empty()).await;
    click("button", "Discard");
    wait_for("dialog", "Discard this draft?").await;
    click("button", "Keep editing");
    until("the dialog closes", || shown("dialog").is_empty()).await;
    assert_eq!(value("textbox", "First name"), "Ann");
    click("button", "Discard");
    let dialog = wait_for("dialog", "Discard this draft?").await;
    get_in(&dialog, "button", "Discard").click();
    until("it is forgotten", || drafts.waiting().is_empty()).await;
    until("the list is gone to", || url() == "/users").await;
}
