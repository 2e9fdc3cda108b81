//! Step 3: what would happen, row by row.

use super::dry_run;
use super::progress::Progress;
use super::rows::{RowTable, is_wrong};
use super::state::{Many, Work};
use crate::api::Api;
use crate::i18n::t;
use crate::ui::error_panel::ErrorPanel;
use leptos::prelude::*;

/// The step.
#[component]
pub fn CheckStep(
    /// Everything behind the page.
    many: Many,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let counts = Memo::new(move |_| {
        many.changed.track();
        many.with_rows(|rows| {
            let wrong = rows.iter().filter(|row| is_wrong(row)).count();
            (rows.len() - wrong, wrong)
        })
    });
    let retry = Callback::new(move |()| dry_run::start(many, api.get_value()));
    let what = move || match many.check.get() {
        Work::Busy => view! { <Progress many said=|done, of| t!(many.checking, done = done, of = of)/> }.into_any(),
        Work::Broken(error) => view! { <ErrorPanel error advice=t!(many.check_broken).to_owned() retry/> }.into_any(),
        Work::Idle | Work::Stopped => ().into_any(),
    };
    let ended = move || many.check.with(|work| *work == Work::Stopped);
    view! {
        {what}
        <Show when=ended>
            <div class="row" role="status">
                <span class="tag good">{move || t!(many.count_ready, count = counts.get().0 as i64)}</span>
                {move || (counts.get().1 > 0).then(|| view! {
                    <span class="tag bad">{t!(many.count_wrong, count = counts.get().1 as i64)}</span>
                })}
                <span class="muted">{move || if counts.get().1 > 0 { t!(many.wrong_advice) } else { t!(many.all_well) }}</span>
            </div>
        </Show>
        <RowTable many ran=false/>
    }
}
