//! The member count in one line that stays visible where the preview does not fit beside the rule.

use crate::criteria::panels::preview::{Change, Preview, PreviewState, PreviewWatcher};
use crate::i18n::{t, tv};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::group::is_nearly_everyone;

/// The line; a click moves the focus to the preview.
#[component]
pub fn PreviewBar(
    /// The preview of the rule.
    watch: PreviewWatcher,
) -> impl IntoView {
    let said = move || {
        watch.preview.with(|preview| match preview {
            PreviewState::Unfinished => t!(rule.bar_unfinished).to_owned(),
            PreviewState::Asking => t!(rule.bar_asking).to_owned(),
            PreviewState::Failed(_) => t!(rule.bar_failed).to_owned(),
            PreviewState::Ready(known) => numbers(known),
        })
    };
    let wide = move || {
        watch.preview.with(|preview| match preview {
            PreviewState::Ready(known) => is_nearly_everyone(known.total, known.everyone),
            _ => false,
        })
    };
    let warning =
        move || wide().then(|| view! { <span class="warning">{Icon::Warning.view()} {tv!(rule.bar_wide)}</span> });
    let show = move |_| focus::soon("[id=\"preview-title\"]");
    view! {
        <div class="forecast-bar">
            <button type="button" class="btn" on:click=show>
                <b class="nums">{said}</b> {warning} <span class="muted">{tv!(rule.bar_show)}</span>
            </button>
        </div>
    }
}

fn numbers(known: &Preview) -> String {
    let members = t!(rule.bar_members, count = known.total, number = format::count(known.total));
    match &known.change {
        Some(Change::Each { joining, leaving, .. }) => {
            let [joining, leaving] = [*joining, leaving.len() as i64].map(format::count);
            t!(rule.bar_change, members = members, joining = joining, leaving = leaving)
        }
        _ => members,
    }
}
