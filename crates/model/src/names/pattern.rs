//! Patterns that derive a name from a first and a last name: `{firstName:1}{lastName}`.

/// A name pattern: text with placeholders for the first and last name in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

/// Why a text is not a name pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternError {
    /// The character, from 1, at which parsing failed.
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// The first letters of the first name, or all of them if there is no number.
    First(Option<usize>),
    Last(Option<usize>),
}

impl Pattern {
    /// Parses `{firstName}`, `{lastName}` and `{firstName:1}` (the first letter) among other text.
    ///
    /// # Errors
    ///
    /// The character at which a placeholder is not closed or not known.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let at = text.chars().count() - rest.chars().count() + 1;
            let end = rest.find(['{', '}']).unwrap_or(rest.len());
            let (literal, after) = rest.split_at(end);
            if !literal.is_empty() {
                pieces.push(Piece::Text(literal.to_owned()));
                rest = after;
                continue;
            }
            let place = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let (name, after) = place.ok_or(PatternError { at })?;
            pieces.push(Piece::parse(name).ok_or(PatternError { at })?);
            rest = after;
        }
        Ok(Self(pieces))
    }

    /// The name of a person. A missing name also removes the text between it and its neighbour, and unpaired brackets
    /// around it. If both names are missing, the result is empty.
    pub fn apply(&self, first: &str, last: &str) -> String {
        let (mut leading, mut names, mut trailing) = ("", String::new(), "");
        // The text since the last name, and the text that the result contains.
        let (mut between, mut kept) = ("", String::new());
        let (mut named, mut missing) = (false, false);
        for (at, piece) in self.0.iter().enumerate() {
            let (name, most) = match piece {
                Piece::Text(text) if at == 0 => {
                    leading = text;
                    continue;
                }
                Piece::Text(text) if at + 1 == self.0.len() => {
                    trailing = text;
                    continue;
                }
                Piece::Text(text) => {
                    if named && between.is_empty() {
                        between = text;
                    }
                    continue;
                }
                Piece::First(most) => (first.trim(), *most),
                Piece::Last(most) => (last.trim(), *most),
            };
            if name.is_empty() {
                missing = true;
                continue;
            }
            names.push_str(between);
            kept.push_str(between);
            between = "";
            names.extend(name.chars().take(most.unwrap_or(usize::MAX)));
            named = true;
        }
        if !named {
            return String::new();
        }
        // A bracket whose counterpart was removed with the missing name is removed too.
        if missing && !is_closed(&format!("{leading}{kept}{trailing}")) {
            let closed = |text| if is_closed(text) { text } else { "" };
            (leading, trailing) = (closed(leading), closed(trailing));
        }
        format!("{leading}{names}{trailing}").trim().to_owned()
    }

    /// Parses and applies a pattern. An invalid pattern, which [`Config::read`](crate::config::Config::read) refuses,
    /// yields an empty name.
    pub fn applied(text: &str, first: &str, last: &str) -> String {
        Self::parse(text).map(|pattern| pattern.apply(first, last)).unwrap_or_default()
    }
}

/// Whether all brackets and quotation marks of a text are paired.
fn is_closed(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    let pairs = [('(', ')'), ('[', ']'), ('<', '>')];
    pairs.into_iter().all(|(opening, closing)| count(opening) == count(closing)) && count('"') % 2 == 0
}

impl Piece {
    fn parse(text: &str) -> Option<Self> {
        let (name, letters) = match text.split_once(':') {
            Some((name, letters)) => (name, Some(letters.parse().ok().filter(|n| (1..=64).contains(n))?)),
            None => (text, None),
        };
        match name {
            "firstName" => Some(Self::First(letters)),
            "lastName" => Some(Self::Last(letters)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_and_applied() {
        let named = |pattern: &str, first: &str, last: &str| Pattern::parse(pattern).unwrap().apply(first, last);
        assert_eq!(named("{firstName} {lastName}", " Ann ", "Lee"), "Ann Lee");
        assert_eq!(named("{lastName}, {firstName}", "Ann", "Lee"), "Lee, Ann");
        assert_eq!(named("{firstName:1}{lastName}", "Éva", "Lee"), "ÉLee");
        assert_eq!(named("x-{lastName:3}-ext", "", "Latham"), "x-Lat-ext");
        assert_eq!(named("{lastName}", "Ann", ""), "");
    }

    #[test]
    fn a_missing_name_takes_its_separator_with_it() {
        let named = |pattern: &str, first: &str, last: &str| Pattern::parse(pattern).unwrap().apply(first, last);
        assert_eq!(named("{lastName}, {firstName}", "", "Lee"), "Lee");
        assert_eq!(named("{firstName}.{lastName}", "Ann", ""), "Ann");
        assert_eq!(named("{firstName}.{lastName}", "", "Lee"), "Lee");
        assert_eq!(named("{firstName} {lastName}", "", ""), "");
        // The brackets around it go too, but nothing else.
        for (pattern, without_first, without_last, whole) in [
            ("{lastName} ({firstName})", "Lee", "Ann", "Lee (Ann)"),
            ("({firstName}) {lastName}", "Lee", "Ann", "(Ann) Lee"),
            ("{lastName} \"{firstName}\"", "Lee", "Ann", "Lee \"Ann\""),
            ("{firstName} {lastName} (extern)", "Lee (extern)", "Ann (extern)", "Ann Lee (extern)"),
            ("x-{firstName}.{lastName}-ext", "x-Lee-ext", "x-Ann-ext", "x-Ann.Lee-ext"),
            ("[{lastName}, {firstName}]", "[Lee]", "[Ann]", "[Lee, Ann]"),
        ] {
            assert_eq!(named(pattern, "", "Lee"), without_first, "{pattern}");
            assert_eq!(named(pattern, "Ann", " "), without_last, "{pattern}");
            assert_eq!(named(pattern, "Ann", "Lee"), whole, "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told_where() {
        for (pattern, at) in [
            ("{firstName", 1),
            ("ä{middleName}", 2),
            ("{firstName:}", 1),
            ("{firstName:0}", 1),
            ("{firstName:x}", 1),
            ("{lastName}}", 11),
            ("a}b", 2),
            ("{}", 1),
        ] {
            assert_eq!(Pattern::parse(pattern), Err(PatternError { at }), "{pattern}");
        }
    }
}
