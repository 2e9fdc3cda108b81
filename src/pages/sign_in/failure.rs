//! Why a sign-in failed, and its message.

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

#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// A required field is empty.
    Empty,
    /// The service refused the credentials.
    Refused(SignInRefusal),
    Call(ApiError),
    /// Single sign-on was refused.
    Organisation(Refusal),
    /// The authority did not accept its own code.
    NotTaken,
    /// Another user than the one whose session lapsed: the name of the one, and the login of the other.
    SomebodyElse(String, String),
}

impl Failure {
    /// From a failed sign-in with a code.
    pub fn of(error: SignInError) -> Option<Self> {
        match error {
            SignInError::Token(error) => Self::of_token(error),
            SignInError::Call(error) => Some(Self::Call(error)),
            SignInError::SomebodyElse { name, login } => Some(Self::SomebodyElse(name, login)),
        }
    }

    /// From a failed token request; none if nobody waits for it any more.
    pub fn of_token(error: TokenFailure) -> Option<Self> {
        match error {
            TokenFailure::Refused(refusal) => Some(Self::Refused(refusal)),
            TokenFailure::NotTaken => Some(Self::NotTaken),
            TokenFailure::Failed(error) => Some(Self::Call(error)),
            TokenFailure::Over => None,
        }
    }

    /// The failure as an error panel; reactive.
    pub fn panel(self) -> AnyView {
        let said = match self {
            // It is shown at the fields.
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
