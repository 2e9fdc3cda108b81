//! The page of a group: its properties, members, rule, owners and attributes, and its deletion.

mod attribute_editor;
mod attributes_tab;
mod delete;
mod editable;
mod editing;
mod everyone;
mod facts;
mod fields;
mod give_up;
mod lifecycle;
mod mail_tab;
mod member_list;
mod member_of;
mod members;
mod own_membership;
mod owners;
pub mod parts;
mod people;
mod rights;
mod rule_tab;
mod save_bar;
mod stored_rule;
mod work;

use crate::api::Api;
use crate::api::complete::is_partial;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::icon::Icon;
use crate::ui::lazy::{Lazy, PartFuture};
use crate::ui::object_page::{
    CopyLink, DetailsLater, ObjectFuture, ObjectHead, ObjectPage, ObjectTabs, ObjectWords, loading,
};
use crate::ui::tabs::Tab;
use crate::words::group::{is_smart, kind_name, security_name};
use attributes_tab::AttributesTab;
pub use delete::DeleteDialog;
use editing::GroupEditing;
use facts::General;
use leptos::prelude::*;
use lifecycle::LifecycleButtons;
use mail_tab::{MailTab, has_mail};
use member_of::MemberOfTab;
use members::{GroupMembers, MembersWork};
use model::config::StoreKind;
use model::group::{GroupKind, MembershipRule};
use model::wire::attributes;
use model::wire::codes::SecurityType;
use model::wire::{DirectoryObject, ObjectId};
use own_membership::OwnMembership;
use owners::OwnersTab;
use rights::{NotYours, may_change};
pub use rule_tab::RuleTab;
use rule_tab::UpdateButton;
use save_bar::GroupSaveBar;
use std::sync::Arc;
use stored_rule::{CountedPanel, StoredRulePanel};
use work::GroupWork;

const ABOUT: ObjectWords = ObjectWords {
    one: || t!(group.one),
    gone: || t!(group.gone),
    gone_advice: || t!(group.gone_advice),
    list: || t!(nav.all_groups),
    list_route: || Route::AllGroups,
    tabs: || t!(group.parts),
};

#[component]
pub fn GroupPage(
    /// The group's object id.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0_u32);
    let reload = Callback::new(move |()| again.update(|n| *n += 1));
    let work = GroupWork::new(id.clone(), reload);
    provide_context(work);
    let editing = GroupEditing::new(reload);
    let members = MembersWork::new(id.clone(), work);
    let ask = move || -> ObjectFuture {
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move { api.group(api.current_store().id, &id).await })
    };
    let shown = Arc::new(move |group| view! { <Shown group again reload work editing members/> }.into_any());
    view! { <ObjectPage about=ABOUT ask=Box::new(ask) again waiting=|| loading(ABOUT) shown/> }
}

#[component]
fn Shown(
    group: DirectoryObject,
    again: RwSignal<u32>,
    reload: Callback<()>,
    work: GroupWork,
    editing: GroupEditing,
    members: MembersWork,
) -> impl IntoView {
    let group = editing.read(group);
    let smart = is_smart(&group);
    members.read(&group, smart);
    work.owned.set(may_change(&group));
    // Graph writes rules in another language and updates the members by itself.
    let graph = Api::expect().current_store().kind == StoreKind::MicrosoftGraph;
    let ruled = smart && !graph;
    let later = !graph && is_partial(&group);
    let mut tabs = vec![
        Tab::new("general", words(|| t!(group.general))),
        Tab::new("members", words(|| t!(group.members))),
        Tab::new("member-of", words(|| t!(member_of.title))),
        Tab { mark: Some(work.unsaved.into()), ..Tab::new("rule", words(|| t!(rule.title))) },
        Tab::new("owners", words(|| t!(group.owners))),
        Tab::new("mail", words(|| t!(mail.title))),
        Tab::new("attributes", words(|| t!(group.all_attributes))),
    ];
    let mailed = has_mail(&group, Api::expect().current_store().kind);
    tabs.retain(|tab| (ruled || tab.id != "rule") && (mailed || tab.id != "mail"));
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    let roles = group.first("isAssignableToRole").is_some_and(|is| is.eq_ignore_ascii_case("true"));
    let kind = if smart { GroupKind::Smart } else { GroupKind::Static };
    let store = Api::expect().current_store().kind;
    let deleting = RwSignal::new(false);
    let title = group.label().to_owned();
    let group = StoredValue::new(group);
    let panel = move |tab| match tab {
        "members" => view! { <GroupMembers group=group.get_value() members/> }.into_any(),
        "rule" => {
            let store = Api::expect().current_store();
            let part =
                move || -> PartFuture { Box::pin(parts::rule_tab::draw(group.get_value(), store.clone(), reload)) };
            view! { <Lazy part=Box::new(part)/> }.into_any()
        }
        "owners" => view! { <OwnersTab group=group.get_value() editing work reload/> }.into_any(),
        "member-of" => view! { <MemberOfTab group=group.get_value() work/> }.into_any(),
        "mail" => view! { <MailTab group=group.get_value() editing work/> }.into_any(),
        "attributes" => view! { <AttributesTab group=group.get_value() editing work/> }.into_any(),
        _ => view! { <General group=group.get_value() editing work/> }.into_any(),
    };
    let line = view! {
        <span class="tag accent">{move || kind_name(kind, store)}</span>
        {security.map(|security| view! { <span class="tag">{move || security_name(security)}</span> })}
        {roles.then(|| view! { <span class="tag warn">{tv!(wizard.roles)}</span> })}
    };
    let actions = view! {
        {(!smart).then(|| view! { <OwnMembership group=group.get_value() work reload/> })}
        <Show when=move || ruled && work.may()>
            <UpdateButton work name=group.with_value(|g| g.label().to_owned())
                is_unread=group.with_value(|g| MembershipRule::of(g).is_err())/>
        </Show>
        <Show when=move || !graph && work.may()>
            <LifecycleButtons group=group.get_value() reload/>
        </Show>
        <CopyLink route=Route::Group(group.with_value(|g| g.id.clone()))/>
        <Show when=move || work.may()>
            <button type="button" class="btn" on:click=move |_| deleting.set(true)>
                {Icon::Bin.view()} {tv!(group.delete)}
            </button>
        </Show>
    };
    view! {
        <ObjectHead about=ABOUT title line=line.into_any() actions=actions.into_any()/>
        {later.then(|| view! { <DetailsLater again/> })}
        {ruled.then(|| group.with_value(|group| view! {
            <StoredRulePanel id=group.id.clone() reload/>
            <CountedPanel id=group.id.clone() name=group.label().to_owned() work reload/>
        }))}
        <Show when=move || !work.may()>
            <NotYours group=group.get_value() work/>
        </Show>
        <ObjectTabs about=ABOUT tabs panel=Box::new(panel)/>
        <GroupSaveBar editing members group=group.get_value()/>
        <DeleteDialog open=deleting group=group.get_value()/>
    }
}
