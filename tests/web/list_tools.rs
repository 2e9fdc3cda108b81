//! What a list offers besides its rows: chosen columns, saved views, and export.

use crate::support::dom::{attribute, is_checked, names_of, toasts, wait_for, wait_for_focus};
use crate::support::keys::click;
use crate::support::page::url;
use crate::support::samples::{config, object, tokens, user};
use crate::support::saved::Saved;
use crate::support::{Page, Reply, Sent, Service, fill, find, get, press, shown, until};
use leptos::prelude::*;
use model::csv::parse;
use model::wire::{AttributeValue, DirectoryObject, Nullable, ObjectPage, StoreId};
use portal::pages::groups::AllGroupsPage;
use portal::pages::users::UsersPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;
use wasm_bindgen_test::wasm_bindgen_test;

const TOTAL: i64 = 1_204;

/// A group with an e-mail address, and a description that a spreadsheet would calculate.
fn group(at: i64) -> DirectoryObject {
    let mut group = object("group", &format!("Group {at:04}"));
    if let Nullable::Is(bag) = &mut group.attributes_business_object {
        bag.attributes.set("mail", vec![AttributeValue::answered(format!("g{at}@demo.local"))]);
        bag.attributes.set("description", vec![AttributeValue::answered("=1+1")]);
        bag.attributes.set("XGroupExpirationDate", vec![AttributeValue::answered("2026 December 12 12:00:00")]);
    }
    group
}

fn groups(sent: &Sent) -> Reply {
    if sent.is_token() {
        return tokens(1, 1_200);
    }
    let (number, size) = (sent.json()["pageNo"].as_i64().unwrap(), sent.json()["pageSize"].as_i64().unwrap());
    let data = (1..=TOTAL).skip(((number - 1) * size) as usize).take(size as usize).map(group).collect();
    Reply::Json(200, ObjectPage::of(TOTAL, data).to_json())
}

/// The list of all groups with this query.
async fn at(query: &str, answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    page.at(&format!("{}{query}", Route::AllGroups.path()));
    page.show(|| view! { <AllGroupsPage/><ToastList/> });
    wait_for("table", "All groups").await;
    wait_for("button", "Columns").await;
    (page, service)
}

fn columns() -> Vec<String> {
    names_of("columnheader")
}

/// The sizes of the pages that were read for a file.
fn exported(service: &Service) -> Vec<i64> {
    let pages = service.sent().into_iter().map(|sent| sent.json());
    pages.filter(|sent| sent["pageSize"] == 500).map(|sent| sent["pageNo"].as_i64().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn columns_are_chosen_and_remembered() {
    let (mut page, _service) = at("", groups).await;
    wait_for("link", "Group 0001").await;
    let standard = ["Name", "Type", "Members", "Who can join", "Owner", "Expires"];
    assert_eq!(columns(), standard);
    click("button", "Columns");
    wait_for("checkbox", "E-mail").await.click();
    click("checkbox", "Owner");
    let chosen = ["Name", "Type", "Members", "Who can join", "Expires", "E-mail"];
    until("the columns have changed", || columns() == chosen).await;
    assert!(crate::support::text(&crate::support::all("tbody tr")[0]).ends_with("g1@demo.local"));
    assert!(find("checkbox", "Name").is_none(), "the first column always stays");
    page.show(|| view! { <AllGroupsPage/> });
    until("another page has them, too", || columns() == [chosen, chosen].concat()).await;
    get("button", "Columns").focus().unwrap();
    click("button", "Standard columns");
    until("they are as before", || columns()[..6] == standard).await;
    click("button", "Columns");
    wait_for("checkbox", "Owner").await;
    assert!(is_checked("checkbox", "Owner") && !is_checked("checkbox", "E-mail"));
}

#[wasm_bindgen_test]
async fn a_view_is_saved_opened_renamed_and_deleted() {
    let service = Service::start(groups);
    let mut page = Page::new(&config());
    let config = page.api.config().clone();
    page.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
    page.session.complete_sign_in(user("ann").object);
    page.at(&format!("{}?q=polo&filter=smart&sort=-managedBy&page=3", Route::AllGroups.path()));
    page.show(|| view! { <AllGroupsPage/><ToastList/> });
    wait_for("button", "Save view").await.click();
    wait_for("dialog", "Save view").await;
    click("button", "Save");
    until("a name is missing", || {
        crate::support::all(".error").iter().any(|e| crate::support::text(e) == "Enter a name.")
    })
    .await;
    fill("Name", "Smart polo");
    press("Enter");
    until("it is saved", || toasts() == ["The view “Smart polo” was saved."]).await;
    click("button", "Smart");
    until("something else is shown", || !url().contains("filter")).await;
    click("button", "Views");
    let link = wait_for("link", "Smart polo").await;
    assert_eq!(attribute(&link, "aria-current"), "");
    link.click();
    until("the view is shown", || url().ends_with("?q=polo&filter=smart&sort=-managedBy")).await;
    click("button", "Views");
    let link = wait_for("link", "Smart polo").await;
    assert_eq!(attribute(&link, "aria-current"), "true");
    // A press moves the focus, too, and the menu closes with it.
    get("button", "Rename Smart polo").focus().unwrap();
    click("button", "Rename Smart polo");
    wait_for("dialog", "Rename view").await;
    fill("Name", "Polo");
    press("Enter");
    until("the dialog is closed", || find("dialog", "Rename view").is_none()).await;
    wait_for_focus("Views").await;
    click("button", "Views");
    wait_for("link", "Polo").await;
    assert!(find("link", "Smart polo").is_none());
    get("button", "Delete Polo").focus().unwrap();
    click("button", "Delete Polo");
    wait_for_focus("Views").await;
    until("it is deleted", || toasts().contains(&"The view “Polo” was deleted.".to_owned())).await;
    click("button", "Undo");
    wait_for("link", "Polo").await;
    drop(service);
}

#[wasm_bindgen_test]
async fn a_whole_list_is_exported_page_by_page() {
    let (_page, service) = at("?sort=-managedBy", groups).await;
    wait_for("link", "Group 0001").await;
    let saved = Saved::watch();
    click("button", "Columns");
    wait_for("checkbox", "Description").await.click();
    click("button", "Export CSV");
    wait_for("dialog", "Export CSV").await;
    let said = shown("paragraph");
    assert!(said.contains(&"All 1,204 rows of the list.".to_owned()), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with("Not in the file: Members.")), "{said:?}");
    click("button", "Export");
    let text = saved.text().await;
    until("it says so", || toasts() == ["1,204 rows were exported."]).await;
    assert_eq!(exported(&service), [1, 2, 3]);
    let last = service.sent().into_iter().rfind(|sent| sent.json()["pageSize"] == 500).unwrap().json();
    assert_eq!((&last["sortBy"], &last["sortOrder"]), (&"managedBy".into(), &2.into()), "in the order of the list");
    let read = parse(&text).unwrap();
    assert_eq!(read.header, ["Name", "Type", "Who can join", "Owner", "Expires", "Description"]);
    assert_eq!(read.rows.len(), 1_204);
    assert_eq!(read.rows[1_203].cells[0], "Group 1204");
    assert_eq!(read.rows[0].cells[4], "2026-12-12");
    assert!(text.contains(",'=1+1\r\n"), "no formula: {}", &text[..200]);
    assert!(find("dialog", "Export CSV").is_none());
}

#[wasm_bindgen_test]
async fn an_export_is_cancelled_or_tried_again() {
    let (_page, service) = at("", |sent| match sent.json()["pageSize"].as_i64() {
        Some(500) if sent.json()["pageNo"] == 2 => Reply::Held,
        _ => groups(sent),
    })
    .await;
    wait_for("link", "Group 0001").await;
    click("button", "Export CSV");
    wait_for("button", "Export").await.click();
    until("the second page is on its way", || service.held() == 1).await;
    assert!(shown("status").contains(&"500 of 1,204 rows read".to_owned()), "{:?}", shown("status"));
    click("button", "Cancel");
    until("it is closed", || find("dialog", "Export CSV").is_none()).await;
    service.release(0, Reply::Json(200, ObjectPage::of(TOTAL, vec![group(501)]).to_json()));
    crate::support::frames().await;
    assert_eq!(exported(&service), [1, 2], "nothing more is read");
    assert!(toasts().is_empty());
    click("button", "Export CSV");
    wait_for("button", "Export").await.click();
    until("it begins anew", || service.held() == 2).await;
    service.release(1, Reply::Json(500, serde_json::Value::Null));
    wait_for("button", "Try again").await.click();
    until("it is read again", || service.held() == 3).await;
}

#[wasm_bindgen_test]
async fn selected_rows_are_exported_without_reading_them_again() {
    let (_page, service) = at("", groups).await;
    wait_for("checkbox", "Select Group 0002").await.click();
    click("button", "Next page");
    wait_for("checkbox", "Select Group 0009").await.click();
    let saved = Saved::watch();
    click("button", "Export CSV");
    wait_for("radio", "The 2 selected rows").await;
    assert!(is_checked("radio", "The 2 selected rows") && find("radio", "All 1,204 rows of the list.").is_some());
    click("button", "Export");
    let read = parse(&saved.text().await).unwrap();
    let names: Vec<_> = read.rows.iter().map(|row| row.cells[0].clone()).collect();
    assert_eq!(names, ["Group 0002", "Group 0009"]);
    assert_eq!(exported(&service), [0_i64; 0]);
}

#[wasm_bindgen_test]
async fn users_have_columns_views_and_export_too() {
    let _service = Service::start(|sent| {
        let data = if sent.json()["pageNo"] == 1 { vec![object("user", "Ann Lee")] } else { Vec::new() };
        Reply::Json(200, ObjectPage::of(1, data).to_json())
    });
    let mut page = Page::new(&config());
    page.at(&Route::Users.path());
    page.show(|| view! { <UsersPage/> });
    wait_for("link", "Ann Lee").await;
    let saved = Saved::watch();
    for button in ["Views", "Save view", "Columns"] {
        get("button", button);
    }
    click("button", "Export CSV");
    wait_for("button", "Export").await.click();
    let read = parse(&saved.text().await).unwrap();
    assert_eq!(read.header, ["Name", "Job title", "Department", "E-mail", "Logon name"]);
    assert_eq!(read.rows[0].cells, ["Ann Lee", "Engineer", "", "", "Ann Lee"]);
}
