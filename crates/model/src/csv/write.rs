//! Writes rows as text that every spreadsheet opens, and in which none executes a formula.

use super::parse::DELIMITERS;
use std::borrow::Cow;

/// The characters at the start of a cell that make a spreadsheet treat it as a formula, in full width too. A preceding
/// apostrophe makes it text.
const STARTS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would treat a cell as a formula, or whether it looks like a protected one already.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(STARTS_FORMULA)
}

/// Protects a cell against being treated as a formula by a preceding apostrophe, if it needs one.
pub fn protect(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`protect`].
pub fn unprotect(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Writes rows with a UTF-8 byte order mark, the line ends of RFC 4180, quotes where needed, and protected cells. A
/// blank row is written, but [`parse()`](super::parse()) skips it.
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
    // All delimiters are quoted, so that `sniff` can detect the one in use.
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
