//! "Show HTTP request" for the form: the request that Finish sends, without the password.

use super::state::NewUser;
use crate::api::Api;
use crate::i18n::t;
use crate::ui::request::ShowRequest;
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn UserRequest(
    /// The form's state.
    user: NewUser,
) -> impl IntoView {
    let api = Api::expect();
    let calls = Box::new(move || {
        let draft = user.draft.get();
        let body = user.with_store(|store| draft.to_create_shown(store)).ok();
        body.map(|body| api.create_user(draft.store, &body)).into_iter().collect()
    });
    view! { <ShowRequest calls left_out=|| t!(create_user.request_secrets)/> }
}
