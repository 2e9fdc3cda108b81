//! What a table shows and how: its query, the chosen columns and the selected rows.

use super::column::{Column, Columns, ListColumn};
use super::filters::FilterChip;
use super::query::{Defaults, TableQuery};
use crate::routes::Navigator;
use crate::storage;
use leptos::prelude::*;
use model::list::Selection;
use model::wire::{DirectoryObject, ObjectPage};

/// The last successful response and its query.
pub type Shown = RwSignal<Option<(TableQuery, ObjectPage)>>;

/// What a table is like.
#[derive(Clone, Copy)]
pub struct TableSpec {
    pub columns: Columns,
    /// The attribute to sort by if the URL gives none.
    pub sorting: &'static str,
    /// The number of rows per page if the URL gives none.
    pub page_size: i64,
    /// The filters that can be switched on.
    pub filters: &'static [FilterChip],
    /// The list's name in local storage, under which the choice of columns is kept; none if nobody can choose.
    pub name: Option<&'static str>,
    /// Whether rows can be selected.
    pub selectable: bool,
}

/// The state of a table. Copies share it.
#[derive(Clone, Copy)]
pub struct TableState {
    spec: TableSpec,
    navigator: Navigator,
    query: Memo<TableQuery>,
    /// The columns that are shown although they are not by default (true), or the other way round (false).
    chosen: RwSignal<Vec<(&'static str, bool)>>,
    /// The rows that are shown; the last page stays while the next one is loading.
    pub shown: Shown,
    /// The selected rows; empty where nothing can be selected.
    pub selection: RwSignal<Selection>,
}

impl TableState {
    /// For the component that is being built; the query follows the URL.
    pub fn new(spec: TableSpec) -> Self {
        let navigator = Navigator::expect();
        let query = TableQuery::of_url(navigator, spec);
        let selection = RwSignal::new(Selection::default());
        if spec.selectable {
            // "All that match" is about one query; rows that were selected one by one stay when another is asked.
            let matched = Memo::new(move |_| query.with(|query| (query.text.clone(), query.filters.clone())));
            Effect::new(move |before: Option<()>| {
                // A memo that is not read is not computed, and then does not know when it changes.
                matched.with(|_| ());
                if before.is_some() && selection.with_untracked(|own| matches!(own, Selection::All { .. })) {
                    selection.set(Selection::default());
                }
            });
        }
        let chosen = RwSignal::new(spec.name.map(|name| kept(name, spec.columns)).unwrap_or_default());
        Self { spec, navigator, query, chosen, shown: RwSignal::new(None), selection }
    }

    /// The state in the URL; reactive.
    pub fn query(&self) -> TableQuery {
        self.query.get()
    }

    /// The same without tracking.
    pub fn query_now(&self) -> TableQuery {
        self.query.get_untracked()
    }

    /// Reads the state; reactive.
    pub fn with_query<T>(&self, read: impl FnOnce(&TableQuery) -> T) -> T {
        self.query.with(read)
    }

    pub fn filters(&self) -> &'static [FilterChip] {
        self.spec.filters
    }

    pub fn is_selectable(&self) -> bool {
        self.spec.selectable
    }

    /// The same table, where rows can be selected or not.
    pub fn selecting(self, selectable: bool) -> Self {
        Self { spec: TableSpec { selectable, ..self.spec }, ..self }
    }

    /// The number of rows per page if the URL gives none.
    pub fn page_size(&self) -> i64 {
        self.spec.page_size
    }

    /// The list's name in local storage.
    pub fn name(&self) -> Option<&'static str> {
        self.spec.name
    }

    /// The query as a saved view keeps it: without the page number. Reactive.
    pub fn saved_query(&self) -> String {
        self.with_query(|query| query.on_page(1).written("", self.defaults())).unwrap_or_default()
    }

    fn defaults(&self) -> Defaults {
        Defaults { sorting: self.spec.sorting, size: self.spec.page_size }
    }

    /// Changes the URL. Typing replaces the history entry, everything else adds one. Other parameters are kept.
    pub fn go(&self, query: &TableQuery, replace: bool) {
        let here = window().location().search().unwrap_or_default();
        if let Some(to) = query.written(&here, self.defaults()) {
            self.navigator.search(&to, replace);
        }
    }

    /// The columns that are shown; reactive.
    pub fn columns(&self) -> Vec<&'static Column> {
        match self.spec.columns {
            Columns::All(all) => all.iter().collect(),
            Columns::Choice(list) => list
                .iter()
                .enumerate()
                .filter(|(at, own)| *at == 0 || self.is_shown(own))
                .map(|(_, own)| &own.column)
                .collect(),
        }
    }

    /// The columns that are shown, with their texts; reactive. Empty if nobody can choose columns.
    pub fn list_columns(&self) -> Vec<&'static ListColumn> {
        let all = self.choice().iter().enumerate();
        all.filter(|(at, own)| *at == 0 || self.is_shown(own)).map(|(_, own)| own).collect()
    }

    /// The columns that can be chosen from. The first one says what the row is about, and always stays.
    pub fn choice(&self) -> &'static [ListColumn] {
        match self.spec.columns {
            Columns::All(_) => &[],
            Columns::Choice(list) => list,
        }
    }

    /// Whether a column is shown; reactive.
    pub fn is_shown(&self, column: &ListColumn) -> bool {
        let chosen = |chosen: &Vec<(&'static str, bool)>| {
            chosen.iter().find(|(name, _)| *name == column.name).map(|(_, shown)| *shown)
        };
        self.chosen.with(chosen).unwrap_or(column.standard)
    }

    /// Shows or hides a column, and remembers it in this browser.
    pub fn show(&self, column: &'static ListColumn, shown: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|(name, _)| *name != column.name);
            if shown != column.standard {
                chosen.push((column.name, shown));
            }
        });
        self.keep();
    }

    /// Shows the columns that are shown by default.
    pub fn show_standard(&self) {
        self.chosen.set(Vec::new());
        self.keep();
    }

    fn keep(&self) {
        let Some(name) = self.spec.name else { return };
        let sign = |shown: &bool| if *shown { '+' } else { '-' };
        let words: Vec<_> = self
            .chosen
            .with_untracked(|own| own.iter().map(|(name, shown)| format!("{}{name}", sign(shown))).collect());
        if words.is_empty() {
            storage::remove(&key(name));
        } else {
            // If the browser refuses, the choice lasts as long as the page.
            let _ = storage::set(&key(name), &words.join(" "));
        }
    }

    /// The rows of the page that is shown; reactive.
    pub fn rows(&self) -> Vec<DirectoryObject> {
        self.shown.with(|shown| shown.as_ref().map(|(_, page)| page.data.clone()).unwrap_or_default())
    }

    /// How many objects the query finds, if the service has said so; reactive.
    pub fn total(&self) -> Option<i64> {
        self.shown.with(|shown| shown.as_ref().and_then(|(_, page)| page.total))
    }
}

fn key(name: &str) -> String {
    format!("columns/{name}")
}

/// The choice of columns that this browser remembers; names that the list does not have are left out.
fn kept(name: &str, columns: Columns) -> Vec<(&'static str, bool)> {
    let Columns::Choice(list) = columns else { return Vec::new() };
    let text = storage::get(&key(name)).unwrap_or_default();
    let words = text.split_whitespace().filter_map(|word| {
        let shown = word.starts_with('+');
        let own = list.iter().find(|own| own.name == word.trim_start_matches(['+', '-']))?;
        (shown != own.standard).then_some((own.name, shown))
    });
    words.collect()
}
