//! The dry run: turns every row into a draft, validates it, and checks whether its names are taken. It works in short
//! slices, so that the page stays responsive.

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

/// How long a slice of work may take, in milliseconds; a frame has 16.
const PIECE: f64 = 8.0;

/// How often the page is updated, in milliseconds.
const TELL: f64 = 150.0;

/// Rows per look-up of names; with four names each, directories still accept the criteria.
const BATCH: usize = 25;

/// A timer for work that is repeated at intervals.
pub struct Every {
    last: f64,
    wait: f64,
}

impl Every {
    /// Due every `wait` milliseconds from now on.
    pub fn new(wait: f64) -> Self {
        Self { last: js_sys::Date::now(), wait }
    }

    /// Whether the interval has passed; starts the next one if so.
    pub fn is_due(&mut self) -> bool {
        let now = js_sys::Date::now();
        let due = now - self.last >= self.wait;
        if due {
            self.last = now;
        }
        due
    }

    /// The interval of progress updates.
    pub fn telling() -> Self {
        Self::new(TELL)
    }
}

/// Starts the dry run from the first row and stops an earlier one.
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

/// Adds the password from the file to a row, and the error if it violates the policy.
fn with_password(mut import: model::user::ImportRow, cell: Option<&str>, store: &StoreConfig) -> Row {
    let password = Password::new(cell.unwrap_or_default());
    if cell.is_some()
        && let Some(problem) = import.draft.problems(store, &password).get(&UserField::Password)
    {
        // An empty cell means that a password is generated.
        if *problem != Problem::Required {
            import.problems.insert(UserField::Password, problem.clone());
        }
    }
    Row { import, password, made: false, taken: Vec::new(), status: RowStatus::Waiting, sent: 0.0 }
}

/// Asks the directory which names are taken, with up to three requests at a time.
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
            // If the service answers at once, this gives the browser time to update the page.
            TimeoutFuture::new(0).await;
        }
    }
    Ok(())
}

async fn ask_batch(rows: &super::state::Rows, api: &Api, store: &StoreConfig, start: usize) -> Result<(), ApiError> {
    // Rows with other errors are skipped.
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
