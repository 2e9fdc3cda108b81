//! The page of a user: attributes, memberships and owned groups.

mod facts;
mod memberships;

use crate::api::Api;
use crate::api::complete::is_partial;
use crate::groups::AllAttributes;
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::object_page::{
    CopyLink, DetailsLater, ObjectFuture, ObjectHead, ObjectPage, ObjectTabs, ObjectWords, loading,
};
use crate::ui::principal::Avatar;
use crate::ui::tabs::Tab;
use facts::{General, is_disabled};
use leptos::prelude::*;
use memberships::{GroupsOf, Relation};
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{DirectoryObject, ObjectId};
use std::sync::Arc;

const ABOUT: ObjectWords = ObjectWords {
    one: || t!(kind.user),
    gone: || t!(users.gone),
    gone_advice: || t!(users.gone_advice),
    list: || t!(nav.users),
    list_route: || Route::Users,
    tabs: || t!(users.parts),
};

#[component]
pub fn UserPage(
    /// The user's object id.
    id: ObjectId,
) -> impl IntoView {
    let api = Api::expect();
    let ask = move || -> ObjectFuture {
        let (api, id) = (api.clone(), id.clone());
        Box::pin(async move { api.user(api.current_store().id, &id).await })
    };
    let again = RwSignal::new(0);
    let shown = Arc::new(move |user| view! { <Shown user again/> }.into_any());
    view! { <ObjectPage about=ABOUT ask=Box::new(ask) again waiting=|| loading(ABOUT) shown/> }
}

#[component]
fn Shown(user: DirectoryObject, again: RwSignal<u32>) -> impl IntoView {
    let later = !Api::expect().is_graph() && is_partial(&user);
    let tabs = vec![
        Tab::new("general", words(|| t!(group.general))),
        Tab::new("memberships", words(|| t!(users.memberships))),
        Tab::new("owned", words(|| t!(users.owned))),
        Tab::new("attributes", words(|| t!(group.all_attributes))),
    ];
    let name = user.label().to_owned();
    let title = name.clone();
    let line = [user.first(attributes::TITLE), user.first(attributes::DEPARTMENT)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let disabled = is_disabled(&user);
    let user = StoredValue::new(user);
    let panel = move |tab| match tab {
        "memberships" => view! { <GroupsOf user=user.get_value() held=Relation::In/> }.into_any(),
        "owned" => view! { <GroupsOf user=user.get_value() held=Relation::Owned/> }.into_any(),
        "attributes" => view! { <AllAttributes object=user.get_value()/> }.into_any(),
        _ => view! { <General user=user.get_value()/> }.into_any(),
    };
    let face = view! { <Avatar name kind=ObjectKind::User/> }.into_any();
    let line = view! {
        {disabled.then(|| view! { <span class="tag warn">{tv!(users.disabled)}</span> })}
        <span class="muted">{line}</span>
    };
    let actions = view! { <CopyLink route=Route::User(user.with_value(|user| user.id.clone()))/> };
    view! {
        <ObjectHead about=ABOUT title face line=line.into_any() actions=actions.into_any()/>
        {later.then(|| view! { <DetailsLater again/> })}
        <ObjectTabs about=ABOUT tabs panel=Box::new(panel)/>
    }
}
