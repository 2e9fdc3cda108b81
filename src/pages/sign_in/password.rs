//! Signing in with user name and password, which are only in their fields and in the request.

use super::failure::Failure;
use super::form::Trying;
use super::who_am_i::WhoAmI;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::session::token::TokenFailure;
use crate::session::{LastUser, Session};
use crate::task::Lifetime;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use leptos::prelude::*;
use model::wire::StoreId;
use model::wire::codes::SignInRefusal;

#[component]
pub fn PasswordForm(
    /// The store to sign in to.
    store: RwSignal<StoreId>,
    /// Whether the user is fixed, because a session has lapsed.
    again: bool,
    /// The state of the sign-in.
    trying: Trying,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let life = Lifetime::new();
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let config = api.with_value(|api| api.config().clone());
    // The page belongs to this user, whatever is in the field.
    let own = session.user_now().filter(|_| again).map(|user| user.login);
    let before = own.clone();
    let last = || LastUser::stored().filter(|last| config.store(last.store).is_some()).map(|last| last.login);
    let before = before.or_else(last);
    if before.is_some() && !again {
        focus::soon("[id=\"password\"]");
    }
    let login = RwSignal::new(before.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let Trying { busy, failure } = trying;
    // Choosing another store removes this form, so its running sign-in must not keep the button busy.
    on_cleanup(move || {
        busy.try_set(false);
    });
    let who = WhoAmI::new(session, trying);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let name = own.clone().unwrap_or_else(|| login.get_untracked().trim().to_owned());
        let secret = password.get_untracked();
        if name.is_empty() || secret.is_empty() {
            failure.set(Some(Failure::Empty));
            return;
        }
        busy.set(true);
        failure.set(None);
        // Whoever looks over the shoulder later must not find it there.
        shown.set(false);
        who.forget();
        let (api, store) = (api.get_value(), store.get_untracked());
        life.spawn(async move {
            let outcome = session.sign_in(api.config(), store, name.clone(), secret).await;
            match outcome {
                Ok(()) => {
                    // The password is cleared as soon as it is not needed.
                    password.set(String::new());
                    return who.find(api.for_current_session(), store, name);
                }
                Err(TokenFailure::Refused(refusal)) => {
                    failure.set(Some(Failure::Refused(refusal)));
                    focus::soon("[id=\"password\"]");
                }
                Err(other) => failure.set(Failure::of_token(other, store)),
            }
            busy.set(false);
        });
    };
    let wrong = move || matches!(failure.get(), Some(Failure::Refused(SignInRefusal::WrongCredentials)));
    let empty = move |value: RwSignal<String>| {
        let missing = failure.get() == Some(Failure::Empty) && value.with(|v| v.trim().is_empty());
        missing.then(|| t!(field.required).to_owned())
    };
    let label_user = FieldText::new("user", || t!(sign_in.user), move || empty(login));
    let label_password = FieldText::new(
        "password",
        || t!(sign_in.password),
        move || empty(password).or_else(|| wrong().then(|| t!(sign_in.check_password).to_owned())),
    );
    view! {
        {who.view()}
        <form on:submit=submit novalidate class="stack">
            <TextField text=label_user value=login on_input=move |text| login.set(text) autocomplete="username" readonly=again/>
            <TextField text=label_password value=password on_input=move |text| password.set(text) kind
                autocomplete="current-password" autofocus=again/>
            <button type="button" class="btn quiet s" aria-pressed=move || shown.get().to_string() aria-controls="password"
                on:click=move |_| shown.update(|shown| *shown = !*shown)>
                {tv!(create_user.show)}
            </button>
            <button type="submit" class="btn primary" aria-disabled=move || busy.get().to_string()>
                {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                {tv!(sign_in.submit)}
            </button>
        </form>
    }
    .into_any()
}
