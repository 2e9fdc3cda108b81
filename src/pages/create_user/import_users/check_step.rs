//! Step 3: the dry run, with the result for each row.

use super::dry_run;
use super::progress::Progress;
use super::rows::{RowTable, is_wrong};
use super::state::{UserImport, Work};
use super::words::either;
use crate::api::Api;
use crate::i18n::t;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn CheckStep(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let counts = Memo::new(move |_| {
        import.changed.track();
        import.with_rows(|rows| {
            let wrong = rows.iter().filter(|row| is_wrong(row)).count();
            (rows.len() - wrong, wrong)
        })
    });
    let retry = Callback::new(move |()| dry_run::start(import, api.get_value()));
    let what = move || match import.check.get() {
        Work::Busy => {
            view! { <Progress import said=|done, of| t!(import_users.checking, done = done, of = of)/> }.into_any()
        }
        Work::Broken(error) => {
            view! { <ErrorPanel error advice=t!(import_users.check_broken).to_owned() retry/> }.into_any()
        }
        Work::Idle | Work::Stopped => ().into_any(),
    };
    let ended = move || import.check.with(|work| *work == Work::Stopped);
    view! {
        {what}
        <Show when=ended>
            <div class="row" role="status">
                <span class="tag good">{move || t!(import_users.count_ready, count = counts.get().0 as i64)}</span>
                {move || (counts.get().1 > 0).then(|| view! {
                    <span class="tag bad">{t!(import_users.count_wrong, count = counts.get().1 as i64)}</span>
                })}
                <span class="muted">{move || if counts.get().1 > 0 { t!(import_users.wrong_advice) } else { t!(import_users.all_well) }}</span>
            </div>
        </Show>
        <Unused import/>
        <RowTable import ran=false/>
    }
}

/// How many columns are not used and which, with the questions about them that are still open.
#[component]
fn Unused(import: UserImport) -> impl IntoView {
    move || {
        let source = import.source.get()?;
        let unused = import.unused();
        let names = unused.iter().map(|at| source.column(*at)).collect::<Vec<_>>().join(", ");
        let asked = unused.iter().map(|at| (source.column(*at), import.question(*at)));
        let open: Vec<_> = asked.filter(|(_, fields)| !fields.is_empty()).collect();
        let (tone, icon) = if open.is_empty() { ("info", Icon::Info) } else { ("warn", Icon::Warning) };
        let open = open.into_iter().map(|(column, fields)| {
            let meant = import.template.with_store(|store| either(&fields, store));
            view! { <p>{t!(import_users.unanswered, column = column, field = meant)}</p> }
        });
        (!unused.is_empty()).then(|| {
            view! {
                <div class=format!("panel {tone}")>{icon.view()}<div>
                    <p>{t!(import_users.unused, count = unused.len() as i64, names = names)}</p>
                    {open.collect_view()}
                </div></div>
            }
        })
    }
}
