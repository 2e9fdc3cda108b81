//! The list of all users of the store.

use crate::api::Api;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::icon::Icon;
use crate::ui::principal::Avatar;
use crate::ui::table::{Column, DirectoryTable, Load};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::config::StoreKind;
use model::people_search::NameSearch;
use model::wire::DirectoryObject;
use model::wire::object::ObjectKind;
use std::sync::Arc;

/// The attributes that the list's search covers in Active Directory.
const WHERE: [&str; 8] =
    ["displayName", "name", "sAMAccountName", "userPrincipalName", "mail", "title", "department", "employeeID"];
/// The attributes for Entra ID, whose users have no `sAMAccountName`.
const WHERE_CLOUD: [&str; 5] = ["displayName", "userPrincipalName", "mail", "title", "department"];

/// The attributes that the columns read.
const ATTRIBUTES: [&str; 9] = [
    "displayName",
    "name",
    "objectClass",
    "distinguishedName",
    "title",
    "department",
    "mail",
    "userPrincipalName",
    "sAMAccountName",
];

const COLUMNS: &[Column] = &[
    Column { sort: Some("displayName"), label: || t!(members.name).to_owned(), secondary: false, cell: name },
    Column { sort: Some("title"), label: || t!(users.title).to_owned(), secondary: true, cell: title },
    Column { sort: Some("department"), label: || t!(search.department).to_owned(), secondary: true, cell: department },
    Column { sort: Some("mail"), label: || t!(group.mail).to_owned(), secondary: true, cell: mail },
    Column { sort: Some("userPrincipalName"), label: || t!(users.logon).to_owned(), secondary: true, cell: logon },
];

fn name(user: &DirectoryObject) -> AnyView {
    let label = user.label().to_owned();
    // On narrow pages this line stands in for the hidden columns.
    let mail = user.first("mail").or_else(|| user.first("userPrincipalName")).unwrap_or_default().to_owned();
    view! {
        <span class="who">
            <Avatar name=label.clone() kind=ObjectKind::User/>
            <span><a href=Route::User(user.id.clone()).href()>{label}</a><small class="show-s">{mail}</small></span>
        </span>
    }
    .into_any()
}

fn text(value: Option<&str>) -> AnyView {
    view! { <span class="small">{value.map(str::to_owned)}</span> }.into_any()
}

fn title(user: &DirectoryObject) -> AnyView {
    text(user.first("title"))
}

fn department(user: &DirectoryObject) -> AnyView {
    text(user.first("department"))
}

fn mail(user: &DirectoryObject) -> AnyView {
    text(user.first("mail"))
}

fn logon(user: &DirectoryObject) -> AnyView {
    text(user.first("userPrincipalName").or_else(|| user.first("sAMAccountName")))
}

#[component]
pub fn UsersPage() -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let store = api.current_store();
    let can_create = store.kind != StoreKind::MicrosoftGraph;
    let places: &[&str] = if store.kind == StoreKind::ActiveDirectory { &WHERE } else { &WHERE_CLOUD };
    let load: Load = Arc::new(move |query| {
        let api = api.clone();
        Box::pin(async move {
            let criteria = api.people(&["user"], places, &NameSearch::new(&query.text));
            api.search(api.current_store().id, Some(criteria), &query.window(), &ATTRIBUTES).await
        })
    });
    let heading = words(|| t!(nav.users));
    let empty = || view! { <p>{tv!(users.none)}</p> }.into_any();
    let actions = can_create.then(|| {
        view! {
            <div class="actions">
                <a class="btn" href=Route::ImportUsers.href()>{tv!(frame.import_users)}</a>
                <a class="btn primary" href=Route::CreateUser(None).href()>{Icon::Plus.view()} {tv!(frame.create_a_user)}</a>
            </div>
        }
    });
    view! {
        <div class="page-head"><div class="titles"><PageTitle text=heading/></div>{actions}</div>
        <DirectoryTable label=heading columns=COLUMNS load sorting="displayName" page_size empty=empty.into()/>
    }
}
