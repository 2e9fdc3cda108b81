//! Step 2: the meaning of each column, and values that apply to all rows.

use super::question::Question;
use super::state::{Source, UserImport};
use crate::i18n::{t, tv, words};
use crate::pages::create_user::copy_dialog::{Copied, CopyDialog, copy_from};
use crate::pages::create_user::fields::{Common, name_of};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::csv::Encoding;
use model::user::{Mapping, UserField, may_be_password};
use model::wire::DirectoryObject;
use std::sync::Arc;

/// How many sample values of a column are shown.
const SAMPLES: usize = 3;

#[component]
pub fn ColumnsStep(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let copying = RwSignal::new(false);
    let copied = RwSignal::new(None::<Copied>);
    let user = import.template;
    let take_over = move |other: DirectoryObject| {
        let store = user.store();
        user.edit(&UserField::Whole, |draft| copied.set(Some(copy_from(draft, &other, &store))));
    };
    let said = move || {
        let said = user.with_store(|store| copied.with(|copied| copied.as_ref().map(|copied| copied.said(store))));
        said.map(|said| view! { <div class="panel info">{Icon::Info.view()}<p>{said}</p></div> })
    };
    let nobody = move || import.mapping.with(|mapping| !mapping.names_people());
    view! {
        {move || import.source.get().map(|source| view! { <About source/> })}
        {move || import.source.get().map(|source| view! { <Columns import source/> })}
        <div aria-live="polite">
            {move || nobody().then(|| view! { <p class="error" id="columns-error">{t!(import_users.no_names)}</p> })}
        </div>
        <p class="muted">{move || match import.password_column.get() {
            Some(_) => t!(import_users.own_passwords),
            None => t!(import_users.made_passwords),
        }}</p>
        <section class="part">
            <div class="row">
                <h3>{tv!(import_users.for_all)}</h3>
                <span class="grow"></span>
                <button type="button" class="btn s" on:click=move |_| copying.set(true)>
                    {Icon::Copy.view()} {tv!(create_user.copy_from)}
                </button>
            </div>
            <p class="muted small">{tv!(import_users.for_all_hint)}</p>
            <div role="status">{said}</div>
            <div class="fields"><Common user/></div>
        </section>
        <CopyDialog open=copying on_copy=Callback::new(take_over)/>
    }
}

/// The file's name and size, the line above its table, and warnings about its encoding and repeated column names.
#[component]
fn About(source: Arc<Source>) -> impl IntoView {
    let repeated = source.table.repeated_names().join(", ");
    let (name, count) = (source.name.clone(), source.table.rows.len() as i64);
    let skipped = source.table.skipped.clone();
    let guessed = match source.encoding {
        Encoding::Windows1252 => Some(words(|| t!(import_users.encoding))),
        Encoding::Dos => Some(words(|| t!(import_users.encoding_dos))),
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => None,
    };
    view! {
        <p>{move || t!(import_users.present_file, name = name.as_str(), count = count)}</p>
        {skipped.map(|line| view! { <p class="muted">{move || t!(import_users.skipped, line = line.as_str())}</p> })}
        {guessed.map(|said| view! { <div class="panel warn">{Icon::Warning.view()}<p>{said}</p></div> })}
        {(!repeated.is_empty()).then(|| view! {
            <div class="panel warn">{Icon::Warning.view()}
                <p>{move || t!(import_users.repeated, names = repeated.as_str())}</p></div>
        })}
    }
}

#[component]
fn Columns(import: UserImport, source: Arc<Source>) -> impl IntoView {
    let targets = import.template.with_store(Mapping::targets);
    let mut meanings = vec![None];
    meanings.extend(targets.into_iter().chain([UserField::Password]).map(Some));
    let meanings = Arc::new(meanings);
    let row = |at: usize| {
        let samples =
            source.table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.trim().is_empty());
        let samples: Vec<String> = samples.take(SAMPLES).cloned().collect();
        let name = source.column(at);
        view! { <ColumnRow import at name samples meanings=meanings.clone()/> }
    };
    let rows = (0..source.table.header.len()).map(row).collect_view();
    view! {
        <div class="table-wrap framed" role="region" tabindex="0" aria-label=tv!(import_users.columns)>
            <table aria-label=tv!(import_users.columns)>
                <thead><tr>
                    <th scope="col">{tv!(import_users.column)}</th>
                    <th scope="col">{tv!(import_users.means)}</th>
                    <th scope="col" class="hide-s">{tv!(import_users.samples)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnRow(
    import: UserImport,
    at: usize,
    name: String,
    samples: Vec<String>,
    meanings: Arc<Vec<Option<UserField>>>,
) -> impl IntoView {
    let chosen = {
        let meanings = meanings.clone();
        move || {
            let now = import.use_of(at);
            meanings.iter().position(|own| *own == now).unwrap_or(0)
        }
    };
    let options = meanings.iter().enumerate().map(|(nth, meaning)| {
        let chosen = chosen.clone();
        let meaning = meaning.clone();
        let label = move || match &meaning {
            None => t!(import_users.ignored).to_owned(),
            Some(field) => import.template.with_store(|store| name_of(field, store)),
        };
        view! { <option value=nth prop:selected=move || chosen() == nth>{label}</option> }
    });
    let options = options.collect_view();
    // Passwords in the file are not displayed, not even before the column is used for them.
    let may_be_secret = may_be_password(&name);
    let shown = move || {
        let secret = may_be_secret || import.may_be_password(at);
        if secret { t!(import_users.hidden).to_owned() } else { samples.join(" · ") }
    };
    let choose = move |nth: String| {
        let Some(meaning) = nth.parse::<usize>().ok().and_then(|nth| meanings.get(nth).cloned()) else { return };
        import.use_as(at, meaning);
    };
    let id = format!("column-{at}");
    let (named, asked) = (name.clone(), name.clone());
    view! {
        <tr>
            <th scope="row"><label for=id.clone()>{name}</label></th>
            <td>
                <span class="drop">
                    <select class="input" id=id aria-label=move || t!(import_users.meaning_of, column = named.as_str())
                        on:change:target=move |ev| choose(ev.target().value())>{options}</select>
                </span>
                <Question import at column=asked/>
            </td>
            <td class="hide-s small muted">{shown}</td>
        </tr>
    }
}
