//! The state of the import: the file's rows, what is known about each, and their results. Passwords are kept in memory
//! only, until the page is left.

use crate::drafts::{GroupDrafts, SavedImport, UserDrafts};
use crate::http::ApiError;
use crate::i18n::t;
use crate::pages::create_user::fields::name_of;
use crate::pages::create_user::state::NewUser;
use crate::session::User;
use crate::tab_lock::TabLock;
use crate::task::Lifetime;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::csv::{Encoding, Table};
use model::user::{Guess, ImportRow, Mapping, Password, UserField};
use model::wire::ObjectId;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The steps in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    File,
    /// Assigning the columns to fields.
    Columns,
    /// Checking what would happen.
    DryRun,
    Run,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::DryRun, Self::Run];
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub name: String,
    /// The encoding that was detected.
    pub encoding: Encoding,
    /// Its rows and columns.
    pub table: Table,
}

impl Source {
    /// The name of a column, or its number if it has none; reactive.
    pub fn column(&self, at: usize) -> String {
        match self.table.header.get(at) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => t!(import_users.unnamed, number = at as i64 + 1),
        }
    }
}

/// The result of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowStatus {
    /// It was not sent yet.
    Waiting,
    /// It was sent without a clear answer, so the user may exist; it is looked for before it is sent again.
    Doubt,
    /// The user was created; without an id if a workflow has to approve it first.
    Created(Option<ObjectId>),
    /// The service refused it, for this reason.
    Failed(String),
}

#[derive(Debug, Clone)]
pub struct Row {
    /// The draft, and the errors found without the directory.
    pub import: ImportRow,
    /// The password from the file, or the generated one.
    pub password: Password,
    /// Whether the password was generated.
    pub made: bool,
    /// The fields whose values are taken in the directory.
    pub taken: Vec<UserField>,
    pub status: RowStatus,
    /// When the row was first sent, in milliseconds since the epoch.
    pub sent: f64,
}

impl Row {
    /// Whether the row has no errors.
    pub fn is_ready(&self) -> bool {
        self.import.is_ready() && self.taken.is_empty()
    }

    /// Whether the row still has to be sent, or looked for and sent.
    pub fn is_open(&self) -> bool {
        self.is_ready() && matches!(self.status, RowStatus::Waiting | RowStatus::Doubt)
    }
}

/// The state of background work.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// It was not started.
    Idle,
    Busy,
    /// The user stopped it, or nothing is left to do.
    Stopped,
    /// It ended with an error.
    Broken(ApiError),
}

/// The rows; clones share them. They are not owned by the page, so a late response can still be recorded.
#[derive(Clone, Default)]
pub struct Rows(Arc<Mutex<Vec<Row>>>);

impl Rows {
    /// Reads or changes the rows.
    pub fn with<T>(&self, act: impl FnOnce(&mut Vec<Row>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The state of the import page. Copies share the same state.
#[derive(Clone, Copy)]
pub struct UserImport {
    pub stage: RwSignal<Stage>,
    /// The file that was read; none until one is chosen.
    pub source: RwSignal<Option<Arc<Source>>>,
    /// The meaning of its columns.
    pub mapping: RwSignal<Mapping>,
    /// The column with passwords; without one, a password is generated for each user.
    pub password_column: RwSignal<Option<usize>>,
    /// For each column, the fields that it may contain and that were neither confirmed nor declined.
    questions: RwSignal<Vec<Vec<UserField>>>,
    /// The values for everything that no column contains, edited in a form that is shown in part.
    pub template: NewUser,
    /// Incremented when rows have changed, at most a few times per second.
    pub changed: RwSignal<u32>,
    /// The finished rows and all rows of the running work.
    pub progress: RwSignal<(usize, usize)>,
    /// The state of the dry run.
    pub check: RwSignal<Work>,
    /// The state of the creation.
    pub run: RwSignal<Work>,
    /// Ends when the page is left.
    pub life: Lifetime,
    rows: StoredValue<Rows>,
    /// Where it is noted who was created.
    pub saved: StoredValue<SavedImport>,
    /// Says to the other tabs that the import goes on here.
    held: StoredValue<Option<TabLock>, LocalStorage>,
    /// The number of the current work; an increment stops all earlier work.
    turn: StoredValue<Arc<AtomicU32>>,
}

impl UserImport {
    /// The state before a file was chosen. Leaving the page stops all work and clears the rows.
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
            questions: RwSignal::new(Vec::new()),
            template,
            changed: RwSignal::new(0),
            progress: RwSignal::new((0, 0)),
            check: RwSignal::new(Work::Idle),
            run: RwSignal::new(Work::Idle),
            life: Lifetime::new(),
            rows: StoredValue::new(rows),
            saved: StoredValue::new(SavedImport::new(user)),
            held: StoredValue::new_local(None),
            turn: StoredValue::new(turn),
        }
    }

    /// Reads or changes the rows.
    pub fn with_rows<T>(&self, act: impl FnOnce(&mut Vec<Row>) -> T) -> T {
        self.rows().with(act)
    }

    /// The shared rows.
    pub fn rows(&self) -> Rows {
        self.rows.try_get_value().unwrap_or_default()
    }

    /// Stops all running work. The returned function says whether the work that begins now is still current.
    pub fn begin(&self) -> impl Fn() -> bool + Clone + 'static + use<> {
        let turn = self.turn.try_get_value().unwrap_or_default();
        let own = turn.fetch_add(1, Ordering::Relaxed) + 1;
        move || turn.load(Ordering::Relaxed) == own
    }

    /// Says to the other tabs that the import goes on here, until the page is left.
    pub fn hold(&self) {
        // A resumed run holds it already, and would find its own lock taken.
        if self.held.with_value(Option::is_some) {
            return;
        }
        let (saved, held) = (self.saved.get_value(), self.held);
        self.life.spawn(async move { held.set_value(saved.hold().await) });
    }

    /// Tells the page that rows have changed, and how far the work is.
    pub fn tell(&self, done: usize, of: usize) {
        self.progress.try_set((done, of));
        self.changed.try_update(|changed| *changed += 1);
    }

    /// Accepts a file and guesses the meaning of its columns.
    pub fn take(&self, source: Source) {
        let guess = untrack(|| {
            self.template.with_store(|store| {
                let fields = Mapping::targets(store).into_iter().chain([UserField::Password]);
                let labels: Vec<_> = fields.map(|field| (field.clone(), name_of(&field, store))).collect();
                Guess::of(&source.table.header, store, &labels)
            })
        });
        self.password_column.set(guess.password);
        self.mapping.set(guess.mapping);
        self.questions.set(guess.questions);
        self.source.set(Some(Arc::new(source)));
        self.stage.set(Stage::Columns);
    }

    /// What a column is used as; none if it is not used. Reactive.
    pub fn use_of(&self, column: usize) -> Option<UserField> {
        if self.password_column.get() == Some(column) {
            return Some(UserField::Password);
        }
        self.mapping.with(|mapping| mapping.of(column).cloned())
    }

    /// Uses a column as a field, or not at all.
    pub fn use_as(&self, column: usize, field: Option<UserField>) {
        if field == Some(UserField::Password) {
            self.password_column.set(Some(column));
        } else if self.password_column.get_untracked() == Some(column) {
            self.password_column.set(None);
        }
        let field = field.filter(|field| *field != UserField::Password);
        self.mapping.update(|mapping| mapping.set(column, field));
    }

    /// The fields that an unused column may contain, as long as no other column is used as them and the question was not
    /// declined. Reactive.
    pub fn question(&self, column: usize) -> Vec<UserField> {
        if self.use_of(column).is_some() {
            return Vec::new();
        }
        let is_free = |field: &UserField| match field {
            UserField::Password => self.password_column.get().is_none(),
            field => self.mapping.with(|mapping| mapping.column(field).is_none()),
        };
        let mut asked = self.questions.with(|questions| questions.get(column).cloned()).unwrap_or_default();
        asked.retain(is_free);
        asked
    }

    /// Whether a column is used for passwords, or was asked about as such and the question was not declined. Reactive.
    pub fn may_be_password(&self, column: usize) -> bool {
        let is_asked = |questions: &Vec<Vec<UserField>>| {
            questions.get(column).is_some_and(|fields| fields.contains(&UserField::Password))
        };
        self.password_column.get() == Some(column) || self.questions.with(is_asked)
    }

    /// Declines the question about a column.
    pub fn decline(&self, column: usize) {
        self.questions.update(|questions| questions.get_mut(column).into_iter().for_each(Vec::clear));
    }

    /// The columns that are not used; reactive.
    pub fn unused(&self) -> Vec<usize> {
        let password = self.password_column.get();
        self.mapping.with(|mapping| mapping.unused(password))
    }

    /// Whether leaving the page would lose results or stop the creation.
    pub fn is_at_risk(&self) -> bool {
        let busy = self.run.try_with_untracked(|run| *run == Work::Busy).unwrap_or_default();
        busy || self.with_rows(|rows| rows.iter().any(|row| row.status != RowStatus::Waiting))
    }
}
