//! The table of groups with what will happen, or what has happened, to each; it can be saved as a file.

use crate::i18n::{t, tv};
use crate::ui::pager::Pages;
use crate::ui::table::save_table;
use crate::ui::toast::Toasts;
use leptos::prelude::*;

/// Rows per page.
const PAGE: usize = 10;

/// A group, and what is said about it.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub name: String,
    /// The state in a word or two, with the CSS classes of its tag; none before anything was sent.
    pub state: Option<(&'static str, String)>,
    /// A sentence; "" for none.
    pub what: String,
    /// Whether nothing will happen to the group.
    pub quiet: bool,
}

impl Row {
    /// State and sentence in one text.
    fn text(&self) -> String {
        let state = self.state.as_ref().map(|(_, state)| state.as_str());
        let all: Vec<_> = state.into_iter().chain([self.what.as_str()]).filter(|text| !text.is_empty()).collect();
        all.join(": ")
    }
}

#[component]
pub fn RowTable(
    /// All rows.
    rows: Signal<Vec<Row>>,
    /// The table's accessible name.
    label: fn() -> &'static str,
    /// The heading of the sentences.
    what: fn() -> &'static str,
    /// The beginning of the file's name.
    file: &'static str,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let pages = Pages::new(PAGE);
    let total = Signal::derive(move || rows.with(Vec::len));
    let row = |Row { name, state, what, quiet }: Row| {
        let state = state.map(|(class, state)| view! { <span class=class>{state}</span> " " });
        view! { <tr><th scope="row">{name}</th><td class:muted=quiet>{state}{what}</td></tr> }
    };
    let shown = move || rows.with(|rows| rows[pages.rows(rows.len())].iter().cloned().map(row).collect_view());
    let save = move |_| {
        let header = vec![t!(group.name).to_owned(), what().to_owned()];
        let all = rows.with_untracked(|rows| {
            let rows = rows.iter().map(|row| vec![row.name.clone(), row.text()]);
            [header].into_iter().chain(rows).collect::<Vec<_>>()
        });
        save_table(toasts, file, &all);
    };
    view! {
        <div class="framed">
            <div class="table-wrap" role="region" tabindex="0" aria-label=crate::i18n::text(label)>
                <table aria-label=crate::i18n::text(label)>
                    <thead><tr>
                        <th scope="col">{tv!(group.name)}</th><th scope="col">{crate::i18n::text(what)}</th>
                    </tr></thead>
                    <tbody>{shown}</tbody>
                </table>
            </div>
            {pages.pager(total)}
        </div>
        <div><button type="button" class="btn s" on:click=save>{tv!(bulk.download)}</button></div>
    }
}
