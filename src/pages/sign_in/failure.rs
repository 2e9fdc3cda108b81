//! Why nobody was signed in, and how it is said.

use super::sso::sentence;
use crate::api::graph::SignInError;
use crate::http::ApiError;
use crate::i18n::t;
use crate::session::sso::Refusal;
use crate::session::token::TokenFailure;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::wire::codes::SignInRefusal;

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// Something is not filled in.
    Empty,
    /// The service refused.
    Refused(SignInRefusal),
    /// The call failed.
    Call(ApiError),
    /// The organisation's page let nobody in.
    Organisation(Refusal),
    /// The organisation did not take its own answer.
    NotTaken,
    /// Another person than the one whose page it is: their name, and whose it is.
    SomebodyElse(String, String),
}

impl Failure {
    /// Of what the organisation's way led to.
    pub fn of(error: SignInError) -> Self {
        match error {
            SignInError::Token(error) => Self::of_token(error),
            SignInError::Call(error) => Self::Call(error),
            SignInError::SomebodyElse { name, login } => Self::SomebodyElse(name, login),
        }
    }

    /// Of a token that was not given.
    pub fn of_token(error: TokenFailure) -> Self {
        match error {
            TokenFailure::Refused(refusal) => Self::Refused(refusal),
            TokenFailure::NotTaken => Self::NotTaken,
            TokenFailure::Failed(error) => Self::Call(error),
        }
    }

    /// As a panel; reactive.
    pub fn panel(self) -> AnyView {
        let said = match self {
            // It stands beside the fields.
            Self::Empty => return ().into_any(),
            Self::Call(error) => return view! { <ErrorPanel error/> }.into_any(),
            Self::Refused(refusal) => refused(refusal).to_owned(),
            Self::Organisation(refusal) => sentence(&refusal),
            Self::NotTaken => t!(sign_in.not_taken).to_owned(),
            Self::SomebodyElse(name, login) => {
                t!(sign_in.somebody_else, name = name.as_str(), login = login.as_str())
            }
        };
        view! { <div class="panel bad" role="alert">{Icon::Warning.view()}<p>{said}</p></div> }.into_any()
    }
}

fn refused(refusal: SignInRefusal) -> &'static str {
    match refusal {
        SignInRefusal::WrongCredentials => t!(sign_in.wrong),
        SignInRefusal::Locked => t!(sign_in.locked),
        SignInRefusal::Expired => t!(sign_in.expired),
        SignInRefusal::Disabled => t!(sign_in.disabled),
        SignInRefusal::Client => t!(sign_in.client),
    }
}
