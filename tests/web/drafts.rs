//! Group drafts in local storage: saved, restored and discarded; never those of another user, and never a secret.

use crate::support::samples::{config, full_draft, person, tokens, user, wizard};
use crate::support::storage::{Full, asks_before_leaving, kept, storage};
use crate::support::{Page, Service, found, shown, until};
use leptos::prelude::*;
use model::group::{Field, Step};
use model::wire::StoreId;
use portal::drafts::GroupDrafts;
use portal::forms::Sending;
use portal::pages::create_group::{StepState, WizardView};
use portal::session::User;
use wasm_bindgen_test::wasm_bindgen_test;

/// The key of the only draft.
fn key() -> String {
    let mut keys = kept().into_iter().map(|(key, _)| key).filter(|key| key.contains("draft"));
    let key = keys.next().expect("a draft is saved");
    assert_eq!(keys.next(), None);
    key
}

#[wasm_bindgen_test]
async fn drafts_are_kept_listed_newest_first_and_forgotten() {
    let page = Page::new(&config());
    let drafts = GroupDrafts::new(&user("ann"));
    let mut draft = full_draft(&page);
    assert!(drafts.waiting().is_empty() && drafts.load("a").is_none());
    assert!(drafts.save("a", "", &draft, Some(Step::Members), None));
    let first = drafts.load("a").expect("it was kept");
    assert_eq!((first.step, &first.draft), (Some(Step::Members), &draft));
    until("a millisecond has passed", || js_sys::Date::now() > first.saved).await;
    draft.general.name = "Chess".to_owned();
    assert!(drafts.save("b", "", &draft, Some(Step::General), None));
    assert_eq!(ids(&drafts), ["b", "a"]);
    let second = drafts.load("b").unwrap().saved;
    until("a millisecond has passed", || js_sys::Date::now() > second).await;
    assert!(drafts.save("a", "", &draft, Some(Step::Owners), None));
    assert_eq!(ids(&drafts), ["a", "b"], "kept again, it is the newest");
    drafts.forget("a");
    drafts.forget("a");
    assert_eq!(ids(&drafts), ["b"]);
}

fn ids(drafts: &GroupDrafts) -> Vec<String> {
    drafts.waiting().into_iter().map(|kept| kept.id).collect()
}

#[wasm_bindgen_test]
fn ids_are_short_unlike_and_fit_into_a_url() {
    let page = Page::new(&config());
    let ids: std::collections::BTreeSet<_> = (0..20).map(|_| GroupDrafts::new_id()).collect();
    assert!(ids.len() > 15, "twenty within a millisecond are hardly ever alike: {ids:?}");
    assert!(ids.iter().all(|id| id.len() < 20 && id.chars().all(|c| c.is_ascii_alphanumeric())));
    drop(page);
}

#[wasm_bindgen_test]
fn a_wizard_goes_on_where_its_draft_stopped() {
    let page = Page::new(&config());
    let mut draft = full_draft(&page);
    draft.primary_owner = Some(person("Zoë"));
    GroupDrafts::new(&user("ann")).save("a", "", &draft, Some(Step::Owners), None);
    let wizard = wizard(&page, "a");
    assert_eq!(wizard.step.get_untracked(), Step::Owners);
    assert_eq!(wizard.draft.get_untracked(), draft);
    let states = untrack(|| Step::ALL.map(|step| wizard.state(step)));
    use StepState::{Done, Open};
    assert_eq!(states, [Done, Done, Done, Open, Open]);
    assert!(untrack(|| wizard.keeper().is_saved()));
}

#[wasm_bindgen_test]
async fn every_change_is_kept_and_the_first_one_names_the_draft() {
    let page = Page::new(&config());
    let wizard = wizard(&page, "a");
    let named = page.within(|| RwSignal::new(Vec::new()));
    page.within(|| wizard.keep_draft(move |id| named.update(|all| all.push(id.to_owned()))));
    crate::support::frames().await;
    let drafts = GroupDrafts::new(&user("ann"));
    assert!(drafts.waiting().is_empty(), "an untouched wizard keeps nothing");
    wizard.next();
    found("the step is kept", || drafts.load("a").filter(|kept| kept.step == Some(Step::General))).await;
    wizard.draft.set(full_draft(&page));
    found("the draft is saved", || drafts.load("a").filter(|kept| kept.draft == full_draft(&page))).await;
    assert_eq!(named.get_untracked(), ["a"]);
    wizard.keeper().forget();
    wizard.draft.update(|draft| draft.general.name = "Late".to_owned());
    crate::support::frames().await;
    assert!(drafts.waiting().is_empty(), "what was thrown away does not come back");
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_ignored() {
    let page = Page::new(&config());
    let drafts = GroupDrafts::new(&user("ann"));
    drafts.save("a", "", &full_draft(&page), Some(Step::Owners), None);
    let good = storage().get_item(&key()).unwrap().unwrap();
    let older = good.replace("\"general\"", "\"generally\"");
    for broken in ["", "null", "{", "[]", "{\"id\":\"a\"}", &good[..good.len() / 2], &older] {
        storage().set_item(&key(), broken).unwrap();
        assert!(drafts.load("a").is_none() && drafts.waiting().is_empty(), "{broken}");
        let wizard = wizard(&page, "a");
        assert_eq!(wizard.step.get_untracked(), Step::GroupType);
        assert!(wizard.draft.with_untracked(|draft| draft.general.name.is_empty()));
    }
}

#[wasm_bindgen_test]
async fn a_full_storage_is_told_and_nothing_claims_otherwise() {
    let _service = crate::support::samples::empty_service();
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    page.show(move || view! { <WizardView wizard/> });
    wizard.next();
    until("the draft is saved", || untrack(|| wizard.subtitle()).contains("draft saved")).await;
    assert!(shown("alert").is_empty() && !asks_before_leaving());
    let full = Full::start();
    wizard.draft.set(full_draft(&page));
    until("it is told", || shown("alert").concat().starts_with("This browser cannot save the draft")).await;
    assert!(!untrack(|| wizard.subtitle()).contains("kept"));
    assert!(asks_before_leaving());
    wizard.go(Step::Summary);
    let failed = portal::http::ApiError::Offline(portal::http::CallTrace {
        method: "POST",
        url: String::new(),
        status: None,
        request_id: None,
        at: String::new(),
    });
    wizard.creation.sending.set(Sending::Failed(failed));
    until("the failure is told", || shown("alert").concat().contains("Nothing was created.")).await;
    assert!(!shown("alert").concat().contains("draft is saved"), "{:?}", shown("alert"));
    drop(full);
    wizard.edit(&Field::Description, |draft| draft.general.description = "There is room again".to_owned());
    until("it is kept again", || shown("alert").is_empty()).await;
    assert!(!asks_before_leaving());
    let kept = GroupDrafts::new(&user("ann")).load("a").unwrap();
    assert_eq!(kept.draft.general.description, "There is room again");
}

#[wasm_bindgen_test]
fn what_others_keep_in_the_same_place_is_ignored() {
    let _page = Page::new(&config());
    storage().set_item("draft/group/2/ann/a", "{}").unwrap();
    storage().set_item("groupid-portal/language", "de").unwrap();
    assert!(GroupDrafts::new(&user("ann")).waiting().is_empty());
}

#[wasm_bindgen_test]
fn nobody_sees_the_drafts_of_another() {
    let page = Page::new(&config());
    let unknown = |login: &str| User { object: None, ..user(login) };
    GroupDrafts::new(&unknown("ann")).save("a", "", &full_draft(&page), Some(Step::General), None);
    let elsewhere = User { store: StoreId(3), ..unknown("ann") };
    for other in [unknown("anna"), unknown("bob"), unknown("an"), user("ann"), elsewhere] {
        let drafts = GroupDrafts::new(&other);
        assert!(drafts.waiting().is_empty() && drafts.load("a").is_none(), "{}", other.login);
    }
    assert_eq!(ids(&GroupDrafts::new(&unknown("ANN"))), ["a"], "logon names know no case");
    GroupDrafts::new(&user("ann")).save("b", "", &full_draft(&page), Some(Step::General), None);
    assert_eq!(ids(&GroupDrafts::new(&user("DEMO\\ann"))), ["b"], "one person has many logon names");
}

#[wasm_bindgen_test]
async fn neither_passwords_nor_tokens_are_kept() {
    let _service = Service::start(|_| tokens(1, 1_200));
    let page = Page::new(&config());
    page.sign_in().await;
    let wizard = wizard(&page, "a");
    page.within(|| wizard.keep_draft(|_| ()));
    wizard.draft.set(full_draft(&page));
    until("the draft is saved", || untrack(|| wizard.keeper().is_saved())).await;
    for (key, text) in kept() {
        for secret in ["s3cret!", "access-1", "refresh-1", "password", "token"] {
            assert!(!key.contains(secret) && !text.contains(secret), "{key} holds {secret}");
        }
    }
    let session = window().session_storage().unwrap().unwrap();
    assert_eq!(session.length().unwrap(), 0);
}
