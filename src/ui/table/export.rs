//! Saves a list as a CSV file: all its pages, one after the other, or the selected rows.

use super::{ACTIONS, ListColumn, Load, TableQuery, TableState};
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::{Latest, Lifetime};
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::dialog::Dialog;
use crate::ui::download::save_csv;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::format;
use crate::ui::progress::progress;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::csv;
use model::list::Selection;
use model::wire::{DirectoryObject, ObjectId};
use std::collections::BTreeSet;

/// Rows per request.
const BATCH: i64 = 500;

/// How far an export is.
#[derive(Clone, PartialEq)]
enum Work {
    Idle,
    /// So many rows of so many were read; the total is none if the service does not give it.
    Busy(i64, Option<i64>),
    Failed(ApiError),
}

/// Reads all objects that a query finds, page by page, each once. `told` learns how many were read and how many there
/// are, and says whether to go on; none if it does not.
pub async fn read_all(
    rows: Load,
    query: TableQuery,
    told: impl Fn(i64, Option<i64>) -> bool,
) -> Result<Option<Vec<DirectoryObject>>, ApiError> {
    let mut known = BTreeSet::<ObjectId>::new();
    let mut all = Vec::new();
    let mut read = 0;
    for page in 1.. {
        let answer = rows(TableQuery { page, size: BATCH, ..query.clone() }).await?;
        let count = answer.data.len() as i64;
        read += count;
        // A change meanwhile may move a row to the next page.
        all.extend(answer.data.into_iter().filter(|object| known.insert(object.id.clone())));
        if !told(read, answer.total) {
            return Ok(None);
        }
        if count == 0 || answer.total.map_or(count < BATCH, |total| read >= total) {
            break;
        }
    }
    Ok(Some(all))
}

#[component]
pub fn ExportDialog(
    table: TableState,
    /// The list's name, which is also the file's.
    label: Signal<String>,
    /// Reads rows.
    rows: Load,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let (life, latest) = (Lifetime::new(), Latest::new());
    // The texts of cells read contexts, which are not there while requests run.
    let owner = StoredValue::new(Owner::current());
    let rows = StoredValue::new(rows);
    let work = RwSignal::new(Work::Idle);
    let only_selected = RwSignal::new(false);
    let selected = Memo::new(move |_| table.selection.with(Selection::count));
    Effect::new(move |_| {
        if open.get() {
            work.set(Work::Idle);
            only_selected.set(selected.get_untracked() > 0);
        } else {
            latest.cancel();
        }
    });
    let columns = move || table.list_columns();
    let names = move |with: bool| {
        let named = columns().into_iter().filter(|own| own.text.is_some() == with && own.name != ACTIONS);
        named.map(|own| (own.column.label)()).collect::<Vec<_>>().join(", ")
    };
    let save = move |objects: Vec<DirectoryObject>| {
        let columns = untrack(columns);
        let table = owner.with_value(|owner| {
            let write = || written(&columns, &objects);
            untrack(|| owner.as_ref().map_or_else(write, |owner| owner.with(write)))
        });
        save_table(toasts, &label.get_untracked(), &table);
        open.set(false);
    };
    let start = move || {
        let only = only_selected.get_untracked();
        let selection = table.selection.get_untracked();
        if let (true, Selection::These(objects)) = (only, &selection) {
            return save(objects.clone());
        }
        let query = table.query_now();
        let is_latest = latest.begin();
        work.set(Work::Busy(0, untrack(|| table.total())));
        let told = move |read, total| {
            let goes_on = is_latest();
            if goes_on {
                work.set(Work::Busy(read, total));
            }
            goes_on
        };
        let reading = read_all(rows.get_value(), query, told);
        life.spawn(async move {
            match reading.await {
                Ok(Some(mut objects)) => {
                    if only {
                        objects.retain(|object| selection.has(&object.id));
                    }
                    save(objects);
                }
                Ok(None) => {}
                Err(error) if is_latest() => work.set(Work::Failed(error)),
                Err(_) => {}
            }
        });
    };
    let retry = Callback::new(move |()| start());
    let all = move || match table.total() {
        Some(total) => t!(export.all, count = total, number = format::count(total)),
        None => t!(export.everything).to_owned(),
    };
    let which = move || {
        let picked =
            Choice::new(move || t!(export.selected, count = selected.get(), number = format::count(selected.get())));
        let list = vec![(true, picked), (false, Choice::new(all))];
        let text = FieldText::new("export-rows", || t!(export.rows), || None);
        view! { <Radios text choices=Choices::of(list, move || only_selected.get(), move |only| only_selected.set(only))/> }
    };
    let form = move || {
        let left_out = move || Some(names(false)).filter(|names| !names.is_empty());
        view! {
            <Show when=move || { selected.get() > 0 } fallback=move || view! { <p>{all}</p> }>{which()}</Show>
            <p>{move || t!(export.columns, names = names(true))}</p>
            {move || left_out().map(|names| view! { <p class="muted">{t!(export.left_out, names = names)}</p> })}
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                <button type="button" class="btn primary" autofocus on:click=move |_| start()>{tv!(export.start)}</button>
            </div>
        }
    };
    let busy = move |read: i64, total: Option<i64>| {
        let of = total.unwrap_or(read).max(read);
        let said = t!(export.reading, read = format::count(read), total = format::count(of));
        view! { <div role="status">{progress(said, read, of)}</div> }
    };
    let is_busy = Memo::new(move |_| work.with(|work| matches!(work, Work::Busy(..))));
    let content = move || match work.get() {
        Work::Idle => form().into_any(),
        Work::Failed(error) => view! { <ErrorPanel error retry/> }.into_any(),
        Work::Busy(read, total) => busy(read, total).into_any(),
    };
    view! {
        <Dialog open id="export" title=words(|| t!(export.button))>
            {content}
            <Show when=move || is_busy.get()>
                <div class="buttons">
                    <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                </div>
            </Show>
        </Dialog>
    }
}

/// Saves a table, whose first row has the headings, as a CSV file with the present day in its name, and says so.
pub fn save_table(toasts: Toasts, name: &str, table: &[Vec<String>]) {
    let saved = save_csv(&format!("{name} {}.csv", format::today()), &csv::write(table, format::csv_delimiter()));
    let count = table.len().saturating_sub(1) as i64;
    toasts.say(move || {
        if saved {
            t!(export.saved, count = count, number = format::count(count))
        } else {
            t!(export.not_saved).to_owned()
        }
    });
}

/// The rows, below the columns' headings.
fn written(columns: &[&'static ListColumn], objects: &[DirectoryObject]) -> Vec<Vec<String>> {
    let columns: Vec<_> = columns.iter().filter_map(|own| own.text.map(|text| ((own.column.label)(), text))).collect();
    let mut table = vec![columns.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>()];
    table.extend(objects.iter().map(|object| columns.iter().map(|(_, text)| text(object)).collect()));
    table
}
