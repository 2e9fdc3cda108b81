//! The start page: saved drafts, and the groups that the user owns.

use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::drafts::{GroupDrafts, UserDrafts};
use crate::forms::{DraftList, JustCreated, UserDraftList};
use crate::groups::{GROUP_ATTRIBUTES, owned_by};
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::principal::Avatar;
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::Principal;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject, ObjectPage};

/// How many of the user's groups are shown.
const SHOWN: i64 = 6;

#[component]
pub fn DashboardPage() -> impl IntoView {
    let user = use_context::<Session>().and_then(|session| session.user());
    let name = user.as_ref().map(|user| user.object.as_ref().map_or(user.login.clone(), |who| who.name.clone()));
    let name = name.unwrap_or_default();
    let drafts = user.as_ref().map(GroupDrafts::new);
    let people = user.as_ref().map(UserDrafts::new);
    let who = user.and_then(|user| user.object);
    view! {
        <div class="page-head">
            <div class="titles">
                <PageTitle text=words(|| t!(nav.dashboard))/>
                <p class="muted">{move || t!(dashboard.hello, name = name.clone())}</p>
            </div>
            <div class="actions">
                <a class="btn primary" href=Route::CreateGroup(None).href()>
                    {Icon::Plus.view()} {tv!(frame.create_a_group)}
                </a>
            </div>
        </div>
        <div class="overview">
            {drafts.map(|drafts| view! { <DraftList drafts/> })}
            {people.map(|drafts| view! { <UserDraftList drafts/> })}
            {who.map(|who| view! { <Mine who/> })}
        </div>
    }
}

/// When a group was last changed. Every object in Active Directory has this attribute, none in Entra ID.
const CHANGED: &str = "whenChanged";

/// Some of the groups that the user owns, last changed first, and how many there are.
#[component]
fn Mine(who: Principal) -> impl IntoView {
    let api = Api::expect();
    let total = RwSignal::new(0_i64);
    let by_change = api.current_store().kind == StoreKind::ActiveDirectory;
    let again = RwSignal::new(0);
    let ask = move || -> ViewFuture {
        again.track();
        let api = api.clone();
        let criteria =
            Criterion::all(vec![owned_by(api.current_store().kind, &who.dn, &who.id), containing(&["group"], &[], "")]);
        Box::pin(async move {
            let mut window = PageRequest::first(SHOWN);
            if by_change {
                window = PageRequest { sort: CHANGED, descending: true, ..window };
            }
            let load: Vec<_> = GROUP_ATTRIBUTES.into_iter().chain([CHANGED]).collect();
            let page = api.search(api.current_store().id, Some(criteria), &window, &load).await;
            let count = page.as_ref().map_or(0, |page| page.total.unwrap_or(page.data.len() as i64));
            total.try_set(count);
            let retry = Callback::new(move |()| again.update(|turn| *turn += 1));
            view_factory(move || mine(page.clone(), retry))
        })
    };
    let waiting =
        || view! { <div class="body"><span class="skeleton"></span><span class="skeleton"></span></div> }.into_any();
    let all = move || {
        let count = total.get();
        (count > 0)
            .then(|| view! { <a class="end" href=Route::MyGroups.href()>{t!(dashboard.all_mine, count = count)}</a> })
    };
    view! {
        <section class="card">
            <header>
                <h2>{tv!(nav.my_groups)}</h2>
                {by_change.then(|| view! { <span class="small muted">{tv!(dashboard.changed_last)}</span> })}
                {all}
            </header>
            <JustCreated kind=ObjectKind::Group again/>
            <AsyncView ask=Box::new(ask) waiting/>
        </section>
    }
}

fn mine(page: Result<ObjectPage, ApiError>, retry: Callback<()>) -> AnyView {
    let row = |group: DirectoryObject| {
        let name = group.label().to_owned();
        let about = group.first(attributes::DESCRIPTION).unwrap_or_default().to_owned();
        let changed = group.first(CHANGED).and_then(format::day);
        view! {
            <li>
                <span class="who">
                    <Avatar name=name.clone() kind=ObjectKind::Group/>
                    <span><a href=Route::Group(group.id.clone()).href()>{name}</a><small>{about}</small></span>
                </span>
                <span class="small muted">{changed}</span>
            </li>
        }
    };
    match page {
        Err(error) => view! { <div class="body"><ErrorPanel error retry/></div> }.into_any(),
        Ok(page) if page.data.is_empty() => {
            view! { <div class="body"><p class="muted">{t!(groups.none_mine)}</p></div> }.into_any()
        }
        Ok(page) => view! { <ul class="list">{page.data.into_iter().map(row).collect_view()}</ul> }.into_any(),
    }
}
