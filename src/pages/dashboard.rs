//! Where everybody arrives: unfinished work, and the groups one answers for.

use crate::api::searches::{Window, containing};
use crate::api::{Api, ApiError};
use crate::drafts::{Drafts, Kept};
use crate::i18n::{t, tv, words};
use crate::pages::groups::{GROUP_ATTRIBUTES, owned_by};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::later::{Later, Promise, drawing};
use crate::ui::question::Question;
use crate::ui::title::PageTitle;
use crate::ui::who::Avatar;
use leptos::prelude::*;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject, ObjectPage};

/// How many of one's groups are shown.
const SHOWN: i64 = 6;

/// The page.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let user = use_context::<Session>().and_then(|session| session.user());
    let name = user.as_ref().map(|user| user.object.as_ref().map_or(user.login.clone(), |who| who.name.clone()));
    let name = name.unwrap_or_default();
    let drafts = user.as_ref().map(Drafts::of);
    let dn = user.and_then(|user| user.object).map(|who| who.dn);
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
        <div class="stack">
            {drafts.map(|drafts| view! { <DraftList drafts/> })}
            {dn.map(|dn| view! { <Mine dn/> })}
        </div>
    }
}

/// Unfinished groups, to go on with or to throw away.
#[component]
pub fn DraftList(
    /// Whose.
    drafts: Drafts,
) -> impl IntoView {
    let list = RwSignal::new(drafts.all());
    let drafts = StoredValue::new(drafts);
    let asking = RwSignal::new(false);
    // The draft that the question is about, and its name.
    let asked = RwSignal::new((String::new(), String::new()));
    let discard = move |()| {
        let (id, _) = asked.get_untracked();
        drafts.with_value(|drafts| drafts.forget(&id));
        list.update(|list| list.retain(|kept| kept.id != id));
        // The button that was pressed is gone.
        focus::soon("main h1");
    };
    let title = Signal::derive(move || t!(drafts.discard_question, name = asked.get().1));
    let row = move |kept: Kept| {
        let name = kept.draft.general.full_name();
        let label = move || if name.is_empty() { t!(drafts.unnamed).to_owned() } else { name.clone() };
        let (said, named) = (label.clone(), label.clone());
        let saved = kept.saved;
        let href = Route::CreateGroup(Some(kept.id.clone())).href();
        let ask = move |_| {
            asked.set((kept.id.clone(), untrack(&named)));
            asking.set(true);
        };
        view! {
            <li>
                <span class="who">
                    <span class="avatar group" aria-hidden="true">{Icon::Groups.view()}</span>
                    <span>
                        <a href=href>{label}</a>
                        <small>{move || t!(drafts.saved, when = format::moment_of(saved))}</small>
                    </span>
                </span>
                <span class="controls">
                    <button type="button" class="btn s quiet bad" on:click=ask
                        aria-label=move || t!(drafts.discard_named, name = said())>{tv!(wizard.discard)}</button>
                </span>
            </li>
        }
    };
    view! {
        <Show when=move || list.with(|list| !list.is_empty())>
            <section class="card">
                <header><h2>{tv!(drafts.heading)}</h2></header>
                <div class="body">
                    <ul class="list">
                        <For each=move || list.get() key=|kept| kept.id.clone() children=row/>
                    </ul>
                </div>
            </section>
        </Show>
        <Question open=asking id="discard-draft" title consequence=|| t!(wizard.discard_consequence)
            keep=|| t!(common.cancel) act=|| t!(wizard.discard) on_act=discard/>
    }
}

/// Some of the groups one answers for, and how many there are.
#[component]
fn Mine(dn: String) -> impl IntoView {
    let api = Api::expect();
    let ask = move || -> Promise {
        let api = api.clone();
        let criteria = Criterion::all(vec![owned_by(&dn), containing(&["group"], &[], "")]);
        Box::pin(async move {
            let store = api.current_store().id;
            let page = api.search(store, Some(criteria), &Window::first(SHOWN), &GROUP_ATTRIBUTES).await;
            drawing(move || mine(page.clone()))
        })
    };
    let waiting = || view! { <span class="skeleton"></span><span class="skeleton"></span> }.into_any();
    view! {
        <section class="card">
            <header><h2>{tv!(nav.my_groups)}</h2></header>
            <div class="body"><Later ask=Box::new(ask) waiting/></div>
        </section>
    }
}

fn mine(page: Result<ObjectPage, ApiError>) -> AnyView {
    let row = |group: DirectoryObject| {
        let name = group.label().to_owned();
        let about = group.first("description").unwrap_or_default().to_owned();
        view! {
            <li>
                <span class="who">
                    <Avatar name=name.clone() kind=ObjectKind::Group/>
                    <span><a href=Route::Group(group.id.clone()).href()>{name}</a><small>{about}</small></span>
                </span>
            </li>
        }
    };
    let list = |page: ObjectPage| {
        let total = page.total.unwrap_or(page.data.len() as i64);
        view! {
            <ul class="list">{page.data.into_iter().map(row).collect_view()}</ul>
            <p><a href=Route::MyGroups.href()>{move || t!(dashboard.all_mine, count = total)}</a></p>
        }
        .into_any()
    };
    match page {
        Err(error) => view! { <ErrorPanel error/> }.into_any(),
        Ok(page) if page.data.is_empty() => view! { <p class="muted">{t!(groups.none_mine)}</p> }.into_any(),
        Ok(page) => list(page),
    }
}
