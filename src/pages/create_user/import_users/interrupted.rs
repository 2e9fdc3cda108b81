//! Imports that broke off: who was created, so that somebody can reset the passwords that nobody knows.

use crate::drafts::{ImportedUser, SavedImport};
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::download::save_csv;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::csv;

/// The interrupted imports of the user, each with its list; those that go on in another tab are left out.
#[component]
pub fn InterruptedImports() -> impl IntoView {
    let toasts = Toasts::expect();
    let list = RwSignal::new(Vec::<(SavedImport, Vec<ImportedUser>)>::new());
    let user = use_context::<Session>().and_then(|session| session.user_now());
    Lifetime::new().spawn(async move {
        for saved in user.as_ref().map(SavedImport::all).unwrap_or_default() {
            let users = saved.users();
            if saved.hold().await.is_some() && !users.is_empty() {
                list.update(|list| list.push((saved, users)));
            }
        }
    });
    let row = move |(saved, users): (SavedImport, Vec<ImportedUser>)| {
        let (begun, count) = (saved.begun(), users.iter().filter(|user| user.is_created).count() as i64);
        let unsure = users.len() as i64 - count;
        let name = move || format::moment_of(begun);
        let download = move |_| {
            let is_saved = save_csv("interrupted-import.csv", &table(&users));
            toasts.say(move || if is_saved { t!(import_users.saved) } else { t!(import_users.not_saved) }.to_owned());
        };
        let dismiss = move |_| {
            saved.forget();
            list.update(|list| list.retain(|(other, _)| *other != saved));
        };
        let what = move || match count {
            0 => t!(import_users.interrupted_early, when = name()),
            count => t!(import_users.interrupted, when = name(), count = count),
        };
        view! {
            <div class="panel warn">
                {Icon::Warning.view()}
                <div class="stack">
                    <p>{what}</p>
                    {move || (unsure > 0).then(|| view! { <p>{t!(import_users.interrupted_unsure, count = unsure)}</p> })}
                    <div class="row">
                        <button type="button" class="btn" on:click=download>{tv!(import_users.download_list)}</button>
                        <button type="button" class="btn quiet" on:click=dismiss>{tv!(common.dismiss)}</button>
                    </div>
                </div>
            </div>
        }
    };
    view! { <For each=move || list.get() key=|(saved, _)| saved.begun() as u64 children=row/> }
}

/// The users as a CSV file.
fn table(users: &[ImportedUser]) -> String {
    let mut table =
        vec![[t!(users.display_name), t!(users.logon), t!(import_users.result)].map(str::to_owned).to_vec()];
    table.extend(users.iter().map(|user| {
        let result = if user.is_created { t!(import_users.created) } else { t!(import_users.in_doubt) };
        vec![user.name.clone(), user.logon.clone(), result.to_owned()]
    }));
    csv::write(&table, format::csv_delimiter())
}
