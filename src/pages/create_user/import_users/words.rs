//! The texts for rows: their errors and their results.

use super::state::{Row, RowStatus};
use crate::http::ApiError;
use crate::i18n::t;
use crate::pages::create_user::fields::{name_of, said as sentence_of};
use crate::ui::error_panel;
use model::config::StoreConfig;
use model::csv::{CsvError, CsvFault};
use model::group::Problem;
use model::user::UserField;

/// All errors of a row, one sentence each; reactive.
pub fn problems(row: &Row, store: &StoreConfig) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(cells) = row.import.cells {
        said.push(t!(import_users.cells, count = cells as i64));
        return said;
    }
    let beside = |field: &UserField, what: String| match field {
        UserField::Whole => what,
        field => t!(import_users.beside, field = name_of(field, store), said = what),
    };
    for field in row.import.problems.fields() {
        let Some(problem) = row.import.problems.get(field) else { continue };
        let what = match (problem, row.import.same_as) {
            (Problem::Twice, Some(line)) => t!(import_users.twice, line = line as i64),
            (problem, _) => sentence_of(field, problem),
        };
        said.push(beside(field, what));
    }
    said.extend(row.taken.iter().map(|field| beside(field, sentence_of(field, &Problem::Taken))));
    said
}

/// The result of a row without errors; reactive.
pub fn status(status: &RowStatus) -> String {
    match status {
        RowStatus::Waiting => t!(import_users.waiting).to_owned(),
        RowStatus::Doubt => t!(import_users.in_doubt).to_owned(),
        RowStatus::Created(Some(_)) => t!(import_users.created).to_owned(),
        RowStatus::Created(None) => t!(import_users.queued).to_owned(),
        RowStatus::Failed(reason) => reason.clone(),
    }
}

/// Why the service refused a row, in one line, with the fields concerned if it names them.
pub fn refusal(store: &StoreConfig, error: &ApiError) -> String {
    let ApiError::Refused(result, _) = error else { return error_panel::sentence(error) };
    let of = |(attribute, said): (String, String)| {
        let field = UserField::of_attribute(store.kind, &attribute, &store.users.profile);
        let name = if field == UserField::Whole { attribute } else { name_of(&field, store) };
        t!(import_users.beside, field = name, said = said)
    };
    let each: Vec<_> = result.attribute_messages().into_iter().map(of).collect();
    if each.is_empty() { error_panel::sentence(error) } else { each.join(" ") }
}

/// The names of fields of which one is meant: "Office or City"; reactive.
pub fn either(fields: &[UserField], store: &StoreConfig) -> String {
    let names = fields.iter().map(|field| name_of(field, store));
    names.reduce(|first, second| t!(import_users.either, first = first, second = second)).unwrap_or_default()
}

/// The error of a row that no longer fits the configuration, which has changed since the dry run.
pub fn changed() -> String {
    t!(import_users.changed).to_owned()
}

/// Why a file is not a valid table; reactive.
pub fn unreadable(error: CsvError) -> String {
    let line = error.line as i64;
    match error.fault {
        CsvFault::Empty => t!(import_users.file_empty).to_owned(),
        CsvFault::OpenQuote => t!(import_users.open_quote, line = line),
        CsvFault::AfterQuote => t!(import_users.after_quote, line = line),
        CsvFault::TooManyRows => t!(import_users.too_many_rows, most = model::csv::MAX_ROWS as i64, line = line),
    }
}
