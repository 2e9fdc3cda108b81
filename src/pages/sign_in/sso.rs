//! Single sign-on: the button, and handling the answer of the authority.

use super::failure::Failure;
use super::form::{Arrived, Trying};
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::session::sso::{Code, Refusal, Window, leave};
use crate::task::Lifetime;
use leptos::prelude::*;
use model::config::StoreConfig;

/// The button. If a session has lapsed, it opens a popup window and the page stays; otherwise the page is redirected
/// and comes back.
#[component]
pub fn OrganisationButton(
    /// The store to sign in to.
    store: StoreConfig,
    /// Whether the page belongs to a user whose session has lapsed.
    again: bool,
    /// The state of the sign-in.
    trying: Trying,
    /// The answer of the authority, if the user has just been redirected from there.
    arrived: Arrived,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Lifetime::new());
    if let Some(answer) = arrived.try_update_value(Option::take).flatten() {
        life.spawn(arrive(api.get_value(), store.clone(), answer, trying));
    }
    let Trying { busy, failure } = trying;
    // Choosing another store removes this button, so its running sign-in must not keep it busy.
    on_cleanup(move || {
        busy.try_set(false);
    });
    let store = StoredValue::new(store);
    let login = use_context::<Session>().and_then(|session| session.user_now()).map(|user| user.login);
    let refused = move |refusal| failure.set(Some(Failure::Organisation(refusal)));
    let window = again.then(|| {
        Window::listen(move |answer: Result<Code, Refusal>| {
            let Some((api, store)) = api.try_get_value().zip(store.try_get_value()) else { return };
            life.spawn(arrive(api, store, answer, trying));
        })
    });
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        failure.set(None);
        let store = store.get_value();
        let Some(graph) = store.graph else { return };
        if let (Some(window), Some(login)) = (window, &login) {
            return window.open(graph, store.id, login.clone(), refused);
        }
        busy.set(true);
        life.spawn(async move {
            // On success the page is unloaded, so `busy` stays set.
            if let Err(refusal) = leave(&graph, store.id, None).await {
                refused(refusal);
                busy.set(false);
            }
        });
    };
    let hint = move || if again { t!(sign_in.organisation_window) } else { t!(sign_in.organisation_hint) };
    view! {
        <button type="button" id="organisation" class="btn primary" aria-disabled=move || busy.get().to_string()
            aria-describedby="organisation-hint" on:click=press>
            {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
            {tv!(sign_in.organisation)}
        </button>
        <p class="hint" id="organisation-hint">{hint}</p>
        <div class="visually-hidden" role="status">{move || busy.get().then(|| t!(sign_in.coming_back))}</div>
    }
}

/// Continues with the answer of the authority.
async fn arrive(api: Api, store: StoreConfig, answer: Result<Code, Refusal>, trying: Trying) {
    let Trying { busy, failure } = trying;
    let code = match answer {
        Ok(code) => code,
        Err(refusal) => return failure.set(Some(Failure::Organisation(refusal))),
    };
    busy.set(true);
    if let Err(error) = api.sign_in_with_code(&store, &code).await {
        failure.set(Failure::of(error));
    }
    busy.set(false);
}

/// Why single sign-on failed; reactive.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Foreign => t!(sign_in.foreign).to_owned(),
        Refusal::Denied => t!(sign_in.denied).to_owned(),
        Refusal::Consent => t!(sign_in.consent).to_owned(),
        Refusal::Client => t!(sign_in.client).to_owned(),
        Refusal::NoCrypto => t!(sign_in.needs_https).to_owned(),
        Refusal::Failed(code) => t!(sign_in.organisation_failed, code = code.as_str()),
    }
}
