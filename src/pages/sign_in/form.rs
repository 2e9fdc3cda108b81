//! The form: where to sign in, and what that place asks for.

use super::failure::Failure;
use super::parts;
use super::password::PasswordForm;
use crate::api::Api;
use crate::i18n::t;
use crate::session::sso::{Code, Refusal};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::FieldText;
use crate::ui::lazy::{Coming, Lazy};
use leptos::prelude::*;
use model::wire::StoreId;

/// What is under way, and what came of it.
#[derive(Clone, Copy)]
pub struct Trying {
    /// Somebody is being signed in.
    pub busy: RwSignal<bool>,
    /// Why not.
    pub failure: RwSignal<Option<Failure>>,
}

/// What the organisation's page answered, to be taken once.
pub type Arrived = StoredValue<Option<Result<Code, Refusal>>>;

/// The form; `again` is for the same person after a session has ended.
#[component]
pub fn SignInForm(
    /// Where to sign in.
    store: RwSignal<StoreId>,
    /// Whether the store and the user stay.
    again: bool,
    /// What the organisation's page answered, where somebody comes from there.
    #[prop(optional_no_strip)]
    arrived: Option<Result<Code, Refusal>>,
) -> impl IntoView {
    let config = Api::expect().config().clone();
    let trying = Trying { busy: RwSignal::new(false), failure: RwSignal::new(None) };
    let stores: Vec<_> = config
        .identity_stores
        .iter()
        .map(|store| {
            let name = store.name.clone();
            (store.id, Choice::new(move || name.clone()))
        })
        .collect();
    let several = stores.len() > 1 && !again;
    let own = move || config.store(store.get()).filter(|store| store.graph.is_some()).cloned();
    let arrived = match (arrived, untrack(&own)) {
        (arrived, Some(_)) => arrived,
        (None, None) => None,
        // Nobody knows for which store it was.
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
    // What went wrong there says nothing of another store.
    let choose = move |id| {
        trying.failure.set(None);
        store.set(id);
    };
    let elsewhere = Memo::new(move |_| own());
    let asked = move || match elsewhere.get() {
        Some(store) => {
            let part = move || -> Coming { Box::pin(parts::sso::draw(store.clone(), again, trying, arrived)) };
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
