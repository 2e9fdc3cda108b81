//! The state of a table in its URL: text, sorting and page. A bookmark restores it.

use super::Column;
use crate::api::searches::PageRequest;
use crate::routes::{Navigator, TEXT};
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// The attribute by which a table is sorted if its URL gives none.
pub type Sorting = &'static str;

/// The state of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    /// The text that is searched for; "" for none.
    pub text: String,
    /// The attribute to sort by.
    pub sort: &'static str,
    pub descending: bool,
    /// The page number, from 1.
    pub page: i64,
    pub size: i64,
}

const SORT: &str = "sort";
const PAGE: &str = "page";

impl TableQuery {
    /// The state in the URL; reactive. An unknown column or page is replaced by the default.
    pub fn of_url(columns: &'static [Column], sorting: Sorting, size: i64) -> Memo<Self> {
        let navigator = Navigator::expect();
        Memo::new(move |_| {
            let wanted = navigator.param(SORT).unwrap_or_default();
            let (wanted, descending) = wanted.strip_prefix('-').map_or((wanted.as_str(), false), |name| (name, true));
            let known = columns.iter().filter_map(|column| column.sort).find(|sort| *sort == wanted);
            // The limit keeps row numbers within the range of an i64.
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

    /// The page request for the service.
    pub fn window(&self) -> PageRequest {
        PageRequest { page: self.page, size: self.size, sort: self.sort, descending: self.descending }
    }

    /// Sorted by another column, or in the other direction; from the first page.
    pub fn sorted_by(&self, sort: &'static str) -> Self {
        Self { sort, descending: self.sort == sort && !self.descending, page: 1, ..self.clone() }
    }

    /// With another text; from the first page.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.trim().to_owned(), page: 1, ..self.clone() }
    }

    /// The same query on another page; pages below 1 become 1.
    pub fn on_page(&self, page: i64) -> Self {
        Self { page: page.max(1), ..self.clone() }
    }

    /// Changes the URL. Typing replaces the history entry, everything else adds one. Other parameters are kept.
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
