//! The questions about columns, and the columns that are not used.

use super::{drop_file, file, page, rows};
use crate::support::dom::{get_in, wait_for};
use crate::support::keys::click;
use crate::support::people::Directory;
use crate::support::{find, get, shown, until};
use js_sys::Reflect;
use wasm_bindgen_test::wasm_bindgen_test;

/// What a column is used as.
fn used_as(column: &str) -> String {
    let list = get("combobox", &format!("Use {column} as"));
    let at = Reflect::get(&list, &"selectedIndex".into()).unwrap();
    let options = Reflect::get(&list, &"options".into()).unwrap();
    let option = Reflect::get_u32(&options, at.as_f64().unwrap() as u32).unwrap();
    Reflect::get(&option, &"text".into()).unwrap().as_string().unwrap()
}

fn said(what: &str) -> bool {
    shown("paragraph").iter().any(|said| said.contains(what))
}

async fn columns(text: &str) {
    drop_file(&file(text.as_bytes()));
    wait_for("heading", "Columns").await;
}

#[wasm_bindgen_test]
async fn a_heading_that_is_nearly_right_is_asked_about() {
    let (_page, _service) = page(&Directory::default()).await;
    columns("Dispaly Name,UserPrincipleName,Shoes\r\nAnn Lee,ann.lee,7\r\n").await;
    assert!(said("Did you mean Display name?") && said("Did you mean Logon name?"));
    assert_eq!(used_as("Dispaly Name"), "(not used)", "nothing is taken by itself");
    get_in(&get("group", "Dispaly Name"), "button", "Use as Display name").click();
    until("it is used", || used_as("Dispaly Name") == "Display name").await;
    assert!(find("group", "Dispaly Name").is_none());
    click("button", "Next");
    until("the open question is repeated", || said("UserPrincipleName: Did you mean Logon name?")).await;
    assert!(said("2 columns are not used: UserPrincipleName, Shoes."));
    click("button", "Back");
    wait_for("heading", "Columns").await;
    assert_eq!(used_as("Dispaly Name"), "Display name", "the answer is kept");
    get_in(&get("group", "UserPrincipleName"), "button", "Do not use").click();
    until("it is not asked about again", || find("group", "UserPrincipleName").is_none()).await;
    click("button", "Next");
    until("they are counted", || said("2 columns are not used: UserPrincipleName, Shoes.")).await;
    assert!(!said("Did you mean"));
}

#[wasm_bindgen_test]
async fn the_line_above_a_template_is_named_and_one_unused_column_counted() {
    let (_page, _service) = page(&Directory::default()).await;
    columns(
        "version:v1.0,,,\r\nName [displayName] Required,User name [userPrincipalName] Required,\
         Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\r\n\
         Ann Lee,ann.lee@demo.local,Tr0ub4dor&3-horse,No\r\n",
    )
    .await;
    assert!(said("The line “version:v1.0” above the column names was skipped."));
    assert_eq!(used_as("Initial password [passwordProfile] Required"), "Password");
    click("button", "Next");
    until("the row is ready", || rows().iter().any(|row| row.contains("Ann Lee") && row.contains("Ready"))).await;
    assert!(said("1 column is not used: Block sign in (Yes/No) [accountEnabled] Required."));
}

#[wasm_bindgen_test]
async fn cells_that_may_be_passwords_are_hidden_before_the_question_is_answered() {
    let (_page, _service) = page(&Directory::default()).await;
    columns("First name,Last name,Pasword,Login password\r\nAnn,Lee,Secret-1-horse,Secret-2-horse\r\n").await;
    let html = || leptos::prelude::document().document_element().unwrap().outer_html();
    assert!(!html().contains("Secret-1-horse") && !html().contains("Secret-2-horse"));
    assert_eq!((used_as("Pasword"), used_as("Login password")), ("(not used)".to_owned(), "(not used)".to_owned()));
    get_in(&get("group", "Login password"), "button", "Use as Password").click();
    until("it is used", || used_as("Login password") == "Password").await;
    assert!(find("group", "Pasword").is_none(), "the field has a column");
    assert!(!html().contains("Secret-1-horse") && !html().contains("Secret-2-horse"));
}

#[wasm_bindgen_test]
async fn nothing_is_said_where_every_column_is_used() {
    let (_page, _service) = page(&Directory::default()).await;
    columns("First name,Last name\r\nAnn,Lee\r\n").await;
    click("button", "Next");
    until("the row is ready", || rows().iter().any(|row| row.contains("Ready"))).await;
    assert!(!said("not used") && !said("Did you mean"));
}
