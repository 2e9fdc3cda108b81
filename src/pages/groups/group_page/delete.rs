//! Deleting a group: a confirmation that says what is lost, then one request.

use super::rights::AskOwners;
use crate::api::Api;
use crate::forms::warn_of_parts;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::routes::{Navigator, Route};
use crate::task::Lifetime;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::{ErrorPanel, sentence};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::wire::object::ObjectKind;
use model::wire::result::Outcome;
use model::wire::{ActionResult, DirectoryObject, ObjectId};

/// The confirmation dialog.
#[component]
pub fn DeleteDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The group to delete.
    group: DirectoryObject,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Lifetime::new());
    let navigator = Navigator::expect();
    let toasts = Toasts::expect();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let group = StoredValue::new(group);
    let delete = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let (id, name) = group.with_value(|group| (group.id.clone(), group.label().to_owned()));
        let deleted = {
            let (id, name, api) = (id.clone(), name.clone(), api.get_value());
            move |result: &ActionResult| match result.outcome() {
                Outcome::Done => {
                    let name = name.clone();
                    api.remember_deleted(ObjectKind::Group, &id, &name);
                    toasts.say(move || t!(group.deleted, name = name.as_str()));
                    true
                }
                _ => {
                    warn_of_parts(result, toasts);
                    false
                }
            }
        };
        let then = {
            let deleted = deleted.clone();
            move |answer| {
                busy.set(false);
                match answer {
                    Ok(result) if deleted(&result) => {
                        open.set(false);
                        navigator.replace(&Route::MyGroups);
                    }
                    Ok(_) => {}
                    Err(error) => failed.set(Some(error)),
                }
            }
        };
        let left = move |answer| match answer {
            Ok(result) => drop(deleted(&result)),
            Err(error) => {
                let said = Box::new(error);
                toasts.warn(move || t!(group.not_deleted, name = name.as_str(), said = sentence(&said)));
            }
        };
        life.run_to_end(delete_group(api.get_value(), id), then, left);
    };
    let title =
        Signal::derive(move || t!(group.delete_question, name = group.with_value(|group| group.label().to_owned())));
    view! {
        <Dialog open id="delete-group" title>
            <p>{tv!(group.delete_consequence)}</p>
            {move || failed.get().map(|error| {
                let ask = error.is_denied().then(|| view! { <AskOwners group=group.get_value()/> });
                view! { <ErrorPanel error/> {ask} }
            })}
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

async fn delete_group(api: Api, id: ObjectId) -> Result<ActionResult, ApiError> {
    api.delete_group(api.current_store().id, &id).await
}
