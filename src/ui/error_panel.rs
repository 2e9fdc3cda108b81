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
        ApiError::Blocked(trace) => t!(error.blocked, address = origin(&trace.url)),
        ApiError::Redirected(_) => t!(error.redirected).to_owned(),
        ApiError::Timeout(_) => t!(error.timeout).to_owned(),
        ApiError::Unauthorized(_) => t!(error.unauthorized).to_owned(),
        ApiError::NotFound(_) => t!(error.not_found).to_owned(),
        ApiError::Throttled { seconds: Some(seconds), .. } => t!(error.throttled_for, count = i64::from(*seconds)),
        ApiError::Throttled { .. } => t!(error.throttled).to_owned(),
        ApiError::Refused(result, _) => match result.message() {
            Some(said) => t!(error.refused, said = said),
            None => t!(error.refused_silently).to_owned(),
        },
        ApiError::Status(json, trace) => status_text(trace.status.unwrap_or_default(), message(json)),
        ApiError::Unreadable { trace, .. } => match trace.status.filter(|status| *status >= 400) {
            Some(status) => status_text(status, None),
            None => t!(error.unreadable).to_owned(),
        },
    }
}

/// An HTTP error as a sentence; `said` is the service's own message.
fn status_text(status: u16, said: Option<&str>) -> String {
    match (status, said) {
        (403, _) => t!(error.forbidden).to_owned(),
        (413, _) => t!(error.too_large).to_owned(),
        (501, _) => t!(error.not_implemented).to_owned(),
        (503, _) | (502 | 504, None) => t!(error.unavailable).to_owned(),
        (_, Some(said)) => t!(error.status_said, status = status, said = said),
        (_, None) => t!(error.status, status = status),
    }
}

/// Scheme and host of an absolute URL.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
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

/// Copies a secret to the clipboard, and offers to remove it from there.
pub fn copy_secret(text: String, toasts: Toasts) {
    task::run_to_end(is_copied(text), move |copied| {
        if !copied {
            return toasts.say(|| t!(common.not_copied).to_owned());
        }
        let clear = move || {
            task::run_to_end(is_copied(String::new()), move |cleared| {
                toasts.say(move || if cleared { t!(common.cleared) } else { t!(common.not_cleared) }.to_owned());
            });
        };
        toasts.offer(|| t!(common.copied_secret).to_owned(), || t!(common.clear_clipboard), clear);
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
