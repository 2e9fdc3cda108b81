//! Downloads: the rows that failed, and the generated passwords. Both are made from memory in the browser, and are gone
//! when the page is left.

use super::rows::is_wrong;
use super::state::{RowStatus, UserImport};
use super::words::{problems, status};
use crate::drafts::SavedImport;
use crate::i18n::{t, tv, words};
use crate::ui::dialog::Dialog;
use crate::ui::download::save_csv;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::csv;
use model::user::{failed_csv, may_be_password};

/// The rows that were not created, as a CSV file that can be corrected and imported again, without
/// passwords; none if there are none.
pub fn failed(import: UserImport) -> Option<String> {
    let source = import.source.get_untracked()?;
    let store = import.template.store();
    let rows: Vec<(usize, String)> = import.with_rows(|rows| {
        let wrong = rows.iter().filter(|row| is_wrong(row));
        let why = |row: &super::state::Row| {
            let said = problems(row, &store);
            if said.is_empty() { status(&row.status) } else { said.join(" ") }
        };
        wrong.map(|row| (row.import.at, why(row))).collect()
    });
    let own = import.password_column.get_untracked();
    let header = source.table.header.iter().enumerate();
    let secret: Vec<usize> = header
        .filter(|(at, name)| own == Some(*at) || may_be_password(name) || import.may_be_password(*at))
        .map(|(at, _)| at)
        .collect();
    (!rows.is_empty()).then(|| failed_csv(&source.table, &rows, t!(import_users.reason), &secret))
}

/// The created users with their generated passwords, as a CSV file; none if there are none.
pub fn passwords(import: UserImport) -> Option<String> {
    let source = import.source.get_untracked()?;
    let store = import.template.store();
    let header =
        [t!(users.display_name), t!(users.logon), t!(import_users.initial_password)].map(str::to_owned).to_vec();
    let mut table = vec![header];
    import.with_rows(|rows| {
        let made = rows.iter().filter(|row| row.made && matches!(row.status, RowStatus::Created(_)));
        table.extend(made.map(|row| {
            let draft = &row.import.draft;
            let names = [draft.display_name_text(&store.users), draft.upn(&store.users)];
            names.into_iter().chain([row.password.expose().to_owned()]).collect()
        }));
    });
    (table.len() > 1).then(|| csv::write(&table, source.table.delimiter))
}

/// The download buttons, with a warning before passwords are saved.
#[component]
pub fn Downloads(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let asking = RwSignal::new(false);
    let some = Memo::new(move |_| {
        import.changed.track();
        import.with_rows(|rows| {
            let made = rows.iter().any(|row| row.made && matches!(row.status, RowStatus::Created(_)));
            (rows.iter().any(is_wrong), made)
        })
    });
    let save = move |name: &str, text: Option<String>| {
        let saved = text.is_some_and(|text| save_csv(name, &text));
        toasts.say(move || if saved { t!(import_users.saved) } else { t!(import_users.not_saved) }.to_owned());
    };
    let save_passwords = move |_| {
        save("created-users.csv", passwords(import));
        import.saved.with_value(SavedImport::forget);
        asking.set(false);
    };
    view! {
        <div class="row">
            <Show when=move || some.get().0>
                <button type="button" class="btn" on:click=move |_| save("failed-rows.csv", failed(import))>
                    {tv!(import_users.download_failed)}
                </button>
            </Show>
            <Show when=move || some.get().1>
                <button type="button" class="btn" on:click=move |_| asking.set(true)>
                    {tv!(import_users.download_passwords)}
                </button>
            </Show>
        </div>
        <Show when=move || some.get().1>
            <div class="panel warn">{Icon::Warning.view()}<p>{tv!(import_users.passwords_gone)}</p></div>
        </Show>
        <Dialog open=asking id="passwords" title=words(|| t!(import_users.download_passwords))>
            <p>{tv!(import_users.passwords_warning)}</p>
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=move |_| asking.set(false)>{tv!(common.cancel)}</button>
                <button type="button" class="btn primary" on:click=save_passwords>{tv!(import_users.download)}</button>
            </div>
        </Dialog>
    }
}
