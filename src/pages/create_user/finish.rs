//! Finish: one creation, however often it is pressed, whatever becomes of the answer.

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
use model::wire::{ActionResult, CreateUser, DirectoryObject, ObjectId};

/// What becomes of a made password.
#[derive(Clone, Copy)]
pub struct MadePassword {
    /// A made password is offered once more before the page is left.
    pub made: RwSignal<Option<Made>>,
    /// Whether a made password is on its way, or is offered: left now, nobody would ever know it.
    pub at_risk: StoredValue<bool>,
}

/// A user who was just made with a made password.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// What people call them.
    pub name: String,
    /// The password that was sent, whatever stands in the field by now.
    pub password: Password,
    /// Where to go next.
    pub route: Route,
}

impl MadePassword {
    /// For a page that has made none yet.
    pub fn new() -> Self {
        let made = RwSignal::new(None);
        // As with the form's own: whatever becomes of the memory of signals, the password is not in it.
        on_cleanup(move || drop(made.try_set(None)));
        Self { made, at_risk: StoredValue::new(false) }
    }

    /// Goes on to the page of whoever was made.
    pub fn leave(&self, user: NewUser, navigator: Navigator, route: &Route) {
        self.made.set(None);
        self.at_risk.set_value(false);
        user.forget_password();
        navigator.replace(route);
    }
}

/// Makes the user, unless something is wrong or the call is on its way already.
pub fn finish(user: NewUser, outcome: Outcome, made_password: MadePassword) {
    if user.sending.get_untracked() == Sending::Busy || user.go_to_first_problem() {
        return;
    }
    // The fields live on while the call is under way: what counts is what stands in them now.
    let (draft, password) = (user.draft.get_untracked(), user.password.get_untracked());
    let (made, earlier) = (user.made.get_untracked(), user.sent_password.get_untracked());
    let store = user.store();
    // The same check as above: with a problem there is nothing to send.
    let Ok(body) = draft.to_create(&store, &password) else { return };
    let before = user.sent.get_untracked();
    let sent = Sent::now(draft);
    let forget = user.keeper().forgetter();
    user.sending.set(Sending::Busy);
    made_password.at_risk.set_value(made);
    // Kept before it is sent: after a crash nobody knows better than after silence.
    user.sent.set(Some(sent.clone()));
    let (toasts, life) = (outcome.toasts, outcome.life);
    let name = sent.draft.display_name_text(&store.users).trim().to_owned();
    let same_password = earlier.as_ref() == Some(&password);
    let call = Call { api: outcome.api.clone(), store, before: before.clone(), sent, body, password: password.clone() };
    let (own, forget_left) = (name.clone(), user.keeper().forgetter());
    let then = move |answer: Result<Created, Failed>| match answer {
        Ok(created) => {
            forget();
            let (route, is_theirs) = said(created, &own, same_password, toasts);
            user.sent.set(None);
            user.sending.set(Sending::Idle);
            // A password that was made is in nobody's head.
            if is_theirs && made {
                made_password.made.set(Some(Made { name: own, password, route }));
            } else {
                made_password.leave(user, outcome.navigator, &route);
            }
        }
        Err(Failed { error, doubt: true, asked_only }) => {
            // What was sent last is what may exist, and not what could not be looked for.
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
    // Without a good answer, the kept draft knows that it was sent.
    let left = move |answer: Result<Created, Failed>| {
        if let Ok(created) = answer {
            forget_left();
            said(created, &name, same_password, toasts);
        }
    };
    life.outlive(send(call), then, left);
}

/// One press of Finish.
struct Call {
    api: Api,
    store: StoreConfig,
    /// An earlier creation that got no good answer.
    before: Option<Sent<UserDraft>>,
    sent: Sent<UserDraft>,
    body: CreateUser,
    password: Password,
}

async fn send(call: Call) -> Result<Created, Failed> {
    let Call { api, store, before, sent, body, password } = call;
    create(&api, &store, before.as_ref(), &sent, &body, &password).await
}

/// What came of a creation.
#[derive(Debug)]
pub enum Created {
    /// The service answered.
    Now(ActionResult),
    /// An earlier call had made them after all.
    Before(ObjectId),
    /// A call of this very moment had: the browser sent it again by itself.
    Twin(ObjectId),
}

/// A creation of which no good answer came.
#[derive(Debug)]
pub struct Failed {
    /// Why.
    pub error: ApiError,
    /// Whether the user may exist all the same.
    pub doubt: bool,
    /// Only the question for an earlier one failed: nothing new was sent.
    pub asked_only: bool,
}

/// Sends the one call; where an earlier one got no good answer, it looks for that user first.
pub async fn create(
    api: &Api,
    store: &StoreConfig,
    before: Option<&Sent<UserDraft>>,
    sent: &Sent<UserDraft>,
    body: &CreateUser,
    password: &Password,
) -> Result<Created, Failed> {
    if let Some(before) = before {
        // Not knowing yet leaves the doubt.
        let found = find(api, store, before).await;
        if let Some(id) = found.map_err(|error| Failed { error, doubt: true, asked_only: true })? {
            return Ok(Created::Before(id));
        }
    }
    match api.make_user(store.id, body, password).await {
        Ok(result) => Ok(Created::Now(result)),
        Err(error) => {
            // A browser sends again by itself when a kept connection ends without an answer. The second of the two is
            // then refused because of the first: the user that is there is the one that was asked for.
            if refused_a_name(&error, store)
                && let Ok(Some(id)) = find(api, store, sent).await
            {
                // Or because of an earlier one that has come late.
                return Ok(if before.is_some() { Created::Before(id) } else { Created::Twin(id) });
            }
            let doubt = error.leaves_doubt();
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

/// By how much the directory's clock may be behind the browser's, in milliseconds.
const CLOCKS: f64 = 300_000.0;

/// The user that a call has made: the very user principal name, with the very display name and pre-Windows 2000 name, and
/// not there before it was sent. Whoever was is a namesake with a password of their own.
pub async fn find(api: &Api, store: &StoreConfig, sent: &Sent<UserDraft>) -> Result<Option<ObjectId>, ApiError> {
    let (policy, draft) = (&store.users, &sent.draft);
    let upn = draft.upn(policy);
    let found = api.named(store.id, &[("userPrincipalName", upn.clone())]).await?;
    let since = |object: &DirectoryObject| {
        let made = object.first("whenCreated").and_then(format::milliseconds);
        made.is_some_and(|made| made >= sent.at - CLOCKS)
    };
    let same = |object: &&DirectoryObject| {
        since(object)
            && is(object, "userPrincipalName", &upn)
            && is(object, "displayName", draft.display_name_text(policy).trim())
            && (store.kind != StoreKind::ActiveDirectory || is(object, "sAMAccountName", &draft.sam_text(policy)))
    };
    Ok(found.iter().find(same).map(|object| object.id.clone()))
}

/// Says what came of a creation: where to go next, and whether the password of this Finish is theirs.
fn said(created: Created, name: &str, same_password: bool, toasts: Toasts) -> (Route, bool) {
    let name = name.to_owned();
    match created {
        Created::Now(result) => {
            warn_of_parts(&result, toasts);
            match result.new_id() {
                Some(id) => {
                    toasts.say(move || t!(create_user.created, name = name.as_str()));
                    (Route::User(ObjectId::new(id)), true)
                }
                // A workflow holds it: there is no object yet.
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
            // This Finish's password is not what was sent then.
            toasts.warn(move || t!(create_user.was_created_before, name = name.as_str()));
            (Route::User(id), false)
        }
    }
}
