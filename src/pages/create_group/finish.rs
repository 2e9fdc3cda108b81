//! Finish: one creation, however often it is pressed, whatever becomes of the answer.

pub mod confirm;
mod find;
pub mod follow_up;
pub mod progress;

use super::creation::Creation;
use super::state::Wizard;
use crate::api::Api;
use crate::api::graph::GraphMade;
use crate::drafts::Sent;
use crate::forms::{Outcome, Sending, warn_of_parts};
use crate::http::ApiError;
use crate::i18n::t;
use crate::routes::Route;
use crate::ui::toast::Toasts;
use confirm::is_confirmed;
use find::{find, refused_a_name};
use follow_up::PartialCreation;
use leptos::prelude::*;
use model::group::GroupDraft;
use model::wire::{ActionResult, ObjectId};
use progress::Progress;

/// Makes the group, unless the draft has problems or the calls are on their way already.
pub fn finish(wizard: Wizard, outcome: Outcome) {
    if wizard.sending.get_untracked() == Sending::Busy || wizard.go_to_first_problem() {
        return;
    }
    let draft = wizard.draft.get_untracked();
    // The same check as above: where there is nothing to send, something is wrong.
    let Some(creation) = Creation::of(wizard, &outcome.api, &draft) else { return };
    let attempt = Attempt {
        api: outcome.api.for_this_session(),
        caller: wizard.caller(),
        progress: Progress::start(wizard.progress, wizard.stopping),
        draft,
    };
    let before = wizard.sent.get_untracked();
    wizard.sending.set(Sending::Busy);
    let life = outcome.life;
    // Whoever leaves before anything was sent has sent nothing.
    life.spawn(async move {
        match is_confirmed(wizard, &attempt.api, &attempt.draft).await {
            Ok(true) => {}
            Ok(false) => return wizard.sending.set(Sending::Idle),
            // Nothing was sent that makes anything.
            Err(error) => return wizard.sending.set(Sending::Failed(error)),
        }
        let found = match &before {
            Some(before) => attempt.find(before).await,
            None => Ok(None),
        };
        let sent = match (found, before) {
            // Not knowing yet leaves the doubt, and what it is about.
            (Err(error), _) => return wizard.sending.set(Sending::Doubt(error)),
            (Ok(Some(id)), Some(before)) => Request::Before(id, Box::new(before.draft)),
            _ => {
                let sent = Sent::now(attempt.draft.clone());
                // Kept before it is sent: after a crash nobody knows better than after silence.
                wizard.sent.set(Some(sent.clone()));
                Request::Now(Box::new((creation, sent)))
            }
        };
        let (api, toasts) = (attempt.api.clone(), outcome.toasts);
        let (forget, forget_left) = (wizard.keeper().forgetter(), wizard.keeper().forgetter());
        let then = move |(made, stopped)| show(wizard, &outcome, made, stopped, forget);
        // Without a good answer, the kept draft knows that it was sent.
        let left = move |(made, _): (Result<Made, _>, bool)| {
            if let Ok(made) = made {
                forget_left();
                if let Err(partly) = said(made, &api, toasts) {
                    partly.warn(toasts);
                }
            }
        };
        life.outlive(attempt.make(sent), then, left);
    });
}

/// What one press of Finish asks for.
enum Request {
    /// What an earlier one had asked for is there; what was to follow then follows now.
    Before(ObjectId, Box<GroupDraft>),
    /// A new group.
    Now(Box<(Creation, Sent<GroupDraft>)>),
}

/// What came of it.
enum Made {
    /// The service answered; the group's name.
    Now(ActionResult, String),
    /// An earlier Finish had made it after all; the group's name then.
    Before(ObjectId, String),
    /// Graph answered, be it now or to an earlier Finish: what became of each part of the draft.
    Graph(Box<(GraphMade, GroupDraft)>),
}

/// One press of Finish. It needs nothing of the page, which may be left meanwhile.
struct Attempt {
    api: Api,
    /// The signed-in user.
    caller: Option<ObjectId>,
    draft: GroupDraft,
    progress: Progress,
}

impl Attempt {
    /// Makes the group. The error says whether it may exist all the same; whether it was stopped is said besides.
    async fn make(self, sent: Request) -> (Result<Made, (ApiError, bool)>, bool) {
        let made = match sent {
            Request::Before(id, draft) => Ok(self.made_before(id, &draft).await),
            Request::Now(sent) => self.send(sent.0, &sent.1).await,
        };
        (made, self.progress.end())
    }

    async fn find(&self, sent: &Sent<GroupDraft>) -> Result<Option<ObjectId>, ApiError> {
        find(&self.api, sent, self.caller.as_ref()).await
    }

    /// Sends the calls. The error says whether a group may exist.
    async fn send(&self, creation: Creation, sent: &Sent<GroupDraft>) -> Result<Made, (ApiError, bool)> {
        let api = &self.api;
        let store = api.current_store();
        let answer = match creation {
            Creation::Data(call) => api
                .act(call)
                .await
                .map_err(|error| {
                    let doubt = error.leaves_doubt();
                    (error, doubt)
                })
                .map(|result| Made::Now(result, self.draft.general.full_name())),
            Creation::Graph(creation) => {
                let answer = api.graph_create(&store, *creation, self.progress.tell(), self.progress.stop()).await;
                answer.map(|made| Made::Graph(Box::new((made, self.draft.clone()))))
            }
        };
        let refused = |error: &ApiError| refused_a_name(error, store.kind);
        match answer {
            // A browser sends again by itself when a kept connection ends without an answer. The second of the two is
            // then refused because of the first: the group that is there is the one that was asked for.
            Err((error, doubt)) if refused(&error) => match self.find(sent).await {
                Ok(Some(id)) => Ok(self.made_before(id, &self.draft).await),
                _ => Err((error, doubt)),
            },
            answer => answer,
        }
    }

    /// An earlier call had made it: what was to follow then follows now. Who is in it already stays.
    async fn made_before(&self, id: ObjectId, draft: &GroupDraft) -> Made {
        let creation = draft.to_graph(&self.api.current_store(), self.caller.as_ref()).ok();
        match creation.filter(|creation| !creation.following.is_empty() || creation.patch.is_some()) {
            Some(creation) => {
                let (api, tell, stop) = (&self.api, self.progress.tell(), self.progress.stop());
                let relations = creation.following.into_iter().flatten().collect();
                let patch = creation.patch.as_ref();
                let made = api.graph_follow(&api.current_store(), id, relations, patch, tell, stop).await;
                Made::Graph(Box::new((made, draft.clone())))
            }
            None => Made::Before(id, draft.general.full_name()),
        }
    }
}

/// Shows what came of it in the wizard, and goes on from there.
fn show(
    wizard: Wizard,
    outcome: &Outcome,
    made: Result<Made, (ApiError, bool)>,
    stopped: bool,
    forget: impl FnOnce() + 'static,
) {
    match made {
        Ok(made) => match said(made, &outcome.api, outcome.toasts) {
            Ok(route) => {
                forget();
                outcome.navigator.replace(&route);
            }
            // The draft stays until it was read who is missing.
            Err(partly) => wizard.partly.set(Some(*partly)),
        },
        Err((error, true)) => wizard.sending.set(Sending::Doubt(error)),
        Err((error, false)) => {
            wizard.sent.set(None);
            if let ApiError::Refused(result, _) = &error {
                wizard.refuse(result.attribute_messages());
            }
            // Whoever stopped the waiting knows why there is no group.
            let is_stopped = stopped && matches!(error, ApiError::Throttled { .. });
            wizard.sending.set(if is_stopped { Sending::Idle } else { Sending::Failed(error) });
        }
    }
}

/// Says what was made, and where to go next; where a part of it was not done, what.
fn said(made: Made, api: &Api, toasts: Toasts) -> Result<Route, Box<PartialCreation>> {
    let created = |name: String| toasts.say(move || t!(wizard.created, name = name.as_str()));
    match made {
        Made::Graph(made) => {
            let (made, draft) = *made;
            if let Some(partly) = PartialCreation::of(&made, &draft, &api.current_store()) {
                return Err(Box::new(partly));
            }
            created(draft.general.full_name());
            Ok(Route::Group(made.id))
        }
        Made::Before(id, name) => {
            toasts.say(move || t!(wizard.was_created, name = name.as_str()));
            Ok(Route::Group(id))
        }
        Made::Now(result, name) => {
            warn_of_parts(&result, toasts);
            if let Some(id) = result.new_id() {
                created(name);
                return Ok(Route::Group(ObjectId::new(id)));
            }
            // A workflow holds it: there is no object yet.
            let said = result.message().unwrap_or_default().to_owned();
            toasts.say(move || t!(wizard.queued, name = name.as_str(), said = said.as_str()));
            Ok(Route::MyGroups)
        }
    }
}
