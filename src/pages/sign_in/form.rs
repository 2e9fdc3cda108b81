//! The sign-in form: the choice of the store, and the fields or button that the store needs.

use super::failure::Failure;
use super::parts;
use super::password::PasswordForm;
use crate::api::Api;
use crate::i18n::t;
use crate::routes::base;
use crate::session::sso::{Code, Refusal};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::FieldText;
use crate::ui::icon::Icon;
use crate::ui::lazy::{Lazy, PartFuture};
use leptos::prelude::*;
use model::wire::StoreId;

/// The state of a sign-in.
#[derive(Clone, Copy)]
pub struct Trying {
    /// Whether a sign-in is running.
    pub busy: RwSignal<bool>,
    /// Why the last attempt failed.
    pub failure: RwSignal<Option<Failure>>,
}

/// The answer of the authority after the redirect; it is taken once.
pub type Arrived = StoredValue<Option<Result<Code, Refusal>>>;

/// The form; with `again`, for the same user after the session has lapsed.
#[component]
pub fn SignInForm(
    /// The store to sign in to.
    store: RwSignal<StoreId>,
    /// Whether store and user are fixed, because a session has lapsed.
    again: bool,
    /// The answer of the authority, if the user has just been redirected from there.
    #[prop(optional_no_strip)]
    arrived: Option<Result<Code, Refusal>>,
) -> impl IntoView {
    let config = Api::expect().config().clone();
    let trying = Trying { busy: RwSignal::new(false), failure: RwSignal::new(None) };
    // Back, from the organisation's page or another one: a browser may show this page as it was left.
    let shown = window_event_listener(leptos::ev::pageshow, move |ev| {
        if ev.persisted() {
            trying.busy.set(false);
        }
    });
    on_cleanup(move || shown.remove());
    let stores: Vec<_> = config
        .identity_stores
        .iter()
        .map(|store| {
            let name = store.name.clone();
            (store.id, Choice::new(move || name.clone()))
        })
        .collect();
    let several = stores.len() > 1 && !again;
    let own = move || config.store(store.get()).filter(|store| config.signs_in_by_code(store)).cloned();
    let arrived = match (arrived, untrack(&own)) {
        (arrived, Some(_)) => arrived,
        (None, None) => None,
        // The answer does not belong to a store with single sign-on.
        (Some(Err(refusal)), None) => {
            trying.failure.set(Some(Failure::Organisation(refusal)));
            None
        }
        (Some(Ok(_)), None) => {
            trying.failure.set(Some(Failure::NotTaken));
            None
        }
    };
    let arrived: Arrived = StoredValue::new(arrived);
    let label = FieldText::new("store", || t!(sign_in.store), || None);
    // An error concerns only the store in which it occurred.
    let choose = move |id| {
        trying.failure.set(None);
        store.set(id);
    };
    let elsewhere = Memo::new(move |_| own());
    // Whoever can read the network could read a password, and there is no single sign-on without digests either.
    let is_secure = window().is_secure_context();
    let asked = move || match elsewhere.get() {
        _ if !is_secure => insecure(),
        Some(store) => {
            let part = move || -> PartFuture { Box::pin(parts::sso::draw(store.clone(), again, trying, arrived)) };
            view! { <Lazy part=Box::new(part)/> }.into_any()
        }
        None => view! { <PasswordForm store again trying/> }.into_any(),
    };
    view! {
        <div class="stack">
            {move || trying.failure.get().map(Failure::panel)}
            {several.then(|| view! { <Select text=label choices=Choices::of(stores, move || store.get(), choose)/> })}
            {asked}
        </div>
    }
}

/// Says why nobody can sign in where the page was loaded without TLS.
fn insecure() -> AnyView {
    let here = window().location().host().unwrap_or_default();
    view! {
        <div class="panel bad" role="alert">
            {Icon::Warning.view()}<p>{move || t!(sign_in.insecure, address = format!("https://{here}{}/", base()))}</p>
        </div>
    }
    .into_any()
}
