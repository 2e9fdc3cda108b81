//! A table of directory objects. The service pages, sorts and searches it, and its state is in the URL.

mod check_boxes;
mod column;
mod columns_menu;
mod export;
mod filters;
mod find_box;
mod footer;
pub mod parts;
mod query;
mod refresh;
mod selected_rows;
mod state;
mod tools;
mod views;

pub use column::{ACTIONS, Column, Columns, ListColumn};
pub use export::{read_all, save_table};
pub use filters::FilterChip;
pub use query::{Sorting, TableQuery};
pub use refresh::load_twice;
pub use selected_rows::{SelectedRows, selected_text};
pub use state::{TableSpec, TableState};
pub use tools::{Naming, Views};

use super::error_panel::ErrorPanel;
use super::focus;
use super::icon::Icon;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::task::{Latest, Lifetime};
use filters::FilterBar;
use find_box::FindBox;
use footer::{Footer, beyond};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::wire::{DirectoryObject, ObjectPage};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tools::{ListTools, SaveView, views_of};

/// After how many milliseconds of waiting it is said that the service takes its time.
const SLOW: u32 = 5_000;

/// Requests a page of rows.
pub type Load = Arc<dyn Fn(TableQuery) -> Pin<Box<dyn Future<Output = Result<ObjectPage, ApiError>>>> + Send + Sync>;

/// Draws what stands below a row, as further rows; it gets the number of columns.
pub type RowBelow = fn(&DirectoryObject, usize) -> AnyView;

/// A table without filters, choice of columns and selection.
#[component]
pub fn DirectoryTable(
    /// The table's accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The columns in display order.
    columns: &'static [Column],
    /// Requests the rows of one page.
    load: Load,
    /// The attribute to sort by if the URL gives none.
    sorting: Sorting,
    /// The number of rows per page if the URL gives none.
    page_size: i64,
    /// What an empty list shows if no text was searched for.
    empty: ViewFn,
) -> impl IntoView {
    let spec =
        TableSpec { columns: Columns::All(columns), sorting, page_size, filters: &[], name: None, selectable: false };
    view! { <ListTable label table=TableState::new(spec) load empty/> }
}

/// A table with what its state offers.
#[component]
pub fn ListTable(
    /// The table's accessible name.
    #[prop(into)]
    label: Signal<String>,
    table: TableState,
    /// Requests the rows of one page.
    load: Load,
    /// What an empty list shows if nothing was searched for.
    empty: ViewFn,
    /// Reads rows for a file; none if the list cannot be exported. Its buttons stand beside the search field.
    #[prop(optional)]
    rows: Option<Load>,
    /// What stands below the rows, if anything can.
    #[prop(optional)]
    below: Option<RowBelow>,
) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let (views, naming) = views_of(table);
    let save_view = move || view! { <SaveView table views naming/> }.into_any();
    // It follows the filters, if there are any.
    let save_beside = table.filters().is_empty();
    let has_tools = rows.is_some();
    let tools = rows.map(|rows| {
        view! {
            <div class="end">
                {save_beside.then(save_view)}
                <ListTools table label rows views naming/>
            </div>
        }
    });
    // The last page stays visible while the next one is loading.
    let shown = table.shown;
    let failed = RwSignal::new(None::<ApiError>);
    let life = Lifetime::new();
    let current = move || shown.with(|s| s.as_ref().is_some_and(|(of, _)| table.with_query(|query| query == of)));
    Effect::new(move |_| {
        again.track();
        let of = table.query();
        failed.set(None);
        let answer = load(of.clone());
        life.spawn(async move {
            let answer = answer.await;
            // The query has changed during the request.
            if table.query_now() != of {
                return;
            }
            match answer {
                Ok(page) => shown.set(Some((of, page))),
                Err(error) => {
                    // Rows of another query must not stay below the error.
                    if !untrack(current) {
                        shown.set(None);
                    }
                    failed.set(Some(error));
                }
            }
        });
    });
    // Whoever has signed in again need not ask again.
    if let Some(session) = use_context::<Session>() {
        Effect::new(move |before: Option<bool>| {
            let is_over = session.phase().is_over();
            let refused = failed.with_untracked(|failed| matches!(failed, Some(ApiError::Unauthorized(_))));
            if before == Some(true) && !is_over && refused {
                again.update(|n| *n += 1);
            }
            is_over
        });
    }
    let busy = Memo::new(move |_| !current() && failed.with(|f| f.is_none()));
    let is_slow = RwSignal::new(false);
    let latest = Latest::new();
    Effect::new(move |_| {
        is_slow.set(false);
        let is_last = latest.begin();
        if busy.get() {
            life.spawn(async move {
                TimeoutFuture::new(SLOW).await;
                if is_last() {
                    is_slow.set(true);
                }
            });
        }
    });
    // Without rows there is nothing to turn over. The headings stay: another order may be answered.
    let is_missing = move || failed.with(|failed| failed.is_some()) && shown.with(|shown| shown.is_none());
    // The directory may not be able to sort by every attribute.
    let sorts = StoredValue::new(Api::find());
    let heading = move |column: &'static Column| {
        let can = |sort: &&str| sorts.with_value(|api| api.as_ref().is_none_or(|api| api.sorts_by(sort)));
        let sortable = column.sort.filter(can);
        let direction = move || match sortable {
            Some(sort) if table.with_query(|q| q.sort == sort) => {
                Some(if table.with_query(|q| q.descending) { "descending" } else { "ascending" })
            }
            _ => None,
        };
        let inside = match sortable {
            Some(sort) => {
                let sort_by = move |_| table.go(&table.query_now().sorted_by(sort), false);
                view! { <button type="button" on:click=sort_by>{move || (column.label)()}</button> }.into_any()
            }
            None => view! { {move || (column.label)()} }.into_any(),
        };
        view! { <th scope="col" class:hide-s=column.secondary aria-sort=direction>{inside}</th> }
    };
    let columns = Memo::new(move |_| Shape(table.columns()));
    let anchor = StoredValue::new(None);
    let picks = table.is_selectable();
    let row = move |object: DirectoryObject| {
        let cell = |column: &'static Column| {
            view! { <td class:hide-s=column.secondary>{(column.cell)(&object)}</td> }
        };
        let pick = picks.then(|| check_boxes::of_row(table, &object, anchor));
        let shown = columns.get().0;
        let below = below.map(|below| below(&object, shown.len() + usize::from(picks)));
        view! { <tr>{pick}{shown.into_iter().map(cell).collect_view()}</tr>{below} }
    };
    let skeleton = move || {
        let cell = |column: &'static Column| {
            view! { <td class:hide-s=column.secondary><span class="skeleton"></span></td> }
        };
        let pick = move || picks.then(|| view! { <td class="pick"></td> });
        let cells = move || columns.get().0.into_iter().map(cell).collect_view();
        (0..8).map(|_| view! { <tr>{pick()}{cells()}</tr> }).collect_view()
    };
    let body = move || match shown.get() {
        None if failed.with(|failed| failed.is_some()) => ().into_any(),
        None => skeleton().into_any(),
        Some((_, page)) => page.data.into_iter().map(row).collect_view().into_any(),
    };
    let nothing = Memo::new(move |_| shown.with(|s| s.as_ref().is_some_and(|(_, page)| page.data.is_empty())));
    let go_to = move |page: i64| {
        table.go(&table.query_now().on_page(page), true);
        // The button with the focus was removed.
        focus::soon("main h1");
    };
    let empty = StoredValue::new(empty);
    let retry = Callback::new(move |()| {
        again.update(|n| *n += 1);
        // The button with the focus was removed.
        focus::rescue("main h1");
    });
    let unfilter = move |_| {
        table.go(&table.query_now().with_filters(Vec::new()), false);
        focus::soon("main h1");
    };
    view! {
        <section class="card" aria-label=move || label.get()>
            <div class="tools">
                <FindBox table/>
                {tools}
            </div>
            <FilterBar table>{has_tools.then(save_view)}</FilterBar>
            {move || failed.get().map(|error| view! { <div class="body"><ErrorPanel error retry/></div> })}
            <p class="hint slow" role="status">{move || if is_slow.get() { t!(table.slow) } else { "" }}</p>
            <div class="table-wrap" class:stale=move || busy.get() && shown.with(|s| s.is_some())>
                <table aria-label=move || label.get() aria-busy=move || busy.get().to_string()>
                    <thead><tr>
                        {picks.then(|| check_boxes::of_page(table))}
                        {move || columns.get().0.into_iter().map(heading).collect_view()}
                    </tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <Show when=move || nothing.get()>
                <div class="empty">
                    {Icon::Tray.view()}
                    {move || match (beyond(shown), table.query()) {
                        (Some((at, last)), _) => view! {
                            <p>{t!(table.beyond, page = at)}</p>
                            <button type="button" class="btn" on:click=move |_| go_to(last)>
                                {t!(table.go_to, page = last)}
                            </button>
                        }
                        .into_any(),
                        (None, query) if !query.filters.is_empty() => view! {
                            <p>{tv!(table.nothing_fits)}</p>
                            <button type="button" class="btn" on:click=unfilter>{tv!(table.clear_filters)}</button>
                        }
                        .into_any(),
                        (None, query) if !query.text.is_empty() => {
                            view! { <p>{t!(table.nothing_found, text = query.text)}</p> }.into_any()
                        }
                        _ => empty.with_value(|empty| empty.run()),
                    }}
                </div>
            </Show>
            <div hidden=is_missing><Footer table/></div>
        </section>
    }
}

/// The shown columns. They are equal if they are the same ones, so that rows are not drawn anew for nothing.
#[derive(Clone)]
struct Shape(Vec<&'static Column>);

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(one, other)| std::ptr::eq(*one, *other))
    }
}
