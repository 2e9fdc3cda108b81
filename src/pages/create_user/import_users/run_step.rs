//! Step 4: the creation, the result of each row, and the downloads.

use super::downloads::Downloads;
use super::progress::Progress;
use super::rows::RowTable;
use super::run;
use super::state::{RowStatus, UserImport, Work};
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// How many rows are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows without errors.
    pub ready: i64,
    /// Rows with errors.
    pub wrong: i64,
    /// Rows whose user was created, or waits for approval.
    pub created: i64,
    /// Rows that were refused.
    pub failed: i64,
    /// Rows that were not sent yet, or have no clear answer.
    pub open: i64,
}

impl Counts {
    /// Counts the current rows; reactive.
    pub fn of(import: UserImport) -> Self {
        import.changed.track();
        import.with_rows(|rows| {
            let mut counts = Self::default();
            for row in rows.iter() {
                if !row.is_ready() {
                    counts.wrong += 1;
                    continue;
                }
                counts.ready += 1;
                match row.status {
                    RowStatus::Created(_) => counts.created += 1,
                    RowStatus::Failed(_) => counts.failed += 1,
                    RowStatus::Waiting | RowStatus::Doubt => counts.open += 1,
                }
            }
            counts
        })
    }
}

#[component]
pub fn RunStep(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let counts = Memo::new(move |_| Counts::of(import));
    let start = move |_| run::start(import, api.get_value());
    let stopping = RwSignal::new(false);
    Effect::new(move |_| {
        if import.run.with(|run| *run != Work::Busy) {
            stopping.set(false);
        }
    });
    let resume = move || {
        view! {
            <button type="button" class="btn primary" id="resume" on:click=start>{tv!(import_users.resume)}</button>
        }
    };
    let what = move || {
        match import.run.get() {
        Work::Idle => view! {
            <p>{t!(import_users.about_to, count = counts.get().ready)}</p>
            {(counts.get().wrong > 0).then(|| view! { <p class="muted">{t!(import_users.left_out, count = counts.get().wrong)}</p> })}
        }
        .into_any(),
        Work::Busy => view! {
            <Progress import said=|done, of| t!(import_users.creating, done = done, of = of)/>
            <div>
                <button type="button" class="btn" id="stop" aria-disabled=move || stopping.get().to_string()
                    on:click=move |_| { stopping.set(true); run::stop(import) }>
                    {move || if stopping.get() { t!(import_users.stopping) } else { t!(import_users.stop) }}
                </button>
            </div>
        }
        .into_any(),
        Work::Stopped if counts.get().open > 0 => view! {
            <div class="panel info">{Icon::Info.view()}<div>
                <p>{t!(import_users.stopped, count = counts.get().open)}</p>
                <div>{resume()}</div>
            </div></div>
        }
        .into_any(),
        Work::Stopped => {
            view! { <div class="panel info">{Icon::Check.view()}<p>{t!(import_users.finished)}</p></div> }.into_any()
        }
        Work::Broken(error) => view! {
            <ErrorPanel error advice=t!(import_users.run_broken).to_owned()/>
            <div>{resume()}</div>
        }
        .into_any(),
    }
    };
    // The end is announced once, with the numbers; until then the progress bar is announced. An error panel announces
    // itself.
    let ended = Memo::new(move |_| {
        let counts = counts.get();
        let said = match import.run.get() {
            Work::Stopped if counts.open > 0 => t!(import_users.stopped, count = counts.open),
            Work::Stopped => t!(import_users.finished).to_owned(),
            Work::Idle | Work::Busy | Work::Broken(_) => return String::new(),
        };
        let created = t!(import_users.count_created, count = counts.created);
        let failed = (counts.failed > 0).then(|| t!(import_users.count_failed, count = counts.failed));
        [said, created].into_iter().chain(failed).collect::<Vec<_>>().join(" ")
    });
    let some = move || counts.with(|counts| counts.created + counts.failed > 0);
    view! {
        <div class="stack" role="group" aria-label=tv!(import_users.progress)>{what}</div>
        <div class="visually-hidden" role="status">{move || ended.get()}</div>
        <Show when=some>
            <div class="row">
                <span class="tag good">{move || t!(import_users.count_created, count = counts.get().created)}</span>
                {move || (counts.get().failed > 0).then(|| view! {
                    <span class="tag bad">{t!(import_users.count_failed, count = counts.get().failed)}</span>
                })}
                {move || (counts.get().wrong > 0).then(|| view! {
                    <span class="tag warn">{t!(import_users.count_left_out, count = counts.get().wrong)}</span>
                })}
            </div>
        </Show>
        <Show when=move || import.run.with(|run| !matches!(run, Work::Idle | Work::Busy))>
            <Downloads import/>
        </Show>
        <RowTable import ran=true/>
    }
}
