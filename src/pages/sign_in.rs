//! Signing in: with a user name and a password (part B, Get token), or by single sign-on. The password is only in its
//! field and in the request.

mod failure;
mod form;
pub mod parts;
mod password;
mod sso;
mod who_am_i;

pub use form::{Arrived, SignInForm, Trying};
pub use sso::OrganisationButton;

use crate::api::Api;
use crate::drafts::{GroupDrafts, UserDrafts};
use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::session::sso::RedirectResult;
use crate::session::{LastUser, Session};
use crate::ui::icon::Icon;
use crate::ui::lazy::{Lazy, PartFuture};
use crate::ui::menu::Menu;
use crate::ui::preferences::Preferences;
use crate::ui::title::document_title;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{NavigationType, PerformanceNavigationTiming};

/// The page for everyone without a session, at any URL.
#[component]
pub fn SignInPage(
    /// Called when the user types or chooses something, to preload the first page.
    #[prop(optional)]
    on_input: Option<fn()>,
) -> impl IntoView {
    let on_input = move |_| on_input.into_iter().for_each(|called| called());
    document_title(|| t!(sign_in.heading).to_owned());
    let config = Api::expect().config().clone();
    let secret = config.sign_in.client_secret.is_some();
    let session = use_context::<Session>();
    let signed_out = Memo::new(move |_| session.and_then(|session| session.left()));
    let stores = config.clone();
    let sign_out_elsewhere = move || {
        let user = signed_out.get()?;
        let store = stores.store(user.store).filter(|store| stores.signs_in_by_code(store))?.clone();
        let part =
            move || -> PartFuture { Box::pin(parts::sign_out_elsewhere::draw(store.clone(), user.login.clone())) };
        Some(view! { <Lazy part=Box::new(part)/> })
    };
    let first = config.identity_stores.first().map(|store| store.id).unwrap_or_default();
    let arrived = use_context::<RedirectResult>().and_then(RedirectResult::take);
    let last = LastUser::stored().map(|last| last.store);
    let known = arrived.as_ref().and_then(|(store, _)| *store).or(last).filter(|id| config.store(*id).is_some());
    let store = RwSignal::new(known.unwrap_or(first));
    let elsewhere = move || config.store(store.get()).is_some_and(|store| config.signs_in_by_code(store));
    let footer = move || if elsewhere() { t!(sign_in.footer_organisation) } else { t!(sign_in.footer) };
    // A reload that could not go on with the session explains that, and the last user is told about saved drafts.
    let kept = LastUser::stored().and_then(|last| {
        let drafts = GroupDrafts::under(&last.key).count() + UserDrafts::under(&last.key).count();
        let (drafts, reloaded) = (drafts as i64, is_reloaded());
        let why = move || if reloaded { t!(sign_in.reloaded) } else { "" };
        let drafts_wait = move || if drafts > 0 { t!(sign_in.drafts, count = drafts) } else { String::new() };
        (reloaded || drafts > 0).then(|| {
            view! { <div class="panel info small">{Icon::Info.view()}<p>{why} " " {drafts_wait}</p></div> }
        })
    });
    let aim = Route::of(&window().location().pathname().unwrap_or_default());
    let aim = move || aim.as_ref().and_then(aim_of).map(|name| view! { <p class="muted">{name}</p> });
    view! {
        <div class="sign-in">
            <header>
                <Menu label=words(|| t!(frame.preferences)) id="preferences" class="btn quiet"
                    face=Box::new(|| view! { {tv!(frame.preferences)} }.into_any())>
                    <Preferences/>
                </Menu>
            </header>
            <main>
                <div class="mark">{Icon::Brand.view()}<h1>{tv!(sign_in.title)}</h1>{aim}</div>
                {kept}
                {sign_out_elsewhere}
                <div class="card" on:input=on_input><SignInForm store again=false arrived=arrived.map(|(_, answer)| answer)/></div>
                {secret.then(|| view! {
                    <div class="panel warn small">{Icon::Warning.view()}<p>{tv!(sign_in.secret_in_config)}</p></div>
                })}
            </main>
            <footer class="small muted">{footer}</footer>
        </div>
    }
}

/// Whether the page was reloaded, according to the browser.
fn is_reloaded() -> bool {
    let navigation = window().performance().map(|performance| performance.get_entries_by_type("navigation").get(0));
    let navigation = navigation.and_then(|entry| entry.dyn_into::<PerformanceNavigationTiming>().ok());
    navigation.is_some_and(|navigation| navigation.type_() == NavigationType::Reload)
}

/// The page that is shown after signing in, for the subtitle; none for the start page. Reactive.
fn aim_of(route: &Route) -> Option<String> {
    let page = match route {
        Route::Dashboard => return None,
        Route::Group(_) => return Some(t!(sign_in.for_group).to_owned()),
        Route::User(_) => return Some(t!(sign_in.for_user).to_owned()),
        Route::MyGroups => t!(nav.my_groups),
        Route::MyMemberships => t!(nav.my_memberships),
        Route::AllGroups => t!(nav.all_groups),
        Route::Search(_) => t!(search.heading),
        Route::Compare(_) => t!(compare.title),
        Route::Tasks => t!(nav.tasks),
        Route::CreateGroup(_) => t!(frame.create_a_group),
        Route::Users => t!(nav.users),
        Route::CreateUser(_) => t!(frame.create_a_user),
        Route::ImportUsers => t!(frame.import_users),
    };
    Some(t!(sign_in.for_page, name = page))
}
