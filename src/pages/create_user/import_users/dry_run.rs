//! The dry run: every row as a draft, what is wrong with it, and whether somebody has its names. It works in small pieces
//! between which the page lives on.

use super::state::{Row, RowStatus, UserImport, Work};
use crate::api::Api;
use crate::http::ApiError;
use crate::pages::create_user::names_check::Names;
use futures::future::join3;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::csv::unprotect;
use model::group::Problem;
use model::user::{Import, Password, UserField};

/// How long a piece may take, in milliseconds: a frame has sixteen.
const PIECE: f64 = 8.0;

/// How often the page is told, in milliseconds.
const TELL: f64 = 150.0;

/// Rows whose names are asked about at once: with four names each, a criterion that every directory takes.
const BATCH: usize = 25;

/// When it is time for something again.
pub struct Every {
    last: f64,
    wait: f64,
}

impl Every {
    /// Every so many milliseconds from now on.
    pub fn new(wait: f64) -> Self {
        Self { last: js_sys::Date::now(), wait }
    }

    /// Whether it is time.
    pub fn is_due(&mut self) -> bool {
        let now = js_sys::Date::now();
        let due = now - self.last >= self.wait;
        if due {
            self.last = now;
        }
        due
    }

    /// When the pages are told of progress.
    pub fn telling() -> Self {
        Self::new(TELL)
    }
}

/// Starts it from the first row.
pub fn start(import: UserImport, api: Api) {
    let is_current = import.begin();
    let Some(source) = import.source.get_untracked() else { return };
    let store = import.template.store();
    let template = import.template.draft.get_untracked();
    let mut reader = Import::new(import.mapping.get_untracked(), template);
    let passwords = import.password_column.get_untracked();
    let total = source.table.rows.len();
    import.with_rows(Vec::clear);
    import.check.set(Work::Busy);
    import.tell(0, total);
    import.life.spawn(async move {
        let rows = import.rows();
        let (mut piece, mut tell) = (Every::new(PIECE), Every::telling());
        while let Some(row) = reader.next_row(&source.table, &store) {
            let cell = passwords.and_then(|column| source.table.rows.get(row.at)?.cells.get(column));
            let row = with_password(row, cell.map(|cell| unprotect(cell)), &store);
            rows.with(|rows| rows.push(row));
            if piece.is_due() {
                if tell.is_due() {
                    import.tell(0, total);
                }
                TimeoutFuture::new(0).await;
                if !is_current() {
                    return;
                }
                piece = Every::new(PIECE);
            }
        }
        let answer = ask(import, &api, &store, total, &is_current).await;
        if is_current() {
            import.tell(total, total);
            import.check.set(answer.map_or_else(Work::Broken, |()| Work::Stopped));
        }
    });
}

/// A row with the password that its file gives it.
fn with_password(mut import: model::user::ImportRow, cell: Option<&str>, store: &StoreConfig) -> Row {
    let password = Password::new(cell.unwrap_or_default());
    if cell.is_some()
        && let Some(problem) = import.draft.problems(store, &password).get(&UserField::Password)
    {
        // An empty cell asks for one that is made.
        if *problem != Problem::Required {
            import.problems.insert(UserField::Password, problem.clone());
        }
    }
    Row { import, password, made: false, taken: Vec::new(), status: RowStatus::Waiting, sent: 0.0 }
}

/// Asks the directory who has the names, three questions at a time.
async fn ask(
    import: UserImport,
    api: &Api,
    store: &StoreConfig,
    total: usize,
    is_current: &impl Fn() -> bool,
) -> Result<(), ApiError> {
    let rows = import.rows();
    let starts: Vec<usize> = (0..total).step_by(BATCH).collect();
    let mut tell = Every::telling();
    for three in starts.chunks(3) {
        let one = async |nth: usize| match three.get(nth) {
            Some(start) => ask_batch(&rows, api, store, *start).await,
            None => Ok(()),
        };
        let (first, second, third) = join3(one(0), one(1), one(2)).await;
        if !is_current() {
            return Ok(());
        }
        first.and(second).and(third)?;
        if tell.is_due() {
            let done = three.last().map_or(0, |start| (start + BATCH).min(total));
            import.tell(done, total);
            // A service that answers at once would leave the page no time of its own.
            TimeoutFuture::new(0).await;
        }
    }
    Ok(())
}

async fn ask_batch(rows: &super::state::Rows, api: &Api, store: &StoreConfig, start: usize) -> Result<(), ApiError> {
    // Only of rows that are well otherwise.
    let wanted: Vec<(usize, Names)> = rows.with(|rows| {
        let batch = rows.iter().enumerate().skip(start).take(BATCH).filter(|(_, row)| row.import.is_ready());
        batch.map(|(at, row)| (at, Names::of(&row.import.draft, store))).collect()
    });
    let asked: Vec<_> = wanted.iter().flat_map(|(_, names)| names.asked()).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let found = api.named(store.id, &asked).await?;
    rows.with(|rows| {
        for (at, names) in wanted {
            if let Some(row) = rows.get_mut(at) {
                row.taken = names.taken(&found);
            }
        }
    });
    Ok(())
}
