//! Parses a pasted list of people: mail addresses, logon names, names or ids, one per line or as CSV.

use crate::csv;
use crate::wire::attributes;
use std::collections::HashSet;

/// The entries of a pasted text, each once, in order.
///
/// A line is one entry, because `Lee, Ann` is a name. It is several entries if it has semicolons, or if it has commas
/// and at least two of the parts are addresses. From a line that is a row of a table (with tabs, or with commas and
/// exactly one address), the address is taken. `Ann Lee <ann@x.org>` yields the address. Nobody who was pasted is
/// dropped: a line that is not a row becomes several entries.
///
/// If the first line has column headings (`Name,Mail`), it is not an entry, and the column that identifies people best
/// is read: the address, else a logon name or id, else the name. A row with an empty cell there is read like any other
/// line.
pub fn parse_list(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.split(['\n', '\r', '\0']).filter(|line| !line.trim().is_empty()).peekable();
    let columns = lines.peek().and_then(|first| Columns::of(first));
    if columns.is_some() {
        lines.next();
    }
    let (mut entries, mut held) = (Vec::new(), HashSet::new());
    for text in lines {
        let row = columns.as_ref().and_then(|columns| columns.read(text)).map(|cell| vec![cell]);
        for entry in row.unwrap_or_else(|| line(text)) {
            if !entry.is_empty() && held.insert(entry.to_ascii_lowercase()) {
                entries.push(entry);
            }
        }
    }
    entries
}

/// The columns of a pasted table, by their headings; none if the text is no table. The first line must have several cells,
/// none of which is an address, and another line as many.
pub fn columns_of(text: &str) -> Option<Vec<String>> {
    let table = csv::parse(text.trim_start_matches('\u{feff}')).ok()?;
    let is_heading = |cell: &String| !cell.trim().is_empty() && !cell.contains('@');
    let fits = table.header.len() > 1 && table.header.iter().all(is_heading);
    let same = table.rows.iter().any(|row| row.cells.len() == table.header.len());
    (fits && same).then_some(table.header)
}

/// The entries of one column of a pasted table, each once, in order; see [`columns_of`]. Empty cells are no entries.
pub fn parse_column(text: &str, column: usize) -> Vec<String> {
    let Ok(table) = csv::parse(text.trim_start_matches('\u{feff}')) else { return Vec::new() };
    let mut held = HashSet::new();
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let cells = cells.map(|cell| entry(cell)).filter(|cell| !cell.is_empty());
    cells.filter(|cell| held.insert(cell.to_ascii_lowercase())).collect()
}

/// Known column headings, best first. The last list is first names, which some tables have instead of whole names.
const HEADINGS: [&[&str]; 6] = [
    &[
        attributes::MAIL,
        "e-mail",
        "email",
        "e-mail address",
        "email address",
        "emailaddress",
        "mail address",
        "e-mail-adresse",
        "emailadresse",
        "mailadresse",
        "primary smtp address",
        "primarysmtpaddress",
    ],
    &["userprincipalname", "user principal name", "upn", "benutzerprinzipalname"],
    &[
        "samaccountname",
        "logon name",
        "logonname",
        "login",
        "user name",
        "username",
        "account",
        "anmeldename",
        "benutzername",
    ],
    &["id", "object id", "objectid", "objectguid", "guid", "distinguishedname", "distinguished name", "dn"],
    &["name", "displayname", "display name", "full name", "anzeigename", "vollständiger name", "member", "mitglied"],
    &["first name", "firstname", "givenname", "given name", "vorname"],
];
const LAST_NAME: [&str; 6] = ["last name", "lastname", "surname", "sn", "nachname", "familienname"];

/// The columns of a table that identify people.
struct Columns {
    delimiter: char,
    /// The indices of the identifying columns, best first.
    ranked: Vec<usize>,
    /// The indices of first and last name, for a table without whole names.
    names: Option<(usize, usize)>,
}

impl Columns {
    /// Reads a line of column headings: nothing in it is an address, and one of its cells is a known heading. A line
    /// with a single cell must be a known heading as a whole.
    fn of(line: &str) -> Option<Self> {
        if line.contains('@') {
            return None;
        }
        let of = |delimiter: char| {
            let cells: Vec<String> = cells(line, delimiter).into_iter().map(|cell| cell.to_lowercase()).collect();
            let at = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.as_str()));
            let (first, last) = (at(HEADINGS[5]), at(&LAST_NAME));
            let ranked: Vec<usize> = HEADINGS[..5].iter().filter_map(|names| at(names)).collect();
            let names = first.zip(last);
            let known = !ranked.is_empty() || names.is_some();
            (known && cells.len() > 1).then_some(Self { delimiter, ranked, names })
        };
        let one = || {
            let heading = cells(line, '\t').concat().to_lowercase();
            let known = HEADINGS[..5].iter().any(|names| names.contains(&heading.as_str()));
            known.then(|| Self { delimiter: '\t', ranked: vec![0], names: None })
        };
        ['\t', ';', ','].into_iter().find_map(of).or_else(one)
    }

    /// The entry for the person in a row.
    fn read(&self, line: &str) -> Option<String> {
        let cells = cells(line, self.delimiter);
        // A line with a single cell is not a row; it may contain several entries.
        if cells.len() < 2 {
            return None;
        }
        let cell = |at: &usize| cells.get(*at).map(|cell| entry(cell)).filter(|cell| !cell.is_empty());
        let whole = || {
            let (first, last) = self.names?;
            Some(format!("{} {}", cell(&first)?, cell(&last)?))
        };
        self.ranked.iter().find_map(cell).or_else(whole)
    }
}

/// The cells of a row, including empty ones.
fn cells(line: &str, delimiter: char) -> Vec<String> {
    split(line, delimiter).into_iter().map(entry).collect()
}

fn line(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    match addresses(&cells).as_slice() {
        [one] if cells.len() > 1 => vec![entry(one)],
        _ => cells.into_iter().flat_map(|cell| cell.split(';')).flat_map(|piece| commas(piece.trim())).collect(),
    }
}

fn commas(line: &str) -> Vec<String> {
    // A distinguished name contains commas of its own.
    if line.contains('=') {
        return vec![line.to_owned()];
    }
    let pieces: Vec<&str> = split_csv(line);
    match addresses(&pieces).as_slice() {
        [] if pieces.is_empty() => Vec::new(),
        [] => vec![entry(line)],
        [one] => vec![entry(one)],
        _ => pieces.into_iter().map(entry).collect(),
    }
}

/// The parts between commas outside of quotes, without empty ones.
fn split_csv(line: &str) -> Vec<&str> {
    split(line, ',').into_iter().filter(|piece| !piece.is_empty()).collect()
}

/// Splits at delimiters outside of quotes.
fn split(line: &str, delimiter: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if c == delimiter && !quoted => {
                pieces.push(line[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(line[start..].trim());
    pieces
}

fn addresses<'a>(pieces: &[&'a str]) -> Vec<&'a str> {
    pieces.iter().copied().filter(|piece| piece.contains('@')).collect()
}

/// A single entry without quotes; if it has an address in angle brackets, only the address.
fn entry(text: &str) -> String {
    let text = text.trim();
    let inner = text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
    let text = inner.filter(|inner| inner.contains('@')).unwrap_or(text).trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let bare = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    bare.replace("\"\"", "\"").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{columns_of, parse_column, parse_list};

    #[test]
    fn lists_of_every_kind() {
        assert_eq!(parse_list("ann\r\nbob\n\n ANN \n"), ["ann", "bob"]);
        assert_eq!(parse_list("Lee, Ann\nO'Neill"), ["Lee, Ann", "O'Neill"]);
        assert_eq!(parse_list("a@x.org, b@x.org;c@x.org"), ["a@x.org", "b@x.org", "c@x.org"]);
        assert_eq!(parse_list("a@x.org, b@x.org"), ["a@x.org", "b@x.org"]);
        assert_eq!(parse_list("\u{feff}Ann Lee <ann@x.org>; Bob <bob@x.org>"), ["ann@x.org", "bob@x.org"]);
        assert_eq!(parse_list("\"Lee, Ann\",ann@x.org,Sales"), ["ann@x.org"]);
        assert_eq!(parse_list("Lee, Ann\tann@x.org"), ["ann@x.org"]);
        assert_eq!(parse_list("CN=Lee\\, Ann,OU=x,DC=y"), ["CN=Lee\\, Ann,OU=x,DC=y"]);
        assert_eq!(parse_list("\"Lee, Ann\""), ["Lee, Ann"]);
        assert_eq!(parse_list("ann@x.org; Bob Lee; Carl Fox"), ["ann@x.org", "Bob Lee", "Carl Fox"]);
        assert_eq!(parse_list("Ann <a@x.org>, Bob <b@x.org>, Carl"), ["a@x.org", "b@x.org", "Carl"]);
        assert!(parse_list(" \n;;\n,\n").is_empty());
    }

    #[test]
    fn a_header_says_which_column_names_people() {
        let two = ["ann@x.org", "bob@x.org"];
        assert_eq!(parse_list("Name,Mail\nAnn Lee,ann@x.org\n\"Lee, Bob\",bob@x.org"), two);
        assert_eq!(parse_list("\u{feff}Anzeigename;E-Mail-Adresse\r\nAnn Lee;ann@x.org\r\nBob;bob@x.org"), two);
        assert_eq!(parse_list("Name\tTitle\tEmail\nAnn\tCEO\tann@x.org\nBob\t\tbob@x.org"), two);
        assert_eq!(parse_list("E-mail\nann@x.org\nbob@x.org"), two);
        // The address comes first; where it is empty, the next best column counts.
        assert_eq!(
            parse_list("sAMAccountName,displayName,mail\nann,Ann Lee,\nbob,Bob,bob@x.org"),
            ["ann", "bob@x.org"]
        );
        assert_eq!(parse_list("Name,Department\nAnn Lee,Sales\n"), ["Ann Lee"]);
        assert_eq!(parse_list("First name,Last name,Department\nAnn,Lee,Sales"), ["Ann Lee"]);
    }

    #[test]
    fn a_column_of_a_table_can_be_chosen() {
        let text = "\u{feff}Badge;Person;Mail of manager\n17;\"Lee; Ann\";boss@x.org\n18;Bob;\n19;BOB;boss@x.org\n";
        assert_eq!(columns_of(text).unwrap(), ["Badge", "Person", "Mail of manager"]);
        assert_eq!(parse_column(text, 1), ["Lee; Ann", "Bob"]);
        assert_eq!(parse_column(text, 2), ["boss@x.org"]);
        assert!(parse_column(text, 9).is_empty());
        for no_table in ["ann\nbob", "Lee, Ann", "a@x.org, b@x.org\nc@x.org, d@x.org", ""] {
            assert_eq!(columns_of(no_table), None, "{no_table}");
        }
    }

    #[test]
    fn what_is_no_header_is_an_entry() {
        // A name with a comma, a table of people, and an unknown column heading.
        assert_eq!(parse_list("Lee, Ann\nFox, Bob"), ["Lee, Ann", "Fox, Bob"]);
        assert_eq!(parse_list("Name,ann@x.org\nBob,bob@x.org"), ["ann@x.org", "bob@x.org"]);
        assert_eq!(parse_list("Colour,Number\nred,1"), ["Colour,Number", "red,1"]);
        // Rows that do not fit the headings are read as if there were none.
        assert_eq!(parse_list("Name,Mail\nann\nBob,bob@x.org"), ["ann", "bob@x.org"]);
        // Below a single heading, each line is read like any other.
        assert_eq!(parse_list("Name\nLee, Ann\na@x.org; b@x.org"), ["Lee, Ann", "a@x.org", "b@x.org"]);
    }

    #[test]
    fn thousands_of_lines_are_read_once_each() {
        let text: String = (0..5_000).map(|n| format!("person{n}@x.org\nPERSON{n}@x.org\n")).collect();
        assert_eq!(parse_list(&text).len(), 5_000);
    }
}
