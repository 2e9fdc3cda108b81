//! The results of the rows, and the downloads.

use super::{dry_run, page, rows, run, signed_in};
use crate::support::dom::wait_for;
use crate::support::keys::click;
use crate::support::people::Directory;
use crate::support::samples::user;
use crate::support::saved::Saved;
use crate::support::{find, until};
use leptos::prelude::*;
use model::csv::parse;
use portal::pages::create_user::import_users::{ImportView, Rows, UserImport};
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn failed_rows_come_back_with_their_reason_and_without_a_formula() {
    let (_page, _service) = page(&Directory::default()).await;
    let saved = Saved::watch();
    let table = "First name;Last name;Note\r\nAnn;Lee;\"=cmd|'/c calc'!A1\"\r\nRefused;Person;@SUM(1)\r\nBob;;-1+1\r\nBob;;+2\r\n";
    dry_run(table).await;
    run(3).await;
    until("it is over", || rows().iter().any(|row| row.contains("Somebody has this logon name."))).await;
    wait_for("button", "Download rows that failed").await;
    click("button", "Download rows that failed");
    let text = saved.text().await;
    let read = parse(&text).expect("it is a table again");
    assert_eq!(read.header, ["First name", "Last name", "Note", "Reason"]);
    assert_eq!(read.rows.len(), 2, "{text}");
    assert!(text.contains("Refused;Person;'@SUM(1);"), "{text}");
    assert!(read.rows[0].cells[3].contains("Somebody has this logon name."), "{text}");
    assert!(text.contains("'+2") && !text.contains("calc"), "{text}");
}

#[wasm_bindgen_test]
async fn made_passwords_are_given_away_once_warned_and_are_gone_with_the_page() {
    let directory = Directory::default();
    let (mut page, service) = signed_in(&directory).await;
    let kept = Arc::new(Mutex::new(Rows::default()));
    let (store, own) = (page.api.current_store(), kept.clone());
    page.show(move || {
        let import = UserImport::new(store, &user("ann"));
        *own.lock().unwrap() = import.rows();
        view! { <ImportView import/> }
    });
    wait_for("heading", "Create users from a file").await;
    let kept = kept.lock().unwrap().clone();
    let saved = Saved::watch();
    dry_run(&super::people(5)).await;
    run(5).await;
    wait_for("button", "Download results with passwords").await;
    click("button", "Download results with passwords");
    wait_for("dialog", "Download results with passwords").await;
    click("button", "Download");
    let text = saved.text().await;
    let read = parse(&text).unwrap();
    assert_eq!(read.header, ["Display name", "Logon name", "Initial password"]);
    let sent: Vec<_> = service.sent().into_iter().filter(|sent| sent.path.ends_with("/Users")).collect();
    assert_eq!((read.rows.len(), sent.len()), (5, 5));
    for row in &read.rows {
        let (upn, password) = (&row.cells[1], &row.cells[2]);
        let own = sent.iter().find(|sent| sent.body.contains(upn.as_str())).expect("everybody was sent");
        let body = model::wire::CreateUser::from_json(&own.json()).unwrap();
        assert_eq!(body.attributes.attributes.first("password"), Some(password.as_str()));
        assert!(password.starts_with(|c: char| c.is_ascii_alphanumeric()), "no spreadsheet changes it");
    }
    let html = leptos::prelude::document().document_element().unwrap().outer_html();
    assert!(read.rows.iter().all(|row| !html.contains(&row.cells[2])), "the page shows none");
    let passwords = || kept.with(|rows| rows.iter().filter(|row| !row.password.is_empty()).count());
    assert_eq!(passwords(), 5, "they are kept as long as they can be taken away");
    drop(page);
    assert_eq!(passwords(), 0);
    assert!(find("button", "Download results with passwords").is_none());
}
