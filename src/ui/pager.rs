//! The position in a long list, with buttons to the previous and next page.

use super::format;
use crate::i18n::{t, tv};
use leptos::prelude::*;

/// The first and last visible row, from 1, and the total.
pub type Range = (i64, i64, i64);

/// The line below a list. The caller provides the pages.
#[component]
pub fn Pager(
    /// The visible rows; none while they are unknown.
    range: Signal<Option<Range>>,
    /// Whether this is the first page.
    at_first: Signal<bool>,
    /// Whether this is the last page.
    at_last: Signal<bool>,
    /// Receives the number of pages to move: 1 or -1.
    on_step: Callback<i64>,
    /// What stands before the buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let said = move || match range.get() {
        Some((first, last, total)) if last >= first => {
            let [first, last, total] = [first, last, total].map(format::count);
            t!(table.range, first = first, last = last, total = total)
        }
        _ => String::new(),
    };
    // `aria-disabled` instead of `disabled`, which would lose the focus at the last page.
    let step = move |by: i64, end: Signal<bool>| {
        if !end.get_untracked() {
            on_step.run(by);
        }
    };
    view! {
        <div class="pager">
            <span class="nums" role="status">{said}</span>
            <span class="end">
                {children.map(|children| children())}
                <button type="button" class="btn s" aria-disabled=move || at_first.get().to_string()
                    on:click=move |_| step(-1, at_first)>{tv!(table.previous)}</button>
                <button type="button" class="btn s" aria-disabled=move || at_last.get().to_string()
                    on:click=move |_| step(1, at_last)>{tv!(table.next)}</button>
            </span>
        </div>
    }
}

/// The pages of a list that is completely in memory. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Pages {
    /// The requested page, from 0. It may be beyond the end if the list has become shorter; see `shown`.
    pub at: RwSignal<usize>,
    size: usize,
}

impl Pages {
    /// At the first page; `size` is the number of rows per page.
    pub fn new(size: usize) -> Self {
        Self { at: RwSignal::new(0), size }
    }

    /// The page that is shown of a list with `total` rows; reactive.
    pub fn shown(&self, total: usize) -> usize {
        self.at.get().min(total.saturating_sub(1) / self.size)
    }

    /// The rows of that page; reactive.
    pub fn rows(&self, total: usize) -> std::ops::Range<usize> {
        let first = self.shown(total) * self.size;
        first..(first + self.size).min(total)
    }

    /// Goes to the page of a row.
    pub fn show(&self, row: usize) {
        self.at.set(row / self.size);
    }

    /// The pager below the list; hidden if there is only one page.
    pub fn pager(self, total: Signal<usize>) -> impl IntoView {
        let count = move || total.get() as i64;
        let range = Signal::derive(move || {
            let rows = self.rows(total.get());
            Some((rows.start as i64 + 1, rows.end as i64, count()))
        });
        let at_first = Signal::derive(move || self.shown(total.get()) == 0);
        let at_last = Signal::derive(move || self.rows(total.get()).end >= total.get());
        let on_step = Callback::new(move |by: i64| {
            let now = untrack(|| self.shown(total.get()));
            self.at.set(now.saturating_add_signed(by as isize));
        });
        let many = Memo::new(move |_| total.get() > self.size);
        view! { <Show when=move || many.get()><Pager range at_first at_last on_step/></Show> }
    }
}
