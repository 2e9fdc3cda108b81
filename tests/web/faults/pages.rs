//! The pages on which somebody enters something: whatever the service does, they say what happened, keep what was
//! entered, send nothing twice that may have been done, and go on to work.

use super::fault::{Fault, FaultyService, done};
use crate::support::dom::{toasts, value, wait_for};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::people::{Directory, SECRET, config_of_users};
use crate::support::samples::{config, full_draft, object, people, tokens, user};
use crate::support::{Page, Reply, Sent, Service, all, fill, shown, text, until};
use leptos::prelude::*;
use model::criteria::groupid;
use model::group::{MembershipRule, Step};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, StoreId};
use portal::drafts::{GroupDrafts, RuleDraft};
use portal::pages::create_group::CreateGroupPage;
use portal::pages::create_user::CreateUserPage;
use portal::pages::dashboard::DashboardPage;
use portal::pages::groups::{DeleteDialog, RuleTab};
use portal::pages::sign_in::SignInPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use wasm_bindgen_test::wasm_bindgen_test;

/// The faults after which the person at the page has to do something.
fn faults() -> impl Iterator<Item = Fault> {
    Fault::ALL.into_iter().filter(|fault| fault.sentence().is_some())
}

/// Everything that the page says at the moment.
fn said() -> String {
    let mut said: Vec<String> = ["alert", "status"].into_iter().flat_map(shown).chain(toasts()).collect();
    said.extend(all(".error").iter().map(text));
    said.join(" ").trim().to_owned()
}

#[wasm_bindgen_test]
async fn the_form_of_a_new_user() {
    for fault in faults() {
        let directory = Directory::default();
        let faulty = FaultyService::start(move |sent| directory.answer(sent));
        let mut page = Page::new(&config_of_users());
        page.sign_in().await;
        page.at(&Route::CreateUser(None).path());
        page.show(|| view! { <CreateUserPage/> <ToastList/> });
        wait_for("textbox", "First name").await;
        for (field, text) in [("First name", "Ann"), ("Last name", "Lee"), ("Password", SECRET)] {
            fill(field, text);
        }
        let failing = faulty.fail(fault);
        click("button", "Create user");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty()).await;
        assert!(!said().contains(SECRET), "{fault:?}: {}", said());
        for (field, text) in [("First name", "Ann"), ("Last name", "Lee"), ("Password", SECRET)] {
            assert_eq!(value("textbox", field), text, "{fault:?}");
        }
        assert_eq!(faulty.repeated(fault), [], "{fault:?}");
        drop(failing);
        if fault == Fault::Unauthorized {
            page.sign_in().await;
        }
        click("button", "Create user");
        until(&format!("after {fault:?} the page goes on"), || url() == "/users/id-ann.lee").await;
    }
}

#[wasm_bindgen_test]
async fn the_wizard_of_a_new_group() {
    for fault in faults() {
        let faulty = FaultyService::start(|sent: &Sent| match sent.path.ends_with("/StaticGroup") {
            true => Reply::Json(200, done()),
            false => people(&[]),
        });
        let mut page = Page::new(&config());
        page.sign_in().await;
        let drafts = || GroupDrafts::new(&user("ann"));
        drafts().save("d1", "", &full_draft(&page), Some(Step::Summary), None);
        page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
        page.show(|| view! { <CreateGroupPage/> <ToastList/> });
        wait_for("button", "Finish").await;
        let failing = faulty.fail(fault);
        click("button", "Finish");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty()).await;
        let kept = drafts().load("d1").expect("the draft is kept");
        assert!(format!("{kept:?}").contains("Water polo"), "{fault:?}");
        assert_eq!(faulty.repeated(fault), [], "{fault:?}");
        drop(failing);
        if fault == Fault::Unauthorized {
            page.sign_in().await;
        }
        click("button", "Finish");
        until(&format!("after {fault:?} the page goes on"), || drafts().load("d1").is_none()).await;
    }
}

/// The group whose description is edited.
fn rowing() -> DirectoryObject {
    let mut attributes = object("group", "Rowing").attributes().clone();
    let own = [
        ("groupType", "-2147483640"),
        ("XGroupSecurity", "Private"),
        ("managedBy", "CN=Ann Lee,OU=Groups,DC=demo,DC=local"),
        ("description", "Tuesdays"),
    ];
    for (name, value) in own {
        attributes.set(name, vec![AttributeValue::answered(value)]);
    }
    DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
}

#[wasm_bindgen_test]
async fn a_group_that_is_edited() {
    for fault in faults() {
        let faulty = FaultyService::start(|sent: &Sent| match sent.method.as_str() {
            "PATCH" => Reply::Json(200, done()),
            "POST" => people(&["Ann Lee"]),
            _ => Reply::Json(200, rowing().to_json()),
        });
        let mut page = Page::new(&config());
        page.sign_in().await;
        page.show_group("g1");
        wait_for("button", "Edit Description").await;
        click("button", "Edit Description");
        wait_for("textbox", "Description").await;
        fill("Description", "Fridays");
        click("button", "Done");
        wait_for("button", "Save changes").await;
        let failing = faulty.fail(fault);
        click("button", "Save changes");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty() || !toasts().is_empty()).await;
        assert!(all("dd").iter().any(|fact| text(fact).contains("Fridays")), "{fault:?}: the change is kept");
        assert_eq!(faulty.repeated(fault), [], "{fault:?}");
        drop(failing);
        if fault == Fault::Unauthorized {
            page.sign_in().await;
        }
        let patches = || faulty.service.sent().iter().filter(|sent| sent.method == "PATCH").count();
        click("button", "Save changes");
        until(&format!("after {fault:?} the page goes on"), || patches() > 0).await;
    }
}

#[wasm_bindgen_test]
async fn signing_in() {
    for fault in faults() {
        let failing = std::rc::Rc::new(std::cell::Cell::new(true));
        let is_failing = failing.clone();
        // The token endpoint has errors of its own, so it is the one that fails here.
        let service = Service::start(move |sent| match (sent.is_token(), is_failing.get()) {
            (true, true) => fault.reply(|| tokens(1, 1_200), true, 0),
            (true, false) => tokens(1, 1_200),
            (false, _) => people(&["Ann Lee"]),
        });
        let clock = (fault == Fault::Timeout).then(crate::support::clock::QuickTimeouts::all);
        let mut page = Page::new(&config());
        page.show(|| view! { <SignInPage/> });
        wait_for("textbox", "User name").await;
        fill("User name", "ann");
        fill("Password", SECRET);
        click("button", "Sign in");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty()).await;
        assert!(!said().contains(SECRET), "{fault:?}: {}", said());
        assert_eq!(value("textbox", "User name"), "ann", "{fault:?}");
        assert_eq!(service.sent().iter().filter(|sent| sent.is_token()).count(), 1, "{fault:?}");
        drop(clock);
        failing.set(false);
        fill("Password", SECRET);
        click("button", "Sign in");
        let session = page.session;
        until(&format!("after {fault:?} the page goes on"), || session.user_now().is_some()).await;
    }
}

#[wasm_bindgen_test]
async fn the_dashboard() {
    for fault in faults() {
        let faulty = FaultyService::start(|_| people(&["Rowing"]));
        let mut page = Page::new(&config());
        page.sign_in().await;
        let failing = faulty.fail(fault);
        page.show(|| view! { <DashboardPage/> });
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty()).await;
        drop(failing);
        if fault == Fault::Unauthorized {
            page.sign_in().await;
        }
        click("button", "Try again");
        wait_for("link", "Rowing").await;
    }
}

#[wasm_bindgen_test]
async fn a_group_that_is_deleted() {
    for fault in faults() {
        let faulty = FaultyService::start(|sent: &Sent| match sent.method.as_str() {
            "DELETE" => Reply::Json(200, done()),
            "POST" => people(&[]),
            _ => Reply::Json(200, rowing().to_json()),
        });
        let mut page = Page::new(&config());
        page.sign_in().await;
        page.at(&Route::Users.path());
        let open = page.within(|| RwSignal::new(true));
        page.show(move || view! { <DeleteDialog open group=rowing()/> <ToastList/> });
        wait_for("button", "Delete group").await;
        let failing = faulty.fail(fault);
        click("button", "Delete group");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty() || !toasts().is_empty()).await;
        assert_eq!(faulty.repeated(fault), [], "{fault:?}");
        drop(failing);
        // What is not there any more is deleted.
        if fault == Fault::NotFound {
            continue;
        }
        assert!(!said().contains("was deleted"), "{fault:?}: {}", said());
        if fault == Fault::Unauthorized {
            page.sign_in().await;
        }
        click("button", "Delete group");
        until(&format!("after {fault:?} the page goes on"), || toasts().concat().contains("was deleted")).await;
    }
}

#[wasm_bindgen_test]
async fn a_rule_that_is_saved() {
    for fault in faults() {
        let smart = || {
            let mut attributes = rowing().attributes().clone();
            attributes.set("IMSGCriteria", vec![AttributeValue::answered("(l Is Exactly \"Berlin\")")]);
            attributes.set("IMSGObjectTypes", vec![AttributeValue::answered("2")]);
            attributes.set("IMSGStartPath", vec![AttributeValue::answered("DC=demo,DC=local")]);
            DirectoryObject::answered(ObjectId::new("g1"), StoreId(2), "group", "Rowing", attributes)
        };
        let faulty = FaultyService::start(move |sent: &Sent| match sent.method.as_str() {
            "PATCH" => Reply::Json(200, done()),
            "POST" => people(&["Ann Lee"]),
            _ => Reply::Json(200, smart().to_json()),
        });
        let mut page = Page::new(&config());
        page.sign_in().await;
        let mut changed = MembershipRule::of(&smart()).unwrap();
        changed.criteria = groupid::parse("(l Is Exactly \"Bonn\")").unwrap();
        let draft = || RuleDraft::new(&user("ann"), &ObjectId::new("g1"));
        draft().save(&changed);
        page.show(move || {
            let store = portal::api::Api::expect().current_store();
            view! { <RuleTab group=smart() store on_saved=Callback::new(|()| ())/> <ToastList/> }
        });
        wait_for("button", "Save rule").await;
        let failing = faulty.fail(fault);
        click("button", "Save rule");
        until(&format!("{fault:?} is said"), || !shown("alert").is_empty() || !toasts().is_empty()).await;
        assert!(draft().load().is_some_and(|kept| format!("{kept:?}").contains("Bonn")), "{fault:?}: the rule is kept");
        assert_eq!(faulty.repeated(fault), [], "{fault:?}");
        drop(failing);
        draft().forget();
    }
}
