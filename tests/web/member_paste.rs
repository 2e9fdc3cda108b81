//! "Paste a list": entries that need attention come first, and decisions are kept.

use crate::support::dom::{value, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::people::employee;
use crate::support::samples::{config, wizard};
use crate::support::{Page, Reply, Sent, Service, all, fill, find, get, press, shown, text, type_in, until};
use leptos::prelude::*;
use model::group::{Field, Principal, Step};
use model::wire::ObjectPage;
use portal::pages::create_group::{Wizard, WizardView};
use portal::ui::toast::ToastList;
use wasm_bindgen_test::wasm_bindgen_test;

/// Returns everyone, whatever is asked; the portal itself must find the matches.
fn answer(_: &Sent) -> Reply {
    let mut all: Vec<_> = (1..=30).map(|n| employee(&format!("p{n:02}"), &format!("Person {n:02}"))).collect();
    all.extend(["eva.one", "eva.two"].map(|logon| employee(logon, "Eva Müller")));
    Reply::Json(200, ObjectPage::of(all.len() as i64, all).to_json())
}

async fn pasted(text: &str) -> (Page, Wizard, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    let known = Principal::of(&employee("p02", "Person 02"));
    wizard.edit(&Field::Members, |draft| assert!(draft.add_member(known)));
    wizard.step.set(Step::Members);
    page.show(move || view! { <WizardView wizard/><ToastList/> });
    wait_for("button", "Paste a list").await.click();
    wait_for("textbox", "People and groups").await;
    fill("People and groups", text);
    click("button", "Check names");
    wait_for("button", "Back").await;
    (page, wizard, service)
}

fn names(wizard: Wizard) -> Vec<String> {
    wizard.draft.with_untracked(|draft| draft.members.iter().map(|member| member.who.name.clone()).collect())
}

fn summary() -> String {
    all("dialog p[role=status]").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn corrections_and_choices_outlast_the_way_back() {
    let (_page, wizard, service) =
        pasted("Name,Mail\nPerson,p01@demo.local\nX,p02@demo.local\nEva Müller,\ntypo,").await;
    until("it is summed up", || summary() == "2 found, 2 need your attention. 1 already in the list.").await;
    assert!(find("button", "Add 1 member").is_some(), "who is in the list already is not counted");
    // Entries that need attention come first: one without matches, then an ambiguous one.
    let rows: Vec<_> = all("dialog li").iter().map(text).collect();
    assert!(rows[0].contains("typo") && rows[1].contains("Eva Müller"), "{rows:?}");
    let choices = get("combobox", "Which “Eva Müller” do you mean?").inner_text();
    let choices: Vec<_> = choices.lines().collect();
    assert_eq!(choices[1], "Eva Müller · Engineer · Engineering · eva.one@demo.local");
    choose("Which “Eva Müller” do you mean?", choices[2]);
    type_in(&get("combobox", "Correct this entry"), "person 05");
    until("there are suggestions", || !shown("option").is_empty()).await;
    // The test directory returns everyone, so the wanted suggestion is the fifth.
    for _ in 0..5 {
        press("ArrowDown");
    }
    press("Enter");
    wait_for_focus("Change the choice for typo").await;
    until("all is clear", || summary() == "4 found. 1 already in the list.").await;
    let asked = service.sent().len();
    click("button", "Back");
    wait_for("textbox", "People and groups").await;
    click("button", "Check names");
    until("all is as it was", || summary() == "4 found. 1 already in the list.").await;
    assert_eq!(service.sent().len(), asked, "nothing is asked for twice");
    click("button", "Add 3 members");
    until("they are added", || names(wizard).len() == 4).await;
    let first = shown("status").into_iter().find(|said| said.contains("added")).unwrap_or_default();
    assert!(first.starts_with("3 added, 1 already in the list."), "{first}");
    click("button", "Undo");
    until("the list is as it was", || names(wizard) == ["Person 02"]).await;
}

#[wasm_bindgen_test]
async fn the_one_that_is_wrong_among_many_is_shown_first_and_waits() {
    let list: String = (1..=30).map(|n| format!("p{n:02}@demo.local\n")).collect();
    let (_page, wizard, _service) = pasted(&format!("{list}nobody.at.all")).await;
    until("it is summed up", || summary() == "30 found, 1 needs your attention. 1 already in the list.").await;
    let rows = all("dialog li");
    assert_eq!(rows.len(), 10);
    assert!(text(&rows[0]).contains("nobody.at.all"));
    click("button", "Add 29 members");
    until("they are added", || names(wizard).len() == 30).await;
    until("what waits is told", || {
        let said = "29 added, 1 already in the list. One entry was not added and waits under “Paste a list”.";
        all(".member-said").iter().any(|line| text(line) == said)
    })
    .await;
    click("button", "Paste a list");
    wait_for("textbox", "People and groups").await;
    assert_eq!(value("textbox", "People and groups"), "nobody.at.all");
}
