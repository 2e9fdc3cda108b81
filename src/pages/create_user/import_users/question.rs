//! The question about a column whose heading is spelt nearly right or has several meanings.

use super::state::UserImport;
use super::words::either;
use crate::i18n::{t, tv};
use crate::pages::create_user::fields::name_of;
use crate::ui::focus;
use leptos::prelude::*;
use model::user::UserField;

#[component]
pub fn Question(
    /// The import's state.
    import: UserImport,
    /// The column's index.
    at: usize,
    /// The column's name.
    column: String,
) -> impl IntoView {
    let asked = Memo::new(move |_| import.question(at));
    // The button with the focus disappears with the question.
    let answer = move |field: Option<UserField>| {
        match field {
            Some(field) => import.use_as(at, Some(field)),
            None => import.decline(at),
        }
        focus::soon(format!("[id=\"column-{at}\"]"));
    };
    let button = move |field: UserField| {
        let own = field.clone();
        let label = move || {
            let name = import.template.with_store(|store| name_of(&own, store));
            t!(import_users.use_as, field = name)
        };
        view! {
            <button type="button" class="btn s" on:click=move |_| answer(Some(field.clone()))>{label}</button>
        }
    };
    move || {
        let fields = asked.get();
        let column = column.clone();
        (!fields.is_empty()).then(|| {
            let meant = fields.clone();
            let said = move || {
                let meant = import.template.with_store(|store| either(&meant, store));
                t!(import_users.did_you_mean, field = meant)
            };
            view! {
                <div class="column-question" role="group" aria-label=column>
                    <p class="small">{said}</p>
                    <div class="row">
                        {fields.into_iter().map(button).collect_view()}
                        <button type="button" class="btn s" on:click=move |_| answer(None)>
                            {tv!(import_users.do_not_use)}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
