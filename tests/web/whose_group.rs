//! Looking up the signed-in user, with repetitions; and whose a group is.

use crate::support::dom::{attribute, get_in, wait_for};
use crate::support::keys::click;
use crate::support::samples::{config, object, people, person, tokens, user};
use crate::support::{Page, Reply, Sent, Service, all, fill, find, shown, text, until};
use leptos::prelude::*;
use model::group::MembershipRule;
use model::wire::{AttributeValue, DirectoryObject, ObjectPage, StoreId};
use portal::drafts::RuleDraft;
use portal::pages::groups::{GroupPage, RuleTab};
use portal::pages::sign_in::SignInPage;
use portal::session::Phase;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// Signs in while the directory fails this many times before it responds.
async fn sign_in(failures: Rc<Cell<u32>>) -> (Page, Service) {
    let service = Service::start(move |sent| match (sent.is_token(), failures.get()) {
        (true, _) => tokens(1, 1_200),
        (false, 0) => people(&["Ann Lee"]),
        (false, left) => {
            failures.set(left - 1);
            Reply::Text(502, "<h1>Bad Gateway</h1>")
        }
    });
    let mut page = Page::new(&config());
    page.show(|| view! { <SignInPage/> });
    wait_for("textbox", "User name").await;
    fill("User name", "ann");
    fill("Password", "s3cret!");
    click("button", "Sign in");
    (page, service)
}

#[wasm_bindgen_test]
async fn a_directory_that_answers_late_is_asked_again() {
    let (page, _service) = sign_in(Rc::new(Cell::new(2))).await;
    until("somebody is in", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
    let who = page.session.user_now().and_then(|user| user.object).unwrap();
    assert_eq!(who.name, "Ann Lee");
}

#[wasm_bindgen_test]
async fn nobody_gets_a_portal_without_a_person() {
    let failures = Rc::new(Cell::new(u32::MAX));
    let (page, service) = sign_in(failures.clone()).await;
    wait_for("button", "Try again").await;
    assert!(shown("alert")[0].contains("the directory did not say who you are"));
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedOut);
    assert_eq!(service.count("/Searches"), 4, "a bounded number of times");
    failures.set(0);
    click("button", "Try again");
    until("somebody is in", || untrack(|| page.session.phase()) == Phase::SignedIn).await;
    assert_eq!(service.sent().iter().filter(|sent| sent.is_token()).count(), 1, "the password is not asked for twice");
}

/// A group that this person owns.
fn owned_by(owner: &str) -> DirectoryObject {
    let group = object("group", "Polo");
    let mut attributes = group.attributes().clone();
    let dn = person(owner).dn;
    attributes.set("managedBy", vec![AttributeValue::answered(&dn)]);
    DirectoryObject::answered(group.id.clone(), StoreId(2), "group", "Polo", attributes)
}

/// The page of a group of this owner, seen by Ann.
async fn group_of(owner: &'static str) -> (Page, Service) {
    let answer = move |sent: &Sent| {
        if sent.is_token() {
            return tokens(1, 1_200);
        }
        match sent.method.as_str() {
            "GET" if sent.path.contains("/Groups/") => Reply::Json(200, owned_by(owner).to_json()),
            "GET" => Reply::Json(404, Value::Null),
            _ => {
                let mut who = object("user", owner);
                if let model::wire::Nullable::Is(bag) = &mut who.attributes_business_object {
                    bag.attributes.set("mail", vec![AttributeValue::answered("bob@demo.local")]);
                }
                Reply::Json(200, ObjectPage::of(1, vec![who]).to_json())
            }
        }
    };
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    page.sign_in().await;
    page.show(|| view! { <GroupPage id=object("group", "Polo").id.clone()/> });
    wait_for("heading", "Polo").await;
    (page, service)
}

#[wasm_bindgen_test]
async fn owners_see_what_they_can_do() {
    let (_page, _service) = group_of("Ann Lee").await;
    wait_for("button", "Delete group").await;
    assert!(find("button", "Show the actions all the same").is_none());
}

#[wasm_bindgen_test]
async fn others_see_whose_it_is_and_how_to_ask() {
    let (_page, _service) = group_of("Bob").await;
    until("the owner is named", || all("#not-yours").iter().any(|note| text(note).contains("Bob"))).await;
    assert!(find("button", "Delete group").is_none());
    let link = wait_for("link", "Ask an owner").await;
    assert_eq!(attribute(&link, "href"), "mailto:bob@demo.local?subject=The%20group%20Polo");
    // The portal does not know who is an administrator.
    click("button", "Show the actions all the same");
    wait_for("button", "Delete group").await;
}

#[wasm_bindgen_test]
async fn a_rule_that_was_left_says_so_and_is_thrown_away_only_after_a_question() {
    let service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { Reply::Json(404, json!({})) });
    let mut page = Page::new(&config());
    page.sign_in().await;
    let smart = || {
        let group = owned_by("Ann Lee");
        let mut attributes = group.attributes().clone();
        attributes.set("IMSGCriteria", vec![AttributeValue::answered("(l Is Exactly \"Berlin\")")]);
        DirectoryObject::answered(group.id.clone(), StoreId(2), "group", "Polo", attributes)
    };
    let mut left = MembershipRule::of(&smart()).unwrap();
    left.criteria = model::criteria::groupid::parse("(department Contains \"sales\")").unwrap();
    let kept = RuleDraft::new(&user("ann"), &smart().id);
    kept.save(&left);
    page.show(move || {
        let store = portal::api::Api::expect().current_store();
        view! { <RuleTab group=smart() store on_saved=Callback::new(|()| ())/> }
    });
    wait_for("button", "Save rule").await;
    assert!(text(&all("#restored")[0]).contains("Unsaved changes from"));
    click("button", "Cancel");
    wait_for("button", "Keep editing").await;
    click("button", "Keep editing");
    assert_eq!(kept.load().map(|(rule, _)| rule), Some(left));
    click("button", "Cancel");
    let dialog = wait_for("dialog", "Discard your changes to this rule?").await;
    get_in(&dialog, "button", "Discard changes").click();
    wait_for("button", "Edit rule").await;
    assert_eq!(kept.load(), None);
    drop(service);
}
