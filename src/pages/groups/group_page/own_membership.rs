//! "Join" and "Leave" for oneself. Whether one is a member is asked; a group whose members a rule computes has neither.

use super::rights::may_change;
use super::work::GroupWork;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::error_panel::sentence;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::codes::SecurityType;
use model::wire::{ActionResult, DirectoryObject, ObjectId, attributes};

/// The button, or a sentence where nobody joins without an owner.
#[component]
pub fn OwnMembership(group: DirectoryObject, work: GroupWork, reload: Callback<()>) -> impl IntoView {
    let me = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    me.map(|me| view! { <JoinOrLeave group me work reload/> })
}

#[component]
fn JoinOrLeave(group: DirectoryObject, me: Principal, work: GroupWork, reload: Callback<()>) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    // Owners may let anybody in, themselves as well. Where nothing says who may join, the service decides.
    let is_closed = security == Some(SecurityType::Private) && !may_change(&group);
    // In Microsoft Graph a group without a visibility is one whose owners alone add members.
    let is_owned = security.is_none() && api.with_value(Api::is_graph) && !may_change(&group);
    let needs_owner = security == Some(SecurityType::SemiPrivate) && !may_change(&group);
    let (id, name) = (StoredValue::new(group.id.clone()), StoredValue::new(group.label().to_owned()));
    let me = StoredValue::new(me);
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    // A search may not show yet what was done on this page, so it is asked once.
    if work.joined.get_untracked().is_none() {
        let (api, id, me) = (api.get_value(), id.get_value(), me.get_value());
        life.spawn(async move {
            // Without an answer there is neither button.
            if let Ok(is_in) = api.is_member(&id, &me).await {
                work.joined.set(Some(is_in));
            }
        });
    }
    let run = move |joins: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let label = name.get_value();
        let say = move |answer: &Result<ActionResult, ApiError>| {
            let name = label;
            match answer.as_ref().map_err(sentence).and_then(ActionResult::said) {
                Ok(Some(said)) => toasts.say(move || said.clone()),
                Ok(None) if joins => toasts.say(move || t!(member_of.you_joined, name = name.as_str())),
                Ok(None) => toasts.say(move || t!(member_of.you_left, name = name.as_str())),
                Err(said) if joins => {
                    toasts.warn(move || t!(member_of.you_not_joined, name = name.as_str(), said = said.as_str()));
                }
                Err(said) => {
                    toasts.warn(move || t!(member_of.you_not_left, name = name.as_str(), said = said.as_str()));
                }
            }
        };
        let left = say.clone();
        let then = move |answer: Result<ActionResult, ApiError>| {
            busy.set(false);
            // A request that waits for approval changes nothing yet.
            if answer.as_ref().is_ok_and(|result| result.said() == Ok(None)) {
                work.joined.set(Some(joins));
            }
            let is_done = answer.is_ok();
            say(&answer);
            if is_done {
                reload.run(());
            }
        };
        life.run_to_end(change(api.get_value(), id.get_value(), me.get_value(), joins), then, move |answer| {
            left(&answer)
        });
    };
    let title = Signal::derive(move || t!(member_of.you_leave_question, name = name.get_value()));
    let button = move || match work.joined.get() {
        None => ().into_any(),
        Some(true) => view! {
            <button type="button" class="btn" aria-disabled=move || busy.get().to_string()
                on:click=move |_| asking.set(true)>
                {tv!(member_of.leave)}
            </button>
        }
        .into_any(),
        Some(false) if is_owned => ().into_any(),
        Some(false) if is_closed => view! { <span class="small muted">{tv!(member_of.private)}</span> }.into_any(),
        Some(false) => view! {
            <button type="button" class="btn" aria-disabled=move || busy.get().to_string() on:click=move |_| run(true)>
                {move || if needs_owner { t!(member_of.ask_to_join) } else { t!(member_of.join_yourself) }}
            </button>
        }
        .into_any(),
    };
    view! {
        {button}
        <ConfirmDialog open=asking id="leave-yourself" title consequence=|| t!(member_of.you_leave_consequence)
            keep=|| t!(common.cancel) act=|| t!(member_of.leave) on_act=move |()| run(false)/>
    }
}

async fn change(api: Api, group: ObjectId, me: Principal, joins: bool) -> Result<ActionResult, ApiError> {
    let store = api.current_store().id;
    if joins { api.join_group(store, &group, &me).await } else { api.leave_group(store, &group, &me).await }
}
