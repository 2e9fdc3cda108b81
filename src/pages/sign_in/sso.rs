//! Single sign-on: the button, and handling the answer of the authority.

use super::failure::Failure;
use super::form::{Arrived, Trying};
use super::who_am_i::WhoAmI;
use crate::api::Api;
use crate::api::sign_in::SignedIn;
use crate::i18n::{t, tv};
use crate::session::sso::{Code, Prompt, Refusal, Window, end_session, leave};
use crate::session::{LastUser, Phase, Session};
use crate::task::Lifetime;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::{Authority, StoreConfig};
use model::wire::StoreId;

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
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let Trying { busy, failure } = trying;
    let who = WhoAmI::new(session, trying);
    let sign_in = SignIn { api: api.get_value(), store: store.clone(), trying, who };
    let policy = api.with_value(|api| api.config().session.clone());
    let shared_machines = policy.shared_machines;
    let answer = arrived.try_update_value(Option::take).flatten();
    // Choosing another store removes this button, so its running sign-in must not keep it busy.
    on_cleanup(move || {
        busy.try_set(false);
    });
    let store_id = store.id;
    let login = session.user_now().map(|user| user.login);
    let refused = move |refusal| failure.set(Some(Failure::Organisation(refusal)));
    let go = move |hint: Option<String>, prompt: Prompt| {
        busy.set(true);
        let authority = find(api.get_value(), session, store_id);
        life.spawn(async move {
            let outcome = match authority.await {
                Ok(authority) => leave(&authority, store_id, hint.as_deref(), prompt).await,
                Err(refusal) => Err(refusal),
            };
            // On success the page is unloaded, so `busy` stays set.
            if let Err(refusal) = outcome {
                // Nobody has pressed anything, so nobody is told.
                refused(if prompt == Prompt::Nobody { Refusal::Unknown } else { refusal });
                busy.set(false);
            }
        });
    };
    match answer {
        Some(answer) => life.spawn(sign_in.clone().arrive(answer)),
        // Whoever was signed in here and has not signed out is known to the authority, which need not ask; but on a
        // machine that others use too, and where pages are locked, it has to.
        None if !again && !policy.shared_machines && policy.idle_minutes.is_none() => {
            let last = LastUser::stored().filter(|last| last.store == store_id);
            if let Some(last) = last.filter(|_| session.left_now().is_none()) {
                go(Some(last.login), Prompt::Nobody);
            }
        }
        None => {}
    }
    let window = again.then(|| {
        let sign_in = StoredValue::new(sign_in);
        Window::listen(move |answer: Result<Code, Refusal>| {
            let Some(sign_in) = sign_in.try_get_value() else { return };
            life.spawn(sign_in.arrive(answer));
        })
    });
    // Whoever has signed out or been locked out here is asked, even if the authority still knows them.
    let prompt = move || {
        let is_asked = session.left_now().is_some() || untrack(|| session.phase()) == Phase::Locked;
        if shared_machines || is_asked { Prompt::Password } else { Prompt::AsUsual }
    };
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        failure.set(None);
        who.forget();
        if let (Some(window), Some(login)) = (window, &login) {
            let authority = find(api.get_value(), session, store_id);
            return window.open(authority, store_id, login.clone(), prompt(), refused);
        }
        go(None, prompt());
    };
    let hint = move || if again { t!(sign_in.organisation_window) } else { t!(sign_in.organisation_hint) };
    view! {
        {who.view()}
        <button type="button" id="organisation" class="btn primary" aria-disabled=move || busy.get().to_string()
            aria-describedby="organisation-hint" on:click=press>
            {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
            {tv!(sign_in.organisation)}
        </button>
        <p class="hint" id="organisation-hint">{hint}</p>
        <div class="visually-hidden" role="status">{move || busy.get().then(|| t!(sign_in.coming_back))}</div>
    }
    .into_any()
}

async fn find(api: Api, session: Session, store: StoreId) -> Result<Authority, Refusal> {
    session.authorities().find(api.config(), store).await
}

/// A sign-in with a code.
#[derive(Clone)]
struct SignIn {
    api: Api,
    store: StoreConfig,
    trying: Trying,
    who: WhoAmI,
}

impl SignIn {
    /// Continues with the answer of the authority.
    async fn arrive(self, answer: Result<Code, Refusal>) {
        let Trying { busy, failure } = self.trying;
        let code = match answer {
            Ok(code) => code,
            Err(refusal) => return failure.set(Some(Failure::Organisation(refusal))),
        };
        busy.set(true);
        match self.api.sign_in_with_code(&self.store, &code).await {
            Ok(SignedIn::Known) => busy.set(false),
            Ok(SignedIn::Login(login)) => self.who.find(self.api.for_current_session(), self.store.id, login),
            Err(error) => {
                failure.set(Failure::of(error, self.store.id));
                busy.set(false);
            }
        }
    }
}

/// Offers whoever has just signed out to end the session of the organisation too: the portal cannot do that by itself,
/// and the next person at this device could sign in without a password.
#[component]
pub fn SignOutElsewhere(
    /// The store that the user was signed in to.
    store: StoreConfig,
    /// Their login.
    login: String,
) -> impl IntoView {
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let page = RwSignal::new(None::<String>);
    let authority = find(Api::expect(), session, store.id);
    // Where the authority cannot be found, or has no such page, there is nothing to offer.
    Lifetime::new().spawn(async move {
        page.set(authority.await.ok().and_then(|authority| end_session(&authority, &login)));
    });
    let offer = move || {
        let page = page.get()?;
        Some(view! {
            <div class="panel info small">
                {Icon::Info.view()}
                <div>
                    <p>{tv!(sign_in.signed_out_here)}</p>
                    <a class="btn s" href=page target="_self">{tv!(sign_in.sign_out_elsewhere)}</a>
                </div>
            </div>
        })
    };
    view! { {offer} }.into_any()
}

/// Why single sign-on failed; reactive.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Foreign => t!(sign_in.foreign).to_owned(),
        Refusal::Denied => t!(sign_in.denied).to_owned(),
        Refusal::Consent => t!(sign_in.consent).to_owned(),
        Refusal::Interaction => t!(sign_in.interaction).to_owned(),
        Refusal::Client => t!(sign_in.client).to_owned(),
        Refusal::NoCrypto => t!(sign_in.needs_https).to_owned(),
        Refusal::NoStorage => t!(sign_in.needs_storage).to_owned(),
        Refusal::NoPkce => t!(sign_in.needs_pkce).to_owned(),
        Refusal::Elsewhere(endpoint) => t!(sign_in.elsewhere, address = endpoint.as_str()),
        Refusal::Failed(code) => t!(sign_in.organisation_failed, code = code.as_str()),
        // These two are shown as a failed call, and not at all.
        Refusal::Call(_) | Refusal::Unknown => String::new(),
    }
}
