//! "Show HTTP request" for the wizard: the requests that Finish sends, to read and to copy.

use super::creation::Creation;
use super::state::Wizard;
use crate::api::Api;
use crate::i18n::t;
use crate::ui::request::ShowRequest;
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn WizardRequest(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let api = Api::expect();
    let calls = Box::new(move || {
        let creation = Creation::of(wizard, &api, &wizard.draft.get());
        creation.map(|creation| creation.calls(wizard, &api)).unwrap_or_default()
    });
    view! { <ShowRequest calls left_out=|| t!(request.token)/> }
}
