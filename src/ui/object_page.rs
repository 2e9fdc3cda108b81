//! The page of one object: it is asked for, and shown under a head with its name in tabs that the address remembers.

use super::async_view::{AsyncView, ViewFuture, view_factory};
use super::error_panel::{ErrorPanel, copy};
use super::icon::Icon;
use super::tabs::{Tab, Tabs};
use super::title::PageTitle;
use super::toast::Toasts;
use crate::http::ApiError;
use crate::i18n::{text, tv, words};
use crate::routes::{Navigator, Route};
use leptos::prelude::*;
use model::wire::DirectoryObject;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// The parameter of the address that names a tab.
const TAB: &str = "tab";

/// What such a page has to say about its kind of object.
#[derive(Clone, Copy)]
pub struct ObjectWords {
    /// One of them, while its name is not known.
    pub one: fn() -> &'static str,
    /// That there is none.
    pub gone: fn() -> &'static str,
    /// What can be done about that.
    pub gone_advice: fn() -> &'static str,
    /// The list of all of them.
    pub list: fn() -> &'static str,
    /// Where that list is.
    pub list_route: fn() -> Route,
    /// What the tabs are.
    pub tabs: fn() -> &'static str,
}

/// An answer that comes later.
pub type Asked = Pin<Box<dyn Future<Output = Result<DirectoryObject, ApiError>>>>;

/// Asks for the object and shows it, or why not.
#[component]
pub fn ObjectPage(
    /// About its kind.
    about: ObjectWords,
    /// Asks; asked again whenever `again` changes.
    ask: Box<dyn Fn() -> Asked>,
    /// Counts how often it was asked for once more.
    again: RwSignal<u32>,
    /// What is shown until it comes: [`loading`].
    waiting: fn() -> AnyView,
    /// Shows it.
    shown: Arc<dyn Fn(DirectoryObject) -> AnyView + Send + Sync>,
) -> impl IntoView {
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    let ask = move || -> ViewFuture {
        again.track();
        let (asked, shown) = (ask(), shown.clone());
        Box::pin(async move {
            let answer = asked.await;
            view_factory(move || match answer.clone() {
                Ok(object) => shown(object),
                Err(error) => failed(about, error, retry),
            })
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting/> }
}

/// The shape of what comes. Arriving moves the focus here; the answer may come when it is elsewhere already.
pub fn loading(about: ObjectWords) -> AnyView {
    view! {
        <div class="visually-hidden"><PageTitle text=words(about.one)/></div>
        <div class="page-head" aria-busy="true">
            <div class="titles stack"><span class="skeleton name"></span> <span class="skeleton title"></span></div>
        </div>
        <div class="card"><div class="body"><Skeleton/></div></div>
    }
    .into_any()
}

/// Some lines of what comes.
#[component]
pub fn Skeleton() -> impl IntoView {
    (0..4).map(|_| view! { <span class="skeleton line"></span> }).collect_view()
}

fn failed(about: ObjectWords, error: ApiError, retry: Callback<()>) -> AnyView {
    match error {
        ApiError::NotFound(_) => view! {
            <div class="card empty">
                {Icon::Search.view()}
                <PageTitle text=words(about.gone) late=true/>
                <p>{text(about.gone_advice)}</p>
                <a class="btn primary" href=(about.list_route)().href()>{text(about.list)}</a>
            </div>
        }
        .into_any(),
        error => view! {
            <div class="page-head"><PageTitle text=words(about.one) late=true/></div>
            <ErrorPanel error retry/>
        }
        .into_any(),
    }
}

/// Where an object stands, its name, what is said of it at once, and what can be done with it.
#[component]
pub fn ObjectHead(
    /// About its kind.
    about: ObjectWords,
    /// Its name.
    title: String,
    /// Its picture.
    #[prop(optional)]
    face: Option<AnyView>,
    /// What is said of it at once.
    line: AnyView,
    /// What can be done.
    actions: AnyView,
) -> impl IntoView {
    let title = view! { <PageTitle text=Signal::derive(move || title.clone()) late=true/> };
    let title = match face {
        Some(face) => view! { <div class="row">{face} {title}</div> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <div class="page-head">
            <div class="titles stack tight">
                <nav class="crumb" aria-label=tv!(frame.breadcrumb)>
                    <a href=(about.list_route)().href()>{text(about.list)}</a>
                </nav>
                {title}
                <div class="row tight">{line}</div>
            </div>
            <div class="actions">{actions}</div>
        </div>
    }
}

/// Copies the address of an object.
#[component]
pub fn CopyLink(
    /// Its page.
    route: Route,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let link = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        copy(format!("{origin}{}", route.href()), toasts);
    };
    view! { <button type="button" class="btn" on:click=link>{Icon::Link.view()} {tv!(group.copy_link)}</button> }
}

/// The tabs of an object. Another tab is another list: the table's own parameters do not come along.
#[component]
pub fn ObjectTabs(
    /// About its kind.
    about: ObjectWords,
    /// In order; the first is shown where the address names none of them.
    tabs: Vec<Tab>,
    /// What a tab shows.
    panel: Box<dyn Fn(&'static str) -> AnyView + Send>,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let ids: Vec<_> = tabs.iter().map(|tab| tab.id).collect();
    let chosen = Memo::new(move |_| {
        let wanted = navigator.param(TAB).unwrap_or_default();
        ids.iter().find(|id| **id == wanted).or(ids.first()).copied().unwrap_or_default()
    });
    let choose = move |tab: &'static str| navigator.search(&format!("{TAB}={tab}"), true);
    view! {
        <div class="stack">
            <Tabs label=words(about.tabs) tabs chosen on_choose=choose/>
            <div role="tabpanel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get()) tabindex="0">
                {move || panel(chosen.get())}
            </div>
        </div>
    }
}
