//! Turns a table into many drafts, row by row, so that a page stays responsive.

use super::{Mapping, UserDraft, UserField};
use crate::config::{StoreConfig, StoreKind};
use crate::csv::{Row, Table, unprotect, write};
use crate::group::{Problem, Problems};
use crate::wire::attributes;
use std::collections::BTreeMap;

/// A row of a table as a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRow {
    /// The index of the row in the table.
    pub at: usize,
    /// The line of the file on which the row begins, from 1.
    pub line: usize,
    pub draft: UserDraft,
    /// Everything that is wrong with the draft; its password is not checked.
    pub problems: Problems<UserField>,
    /// The line of an earlier row that has the same name ([`Problem::Twice`]).
    pub same_as: Option<usize>,
    /// The number of cells, if it differs from the number of columns, so that the cells cannot be assigned.
    pub cells: Option<usize>,
}

impl ImportRow {
    /// Whether the user can be created.
    pub fn is_ready(&self) -> bool {
        self.problems.is_empty() && self.cells.is_none()
    }
}

/// The dry run of an import. It reads the rows in order, because each is compared with the earlier ones.
#[derive(Debug, Clone)]
pub struct Import {
    mapping: Mapping,
    template: UserDraft,
    next: usize,
    /// The names of the rows so far, with the line of each.
    seen: BTreeMap<String, usize>,
}

impl Import {
    /// Starts a dry run. What the columns do not say is taken from `template`.
    pub fn new(mapping: Mapping, template: UserDraft) -> Self {
        Self { mapping, template, next: 0, seen: BTreeMap::new() }
    }

    /// How many rows have been read.
    pub fn read(&self) -> usize {
        self.next
    }

    /// Reads the next row; `None` at the end.
    pub fn next_row(&mut self, table: &Table, store: &StoreConfig) -> Option<ImportRow> {
        let row = table.rows.get(self.next)?;
        let draft = self.draft(row, store);
        let mut problems = draft.own_problems(store);
        let cells = (row.cells.len() != table.header.len()).then_some(row.cells.len());
        let mut same_as = None;
        // A row whose cells cannot be assigned does not occupy a name.
        for (field, name) in names(&draft, store).into_iter().filter(|_| cells.is_none()) {
            let earlier = *self.seen.entry(name).or_insert(row.line);
            if earlier != row.line {
                same_as = same_as.or(Some(earlier));
                if problems.get(&field).is_none() {
                    problems.insert(field, Problem::Twice);
                }
            }
        }
        self.next += 1;
        Some(ImportRow { at: self.next - 1, line: row.line, draft, problems, same_as, cells })
    }

    /// The row as a draft. An empty cell does not count: a name is then derived, anything else is taken from the
    /// template.
    fn draft(&self, row: &Row, store: &StoreConfig) -> UserDraft {
        let mut draft = self.template.clone();
        let splits = self.mapping.column(&UserField::UpnSuffix).is_none();
        for (column, cell) in row.cells.iter().enumerate() {
            let text = unprotect(cell).trim();
            let Some(field) = self.mapping.of(column).filter(|_| !text.is_empty()) else { continue };
            match (field, text.rsplit_once('@')) {
                // The cell has a whole user principal name.
                (UserField::LogonName, Some((logon, suffix))) if splits => {
                    draft.set_text(field, logon.to_owned());
                    draft.set_text(&UserField::UpnSuffix, store.suffix_as_configured(suffix));
                }
                (UserField::UpnSuffix, _) => draft.upn_suffix = store.suffix_as_configured(text),
                (UserField::DirectoryRole, _) => {
                    let named = store.users.directory_roles.iter().find(|role| role.name.eq_ignore_ascii_case(text));
                    draft.set_text(field, named.map_or(text, |role| &role.id).to_owned());
                }
                _ => {
                    draft.set_text(field, text.to_owned());
                }
            }
        }
        draft
    }
}

/// The names that must be unique in a store, each with its field.
fn names(draft: &UserDraft, store: &StoreConfig) -> Vec<(UserField, String)> {
    let policy = &store.users;
    let mut names = vec![(UserField::LogonName, format!("upn {}", draft.key(policy)))];
    if draft.logon_text(policy).is_empty() {
        names.clear();
    }
    if store.kind == StoreKind::ActiveDirectory {
        let mut add = |field, kind: &str, name: String| {
            if !name.trim().is_empty() {
                names.push((field, format!("{kind} {}", name.trim().to_lowercase())));
            }
        };
        add(UserField::Sam, "sam", draft.sam_text(policy));
        add(UserField::Mail, attributes::MAIL, draft.mail_text(policy));
        // The display name is also the common name, which must be unique within the container.
        let container = crate::names::Dn::parse(&draft.container).map(|dn| dn.normalized()).unwrap_or_default();
        let name = draft.display_name_text(policy);
        if !name.trim().is_empty() {
            add(UserField::DisplayName, "cn", format!("{} in {container}", name.trim()));
        }
    }
    names
}

/// The rows that failed, as CSV: with their original cells and a last column that says why, which replaces such a
/// column from an earlier attempt. A cell that was protected is protected once again, not twice. The cells of the columns
/// in `secret` are left empty, so that a file that is corrected and passed on holds no password.
pub fn failed_csv(table: &Table, failed: &[(usize, String)], reason: &str, secret: &[usize]) -> String {
    let mut rows = Vec::with_capacity(failed.len() + 1);
    let has_reason = table.header.last().is_some_and(|name| unprotect(name).trim() == reason.trim());
    let columns = table.header.len() - usize::from(has_reason);
    let with = |cells: &[String], last: &str, is_row: bool| {
        // In a row with too many cells, the reason of the earlier attempt is the last one.
        let own = cells.len() - usize::from(has_reason && cells.len() > columns);
        // In a row with too many or too few cells, those behind the mistake have moved.
        let is_secret = |at: usize| {
            let moved = |column: usize| {
                (column + own.min(columns)).saturating_sub(columns)..=column + own.saturating_sub(columns)
            };
            is_row && secret.iter().any(|column| moved(*column).contains(&at))
        };
        let shown =
            |(at, cell): (usize, &String)| if is_secret(at) { String::new() } else { unprotect(cell).to_owned() };
        let mut cells: Vec<_> = cells.iter().take(own).enumerate().map(shown).collect();
        // In a row with too few cells, the reason still goes into its column.
        cells.resize(own.max(columns), String::new());
        cells.push(last.to_owned());
        cells
    };
    rows.push(with(&table.header, reason, false));
    for (at, why) in failed {
        rows.extend(table.rows.get(*at).map(|row| with(&row.cells, why, true)));
    }
    write(&rows, table.delimiter)
}
