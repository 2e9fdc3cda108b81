//! "Update membership now": the button and the progress of the update.

use crate::i18n::{t, tv};
use crate::pages::groups::group_page::work::GroupWork;
use crate::ui::progress::progress;
use leptos::prelude::*;

/// The button. An update uses the saved rule, so it is disabled while there are unsaved changes.
#[component]
pub fn UpdateButton(
    /// The state of the group's page.
    work: GroupWork,
    /// The group's name.
    name: String,
) -> impl IntoView {
    let name = StoredValue::new(name);
    let start = move |_| {
        if !work.unsaved.get_untracked() {
            work.update(name.get_value());
        }
    };
    let shown = move || {
        let task = work.task.get()?;
        Some(progress(t!(rule.updating, name = name.get_value()), task.progress.done, task.progress.total))
    };
    let held = move || work.unsaved.get();
    view! {
        <button type="button" class="btn" aria-disabled=move || (work.busy.get() || held()).to_string()
            aria-describedby=move || held().then_some("update-held") on:click=start>
            {move || work.busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
            {tv!(rule.update_now)}
        </button>
        {move || held().then(|| view! { <p class="hint" id="update-held">{t!(rule.update_held)}</p> })}
        {shown}
    }
}
