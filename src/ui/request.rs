//! "Show HTTP request": the exact requests that Finish sends, to read and to copy, without tokens and passwords.

use super::dialog::Dialog;
use super::error_panel::copy;
use super::icon::Icon;
use super::toast::Toasts;
use crate::http::Call;
use crate::i18n::{t, text, tv};
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn ShowRequest(
    /// The requests in order; empty while the form has errors. Reactive.
    calls: Box<dyn Fn() -> Vec<Call>>,
    /// A text that says what is left out of the requests.
    left_out: fn() -> &'static str,
) -> impl IntoView {
    let calls = StoredValue::new_local(calls);
    let calls = move || calls.with_value(|calls| calls());
    let toasts = Toasts::expect();
    let open = RwSignal::new(false);
    let origin = || window().location().origin().unwrap_or_default();
    let copy_as = move |as_text: fn(&Call, &str) -> String| {
        let texts: Vec<_> = untrack(calls).iter().map(|call| as_text(call, &origin())).collect();
        if !texts.is_empty() {
            copy(texts.join("\n\n"), toasts);
        }
    };
    let title = Signal::derive(move || {
        let several = open.get() && calls().len() > 1;
        if several { t!(request.title_several) } else { t!(request.title) }.to_owned()
    });
    let shown = move || {
        let calls = calls();
        if calls.is_empty() {
            return view! { <p>{t!(request.not_ready)}</p> }.into_any();
        }
        let of = calls.len();
        let calls = calls.into_iter().enumerate().map(|(at, call)| one(at, of, &call)).collect_view();
        view! {
            <div class="calls">{calls}</div>
            {(of > 1).then(|| view! { <p class="small muted">{t!(request.placeholder)}</p> })}
            <p class="small muted">{text(left_out)}</p>
        }
        .into_any()
    };
    view! {
        <div>
            <button type="button" class="btn s" on:click=move |_| open.set(true)>{tv!(request.show)}</button>
        </div>
        <Dialog open id="request" title wide=true>
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

/// One request; the heading counts them if there are several.
fn one(at: usize, of: usize, call: &Call) -> AnyView {
    // The first id has no number, because most forms send a single request.
    let id = |name: &str| if at == 0 { name.to_owned() } else { format!("{name}-{}", at + 1) };
    let (number, of) = (at as i64 + 1, of as i64);
    let heading =
        (of > 1).then(|| view! { <h3 class="small muted">{t!(request.number, number = number, of = of)}</h3> });
    let label = if of > 1 { t!(request.body_of, number = number) } else { t!(request.body).to_owned() };
    view! {
        <section>
            {heading}
            <p class="mono" id=id("request-line")><b>{call.method.name()}</b> " " {call.url.clone()}</p>
            <pre tabindex="0" id=id("request-body") aria-label=label>{call.pretty_body()}</pre>
        </section>
    }
    .into_any()
}
