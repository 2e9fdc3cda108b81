//! "Update membership now": the button and the progress of the update.

use crate::i18n::{t, tv, words};
use crate::pages::groups::group_page::work::GroupWork;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::progress::progress;
use leptos::prelude::*;

/// The button. An update uses the saved rule, so it is disabled while there are unsaved changes.
#[component]
pub fn UpdateButton(
    /// The state of the group's page.
    work: GroupWork,
    /// The group's name.
    name: String,
    /// Whether the portal cannot read the stored rule; the user is asked before such a rule is used.
    is_unread: bool,
) -> impl IntoView {
    let name = StoredValue::new(name);
    let asking = RwSignal::new(false);
    let start = move |_| {
        if work.unsaved.get_untracked() {
            return;
        }
        if is_unread {
            asking.set(true);
        } else {
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
        {is_unread.then(|| view! {
            <ConfirmDialog open=asking id="update-unread" title=words(|| t!(rule.update_unread_title))
                consequence=|| t!(rule.update_unread) keep=|| t!(common.cancel) act=|| t!(rule.update_anyway)
                on_act=move |()| work.update(name.get_value())/>
        })}
    }
}
