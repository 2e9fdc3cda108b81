//! The progress of the work: a bar, and a sentence that is announced at every tenth only.

use super::state::UserImport;
use crate::ui::format;
use leptos::prelude::*;

#[component]
pub fn Progress(
    /// The import's state.
    import: UserImport,
    /// The sentence, from the number of finished rows and of all rows; reactive.
    said: fn(String, String) -> String,
) -> impl IntoView {
    let words = move |(done, of): (usize, usize)| said(format::count(done as i64), format::count(of as i64));
    let tenth = Memo::new(move |_| {
        let (done, of) = import.progress.get();
        done * 10 / of.max(1)
    });
    let announced = move || {
        tenth.track();
        words(import.progress.get_untracked())
    };
    view! {
        <div class="field">
            <span class="small muted nums" aria-hidden="true">{move || words(import.progress.get())}</span>
            <progress max=move || import.progress.get().1.max(1) value=move || import.progress.get().0
                aria-label=move || words(import.progress.get_untracked())></progress>
            <span class="visually-hidden" role="status">{announced}</span>
        </div>
    }
}
