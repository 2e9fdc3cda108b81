//! Mounts the portal: provides the contexts and shows the sign-in page, or the frame with the router.

mod boot;
mod frame;
mod lapsed;
mod new_version;
mod panics;
pub mod parts;
mod sign_out;

use crate::api::Api;
use crate::drafts;
use crate::http::watch_policy;
use crate::i18n::{self, t, tv, words};
use crate::pages::not_found::NotFoundPage;
use crate::pages::sign_in::SignInPage;
use crate::routes::{Navigator, Route};
use crate::session::sso::{self, RedirectAnswer, RedirectResult};
use crate::session::{Phase, Session};
use crate::task::Lifetime;
use crate::theme::Theme;
use crate::ui::lazy::{Lazy, PartFuture};
use crate::ui::title::PageTitle;
use crate::ui::toast::{ToastList, Toasts};
use boot::Boot;
pub use frame::Frame;
use lapsed::SignInAgain;
use leptos::prelude::*;
use model::config::Config;
pub use new_version::{start_script, watch_version};
use std::sync::Arc;

/// Starts the portal in this document.
pub fn start() {
    panics::note();
    watch_policy();
    // This must run before the first page: it removes the authorization code from the address bar.
    let returned = sso::take();
    Theme::follow();
    mount_to_body(move || view! { <App returned/> });
    // The page says so itself when the portal does not start.
    if let Some(starting) = document().get_element_by_id("starting") {
        starting.remove();
    }
}

/// The root component.
#[component]
fn App(
    /// The answer of the authority after the redirect to single sign-on.
    #[prop(optional_no_strip)]
    returned: Option<RedirectAnswer>,
) -> impl IntoView {
    i18n::start();
    // Another tab of this browser has changed the stored settings.
    window_event_listener(leptos::ev::storage, |_| {
        i18n::follow();
        Theme::follow();
    });
    if returned == Some(RedirectAnswer::ToAnother) {
        return view! {
            <main class="boot stack"><PageTitle text=words(|| t!(sign_in.title))/><p>{tv!(sign_in.close_window)}</p></main>
        }
        .into_any();
    }
    provide_context(RedirectResult::new(returned));
    provide_context(Toasts::new());
    view! {
        <Boot ready=|config| view! { <Portal config/> }.into_any()/>
        <ToastList/>
    }
    .into_any()
}

/// The portal, once its configuration is loaded.
#[component]
pub fn Portal(
    /// The configuration, checked against the schema.
    config: Arc<Config>,
) -> impl IntoView {
    let session = Session::new();
    provide_context(session);
    Api::new(config.clone(), session).provide();
    drafts::forget_old(config.drafts.keep_days);
    session.join_tabs(&config);
    session.watch_idle(&config);
    // What was said to one user is not shown to the next.
    let toasts = Toasts::expect();
    let signed_out = Memo::new(move |_| session.phase() == Phase::SignedOut);
    Effect::new(move |before: Option<bool>| {
        let now = signed_out.get();
        if now && before == Some(false) {
            toasts.clear();
        }
        now
    });
    let ready = RwSignal::new(false);
    // Whoever comes back from their organisation's page has just signed in anew.
    let comes_back = use_context::<RedirectResult>().is_some_and(RedirectResult::is_there);
    Lifetime::new().spawn(async move {
        if !comes_back {
            session.resume(&config).await;
        }
        ready.set(true);
    });
    move || match (ready.get(), signed_out.get()) {
        (false, _) => boot::waiting(),
        (true, true) => view! { <SignInPage on_input=parts::load_lists/> }.into_any(),
        (true, false) => view! { <Pages/> }.into_any(),
    }
}

/// The pages within the frame. The URL stays during sign-in, so a link to any page survives it.
#[component]
fn Pages() -> impl IntoView {
    let navigator = Navigator::start();
    provide_context(navigator);
    parts::load_soon();
    parts::watch_version_soon();
    // A memo: the page is not rebuilt while only its query changes.
    let route = Memo::new(move |_| navigator.route());
    let page = move || match route.get() {
        Some(Route::Dashboard) => lazy(|| Box::pin(parts::dashboard::draw())),
        Some(Route::MyGroups) => lazy(|| Box::pin(parts::my_groups::draw())),
        Some(Route::MyMemberships) => lazy(|| Box::pin(parts::my_memberships::draw())),
        Some(Route::AllGroups) => lazy(|| Box::pin(parts::all_groups::draw())),
        Some(Route::Search(_)) => lazy(|| Box::pin(parts::search::draw())),
        Some(Route::Group(id)) => lazy(move || Box::pin(parts::group::draw(id.clone()))),
        Some(Route::Users) => lazy(|| Box::pin(parts::users::draw())),
        Some(Route::User(id)) => lazy(move || Box::pin(parts::user::draw(id.clone()))),
        Some(Route::Compare(_)) => lazy(|| Box::pin(parts::compare::draw())),
        Some(Route::Tasks) => lazy(|| Box::pin(parts::tasks::draw())),
        Some(Route::CreateGroup(_)) => lazy(|| Box::pin(parts::create_group::draw())),
        Some(Route::CreateUser(_)) => lazy(|| Box::pin(parts::create_user::draw())),
        Some(Route::ImportUsers) => lazy(|| Box::pin(parts::import_users::draw())),
        None => view! { <NotFoundPage/> }.into_any(),
    };
    view! {
        <Frame>{page}</Frame>
        <SignInAgain/>
    }
}

/// A page that is loaded as a separate file.
fn lazy(part: impl Fn() -> PartFuture + 'static) -> AnyView {
    view! { <Lazy part=Box::new(part) page=true/> }.into_any()
}
