//! The search page: all objects in the store that match a text, groups first, then users, contacts and computers; or
//! only groups or users.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::routes::{Navigator, Route, TEXT};
use crate::ui::principal::{Avatar, kind_name};
use crate::ui::table::{Column, DirectoryTable, Load, TableQuery};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::people_search::NameSearch;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject, ObjectPage};
use std::sync::Arc;

/// The query parameter of the chosen object type.
const TYPE: &str = "type";

const TABS: [&str; 3] = ["all", "groups", "users"];

const GROUPS: [&str; 1] = ["group"];

const USERS: [&str; 1] = ["user"];

/// All classes other than groups.
const OTHERS: [&str; 3] = ["user", "contact", "computer"];

/// The attributes that are searched in addition to name parts.
const WHERE: [&str; 6] = [
    attributes::DISPLAY_NAME,
    attributes::NAME,
    attributes::MAIL,
    attributes::SAM_ACCOUNT_NAME,
    attributes::TITLE,
    attributes::DEPARTMENT,
];

const ATTRIBUTES: [&str; 7] = [
    attributes::DISPLAY_NAME,
    attributes::NAME,
    attributes::MAIL,
    attributes::TITLE,
    attributes::DEPARTMENT,
    attributes::OBJECT_CLASS,
    attributes::DESCRIPTION,
];

const COLUMNS: &[Column] = &[
    Column {
        sort: Some(attributes::DISPLAY_NAME),
        label: || t!(members.name).to_owned(),
        secondary: false,
        cell: name,
    },
    Column {
        sort: Some(attributes::OBJECT_CLASS),
        label: || t!(members.kind).to_owned(),
        secondary: false,
        cell: kind,
    },
    Column { sort: Some(attributes::MAIL), label: || t!(group.mail).to_owned(), secondary: true, cell: mail },
    Column {
        sort: Some(attributes::DEPARTMENT),
        label: || t!(search.department).to_owned(),
        secondary: true,
        cell: department,
    },
];

fn name(object: &DirectoryObject) -> AnyView {
    let (label, kind) = (object.label().to_owned(), object.object_kind());
    let about = object
        .first(attributes::TITLE)
        .or_else(|| object.first(attributes::DESCRIPTION))
        .unwrap_or_default()
        .to_owned();
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

/// A page of objects of some classes whose names match the text or, if there are none, that contain it in another
/// attribute. Also returns the criteria that were used.
async fn ask(
    api: &Api,
    classes: &[&str],
    text: &str,
    window: &PageRequest,
) -> Result<(Criterion, ObjectPage), ApiError> {
    let (store, wanted) = (api.current_store().id, NameSearch::new(text));
    let named = api.people(classes, &[], &wanted);
    let page = api.search(store, Some(named.clone()), window, &ATTRIBUTES).await?;
    if page.total != Some(0) || api.is_graph() {
        return Ok((named, page));
    }
    let held = api.people(classes, &WHERE, &wanted);
    let page = api.search(store, Some(held.clone()), window, &ATTRIBUTES).await?;
    Ok((held, page))
}

/// All matches: groups, followed by everything else.
async fn groups_first(api: &Api, query: &TableQuery) -> Result<ObjectPage, ApiError> {
    let size = query.size.max(1);
    let (_, groups) = ask(api, &GROUPS, &query.text, &query.window()).await?;
    let count = groups.total.unwrap_or(0);
    // The offset of this page among the other objects; the service's own pages may overlap it.
    let behind = ((query.page - 1) * size - count).max(0);
    let (page, skipped) = (behind / size + 1, behind % size);
    let window = PageRequest { page, ..query.window() };
    let (criterion, others) = ask(api, &OTHERS, &query.text, &window).await?;
    let total = count + others.total.unwrap_or(0);
    let number = |number: i64| usize::try_from(number).unwrap_or(0);
    let mut found = groups.data;
    found.extend(others.data.into_iter().skip(number(skipped)));
    if skipped > 0 {
        let window = PageRequest { page: page + 1, ..window };
        found.extend(api.search(api.current_store().id, Some(criterion), &window, &ATTRIBUTES).await?.data);
    }
    found.truncate(number(size));
    Ok(ObjectPage::of(total, found))
}

#[component]
pub fn SearchPage() -> impl IntoView {
    let api = Api::expect();
    let navigator = Navigator::expect();
    let page_size = api.config().page_size;
    let chosen = Memo::new(move |_| {
        let wanted = navigator.param(TYPE).unwrap_or_default();
        TABS.into_iter().find(|tab| *tab == wanted).unwrap_or(TABS[0])
    });
    // Keeps the text, but not the page and the sorting of the other list.
    let choose = move |tab: &'static str| {
        let text = navigator.param(TEXT).unwrap_or_default();
        let path = Route::Search(text).path();
        let query = path.split_once('?').map_or("", |(_, query)| query);
        navigator.search(&format!("{query}&{TYPE}={tab}"), true);
    };
    let heading = words(|| t!(search.heading));
    let tabs = vec![
        Tab::new(TABS[0], words(|| t!(search.all))),
        Tab::new(TABS[1], words(|| t!(search.groups))),
        Tab::new(TABS[2], words(|| t!(nav.users))),
    ];
    let table = move || {
        let (api, tab) = (api.clone(), chosen.get());
        let load: Load = Arc::new(move |query| {
            let api = api.clone();
            Box::pin(async move {
                let classes = match tab {
                    "groups" => GROUPS,
                    "users" => USERS,
                    _ => return groups_first(&api, &query).await,
                };
                let criteria = api.people(&classes, &WHERE, &NameSearch::new(&query.text));
                api.search(api.current_store().id, Some(criteria), &query.window(), &ATTRIBUTES).await
            })
        });
        let empty = || view! { <p>{tv!(search.none)}</p> }.into_any();
        view! { <DirectoryTable label=heading columns=COLUMNS load sorting="displayName" page_size empty=empty.into()/> }
    };
    view! {
        <div class="page-head"><div class="titles"><PageTitle text=heading/></div></div>
        <div class="stack">
            <Tabs label=words(|| t!(members.kind)) tabs chosen on_choose=choose/>
            <div role="tabpanel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get())>{table}</div>
        </div>
    }
}
