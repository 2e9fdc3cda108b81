//! The lists of all groups, the user's own groups and the user's memberships: one component with different criteria.

use crate::api::Api;
use crate::api::searches::containing;
use crate::forms::JustCreated;
use crate::groups::{Counts, GROUP_ATTRIBUTES, Whose, columns, joined_by, owned_by};
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::icon::Icon;
use crate::ui::table::{DirectoryTable, Load};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::wire::Criterion;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use std::sync::Arc;

/// The attributes that a list's search covers.
const WHERE: [&str; 5] = [
    attributes::DISPLAY_NAME,
    attributes::NAME,
    attributes::SAM_ACCOUNT_NAME,
    attributes::MAIL,
    attributes::DESCRIPTION,
];

#[component]
pub fn AllGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.all_groups) narrow=None takes_new=true empty=|| t!(groups.none)/> }
}

#[component]
pub fn MyGroupsPage() -> impl IntoView {
    view! { <GroupList title=|| t!(nav.my_groups) narrow=Some(owned_by) takes_new=true empty=|| t!(groups.none_mine)/> }
}

#[component]
pub fn MyMembershipsPage() -> impl IntoView {
    let title = || t!(nav.my_memberships);
    view! { <GroupList title narrow=Some(joined_by) takes_new=false empty=|| t!(groups.none_joined)/> }
}

#[component]
fn GroupList(
    /// The page's title; reactive.
    title: fn() -> &'static str,
    /// The criteria that limit the list to the user's groups; none lists all groups.
    narrow: Option<Whose>,
    /// Whether a group that the user has just created belongs in the list.
    takes_new: bool,
    /// The text for an empty list.
    empty: fn() -> &'static str,
) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let user = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    let store = api.current_store().kind;
    let mine = narrow.zip(user.as_ref()).map(|(narrow, user)| narrow(store, &user.dn, &user.id));
    // A user who is not in the directory has no groups. Without this check the criteria would match all groups.
    let unknown = narrow.is_some() && user.is_none();
    let counts = Counts::provide();
    let again = RwSignal::new(0);
    let load: Load = Arc::new(move |query| {
        again.track();
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
                {takes_new.then(|| view! { <JustCreated kind=ObjectKind::Group again/> })}
                <DirectoryTable label=heading columns=columns(store) load sorting="name" page_size empty=empty.into()/>
            }
            .into_any()
        }}
    }
}
