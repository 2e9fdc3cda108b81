//! Signing in with a name and a password (part B, Get token). The password is in the field and in the one request.

use crate::api::searches::Window;
use crate::api::token::NoToken;
use crate::api::{Api, ApiError};
use crate::app::Preferences;
use crate::drafts::Drafts;
use crate::i18n::{t, tv, words};
use crate::session::{Last, Session};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;
use crate::ui::title::document_title;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::StoreId;
use model::wire::codes::SignInRefusal;

/// The page that everybody without a session sees, at whatever address.
#[component]
pub fn SignInPage() -> impl IntoView {
    document_title(|| t!(sign_in.heading).to_owned());
    let secret = Api::expect().config().sign_in.client_secret.is_some();
    // Whoever loads the page anew is signed out by that, and is told what is still there.
    let kept = Last::kept().map(|last| {
        let drafts = Drafts::under(&last.key).all().len() as i64;
        let drafts = move || if drafts > 0 { t!(sign_in.drafts, count = drafts) } else { String::new() };
        view! {
            <div class="panel info small">{Icon::Info.view()}<p>{tv!(sign_in.reloaded)} " " {drafts}</p></div>
        }
    });
    view! {
        <div class="sign-in">
            <header>
                <Menu label=words(|| t!(frame.preferences)) id="preferences" class="btn quiet"
                    face=Box::new(|| view! { {tv!(frame.preferences)} }.into_any())>
                    <Preferences/>
                </Menu>
            </header>
            <main>
                <div class="mark">{Icon::Brand.view()}<h1>{tv!(sign_in.title)}</h1></div>
                {kept}
                <div class="card"><SignInForm again=false/></div>
                {secret.then(|| view! {
                    <div class="panel warn small">{Icon::Warning.view()}<p>{tv!(sign_in.secret_in_config)}</p></div>
                })}
            </main>
            <footer class="small muted">{tv!(sign_in.footer)}</footer>
        </div>
    }
}

/// Why nobody was signed in.
#[derive(Clone, PartialEq)]
enum Failure {
    Empty,
    Refused(SignInRefusal),
    Call(ApiError),
}

/// The form; `again` is for the same person after a session has ended.
#[component]
pub fn SignInForm(
    /// Whether the store and the user stay.
    again: bool,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let config = api.with_value(|api| api.config().clone());
    let before = session.user_now().filter(|_| again);
    let before = before.map(|user| (user.store, user.login));
    let last = || Last::kept().map(|last| (last.store, last.login));
    let before = before.or_else(last).filter(|(store, _)| config.store(*store).is_some());
    if before.is_some() && !again {
        focus::soon("[id=\"password\"]");
    }
    let first = config.identity_stores.first().map(|store| store.id).unwrap_or_default();
    let (store, login) = before.unwrap_or((first, String::new()));
    let (store, login) = (RwSignal::new(store), RwSignal::new(login));
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let stores: Vec<_> = config
        .identity_stores
        .iter()
        .map(|store| {
            let name = store.name.clone();
            (store.id, Choice::new(move || name.clone()))
        })
        .collect();
    let several = stores.len() > 1 && !again;
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (name, secret) = (login.get_untracked().trim().to_owned(), password.get_untracked());
        if name.is_empty() || secret.is_empty() {
            failure.set(Some(Failure::Empty));
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let api = api.get_value();
            let outcome = session.sign_in(api.config(), store.get_untracked(), name.clone(), secret).await;
            match outcome {
                Ok(()) => {
                    // The password is not needed any more, whatever comes next.
                    password.try_set(String::new());
                    let object = who_am_i(&api, store.get_untracked(), &name).await;
                    session.enter(object);
                }
                Err(NoToken::Refused(refusal)) => {
                    failure.try_set(Some(Failure::Refused(refusal)));
                    focus::soon("[id=\"password\"]");
                }
                Err(NoToken::Failed(error)) => drop(failure.try_set(Some(Failure::Call(error)))),
            }
            busy.try_set(false);
        });
    };
    let wrong = move || matches!(failure.get(), Some(Failure::Refused(SignInRefusal::WrongCredentials)));
    let empty = move |value: RwSignal<String>| {
        let missing = failure.get() == Some(Failure::Empty) && value.with(|v| v.trim().is_empty());
        missing.then(|| t!(field.required).to_owned())
    };
    let message = move || {
        failure.get().map(|failure| match failure {
            Failure::Empty => ().into_any(),
            Failure::Call(error) => view! { <ErrorPanel error/> }.into_any(),
            Failure::Refused(refusal) => view! {
                <div class="panel bad" role="alert">{Icon::Warning.view()}<p>{refused(refusal)}</p></div>
            }
            .into_any(),
        })
    };
    let label_store = FieldText::new("store", || t!(sign_in.store), || None);
    let label_user = FieldText::new("user", || t!(sign_in.user), move || empty(login));
    let label_password = FieldText::new(
        "password",
        || t!(sign_in.password),
        move || empty(password).or_else(|| wrong().then(|| t!(sign_in.check_password).to_owned())),
    );
    view! {
        <form on:submit=submit novalidate class="stack">
            {message}
            {several.then(|| view! { <Select text=label_store choices=Choices::of(stores.clone(), move || store.get(), move |id| store.set(id))/> })}
            <TextField text=label_user value=login on_input=move |text| login.set(text) autocomplete="username" disabled=again/>
            <TextField text=label_password value=password on_input=move |text| password.set(text) kind="password"
                autocomplete="current-password"/>
            <button type="submit" class="btn primary" aria-disabled=move || busy.get().to_string()>
                {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                {tv!(sign_in.submit)}
            </button>
        </form>
    }
    .into_any()
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

/// The user's own object, by the name that was typed: `name`, `DOMAIN\name` or `name@suffix`.
async fn who_am_i(api: &Api, store: StoreId, login: &str) -> Option<Principal> {
    use crate::api::searches::containing;
    use model::wire::Criterion;
    let bare = login.rsplit('\\').next().unwrap_or(login);
    let attribute = if bare.contains('@') { "userPrincipalName" } else { "sAMAccountName" };
    let user = Criterion::all(vec![containing(&["user"], &[], ""), Criterion::leaf(attribute, "Is Exactly", bare)]);
    let page = api.search(store, Some(user), &Window::first(2), &Principal::ATTRIBUTES).await.ok()?;
    // Two would be one too many: nobody is taken for somebody else.
    match page.data.as_slice() {
        [one] => Some(Principal::of(one)),
        _ => None,
    }
}
