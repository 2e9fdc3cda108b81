//! The list of all users of the store.

use crate::api::Api;
use crate::forms::JustCreated;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::icon::Icon;
use crate::ui::principal::Avatar;
use crate::ui::table::{Column, Columns, ListColumn, ListTable, Load, TableSpec, TableState};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::config::StoreKind;
use model::people_search::NameSearch;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use std::sync::Arc;

/// The attributes that the list's search covers in Active Directory.
const WHERE: [&str; 8] = [
    attributes::DISPLAY_NAME,
    attributes::NAME,
    attributes::SAM_ACCOUNT_NAME,
    attributes::USER_PRINCIPAL_NAME,
    attributes::MAIL,
    attributes::TITLE,
    attributes::DEPARTMENT,
    "employeeID",
];
/// The attributes for Entra ID, whose users have no `sAMAccountName`.
const WHERE_CLOUD: [&str; 5] = [
    attributes::DISPLAY_NAME,
    attributes::USER_PRINCIPAL_NAME,
    attributes::MAIL,
    attributes::TITLE,
    attributes::DEPARTMENT,
];

/// The attributes that the columns read.
const ATTRIBUTES: [&str; 9] = [
    attributes::DISPLAY_NAME,
    "name",
    attributes::OBJECT_CLASS,
    attributes::DISTINGUISHED_NAME,
    "title",
    attributes::DEPARTMENT,
    attributes::MAIL,
    attributes::USER_PRINCIPAL_NAME,
    attributes::SAM_ACCOUNT_NAME,
];

/// A column that is shown until somebody chooses others.
const fn column(name: &'static str, column: Column, text: fn(&DirectoryObject) -> String) -> ListColumn {
    ListColumn { name, standard: true, text: Some(text), column }
}

const COLUMNS: &[ListColumn] = &[
    column(
        "name",
        Column {
            sort: Some(attributes::DISPLAY_NAME),
            label: || t!(members.name).to_owned(),
            secondary: false,
            cell: name,
        },
        |user| user.label().to_owned(),
    ),
    column(
        "title",
        Column { sort: Some("title"), label: || t!(users.title).to_owned(), secondary: true, cell: title },
        |user| of(user, attributes::TITLE),
    ),
    column(
        "department",
        Column {
            sort: Some(attributes::DEPARTMENT),
            label: || t!(search.department).to_owned(),
            secondary: true,
            cell: department,
        },
        |user| of(user, attributes::DEPARTMENT),
    ),
    column(
        "mail",
        Column { sort: Some(attributes::MAIL), label: || t!(group.mail).to_owned(), secondary: true, cell: mail },
        |user| of(user, attributes::MAIL),
    ),
    column(
        "logon",
        Column {
            sort: Some(attributes::USER_PRINCIPAL_NAME),
            label: || t!(users.logon).to_owned(),
            secondary: true,
            cell: logon,
        },
        |user| logon_of(user).unwrap_or_default().to_owned(),
    ),
];

fn of(user: &DirectoryObject, attribute: &str) -> String {
    user.first(attribute).unwrap_or_default().to_owned()
}

fn logon_of(user: &DirectoryObject) -> Option<&str> {
    user.first(attributes::USER_PRINCIPAL_NAME).or_else(|| user.first(attributes::SAM_ACCOUNT_NAME))
}

fn name(user: &DirectoryObject) -> AnyView {
    let label = user.label().to_owned();
    // On narrow pages this line stands in for the hidden columns.
    let mail = user
        .first(attributes::MAIL)
        .or_else(|| user.first(attributes::USER_PRINCIPAL_NAME))
        .unwrap_or_default()
        .to_owned();
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
    text(user.first(attributes::TITLE))
}

fn department(user: &DirectoryObject) -> AnyView {
    text(user.first(attributes::DEPARTMENT))
}

fn mail(user: &DirectoryObject) -> AnyView {
    text(user.first(attributes::MAIL))
}

fn logon(user: &DirectoryObject) -> AnyView {
    text(logon_of(user))
}

#[component]
pub fn UsersPage() -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let store = api.current_store();
    let can_create = store.kind != StoreKind::MicrosoftGraph;
    let places: &[&str] = if store.kind == StoreKind::ActiveDirectory { &WHERE } else { &WHERE_CLOUD };
    let again = RwSignal::new(0);
    let rows: Load = Arc::new(move |query| {
        let api = api.clone();
        Box::pin(async move {
            let criteria = api.people(&["user"], places, &NameSearch::new(&query.text));
            api.search(api.current_store().id, Some(criteria), &query.window(), &ATTRIBUTES).await
        })
    });
    let load: Load = {
        let rows = rows.clone();
        Arc::new(move |query| {
            again.track();
            rows(query)
        })
    };
    let table = TableState::new(TableSpec {
        columns: Columns::Choice(COLUMNS),
        sorting: "displayName",
        page_size,
        filters: &[],
        name: Some("users"),
        selectable: false,
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
        <JustCreated kind=ObjectKind::User again/>
        <ListTable label=heading table load rows empty=empty.into()/>
    }
}
