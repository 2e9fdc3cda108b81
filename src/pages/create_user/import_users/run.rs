//! The creation: row by row, three at a time, until it is done, stopped, or broken. A row of which no good answer came is
//! looked for before it is sent again, so that nobody is made twice.

use super::dry_run::Every;
use super::state::{RowStatus, Rows, UserImport, Work};
use super::words::refusal;
use crate::api::Api;
use crate::drafts::Sent;
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

/// Starts, or goes on.
pub fn start(import: UserImport, api: Api) {
    if import.run.get_untracked() == Work::Busy {
        return;
    }
    let is_current = import.begin();
    import.run.set(Work::Busy);
    let store = import.template.store();
    let rows = import.rows();
    let (open, total): (VecDeque<usize>, usize) = rows.with(|rows| {
        let open = rows.iter().enumerate().filter(|(_, row)| row.is_open()).map(|(at, _)| at);
        (open.collect(), rows.iter().filter(|row| row.is_ready()).count())
    });
    let run = Run {
        import,
        api,
        store,
        rows,
        total,
        open: RefCell::new(open),
        broken: RefCell::new(None),
        tell: RefCell::new(Every::telling()),
    };
    run.told();
    // Who was stopped is told so by whoever stopped it.
    let then = move |broken: Option<ApiError>| import.run.set(broken.map_or(Work::Stopped, Work::Broken));
    import.life.outlive(run.finish(is_current), then, |_| ());
}

/// Ends the creation after the calls that are on their way.
pub fn stop(import: UserImport) {
    drop(import.begin());
}

struct Run {
    import: UserImport,
    api: Api,
    store: StoreConfig,
    rows: Rows,
    /// Rows that can be sent, or were.
    total: usize,
    /// Rows that wait.
    open: RefCell<VecDeque<usize>>,
    /// Why it does not go on by itself.
    broken: RefCell<Option<ApiError>>,
    tell: RefCell<Every>,
}

impl Run {
    /// Three rows at a time. Whoever leaves the page stops it, after the calls that are on their way.
    async fn finish(self, is_current: impl Fn() -> bool) -> Option<ApiError> {
        join3(self.work(&is_current), self.work(&is_current), self.work(&is_current)).await;
        self.told();
        self.broken.borrow_mut().take()
    }

    /// One after another, as long as nothing stops it.
    async fn work(&self, is_current: &impl Fn() -> bool) {
        while is_current() && self.broken.borrow().is_none() {
            let Some(at) = self.open.borrow_mut().pop_front() else { return };
            self.row(at).await;
            let due = self.tell.borrow_mut().is_due();
            if due {
                self.told();
                // A service that answers at once would leave the page no time of its own.
                TimeoutFuture::new(0).await;
            }
        }
    }

    async fn row(&self, at: usize) {
        let Some((draft, before)) = self.rows.with(|rows| {
            let row = rows.get(at)?;
            let draft = row.import.draft.clone();
            let before = (row.status == RowStatus::Doubt).then(|| Sent { draft: draft.clone(), at: row.sent });
            Some((draft, before))
        }) else {
            // The page was left.
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
        // From here on nobody knows, until an answer comes.
        self.rows.with(|rows| {
            if let Some(row) = rows.get_mut(at) {
                (row.status, row.sent) = (RowStatus::Doubt, sent.at);
            }
        });
        match create(&self.api, &self.store, before.as_ref(), &sent, &body, &password).await {
            Ok(Created::Now(result)) => self.status(at, RowStatus::Created(result.new_id().map(ObjectId::new))),
            Ok(Created::Before(id) | Created::Twin(id)) => self.status(at, RowStatus::Created(Some(id))),
            // It answered, so it is over with it: whether somebody was made can be seen now.
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
                // Nothing was done, and the next row would fare no better.
                _ => {
                    self.status(at, RowStatus::Waiting);
                    self.breaks(error);
                }
            },
        }
    }

    /// The row's password; made at the first attempt, so that a second one sends the same.
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

    /// It does not go on by itself. The first reason counts.
    fn breaks(&self, error: ApiError) {
        self.broken.borrow_mut().get_or_insert(error);
    }

    fn status(&self, at: usize, status: RowStatus) {
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

/// So often, before the policy is to blame.
const ATTEMPTS: usize = 200;

/// A password that starts with a letter or a digit: no spreadsheet takes it for a formula, so that it stands in the file
/// of results as it is.
fn made(draft: &UserDraft, store: &StoreConfig) -> Result<Password, CannotMeet> {
    for _ in 0..ATTEMPTS {
        let password = generate(draft, store)?;
        if password.expose().starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Ok(password);
        }
    }
    Err(CannotMeet::Names)
}
