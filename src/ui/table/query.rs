//! The state of a table in its URL: text, filters, sorting and page. A bookmark restores it.

use super::column::Columns;
use super::state::TableSpec;
use crate::api::searches::PageRequest;
use crate::routes::{Navigator, TEXT};
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// The attribute by which a table is sorted if its URL gives none.
pub type Sorting = &'static str;

/// The query of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    /// The text that is searched for; "" for none.
    pub text: String,
    /// The names of the filters that are on, in the table's order.
    pub filters: Vec<&'static str>,
    /// The attribute to sort by.
    pub sort: &'static str,
    pub descending: bool,
    /// The page number, from 1.
    pub page: i64,
    /// Rows per page.
    pub size: i64,
}

/// What a URL need not say.
#[derive(Debug, Clone, Copy)]
pub struct Defaults {
    pub sorting: Sorting,
    pub size: i64,
}

const FILTER: &str = "filter";
const SORT: &str = "sort";
const PAGE: &str = "page";
const ROWS: &str = "rows";

/// The numbers of rows per page to choose from, beside the configured one.
pub const SIZES: [i64; 4] = [20, 50, 100, 200];

impl TableQuery {
    /// The state in the URL; reactive. What the table does not have is replaced by the default.
    pub fn of_url(navigator: Navigator, spec: TableSpec) -> Memo<Self> {
        Memo::new(move |_| {
            let wanted = navigator.param(SORT).unwrap_or_default();
            let (wanted, descending) = wanted.strip_prefix('-').map_or((wanted.as_str(), false), |name| (name, true));
            let mut sorts = match spec.columns {
                Columns::All(all) => all.iter().filter_map(|column| column.sort).collect::<Vec<_>>(),
                Columns::Choice(list) => list.iter().filter_map(|own| own.column.sort).collect(),
            }
            .into_iter();
            let known = sorts.find(|sort| *sort == wanted);
            let on = navigator.param(FILTER).unwrap_or_default();
            let is_on = |name: &&str| on.split(',').any(|own| own == *name);
            // The limit keeps row numbers within the range of an i64.
            let number = |name: &str| navigator.param(name).and_then(|number| number.parse::<i64>().ok());
            let page = number(PAGE).filter(|page| (1..=1_000_000_000).contains(page));
            Self {
                text: navigator.param(TEXT).unwrap_or_default().trim().to_owned(),
                filters: spec.filters.iter().map(|chip| chip.name).filter(is_on).collect(),
                sort: known.unwrap_or(spec.sorting),
                descending: known.is_some() && descending,
                page: page.unwrap_or(1),
                size: number(ROWS).filter(|size| SIZES.contains(size)).unwrap_or(spec.page_size),
            }
        })
    }

    /// The page request for the service.
    pub fn window(&self) -> PageRequest {
        PageRequest { page: self.page, size: self.size, sort: self.sort, descending: self.descending }
    }

    /// Whether it finds less than the whole list.
    pub fn narrows(&self) -> bool {
        !self.text.is_empty() || !self.filters.is_empty()
    }

    /// Sorted by another column, or in the other direction; from the first page.
    pub fn sorted_by(&self, sort: &'static str) -> Self {
        Self { sort, descending: self.sort == sort && !self.descending, page: 1, ..self.clone() }
    }

    /// With another text; from the first page.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.trim().to_owned(), page: 1, ..self.clone() }
    }

    /// With these filters; from the first page.
    pub fn with_filters(&self, filters: Vec<&'static str>) -> Self {
        Self { filters, page: 1, ..self.clone() }
    }

    /// The same query on another page; pages below 1 become 1.
    pub fn on_page(&self, page: i64) -> Self {
        Self { page: page.max(1), ..self.clone() }
    }

    /// With so many rows per page, on the page that has the present first row.
    pub fn with_size(&self, size: i64) -> Self {
        let first = (self.page - 1).saturating_mul(self.size);
        Self { size, page: first / size.max(1) + 1, ..self.clone() }
    }

    /// A URL's query with this state, without `?`; parameters that are not the table's are kept. None if the browser
    /// cannot read the given query.
    pub fn written(&self, here: &str, defaults: Defaults) -> Option<String> {
        let params = UrlSearchParams::new_with_str(here).ok()?;
        for name in [TEXT, FILTER, SORT, PAGE, ROWS] {
            params.delete(name);
        }
        if !self.text.is_empty() {
            params.set(TEXT, &self.text);
        }
        if !self.filters.is_empty() {
            params.set(FILTER, &self.filters.join(","));
        }
        if self.sort != defaults.sorting || self.descending {
            params.set(SORT, &format!("{}{}", if self.descending { "-" } else { "" }, self.sort));
        }
        if self.size != defaults.size {
            params.set(ROWS, &self.size.to_string());
        }
        if self.page > 1 {
            params.set(PAGE, &self.page.to_string());
        }
        Some(params.to_string().into())
    }
}
