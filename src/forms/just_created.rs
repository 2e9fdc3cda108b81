//! Says above a list that an object which was just created may not be in it yet, and one that was deleted still be.

use crate::api::{Api, INDEX_DELAY};
use crate::i18n::{t, tv};
use crate::routes::Route;
use crate::session::RecentObject;
use crate::task::{Latest, Lifetime};
use crate::ui::icon::Icon;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::wire::object::ObjectKind;

/// Shows what is not found yet or still found, and loads the list once more by itself after a moment, or whenever the user wants.
#[component]
pub fn JustCreated(
    /// The kind of objects in the list.
    kind: ObjectKind,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let api = Api::expect();
    let missing = RwSignal::new(Vec::<RecentObject>::new());
    let gone = RwSignal::new(Vec::<RecentObject>::new());
    let life = Lifetime::new();
    let latest = Latest::new();
    Effect::new(move |_| {
        let turn = again.get();
        let api = api.clone();
        let is_latest = latest.begin();
        life.spawn(async move {
            // Where the question fails there is nothing to say; the list itself shows the error.
            let now = api.created_and_not_found(kind).await.unwrap_or_default();
            let still = api.deleted_and_found(kind).await.unwrap_or_default();
            if !is_latest() {
                return;
            }
            let waits = (!now.is_empty() || !still.is_empty()) && turn == 0;
            missing.set(now);
            gone.set(still);
            if waits {
                TimeoutFuture::new(INDEX_DELAY).await;
                if is_latest() {
                    again.update(|n| *n += 1);
                }
            }
        });
    });
    let row = |RecentObject { kind, id, name }: RecentObject| {
        let route = if kind == ObjectKind::Group { Route::Group(id) } else { Route::User(id) };
        view! { <p><a href=route.href()>{t!(groups.may_take_a_moment, name = name.as_str())}</a></p> }
    };
    let gone_row = |object: RecentObject| view! { <p>{t!(groups.may_still_be_there, name = object.name)}</p> };
    view! {
        <div role="status">
            <Show when=move || missing.with(|missing| !missing.is_empty()) || gone.with(|gone| !gone.is_empty())>
                <div class="panel info">
                    {Icon::Info.view()}
                    <div class="stack">
                        {move || missing.get().into_iter().map(row).collect_view()}
                        {move || gone.get().into_iter().map(gone_row).collect_view()}
                        <div class="row">
                            <button type="button" class="btn s" on:click=move |_| again.update(|n| *n += 1)>
                                {tv!(common.refresh)}
                            </button>
                        </div>
                    </div>
                </div>
            </Show>
        </div>
    }
}
