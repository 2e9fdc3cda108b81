//! A table of directory objects. The service pages, sorts and searches it, and its state is in the URL.

mod query;

pub use query::{Sorting, TableQuery};

use super::debounce::Debounce;
use super::error_panel::ErrorPanel;
use super::focus;
use super::icon::Icon;
use super::pager::Pager;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::routes::Navigator;
use crate::task::Lifetime;
use leptos::prelude::*;
use model::wire::{DirectoryObject, ObjectPage};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A column of the table.
pub struct Column {
    /// The attribute by which it sorts; none if it cannot.
    pub sort: Option<&'static str>,
    /// The heading; reactive.
    pub label: fn() -> String,
    /// Whether it is hidden on narrow pages.
    pub secondary: bool,
    /// Renders the cell of one object.
    pub cell: fn(&DirectoryObject) -> AnyView,
}

/// Requests a page of rows.
pub type Load = Arc<dyn Fn(TableQuery) -> Pin<Box<dyn Future<Output = Result<ObjectPage, ApiError>>>> + Send + Sync>;

/// The last successful response and its query.
type Shown = RwSignal<Option<(TableQuery, ObjectPage)>>;

/// How long typing must pause before the service is asked, in milliseconds.
const REST: u64 = 250;

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
    /// The number of rows per page.
    page_size: i64,
    /// What an empty list shows if no text was searched for.
    empty: ViewFn,
) -> impl IntoView {
    let query = TableQuery::of_url(columns, sorting, page_size);
    let again = RwSignal::new(0_u32);
    let navigator = Navigator::expect();
    // The last page stays visible while the next one is loading.
    let shown = Shown::new(None);
    let failed = RwSignal::new(None::<ApiError>);
    let life = Lifetime::new();
    let current = move || shown.with(|s| s.as_ref().is_some_and(|(of, _)| query.with(|query| query == of)));
    Effect::new(move |_| {
        again.track();
        let of = query.get();
        failed.set(None);
        let answer = load(of.clone());
        life.spawn(async move {
            let answer = answer.await;
            // The query has changed during the request.
            if query.with_untracked(|query| *query != of) {
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
    let busy = Memo::new(move |_| !current() && failed.with(|f| f.is_none()));
    // The directory may not be able to sort by every attribute.
    let sorts = StoredValue::new(use_context::<Api>());
    let heading = move |column: &'static Column| {
        let can = |sort: &&str| sorts.with_value(|api| api.as_ref().is_none_or(|api| api.sorts_by(sort)));
        let sortable = column.sort.filter(can);
        let direction = move || match sortable {
            Some(sort) if query.with(|q| q.sort == sort) => {
                Some(if query.with(|q| q.descending) { "descending" } else { "ascending" })
            }
            _ => None,
        };
        let inside = match sortable {
            Some(sort) => {
                let sort_by = move |_| query.with_untracked(|q| q.sorted_by(sort)).go(navigator, sorting, false);
                view! { <button type="button" on:click=sort_by>{move || (column.label)()}</button> }.into_any()
            }
            None => view! { {move || (column.label)()} }.into_any(),
        };
        view! { <th scope="col" class:hide-s=column.secondary aria-sort=direction>{inside}</th> }
    };
    let row = move |object: DirectoryObject| {
        let cell = |column: &'static Column| {
            view! { <td class:hide-s=column.secondary>{(column.cell)(&object)}</td> }
        };
        view! { <tr>{columns.iter().map(cell).collect_view()}</tr> }
    };
    let skeleton = move || {
        let cell = |column: &'static Column| {
            view! { <td class:hide-s=column.secondary><span class="skeleton"></span></td> }
        };
        (0..8).map(|_| view! { <tr>{columns.iter().map(cell).collect_view()}</tr> }).collect_view()
    };
    let body = move || match shown.get() {
        None if failed.with(|failed| failed.is_some()) => ().into_any(),
        None => skeleton().into_any(),
        Some((_, page)) => page.data.into_iter().map(row).collect_view().into_any(),
    };
    let nothing = Memo::new(move |_| shown.with(|s| s.as_ref().is_some_and(|(_, page)| page.data.is_empty())));
    let go_to = move |page: i64| {
        query.with_untracked(|q| q.on_page(page)).go(navigator, sorting, true);
        // The button with the focus was removed.
        focus::soon("main h1");
    };
    let searched = move || query.with(|q| !q.text.is_empty());
    let empty = StoredValue::new(empty);
    let retry = Callback::new(move |()| {
        again.update(|n| *n += 1);
        // The button with the focus was removed.
        focus::rescue("main h1");
    });
    view! {
        <section class="card" aria-label=move || label.get()>
            <div class="tools" role="search" aria-label=tv!(table.search)>
                <FindBox query=query.into() sorting/>
            </div>
            {move || failed.get().map(|error| view! { <div class="body"><ErrorPanel error retry/></div> })}
            <div class="table-wrap" class:stale=move || busy.get() && shown.with(|s| s.is_some())>
                <table aria-label=move || label.get() aria-busy=move || busy.get().to_string()>
                    <thead><tr>{columns.iter().map(heading).collect_view()}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <Show when=move || nothing.get()>
                <div class="empty">
                    {Icon::Tray.view()}
                    {move || match beyond(shown) {
                        Some((at, last)) => view! {
                            <p>{t!(table.beyond, page = at)}</p>
                            <button type="button" class="btn" on:click=move |_| go_to(last)>
                                {t!(table.go_to, page = last)}
                            </button>
                        }
                        .into_any(),
                        None if searched() => {
                            view! { <p>{t!(table.nothing_found, text = query.get().text)}</p> }.into_any()
                        }
                        None => empty.with_value(|empty| empty.run()),
                    }}
                </div>
            </Show>
            <TablePager query=query.into() shown sorting/>
        </section>
    }
}

/// The search field of a table.
#[component]
fn FindBox(query: Signal<TableQuery>, sorting: Sorting) -> impl IntoView {
    let navigator = Navigator::expect();
    let typed = RwSignal::new(query.get_untracked().text);
    // Back and Forward change the URL and thereby the text.
    Effect::new(move |_| {
        let text = query.with(|q| q.text.clone());
        if typed.with_untracked(|typed| typed.trim() != text) {
            typed.set(text);
        }
    });
    let debounce = Debounce::new();
    let search = move || query.with_untracked(|q| q.with_text(&typed.get_untracked())).go(navigator, sorting, true);
    let input = move |text: String| {
        typed.set(text);
        debounce.then(REST, search);
    };
    view! {
        <div class="find">
            {Icon::Search.view()}
            <input class="input" type="search" aria-label=tv!(table.search) placeholder=tv!(table.search)
                prop:value=typed on:input:target=move |ev| input(ev.target().value())
                on:keydown=move |ev| if ev.key() == "Enter" { debounce.cancel(); search() }/>
        </div>
    }
}

/// The position in the list, and buttons to the neighbouring pages.
#[component]
fn TablePager(query: Signal<TableQuery>, shown: Shown, sorting: Sorting) -> impl IntoView {
    let navigator = Navigator::expect();
    let counts = move || {
        shown.with(|shown| {
            shown.as_ref().map(|(query, page)| {
                let first = (query.page - 1) * query.size + 1;
                let last = first + page.data.len() as i64 - 1;
                (first, last, page.total.unwrap_or(last))
            })
        })
    };
    let range = Signal::derive(counts);
    let at_first = Signal::derive(move || query.with(|q| q.page <= 1));
    // While the next page is loading, its number counts.
    let at_last = Signal::derive(move || {
        counts().is_none_or(|(_, last, total)| last >= total || query.with(|q| q.page * q.size) >= total)
    });
    let on_step = Callback::new(move |by: i64| {
        // From beyond the end, Previous goes to the last page.
        let last = untrack(|| beyond(shown)).map(|(_, last)| last);
        query.with_untracked(|q| q.on_page(last.unwrap_or(q.page + by))).go(navigator, sorting, false);
    });
    view! { <Pager range at_first at_last on_step/> }
}

/// If the URL asks for a page beyond the end: that page, and the last existing one, which is the first if the service
/// gives no total. Reactive.
fn beyond(shown: Shown) -> Option<(i64, i64)> {
    shown.with(|shown| {
        let (of, page) = shown.as_ref().filter(|(of, page)| of.page > 1 && page.data.is_empty())?;
        let rows = page.total.unwrap_or_default().max(1);
        Some((of.page, ((rows - 1) / of.size.max(1) + 1).min(of.page - 1)))
    })
}
