//! Parses text into rows.

use super::MAX_ROWS;
use super::opening::Opening;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, without empty ones at the end.
    pub header: Vec<String>,
    /// The rows, without blank ones. A row may have fewer or more cells than the header.
    pub rows: Vec<Row>,
    /// The character between cells.
    pub delimiter: char,
    /// A first line that a program wrote above the table and that was skipped, such as `version:v1.0`.
    pub skipped: Option<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row begins, from 1.
    pub line: usize,
    /// The cells. Blank ones beyond the header are left out.
    pub cells: Vec<String>,
}

/// Why a text is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvError {
    /// The line, from 1.
    pub line: usize,
    pub fault: CsvFault,
}

/// What is wrong with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvFault {
    /// The text is blank.
    Empty,
    /// A quote that opens on this line is never closed.
    OpenQuote,
    /// There is text between a closing quote and the next delimiter.
    AfterQuote,
    /// There are more than [`MAX_ROWS`] rows.
    TooManyRows,
}

/// The characters that may separate cells, likeliest first.
pub const DELIMITERS: [char; 3] = [',', ';', '\t'];
/// The number of records that [`sniff`] looks at.
const LOOKED_AT: usize = 20;

impl Table {
    /// Names that several columns share, without regard to letter case; a form cannot know which column is meant.
    pub fn repeated_names(&self) -> Vec<&str> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let mut found: Vec<&str> = Vec::new();
        for (at, name) in self.header.iter().enumerate() {
            let before = self.header[..at].iter().any(|other| same(other, name));
            if before && !name.trim().is_empty() && !found.iter().any(|other| same(other, name)) {
                found.push(name);
            }
        }
        found
    }
}

/// Detects the character between cells: the one that a first line `sep=;` names, otherwise the one that occurs equally
/// often in most of the first records; a comma if none does.
pub fn sniff(text: &str) -> char {
    let opening = Opening::of(text);
    if let Some(said) = opening.delimiter {
        return said;
    }
    let mut best = (',', 0, 0);
    for delimiter in DELIMITERS {
        let counts = counts(opening.rest, delimiter);
        let in_header = counts.first().copied().unwrap_or_default();
        let agreed = counts.iter().filter(|count| **count == in_header).count();
        if in_header > 0 && (agreed, in_header) > (best.1, best.2) {
            best = (delimiter, agreed, in_header);
        }
    }
    best.0
}

/// How often a delimiter occurs in each of the first records, outside of quotes.
fn counts(text: &str, delimiter: char) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut quoted, mut blank) = (0, false, true);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => {
                if !blank {
                    counts.push(count);
                }
                (count, blank) = (0, true);
                if counts.len() == LOOKED_AT {
                    return counts;
                }
                continue;
            }
            _ if c == delimiter && !quoted => count += 1,
            _ => {}
        }
        blank = false;
    }
    if !blank {
        counts.push(count);
    }
    counts
}

/// Parses a table; the delimiter is detected.
///
/// # Errors
///
/// The first line on which the text stops being a table.
pub fn parse(text: &str) -> Result<Table, CsvError> {
    parse_with(text, sniff(text))
}

/// Parses a table with this delimiter; what stands above the table ([`Table::skipped`], `sep=;`) is no row.
///
/// # Errors
///
/// The first line on which the text stops being a table.
pub fn parse_with(text: &str, delimiter: char) -> Result<Table, CsvError> {
    let Opening { rest, line, skipped, .. } = Opening::of(text);
    let mut records = Records { rest: rest.chars(), held: None, line, delimiter };
    let mut table = Table { header: Vec::new(), rows: Vec::new(), delimiter, skipped };
    while let Some(mut row) = records.next_record()? {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let least = table.header.len();
        while row.cells.len() > least && row.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.cells.pop();
        }
        if least == 0 {
            table.header = row.cells.iter().map(|name| name.trim().to_owned()).collect();
        } else if table.rows.len() == MAX_ROWS {
            return Err(CsvError { line: row.line, fault: CsvFault::TooManyRows });
        } else {
            table.rows.push(row);
        }
    }
    if table.header.is_empty() { Err(CsvError { line, fault: CsvFault::Empty }) } else { Ok(table) }
}

struct Records<'a> {
    rest: std::str::Chars<'a>,
    /// A character that was read ahead.
    held: Option<char>,
    line: usize,
    delimiter: char,
}

impl Records<'_> {
    /// The next character. Every line end is returned as a single `\n`; `keep`, used within quotes, gets it unchanged.
    fn next(&mut self, keep: Option<&mut String>) -> Option<char> {
        let c = self.held.take().or_else(|| self.rest.next())?;
        if c != '\r' && c != '\n' {
            return Some(c);
        }
        self.line += 1;
        let mut end = String::from(c);
        if c == '\r' {
            match self.rest.next() {
                Some('\n') => end.push('\n'),
                other => self.held = other,
            }
        }
        if let Some(keep) = keep {
            keep.push_str(&end);
        }
        Some('\n')
    }

    /// The next record, which may be an empty line; `None` at the end.
    fn next_record(&mut self) -> Result<Option<Row>, CsvError> {
        let line = self.line;
        let mut cells = Vec::new();
        let mut cell = String::new();
        let mut any = false;
        while let Some(c) = self.next(None) {
            any = true;
            match c {
                '\n' => {
                    cells.push(cell);
                    return Ok(Some(Row { line, cells }));
                }
                // Only the first character of a cell opens a quote; elsewhere it may mean inches.
                '"' if cell.is_empty() => {
                    cell = self.quoted()?;
                    let mut after = self.next(None);
                    while after == Some(' ') {
                        after = self.next(None);
                    }
                    cells.push(std::mem::take(&mut cell));
                    match after {
                        Some('\n') | None => return Ok(Some(Row { line, cells })),
                        Some(c) if c == self.delimiter => {}
                        Some(_) => return Err(CsvError { line: self.line, fault: CsvFault::AfterQuote }),
                    }
                }
                c if c == self.delimiter => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        if any {
            cells.push(cell);
        }
        Ok(any.then_some(Row { line, cells }))
    }

    /// The rest of a quoted cell, up to the closing quote.
    fn quoted(&mut self) -> Result<String, CsvError> {
        let line = self.line;
        let mut cell = String::new();
        loop {
            match self.next(Some(&mut cell)) {
                None => return Err(CsvError { line, fault: CsvFault::OpenQuote }),
                Some('"') => match self.held.take().or_else(|| self.rest.next()) {
                    Some('"') => cell.push('"'),
                    other => {
                        self.held = other;
                        return Ok(cell);
                    }
                },
                // The line end was already appended unchanged.
                Some('\n') => {}
                Some(c) => cell.push(c),
            }
        }
    }
}
