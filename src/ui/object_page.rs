//! The page of one object: loads it and shows a head with its name, and tabs that are part of the URL.

use super::async_view::{AsyncView, ViewFuture, view_factory};
use super::error_panel::{ErrorPanel, copy};
use super::icon::Icon;
use super::tabs::{Tab, Tabs};
use super::title::PageTitle;
use super::toast::Toasts;
use crate::api::INDEX_DELAY;
use crate::http::ApiError;
use crate::i18n::{text, tv, words};
use crate::routes::{Navigator, Route};
use crate::task::Lifetime;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::wire::DirectoryObject;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// The query parameter of the chosen tab.
const TAB: &str = "tab";

/// The texts of an object page that depend on the kind of object.
#[derive(Clone, Copy)]
pub struct ObjectWords {
    /// The heading while the name is not known.
    pub one: fn() -> &'static str,
    /// The heading if the object does not exist.
    pub gone: fn() -> &'static str,
    /// What the user can do then.
    pub gone_advice: fn() -> &'static str,
    /// The name of the list of these objects.
    pub list: fn() -> &'static str,
    /// The route of that list.
    pub list_route: fn() -> Route,
    /// The accessible name of the tabs.
    pub tabs: fn() -> &'static str,
}

/// A request for an object.
pub type ObjectFuture = Pin<Box<dyn Future<Output = Result<DirectoryObject, ApiError>>>>;

/// Loads the object and shows it, or the error.
#[component]
pub fn ObjectPage(
    /// The texts for this kind of object.
    about: ObjectWords,
    /// Requests the object; called again whenever `again` changes.
    ask: Box<dyn Fn() -> ObjectFuture>,
    /// Incremented to load the object again.
    again: RwSignal<u32>,
    /// The placeholder until the object is loaded; see [`loading`].
    waiting: fn() -> AnyView,
    /// Renders the object.
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

/// The placeholder. Its heading gets the focus on arrival; when the object arrives, the user may have moved the focus
/// elsewhere.
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

/// The head of an object page: breadcrumb, name, tags and actions.
#[component]
pub fn ObjectHead(
    /// The texts for this kind of object.
    about: ObjectWords,
    /// The object's name.
    title: String,
    /// The avatar before the name; groups have none.
    #[prop(optional)]
    face: Option<AnyView>,
    /// The line below the name.
    line: AnyView,
    /// The buttons for what can be done with the object.
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

/// Says that the service has not given all details of the object yet. The page asks once more by itself, and whenever
/// the user wants.
#[component]
pub fn DetailsLater(
    /// Incremented to load the object again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let life = Lifetime::new();
    if again.get_untracked() == 0 {
        life.spawn(async move {
            TimeoutFuture::new(INDEX_DELAY).await;
            again.update(|n| *n = (*n).max(1));
        });
    }
    view! {
        <div class="panel info" role="status" id="details-later">
            {Icon::Info.view()}
            <div class="stack">
                <p>{tv!(group.details_later)}</p>
                <div class="row">
                    <button type="button" class="btn s" on:click=move |_| again.update(|n| *n += 1)>
                        {tv!(common.refresh)}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// A button that copies the URL of an object's page.
#[component]
pub fn CopyLink(
    /// The page whose URL is copied.
    route: Route,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let link = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        copy(format!("{origin}{}", route.href()), toasts);
    };
    view! { <button type="button" class="btn" on:click=link>{Icon::Link.view()} {tv!(group.copy_link)}</button> }
}

/// The tabs of an object page. The query parameters of a table are not kept, because another tab has another list.
#[component]
pub fn ObjectTabs(
    /// The texts for this kind of object.
    about: ObjectWords,
    /// In display order; the first is shown if the URL names none.
    tabs: Vec<Tab>,
    /// Renders the content of a tab.
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
