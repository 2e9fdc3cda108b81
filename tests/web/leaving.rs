//! Leaving a page while a request is running: nothing touches the page any more, the work is finished, and its result
//! is reported on the next page.

use crate::support::dom::{toasts, wait_for};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, full_draft, object, people, person, tokens, user};
use crate::support::{Page, Reply, Sent, Service, all, fill, find, frames, type_in, until};
use leptos::prelude::*;
use model::group::{MembershipRule, Step};
use model::wire::{AttributeValue, DirectoryObject, StoreId};
use portal::drafts::{GroupDrafts, RuleDraft};
use portal::http::Call;
use portal::pages::create_group::CreateGroupPage;
use portal::pages::groups::{DeleteDialog, RuleTab};
use portal::pages::sign_in::SignInPage;
use portal::routes::Route;
use portal::task::{self, Lifetime};
use portal::ui::field::FieldText;
use portal::ui::people_picker::PeoplePicker;
use portal::ui::toast::ToastList;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen_test::wasm_bindgen_test;

static PANICS: AtomicU32 = AtomicU32::new(0);

/// A page that can be removed while the toasts stay.
struct Leaving {
    page: Page,
    shown: RwSignal<bool>,
    panics: u32,
}

impl Leaving {
    fn new() -> Self {
        static COUNTS: Once = Once::new();
        COUNTS.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                PANICS.fetch_add(1, Ordering::Relaxed);
                before(info);
            }));
        });
        let mut config = config();
        config["identityStores"][0]["attributes"] = json!([{ "name": "l", "label": { "en": "City" } }]);
        let page = Page::new(&config);
        let shown = page.within(|| RwSignal::new(true));
        Self { page, shown, panics: PANICS.load(Ordering::Relaxed) }
    }

    async fn signed_in() -> Self {
        let this = Self::new();
        let config = this.page.api.config().clone();
        this.page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
        this.page.session.complete_sign_in(Some(person("Ann Lee")));
        this
    }

    fn show(&mut self, view: impl Fn() -> AnyView + Send + Sync + 'static) {
        let shown = self.shown;
        self.page.show(move || {
            view! {
                {move || shown.get().then(&view)}
                <ToastList/>
            }
        });
    }

    async fn leave(&self) {
        self.shown.set(false);
        until("the page is left", || all("main").iter().all(|main| main.child_element_count() == 1)).await;
    }

    /// Checks that no disposed signal was touched.
    async fn is_quiet(&self) {
        frames().await;
        assert_eq!(PANICS.load(Ordering::Relaxed), self.panics, "something panicked");
    }
}

fn said() -> String {
    toasts().join("|")
}

/// Replies with tokens, and as given to everything else.
fn service(answer: impl Fn(&Sent) -> Reply + 'static) -> Service {
    Service::start(move |sent| if sent.is_token() { tokens(1, 1_200) } else { answer(sent) })
}

#[wasm_bindgen_test]
async fn work_ends_with_the_life_of_its_component() {
    let page = Page::new(&config());
    let owner = page.within(Owner::new);
    let (life, here) = owner.with(|| (Lifetime::new(), StoredValue::new(1)));
    let (go, wait) = futures::channel::oneshot::channel::<()>();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let told = seen.clone();
    life.spawn(async move {
        told.borrow_mut().push(here.get_value());
        wait.await.unwrap();
        told.borrow_mut().push(here.get_value());
    });
    until("it has begun", || !seen.borrow().is_empty()).await;
    owner.cleanup();
    assert!(life.is_over());
    // The receiver may have been dropped with the work.
    let _ = go.send(());
    frames().await;
    assert_eq!(*seen.borrow(), [1]);
    assert_eq!(Rc::strong_count(&seen), 1, "what the work held is let go");
}

async fn answered(wait: futures::channel::oneshot::Receiver<u32>) -> u32 {
    wait.await.unwrap_or_default()
}

#[wasm_bindgen_test]
async fn what_outlives_a_page_is_told_to_it_or_to_whoever_left() {
    let page = Page::new(&config());
    let seen = Rc::new(RefCell::new(Vec::new()));
    let note = |what: &'static str| {
        let seen = seen.clone();
        move |number: u32| seen.borrow_mut().push((what, number))
    };
    let (stays, leaves) = (page.within(Owner::new), page.within(Owner::new));
    for (owner, number) in [(&stays, 1), (&leaves, 2)] {
        let life = owner.with(Lifetime::new);
        let (go, wait) = futures::channel::oneshot::channel();
        let tell = life.tell(note("told"));
        life.run_to_end(answered(wait), note("here"), note("left"));
        if number == 2 {
            owner.cleanup();
        }
        tell(number);
        go.send(number).unwrap();
    }
    until("both are over", || seen.borrow().len() == 3).await;
    assert_eq!(*seen.borrow(), [("told", 1), ("here", 1), ("left", 2)]);
    let (go, wait) = futures::channel::oneshot::channel();
    task::run_to_end(answered(wait), note("of no page"));
    go.send(3).unwrap();
    until("it is over", || seen.borrow().last() == Some(&("of no page", 3))).await;
}

#[wasm_bindgen_test]
async fn a_picker_is_left_before_anybody_is_found() {
    let service = service(|_| Reply::Held);
    let mut at = Leaving::signed_in().await;
    at.show(|| {
        let text = FieldText::new("who", || "Add members", || None);
        view! { <PeoplePicker text classes=&["user"] on_pick=|_: model::group::Principal| ()/> }.into_any()
    });
    type_in(&wait_for("combobox", "Add members").await, "bo");
    until("somebody is looked for", || service.held() == 1).await;
    at.leave().await;
    service.release(0, people(&["Bob"]));
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn the_sign_in_page_is_left_before_the_answer() {
    for answer in [tokens(1, 1_200), Reply::Json(400, json!({ "error": "invalid_grant" }))] {
        let service = Service::start(|sent| if sent.is_token() { Reply::Held } else { people(&[]) });
        let mut at = Leaving::new();
        at.show(|| view! { <SignInPage/> }.into_any());
        wait_for("textbox", "User name").await;
        fill("User name", "ann");
        fill("Password", "s3cret!");
        click("button", "Sign in");
        until("somebody is being signed in", || service.held() == 1).await;
        at.leave().await;
        service.release(0, answer);
        at.is_quiet().await;
        assert_eq!(at.page.session.user_now(), None, "whoever left is not let in");
    }
}

/// A smart group whose rule matches users in Berlin.
fn berlin() -> DirectoryObject {
    let group = object("group", "Berlin");
    let mut attributes = group.attributes().clone();
    attributes.set("IMSGCriteria", vec![AttributeValue::answered("(l Is Exactly \"Berlin\")")]);
    attributes.set("IMSGObjectTypes", vec![AttributeValue::answered("2")]);
    attributes.set("IMSGStartPath", vec![AttributeValue::answered("DC=demo,DC=local")]);
    DirectoryObject::answered(group.id.clone(), StoreId(2), "group", "Berlin", attributes)
}

/// A service that holds both the reading of the rule before saving and the change itself.
fn rule_service() -> Service {
    service(|sent| match sent.method.as_str() {
        "PATCH" => Reply::Held,
        "GET" if sent.path.contains("/Groups/") => Reply::Held,
        // The preview fails.
        _ => Reply::Json(500, Value::Null),
    })
}

/// Opens a changed rule, confirms it, and presses Save.
async fn saving(at: &mut Leaving, service: &Service) {
    RuleDraft::new(&user("ann"), &berlin().id).save(&changed());
    at.show(|| {
        let store = portal::api::Api::expect().current_store();
        view! { <RuleTab group=berlin() store on_saved=Callback::new(|()| ())/> }.into_any()
    });
    wait_for("button", "Save rule").await;
    until("nobody knows who leaves", || {
        let asked = find("dialog", "Many members would be removed").is_some();
        if !asked {
            click("button", "Save rule");
        }
        asked
    })
    .await;
    fill("Type here to confirm", "Berlin");
    let confirm = wait_for("button", "Save rule and remove members").await;
    until("it can be pressed", || !confirm.has_attribute("disabled")).await;
    click("button", "Save rule and remove members");
    until("the rule is being saved", || service.held() == 1).await;
}

/// The group's rule after the change.
fn changed() -> MembershipRule {
    let mut rule = MembershipRule::of(&berlin()).unwrap();
    rule.criteria = model::criteria::groupid::parse("(l Is Exactly \"Bonn\")").unwrap();
    rule
}

#[wasm_bindgen_test]
async fn a_rule_is_saved_although_its_page_was_left() {
    let service = rule_service();
    let mut at = Leaving::signed_in().await;
    saving(&mut at, &service).await;
    at.leave().await;
    service.release(0, Reply::Json(200, berlin().to_json()));
    until("the change is sent", || service.held() == 2).await;
    service.release(1, Reply::Json(200, json!({ "status": 0 })));
    until("it is said", || said().contains("The rule of Berlin is saved. Its members change at the next update."))
        .await;
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn cancel_while_a_rule_is_being_saved_ends_editing_and_what_was_sent_is_done() {
    let service = rule_service();
    let mut at = Leaving::signed_in().await;
    saving(&mut at, &service).await;
    click("button", "Cancel");
    wait_for("button", "Edit rule").await;
    service.release(0, Reply::Json(200, berlin().to_json()));
    until("the change is sent", || service.held() == 2).await;
    service.release(1, Reply::Json(200, json!({ "status": 1, "message": "Not today." })));
    until("it is said", || said().contains("The rule of Berlin was not saved: ")).await;
    assert!(said().contains("Not today."), "{}", said());
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn whoever_left_hears_that_somebody_else_had_changed_the_rule() {
    let service = rule_service();
    let mut at = Leaving::signed_in().await;
    saving(&mut at, &service).await;
    at.leave().await;
    service.release(0, Reply::Json(200, object("group", "Berlin").to_json()));
    until("it is said", || said().contains("someone else changed it")).await;
    assert_eq!(service.held(), 1, "nothing was changed");
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn a_group_is_deleted_although_its_page_was_left() {
    for (answer, wanted) in [
        (Reply::Json(200, json!({ "status": 0 })), "“Berlin” was deleted."),
        (Reply::Json(500, Value::Null), "“Berlin” was not deleted: "),
    ] {
        let service = service(|_| Reply::Held);
        let mut at = Leaving::signed_in().await;
        at.page.at(&Route::Users.path());
        let open = at.page.within(|| RwSignal::new(true));
        at.show(move || view! { <DeleteDialog open group=berlin()/> }.into_any());
        wait_for("button", "Delete group").await;
        click("button", "Delete group");
        until("it is being deleted", || service.held() == 1).await;
        at.leave().await;
        service.release(0, answer);
        until("it is said", || said().contains(wanted)).await;
        assert_eq!(url(), Route::Users.path(), "whoever went elsewhere stays there");
        at.is_quiet().await;
    }
}

#[wasm_bindgen_test]
async fn a_group_is_made_although_the_wizard_was_left() {
    let service = service(|sent| if sent.path.ends_with("/StaticGroup") { Reply::Held } else { people(&[]) });
    let mut at = Leaving::signed_in().await;
    let draft = full_draft(&at.page);
    GroupDrafts::new(&user("ann")).save("d1", "", &draft, Some(Step::Summary), None);
    at.page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
    at.show(|| view! { <CreateGroupPage/> }.into_any());
    wait_for("button", "Finish").await;
    click("button", "Finish");
    until("the group is being made", || service.held() == 1).await;
    at.leave().await;
    service.release(0, Reply::Json(200, json!({ "status": 0, "data": "id-new" })));
    until("it is said", || said().contains("GRP-Water polo")).await;
    assert!(GroupDrafts::new(&user("ann")).load("d1").is_none(), "the draft is done");
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn a_renewal_goes_on_for_all_who_wait_when_the_page_that_asked_is_left() {
    let service = Service::start(|sent| match (sent.is_token(), sent.body.contains("grant_type=password")) {
        (true, true) => tokens(1, 0),
        (true, false) => Reply::Held,
        (false, _) => people(&["Bob"]),
    });
    let at = Leaving::signed_in().await;
    let api = at.page.api.for_current_session();
    let owner = at.page.within(Owner::new);
    let life = owner.with(Lifetime::new);
    let asked = api.clone();
    life.spawn(async move { drop(asked.send(Call::get("/GroupIDDataService/a".to_owned())).await) });
    until("the tokens are being renewed", || service.held() == 1).await;
    owner.cleanup();
    let answer = Rc::new(RefCell::new(None));
    let got = answer.clone();
    leptos::task::spawn_local(async move {
        *got.borrow_mut() = Some(api.send(Call::get("/GroupIDDataService/b".to_owned())).await.is_ok());
    });
    frames().await;
    service.release(0, tokens(2, 1_200));
    until("the next one is answered", || *answer.borrow() == Some(true)).await;
    assert_eq!(service.held(), 1, "a refresh token is good once");
    assert!(service.sent().iter().all(|sent| !sent.path.ends_with("/a")), "whoever left asks nothing more");
    at.is_quiet().await;
}

#[wasm_bindgen_test]
async fn somebody_elses_rule_that_cannot_be_read_can_be_overwritten() {
    let service = rule_service();
    let mut at = Leaving::signed_in().await;
    saving(&mut at, &service).await;
    let mut attributes = berlin().attributes().clone();
    attributes.set("IMSGCriteria", vec![AttributeValue::answered("((mystery")]);
    let theirs = DirectoryObject::answered(berlin().id.clone(), StoreId(2), "group", "Berlin", attributes);
    service.release(0, Reply::Json(200, theirs.to_json()));
    wait_for("button", "Overwrite current rule").await;
    assert!(crate::support::shown("alert").join(" ").contains("((mystery"), "the rule is shown as it is");
    click("button", "Overwrite current rule");
    until("the rule is read again", || service.held() == 2).await;
    service.release(1, Reply::Json(200, theirs.to_json()));
    until("the change is sent", || service.held() == 3).await;
    service.release(2, Reply::Json(200, json!({ "status": 0 })));
    until("it is said", || said().contains("The rule of Berlin is saved.")).await;
    at.is_quiet().await;
}
