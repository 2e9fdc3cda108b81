//! Signing in again in a dialog when the session ends, so that unsaved work is kept.

use crate::i18n::{t, tv, words};
use crate::pages::sign_in::SignInForm;
use crate::routes::Navigator;
use crate::session::{Phase, Session};
use crate::ui::dialog::Dialog;
use leptos::prelude::*;

/// The dialog; it opens when the session has lapsed.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let navigator = Navigator::expect();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(session.phase() == Phase::Lapsed));
    let store = RwSignal::new(session.store());
    view! {
        <Dialog open id="sign-in-again" title=words(|| t!(sign_in.again)) dismissible=false>
            <p>{tv!(sign_in.again_why)}</p>
            <SignInForm store again=true/>
            <div class="buttons">
                <button type="button" class="btn quiet" on:click=move |_| navigator.leave(move || session.sign_out())>
                    {tv!(frame.sign_out)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
