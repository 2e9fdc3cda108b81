//! From rows to text that every spreadsheet opens, and in which none calculates.

use super::parse::DELIMITERS;
use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula, in full width too. An apostrophe before it makes it text.
const STARTS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a cell starts a formula, or would be taken for one that is protected already.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(STARTS_FORMULA)
}

/// A cell that no spreadsheet takes for a formula: one that starts like one gets an apostrophe.
pub fn protect(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// What stood in a cell before [`protect`].
pub fn unprotect(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Writes rows with a mark of UTF-8, ends of lines as RFC 4180 has them, quotes where they are needed, and no formula.
/// A row in which nothing stands is not read again.
pub fn write(rows: &[Vec<String>], delimiter: char) -> String {
    let mut out = String::from('\u{FEFF}');
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(delimiter);
            }
            quote(&protect(cell), &mut out);
        }
        out.push_str("\r\n");
    }
    out
}

fn quote(cell: &str, out: &mut String) {
    // Other delimiters too, so that the delimiter can be found out again.
    let special = |c: char| DELIMITERS.contains(&c) || matches!(c, '"' | '\r' | '\n');
    let says_delimiter = cell.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    if !cell.contains(special) && !says_delimiter && cell.trim() == cell {
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}
