//! How a name follows from the first and the last name: `{firstName:1}{lastName}`.

/// A pattern of names: text, and places for names in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

/// Why a text is no pattern: from which character, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternError {
    /// The character, from 1.
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// The first letters of a name; all of them where there is no number.
    First(Option<usize>),
    Last(Option<usize>),
}

impl Pattern {
    /// Reads `{firstName}`, `{lastName}` and `{firstName:1}` (the first letter) among other text.
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

    /// The name of somebody. A missing name takes the text between it and its neighbour with it; who has neither name
    /// has no name.
    pub fn apply(&self, first: &str, last: &str) -> String {
        let mut out = String::new();
        // What was written since the last name, and whether there was one.
        let mut between = String::new();
        let mut named = false;
        for (at, piece) in self.0.iter().enumerate() {
            let (name, most) = match piece {
                Piece::Text(text) => {
                    let is_edge = at == 0 || at + 1 == self.0.len();
                    if is_edge || (named && between.is_empty()) {
                        between.clone_from(text);
                    }
                    continue;
                }
                Piece::First(most) => (first.trim(), *most),
                Piece::Last(most) => (last.trim(), *most),
            };
            if !name.is_empty() {
                out.push_str(&std::mem::take(&mut between));
                out.extend(name.chars().take(most.unwrap_or(usize::MAX)));
                named = true;
            }
        }
        let ends_in_text = matches!(self.0.last(), Some(Piece::Text(_)));
        if named && ends_in_text {
            out.push_str(&between);
        }
        if named { out.trim().to_owned() } else { String::new() }
    }

    /// Applies a pattern; one that is none, which no configuration has, makes no name.
    pub(super) fn applied(text: &str, first: &str, last: &str) -> String {
        Self::parse(text).map(|pattern| pattern.apply(first, last)).unwrap_or_default()
    }
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
