//! The run of an action: in chunks, until all groups are answered, somebody stops it, or it cannot go on.

use super::plan::Plan;
use super::rows::{Row, RowTable};
use super::words::{counts_text, kind_doing, result};
use super::{Bulk, Phase};
use crate::api::bulk::BulkAnswer;
use crate::api::{Api, Pauses, pause};
use crate::drafts::SavedRun;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::ui::error_panel::{ErrorPanel, sentence};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::progress::progress;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::list::bulk::{Action, Counts, Item, Run, State};
use model::wire::{DirectoryObject, ObjectId};

/// How a run has ended.
pub struct Outcome {
    /// Why it could not go on; none if it was stopped or is finished.
    pub error: Option<ApiError>,
    /// Nothing was sent, because another tab has gone on with the run, or discarded it.
    pub elsewhere: bool,
    /// How many groups are done or have failed.
    pub done: i64,
    pub of: i64,
}

/// A chunk on its way.
struct Chunk {
    action: Action,
    places: Vec<usize>,
    ids: Vec<ObjectId>,
    /// The group, if it is sent alone.
    alone: Option<DirectoryObject>,
}

/// Carries out a run, or goes on with it. It stops after the running request when it is not current any more, which it
/// is not either after the page was left. It is saved before and after each request.
pub async fn carry_out(
    api: Api,
    run: RwSignal<Option<Run>>,
    saved: RwSignal<Option<SavedRun>>,
    is_current: impl Fn() -> bool,
) -> Outcome {
    // Two tabs must not carry out the same run.
    let own = saved.try_get_untracked().flatten();
    let held = match &own {
        Some(own) => own.hold().await.map(Some),
        None => Some(None),
    };
    let is_as = |run: &Option<Run>| run.as_ref().zip(own.as_ref()).is_none_or(|(run, own)| own.is_as(run));
    let elsewhere = held.is_none() || run.try_with_untracked(is_as) == Some(false);
    let save = || save(run, saved);
    let before = counted(run).unwrap_or_default();
    let mut last = before;
    let mut pauses = Pauses::new();
    let error = loop {
        if elsewhere {
            break None;
        }
        let ended = step(&api, run, &save, &is_current).await;
        save();
        match ended {
            Ok(true) => pauses = Pauses::new(),
            Ok(false) => break None,
            // The service has done nothing, and says when to come back.
            Err(error) => match pauses.next(&error) {
                Some(wait) if pause(wait, &is_current).await => {}
                Some(_) => break None,
                None => break Some(error),
            },
        }
        // The signal is gone with the page.
        last = counted(run).unwrap_or(last);
        // If the service answers at once, this gives the browser time to update the page.
        TimeoutFuture::new(0).await;
    };
    let last = counted(run).unwrap_or(last);
    let of = last.waiting + last.doubt + last.done + last.failed;
    Outcome { error, elsewhere, done: (last.done + last.failed) as i64, of: of as i64 }
}

/// Saves what has become of the groups. Of a page that was left, the last request stays in doubt.
pub fn save(run: RwSignal<Option<Run>>, saved: RwSignal<Option<SavedRun>>) {
    let Some(own) = saved.try_get_untracked().flatten() else { return };
    if run.try_with_untracked(|run| run.as_ref().is_some_and(|run| !own.save(run))) == Some(true) {
        // The storage is full, and what was saved before is not true any more.
        own.forget();
        saved.try_set(None);
    }
}

fn counted(run: RwSignal<Option<Run>>) -> Option<Counts> {
    run.try_with_untracked(|run| run.as_ref().map(Run::counts)).flatten()
}

/// Changes the run; nothing happens if the page was left.
fn change(run: RwSignal<Option<Run>>, change: impl FnOnce(&mut Run)) {
    run.try_update(|run| run.as_mut().map(change));
}

/// Looks up one group in doubt, or sends the next chunk. Returns whether there is more to do.
async fn step(
    api: &Api,
    run: RwSignal<Option<Run>>,
    save: &impl Fn(),
    is_current: &impl Fn() -> bool,
) -> Result<bool, ApiError> {
    if !is_current() {
        return Ok(false);
    }
    let store = api.current_store().id;
    let doubt = run.try_with_untracked(|run| {
        let run = run.as_ref()?;
        let at = *run.doubtful().first()?;
        Some((at, run.items().get(at)?.group.id.clone()))
    });
    if let Some((at, id)) = doubt.flatten() {
        match api.group(store, &id).await {
            Ok(group) => change(run, |run| run.looked_up(at, Some(&group))),
            Err(ApiError::NotFound(_)) => change(run, |run| run.looked_up(at, None)),
            Err(error) => return Err(error),
        }
        return Ok(true);
    }
    let next = run.try_update(|run| {
        let run = run.as_mut()?;
        let places = run.send_next();
        let first = places.first().filter(|_| run.is_one_by_one());
        let alone = first.and_then(|at| run.items().get(*at)).map(|item| item.group.clone());
        Some(Chunk { action: run.action().clone(), ids: run.ids(&places), places, alone })
    });
    let Some(chunk) = next.flatten().filter(|chunk| !chunk.places.is_empty()) else { return Ok(false) };
    save();
    let places = chunk.places.clone();
    match send(api, &chunk).await {
        Ok(BulkAnswer::Result(result)) => change(run, |run| run.answered(&places, &result)),
        Ok(BulkAnswer::Tasks(update)) => change(run, |run| run.started(&places, &update)),
        Ok(BulkAnswer::HeldBack(why, now)) => {
            change(run, |run| places.iter().for_each(|at| run.held_back(*at, why.clone(), now.clone())));
        }
        Ok(BulkAnswer::Unseen) => change(run, |run| places.iter().for_each(|at| run.unseen(*at))),
        Err(ApiError::Refused(result, _)) => change(run, |run| run.answered(&places, &result)),
        Err(error) if error.leaves_doubt() => return Err(error),
        Err(error) => match (error.trace().status, chunk.alone.is_some()) {
            // The service does not know the call for several groups, or not these groups together.
            (Some(400 | 404 | 405 | 501), false) => change(run, |run| {
                run.put_back(&places);
                run.one_by_one();
            }),
            (Some(404), true) => change(run, |run| places.iter().for_each(|at| run.looked_up(*at, None))),
            (Some(400 | 403 | 409), _) => change(run, |run| run.refused(&places, &untrack(|| sentence(&error)))),
            _ => {
                change(run, |run| run.put_back(&places));
                return Err(error);
            }
        },
    }
    // Groups that the answer does not mention are looked up next.
    Ok(true)
}

async fn send(api: &Api, chunk: &Chunk) -> Result<BulkAnswer, ApiError> {
    let store = api.current_store().id;
    match &chunk.alone {
        Some(group) => api.act_on_group(store, &chunk.action, group).await,
        None => api.act_on_groups(store, &chunk.action, &chunk.ids).await,
    }
}

/// The progress with **Stop**, then the results with **Retry failed**.
#[component]
pub fn RunStep(
    bulk: Bulk,
    /// Called to go on with the run.
    start: Callback<()>,
    /// Called to close the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let counts = Memo::new(move |_| bulk.counts());
    let kind = bulk.kind.get_untracked();
    let stop = move |_| {
        bulk.latest.cancel();
        bulk.stopping.set(true);
    };
    let is_running = Memo::new(move |_| bulk.phase.with(|phase| *phase == Phase::Running));
    Effect::new(move |before: Option<bool>| {
        let now = is_running.get();
        if before == Some(!now) {
            // The button with the focus was replaced.
            focus::rescue("#bulk .buttons .btn");
        }
        now
    });
    let again = move || {
        // What another tab has done since must not be overwritten.
        if bulk.is_own() {
            change(bulk.run, Run::retry);
            save(bulk.run, bulk.saved);
        }
        start.run(());
    };
    let abandon = move || {
        if bulk.is_own() {
            bulk.forget();
            close.run(());
        } else {
            bulk.phase.set(Phase::Elsewhere);
        }
    };
    let rows = Signal::derive(move || {
        let row = |(run, item): (&Run, &Item)| {
            let result = |run: &Run, plan: &Plan| result(run.action(), is_running.get(), item, &plan.owners);
            let (class, word, what) = bulk.plan.with(|plan| result(run, plan));
            Row { name: item.group.label().to_owned(), state: Some((class, word)), what, quiet: false }
        };
        // What failed is shown first, and what is left to do next, so that nobody has to look for it.
        let rank = |item: &Item| match item.state {
            State::Failed(_) => 0,
            State::Doubt | State::Waiting if !is_running.get() => 1,
            _ => 2,
        };
        bulk.run.with(|run| {
            let items = || run.iter().flat_map(|run| run.items().iter().map(move |item| (run, item)));
            let ranked = (0..=2).flat_map(|own| items().filter(move |(_, item)| rank(item) == own));
            ranked.map(row).collect::<Vec<_>>()
        })
    });
    let done = Memo::new(move |_| {
        let counts = counts.get();
        (counts.done + counts.failed, counts.done + counts.failed + counts.waiting + counts.doubt)
    });
    let open = move || {
        let counts = counts.get();
        (counts.waiting + counts.doubt) as i64
    };
    let said = move || counts_text(counts.get());
    let state = move || match bulk.phase.get() {
        Phase::Ended(Some(error)) => view! { <ErrorPanel error advice=t!(bulk.broken).to_owned()/> }.into_any(),
        Phase::Elsewhere => view! {
            <div class="panel warn">{Icon::Warning.view()}<p role="status">{tv!(bulk.elsewhere)}</p></div>
        }
        .into_any(),
        Phase::Ended(None) => view! {
            <div class="panel info">{Icon::Info.view()}<p role="status">{said}</p></div>
        }
        .into_any(),
        _ => {
            let bar = move || {
                let (done, of) = done.get();
                let [said_done, said_of] = [done, of].map(|count| format::count(count as i64));
                progress(kind_doing(kind, &said_done, &said_of), done as i64, of as i64)
            };
            view! { <div role="status">{bar}</div> }.into_any()
        }
    };
    let is_elsewhere = move || bulk.phase.with(|phase| *phase == Phase::Elsewhere);
    let resume = move || {
        (open() > 0 && !is_elsewhere()).then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| abandon()>{tv!(bulk.abandon)}</button>
                <button type="button" class="btn primary" on:click=move |_| start.run(())>{tv!(bulk.resume)}</button>
            }
        })
    };
    let retry = move || {
        (counts.with(|counts| counts.failed) > 0 && !is_elsewhere()).then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| again()>{tv!(bulk.retry)}</button>
            }
        })
    };
    let buttons = move || {
        if is_running.get() {
            return view! {
                <button type="button" class="btn" aria-disabled=move || bulk.stopping.get().to_string() on:click=stop>
                    {move || if bulk.stopping.get() { t!(bulk.stopping) } else { t!(bulk.stop) }}
                </button>
            }
            .into_any();
        }
        view! {
            {resume}
            {retry}
            <button type="button" class="btn" class:primary=move || open() == 0 on:click=move |_| close.run(())>
                {tv!(common.close)}
            </button>
        }
        .into_any()
    };
    let unsaved = move || {
        (is_running.get() && bulk.saved.with(Option::is_none)).then(|| {
            view! { <div class="panel warn">{Icon::Warning.view()}<p>{tv!(bulk.unsaved)}</p></div> }
        })
    };
    view! {
        {state}
        {unsaved}
        <RowTable rows label=|| t!(bulk.results) what=|| t!(bulk.result) file="results"/>
        <div class="buttons">{buttons}</div>
    }
}
