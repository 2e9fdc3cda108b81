//! One group: what it is, who is in it, who answers for it, all it has; and its deletion.

mod delete;
mod facts;

use super::cells::{is_smart, security_name};
use super::members_tab::MembersTab;
use crate::api::{Api, ApiError};
use crate::i18n::{t, tv, words};
use crate::routes::{Navigator, Route};
use crate::ui::error_panel::{ErrorPanel, copy};
use crate::ui::icon::Icon;
use crate::ui::later::{Later, Promise, drawing};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::title::PageTitle;
use crate::ui::toast::Toasts;
use delete::DeleteDialog;
use facts::{AllAttributes, General, Owners};
use leptos::prelude::*;
use model::wire::codes::SecurityType;
use model::wire::{DirectoryObject, ObjectId};

const TAB: &str = "tab";
const TABS: [&str; 4] = ["general", "members", "owners", "attributes"];

/// The page.
#[component]
pub fn GroupPage(
    /// Which group.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0_u32);
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    let ask = move || -> Promise {
        again.track();
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move {
            let group = api.group(api.current_store().id, &id).await;
            drawing(move || draw(group.clone(), retry))
        })
    };
    view! { <Later ask=Box::new(ask) waiting=|| view! { <Loading/> }.into_any()/> }
}

fn draw(group: Result<DirectoryObject, ApiError>, retry: Callback<()>) -> AnyView {
    match group {
        Ok(group) => view! { <Shown group/> }.into_any(),
        Err(ApiError::NotFound(_)) => view! {
            <div class="card empty">
                {Icon::Search.view()}
                <PageTitle text=words(|| t!(group.gone))/>
                <p>{t!(group.gone_advice)}</p>
                <a class="btn primary" href=Route::AllGroups.href()>{t!(nav.all_groups)}</a>
            </div>
        }
        .into_any(),
        Err(error) => view! {
            <div class="page-head"><PageTitle text=words(|| t!(group.one))/></div>
            <ErrorPanel error retry/>
        }
        .into_any(),
    }
}

/// The shape of what comes.
#[component]
fn Loading() -> impl IntoView {
    let line = |width: &'static str| view! { <span class="skeleton" style:inline-size=width></span> };
    view! {
        <div class="page-head" aria-busy="true"><div class="titles stack">{line("8rem")} {line("18rem")}</div></div>
        <div class="card"><div class="body">{["60%", "80%", "40%", "70%"].map(line)}</div></div>
    }
}

#[component]
fn Shown(group: DirectoryObject) -> impl IntoView {
    let navigator = Navigator::expect();
    let toasts = Toasts::expect();
    let chosen = Memo::new(move |_| {
        let wanted = navigator.param(TAB).unwrap_or_default();
        TABS.into_iter().find(|tab| *tab == wanted).unwrap_or(TABS[0])
    });
    // Another tab is another list: the table's own parameters do not come along.
    let choose = move |tab: &'static str| navigator.search(&format!("{TAB}={tab}"), true);
    let tabs = vec![
        Tab { id: TABS[0], label: words(|| t!(group.general)) },
        Tab { id: TABS[1], label: words(|| t!(group.members)) },
        Tab { id: TABS[2], label: words(|| t!(group.owners)) },
        Tab { id: TABS[3], label: words(|| t!(group.all_attributes)) },
    ];
    let name = group.label().to_owned();
    let smart = is_smart(&group);
    let security = group.first("XGroupSecurity").and_then(SecurityType::from_wire);
    let deleting = RwSignal::new(false);
    let id = group.id.clone();
    let title = name.clone();
    let group = StoredValue::new(group);
    let panel = move || match chosen.get() {
        "members" => view! { <MembersTab group=group.with_value(|g| g.id.clone())/> }.into_any(),
        "owners" => view! { <Owners group=group.get_value()/> }.into_any(),
        "attributes" => view! { <AllAttributes group=group.get_value()/> }.into_any(),
        _ => view! { <General group=group.get_value()/> }.into_any(),
    };
    let link = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        copy(format!("{origin}{}", Route::Group(group.with_value(|g| g.id.clone())).href()), toasts);
    };
    view! {
        <div class="page-head">
            <div class="titles stack" style:gap="var(--s2)">
                <nav class="crumb" aria-label=tv!(frame.breadcrumb)>
                    <a href=Route::AllGroups.href()>{tv!(nav.all_groups)}</a>
                </nav>
                <PageTitle text=Signal::derive(move || title.clone())/>
                <div class="row" style:gap="var(--s2)">
                    <span class="tag accent">{move || if smart { t!(group.smart) } else { t!(group.static_group) }}</span>
                    {security.map(|security| view! { <span class="tag">{move || security_name(security)}</span> })}
                </div>
            </div>
            <div class="actions">
                <button type="button" class="btn" on:click=link>{Icon::Link.view()} {tv!(group.copy_link)}</button>
                <button type="button" class="btn" on:click=move |_| deleting.set(true)>
                    {Icon::Bin.view()} {tv!(group.delete)}
                </button>
            </div>
        </div>
        <div class="stack">
            <Tabs label=words(|| t!(group.parts)) tabs chosen on_choose=choose/>
            <div role="tabpanel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get()) tabindex="0">{panel}</div>
        </div>
        <DeleteDialog open=deleting id name/>
    }
}
