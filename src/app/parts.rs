//! The pages that are files of their own, loaded when they are first needed ([`crate::lazy`]), and when everything is
//! loaded. What a page itself has as a part stands in its `parts.rs`.
//!
//! To make one of a page: name it here with what its address says, and show it in `app.rs` by `Lazy`. Whatever the first
//! page can reach by another way is not in the part's file; `cargo xtask size` shows what each file weighs.

use crate::pages::create_group::{CreateGroupPage, parts as create_group_parts};
use crate::pages::create_user::CreateUserPage;
use crate::pages::create_user::import_users::ImportUsersPage;
use crate::pages::dashboard::DashboardPage;
use crate::pages::groups::{AllGroupsPage, GroupPage, MyGroupsPage, MyMembershipsPage, group_page};
use crate::pages::search::SearchPage;
use crate::pages::sign_in;
use crate::pages::tasks::TasksPage;
use crate::pages::users::{UserPage, UsersPage};
use crate::task;
use crate::ui::lazy::parts;
use leptos::leptos_dom::helpers::request_idle_callback;
use leptos::prelude::*;
use model::wire::ObjectId;
use std::time::Duration;

parts! {
    /// What is seen first after signing in; every list is in the same file.
    dashboard() in lists { view! { <DashboardPage/> }.into_any() }

    /// The groups of who is signed in.
    my_groups() in lists { view! { <MyGroupsPage/> }.into_any() }

    /// The groups that who is signed in is a member of.
    my_memberships() in lists { view! { <MyMembershipsPage/> }.into_any() }

    /// Every group.
    all_groups() in lists { view! { <AllGroupsPage/> }.into_any() }

    /// Every person.
    users() in lists { view! { <UsersPage/> }.into_any() }

    /// What fits a text, of all kinds.
    search() in lists { view! { <SearchPage/> }.into_any() }

    /// The wizard that makes a group.
    create_group() { view! { <CreateGroupPage/> }.into_any() }

    /// One group.
    group(id: ObjectId) { view! { <GroupPage id=id.clone()/> }.into_any() }

    /// One person.
    user(id: ObjectId) { view! { <UserPage id=id.clone()/> }.into_any() }

    /// The form that makes a person.
    create_user() { view! { <CreateUserPage/> }.into_any() }

    /// Many people from a file; much of it is the form's.
    import_users() in create_user { view! { <ImportUsersPage/> }.into_any() }

    /// What runs in the background.
    tasks() { view! { <TasksPage/> }.into_any() }
}

/// Loads these, and what the pages have as parts of their own.
async fn load_everything() {
    load_all().await;
    create_group_parts::load_all().await;
    group_page::parts::load_all().await;
    sign_in::parts::load_all().await;
}

/// How long the first page after signing in has the connection for itself.
const FIRST: Duration = Duration::from_secs(2);

/// Loads every part before it is needed, when the browser has nothing else to do: a later moment without a connection
/// then takes nothing away.
pub fn load_soon() {
    set_timeout(
        || {
            let load = || task::outlive(load_everything(), |()| ());
            // Safari does not tell when it is idle.
            if js_sys::Reflect::has(&window(), &"requestIdleCallback".into()) == Ok(true) {
                request_idle_callback(load);
            } else {
                load();
            }
        },
        FIRST,
    );
}

/// Loads what is seen after signing in, while somebody still types a password. A second call does nothing.
pub fn load_lists() {
    // What does not come now is asked for again when it is needed.
    task::outlive(dashboard::load(), |_| ());
}
