//! Failed requests in words: what happened, what to do, and the technical details.

use super::icon::Icon;
use super::toast::Toasts;
use crate::http::{ApiError, CallTrace, message};
use crate::i18n::{t, tv};
use crate::task;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What happened, as a sentence; reactive.
pub fn sentence(error: &ApiError) -> String {
    match error {
        ApiError::Offline(_) => t!(error.offline).to_owned(),
        ApiError::Unreachable(_) => t!(error.unreachable).to_owned(),
        ApiError::Timeout(_) => t!(error.timeout).to_owned(),
        ApiError::Unauthorized(_) => t!(error.unauthorized).to_owned(),
        ApiError::NotFound(_) => t!(error.not_found).to_owned(),
        ApiError::Throttled { seconds: Some(seconds), .. } => t!(error.throttled_for, count = i64::from(*seconds)),
        ApiError::Throttled { .. } => t!(error.throttled).to_owned(),
        ApiError::Refused(result, _) => match result.message() {
            Some(said) => t!(error.refused, said = said),
            None => t!(error.refused_silently).to_owned(),
        },
        ApiError::Status(json, trace) => {
            let status = trace.status.unwrap_or_default();
            let known = match status {
                403 => Some(t!(error.forbidden)),
                501 => Some(t!(error.not_implemented)),
                503 => Some(t!(error.unavailable)),
                _ => None,
            };
            match (known, message(json)) {
                (Some(known), _) => known.to_owned(),
                (None, Some(said)) => t!(error.status_said, status = status, said = said),
                (None, None) => t!(error.status, status = status),
            }
        }
        ApiError::Unreadable { .. } => t!(error.unreadable).to_owned(),
    }
}

/// The details as text, for copying; never a token or a request body.
fn details(error: &ApiError) -> String {
    let CallTrace { method, url, status, request_id, at } = error.trace();
    let mut lines = vec![format!("{method} {url}")];
    lines.extend(status.map(|status| format!("HTTP {status}")));
    lines.extend(request_id.as_ref().map(|id| format!("x-request-id: {id}")));
    lines.push(at.clone());
    if let ApiError::Unreadable { excerpt, reason, .. } = error {
        lines.push(reason.clone());
        lines.push(excerpt.clone());
    }
    if let ApiError::Refused(result, _) = error {
        lines.extend(result.error_code.get().cloned());
        lines.extend(result.attribute_messages().into_iter().map(|(name, said)| format!("{name}: {said}")));
    }
    lines.join("\n")
}

/// Copies a text to the clipboard and announces it.
pub fn copy(text: String, toasts: Toasts) {
    task::run_to_end(is_copied(text), move |copied| {
        toasts.say(move || if copied { t!(common.copied) } else { t!(common.not_copied) }.to_owned());
    });
}

async fn is_copied(text: String) -> bool {
    // Missing if the page was loaded neither over HTTPS nor from localhost.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    match clipboard.and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok()) {
        Some(clipboard) => wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
        None => false,
    }
}

/// An error message in the place of the missing content.
#[component]
pub fn ErrorPanel(
    /// The error of the request.
    error: ApiError,
    /// What was kept and what to do next, if the page knows.
    #[prop(optional, into)]
    advice: Option<String>,
    /// Repeats the request; none hides the button.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// Further buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let text = StoredValue::new(details(&error));
    let error = StoredValue::new(error);
    view! {
        <div class="panel bad" role="alert">
            {Icon::Warning.view()}
            <div>
                <p>{move || error.with_value(sentence)}</p>
                {advice.map(|advice| view! { <p>{advice}</p> })}
                <div class="row">
                    {retry.map(|retry| view! {
                        <button type="button" class="btn s" on:click=move |_| retry.run(())>
                            {tv!(common.try_again)}
                        </button>
                    })}
                    {children.map(|children| children())}
                </div>
                <details>
                    <summary>{tv!(common.details)}</summary>
                    <pre tabindex="0">{text.get_value()}</pre>
                    <button type="button" class="btn s" on:click=move |_| copy(text.get_value(), toasts)>
                        {Icon::Copy.view()} {tv!(common.copy)}
                    </button>
                </details>
            </div>
        </div>
    }
}
