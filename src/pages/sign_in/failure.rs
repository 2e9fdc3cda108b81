//! Why a sign-in failed, and its message.

use super::sso::sentence;
use crate::api::sign_in::SignInError;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::session::sso::Refusal;
use crate::session::token::TokenFailure;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::wire::StoreId;
use model::wire::codes::SignInRefusal;

#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// A required field is empty.
    Empty,
    /// The service refused the credentials.
    Refused(SignInRefusal),
    Call(ApiError),
    /// The service does not accept how the portal asks; with its own words, and the store that was chosen.
    Unfit(String, StoreId),
    /// Single sign-on was refused.
    Organisation(Refusal),
    /// The authority did not accept its own code.
    NotTaken,
    /// Another user than the one whose session lapsed: the name of the one, and the login of the other.
    SomebodyElse(String, String),
    /// The user has signed in to another identity store than the chosen one.
    AnotherStore,
}

impl Failure {
    /// From a failed sign-in with a code to a store; none if nobody waits for it any more.
    pub fn of(error: SignInError, store: StoreId) -> Option<Self> {
        match error {
            SignInError::Answer(refusal) => Some(Self::Organisation(refusal)),
            SignInError::Token(error) => Self::of_token(error, store),
            SignInError::Call(error) => Some(Self::Call(error)),
            SignInError::AnotherStore => Some(Self::AnotherStore),
            SignInError::SomebodyElse { name, login } => Some(Self::SomebodyElse(name, login)),
        }
    }

    /// From a failed token request for a store; none if nobody waits for it any more.
    pub fn of_token(error: TokenFailure, store: StoreId) -> Option<Self> {
        match error {
            TokenFailure::Refused(refusal) => Some(Self::Refused(refusal)),
            TokenFailure::Unfit(words) => Some(Self::Unfit(words, store)),
            TokenFailure::NotTaken => Some(Self::NotTaken),
            TokenFailure::Failed(error) => Some(Self::Call(error)),
            TokenFailure::Over => None,
        }
    }

    /// The failure as an error panel; reactive.
    pub fn panel(self) -> AnyView {
        let said = match self {
            // The first is shown at the fields; for the second, nobody was asked.
            Self::Empty | Self::Organisation(Refusal::Unknown) => return ().into_any(),
            Self::Call(error) | Self::Organisation(Refusal::Call(error)) => return call(error),
            Self::Unfit(words, store) => return unfit(words, store),
            Self::Refused(refusal) => refused(refusal).to_owned(),
            Self::Organisation(refusal) => sentence(&refusal),
            Self::NotTaken => t!(sign_in.not_taken).to_owned(),
            Self::AnotherStore => t!(sign_in.another_store).to_owned(),
            Self::SomebodyElse(name, login) => {
                t!(sign_in.somebody_else, name = name.as_str(), login = login.as_str())
            }
        };
        bad(said, None)
    }
}

/// A call that failed while somebody was signing in.
pub fn call(error: ApiError) -> AnyView {
    match error.trace().status {
        // A token that was issued a moment ago has not ended: the services disagree about it.
        Some(401) => bad(t!(sign_in.token_not_accepted).to_owned(), Some(error.trace().url.clone())),
        Some(404) => {
            let advice = t!(sign_in.nothing_there, address = error.trace().url.as_str());
            view! { <ErrorPanel error advice/> }.into_any()
        }
        _ => view! { <ErrorPanel error/> }.into_any(),
    }
}

/// For an administrator: what the service says, and what the portal asked for.
fn unfit(words: String, store: StoreId) -> AnyView {
    bad(t!(sign_in.client).to_owned(), Some(t!(sign_in.client_details, words = words, store = store.to_string())))
}

fn bad(said: String, details: Option<String>) -> AnyView {
    let details = details.map(|details| {
        view! { <details><summary>{tv!(common.details)}</summary><pre tabindex="0">{details}</pre></details> }
    });
    view! { <div class="panel bad" role="alert">{Icon::Warning.view()}<div><p>{said}</p>{details}</div></div> }
        .into_any()
}

fn refused(refusal: SignInRefusal) -> &'static str {
    match refusal {
        SignInRefusal::WrongCredentials => t!(sign_in.wrong),
        SignInRefusal::Locked => t!(sign_in.locked),
        SignInRefusal::Expired => t!(sign_in.expired),
        SignInRefusal::Disabled => t!(sign_in.disabled),
        SignInRefusal::SecondFactor => t!(sign_in.second_factor),
        SignInRefusal::Client => t!(sign_in.client),
    }
}
