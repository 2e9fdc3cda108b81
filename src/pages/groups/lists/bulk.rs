//! An action on the selected groups: its choices, what will happen to each group, the run, and the results.

mod chosen;
mod interrupted;
mod plan;
mod rows;
mod run;
mod words;

pub use interrupted::InterruptedRuns;
pub use words::kind_label;

use super::source::GroupSource;
use crate::drafts::SavedRun;
use crate::groups::GROUP_ATTRIBUTES;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::task::{Latest, Lifetime};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::progress::progress;
use crate::ui::table::{TableState, load_twice, read_all};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::{StoreConfig, StoreKind};
use model::group::{Principal, owners, owners_attribute};
use model::list::Selection;
use model::list::bulk::{Action, Counts, NewOwner, OWNERS, Rank, Run, Target};
use model::wire::DirectoryObject;
use model::wire::codes::SecurityType;
use plan::{Plan, PlanStep};
use run::{Outcome, RunStep, carry_out};
use std::sync::Arc;
use words::kind_title;

/// What can be done with several groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    UpdateMembership,
    Renew,
    Expire,
    /// Who can join.
    Security,
    /// After how many days the groups expire.
    Expiry,
    /// Somebody becomes the primary owner; where all owners have the same rank, the only one.
    SetOwner,
    AddOwner,
    /// The groups become members of another group.
    AddTo,
    Delete,
}

impl Kind {
    fn of(action: &Action) -> Self {
        match action {
            Action::UpdateMembership => Self::UpdateMembership,
            Action::Renew => Self::Renew,
            Action::Expire => Self::Expire,
            Action::SetSecurity(_) => Self::Security,
            Action::SetExpiry(_) => Self::Expiry,
            Action::Own(owner) if owner.rank == Rank::Primary => Self::SetOwner,
            Action::Own(_) => Self::AddOwner,
            Action::AddTo(_) => Self::AddTo,
            Action::Delete => Self::Delete,
        }
    }

    /// Whether the owners of the groups have to be known.
    fn is_of_owners(self) -> bool {
        matches!(self, Self::SetOwner | Self::AddOwner)
    }
}

/// The action that somebody has asked for.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Whether its dialog is open.
    pub open: RwSignal<bool>,
    kind: RwSignal<Kind>,
    /// The interrupted run that the dialog is about; none for a new one.
    saved: RwSignal<Option<SavedRun>>,
}

impl Asked {
    /// Nothing was asked for yet.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), kind: RwSignal::new(Kind::Renew), saved: RwSignal::new(None) }
    }

    /// Opens the dialog for the selected groups.
    pub fn start(self, kind: Kind) {
        self.kind.set(kind);
        self.saved.set(None);
        self.open.set(true);
    }

    /// Opens the dialog for a run that was interrupted.
    pub fn resume(self, saved: SavedRun) {
        self.saved.set(Some(saved));
        self.open.set(true);
    }
}

/// Where an action is.
#[derive(Clone, PartialEq)]
enum Phase {
    /// The groups are being read: so many of so many.
    Reading(i64, i64),
    /// The groups could not be read.
    Unread(ApiError),
    /// What will happen is shown.
    Planned,
    Running,
    /// Stopped, finished, or ended by an error.
    Ended(Option<ApiError>),
    /// Another tab has gone on with it, or discarded it.
    Elsewhere,
}

/// The state of the dialog. Copies share it.
#[derive(Clone, Copy)]
struct Bulk {
    kind: RwSignal<Kind>,
    security: RwSignal<Option<SecurityType>>,
    /// The number of days after which the groups expire, 0 for never.
    expiry: RwSignal<Option<u32>>,
    /// Who becomes an owner.
    owner: RwSignal<Option<Principal>>,
    /// The group that the groups are added to.
    target: RwSignal<Option<Target>>,
    /// The store of the groups.
    store: StoredValue<Arc<StoreConfig>>,
    phase: RwSignal<Phase>,
    plan: RwSignal<Plan>,
    run: RwSignal<Option<Run>>,
    /// Where the run is saved; none if the browser refuses to store it, so that a reload would forget it.
    saved: RwSignal<Option<SavedRun>>,
    /// A run that has begun goes on until another one begins, or it is stopped.
    latest: Latest,
    stopping: RwSignal<bool>,
}

impl Bulk {
    /// The action; none as long as its value is not chosen. Reactive.
    fn action(self) -> Option<Action> {
        Some(match self.kind.get() {
            Kind::UpdateMembership => Action::UpdateMembership,
            Kind::Renew => Action::Renew,
            Kind::Expire => Action::Expire,
            Kind::Security => Action::SetSecurity(self.security.get()?),
            Kind::Expiry => Action::SetExpiry(self.expiry.get()?),
            Kind::SetOwner => self.own(Rank::Primary)?,
            Kind::AddOwner => self.own(Rank::Additional)?,
            Kind::AddTo => Action::AddTo(self.target.get()?),
            Kind::Delete => Action::Delete,
        })
    }

    fn own(self, rank: Rank) -> Option<Action> {
        let who = self.owner.get()?;
        Some(Action::Own(NewOwner { who, rank, store: self.store.get_value() }))
    }

    /// Whether a group has one primary owner, as in Active Directory.
    fn is_ad(self) -> bool {
        self.store.with_value(|store| store.kind == StoreKind::ActiveDirectory)
    }

    /// Whether no other tab has gone on with the run, or discarded it.
    fn is_own(self) -> bool {
        let saved = self.saved.get_untracked();
        self.run.with_untracked(|run| saved.zip(run.as_ref()).is_none_or(|(saved, run)| saved.is_as(run)))
    }

    /// Forgets what was saved of the run.
    fn forget(self) {
        if let Some(saved) = self.saved.get_untracked() {
            saved.forget();
        }
    }

    /// How many groups are in which state; reactive.
    fn counts(self) -> Counts {
        self.run.with(|run| run.as_ref().map(Run::counts).unwrap_or_default())
    }
}

#[component]
pub fn BulkDialog(
    table: TableState,
    source: GroupSource,
    asked: Asked,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let life = Lifetime::new();
    let toasts = Toasts::expect();
    let reading = Latest::new();
    let bulk = Bulk {
        kind: asked.kind,
        security: RwSignal::new(None),
        expiry: RwSignal::new(None),
        owner: RwSignal::new(None),
        target: RwSignal::new(None),
        store: StoredValue::new(Arc::new(source.api.current_store())),
        phase: RwSignal::new(Phase::Reading(0, 0)),
        plan: RwSignal::new(Plan::default()),
        run: RwSignal::new(None),
        saved: asked.saved,
        latest: Latest::new(),
        stopping: RwSignal::new(false),
    };
    let source = StoredValue::new(source);
    let user = StoredValue::new(use_context::<Session>().and_then(|session| session.user_now()));
    let read = move || {
        let selection = table.selection.get_untracked();
        let query = table.query_now();
        let is_latest = reading.begin();
        bulk.phase.set(Phase::Reading(0, selection.count()));
        let told = move |read, total: Option<i64>| {
            let goes_on = is_latest();
            if goes_on {
                bulk.phase.set(Phase::Reading(read, total.unwrap_or(read)));
            }
            goes_on
        };
        let (source, kind) = (source.get_value(), bulk.kind.get_untracked());
        life.spawn(async move {
            let from = source.clone();
            let found = match selection {
                Selection::These(objects) => source.anew(objects, &GROUP_ATTRIBUTES, told).await,
                Selection::All { .. } => {
                    let rows = Arc::new(move |query: crate::ui::table::TableQuery| {
                        let source = from.clone();
                        Box::pin(async move { source.page(&query, &query.window()).await }) as _
                    });
                    let all = read_all(rows, query, told).await;
                    all.map(|all| all.map(|all| all.into_iter().filter(|own| selection.has(&own.id)).collect()))
                }
            };
            let found = match found {
                Ok(Some(groups)) if kind.is_of_owners() => with_owners(&source, groups, told).await,
                found => found.map(|groups| groups.map(|groups| Plan { groups, owners: Vec::new() })),
            };
            match found {
                Ok(Some(plan)) => {
                    bulk.plan.set(plan);
                    bulk.phase.set(Phase::Planned);
                }
                Ok(None) => {}
                Err(error) if is_latest() => bulk.phase.set(Phase::Unread(error)),
                Err(_) => {}
            }
        });
    };
    // After the dialog was closed: what is gone is selected no longer, and the list shows what has changed. A run of which
    // something is left to do can still be continued; of a finished one everything was seen.
    let closed = move || {
        let Some(run) = bulk.run.get_untracked() else { return };
        if !run.is_open() && bulk.is_own() {
            bulk.forget();
        }
        bulk.run.set(None);
        table.selection.update(|selection| selection.forget(&run.gone()));
        if run.counts() == (Counts { waiting: run.items().len(), ..Counts::default() }) {
            return;
        }
        load_twice(life, again);
    };
    Effect::new(move |_| {
        if asked.open.get() {
            bulk.security.set(None);
            bulk.expiry.set(None);
            bulk.owner.set(None);
            bulk.target.set(None);
            untrack(|| match bulk.saved.get() {
                None => read(),
                Some(saved) => match saved.load(&bulk.store.get_value()) {
                    Some(run) => {
                        bulk.kind.set(Kind::of(run.action()));
                        let groups = run.items().iter().map(|item| item.group.clone()).collect();
                        bulk.plan.set(Plan { groups, owners: Vec::new() });
                        bulk.run.set(Some(run));
                        bulk.phase.set(Phase::Ended(None));
                    }
                    None => {
                        bulk.plan.set(Plan::default());
                        bulk.phase.set(Phase::Elsewhere);
                    }
                },
            });
        } else {
            reading.cancel();
            untrack(closed);
            // Each action begins with a view of its own.
            bulk.phase.set(Phase::Reading(0, 0));
        }
    });
    let start = Callback::new(move |()| {
        if bulk.phase.with_untracked(|phase| *phase == Phase::Running) {
            return;
        }
        let is_current = bulk.latest.begin();
        bulk.phase.set(Phase::Running);
        bulk.stopping.set(false);
        let then = move |outcome: Outcome| {
            bulk.phase.set(if outcome.elsewhere { Phase::Elsewhere } else { Phase::Ended(outcome.error) });
        };
        let left = move |Outcome { done, of, .. }: Outcome| {
            toasts.warn(move || t!(bulk.left, done = done, of = of));
        };
        life.run_to_end(carry_out(source.get_value().api, bulk.run, bulk.saved, is_current), then, left);
    });
    let begin = Callback::new(move |()| {
        let Some(action) = untrack(|| bulk.action()) else { return };
        let each = source.with_value(|source| source.api.is_graph());
        let groups = bulk.plan.with_untracked(|plan| plan.concerned(&action));
        let run = Run::new(action, groups, each);
        let saved = user.get_value().map(|user| SavedRun::new(&user)).filter(|saved| saved.begin(&run));
        bulk.saved.set(saved);
        bulk.run.set(Some(run));
        start.run(());
    });
    let close = Callback::new(move |()| asked.open.set(false));
    // A run is stopped, and not merely hidden.
    let dismissible = Memo::new(move |_| bulk.phase.with(|phase| *phase != Phase::Running));
    let retry = Callback::new(move |()| read());
    let content = move || {
        match bulk.phase.get() {
        Phase::Reading(read, of) => {
            view! { <div role="status">{progress(t!(bulk.reading, read = format::count(read), of = format::count(of)), read, of)}</div> }.into_any()
        }
        Phase::Unread(error) => view! { <ErrorPanel error retry/> }.into_any(),
        Phase::Planned => view! { <PlanStep bulk begin close/> }.into_any(),
        Phase::Running | Phase::Ended(_) | Phase::Elsewhere => view! { <RunStep bulk start close/> }.into_any(),
    }
    };
    // The run's view stays the same while it runs, so that the focus stays, too.
    let stage = Memo::new(move |_| {
        bulk.phase.with(|phase| match phase {
            Phase::Reading(..) | Phase::Unread(_) => 0,
            Phase::Planned => 1,
            Phase::Running | Phase::Ended(_) | Phase::Elsewhere => 2,
        })
    });
    let early = Memo::new(move |_| stage.get() == 0);
    Effect::new(move |_| {
        if stage.get() == 1 {
            // The button with the focus has gone with the reading.
            focus::rescue("#bulk :is(input, select), #bulk .buttons .btn");
        }
    });
    let body = move || if stage.get() == 0 { view! { {content} }.into_any() } else { untrack(content) };
    let title = Signal::derive(move || {
        let count = match stage.get() {
            0 => table.selection.with(Selection::count),
            _ => bulk.plan.with(|plan| plan.groups.len() as i64),
        };
        kind_title(bulk.kind.get(), count)
    });
    view! {
        <Dialog open=asked.open id="bulk" title wide=true dismissible>
            <div class="stack">{body}</div>
            <Show when=move || early.get()>
                <div class="buttons">
                    <button type="button" class="btn" autofocus on:click=move |_| close.run(())>{tv!(common.cancel)}</button>
                </div>
            </Show>
        </Dialog>
    }
}

/// The groups with their owners, who are not in every list.
async fn with_owners(
    source: &GroupSource,
    groups: Vec<DirectoryObject>,
    told: impl Fn(i64, Option<i64>) -> bool,
) -> Result<Option<Plan>, ApiError> {
    let Some(groups) = source.with_owners(groups, &OWNERS, told).await? else { return Ok(None) };
    let mut names: Vec<String> = Vec::new();
    let kind = source.api.current_store().kind;
    let owners_of = |group| owners(owners_attribute(group, kind), |name| DirectoryObject::values(group, name));
    for text in groups.iter().flat_map(owners_of) {
        if !names.iter().any(|own| own.eq_ignore_ascii_case(text)) {
            names.push(text.to_owned());
        }
    }
    let owners = source.api.owners(&names).await?;
    Ok(Some(Plan { groups, owners }))
}
