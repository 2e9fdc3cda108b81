//! A draft is edited in one tab at a time: two would overwrite each other, and could both create what it describes.

use crate::i18n::tv;
use crate::tab_lock::TabLock;
use crate::task::Lifetime;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Shows a form for a draft, unless the draft is open in another tab; then it waits until it is closed there.
#[component]
pub fn OneTab(
    /// The name of the draft's lock ([`crate::drafts::DraftStore::lock_name`]).
    lock: String,
    /// Whether the draft was saved before, so that another tab can have it open. Otherwise the form is shown at once.
    is_saved: bool,
    /// The form. It reads the draft when it is drawn.
    children: ChildrenFn,
) -> impl IntoView {
    let is_ours = RwSignal::new(!is_saved);
    let is_elsewhere = RwSignal::new(false);
    // Held until the form is gone.
    let held = StoredValue::new_local(None::<TabLock>);
    Lifetime::new().spawn(async move {
        let lock = match TabLock::now(&lock).await {
            Some(lock) => Some(lock),
            None => {
                is_elsewhere.set(true);
                TabLock::when_free(&lock).await
            }
        };
        held.set_value(lock);
        is_ours.set(true);
    });
    let waiting = move || {
        is_elsewhere.get().then(|| {
            view! { <div class="panel info" role="status">{Icon::Info.view()}<p>{tv!(drafts.elsewhere)}</p></div> }
        })
    };
    view! { <Show when=move || is_ours.get() fallback=move || waiting>{children()}</Show> }
}
