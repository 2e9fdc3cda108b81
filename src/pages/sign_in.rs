//! Signing in: with a name and a password (part B, Get token), which are in their fields and in the one request, or on the
//! organisation's own page.

mod failure;
mod form;
mod organisation;
mod password;

pub use form::{Arrived, SignInForm, Trying};
pub use organisation::OrganisationButton;

use crate::api::Api;
use crate::app::Preferences;
use crate::drafts::{Drafts, UserDrafts};
use crate::i18n::{t, tv, words};
use crate::session::Last;
use crate::session::organisation::Arrival;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;
use crate::ui::title::document_title;
use leptos::prelude::*;

/// The page that everybody without a session sees, at whatever address.
#[component]
pub fn SignInPage() -> impl IntoView {
    document_title(|| t!(sign_in.heading).to_owned());
    let config = Api::expect().config().clone();
    let secret = config.sign_in.client_secret.is_some();
    let first = config.identity_stores.first().map(|store| store.id).unwrap_or_default();
    let arrived = use_context::<Arrival>().and_then(Arrival::take);
    let last = Last::kept().map(|last| last.store);
    let known = arrived.as_ref().and_then(|(store, _)| *store).or(last).filter(|id| config.store(*id).is_some());
    let store = RwSignal::new(known.unwrap_or(first));
    let elsewhere = move || config.store(store.get()).is_some_and(|store| store.graph.is_some());
    let footer = move || if elsewhere() { t!(sign_in.footer_organisation) } else { t!(sign_in.footer) };
    // Whoever loads the page anew is signed out by that, and is told what is still there.
    let kept = Last::kept().map(|last| {
        let drafts = Drafts::under(&last.key).waiting().len() + UserDrafts::under(&last.key).waiting().len();
        let drafts = drafts as i64;
        let drafts = move || if drafts > 0 { t!(sign_in.drafts, count = drafts) } else { String::new() };
        view! {
            <div class="panel info small">{Icon::Info.view()}<p>{tv!(sign_in.reloaded)} " " {drafts}</p></div>
        }
    });
    view! {
        <div class="sign-in">
            <header>
                <Menu label=words(|| t!(frame.preferences)) id="preferences" class="btn quiet"
                    face=Box::new(|| view! { {tv!(frame.preferences)} }.into_any())>
                    <Preferences/>
                </Menu>
            </header>
            <main>
                <div class="mark">{Icon::Brand.view()}<h1>{tv!(sign_in.title)}</h1></div>
                {kept}
                <div class="card"><SignInForm store again=false arrived=arrived.map(|(_, answer)| answer)/></div>
                {secret.then(|| view! {
                    <div class="panel warn small">{Icon::Warning.view()}<p>{tv!(sign_in.secret_in_config)}</p></div>
                })}
            </main>
            <footer class="small muted">{footer}</footer>
        </div>
    }
}
