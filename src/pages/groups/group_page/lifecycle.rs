//! "Renew" and "Expire": the life of a group, in a store of GroupID.

use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::Lifetime;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::error_panel::sentence;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::list::bulk::Action;
use model::wire::result::Outcome;
use model::wire::{ActionResult, DirectoryObject, ObjectId, attributes};

/// The two buttons. Expiring asks first, because the group can no longer be used then.
#[component]
pub fn LifecycleButtons(
    /// The group.
    group: DirectoryObject,
    /// Reads the group again.
    reload: Callback<()>,
) -> impl IntoView {
    let can = |action: Action| action.not_needed(&group).is_none();
    // A service that did not give the date decides itself.
    let renewable = can(Action::Renew) || group.first(attributes::EXPIRATION_DATE).is_none();
    let expirable = can(Action::Expire);
    let api = StoredValue::new(Api::expect());
    let (id, name) = (StoredValue::new(group.id.clone()), StoredValue::new(group.label().to_owned()));
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let run = move |renews: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let label = name.get_value();
        let say = move |answer: Result<ActionResult, ApiError>| {
            let name = label;
            match answer {
                Ok(result) if result.outcome() == Outcome::Done => match result.message().map(str::to_owned) {
                    // The service may have queued the request for approval.
                    Some(said) => toasts.say(move || said.clone()),
                    None if renews => toasts.say(move || t!(edit.renewed, name = name.as_str())),
                    None => toasts.say(move || t!(edit.expired, name = name.as_str())),
                },
                Ok(result) => {
                    let said = result.message().unwrap_or_default().to_owned();
                    toasts.warn(move || t!(edit.not_saved_said, name = name.as_str(), said = said.as_str()));
                }
                Err(error) => {
                    toasts.warn(move || t!(edit.not_saved_said, name = name.as_str(), said = sentence(&error)));
                }
            }
        };
        let left = say.clone();
        let then = move |answer| {
            busy.set(false);
            say(answer);
            reload.run(());
        };
        life.run_to_end(change(api.get_value(), id.get_value(), renews), then, left);
    };
    let title = words(|| t!(edit.expire_question));
    view! {
        <Show when=move || renewable>
            <button type="button" class="btn" aria-disabled=move || busy.get().to_string() on:click=move |_| run(true)>
                {tv!(edit.renew)}
            </button>
        </Show>
        <Show when=move || expirable>
            <button type="button" class="btn" aria-disabled=move || busy.get().to_string()
                on:click=move |_| asking.set(true)>
                {tv!(edit.expire)}
            </button>
        </Show>
        <ConfirmDialog open=asking id="expire-group" title consequence=|| t!(edit.expire_consequence)
            keep=|| t!(common.cancel) act=|| t!(edit.expire) on_act=move |()| run(false)/>
    }
}

async fn change(api: Api, id: ObjectId, renews: bool) -> Result<ActionResult, ApiError> {
    let store = api.current_store().id;
    if renews { api.renew_group(store, &id).await } else { api.expire_group(store, &id).await }
}
