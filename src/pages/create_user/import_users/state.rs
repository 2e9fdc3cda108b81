//! What stands behind the steps: the file's rows, what is known of each, and what became of it. Passwords are in memory
//! only, and not after the page was left.

use crate::drafts::{GroupDrafts, UserDrafts};
use crate::http::ApiError;
use crate::pages::create_user::state::NewUser;
use crate::session::User;
use crate::task::Life;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::csv::{Encoding, Table};
use model::user::{ImportRow, Mapping, Password, UserField};
use model::wire::ObjectId;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Choosing a file.
    File,
    /// What its columns mean.
    Columns,
    /// What would happen.
    DryRun,
    /// It happens.
    Run,
}

impl Stage {
    /// In order.
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::DryRun, Self::Run];
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The file's name.
    pub name: String,
    /// How it was read.
    pub encoding: Encoding,
    /// What stands in it.
    pub table: Table,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowStatus {
    /// Nothing yet.
    Waiting,
    /// It was sent and got no good answer: the user may exist. It is looked for before it is sent again.
    Doubt,
    /// The user was made; none where a workflow holds it.
    Created(Option<ObjectId>),
    /// The service refused, for this reason.
    Failed(String),
}

/// One row of the file.
#[derive(Debug, Clone)]
pub struct Row {
    /// The draft, and what is wrong with it by itself.
    pub import: ImportRow,
    /// The password of its own, or the one that was made for it.
    pub password: Password,
    /// Whether it was made.
    pub made: bool,
    /// Names that somebody in the directory has.
    pub taken: Vec<UserField>,
    /// What became of it.
    pub status: RowStatus,
    /// When it was first sent, in milliseconds since the epoch.
    pub sent: f64,
}

impl Row {
    /// Whether it can be sent.
    pub fn is_ready(&self) -> bool {
        self.import.is_ready() && self.taken.is_empty()
    }

    /// Whether it is to be sent, or looked for and sent, yet.
    pub fn is_open(&self) -> bool {
        self.is_ready() && matches!(self.status, RowStatus::Waiting | RowStatus::Doubt)
    }
}

/// What works in the background.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Nothing.
    Idle,
    /// It goes on.
    Busy,
    /// Somebody stopped it, or it is done where nothing is left.
    Stopped,
    /// It stopped by itself.
    Broken(ApiError),
}

/// The rows; a clone is the same rows. They outlive the page, so that whatever comes late finds them.
#[derive(Clone, Default)]
pub struct Rows(Arc<Mutex<Vec<Row>>>);

impl Rows {
    /// Looks at, or changes, the rows.
    pub fn with<T>(&self, act: impl FnOnce(&mut Vec<Row>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Everything behind the page. A copy is the same.
#[derive(Clone, Copy)]
pub struct UserImport {
    /// Where one is.
    pub stage: RwSignal<Stage>,
    /// The file.
    pub source: RwSignal<Option<Arc<Source>>>,
    /// What its columns mean.
    pub mapping: RwSignal<Mapping>,
    /// The column with passwords; none: each gets one that is made.
    pub password_column: RwSignal<Option<usize>>,
    /// What the columns do not say: the draft of a form that is shown in part.
    pub template: NewUser,
    /// Counts the changes of the rows, a few a second.
    pub changed: RwSignal<u32>,
    /// How far the work is, of how much.
    pub progress: RwSignal<(usize, usize)>,
    /// The dry run.
    pub check: RwSignal<Work>,
    /// The creation.
    pub run: RwSignal<Work>,
    /// How long the page is shown.
    pub life: Life,
    rows: StoredValue<Rows>,
    /// The number of the work that counts; another number stops what was started before.
    turn: StoredValue<Arc<AtomicU32>>,
}

impl UserImport {
    /// Nothing yet.
    pub fn new(store: StoreConfig, user: &User) -> Self {
        let template = NewUser::start(store, UserDrafts::new(user), GroupDrafts::new_id());
        let rows = Rows::default();
        let turn = Arc::new(AtomicU32::new(0));
        let (left, stop) = (rows.clone(), turn.clone());
        on_cleanup(move || {
            stop.fetch_add(1, Ordering::Relaxed);
            left.with(Vec::clear);
        });
        Self {
            stage: RwSignal::new(Stage::File),
            source: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::default()),
            password_column: RwSignal::new(None),
            template,
            changed: RwSignal::new(0),
            progress: RwSignal::new((0, 0)),
            check: RwSignal::new(Work::Idle),
            run: RwSignal::new(Work::Idle),
            life: Life::new(),
            rows: StoredValue::new(rows),
            turn: StoredValue::new(turn),
        }
    }

    /// Looks at, or changes, the rows.
    pub fn with_rows<T>(&self, act: impl FnOnce(&mut Vec<Row>) -> T) -> T {
        self.rows().with(act)
    }

    /// The rows themselves.
    pub fn rows(&self) -> Rows {
        self.rows.try_get_value().unwrap_or_default()
    }

    /// Ends whatever works, and says how new work knows that it is not ended itself.
    pub fn begin(&self) -> impl Fn() -> bool + Clone + 'static + use<> {
        let turn = self.turn.try_get_value().unwrap_or_default();
        let own = turn.fetch_add(1, Ordering::Relaxed) + 1;
        move || turn.load(Ordering::Relaxed) == own
    }

    /// Tells the page that rows have changed, and how far the work is.
    pub fn tell(&self, done: usize, of: usize) {
        self.progress.try_set((done, of));
        self.changed.try_update(|changed| *changed += 1);
    }

    /// Takes a file: its columns are guessed.
    pub fn take(&self, source: Source) {
        let mapping = self.template.with_store(|store| Mapping::guess(&source.table.header, store));
        let named = |name: &String| PASSWORD_COLUMNS.contains(&name.trim().to_lowercase().as_str());
        self.password_column.set(source.table.header.iter().position(named));
        self.mapping.set(mapping);
        self.source.set(Some(Arc::new(source)));
        self.stage.set(Stage::Columns);
    }

    /// Whether something would be lost with the page.
    pub fn is_at_risk(&self) -> bool {
        let busy = self.run.try_with_untracked(|run| *run == Work::Busy).unwrap_or_default();
        busy || self.with_rows(|rows| rows.iter().any(|row| row.status != RowStatus::Waiting))
    }
}

/// What a column of passwords is called.
const PASSWORD_COLUMNS: [&str; 5] = ["password", "initial password", "kennwort", "passwort", "erstkennwort"];
