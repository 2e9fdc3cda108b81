//! The panel about conditions of a pasted rule that cannot be used as they are.

use crate::i18n::t;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Lists them, with a button that leaves them out or puts them back.
#[component]
pub fn LeaveOut<F>(
    /// The list; reactive.
    shown: F,
    /// Why they may not be left out, in place of the button.
    why_not: Option<String>,
    /// Whether they are left out.
    leaves_out: RwSignal<bool>,
) -> impl IntoView
where
    F: Fn() -> AnyView + Send + 'static,
{
    let way = match why_not {
        Some(said) => view! { <p class="small">{said}</p> }.into_any(),
        None => {
            let label = move || if leaves_out.get() { t!(rule.paste_put_back) } else { t!(rule.paste_leave_out) };
            let turn = move |_| leaves_out.update(|leaves_out| *leaves_out = !*leaves_out);
            view! { <button type="button" class="btn s" on:click=turn>{label}</button> }.into_any()
        }
    };
    view! {
        <div class="panel warn pasted-unlisted">
            {Icon::Warning.view()}
            <div>
                <div role="status">{shown}</div>
                {way}
            </div>
        </div>
    }
}
