//! Finish: creates the user exactly once, however often the button is pressed and even if a response is lost.

use super::names_check::is;
use super::state::NewUser;
use crate::api::Api;
use crate::drafts::Sent;
use crate::forms::{Outcome, Sending, warn_of_parts};
use crate::http::ApiError;
use crate::i18n::t;
use crate::routes::{Navigator, Route};
use crate::ui::format;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::{StoreConfig, StoreKind};
use model::user::{Password, UserDraft, UserField};
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{ActionResult, CreateUser, DirectoryObject, ObjectId};

/// The state of a generated password.
#[derive(Clone, Copy)]
pub struct MadePassword {
    /// The created user with the generated password, which is shown once more before the page is left.
    pub made: RwSignal<Option<CreatedUser>>,
    /// Whether a generated password is being sent or shown. If the page were left now, nobody would know it.
    pub at_risk: StoredValue<bool>,
}

/// A user who was just created with a generated password.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatedUser {
    pub name: String,
    /// The password that was sent, whatever is in the field by now.
    pub password: Password,
    /// The page to show next.
    pub route: Route,
}

impl MadePassword {
    pub fn new() -> Self {
        let made = RwSignal::new(None);
        // Overwritten explicitly: how long a disposed signal's memory keeps its value is not defined.
        on_cleanup(move || drop(made.try_set(None)));
        Self { made, at_risk: StoredValue::new(false) }
    }

    /// Forgets the password and opens the next page.
    pub fn leave(&self, user: NewUser, navigator: Navigator, route: &Route) {
        self.made.set(None);
        self.at_risk.set_value(false);
        user.forget_password();
        navigator.replace(route);
    }
}

/// Creates the user, unless a field has an error or the request is already running.
pub fn finish(user: NewUser, outcome: Outcome, made_password: MadePassword) {
    if user.sending.get_untracked() == Sending::Busy || user.go_to_first_problem() {
        return;
    }
    // The fields stay editable during the request, so their current values are taken now.
    let (draft, password) = (user.draft.get_untracked(), user.password.get_untracked());
    let (made, earlier) = (user.made.get_untracked(), user.sent_password.get_untracked());
    let store = user.store();
    // Only a draft with an error has no body, and errors were checked above.
    let Ok(body) = draft.to_create(&store, &password) else { return };
    let before = user.sent.get_untracked();
    let sent = Sent::now(draft);
    let forget = user.keeper().forgetter();
    user.sending.set(Sending::Busy);
    made_password.at_risk.set_value(made);
    // Saved before sending, so that after a crash the next Finish looks for the user first.
    user.sent.set(Some(sent.clone()));
    let (toasts, life) = (outcome.toasts, outcome.life);
    let name = sent.draft.display_name_text(&store.users).trim().to_owned();
    let same_password = earlier.as_ref() == Some(&password);
    let call = Call { api: outcome.api.clone(), store, before: before.clone(), sent, body, password: password.clone() };
    let (own, forget_left) = (name.clone(), user.keeper().forgetter());
    let api = outcome.api.clone();
    let left_api = api.clone();
    let then = move |answer: Result<Created, Failed>| match answer {
        Ok(created) => {
            forget();
            let (route, is_theirs) = said(created, &own, same_password, &api, toasts);
            user.sent.set(None);
            user.sending.set(Sending::Idle);
            // Nobody knows a generated password yet.
            if is_theirs && made {
                made_password.made.set(Some(CreatedUser { name: own, password, route }));
            } else {
                made_password.leave(user, outcome.navigator, &route);
            }
        }
        Err(Failed { error, doubt: true, asked_only }) => {
            // If only the look-up failed, nothing new was sent, and the earlier request is still the one in doubt.
            if asked_only {
                user.sent.set(before);
            } else {
                user.sent_password.set(Some(password));
            }
            made_password.at_risk.set_value(false);
            user.sending.set(Sending::Doubt(error));
        }
        Err(Failed { error, .. }) => {
            user.sent.set(None);
            user.sent_password.set(None);
            if let ApiError::Refused(result, _) = &error {
                user.refuse(result.attribute_messages());
            }
            made_password.at_risk.set_value(false);
            user.sending.set(Sending::Failed(error));
        }
    };
    // If the page was left and there is no clear answer, the saved draft keeps the note that it was sent.
    let left = move |answer: Result<Created, Failed>| {
        if let Ok(created) = answer {
            forget_left();
            said(created, &name, same_password, &left_api, toasts);
        }
    };
    life.run_to_end(send(call), then, left);
}

/// The input of one press of Finish.
struct Call {
    api: Api,
    store: StoreConfig,
    /// An earlier creation without a clear answer.
    before: Option<Sent<UserDraft>>,
    sent: Sent<UserDraft>,
    body: CreateUser,
    password: Password,
}

async fn send(call: Call) -> Result<Created, Failed> {
    let Call { api, store, before, sent, body, password } = call;
    create(&api, &store, before.as_ref(), &sent, &body, &password).await
}

/// The result of a creation.
#[derive(Debug)]
pub enum Created {
    /// This request was answered.
    Now(ActionResult),
    /// An earlier request had created the user.
    Before(ObjectId),
    /// An identical request had created the user, which the browser repeated by itself.
    Twin(ObjectId),
}

/// A creation that failed or has no clear answer.
#[derive(Debug)]
pub struct Failed {
    pub error: ApiError,
    /// Whether the user may exist nevertheless.
    pub doubt: bool,
    /// Whether only the look-up of an earlier creation failed, so that nothing new was sent.
    pub asked_only: bool,
}

/// Sends the creation. After an earlier one without a clear answer, looks for its user first.
pub async fn create(
    api: &Api,
    store: &StoreConfig,
    before: Option<&Sent<UserDraft>>,
    sent: &Sent<UserDraft>,
    body: &CreateUser,
    password: &Password,
) -> Result<Created, Failed> {
    if let Some(before) = before {
        // A failed look-up leaves the doubt.
        let found = find(api, store, before).await;
        if let Some(id) = found.map_err(|error| Failed { error, doubt: true, asked_only: true })? {
            return Ok(Created::Before(id));
        }
    }
    match api.make_user(store.id, body, password).await {
        Ok(result) => Ok(Created::Now(result)),
        Err(error) => {
            // A browser repeats a request by itself when a kept-alive connection closes without a response. The second
            // one is then refused because the first has created the user, so that user is the wanted one.
            let mut doubt = error.leaves_doubt();
            if refused_a_name(&error, store) {
                match look(api, store, sent).await {
                    // With an earlier request, the user may also be its late result.
                    Ok(Look::Own(id)) if before.is_some() => return Ok(Created::Before(id)),
                    Ok(Look::Own(id)) => return Ok(Created::Twin(id)),
                    // The logon name is taken by a user whom no search finds yet: most likely by that of the earlier
                    // request.
                    Ok(Look::Nobody) if before.is_some() && refused_the_logon_name(&error, store) => doubt = true,
                    _ => {}
                }
            }
            Err(Failed { error, doubt, asked_only: false })
        }
    }
}

fn refused_a_name(error: &ApiError, store: &StoreConfig) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let field = |name: &str| UserField::of_attribute(store.kind, name, &store.users.profile);
    let is_name = |name: &str| matches!(field(name), UserField::LogonName | UserField::Sam | UserField::DisplayName);
    result.attribute_messages().iter().any(|(name, _)| is_name(name))
}

fn refused_the_logon_name(error: &ApiError, store: &StoreConfig) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let field = |name: &str| UserField::of_attribute(store.kind, name, &store.users.profile);
    result.attribute_messages().iter().any(|(name, _)| field(name) == UserField::LogonName)
}

/// What a search for the user principal name has found.
enum Look {
    /// The user that the request created.
    Own(ObjectId),
    /// Somebody else.
    Other,
    /// Nobody. A search may not find yet who was created a moment ago.
    Nobody,
}

/// How far the directory's clock may be behind the browser's, in milliseconds.
const CLOCKS: f64 = 300_000.0;

/// The user that a request created: same user principal name, display name and pre-Windows 2000 name, and created after
/// it was sent. An older user is someone else with another password.
pub async fn find(api: &Api, store: &StoreConfig, sent: &Sent<UserDraft>) -> Result<Option<ObjectId>, ApiError> {
    Ok(match look(api, store, sent).await? {
        Look::Own(id) => Some(id),
        Look::Other | Look::Nobody => None,
    })
}

async fn look(api: &Api, store: &StoreConfig, sent: &Sent<UserDraft>) -> Result<Look, ApiError> {
    let (policy, draft) = (&store.users, &sent.draft);
    let upn = draft.upn(policy);
    let found = api.named(store.id, &[(attributes::USER_PRINCIPAL_NAME, upn.clone())]).await?;
    let since = |object: &DirectoryObject| {
        let made = object.first(attributes::WHEN_CREATED).and_then(format::milliseconds);
        made.is_some_and(|made| made >= sent.at - CLOCKS)
    };
    let same = |object: &&DirectoryObject| {
        since(object)
            && is(object, attributes::USER_PRINCIPAL_NAME, &upn)
            && is(object, attributes::DISPLAY_NAME, draft.display_name_text(policy).trim())
            && (store.kind != StoreKind::ActiveDirectory
                || is(object, attributes::SAM_ACCOUNT_NAME, &draft.sam_text(policy)))
    };
    Ok(match found.iter().find(same) {
        Some(own) => Look::Own(own.id.clone()),
        None if found.is_empty() => Look::Nobody,
        None => Look::Other,
    })
}

/// Announces the result. Returns the next page, and whether the user has the password of this Finish.
fn said(created: Created, name: &str, same_password: bool, api: &Api, toasts: Toasts) -> (Route, bool) {
    let name = name.to_owned();
    match created {
        Created::Now(result) => {
            warn_of_parts(&result, toasts);
            match result.new_id() {
                Some(id) => {
                    api.remember_created(ObjectKind::User, &ObjectId::new(id), &name);
                    toasts.say(move || t!(create_user.created, name = name.as_str()));
                    (Route::User(ObjectId::new(id)), true)
                }
                // The request waits for approval in a workflow, so there is no object yet.
                None => {
                    let said = result.message().unwrap_or_default().to_owned();
                    toasts.say(move || t!(create_user.queued, name = name.as_str(), said = said.as_str()));
                    (Route::Users, true)
                }
            }
        }
        Created::Twin(id) => {
            toasts.say(move || t!(create_user.created, name = name.as_str()));
            (Route::User(id), true)
        }
        Created::Before(id) if same_password => {
            toasts.say(move || t!(create_user.was_created, name = name.as_str()));
            (Route::User(id), true)
        }
        Created::Before(id) => {
            // The earlier request had another password.
            toasts.warn(move || t!(create_user.was_created_before, name = name.as_str()));
            (Route::User(id), false)
        }
    }
}
