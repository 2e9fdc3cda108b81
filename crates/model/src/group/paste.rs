//! A pasted list of people: e-mail addresses, logon names, names or ids, one a line or as CSV.

/// The entries of a pasted text, in order, each once.
///
/// A line is one entry, because `Lee, Ann` is a name. It is several where semicolons part it, or where commas part it and
/// at least two pieces are addresses. Of a line that is a row of a table (tabs, or commas with exactly one address) the
/// address is taken. `Ann Lee <ann@x.org>` is the address. Nobody who was pasted is dropped: what is no row is several
/// entries.
pub fn parse_list(text: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    for entry in text.split(['\n', '\r', '\0']).flat_map(line) {
        let known = entries.iter().any(|held| held.eq_ignore_ascii_case(&entry));
        if !entry.is_empty() && !known {
            entries.push(entry);
        }
    }
    entries
}

fn line(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    match addresses(&cells).as_slice() {
        [one] if cells.len() > 1 => vec![entry(one)],
        _ => cells.into_iter().flat_map(|cell| cell.split(';')).flat_map(|piece| commas(piece.trim())).collect(),
    }
}

fn commas(line: &str) -> Vec<String> {
    // A distinguished name has commas of its own.
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

/// Splits at commas that stand outside of quotes.
fn split_csv(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                pieces.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&line[start..]);
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

fn addresses<'a>(pieces: &[&'a str]) -> Vec<&'a str> {
    pieces.iter().copied().filter(|piece| piece.contains('@')).collect()
}

/// One entry: without quotes, and the address alone where it stands in angle brackets.
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
    use super::parse_list;

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
}
