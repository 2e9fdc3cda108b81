//! Step 2: the meaning of each column, and values that apply to all rows.

use super::state::{Source, UserImport};
use crate::i18n::{t, tv};
use crate::pages::create_user::copy_dialog::{Copied, CopyDialog, copy_from};
use crate::pages::create_user::fields::{Common, name_of};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::csv::Encoding;
use model::user::{Mapping, UserField};
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

/// The file's name and size, and warnings about its encoding and repeated column names.
#[component]
fn About(source: Arc<Source>) -> impl IntoView {
    let repeated = source.table.repeated_names().join(", ");
    let (name, count) = (source.name.clone(), source.table.rows.len() as i64);
    let guessed = source.encoding == Encoding::Windows1252;
    view! {
        <p>{move || t!(import_users.present_file, name = name.as_str(), count = count)}</p>
        {guessed.then(|| view! { <div class="panel warn">{Icon::Warning.view()}<p>{tv!(import_users.encoding)}</p></div> })}
        {(!repeated.is_empty()).then(|| view! {
            <div class="panel warn">{Icon::Warning.view()}
                <p>{move || t!(import_users.repeated, names = repeated.as_str())}</p></div>
        })}
    }
}

/// What a column can contain: nothing of interest, a field, or the password.
#[derive(Clone, PartialEq)]
enum Meaning {
    Ignored,
    Field(UserField),
    Password,
}

#[component]
fn Columns(import: UserImport, source: Arc<Source>) -> impl IntoView {
    let targets = import.template.with_store(Mapping::targets);
    let mut meanings = vec![Meaning::Ignored];
    meanings.extend(targets.into_iter().map(Meaning::Field));
    meanings.push(Meaning::Password);
    let meanings = Arc::new(meanings);
    let row = |(at, name): (usize, &String)| {
        let samples =
            source.table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.trim().is_empty());
        let samples: Vec<String> = samples.take(SAMPLES).cloned().collect();
        let name = if name.is_empty() { t!(import_users.unnamed, number = at as i64 + 1) } else { name.clone() };
        view! { <ColumnRow import at name samples meanings=meanings.clone()/> }
    };
    let rows = source.table.header.iter().enumerate().map(row).collect_view();
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
    meanings: Arc<Vec<Meaning>>,
) -> impl IntoView {
    let chosen = {
        let meanings = meanings.clone();
        move || {
            let now = if import.password_column.get() == Some(at) {
                Meaning::Password
            } else {
                let field = import.mapping.with(|mapping| mapping.of(at).cloned());
                field.map_or(Meaning::Ignored, Meaning::Field)
            };
            meanings.iter().position(|own| *own == now).unwrap_or(0)
        }
    };
    let options = meanings.iter().enumerate().map(|(nth, meaning)| {
        let chosen = chosen.clone();
        let meaning = meaning.clone();
        let label = move || match &meaning {
            Meaning::Ignored => t!(import_users.ignored).to_owned(),
            Meaning::Field(field) => import.template.with_store(|store| name_of(field, store)),
            Meaning::Password => t!(create_user.password).to_owned(),
        };
        view! { <option value=nth prop:selected=move || chosen() == nth>{label}</option> }
    });
    let options = options.collect_view();
    // Passwords in the file are not displayed.
    let shown = move || {
        let secret = import.password_column.get() == Some(at);
        if secret { t!(import_users.hidden).to_owned() } else { samples.join(" · ") }
    };
    let choose = move |nth: String| {
        let Some(meaning) = nth.parse::<usize>().ok().and_then(|nth| meanings.get(nth).cloned()) else { return };
        let password = import.password_column.get_untracked();
        if meaning == Meaning::Password {
            import.password_column.set(Some(at));
        } else if password == Some(at) {
            import.password_column.set(None);
        }
        let field = if let Meaning::Field(field) = meaning { Some(field) } else { None };
        import.mapping.update(|mapping| mapping.set(at, field));
    };
    let id = format!("column-{at}");
    let named = name.clone();
    view! {
        <tr>
            <th scope="row"><label for=id.clone()>{name}</label></th>
            <td>
                <span class="drop">
                    <select class="input" id=id aria-label=move || t!(import_users.meaning_of, column = named.as_str())
                        on:change:target=move |ev| choose(ev.target().value())>{options}</select>
                </span>
            </td>
            <td class="hide-s small muted">{shown}</td>
        </tr>
    }
}
