//! The frame around every page: skip link, top bar, navigation and main area.

use super::sign_out::SignOutButtons;
use crate::api::Api;
use crate::i18n::{t, text, tv, words};
use crate::routes::{Navigator, Route};
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;
use crate::ui::principal::{Avatar, PrincipalLine};
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::Principal;
use model::wire::ObjectId;
use model::wire::object::ObjectKind;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

mod search_box;

use crate::ui::preferences::Preferences;
use search_box::SearchBox;

#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let open = RwSignal::new(false);
    let navigator = Navigator::expect();
    // Navigation closes the menu that may have led there.
    Effect::new(move |_| {
        navigator.route();
        open.set(false);
    });
    // The link to tasks is shown only if the service reports tasks (part E).
    let tasks = RwSignal::new(false);
    let api = Api::expect();
    let life = Lifetime::new();
    life.spawn(async move {
        tasks.set(api.has_tasks().await);
    });
    // On narrow pages the navigation covers the page.
    let opener = NodeRef::<html::Button>::new();
    let escape = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Some(opener) = opener.get_untracked() {
                // The button is in the page, so it can be focused.
                let _ = opener.focus();
            }
        }
    };
    // Also closes after a link to the current page, and when the focus moves into the covered page.
    let followed = move |ev: MouseEvent| {
        if within(ev.target(), "a[href]") {
            open.set(false);
            focus::rescue("main h1");
        }
    };
    let left = move |ev: FocusEvent| {
        if within(ev.related_target(), "#main") {
            open.set(false);
        }
    };
    view! {
        <a class="skip" href="#main">{tv!(frame.skip)}</a>
        <div class="frame" on:keydown=escape>
            <header class="top">
                <button type="button" class="btn quiet icon menu-button" node_ref=opener aria-label=tv!(frame.menu)
                    aria-controls="nav" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    {Icon::Menu.view()}
                </button>
                <a class="brand" href=Route::Dashboard.href() aria-label=tv!(app.name)>
                    {Icon::Brand.view()}<span>{tv!(app.name)}</span>
                </a>
                <SearchBox/>
                <div class="top-end"><StoreChip/><AccountMenu/></div>
            </header>
            <nav class="nav" class:open=move || open.get() id="nav" aria-label=tv!(frame.navigation)
                on:click=followed on:focusout=left>
                <CreateMenu/>
                <ul>
                    <NavLink route=Route::Dashboard icon=Icon::Dashboard label=|| t!(nav.dashboard)/>
                    <NavLink route=Route::MyGroups icon=Icon::MyGroups label=|| t!(nav.my_groups)/>
                    <NavLink route=Route::MyMemberships icon=Icon::Memberships label=|| t!(nav.my_memberships)/>
                    <NavLink route=Route::AllGroups icon=Icon::Groups label=|| t!(nav.all_groups)/>
                    <NavLink route=Route::Users icon=Icon::Users label=|| t!(nav.users)/>
                    {move || tasks.get().then(|| view! { <NavLink route=Route::Tasks icon=Icon::Tray label=|| t!(nav.tasks)/> })}
                </ul>
            </nav>
            <main class="main" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

/// Whether the target or one of its ancestors matches a CSS selector.
fn within(target: Option<EventTarget>, selector: &str) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// A link of the navigation. On narrow pages the label is visible to screen readers only, so the tooltip shows it.
#[component]
fn NavLink(route: Route, icon: Icon, label: fn() -> &'static str) -> impl IntoView {
    let navigator = Navigator::expect();
    let href = route.href();
    let here = move || (navigator.route().as_ref() == Some(&route)).then_some("page");
    view! {
        <li>
            <a href=href aria-current=here title=crate::i18n::text(label)>
                {icon.view()}<span class="label">{text(label)}</span>
            </a>
        </li>
    }
}

/// The menu of objects that can be created.
#[component]
fn CreateMenu() -> impl IntoView {
    // In Microsoft Graph, the contract only allows groups to be created.
    let people = Api::expect().current_store().kind != StoreKind::MicrosoftGraph;
    view! {
        <Menu label=words(|| t!(frame.create)) id="create-menu" class="btn primary create" start=true
            face=Box::new(|| view! { {Icon::Plus.view()}<span class="label">{tv!(frame.create)}</span> }.into_any())>
            <a class="item" href=Route::CreateGroup(None).href()>{Icon::Groups.view()} {tv!(frame.create_group)}</a>
            {people.then(|| view! {
                <a class="item" href=Route::CreateUser(None).href()>{Icon::Users.view()} {tv!(frame.create_user)}</a>
            })}
        </Menu>
    }
}

/// The name of the store that the user signed in to, and whether its service answers.
#[component]
fn StoreChip() -> impl IntoView {
    let name = Api::expect().current_store().name;
    let session = use_context::<Session>();
    let is_silent = Memo::new(move |_| session.is_some_and(|session| !session.service_answers()));
    let says = move || if is_silent.get() { t!(frame.no_answer) } else { "" };
    view! {
        <span class="chip" title=says>
            <i class="dot" class:off=is_silent aria-hidden="true"></i>
            {name}
            <span class="visually-hidden" role="status">{says}</span>
        </span>
    }
}

/// The signed-in user, the language, the colour scheme, and signing out.
#[component]
fn AccountMenu() -> impl IntoView {
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let who = move || {
        session.user().map(|user| {
            let login = user.login;
            user.object.unwrap_or_else(|| Principal {
                id: ObjectId::default(),
                dn: String::new(),
                name: login,
                mail: String::new(),
                title: String::new(),
                department: String::new(),
                kind: ObjectKind::User,
                scope: None,
                purpose: None,
            })
        })
    };
    let face = move || who().map(|who| view! { <Avatar name=who.name kind=who.kind/> });
    view! {
        <Menu label=words(|| t!(frame.account)) id="account-menu" class="btn quiet icon"
            face=Box::new(move || face.into_any())>
            {move || who().map(|who| view! { <PrincipalLine who/> })}
            <hr/>
            <Preferences/>
            <hr/>
            <SignOutButtons class="item" icon=Icon::SignOut/>
        </Menu>
    }
    .into_any()
}
