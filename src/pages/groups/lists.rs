//! All groups, the ones I own, the ones I am in: one list with another question.

use super::cells::{GROUP_ATTRIBUTES, columns};
use super::counts::Counts;
use crate::api::Api;
use crate::api::searches::containing;
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::icon::Icon;
use crate::ui::table::{DirectoryTable, Load};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::{ENTRA_MEMBERS, ENTRA_OWNERS};
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS};
use model::wire::{Criterion, ObjectId};
use std::sync::Arc;

/// Where a list's search looks.
const WHERE: [&str; 5] = ["displayName", "name", "sAMAccountName", "mail", "description"];

/// Every group of the store.
#[component]
pub fn AllGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.all_groups) narrow=None empty=|| t!(groups.none)/> }
}

/// Groups that the signed-in user owns.
#[component]
pub fn MyGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.my_groups) narrow=Some(owned_by) empty=|| t!(groups.none_mine)/> }
}

/// Groups that the signed-in user is in.
#[component]
pub fn MyMembershipsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.my_memberships) narrow=Some(joined_by) empty=|| t!(groups.none_joined)/> }
}

/// Which groups are somebody's: Active Directory knows people by name, Entra ID by id.
type Narrow = fn(StoreKind, &str, &ObjectId) -> Criterion;

fn of(store: StoreKind, in_directory: &[&str], in_entra: &str, dn: &str, id: &ObjectId) -> Criterion {
    if store != StoreKind::ActiveDirectory {
        return Criterion::leaf(in_entra, "Is Exactly", id.as_str());
    }
    let by = |attribute: &&str| Criterion::leaf(attribute, "Is Exactly", dn);
    match in_directory {
        [one] => by(one),
        several => Criterion::any(several.iter().map(by).collect()),
    }
}

/// Owned by somebody; in Active Directory as the primary or an additional owner.
pub fn owned_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &["managedBy", AD_ADDITIONAL_OWNERS], ENTRA_OWNERS, dn, id)
}

/// That somebody is in.
pub fn joined_by(store: StoreKind, dn: &str, id: &ObjectId) -> Criterion {
    of(store, &[AD_MEMBERS], ENTRA_MEMBERS, dn, id)
}

#[component]
fn GroupList(
    /// The page's title; reactive.
    title: fn() -> &'static str,
    /// Which of all groups are the signed-in user's; none for all of them.
    narrow: Option<Narrow>,
    /// What is said where there is none.
    empty: fn() -> &'static str,
) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let user = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    let store = api.current_store().kind;
    let mine = narrow.zip(user.as_ref()).map(|(narrow, user)| narrow(store, &user.dn, &user.id));
    // Someone the directory does not know owns nothing and is in nothing: no question is asked that would name all.
    let unknown = narrow.is_some() && user.is_none();
    let counts = Counts::provide();
    let load: Load = Arc::new(move |query| {
        let api = api.clone();
        let mine = mine.clone();
        Box::pin(async move {
            let found = containing(&["group"], &WHERE, &query.text);
            let criteria = match mine {
                Some(mine) => Criterion::all(vec![mine, found]),
                None => found,
            };
            let page = api.search(api.current_store().id, Some(criteria), &query.window(), &GROUP_ATTRIBUTES).await;
            if let Ok(page) = &page {
                counts.ask(&api, page);
            }
            page
        })
    });
    let heading = Signal::derive(move || title().to_owned());
    let empty = move || {
        view! {
            <p>{move || empty()}</p>
            <a class="btn" href=Route::CreateGroup(None).href()>{Icon::Plus.view()} {tv!(frame.create_a_group)}</a>
        }
        .into_any()
    };
    view! {
        <div class="page-head"><div class="titles"><PageTitle text=heading/></div></div>
        {if unknown {
            view! { <div class="card empty">{Icon::Info.view()}<p>{tv!(groups.unknown_user)}</p></div> }.into_any()
        } else {
            view! {
                <DirectoryTable label=heading columns=columns(store) load sorting="name" page_size empty=empty.into()/>
            }
            .into_any()
        }}
    }
}
