//! The pages that are separate files, and when they are loaded ([`crate::lazy`]). Parts within a page are listed in
//! that page's `parts.rs`.
//!
//! To make a page a separate file, list it here with its route parameters and render it with `Lazy` in `app.rs`. Code
//! that the first page also reaches by another way stays in the main file; `cargo xtask size` shows the size of each
//! file.

use crate::app::new_version::watch_version;
use crate::pages::compare::ComparePage;
use crate::pages::create_group::{CreateGroupPage, parts as create_group_parts};
use crate::pages::create_user::CreateUserPage;
use crate::pages::create_user::import_users::ImportUsersPage;
use crate::pages::dashboard::DashboardPage;
use crate::pages::groups::{AllGroupsPage, GroupPage, MyGroupsPage, MyMembershipsPage, group_page, list_parts};
use crate::pages::search::SearchPage;
use crate::pages::sign_in;
use crate::pages::tasks::TasksPage;
use crate::pages::users::{UserPage, UsersPage};
use crate::task::{self, Lifetime};
use crate::ui::lazy::parts;
use crate::ui::table::parts as table_parts;
use leptos::leptos_dom::helpers::request_idle_callback;
use leptos::prelude::*;
use model::wire::ObjectId;
use std::time::Duration;

parts! {
    /// The first page after signing in; it shares a file with all lists.
    dashboard() in lists { view! { <DashboardPage/> }.into_any() }

    /// The groups that the signed-in user owns.
    my_groups() in lists { view! { <MyGroupsPage/> }.into_any() }

    /// The groups that the signed-in user is a member of.
    my_memberships() in lists { view! { <MyMembershipsPage/> }.into_any() }

    all_groups() in lists { view! { <AllGroupsPage/> }.into_any() }

    users() in lists { view! { <UsersPage/> }.into_any() }

    search() in lists { view! { <SearchPage/> }.into_any() }

    /// The wizard that creates a group.
    create_group() { view! { <CreateGroupPage/> }.into_any() }

    group(id: ObjectId) { view! { <GroupPage id=id.clone()/> }.into_any() }

    user(id: ObjectId) { view! { <UserPage id=id.clone()/> }.into_any() }

    /// The form that creates a user.
    create_user() { view! { <CreateUserPage/> }.into_any() }

    /// The import of users from a file; it shares much of the form's code.
    import_users() in create_user { view! { <ImportUsersPage/> }.into_any() }

    /// Two lists side by side; it shares much of a group's code.
    compare() in group { view! { <ComparePage/> }.into_any() }

    tasks() { view! { <TasksPage/> }.into_any() }

    /// No page, but needed by none before the first one: it looks for a new version of the portal.
    new_version() in lists {
        watch_version();
        ().into_any()
    }
}

/// Begins to look for a new version of the portal, as long as the current owner lives.
pub fn watch_version_soon() {
    let Some(owner) = Owner::current() else { return };
    Lifetime::new().spawn(async move {
        // Where the part does not come, the pages do not come either, and say so.
        if let Ok(watch) = new_version::draw().await {
            owner.with(|| drop(untrack(|| watch())));
        }
    });
}

/// Loads all pages and their parts.
async fn load_everything() {
    load_all().await;
    create_group_parts::load_all().await;
    group_page::parts::load_all().await;
    list_parts::load_all().await;
    table_parts::load_all().await;
    sign_in::parts::load_all().await;
}

/// How long the first page after signing in has the connection to itself.
const FIRST: Duration = Duration::from_secs(2);

/// Loads all parts when the browser is idle, so that the portal keeps working if the connection is lost later.
pub fn load_soon() {
    set_timeout(
        || {
            let load = || task::run_to_end(load_everything(), |()| ());
            // Safari has no `requestIdleCallback`.
            if js_sys::Reflect::has(&window(), &"requestIdleCallback".into()) == Ok(true) {
                request_idle_callback(load);
            } else {
                load();
            }
        },
        FIRST,
    );
}

/// Loads the lists while the user types the password. Repeated calls do nothing.
pub fn load_lists() {
    // After a failure they are requested again when they are needed.
    task::run_to_end(dashboard::load(), |_| ());
}
