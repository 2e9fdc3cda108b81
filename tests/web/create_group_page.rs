//! The page "Create group": a new wizard, or the draft that the URL names.

use crate::support::dom::{attribute, get_in, value, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, full_draft, people, tokens, user};
use crate::support::{Page, Reply, Sent, Service, fill, find, shown, until};
use leptos::prelude::*;
use model::group::Step;
use portal::drafts::GroupDrafts;
use portal::pages::create_group::CreateGroupPage;
use portal::pages::dashboard::DashboardPage;
use portal::routes::Route;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn answer(sent: &Sent) -> Reply {
    if sent.is_token() {
        return tokens(1, 1_200);
    }
    if sent.path.ends_with("/StaticGroup") {
        let wise = json!({ "sAMAccountName": "The account name is in use." });
        let refusal = json!({ "status": 1, "message": "Refused.", "exceptionMessagesAttributeWise": wise });
        return Reply::Json(200, refusal);
    }
    people(&[])
}

/// The page for Ann, who is signed in.
async fn signed_in() -> (Page, Service) {
    let service = Service::start(answer);
    let page = Page::new(&config());
    page.sign_in().await;
    (page, service)
}

#[wasm_bindgen_test]
async fn a_kept_draft_comes_back_by_its_url() {
    let (mut page, _service) = signed_in().await;
    let draft = full_draft(&page);
    GroupDrafts::new(&user("ann")).save("d1", "", &draft, Some(Step::General), None);
    page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
    page.show(|| view! { <CreateGroupPage/> });
    wait_for("textbox", "Group name").await;
    assert_eq!(value("textbox", "Group name"), "Water polo");
    assert_eq!(value("textbox", "Description"), "Tuesdays, 25 m");
    click("button", "Next");
    wait_for("button", "Remove Bob O'Neill").await;
    wait_for("button", "Remove 李雷").await;
    assert!(find("heading", "Unfinished groups").is_none(), "the offer is for fresh wizards");
    assert_eq!(document().title(), "Create group – GroupID Portal");
}

#[wasm_bindgen_test]
async fn a_fresh_wizard_offers_what_waits_until_something_is_entered() {
    let (mut page, _service) = signed_in().await;
    GroupDrafts::new(&user("ann")).save("d1", "", &full_draft(&page), Some(Step::General), None);
    page.at(&Route::CreateGroup(None).path());
    page.show(|| view! { <CreateGroupPage/> });
    wait_for("heading", "Unfinished groups").await;
    let link = wait_for("link", "GRP-Water polo").await;
    assert!(attribute(&link, "href").ends_with("draft=d1"));
    click("button", "Next");
    until("the offer goes", || find("heading", "Unfinished groups").is_none()).await;
    until("the URL names the new draft", || url().contains("?draft=") && !url().ends_with("=d1")).await;
}

#[wasm_bindgen_test]
async fn a_draft_in_the_list_is_thrown_away_only_after_a_question() {
    let (mut page, _service) = signed_in().await;
    let kept = || GroupDrafts::new(&user("ann")).load("d1").is_some();
    GroupDrafts::new(&user("ann")).save("d1", "", &full_draft(&page), Some(Step::General), None);
    page.show(|| view! { <DashboardPage/> });
    wait_for("button", "Discard GRP-Water polo").await;
    click("button", "Discard GRP-Water polo");
    wait_for("dialog", "Discard the draft “GRP-Water polo”?").await;
    wait_for_focus("Cancel").await;
    click("button", "Cancel");
    until("the dialog closes", || shown("dialog").is_empty()).await;
    assert!(kept());
    click("button", "Discard GRP-Water polo");
    let dialog = wait_for("dialog", "Discard the draft “GRP-Water polo”?").await;
    get_in(&dialog, "button", "Discard").click();
    until("it is forgotten", || !kept()).await;
    until("the list goes", || find("heading", "Unfinished groups").is_none()).await;
    wait_for_focus("Dashboard").await;
}

#[wasm_bindgen_test]
async fn a_refused_name_keeps_everything_and_stands_beside_its_field() {
    let (mut page, service) = signed_in().await;
    GroupDrafts::new(&user("ann")).save("d1", "", &full_draft(&page), Some(Step::Summary), None);
    page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
    page.show(|| view! { <CreateGroupPage/> });
    let finish = wait_for("button", "Finish").await;
    finish.click();
    finish.click();
    let sam = wait_for("textbox", "Group name (pre-Windows 2000)").await;
    let description = || crate::support::dom::description(&sam);
    until("the refusal is told", || description().starts_with("The account name is in use.")).await;
    crate::support::dom::wait_for_focus("Group name (pre-Windows 2000)").await;
    assert_eq!(service.count("/StaticGroup"), 1, "two presses, one call");
    assert_eq!(value("textbox", "Group name"), "Water polo");
    fill("Group name (pre-Windows 2000)", "polo");
    until("the refusal is answered", || !description().contains("in use")).await;
}

#[wasm_bindgen_test]
async fn a_thrown_away_draft_does_not_come_back() {
    let (mut page, _service) = signed_in().await;
    GroupDrafts::new(&user("ann")).save("d1", "", &full_draft(&page), Some(Step::General), None);
    page.at(&Route::CreateGroup(Some("d1".to_owned())).path());
    page.show(|| view! { <CreateGroupPage/> });
    wait_for("textbox", "Group name").await;
    click("button", "Discard");
    wait_for("dialog", "Discard this draft?").await;
    click("button", "Keep editing");
    until("the dialog closes", || shown("dialog").is_empty()).await;
    assert!(GroupDrafts::new(&user("ann")).load("d1").is_some());
    click("button", "Discard");
    let dialog = wait_for("dialog", "Discard this draft?").await;
    get_in(&dialog, "button", "Discard").click();
    until("it is forgotten", || GroupDrafts::new(&user("ann")).waiting().is_empty()).await;
    until("the list of groups is gone to", || url() == Route::AllGroups.path()).await;
}
