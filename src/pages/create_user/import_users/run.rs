//! The creation: three rows at a time, until all are done, the user stops it, or it fails. A row without a clear answer
//! is looked for before it is sent again, so that no user is created twice.

use super::dry_run::Every;
use super::state::{RowStatus, Rows, UserImport, Work};
use super::words::refusal;
use crate::api::{Api, Pauses, pause};
use crate::drafts::{ImportedUser, SavedImport, Sent};
use crate::http::ApiError;
use crate::pages::create_user::finish::{Created, Failed, create, find};
use crate::pages::create_user::password_field::{cannot_meet, generate};
use futures::future::join3;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::user::{CannotMeet, Password, UserDraft};
use model::wire::ObjectId;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Starts the creation, or resumes it.
pub fn start(import: UserImport, api: Api) {
    if import.run.get_untracked() == Work::Busy {
        return;
    }
    let is_current = import.begin();
    import.hold();
    import.run.set(Work::Busy);
    let store = import.template.store();
    let rows = import.rows();
    let (open, total): (VecDeque<usize>, usize) = rows.with(|rows| {
        let open = rows.iter().enumerate().filter(|(_, row)| row.is_open()).map(|(at, _)| at);
        (open.collect(), rows.iter().filter(|row| row.is_ready()).count())
    });
    let run = Run {
        import,
        saved: import.saved.get_value(),
        api,
        store,
        rows,
        total,
        open: RefCell::new(open),
        broken: RefCell::new(None),
        pauses: RefCell::default(),
        tell: RefCell::new(Every::telling()),
    };
    run.told();
    // After Stop, `finish` still completes and reports it here.
    let then = move |broken: Option<ApiError>| {
        // Whoever has all passwords in the file needs no list of those who were created.
        if import.with_rows(|rows| !rows.iter().any(|row| row.made || row.is_open())) {
            import.saved.with_value(SavedImport::forget);
        }
        import.run.set(broken.map_or(Work::Stopped, Work::Broken));
    };
    import.life.run_to_end(run.finish(is_current), then, |_| ());
}

/// Stops the creation after the running requests.
pub fn stop(import: UserImport) {
    drop(import.begin());
}

struct Run {
    import: UserImport,
    saved: SavedImport,
    api: Api,
    store: StoreConfig,
    rows: Rows,
    /// Rows without errors.
    total: usize,
    /// Indices of the rows that are not sent yet.
    open: RefCell<VecDeque<usize>>,
    /// Why the creation cannot continue; none as long as it can.
    broken: RefCell<Option<ApiError>>,
    /// How often the service may still put a row off.
    pauses: RefCell<Pauses>,
    tell: RefCell<Every>,
}

impl Run {
    /// Works on three rows at a time. Leaving the page stops it after the running requests.
    async fn finish(self, is_current: impl Fn() -> bool) -> Option<ApiError> {
        join3(self.work(&is_current), self.work(&is_current), self.work(&is_current)).await;
        self.told();
        self.broken.borrow_mut().take()
    }

    /// Works on one row after another until the creation is stopped or fails.
    async fn work(&self, is_current: &impl Fn() -> bool) {
        while is_current() && self.broken.borrow().is_none() {
            let Some(at) = self.open.borrow_mut().pop_front() else { return };
            self.row(at, is_current).await;
            let due = self.tell.borrow_mut().is_due();
            if due {
                self.told();
                // If the service answers at once, this gives the browser time to update the page.
                TimeoutFuture::new(0).await;
            }
        }
    }

    async fn row(&self, at: usize, is_current: &impl Fn() -> bool) {
        let Some((draft, before)) = self.rows.with(|rows| {
            let row = rows.get(at)?;
            let draft = row.import.draft.clone();
            let before = (row.status == RowStatus::Doubt).then(|| Sent { draft: draft.clone(), at: row.sent });
            Some((draft, before))
        }) else {
            // The page was left, which clears the rows.
            return;
        };
        let password = match self.password(at, &draft) {
            Ok(password) => password,
            Err(reason) => return self.status(at, RowStatus::Failed(cannot_meet(reason))),
        };
        let Ok(body) = draft.to_create(&self.store, &password) else {
            return self.status(at, RowStatus::Failed(super::words::changed()));
        };
        let sent = before.clone().unwrap_or_else(|| Sent::now(draft));
        // Until the answer arrives, the user may exist.
        self.note(at, false);
        self.rows.with(|rows| {
            if let Some(row) = rows.get_mut(at) {
                (row.status, row.sent) = (RowStatus::Doubt, sent.at);
            }
        });
        match create(&self.api, &self.store, before.as_ref(), &sent, &body, &password).await {
            Ok(Created::Now(result)) => {
                self.pauses.take();
                self.status(at, RowStatus::Created(result.new_id().map(ObjectId::new)));
            }
            Ok(Created::Before(id) | Created::Twin(id)) => self.status(at, RowStatus::Created(Some(id))),
            // The name is taken, and no search finds by whom yet: the row stays in doubt, and Resume looks again.
            Err(Failed { error: ApiError::Refused(..), doubt: true, asked_only: false }) => {}
            // The service has answered, so it is finished with the request: whether the user exists can be checked now.
            Err(Failed { error, doubt: true, asked_only: false }) if error.trace().status.is_some() => {
                match find(&self.api, &self.store, &sent).await {
                    Ok(Some(id)) => self.status(at, RowStatus::Created(Some(id))),
                    Ok(None) => self.status(at, RowStatus::Failed(refusal(&self.store, &error))),
                    Err(error) => self.breaks(error),
                }
            }
            Err(Failed { error, doubt: true, .. }) => self.breaks(error),
            Err(Failed { error, .. }) => match error {
                ApiError::Refused(..) | ApiError::Status(..) => {
                    self.status(at, RowStatus::Failed(refusal(&self.store, &error)))
                }
                // Nothing was created, and the next row would fail in the same way.
                _ => {
                    self.status(at, RowStatus::Waiting);
                    self.put_off(at, error, is_current).await;
                }
            },
        }
    }

    /// Sends a row again later if the service has put it off; otherwise the creation ends.
    async fn put_off(&self, at: usize, error: ApiError, is_current: &impl Fn() -> bool) {
        let wait = self.pauses.borrow_mut().next(&error);
        let Some(wait) = wait else { return self.breaks(error) };
        self.open.borrow_mut().push_front(at);
        pause(wait, is_current).await;
    }

    /// The row's password. A generated one is stored at the first attempt, so that a repetition sends the same.
    fn password(&self, at: usize, draft: &UserDraft) -> Result<Password, CannotMeet> {
        let kept = self.rows.with(|rows| rows.get(at).map(|row| row.password.clone())).unwrap_or_default();
        if !kept.is_empty() {
            return Ok(kept);
        }
        let password = made(draft, &self.store)?;
        self.rows.with(|rows| {
            if let Some(row) = rows.get_mut(at) {
                (row.password, row.made) = (password.clone(), true);
            }
        });
        Ok(password)
    }

    /// Ends the creation with an error; the first error counts.
    fn breaks(&self, error: ApiError) {
        self.broken.borrow_mut().get_or_insert(error);
    }

    /// Notes the user of a row for the case that this page ends before the passwords are saved.
    fn note(&self, at: usize, is_created: bool) {
        let names = self.rows.with(|rows| {
            let draft = &rows.get(at)?.import.draft;
            Some((draft.display_name_text(&self.store.users), draft.upn(&self.store.users)))
        });
        // The page was left, which clears the rows; what was noted before stays.
        if let Some((name, logon)) = names {
            self.saved.note(&ImportedUser { row: at, name, logon, is_created });
        }
    }

    fn status(&self, at: usize, status: RowStatus) {
        match &status {
            RowStatus::Created(_) => self.note(at, true),
            RowStatus::Failed(_) | RowStatus::Waiting => self.saved.strike(at),
            RowStatus::Doubt => {}
        }
        self.rows.with(|rows| {
            if let Some(row) = rows.get_mut(at) {
                row.status = status;
            }
        });
    }

    fn told(&self) {
        let over = |status: &RowStatus| matches!(status, RowStatus::Created(_) | RowStatus::Failed(_));
        let done = self.rows.with(|rows| rows.iter().filter(|row| row.is_ready() && over(&row.status)).count());
        self.import.tell(done, self.total);
    }
}

/// How many passwords are tried before the password policy is considered impossible.
const ATTEMPTS: usize = 200;

/// Generates a password that begins with a letter or a digit, so that spreadsheets do not read it as a formula in the
/// file of results.
fn made(draft: &UserDraft, store: &StoreConfig) -> Result<Password, CannotMeet> {
    for _ in 0..ATTEMPTS {
        let password = generate(draft, store)?;
        if password.expose().starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Ok(password);
        }
    }
    Err(CannotMeet::Names)
}
