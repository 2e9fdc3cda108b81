//! Finish: one creation, however often it is pressed, whatever becomes of the answer.

use super::state::{Sending, Wizard};
use crate::api::searches::Window;
use crate::api::{Api, ApiError, Call};
use crate::i18n::t;
use crate::routes::{Navigator, Route};
use crate::ui::format;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::{Field, GroupDraft, NotReady};
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
    let before = wizard.sending.get_untracked();
    if before == Sending::Busy || wizard.go_to_first_problem() {
        return;
    }
    let draft = wizard.draft.get_untracked();
    let body = match draft.to_create(&wizard.store()) {
        Ok(body) => body,
        // The same check as above: there is nothing to send.
        Err(NotReady(_)) => return,
    };
    let call = outcome.api.create_static_group(draft.store, &body);
    let in_doubt = matches!(before, Sending::Doubt(_));
    wizard.sending.set(Sending::Busy);
    leptos::task::spawn_local(async move {
        let made = make(&outcome.api, &draft, call, in_doubt).await;
        match made {
            Ok(made) => done(wizard, &outcome, &draft, made),
            Err((error, true)) => drop(wizard.sending.try_set(Sending::Doubt(error))),
            Err((error, false)) => {
                if let ApiError::Refused(result, _) = &error {
                    wizard.refuse(result.attribute_messages());
                }
                wizard.sending.try_set(Sending::Failed(error));
            }
        }
    });
}

/// What came of it.
enum Made {
    /// The service answered.
    Now(ActionResult),
    /// An earlier Finish had made it after all.
    Before(ObjectId),
}

/// Sends the one call; after a doubt it looks for the group first. The error says whether the group may exist.
async fn make(api: &Api, draft: &GroupDraft, call: Call, in_doubt: bool) -> Result<Made, (ApiError, bool)> {
    if in_doubt {
        // Not knowing yet leaves the doubt.
        if let Some(id) = find(api, draft, false).await.map_err(|error| (error, true))? {
            return Ok(Made::Before(id));
        }
    }
    match api.act(call).await {
        Ok(result) => Ok(Made::Now(result)),
        Err(error) => {
            // A browser sends again by itself when a kept connection ends without an answer. The second of the two is
            // then refused because of the first: the group that is there is the one that was asked for.
            if refused_a_name(&error)
                && let Ok(Some(id)) = find(api, draft, true).await
            {
                return Ok(Made::Before(id));
            }
            let doubt = error.leaves_doubt();
            Err((error, doubt))
        }
    }
}

fn refused_a_name(error: &ApiError) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    result.attribute_messages().iter().any(|(name, _)| matches!(Field::of_attribute(name), Field::Name | Field::Sam))
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

fn done(wizard: Wizard, outcome: &Outcome, draft: &GroupDraft, made: Made) {
    wizard.forget();
    let name = draft.general.full_name();
    let go = |id: ObjectId| outcome.navigator.replace(&Route::Group(id));
    match made {
        Made::Before(id) => {
            outcome.toasts.say(t!(wizard.was_created, name = name));
            go(id);
        }
        Made::Now(result) => {
            let failed = match result.outcome() {
                Envelope::Partly(failed) => failed.len() as i64,
                _ => 0,
            };
            for (attribute, said) in result.attribute_messages().into_iter().filter(|_| failed > 0) {
                outcome.toasts.say(t!(wizard.part_failed, attribute = attribute, said = said));
            }
            match result.new_id() {
                Some(id) => {
                    outcome.toasts.say(t!(wizard.created, name = name));
                    go(ObjectId::new(id));
                }
                // A workflow holds it: there is no object yet.
                None => {
                    let said = result.message().unwrap_or_default();
                    outcome.toasts.say(t!(wizard.queued, name = name, said = said));
                    outcome.navigator.replace(&Route::MyGroups);
                }
            }
        }
    }
}
