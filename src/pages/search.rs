//! Everything in the store that fits a text: people, groups, contacts and computers.

use crate::api::Api;
use crate::api::searches::containing;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::table::{Column, DirectoryTable, Load};
use crate::ui::title::PageTitle;
use crate::ui::who::{Avatar, kind_name};
use leptos::prelude::*;
use model::group::MEMBER_CLASSES;
use model::wire::DirectoryObject;
use model::wire::object::ObjectKind;
use std::sync::Arc;

/// Where the text is looked for.
const WHERE: [&str; 6] = ["displayName", "name", "mail", "sAMAccountName", "title", "department"];

const ATTRIBUTES: [&str; 7] = ["displayName", "name", "mail", "title", "department", "objectClass", "description"];

const COLUMNS: &[Column] = &[
    Column { sort: Some("displayName"), label: || t!(members.name).to_owned(), secondary: false, cell: name },
    Column { sort: Some("objectClass"), label: || t!(members.kind).to_owned(), secondary: false, cell: kind },
    Column { sort: Some("mail"), label: || t!(group.mail).to_owned(), secondary: true, cell: mail },
    Column { sort: Some("department"), label: || t!(search.department).to_owned(), secondary: true, cell: department },
];

fn name(object: &DirectoryObject) -> AnyView {
    let (label, kind) = (object.label().to_owned(), object.object_kind());
    let about = object.first("title").or_else(|| object.first("description")).unwrap_or_default().to_owned();
    let named = match kind {
        ObjectKind::Group => view! { <a href=Route::Group(object.id.clone()).href()>{label.clone()}</a> }.into_any(),
        ObjectKind::User => view! { <a href=Route::User(object.id.clone()).href()>{label.clone()}</a> }.into_any(),
        _ => label.clone().into_any(),
    };
    view! { <span class="who"><Avatar name=label kind/><span>{named}<small>{about}</small></span></span> }.into_any()
}

fn kind(object: &DirectoryObject) -> AnyView {
    view! { <span class="tag">{kind_name(object.object_kind())}</span> }.into_any()
}

fn mail(object: &DirectoryObject) -> AnyView {
    view! { <span class="small">{object.first("mail").map(str::to_owned)}</span> }.into_any()
}

fn department(object: &DirectoryObject) -> AnyView {
    view! { <span class="small">{object.first("department").map(str::to_owned)}</span> }.into_any()
}

/// The page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let load: Load = Arc::new(move |query| {
        let api = api.clone();
        Box::pin(async move {
            let criteria = containing(MEMBER_CLASSES, &WHERE, &query.text);
            api.search(api.current_store().id, Some(criteria), &query.window(), &ATTRIBUTES).await
        })
    });
    let heading = words(|| t!(search.heading));
    let empty = || view! { <p>{tv!(search.none)}</p> }.into_any();
    view! {
        <div class="page-head"><div class="titles"><PageTitle text=heading/></div></div>
        <DirectoryTable label=heading columns=COLUMNS load sorting="displayName" page_size empty=empty.into()/>
    }
}
