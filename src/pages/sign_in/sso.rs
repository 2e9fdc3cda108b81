//! Signing in on the organisation's own page: the button, and what comes back.

use super::failure::Failure;
use super::form::{Arrived, Trying};
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::session::sso::{Code, Refusal, Window, leave};
use crate::task::Life;
use leptos::prelude::*;
use model::config::StoreConfig;

/// The button. For a person whose session has ended a window opens, and the page stays; otherwise this page goes and
/// comes back.
#[component]
pub fn OrganisationButton(
    /// Where to sign in.
    store: StoreConfig,
    /// Whether the page belongs to somebody whose session has ended.
    again: bool,
    /// What is under way.
    trying: Trying,
    /// Where somebody comes from there.
    arrived: Arrived,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Life::new());
    if let Some(answer) = arrived.try_update_value(Option::take).flatten() {
        life.spawn(arrive(api.get_value(), store.clone(), answer, trying));
    }
    let Trying { busy, failure } = trying;
    // Another store may be chosen meanwhile: what was under way for this one ends.
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
            // Where it works, the page is left while it is busy.
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

/// Goes on with what an authority answered.
async fn arrive(api: Api, store: StoreConfig, answer: Result<Code, Refusal>, trying: Trying) {
    let Trying { busy, failure } = trying;
    let code = match answer {
        Ok(code) => code,
        Err(refusal) => return failure.set(Some(Failure::Organisation(refusal))),
    };
    busy.set(true);
    if let Err(error) = api.sign_in_with_code(&store, &code).await {
        failure.set(Some(Failure::of(error)));
    }
    busy.set(false);
}

/// Why the organisation let nobody in; reactive.
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
