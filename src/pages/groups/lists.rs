//! All groups, the ones I own, the ones I am in: one list with another question.

use super::cells::{COLUMNS, GROUP_ATTRIBUTES};
use crate::api::Api;
use crate::api::searches::containing;
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::icon::Icon;
use crate::ui::table::{DirectoryTable, Load};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::wire::Criterion;
use model::wire::codes::AD_ADDITIONAL_OWNERS;
use std::sync::Arc;

/// Where a list's search looks.
const WHERE: [&str; 5] = ["displayName", "name", "sAMAccountName", "mail", "description"];

/// Every group of the store.
#[component]
pub fn AllGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.all_groups) narrow=|_| None empty=|| t!(groups.none)/> }
}

/// Groups that the signed-in user owns, as the primary or an additional owner.
#[component]
pub fn MyGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.my_groups) narrow=|dn| Some(owned_by(dn)) empty=|| t!(groups.none_mine)/> }
}

/// Groups that the signed-in user is in.
#[component]
pub fn MyMembershipsPage() -> impl IntoView {
    let narrow = |dn: &str| Some(Criterion::leaf("member", "Is Exactly", dn));
    view! { <GroupList title=|| t!(nav.my_memberships) narrow empty=|| t!(groups.none_joined)/> }
}

/// Owned by somebody, as the primary or an additional owner.
pub fn owned_by(dn: &str) -> Criterion {
    let by = |attribute| Criterion::leaf(attribute, "Is Exactly", dn);
    Criterion::any(vec![by("managedBy"), by(AD_ADDITIONAL_OWNERS)])
}

#[component]
fn GroupList(
    /// The page's title; reactive.
    title: fn() -> &'static str,
    /// Which of all groups, for the signed-in user's distinguished name; none for all of them.
    narrow: fn(&str) -> Option<Criterion>,
    /// What is said where there is none.
    empty: fn() -> &'static str,
) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let user = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    let mine = narrow(user.as_ref().map_or("", |user| &user.dn));
    // Someone the directory does not know owns nothing and is in nothing: no question is asked that would name all.
    let unknown = mine.is_some() && user.is_none();
    let load: Load = Arc::new(move |query| {
        let api = api.clone();
        let mine = mine.clone();
        Box::pin(async move {
            let found = containing(&["group"], &WHERE, &query.text);
            let criteria = match mine {
                Some(mine) => Criterion::all(vec![mine, found]),
                None => found,
            };
            api.search(api.current_store().id, Some(criteria), &query.window(), &GROUP_ATTRIBUTES).await
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
                <DirectoryTable label=heading columns=COLUMNS load sorting="name" page_size empty=empty.into()/>
            }
            .into_any()
        }}
    }
}
