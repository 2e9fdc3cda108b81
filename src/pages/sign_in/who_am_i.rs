//! Looks up the user who has just signed in, with several attempts. A failure is shown instead of the portal, because
//! without the user's object all lists of the user's own groups would be empty.

use super::failure::{self, Failure};
use super::form::Trying;
use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::http::ApiError;
use crate::i18n::t;
use crate::lazy::lazy_fn;
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::error_panel::ErrorPanel;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::Principal;
use model::wire::attributes;
use model::wire::{Criterion, StoreId};

/// The pauses before further attempts, in milliseconds.
const PAUSES: [u32; 3] = [500, 1_000, 2_000];

/// Looks up the user who signed in. Copies share the same state.
#[derive(Clone, Copy)]
pub struct WhoAmI {
    session: Session,
    life: Lifetime,
    trying: Trying,
    /// The number of the current attempt, from 1.
    attempt: RwSignal<usize>,
    /// The store and login that were used, and why the look-up failed.
    failed: RwSignal<Option<(StoreId, String, ApiError)>>,
}

impl WhoAmI {
    /// For the form that is being built, with the state of its sign-in.
    pub fn new(session: Session, trying: Trying) -> Self {
        Self { session, life: Lifetime::new(), trying, attempt: RwSignal::new(1), failed: RwSignal::new(None) }
    }

    /// Clears the error of an earlier sign-in.
    pub fn forget(self) {
        self.failed.set(None);
    }

    /// Looks up the user with this login and shows the portal.
    pub fn find(self, api: Api, store: StoreId, login: String) {
        self.failed.set(None);
        self.trying.busy.set(true);
        self.life.spawn(async move {
            let answer = self.ask(&api, store, &login).await;
            self.attempt.set(1);
            self.trying.busy.set(false);
            match answer {
                Ok(who) => {
                    let name = who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
                    if !self.session.complete_sign_in(who) {
                        self.trying.failure.set(Some(Failure::SomebodyElse(name, login)));
                    }
                }
                Err(error) => self.failed.set(Some((store, login, error))),
            }
        });
    }

    async fn ask(self, api: &Api, store: StoreId, login: &str) -> Result<Option<Principal>, ApiError> {
        let mut pauses = PAUSES.iter().enumerate();
        loop {
            let answer = match look_up(api.clone(), store, login.to_owned()).await {
                Ok(coming) => coming.await,
                Err(not_loaded) => Err(not_loaded.into()),
            };
            let Some((at, pause)) = pauses.next().filter(|_| answer.as_ref().is_err_and(ApiError::may_pass)) else {
                return answer;
            };
            TimeoutFuture::new(*pause).await;
            self.attempt.set(at + 2);
        }
    }

    /// The message about further attempts, and the error.
    pub fn view(self) -> AnyView {
        let waits = move || {
            let attempt = self.attempt.get();
            (attempt > 1).then(|| t!(sign_in.who_again, attempt = attempt as i64, of = PAUSES.len() as i64 + 1))
        };
        let failed = move || {
            let (store, login, error) = self.failed.get()?;
            // The token is gone with the refusal, so there is nothing to try again.
            if matches!(error, ApiError::Unauthorized(_)) {
                return Some(failure::call(error));
            }
            let api = Api::expect();
            let retry = Callback::new(move |()| self.find(api.clone(), store, login.clone()));
            Some(view! { <ErrorPanel error advice=t!(sign_in.who_failed) retry/> }.into_any())
        };
        view! { <p class="hint" role="status">{waits}</p> {failed} }.into_any()
    }
}

lazy_fn! { [lists]
    /// With the lists, because nobody is looked up before the password is typed.
    fn look_up(api: Api, store: StoreId, login: String) -> Result<Option<Principal>, ApiError> {
        who_am_i(&api, store, &login).await
    }
}

/// The user's object by the typed login: `name`, `DOMAIN\name` or `name@suffix`. None if the directory knows nobody, or
/// several users, of that name.
async fn who_am_i(api: &Api, store: StoreId, login: &str) -> Result<Option<Principal>, ApiError> {
    let bare = login.rsplit('\\').next().unwrap_or(login);
    let is = |attribute: &str, name: &str| Criterion::leaf(attribute, "Is Exactly", name);
    let config = api.config().store(store);
    let named = match config.filter(|store| store.kind == StoreKind::EntraId) {
        _ if bare.contains('@') => is(attributes::USER_PRINCIPAL_NAME, bare),
        // Entra ID knows no logon names without a suffix, so without configured suffixes there is nothing to search
        // for.
        Some(entra) if entra.upn_suffixes.is_empty() => return Ok(None),
        Some(entra) => {
            let upn = |suffix: &String| is(attributes::USER_PRINCIPAL_NAME, &format!("{bare}@{suffix}"));
            Criterion::any(entra.upn_suffixes.iter().map(upn).collect())
        }
        None => is(attributes::SAM_ACCOUNT_NAME, bare),
    };
    let user = Criterion::all(vec![containing(&["user"], &[], ""), named]);
    let page = api.search(store, Some(user), &PageRequest::first(2), &Principal::ATTRIBUTES).await?;
    // With two matches, the user must not get someone else's object.
    Ok(match page.data.as_slice() {
        [one] => Some(Principal::of(one)),
        _ => None,
    })
}
