//! The page "Create user": derived names, taken logon names, the password, refusals, and drafts.

mod names;
mod password;
mod sending;

use crate::support::dom::wait_for;
use crate::support::people::{Directory, SECRET, config_of_users};
use crate::support::{Page, Service, fill};
use leptos::prelude::*;
use portal::pages::create_user::CreateUserPage;
use portal::routes::Route;
use portal::ui::toast::ToastList;

/// The form, for Ann, who is signed in.
async fn form(directory: &Directory) -> (Page, Service) {
    let service = directory.start();
    let mut page = Page::new(&config_of_users());
    page.sign_in().await;
    page.at(&Route::CreateUser(None).path());
    page.show(|| view! { <CreateUserPage/> <ToastList/> });
    wait_for("textbox", "First name").await;
    (page, service)
}

/// Enters the names and the password of a new user.
fn enter(first: &str, last: &str) {
    fill("First name", first);
    fill("Last name", last);
    fill("Password", SECRET);
}
