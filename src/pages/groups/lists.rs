//! The lists of all groups, the user's own groups and the user's memberships: one component with different criteria.

mod bar;
mod bulk;
pub mod parts;
mod source;

use crate::api::Api;
use crate::drafts::SavedRun;
use crate::forms::JustCreated;
use crate::groups::{Counts, Whose, columns, filters, joined_by, owned_by};
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::icon::Icon;
use crate::ui::lazy::{Lazy, PartFuture};
use crate::ui::table::{ListTable, Load, TableSpec, TableState, selected_text};
use crate::ui::title::PageTitle;
use bulk::Asked;
use leptos::prelude::*;
use model::list::Selection;
use model::wire::object::ObjectKind;
use source::GroupSource;
use std::sync::Arc;

#[component]
pub fn AllGroupsPage() -> impl IntoView {
    view! { <GroupList name="all-groups" title=|| t!(nav.all_groups) narrow=None takes_new=true empty=|| t!(groups.none)/> }
}

#[component]
pub fn MyGroupsPage() -> impl IntoView {
    view! { <GroupList name="my-groups" title=|| t!(nav.my_groups) narrow=Some(owned_by) through_groups=true takes_new=true empty=|| t!(groups.none_mine)/> }
}

#[component]
pub fn MyMembershipsPage() -> impl IntoView {
    let title = || t!(nav.my_memberships);
    view! { <GroupList name="my-memberships" title narrow=Some(joined_by) takes_new=false empty=|| t!(groups.none_joined)/> }
}

#[component]
fn GroupList(
    /// The list's name in local storage.
    name: &'static str,
    /// The page's title; reactive.
    title: fn() -> &'static str,
    /// The criteria that limit the list to the user's groups; none lists all groups.
    narrow: Option<Whose>,
    /// Whether the list also has what the user owns through a group.
    #[prop(optional)]
    through_groups: bool,
    /// Whether a group that the user has just created belongs in the list.
    takes_new: bool,
    /// The text for an empty list.
    empty: fn() -> &'static str,
) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let signed_in = use_context::<Session>().and_then(|session| session.user_now());
    let user = signed_in.as_ref().and_then(|user| user.object.clone());
    let store = api.current_store().kind;
    let mine = narrow.zip(user.as_ref()).map(|(narrow, user)| narrow(store, &user.dn, &user.id));
    // A user who is not in the directory has no groups. Without this check the criteria would match all groups.
    let unknown = narrow.is_some() && user.is_none();
    let counts = Counts::provide();
    let again = RwSignal::new(0);
    let widened = RwSignal::new(false);
    let source = GroupSource { api: api.clone(), mine, more: StoredValue::new(Vec::new()) };
    if let Some(user) = user.filter(|_| through_groups) {
        // The list does not wait for it; a service without that call lists what a search finds.
        let (api, more, life) = (api.clone(), source.more, Lifetime::new());
        life.spawn(async move {
            let found = api.owned_through_groups(api.current_store().id, &user.id).await.unwrap_or_default();
            if !found.is_empty() {
                more.set_value(found);
                widened.set(true);
            }
        });
    }
    let rows: Load = {
        let source = source.clone();
        Arc::new(move |query| {
            let source = source.clone();
            Box::pin(async move { source.page(&query, &query.window()).await })
        })
    };
    let load: Load = {
        let (rows, api) = (rows.clone(), api.clone());
        Arc::new(move |query| {
            again.track();
            widened.track();
            let (page, api) = (rows(query), api.clone());
            Box::pin(async move { counts.after(&api, page).await })
        })
    };
    let heading = Signal::derive(move || title().to_owned());
    let table = TableState::new(TableSpec {
        columns: columns(store),
        sorting: "name",
        page_size,
        filters: filters(store, narrow.is_some()),
        name: Some(name),
        selectable: true,
    });
    let asked = Asked::new();
    let selected = Memo::new(move |_| table.selection.with(Selection::count));
    let used = Memo::new(move |before: Option<&bool>| asked.open.get() || before.copied().unwrap_or_default());
    // Runs of which something is left to see; their panels know themselves when to go.
    let has_saved = move || signed_in.as_ref().is_some_and(|user| !SavedRun::all(user).is_empty());
    let interrupted =
        Memo::new(move |before: Option<&bool>| before.copied().unwrap_or_default() || !asked.open.get() && has_saved());
    let interrupted_runs =
        move || view! { <Lazy part=Box::new(move || Box::pin(parts::interrupted_runs::draw(asked)))/> };
    let bar = move || view! { <Lazy part=Box::new(move || Box::pin(parts::selection_bar::draw(table, asked)))/> };
    let dialog = move || {
        let source = source.clone();
        let part = move || Box::pin(parts::bulk::draw(table, source.clone(), asked, again)) as PartFuture;
        view! { <Lazy part=Box::new(part)/> }
    };
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
                <Show when=move || interrupted.get()>{interrupted_runs()}</Show>
                <ListTable label=heading table load rows empty=empty.into()/>
                <div class="visually-hidden" role="status">
                    {move || Some(selected.get()).filter(|count| *count > 0).map(selected_text)}
                </div>
                <Show when=move || { selected.get() > 0 }>{bar()}</Show>
                <Show when=move || used.get()>{dialog()}</Show>
            }
            .into_any()
        }}
    }
}
