//! How texts are compared, sorted and ordered. Pure functions; the engine calls them.

use std::cmp::Ordering;

/// The form in which two values that differ only in letter case are the same.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

/// The form that people's lists are sorted by: letter case and Latin accents aside, apostrophes and dashes too.
pub fn sort_key(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match base(c) {
            Some(text) => out.push_str(text),
            None => out.push(c),
        }
    }
    out
}

/// The base letters of a lower-case Latin letter with an accent.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// How two folded values stand to each other: as numbers, as moments, otherwise as texts.
pub fn compare(a: &str, b: &str) -> Ordering {
    if let (Ok(a), Ok(b)) = (a.trim().parse::<i64>(), b.trim().parse::<i64>()) {
        return a.cmp(&b);
    }
    match (moment(a), moment(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => sort_key(a).cmp(&sort_key(b)),
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The form that moments are sorted by; another text as it is.
pub fn moment_key(folded: &str) -> String {
    moment(folded).unwrap_or_else(|| folded.to_owned())
}

/// Fourteen digits for `9999 December 31 00:00:00`, `2026-12-31T00:00:00` and `20261231000000.0Z`.
fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).take(14).collect() };
    let packed = match words.as_slice() {
        [year, month, rest @ ..] if year.len() == 4 && month.len() >= 3 && month.is_ascii() => {
            let month = MONTHS.iter().position(|name| month[..3].eq_ignore_ascii_case(name))? + 1;
            let day: u32 = rest.first()?.parse().ok()?;
            format!("{year}{month:02}{day:02}{}", digits(rest.get(1).unwrap_or(&"")))
        }
        [_] if text.len() >= 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' => digits(text),
        [_] if text.ends_with(['z', 'Z']) => digits(text),
        _ => return None,
    };
    let whole = (8..=14).contains(&packed.len()) && packed.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| format!("{packed:0<14}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_all_spellings_compare() {
        assert_eq!(compare("9999 december 31 00:00:00", "9999-12-31"), Ordering::Equal);
        assert_eq!(compare("2026 march 1 00:00:00", "20260302000000.0z"), Ordering::Less);
        assert_eq!(compare("10", "9"), Ordering::Greater);
        assert_eq!(compare("änne", "anton"), Ordering::Less);
    }
}
