//! Show request: the exact call that Finish sends, to read and to copy. Never a token, never the password.

use super::state::NewUser;
use crate::api::{Api, Call};
use crate::i18n::{t, tv, words};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::copy;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;

/// The button and the dialog.
#[component]
pub fn ShowRequest(
    /// Whose request.
    user: NewUser,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let toasts = Toasts::expect();
    let open = RwSignal::new(false);
    let call = move || -> Option<Call> {
        let draft = user.draft.get();
        let body = user.with_store(|store| draft.to_create_shown(store)).ok()?;
        Some(api.with_value(|api| api.create_user(draft.store, &body)))
    };
    let origin = || window().location().origin().unwrap_or_default();
    let copy_as = move |as_text: fn(&Call, &str) -> String| {
        if let Some(call) = untrack(call) {
            copy(as_text(&call, &origin()), toasts);
        }
    };
    let shown = move || match call() {
        None => view! { <p>{t!(request.not_ready)}</p> }.into_any(),
        Some(call) => view! {
            <p class="mono" id="request-line"><b>{call.method.name()}</b> " " {call.url.clone()}</p>
            <pre tabindex="0" id="request-body" aria-label=t!(request.body)>{call.pretty_body()}</pre>
            <p class="small muted">{t!(create_user.request_secrets)}</p>
        }
        .into_any(),
    };
    view! {
        <button type="button" class="btn quiet" on:click=move |_| open.set(true)>{tv!(request.show)}</button>
        <Dialog open id="request" title=words(|| t!(request.title)) wide=true>
            {shown}
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| copy_as(Call::curl)>
                    {Icon::Copy.view()} {tv!(request.curl)}
                </button>
                <button type="button" class="btn" on:click=move |_| copy_as(Call::powershell)>
                    {Icon::Copy.view()} {tv!(request.powershell)}
                </button>
                <button type="button" class="btn primary" on:click=move |_| open.set(false)>{tv!(common.close)}</button>
            </div>
        </Dialog>
    }
}
