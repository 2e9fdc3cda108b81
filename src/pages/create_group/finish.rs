//! Finish: one creation, however often it is pressed, whatever becomes of the answer.

use super::state::{Sending, Wizard};
use crate::api::searches::Window;
use crate::api::{Api, ApiError, Call};
use crate::i18n::t;
use crate::routes::{Navigator, Route};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::{GroupDraft, NotReady};
use model::names::Dn;
use model::wire::result::Outcome as Envelope;
use model::wire::{ActionResult, Criterion, ObjectId};

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
        let toasts = use_context::<Toasts>().unwrap_or_default();
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
        if let Some(id) = find(api, draft).await.map_err(|error| (error, true))? {
            return Ok(Made::Before(id));
        }
    }
    let result = api.act(call).await.map_err(|error| {
        let doubt = error.leaves_doubt();
        (error, doubt)
    })?;
    Ok(Made::Now(result))
}

/// The group that an earlier call has made: the very name in the very container.
async fn find(api: &Api, draft: &GroupDraft) -> Result<Option<ObjectId>, ApiError> {
    let name = draft.general.full_name();
    let Ok(container) = Dn::parse(&draft.general.container) else { return Ok(None) };
    let wanted = container.child("CN", &name);
    let criteria = Criterion::leaf("name", "Is Exactly", &name);
    let page = api.search(draft.store, Some(criteria), &Window::first(50), &["name", "distinguishedName"]).await?;
    let same = |dn: &str| Dn::parse(dn).is_ok_and(|dn| dn.same(&wanted));
    Ok(page.data.iter().find(|object| object.dn().is_some_and(same)).map(|object| object.id.clone()))
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
