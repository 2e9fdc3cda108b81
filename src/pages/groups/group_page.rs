//! One group: what it is, who is in it, who answers for it, all it has; and its deletion.

mod delete;
mod facts;
pub mod parts;
mod rights;
mod rule_tab;
mod work;

use super::members_tab::MembersTab;
use crate::api::Api;
use crate::groups::AllAttributes;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::routes::{Navigator, Route};
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::error_panel::{ErrorPanel, copy};
use crate::ui::icon::Icon;
use crate::ui::lazy::{Coming, Lazy};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::title::PageTitle;
use crate::ui::toast::Toasts;
use crate::words::group::{is_smart, kind_name, security_name};
pub use delete::DeleteDialog;
use facts::{General, Owners};
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::GroupKind;
use model::wire::codes::SecurityType;
use model::wire::{DirectoryObject, ObjectId};
use rights::{NotYours, may_change};
pub use rule_tab::RuleTab;
use rule_tab::UpdateButton;
use work::GroupWork;

const TAB: &str = "tab";
const TABS: [&str; 5] = ["general", "members", "rule", "owners", "attributes"];

/// The page.
#[component]
pub fn GroupPage(
    /// Which group.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0_u32);
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    let work = GroupWork::new(id.clone(), retry);
    provide_context(work);
    let ask = move || -> ViewFuture {
        again.track();
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move {
            let group = api.group(api.current_store().id, &id).await;
            view_factory(move || draw(group.clone(), retry, work))
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting=|| view! { <Loading/> }.into_any()/> }
}

fn draw(group: Result<DirectoryObject, ApiError>, retry: Callback<()>, work: GroupWork) -> AnyView {
    match group {
        Ok(group) => view! { <Shown group reload=retry work/> }.into_any(),
        Err(ApiError::NotFound(_)) => view! {
            <div class="card empty">
                {Icon::Search.view()}
                <PageTitle text=words(|| t!(group.gone)) late=true/>
                <p>{t!(group.gone_advice)}</p>
                <a class="btn primary" href=Route::AllGroups.href()>{t!(nav.all_groups)}</a>
            </div>
        }
        .into_any(),
        Err(error) => view! {
            <div class="page-head"><PageTitle text=words(|| t!(group.one)) late=true/></div>
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
        <div class="visually-hidden"><PageTitle text=words(|| t!(group.one))/></div>
        <div class="page-head" aria-busy="true"><div class="titles stack">{line("8rem")} {line("18rem")}</div></div>
        <div class="card"><div class="body">{["60%", "80%", "40%", "70%"].map(line)}</div></div>
    }
}

#[component]
fn Shown(group: DirectoryObject, reload: Callback<()>, work: GroupWork) -> impl IntoView {
    let navigator = Navigator::expect();
    let toasts = Toasts::expect();
    let smart = is_smart(&group);
    work.owned.set(may_change(&group));
    // Graph keeps rules in another language and computes the members by itself.
    let ruled = smart && Api::expect().current_store().kind != StoreKind::MicrosoftGraph;
    let chosen = Memo::new(move |_| {
        let wanted = navigator.param(TAB).unwrap_or_default();
        let there = |tab: &&str| *tab == wanted && (ruled || *tab != "rule");
        TABS.into_iter().find(there).unwrap_or(TABS[0])
    });
    // Another tab is another list: the table's own parameters do not come along.
    let choose = move |tab: &'static str| navigator.search(&format!("{TAB}={tab}"), true);
    let mut tabs = vec![
        Tab::new("general", words(|| t!(group.general))),
        Tab::new("members", words(|| t!(group.members))),
        Tab { mark: Some(work.unsaved.into()), ..Tab::new("rule", words(|| t!(rule.title))) },
        Tab::new("owners", words(|| t!(group.owners))),
        Tab::new("attributes", words(|| t!(group.all_attributes))),
    ];
    tabs.retain(|tab| ruled || tab.id != "rule");
    let security = group.first("XGroupSecurity").and_then(SecurityType::from_wire);
    let roles = group.first("isAssignableToRole").is_some_and(|is| is.eq_ignore_ascii_case("true"));
    let kind = if smart { GroupKind::Smart } else { GroupKind::Static };
    let store = Api::expect().current_store().kind;
    let deleting = RwSignal::new(false);
    let title = group.label().to_owned();
    let group = StoredValue::new(group);
    let panel = move || match chosen.get() {
        "members" => view! { <MembersTab group=group.with_value(|g| g.id.clone())/> }.into_any(),
        "rule" => {
            let store = Api::expect().current_store();
            let part = move || -> Coming { Box::pin(parts::rule_tab::draw(group.get_value(), store.clone(), reload)) };
            view! { <Lazy part=Box::new(part)/> }.into_any()
        }
        "owners" => view! { <Owners group=group.get_value()/> }.into_any(),
        "attributes" => view! { <AllAttributes object=group.get_value()/> }.into_any(),
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
                <PageTitle text=Signal::derive(move || title.clone()) late=true/>
                <div class="row" style:gap="var(--s2)">
                    <span class="tag accent">{move || kind_name(kind, store)}</span>
                    {security.map(|security| view! { <span class="tag">{move || security_name(security)}</span> })}
                    {roles.then(|| view! { <span class="tag warn">{tv!(wizard.roles)}</span> })}
                </div>
            </div>
            <div class="actions">
                <Show when=move || ruled && work.may()>
                    <UpdateButton work name=group.with_value(|g| g.label().to_owned())/>
                </Show>
                <button type="button" class="btn" on:click=link>{Icon::Link.view()} {tv!(group.copy_link)}</button>
                <Show when=move || work.may()>
                    <button type="button" class="btn" on:click=move |_| deleting.set(true)>
                        {Icon::Bin.view()} {tv!(group.delete)}
                    </button>
                </Show>
            </div>
        </div>
        <Show when=move || !work.may()>
            <NotYours group=group.get_value() work/>
        </Show>
        <div class="stack">
            <Tabs label=words(|| t!(group.parts)) tabs chosen on_choose=choose/>
            <div role="tabpanel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get()) tabindex="0">{panel}</div>
        </div>
        <DeleteDialog open=deleting group=group.get_value()/>
    }
}
