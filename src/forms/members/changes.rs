//! Carrying out changes of a group's members, one call each, until all are answered or somebody stops it.

use crate::api::{Api, ChangeMark};
use crate::http::ApiError;
use crate::i18n::t;
use crate::task::{Latest, Lifetime};
use crate::ui::error_panel::sentence;
use crate::ui::format;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::{MemberChange, MemberCounts, MemberItem, MemberRun, MemberState, Principal};
use model::wire::ObjectId;
use std::collections::HashSet;

/// Of how many people it is asked at once whether they are members already.
const CHUNK: usize = 20;

/// Changes of one group's members. Copies share the same state. It belongs to a page and not to what the page shows of
/// the group, so that reading the group again loses nothing.
#[derive(Clone, Copy)]
pub struct MemberChanges {
    api: StoredValue<Api>,
    group: StoredValue<ObjectId>,
    life: Lifetime,
    toasts: Toasts,
    latest: Latest,
    /// The changes, in the order in which they were asked for.
    pub run: RwSignal<MemberRun>,
    /// Whether they are being carried out.
    pub busy: RwSignal<bool>,
    /// Called after something has changed.
    changed: Callback<()>,
}

impl MemberChanges {
    /// Must run inside the reactive owner of a page.
    pub fn new(group: ObjectId, changed: Callback<()>) -> Self {
        Self {
            api: StoredValue::new(Api::expect()),
            group: StoredValue::new(group),
            life: Lifetime::new(),
            toasts: Toasts::expect(),
            latest: Latest::new(),
            run: RwSignal::new(MemberRun::default()),
            busy: RwSignal::new(false),
            changed,
        }
    }

    /// From now on the changes are about another group.
    pub fn about(self, group: ObjectId) {
        self.group.set_value(group);
    }

    /// How many changes are in which state; reactive.
    pub fn counts(self) -> MemberCounts {
        self.run.with(MemberRun::counts)
    }

    /// Adds people to those who wait; returns how many are new.
    pub fn collect(self, people: Vec<Principal>, change: &MemberChange) -> usize {
        self.run.try_update(|run| run.add(people, change)).unwrap_or_default()
    }

    /// Carries out all that wait. Does nothing while it is doing so.
    pub fn start(self) {
        let items = self.run.with_untracked(|run| run.next(usize::MAX));
        if self.busy.get_untracked() || items.is_empty() {
            return;
        }
        self.busy.set(true);
        let goes_on = self.latest.begin();
        let tell = self.life.tell(move |(id, state): (ObjectId, MemberState)| {
            self.run.update(|run| run.set(&id, state));
        });
        let toasts = self.toasts;
        let change = items.first().map_or(MemberChange::Remove, |item| item.change.clone());
        let doing = change.clone();
        let look = self.looking_back(ChangeMark::now());
        let look_left = look.clone();
        let then = move |Outcome { counts, accepted, ended }: Outcome| {
            self.busy.set(false);
            look(accepted);
            let done = counts.done as i64;
            if done > 0 {
                toasts.say(move || done_text(&doing, done));
                self.changed.run(());
            }
            if let Some(error) = ended {
                toasts.warn(move || sentence(&error));
            }
        };
        let left = move |Outcome { counts, accepted, .. }: Outcome| {
            look_left(accepted);
            let kept = (counts.failed + counts.waiting) as i64;
            if kept > 0 {
                toasts.warn(move || failed_text(&change, kept));
            }
        };
        self.life.run_to_end(carry_out(self.api.get_value(), self.group.get_value(), items, tell, goes_on), then, left);
    }

    /// Returns a function that looks, in the background and also after the page was left, whether the service has made the
    /// changes that it accepted, and tells which it has not.
    fn looking_back(self, mark: ChangeMark) -> impl Fn(Vec<MemberItem>) + Clone + 'static {
        let (api, group, toasts) = (self.api.get_value(), self.group.get_value(), self.toasts);
        move |accepted: Vec<MemberItem>| {
            let Some(are_added) = accepted.first().map(|item| item.change != MemberChange::Remove) else { return };
            let of = accepted.len() as i64;
            let tell = move |unseen: &[Principal]| {
                let count = unseen.len() as i64;
                let said = move || {
                    let (number, of) = (format::count(count), format::count(of));
                    match are_added {
                        true => t!(edit.members_not_in, count = count, number = number, of = of),
                        false => t!(edit.members_still_in, count = count, number = number, of = of),
                    }
                };
                if count > 0 {
                    toasts.warn(said);
                }
            };
            let then = move |unseen: Vec<Principal>| {
                tell(&unseen);
                self.run.update(|run| {
                    for who in &unseen {
                        run.unseen(&who.id, t!(edit.change_not_seen));
                    }
                });
                if !unseen.is_empty() {
                    self.changed.run(());
                }
            };
            let left = move |unseen: Vec<Principal>| tell(&unseen);
            let people = accepted.into_iter().map(|item| item.who).collect();
            self.life.run_to_end(look_back(api.clone(), group.clone(), people, are_added, mark), then, left);
        }
    }

    /// Ends it after the request that is running.
    pub fn stop(self) {
        self.latest.cancel();
    }

    /// Lets those that failed wait again, and carries them out.
    pub fn retry(self) {
        self.run.update(MemberRun::retry);
        self.start();
    }
}

/// What was done, as a sentence; reactive.
fn done_text(change: &MemberChange, count: i64) -> String {
    match change {
        MemberChange::Add(_) => t!(edit.members_added, count = count),
        MemberChange::Set(_) | MemberChange::Pause { .. } => t!(edit.memberships_changed, count = count),
        MemberChange::Remove => t!(edit.members_removed, count = count),
    }
}

/// What was not done, as a sentence; reactive.
fn failed_text(change: &MemberChange, count: i64) -> String {
    match change {
        MemberChange::Add(_) => t!(edit.members_failed, count = count),
        MemberChange::Set(_) | MemberChange::Pause { .. } => t!(edit.memberships_kept, count = count),
        MemberChange::Remove => t!(edit.members_kept, count = count),
    }
}

/// What came of changes.
struct Outcome {
    counts: MemberCounts,
    /// What the service has accepted without a word, and what can be looked up afterwards.
    accepted: Vec<MemberItem>,
    /// Why it ended early; those that were not reached still wait.
    ended: Option<ApiError>,
}

/// Whom the service has not added, or not removed, although it has accepted that.
async fn look_back(
    api: Api,
    group: ObjectId,
    people: Vec<Principal>,
    are_added: bool,
    mark: ChangeMark,
) -> Vec<Principal> {
    api.members_unseen(&group, people, are_added, mark).await
}

/// Carries out changes one after the other.
async fn carry_out(
    api: Api,
    group: ObjectId,
    items: Vec<MemberItem>,
    tell: impl Fn((ObjectId, MemberState)),
    goes_on: impl Fn() -> bool,
) -> Outcome {
    let store = api.current_store().id;
    let counts = MemberCounts { waiting: items.len(), ..MemberCounts::default() };
    let mut outcome = Outcome { counts, accepted: Vec::new(), ended: None };
    for chunk in items.chunks(CHUNK) {
        let added = chunk.iter().filter(|item| matches!(item.change, MemberChange::Add(_)));
        let added: Vec<_> = added.map(|item| item.who.clone()).collect();
        // Whoever is a member already keeps the membership as it is: adding somebody must not prolong it.
        let known = match api.members_among(store, &group, &added).await {
            Ok(known) => known,
            Err(error) => return Outcome { ended: Some(error), ..outcome },
        };
        for item in chunk {
            if !goes_on() {
                return outcome;
            }
            let state = match carry_out_one(&api, &group, item, &known).await {
                Ok(state) => state,
                // Everybody else would be refused for the same reason.
                Err(error @ (ApiError::Unauthorized(_) | ApiError::Offline(_))) => {
                    return Outcome { ended: Some(error), ..outcome };
                }
                Err(error) => MemberState::Failed(sentence(&error)),
            };
            let counts = &mut outcome.counts;
            counts.waiting -= 1;
            if state == MemberState::Done(None) && item.change.is_seen_at_once() {
                outcome.accepted.push(item.clone());
            }
            match state {
                MemberState::Done(_) => counts.done += 1,
                MemberState::Unneeded => counts.unneeded += 1,
                MemberState::Failed(_) => counts.failed += 1,
                MemberState::Waiting => counts.waiting += 1,
            }
            tell((item.who.id.clone(), state));
        }
    }
    outcome
}

async fn carry_out_one(
    api: &Api,
    group: &ObjectId,
    item: &MemberItem,
    known: &HashSet<ObjectId>,
) -> Result<MemberState, ApiError> {
    if known.contains(&item.who.id) {
        return Ok(MemberState::Unneeded);
    }
    let store = api.current_store().id;
    let result = api.change_member(store, group, &item.who, &item.change).await?;
    Ok(MemberState::of(&result))
}
