//! Finish: one creation, however often it is pressed, whatever becomes of the answer.

use super::state::{Sending, Wizard};
use crate::api::searches::Window;
use crate::api::smart::{Question, is_nearly_everyone};
use crate::api::{Api, ApiError, Call};
use crate::i18n::t;
use crate::routes::{Navigator, Route};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::{Field, GroupDraft, GroupKind, NotReady};
use model::names::Dn;
use model::wire::result::Outcome as Envelope;
use model::wire::{ActionResult, Criterion, DirectoryObject, ObjectId};

/// Where the outcome shows.
#[derive(Clone)]
pub struct Outcome {
    api: Api,
    navigator: Navigator,
    toasts: Toasts,
}

impl Outcome {
    /// From the contexts of the page.
    pub fn for_page() -> Self {
        let toasts = Toasts::expect();
        Self { api: Api::expect(), navigator: Navigator::expect(), toasts }
    }
}

/// Makes the group, unless the draft has problems or the call is on its way already.
pub fn finish(wizard: Wizard, outcome: Outcome) {
    if wizard.sending.get_untracked() == Sending::Busy || wizard.go_to_first_problem() {
        return;
    }
    let draft = wizard.draft.get_untracked();
    let body = match draft.to_create(&wizard.store()) {
        Ok(body) => body,
        // The same check as above: there is nothing to send.
        Err(NotReady(_)) => return,
    };
    let call = outcome.api.create_group(draft.store, draft.kind, &body);
    let before = wizard.sent.get_untracked();
    let forget = wizard.forgetter();
    wizard.sending.set(Sending::Busy);
    leptos::task::spawn_local(async move {
        match is_confirmed(wizard, &outcome.api, &draft).await {
            _ if !wizard.is_shown() => return,
            Ok(true) => {}
            Ok(false) => return wizard.sending.set(Sending::Idle),
            // Nothing was sent that makes anything.
            Err(error) => return wizard.sending.set(Sending::Failed(error)),
        }
        // Kept before it is sent: after a crash nobody knows better than after silence.
        wizard.sent.set(Some(draft.clone()));
        match make(&outcome.api, before, &draft, call).await {
            Ok(made) => {
                forget();
                done(wizard, &outcome, made);
            }
            // Left meanwhile: the kept draft knows that it was sent.
            Err(_) if !wizard.is_shown() => {}
            Err((error, true)) => wizard.sending.set(Sending::Doubt(error)),
            Err((error, false)) => {
                wizard.sent.set(None);
                if let ApiError::Refused(result, _) = &error {
                    wizard.refuse(result.attribute_messages());
                }
                wizard.sending.set(Sending::Failed(error));
            }
        }
    });
}

/// Whether a rule means no more than anybody would expect, or the number of those whom it means was typed. Where it was
/// not, it is asked for.
async fn is_confirmed(wizard: Wizard, api: &Api, draft: &GroupDraft) -> Result<bool, ApiError> {
    let (GroupKind::Smart, Ok(question)) = (draft.kind, Question::of(&draft.rule)) else { return Ok(true) };
    let total = api.count(draft.store, &question).await? + question.included().len() as i64;
    let everyone = api.count(draft.store, &Question::everyone(&draft.rule)).await?;
    if !is_nearly_everyone(total, everyone) {
        wizard.wide.try_set(None);
        return Ok(true);
    }
    let typed = wizard.typed.try_with_untracked(|typed| typed.trim() == total.to_string()).unwrap_or_default();
    if !typed {
        wizard.wide.try_set(Some((total, everyone)));
        focus::soon("[id=\"wide-confirm\"]");
    }
    Ok(typed)
}

/// What came of it.
enum Made {
    /// The service answered; the group's name.
    Now(ActionResult, String),
    /// An earlier Finish had made it after all; the group's name then.
    Before(ObjectId, String),
}

/// Sends the one call; where an earlier one got no good answer, it looks for that group first. The error says whether a
/// group may exist.
async fn make(api: &Api, before: Option<GroupDraft>, draft: &GroupDraft, call: Call) -> Result<Made, (ApiError, bool)> {
    if let Some(before) = before {
        // Not knowing yet leaves the doubt.
        if let Some(id) = find(api, &before, false).await.map_err(|error| (error, true))? {
            return Ok(Made::Before(id, before.general.full_name()));
        }
    }
    match api.act(call).await {
        Ok(result) => Ok(Made::Now(result, draft.general.full_name())),
        Err(error) => {
            // A browser sends again by itself when a kept connection ends without an answer. The second of the two is
            // then refused because of the first: the group that is there is the one that was asked for.
            if refused_a_name(&error, api.current_store().kind)
                && let Ok(Some(id)) = find(api, draft, true).await
            {
                return Ok(Made::Before(id, draft.general.full_name()));
            }
            let doubt = error.leaves_doubt();
            Err((error, doubt))
        }
    }
}

fn refused_a_name(error: &ApiError, store: StoreKind) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let is_name = |name: &str| matches!(Field::of_attribute(store, name), Field::Name | Field::Sam);
    result.attribute_messages().iter().any(|(name, _)| is_name(name))
}

/// How long ago the twin of a refused creation can have been made, in milliseconds: longer than any call lasts, shorter
/// than anybody needs to forget a group of the same name. Clocks may differ by some of it.
const RECENT: f64 = 600_000.0;

/// The group that an earlier call has made: the very name in the very container, with the very pre-Windows 2000 name and
/// owner; where only a refusal speaks for it, made just now.
async fn find(api: &Api, draft: &GroupDraft, just_now: bool) -> Result<Option<ObjectId>, ApiError> {
    let name = draft.general.full_name();
    let Ok(container) = Dn::parse(&draft.general.container) else { return Ok(None) };
    let wanted = container.child("CN", &name);
    let criteria = Criterion::leaf("name", "Is Exactly", &name);
    let load = ["name", "distinguishedName", "sAMAccountName", "managedBy", "whenCreated"];
    let page = api.search(draft.store, Some(criteria), &Window::first(50), &load).await?;
    let owner = draft.primary_owner.as_ref().map_or("", |owner| &owner.dn);
    let named =
        |text: Option<&str>, dn: &Dn| text.and_then(|text| Dn::parse(text).ok()).is_some_and(|own| own.same(dn));
    let owned = |text: Option<&str>| Dn::parse(owner).is_ok_and(|owner| named(text, &owner));
    let recent = |object: &DirectoryObject| {
        let made = object.first("whenCreated").and_then(format::milliseconds);
        made.is_some_and(|made| (js_sys::Date::now() - made).abs() < RECENT)
    };
    let same = |object: &&DirectoryObject| {
        let sam = object.first("sAMAccountName").unwrap_or_default().to_lowercase();
        (!just_now || recent(object))
            && named(object.dn(), &wanted)
            && owned(object.first("managedBy"))
            && sam == draft.general.sam_text().to_lowercase()
    };
    Ok(page.data.iter().find(same).map(|object| object.id.clone()))
}

fn done(wizard: Wizard, outcome: &Outcome, made: Made) {
    // Whoever went elsewhere meanwhile stays there.
    let go = |route: Route| {
        if wizard.is_shown() {
            outcome.navigator.replace(&route);
        }
    };
    match made {
        Made::Before(id, name) => {
            outcome.toasts.say(move || t!(wizard.was_created, name = name.as_str()));
            go(Route::Group(id));
        }
        Made::Now(result, name) => {
            warn_of_parts(&result, outcome.toasts);
            match result.new_id() {
                Some(id) => {
                    outcome.toasts.say(move || t!(wizard.created, name = name.as_str()));
                    go(Route::Group(ObjectId::new(id)));
                }
                // A workflow holds it: there is no object yet.
                None => {
                    let said = result.message().unwrap_or_default().to_owned();
                    outcome.toasts.say(move || t!(wizard.queued, name = name.as_str(), said = said.as_str()));
                    go(Route::MyGroups);
                }
            }
        }
    }
}

/// Says what of an accepted change was not done, until somebody has read it (part A, "a partial failure").
pub fn warn_of_parts(result: &ActionResult, toasts: Toasts) {
    let Envelope::Partly(failed) = result.outcome() else { return };
    for part in failed {
        let attribute = part.name.get().cloned();
        let said = part.message().unwrap_or_default().to_owned();
        toasts.warn(move || match (&attribute, said.as_str()) {
            (Some(attribute), said) => t!(wizard.part_failed, attribute = attribute.as_str(), said = said),
            (None, "") => t!(wizard.part_failed_somehow).to_owned(),
            (None, said) => said.to_owned(),
        });
    }
}
