//! One person: what the directory knows of them, and which groups they are in and answer for.

mod facts;
mod memberships;

use crate::api::Api;
use crate::groups::AllAttributes;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::routes::{Navigator, Route};
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::error_panel::{ErrorPanel, copy};
use crate::ui::icon::Icon;
use crate::ui::principal::Avatar;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::title::PageTitle;
use crate::ui::toast::Toasts;
use facts::{General, is_disabled};
use leptos::prelude::*;
use memberships::{GroupsOf, Held};
use model::wire::object::ObjectKind;
use model::wire::{DirectoryObject, ObjectId};

const TAB: &str = "tab";
const TABS: [&str; 4] = ["general", "memberships", "owned", "attributes"];

/// The page.
#[component]
pub fn UserPage(
    /// Who.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0_u32);
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    let ask = move || -> ViewFuture {
        again.track();
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move {
            let user = api.user(api.current_store().id, &id).await;
            view_factory(move || draw(user.clone(), retry))
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting=|| view! { <Loading/> }.into_any()/> }
}

fn draw(user: Result<DirectoryObject, ApiError>, retry: Callback<()>) -> AnyView {
    match user {
        Ok(user) => view! { <Shown user/> }.into_any(),
        Err(ApiError::NotFound(_)) => view! {
            <div class="card empty">
                {Icon::Search.view()}
                <PageTitle text=words(|| t!(users.gone)) late=true/>
                <p>{t!(users.gone_advice)}</p>
                <a class="btn primary" href=Route::Users.href()>{t!(nav.users)}</a>
            </div>
        }
        .into_any(),
        Err(error) => view! {
            <div class="page-head"><PageTitle text=words(|| t!(kind.user)) late=true/></div>
            <ErrorPanel error retry/>
        }
        .into_any(),
    }
}

/// The shape of what comes. Arriving moves the focus here; the answer may come when it is elsewhere already.
#[component]
fn Loading() -> impl IntoView {
    let line = |width: &'static str| view! { <span class="skeleton" style:inline-size=width></span> };
    view! {
        <div class="visually-hidden"><PageTitle text=words(|| t!(kind.user))/></div>
        <div class="page-head" aria-busy="true"><div class="titles stack">{line("8rem")} {line("18rem")}</div></div>
        <div class="card"><div class="body">{["60%", "80%", "40%", "70%"].map(line)}</div></div>
    }
}

#[component]
fn Shown(user: DirectoryObject) -> impl IntoView {
    let navigator = Navigator::expect();
    let toasts = Toasts::expect();
    let chosen = Memo::new(move |_| {
        let wanted = navigator.param(TAB).unwrap_or_default();
        TABS.into_iter().find(|tab| *tab == wanted).unwrap_or(TABS[0])
    });
    // Another tab is another list: the table's own parameters do not come along.
    let choose = move |tab: &'static str| navigator.search(&format!("{TAB}={tab}"), true);
    let tabs = vec![
        Tab::new("general", words(|| t!(group.general))),
        Tab::new("memberships", words(|| t!(users.memberships))),
        Tab::new("owned", words(|| t!(users.owned))),
        Tab::new("attributes", words(|| t!(group.all_attributes))),
    ];
    let name = user.label().to_owned();
    let title = name.clone();
    let line = [user.first("title"), user.first("department")].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let disabled = is_disabled(&user);
    let user = StoredValue::new(user);
    let panel = move || match chosen.get() {
        "memberships" => view! { <GroupsOf user=user.get_value() held=Held::In/> }.into_any(),
        "owned" => view! { <GroupsOf user=user.get_value() held=Held::Owned/> }.into_any(),
        "attributes" => view! { <AllAttributes object=user.get_value()/> }.into_any(),
        _ => view! { <General user=user.get_value()/> }.into_any(),
    };
    let link = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        copy(format!("{origin}{}", Route::User(user.with_value(|user| user.id.clone())).href()), toasts);
    };
    view! {
        <div class="page-head">
            <div class="titles stack" style:gap="var(--s2)">
                <nav class="crumb" aria-label=tv!(frame.breadcrumb)>
                    <a href=Route::Users.href()>{tv!(nav.users)}</a>
                </nav>
                <div class="row">
                    <Avatar name kind=ObjectKind::User/>
                    <PageTitle text=Signal::derive(move || title.clone()) late=true/>
                </div>
                <div class="row" style:gap="var(--s2)">
                    {disabled.then(|| view! { <span class="tag warn">{tv!(users.disabled)}</span> })}
                    <span class="muted">{line}</span>
                </div>
            </div>
            <div class="actions">
                <button type="button" class="btn" on:click=link>{Icon::Link.view()} {tv!(group.copy_link)}</button>
            </div>
        </div>
        <div class="stack">
            <Tabs label=words(|| t!(users.parts)) tabs chosen on_choose=choose/>
            <div role="tabpanel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get()) tabindex="0">{panel}</div>
        </div>
    }
}
