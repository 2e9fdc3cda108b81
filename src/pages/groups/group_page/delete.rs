//! Deleting a group: a question that names what is lost, then one call.

use crate::api::{Api, ApiError};
use crate::i18n::{t, tv};
use crate::pages::create_group::warn_of_parts;
use crate::routes::{Navigator, Route};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::wire::ObjectId;
use model::wire::result::Outcome;

/// The question.
#[component]
pub fn DeleteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which group.
    id: ObjectId,
    /// Its name.
    name: String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let navigator = Navigator::expect();
    let toasts = Toasts::expect();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let group = StoredValue::new((id, name));
    let delete = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let (api, (id, name)) = (api.get_value(), group.get_value());
            match api.delete_group(api.current_store().id, &id).await {
                Ok(result) if result.outcome() == Outcome::Done => {
                    toasts.say(move || t!(group.deleted, name = name.as_str()));
                    // Whoever went elsewhere meanwhile stays there.
                    if open.try_set(false).is_none() {
                        navigator.replace(&Route::AllGroups);
                    }
                }
                Ok(result) => warn_of_parts(&result, toasts),
                Err(error) => drop(failed.try_set(Some(error))),
            }
            busy.try_set(false);
        });
    };
    let title = Signal::derive(move || t!(group.delete_question, name = group.with_value(|(_, name)| name.clone())));
    view! {
        <Dialog open id="delete-group" title>
            <p>{tv!(group.delete_consequence)}</p>
            {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                <button type="button" class="btn danger" aria-disabled=move || busy.get().to_string() on:click=delete>
                    {move || busy.get().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                    {tv!(group.delete)}
                </button>
            </div>
        </Dialog>
    }
}
