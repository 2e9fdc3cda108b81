//! Signing in again in a dialog when the session ends, so that unsaved work is kept.

use super::sign_out::SignOutButtons;
use crate::i18n::{t, words};
use crate::pages::sign_in::SignInForm;
use crate::session::{Phase, Session};
use crate::ui::dialog::Dialog;
use leptos::prelude::*;

/// The dialog; it opens when the session has lapsed.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(session.phase().is_over()));
    let why = move || if session.phase() == Phase::Locked { t!(sign_in.locked_page) } else { t!(sign_in.again_why) };
    let store = RwSignal::new(session.store());
    view! {
        <Dialog open id="sign-in-again" title=words(|| t!(sign_in.again)) dismissible=false>
            <p>{why}</p>
            <SignInForm store again=true/>
            <div class="buttons">
                <Show when=move || session.phase().is_over()><SignOutButtons class="btn quiet"/></Show>
            </div>
        </Dialog>
    }
    .into_any()
}
