//! What a table shows, as its URL says it: text, sort and page. A bookmark brings it back.

use super::Column;
use crate::api::searches::PageRequest;
use crate::routes::{Navigator, TEXT};
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// The attribute a table is sorted by where its URL does not say.
pub type Sorting = &'static str;

/// What a table shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    /// What is searched for; "" for nothing.
    pub text: String,
    /// The attribute it is sorted by.
    pub sort: &'static str,
    /// From the end.
    pub descending: bool,
    /// From 1.
    pub page: i64,
    /// Rows per page.
    pub size: i64,
}

const SORT: &str = "sort";
const PAGE: &str = "page";

impl TableQuery {
    /// What the URL says; reactive. An unknown sort or page falls back to the first.
    pub fn of_url(columns: &'static [Column], sorting: Sorting, size: i64) -> Memo<Self> {
        let navigator = Navigator::expect();
        Memo::new(move |_| {
            let wanted = navigator.param(SORT).unwrap_or_default();
            let (wanted, descending) = wanted.strip_prefix('-').map_or((wanted.as_str(), false), |name| (name, true));
            let known = columns.iter().filter_map(|column| column.sort).find(|sort| *sort == wanted);
            // So many that no row's number is too great to count with.
            let page = navigator.param(PAGE).and_then(|page| page.parse().ok());
            let page = page.filter(|page| (1..=1_000_000_000).contains(page));
            Self {
                text: navigator.param(TEXT).unwrap_or_default().trim().to_owned(),
                sort: known.unwrap_or(sorting),
                descending: known.is_some() && descending,
                page: page.unwrap_or(1),
                size,
            }
        })
    }

    /// The window for a search.
    pub fn window(&self) -> PageRequest {
        PageRequest { page: self.page, size: self.size, sort: self.sort, descending: self.descending }
    }

    /// The same list by another column, or the other way round; from its start.
    pub fn sorted_by(&self, sort: &'static str) -> Self {
        Self { sort, descending: self.sort == sort && !self.descending, page: 1, ..self.clone() }
    }

    /// Another text, from the start.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.trim().to_owned(), page: 1, ..self.clone() }
    }

    /// Another page.
    pub fn on_page(&self, page: i64) -> Self {
        Self { page: page.max(1), ..self.clone() }
    }

    /// Goes there; typing replaces the entry in the history, everything else makes one. Parameters that are not the
    /// table's own stay.
    pub fn go(&self, navigator: Navigator, sorting: Sorting, replace: bool) {
        let here = window().location().search().unwrap_or_default();
        let Ok(params) = UrlSearchParams::new_with_str(&here) else { return };
        for name in [TEXT, SORT, PAGE] {
            params.delete(name);
        }
        if !self.text.is_empty() {
            params.set(TEXT, &self.text);
        }
        if self.sort != sorting || self.descending {
            params.set(SORT, &format!("{}{}", if self.descending { "-" } else { "" }, self.sort));
        }
        if self.page > 1 {
            params.set(PAGE, &self.page.to_string());
        }
        navigator.search(&String::from(params.to_string()), replace);
    }
}
