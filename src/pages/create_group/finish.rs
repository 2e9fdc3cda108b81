//! Finish: creates the group exactly once, however often the button is pressed and even if a response is lost.

pub mod confirm;
mod find;
pub mod follow_up;
pub mod owners;
pub mod progress;
pub mod unsure;

use super::creation::Creation;
use super::state::Wizard;
use crate::api::graph::{GraphMade, GraphProgress};
use crate::api::{Api, INDEX_DELAY};
use crate::drafts::Sent;
use crate::forms::{Outcome, Sending, warn_of_parts};
use crate::groups::check_saved_rule;
use crate::http::ApiError;
use crate::i18n::t;
use crate::routes::Route;
use crate::ui::toast::Toasts;
use confirm::is_confirmed;
use find::{Look, is_refused_twice, look, refused_a_name, refused_the_name};
use follow_up::PartialCreation;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::StoreKind;
use model::graph::GraphCreation;
use model::group::{GroupDraft, GroupKind};
use model::wire::object::ObjectKind;
use model::wire::{ActionResult, ObjectId};
use owners::{LeftOut, are_refused, left_out};
use progress::Progress;

/// Creates the group, unless the draft has a problem or the requests are already running.
pub fn finish(wizard: Wizard, outcome: Outcome) {
    if wizard.creation.sending.get_untracked() == Sending::Busy || wizard.go_to_first_problem() {
        return;
    }
    let draft = wizard.draft.get_untracked();
    // Only a draft with a problem has no requests, and problems were checked above.
    let Some(creation) = Creation::of(wizard, &outcome.api, &draft) else { return };
    let attempt = Attempt {
        api: outcome.api.clone(),
        caller: wizard.caller(),
        progress: Progress::start(wizard.creation.progress, wizard.creation.stopping),
        is_repeated: wizard.creation.sent.with_untracked(|sent| sent.is_some()),
        draft,
    };
    let before = wizard.creation.sent.get_untracked();
    let again = wizard.creation.again.get_untracked();
    wizard.creation.sending.set(Sending::Busy);
    let life = outcome.life;
    // If the page is left before anything is sent, nothing is sent.
    life.spawn(async move {
        match is_confirmed(wizard, &attempt.api, &attempt.draft).await {
            Ok(true) => {}
            Ok(false) => return wizard.creation.sending.set(Sending::Idle),
            // Only reads were sent so far, so nothing can have been created.
            Err(error) => return wizard.creation.sending.set(Sending::Failed(error)),
        }
        let found = match &before {
            Some(before) => attempt.look(before).await,
            None => Ok(Look::default()),
        };
        let sent = match (found, before) {
            // The look-up failed, so it stays unknown whether the earlier attempt created the group.
            (Err(error), _) => return wizard.creation.sending.set(Sending::Doubt(error)),
            (Ok(Look { own: Some(id), .. }), Some(before)) => Request::Before(id, Box::new(before.draft)),
            // Silence proves nothing where a search lags behind, and nothing would refuse a second group.
            (Ok(look), Some(_)) if !again && !is_refused_twice(attempt.api.current_store().kind) => {
                wizard.creation.sending.set(Sending::Idle);
                return unsure::ask(wizard, look.same_name);
            }
            _ => {
                unsure::settle(wizard);
                let sent = Sent::now(attempt.draft.clone());
                // Saved before sending, so that after a crash the next Finish looks for the group first.
                wizard.creation.sent.set(Some(sent.clone()));
                Request::Now(Box::new((creation, sent)))
            }
        };
        let (api, toasts) = (attempt.api.clone(), outcome.toasts);
        let (forget, forget_left) = (wizard.keeper().forgetter(), wizard.keeper().forgetter());
        let then = move |(made, stopped)| show(wizard, &outcome, made, stopped, forget);
        // If the page was left and there is no clear answer, the saved draft keeps the note that it was sent.
        let left = move |(made, _): (Result<Made, _>, bool)| {
            if let Ok(made) = made {
                forget_left();
                if let Err(partly) = said(made, &api, toasts) {
                    partly.warn(toasts);
                }
            }
        };
        life.run_to_end(attempt.make(sent), then, left);
    });
}

/// What one press of Finish has to do.
enum Request {
    /// An earlier attempt has created the group; its remaining steps are run now.
    Before(ObjectId, Box<GroupDraft>),
    Now(Box<(Creation, Sent<GroupDraft>)>),
}

/// What a press of Finish achieved.
enum Made {
    /// The service answered; with the draft.
    Now(ActionResult, Box<GroupDraft>),
    /// An earlier Finish had created the group; with its name at that time.
    Before(ObjectId, String),
    /// Graph answered, now or to an earlier Finish; with the result of each part of the draft, and whether its owners
    /// were left out.
    Graph(Box<(GraphMade, GroupDraft, Option<LeftOut>)>),
}

/// One press of Finish. It holds nothing of the page, which may be left meanwhile.
struct Attempt {
    api: Api,
    caller: Option<ObjectId>,
    draft: GroupDraft,
    progress: Progress,
    /// Whether an earlier Finish may have created the group.
    is_repeated: bool,
}

impl Attempt {
    /// Creates the group. The error's flag says whether the group may exist nevertheless; the second result, whether
    /// the user stopped the work.
    async fn make(self, sent: Request) -> (Result<Made, (ApiError, bool)>, bool) {
        let made = match sent {
            Request::Before(id, draft) => Ok(self.made_before(id, &draft).await),
            Request::Now(sent) => self.send(sent.0, &sent.1).await,
        };
        (made, self.progress.end())
    }

    async fn look(&self, sent: &Sent<GroupDraft>) -> Result<Look, ApiError> {
        look(&self.api, sent, self.caller.as_ref()).await
    }

    /// Looks for the group, and once more after a moment if nothing of that name is found: a search may lag behind the
    /// very group whose name is taken.
    async fn look_patiently(&self, sent: &Sent<GroupDraft>) -> Result<Look, ApiError> {
        let look = self.look(sent).await?;
        if look.own.is_some() || !look.same_name.is_empty() || self.api.is_graph() {
            return Ok(look);
        }
        TimeoutFuture::new(INDEX_DELAY).await;
        if self.api.is_over() {
            return Ok(look);
        }
        self.look(sent).await
    }

    /// Sends the requests. The error's flag says whether a group may exist.
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
                .map(|result| Made::Now(result, Box::new(self.draft.clone()))),
            Creation::Graph(creation) => {
                let answer = api.graph_create(&store, *creation, self.progress.tell(), self.progress.stop()).await;
                match answer {
                    Ok(made) => Ok(self.graph_made(made, self.draft.clone()).await),
                    Err(error) => Err(error),
                }
            }
        };
        let refused = |error: &ApiError| refused_a_name(error, store.kind);
        match answer {
            // A browser repeats a request by itself when a kept-alive connection closes without a response. The second
            // one is then refused because the first has created the group, so that group is the wanted one.
            Err((error, doubt)) if refused(&error) => match self.look_patiently(sent).await {
                Ok(Look { own: Some(id), .. }) => Ok(self.made_before(id, &self.draft).await),
                // The name is taken by a group that no search finds yet: most likely by that of the earlier Finish.
                Ok(look) if self.is_repeated && look.same_name.is_empty() && refused_the_name(&error, store.kind) => {
                    Err((error, store.kind == StoreKind::ActiveDirectory || doubt))
                }
                _ => Err((error, doubt)),
            },
            answer => answer,
        }
    }

    async fn graph_made(&self, made: GraphMade, draft: GroupDraft) -> Made {
        if draft.leaves_owners_out() {
            // The last step is over, and reading the group is none that can be stopped.
            self.progress.tell().run(GraphProgress::Creating);
        }
        let left_out = left_out(&self.api, &made.id, &draft).await;
        Made::Graph(Box::new((made, draft, left_out)))
    }

    /// Runs the remaining steps for a group that an earlier request created. Existing owners and members stay.
    async fn made_before(&self, id: ObjectId, draft: &GroupDraft) -> Made {
        let creation = draft.to_graph(&self.api.current_store(), self.caller.as_ref()).ok();
        let is_more = |creation: &GraphCreation| !creation.following.is_empty() || creation.patch.is_some();
        match creation.filter(|creation| is_more(creation) || draft.leaves_owners_out()) {
            Some(creation) => {
                let (api, tell, stop) = (&self.api, self.progress.tell(), self.progress.stop());
                let relations = creation.following.into_iter().flatten().collect();
                let patch = creation.patch.as_ref();
                let made = api.graph_follow(&api.current_store(), id, relations, patch, tell, stop).await;
                self.graph_made(made, draft.clone()).await
            }
            None => Made::Before(id, draft.general.full_name()),
        }
    }
}

/// Shows the result in the wizard and continues from there.
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
            // The draft is kept until the user has read what is missing.
            Err(partly) => wizard.creation.incomplete.set(Some(*partly)),
        },
        Err((error, true)) => wizard.creation.sending.set(Sending::Doubt(error)),
        Err((error, false)) => {
            wizard.creation.sent.set(None);
            // Refused owners can be left out: the summary offers it, so the wizard stays there.
            if let ApiError::Refused(result, _) = &error
                && !untrack(|| are_refused(wizard, &error))
            {
                wizard.refuse(result.attribute_messages());
            }
            // The user who stopped the waiting needs no error message.
            let is_stopped = stopped && matches!(error, ApiError::Throttled { .. });
            wizard.creation.sending.set(if is_stopped { Sending::Idle } else { Sending::Failed(error) });
        }
    }
}

/// Announces what was created and returns the next page; the error is what was not done.
fn said(made: Made, api: &Api, toasts: Toasts) -> Result<Route, Box<PartialCreation>> {
    let created = |name: String| toasts.say(move || t!(wizard.created, name = name.as_str()));
    let remember = |id: &ObjectId, name: &str| api.remember_created(ObjectKind::Group, id, name);
    match made {
        Made::Graph(made) => {
            let (made, draft, left_out) = *made;
            if let Some(partly) = PartialCreation::of(&made, &draft, left_out, &api.current_store()) {
                return Err(Box::new(partly));
            }
            created(draft.general.full_name());
            Ok(Route::Group(made.id))
        }
        Made::Before(id, name) => {
            toasts.say(move || t!(wizard.was_created, name = name.as_str()));
            Ok(Route::Group(id))
        }
        Made::Now(result, draft) => {
            let name = draft.general.full_name();
            warn_of_parts(&result, toasts);
            if let Some(id) = result.new_id().map(ObjectId::new) {
                remember(&id, &name);
                if draft.kind == GroupKind::Smart {
                    check_saved_rule(api, id.clone(), name.clone(), None, draft.rule, toasts);
                }
                created(name);
                return Ok(Route::Group(id));
            }
            // The request waits for approval in a workflow, so there is no object yet.
            let said = result.message().unwrap_or_default().to_owned();
            toasts.say(move || t!(wizard.queued, name = name.as_str(), said = said.as_str()));
            Ok(Route::MyGroups)
        }
    }
}
