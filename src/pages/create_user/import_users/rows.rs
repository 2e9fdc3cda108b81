//! The rows as a table, one page at a time, so that thousands of rows are never in the page at once.

use super::state::{Row, RowStatus, UserImport};
use super::words::{problems, status};
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::ui::pager::Pages;
use leptos::prelude::*;
use model::config::StoreConfig;

/// Rows per page.
const PAGE: usize = 25;

/// The displayed values of a row.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    at: usize,
    line: usize,
    name: String,
    logon: String,
    tone: &'static str,
    said: Vec<String>,
    link: Option<Route>,
}

impl Shown {
    fn of(row: &Row, at: usize, store: &StoreConfig, ran: bool) -> Self {
        let draft = &row.import.draft;
        let mut said = problems(row, store);
        let ready = said.is_empty();
        if ready {
            said.push(if ran { status(&row.status) } else { t!(import_users.ready).to_owned() });
        }
        let tone = match (ready, ran, &row.status) {
            (false, ..) | (true, true, RowStatus::Failed(_)) => "bad",
            (true, false, _) | (true, true, RowStatus::Created(_)) => "good",
            (true, true, RowStatus::Doubt) => "warn",
            (true, true, RowStatus::Waiting) => "",
        };
        let link = match &row.status {
            RowStatus::Created(Some(id)) => Some(Route::User(id.clone())),
            _ => None,
        };
        Self {
            at,
            line: row.import.line,
            name: draft.display_name_text(&store.users),
            logon: draft.upn(&store.users),
            tone,
            said,
            link,
        }
    }
}

/// Whether a row has an error, or its creation failed.
pub fn is_wrong(row: &Row) -> bool {
    !row.is_ready() || matches!(row.status, RowStatus::Failed(_))
}

/// The table, with a check box that shows only rows with errors.
#[component]
pub fn RowTable(
    /// The import's state.
    import: UserImport,
    /// Whether the results of the creation are shown, instead of those of the dry run.
    ran: bool,
) -> impl IntoView {
    let only = RwSignal::new(false);
    let pages = Pages::new(PAGE);
    let visible = Memo::new(move |_| {
        import.changed.track();
        let only = only.get();
        import.with_rows(|rows| {
            let fits = rows.iter().enumerate().filter(|(_, row)| !only || is_wrong(row));
            fits.map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || visible.with(Vec::len));
    let shown = Memo::new(move |_| {
        import.changed.track();
        // Read here for the sentences, which also follow the language.
        let store = import.template.store();
        let at = pages.rows(total.get());
        let wanted = visible.with(|visible| visible.get(at).unwrap_or_default().to_vec());
        import.with_rows(|rows| {
            let of = |at: usize| rows.get(at).map(|row| Shown::of(row, at, &store, ran));
            wanted.into_iter().filter_map(of).collect::<Vec<_>>()
        })
    });
    let label = move || if ran { t!(import_users.results) } else { t!(import_users.rows) };
    view! {
        <div class="framed">
            <div class="tools">
                <label class="check small">
                    <input type="checkbox" prop:checked=only
                        on:change:target=move |ev| { only.set(ev.target().checked()); pages.show(0) }/>
                    <span>{tv!(import_users.only_errors)}</span>
                </label>
            </div>
            <div class="table-wrap" role="region" tabindex="0" aria-label=label>
                <table aria-label=label>
                    <thead><tr>
                        <th scope="col">{tv!(import_users.line)}</th>
                        <th scope="col">{tv!(members.name)}</th>
                        <th scope="col" class="hide-s">{tv!(users.logon)}</th>
                        <th scope="col">{tv!(import_users.state)}</th>
                    </tr></thead>
                    <tbody>
                        <For each=move || shown.get() key=|row| (row.at, row.said.clone(), row.tone) children=one/>
                    </tbody>
                </table>
            </div>
            {pages.pager(total)}
        </div>
    }
}

fn one(row: Shown) -> impl IntoView {
    let Shown { line, name, logon, tone, said, link, .. } = row;
    let name = match link {
        Some(route) => view! { <a href=route.href()>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let said = match (tone, said.as_slice()) {
        ("bad", _) => view! { <ul class="row-errors">{said.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul> }.into_any(),
        _ => view! { <span class=format!("tag {tone}")>{said.concat()}</span> }.into_any(),
    };
    view! { <tr><td class="nums muted">{line}</td><td>{name}</td><td class="hide-s small">{logon}</td><td>{said}</td></tr> }
}
