//! The parts of the portal that are files of their own, loaded when they are first needed ([`crate::lazy`]).
//!
//! To make one of a page: name it here with what its address says, and show it in `app.rs` by `Lazy`. Whatever the first
//! page can reach by another way is not in the part's file; `cargo xtask size` shows what each file weighs.

use crate::lazy::parts;
use crate::pages::create_group::{CreateGroupPage, RuleStep, Wizard};
use crate::pages::create_user::CreateUserPage;
use crate::pages::create_user::many::ImportUsersPage;
use crate::pages::dashboard::DashboardPage;
use crate::pages::groups::{AllGroupsPage, GroupPage, MyGroupsPage, MyMembershipsPage, RuleTab};
use crate::pages::search::SearchPage;
use crate::pages::sign_in::{Arrived, OrganisationButton, Trying};
use crate::pages::tasks::TasksPage;
use crate::pages::users::{UserPage, UsersPage};
use crate::task;
use leptos::leptos_dom::helpers::request_idle_callback;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::wire::{DirectoryObject, ObjectId};
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

    /// The wizard's step with the rule of a smart group. With the next one it has the criteria builder in common, for
    /// which neither a static group's wizard nor the first look at a group waits.
    rule_step(wizard: Wizard) in rule { view! { <RuleStep wizard/> }.into_any() }

    /// The rule of a group, on its page.
    rule_tab(group: DirectoryObject, store: StoreConfig, on_saved: Callback<()>) in rule {
        view! { <RuleTab group=group.clone() store=store.clone() on_saved/> }.into_any()
    }

    /// One person.
    user(id: ObjectId) { view! { <UserPage id=id.clone()/> }.into_any() }

    /// The form that makes a person.
    create_user() { view! { <CreateUserPage/> }.into_any() }

    /// Many people from a file; much of it is the form's.
    import_users() in create_user { view! { <ImportUsersPage/> }.into_any() }

    /// Signing in on an organisation's own page: only where a store asks for it.
    organisation(store: StoreConfig, again: bool, trying: Trying, arrived: Arrived) {
        view! { <OrganisationButton store=store.clone() again trying arrived/> }.into_any()
    }

    /// What runs in the background.
    tasks() { view! { <TasksPage/> }.into_any() }
}

/// How long the first page after signing in has the connection for itself.
const FIRST: Duration = Duration::from_secs(2);

/// Loads every part before it is needed, when the browser has nothing else to do: a later moment without a connection
/// then takes nothing away.
pub fn load_soon() {
    set_timeout(
        || {
            let load = || task::outlive(load_all(), |()| ());
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
