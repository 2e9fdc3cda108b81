//! What the portal leaves in the browser: unfinished work, for a while and for its user, and nothing else.

use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::people::{Directory, config_of_users};
use crate::support::samples::{config, full_draft, object, people, tokens, user};
use crate::support::saved::Saved;
use crate::support::storage::{Full, asks_before_leaving, kept, storage};
use crate::support::{Page, Reply, Service, find, shown, until};
use leptos::prelude::*;
use model::group::Step;
use model::wire::{AttributeValue, DirectoryObject, ObjectId, StoreId};
use portal::app::Frame;
use portal::drafts::{GroupDrafts, ImportedUser, RuleDraft, SavedImport, Sent, forget_old};
use portal::http::Call;
use portal::pages::create_group::CreateGroupPage;
use portal::pages::create_user::import_users::ImportUsersPage;
use portal::pages::groups::RuleTab;
use portal::routes::Route;
use portal::session::Phase;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const DAY: f64 = 86_400_000.0;

/// Makes a saved draft of Ann's so many days older.
pub fn age(id: &str, days: f64) {
    let key = format!("groupid-portal/{}", GroupDrafts::new(&user("ann")).lock_name(id));
    let mut draft: Value = serde_json::from_str(&storage().get_item(&key).unwrap().unwrap()).unwrap();
    draft["saved"] = json!((js_sys::Date::now() - days * DAY) as i64);
    storage().set_item(&key, &draft.to_string()).unwrap();
}

#[wasm_bindgen_test]
fn unfinished_work_goes_with_its_age() {
    let page = Page::new(&config());
    let drafts = GroupDrafts::new(&user("ann"));
    for (id, days) in [("young", 29.0), ("old", 31.0)] {
        drafts.save(id, "", &full_draft(&page), Some(Step::General), None);
        age(id, days);
    }
    let now = js_sys::Date::now();
    let begun = |days: f64| (now - days * DAY) as u64;
    for days in [29.0, 31.0] {
        storage().set_item(&format!("groupid-portal/draft/run/2/id-Ann Lee/{}/plan", begun(days)), "[]").unwrap();
    }
    storage().set_item("groupid-portal/draft/group/2/id-Bob/x", "not JSON").unwrap();
    storage().set_item("groupid-portal/theme", "dark").unwrap();
    forget_old(30);
    let mut left: Vec<_> = kept().into_iter().map(|(key, _)| key).collect();
    left.sort();
    let run = format!("groupid-portal/draft/run/2/id-Ann Lee/{}/plan", begun(29.0));
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left[0].ends_with("/young") && left[1] == run && left[2].ends_with("/theme"), "{left:?}");
}

#[wasm_bindgen_test]
fn a_time_that_no_calendar_has_is_not_shown() {
    let page = Page::new(&config());
    let drafts = GroupDrafts::new(&user("ann"));
    drafts.save("a", "", &full_draft(&page), Some(Step::General), None);
    let key = format!("groupid-portal/{}", drafts.lock_name("a"));
    let draft = storage().get_item(&key).unwrap().unwrap();
    let mut broken: Value = serde_json::from_str(&draft).unwrap();
    for saved in [json!(9_000_000_000_000_000_000_i64), json!(-1)] {
        broken["saved"] = saved;
        storage().set_item(&key, &broken.to_string()).unwrap();
        assert!(drafts.waiting().is_empty() && drafts.load("a").is_none());
    }
}

/// The buttons that sign out, where the configuration says this about drafts.
async fn sign_out_buttons(policy: Value, has_draft: bool) -> (Page, Service, Vec<String>) {
    let service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { people(&[]) });
    let mut config = config();
    config["drafts"] = policy;
    let mut page = Page::new(&config);
    page.sign_in().await;
    if has_draft {
        GroupDrafts::new(&user("ann")).save("a", "", &full_draft(&page), Some(Step::General), None);
    }
    page.show(|| view! { <Frame><p>"A page."</p></Frame> });
    wait_for("button", "Account").await.click();
    until("the menu is open", || !buttons().is_empty()).await;
    let buttons = buttons();
    (page, service, buttons)
}

fn buttons() -> Vec<String> {
    crate::support::dom::names_of("button").into_iter().filter(|name| name.starts_with("Sign out")).collect()
}

const DELETE: &str = "Sign out and delete unfinished work";

#[wasm_bindgen_test]
async fn signing_out_says_what_becomes_of_unfinished_work() {
    let (_page, _service, said) = sign_out_buttons(json!({}), false).await;
    assert_eq!(said, ["Sign out"]);
    drop((_page, _service));
    let (_page, _service, said) = sign_out_buttons(json!({ "afterSignOut": "ask" }), true).await;
    assert_eq!(said, ["Sign out and keep unfinished work", DELETE]);
    drop((_page, _service));
    let (page, _service, said) = sign_out_buttons(json!({}), true).await;
    assert_eq!(said, ["Sign out", DELETE]);
    let bobs = portal::session::User { object: None, ..user("bob") };
    GroupDrafts::new(&bobs).save("b", "", &full_draft(&page), Some(Step::General), None);
    click("button", DELETE);
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedOut);
    assert!(GroupDrafts::new(&user("ann")).waiting().is_empty());
    assert_eq!(GroupDrafts::new(&bobs).waiting().len(), 1, "what Bob has begun stays");
}

#[wasm_bindgen_test]
async fn signing_out_leaves_nothing_where_it_is_configured_so() {
    let (page, _service, said) = sign_out_buttons(json!({ "afterSignOut": "clear" }), true).await;
    assert_eq!(said, ["Sign out"]);
    storage().set_item("groupid-portal/theme", "dark").unwrap();
    click("button", "Sign out");
    assert_eq!(untrack(|| page.session.phase()), Phase::SignedOut);
    let left: Vec<_> = kept().into_iter().map(|(key, _)| key).filter(|key| !key.ends_with("/language")).collect();
    assert_eq!(left, ["groupid-portal/theme"]);
}

#[wasm_bindgen_test]
async fn a_rule_that_the_browser_cannot_save_is_told() {
    let _service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { people(&[]) });
    let mut page = Page::new(&config());
    page.sign_in().await;
    let group = object("group", "Berlin");
    let mut attributes = group.attributes().clone();
    attributes.set("IMSGCriteria", vec![AttributeValue::answered("(l Is Exactly \"Berlin\")")]);
    attributes.set("IMSGObjectTypes", vec![AttributeValue::answered("2")]);
    attributes.set("IMSGStartPath", vec![AttributeValue::answered("DC=demo,DC=local")]);
    let group = DirectoryObject::answered(group.id.clone(), StoreId(2), "group", "Berlin", attributes);
    page.show(move || {
        let store = portal::api::Api::expect().current_store();
        view! { <RuleTab group store on_saved=Callback::new(|()| ())/> }
    });
    wait_for("button", "Edit rule").await.click();
    let add = wait_for("button", "Add condition").await;
    let full = Full::start();
    add.click();
    until("it is told", || shown("alert").concat().starts_with("This browser cannot save the changed rule")).await;
    assert!(asks_before_leaving());
    drop(full);
    RuleDraft::new(&user("ann"), &ObjectId::new("id-Berlin")).forget();
}

#[wasm_bindgen_test]
async fn a_draft_is_edited_in_one_tab_at_a_time() {
    let _service = Service::start(|sent| if sent.is_token() { tokens(1, 1_200) } else { people(&[]) });
    let mut page = Page::new(&config());
    page.sign_in().await;
    let drafts = GroupDrafts::new(&user("ann"));
    drafts.save("d1", "", &full_draft(&page), Some(Step::General), None);
    let hold = format!(
        "new Promise(held => navigator.locks.request({:?}, () => new Promise(end => {{ window.endTab = end; held(); }})))",
        drafts.lock_name("d1")
    );
    let held: js_sys::Promise = js_sys::eval(&hold).unwrap().into();
    wasm_bindgen_futures::JsFuture::from(held).await.unwrap();
    page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
    page.show(|| view! { <CreateGroupPage/> });
    until("it is told", || shown("status").concat().contains("This draft is open in another tab.")).await;
    assert!(find("textbox", "Group name").is_none());
    let mut changed = full_draft(&page);
    changed.general.name = "Changed over there".to_owned();
    drafts.save("d1", "", &changed, Some(Step::General), None);
    js_sys::eval("window.endTab()").unwrap();
    wait_for("textbox", "Group name").await;
    assert_eq!(crate::support::dom::value("textbox", "Group name"), "Changed over there");
}

#[wasm_bindgen_test]
async fn what_was_sent_is_dated_by_the_services_clock() {
    let behind = js_sys::Date::new(&(js_sys::Date::now() - 20.0 * 60_000.0).into()).to_utc_string();
    let behind = String::from(behind);
    let _service = Service::start(move |_| Reply::Dated(behind.clone()));
    let page = Page::new(&config());
    page.api.send(Call::get("/GroupIDDataService/api/x".to_owned())).await.unwrap();
    let minutes = (js_sys::Date::now() - Sent::now(full_draft(&page)).at) / 60_000.0;
    assert!((19.9..20.1).contains(&minutes), "{minutes}");
    let now = String::from(js_sys::Date::new_0().to_utc_string());
    let _service = Service::start(move |_| Reply::Dated(now.clone()));
    page.api.send(Call::get("/GroupIDDataService/api/x".to_owned())).await.unwrap();
    assert!((js_sys::Date::now() - Sent::now(full_draft(&page)).at).abs() < 2_000.0);
}

#[wasm_bindgen_test]
async fn an_import_that_broke_off_says_who_was_created() {
    let directory = Directory::default();
    let _service = directory.start();
    let mut page = Page::new(&config_of_users());
    page.sign_in().await;
    let broken = SavedImport::new(&user("ann"));
    for (row, is_created) in [(10, true), (9, true), (11, false)] {
        let (name, logon) = (format!("Zoe Person{row}"), format!("zoe.person{row}@demo.local"));
        broken.note(&ImportedUser { row, name, logon, is_created });
    }
    broken.note(&ImportedUser { row: 12, name: "Refused".to_owned(), logon: String::new(), is_created: false });
    broken.strike(12);
    page.at(&Route::ImportUsers.path());
    page.show(|| view! { <ImportUsersPage/> });
    until("it is told", || shown("paragraph").concat().contains("interrupted after it had created 2 users")).await;
    let saved = Saved::watch();
    click("button", "Download the list");
    let text = saved.text().await;
    let table = model::csv::parse(&text).unwrap();
    assert_eq!(table.header, ["Display name", "Logon name", "Result"]);
    let names: Vec<_> = table.rows.iter().map(|row| (row.cells[1].as_str(), row.cells[2].as_str())).collect();
    let (nine, ten) = (("zoe.person9@demo.local", "Created"), ("zoe.person10@demo.local", "Created"));
    assert_eq!(names, [nine, ten, ("zoe.person11@demo.local", "Not known yet")]);
    click("button", "Dismiss");
    until("it is gone", || find("button", "Download the list").is_none()).await;
    assert!(SavedImport::all(&user("ann")).is_empty());
}
