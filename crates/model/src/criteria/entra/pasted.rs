//! Reads a rule as word processors and Markdown hand it over: what they made of quotation marks, spaces and underscores
//! is put right before the text is parsed, and only where that is the text's one reading.

use crate::criteria::{Criteria, Expected, MAX_TEXT, ParseError, RepairKind};

/// Parses a pasted text; the errors stand at places of that text.
pub(super) fn rule(text: &str) -> Result<(Criteria, Vec<RepairKind>), ParseError> {
    if text.len() > MAX_TEXT {
        return Err(ParseError::new(text, MAX_TEXT, Expected::Shorter));
    }
    let mut mender =
        Mender { text, at: 0, out: String::with_capacity(text.len()), places: Vec::new(), made: Vec::new() };
    mender.mend()?;
    let Mender { out, places, made, .. } = mender;
    if made.is_empty() {
        return super::parse(text).map(|criteria| (criteria, made));
    }
    let there = |at: usize| {
        let before = places.partition_point(|(own, _)| *own <= at);
        let (own, pasted) = before.checked_sub(1).map_or((0, 0), |last| places[last]);
        pasted + at - own
    };
    match super::parse(&out) {
        Ok(criteria) => Ok((criteria, made)),
        Err(error) => Err(ParseError::new(text, there(error.at), error.expected)),
    }
}

/// A quotation mark of a width.
#[derive(Clone, Copy, PartialEq)]
enum Width {
    Single,
    Double,
}

/// The width of a typographic quotation mark, which may open or close a value: languages differ in which does what.
fn width(mark: char) -> Option<Width> {
    match mark {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' => Some(Width::Single),
        '“' | '”' | '„' | '‟' | '«' | '»' => Some(Width::Double),
        _ => None,
    }
}

/// A space that does not break, as word processors put it next to quotation marks and numbers.
fn is_fixed_space(one: char) -> bool {
    matches!(one, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// A character without width.
fn is_invisible(one: char) -> bool {
    matches!(one, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A space that no rule has between its words.
fn is_special_space(one: char) -> bool {
    is_fixed_space(one) || matches!(one, '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

struct Mender<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Where a piece begins in the mended text, and where in the pasted one.
    places: Vec<(usize, usize)>,
    made: Vec<RepairKind>,
}

impl Mender<'_> {
    fn mend(&mut self) -> Result<(), ParseError> {
        while let Some(one) = self.peek() {
            match one {
                '"' | '\'' => self.straight(one)?,
                '`' => self.escaped(),
                _ if width(one).is_some() => self.typographic(one)?,
                _ if is_invisible(one) => self.replace(one, "", RepairKind::SpecialSpaces),
                _ if is_special_space(one) => self.replace(one, " ", RepairKind::SpecialSpaces),
                _ => self.plain(one),
            }
        }
        Ok(())
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn keep(&mut self, one: char) {
        self.at += one.len_utf8();
        self.out.push(one);
    }

    fn replace(&mut self, one: char, by: &str, repair: RepairKind) {
        self.at += one.len_utf8();
        self.out.push_str(by);
        self.moved(repair);
    }

    /// Notes a repair, after which the two texts go on at different places.
    fn moved(&mut self, repair: RepairKind) {
        self.places.push((self.out.len(), self.at));
        if !self.made.contains(&repair) {
            self.made.push(repair);
        }
    }

    /// Copies a character outside of quotation marks or within them; a backslash before an underscore is dropped, unless
    /// it is the second of two.
    fn plain(&mut self, one: char) {
        if one == '\\' {
            let after = self.rest().get(1..).unwrap_or_default();
            if after.starts_with('_') {
                self.at += 1;
                self.moved(RepairKind::EscapedUnderscore);
            } else if after.starts_with('\\') {
                self.keep('\\');
                self.keep('\\');
            } else {
                self.keep('\\');
            }
        } else if is_fixed_space(one) {
            self.replace(one, " ", RepairKind::SpecialSpaces);
        } else {
            self.keep(one);
        }
    }

    /// Copies a text such as `` `"Sales`" ``, which has no other quotation marks.
    fn escaped(&mut self) {
        self.keep('`');
        if self.peek() != Some('"') {
            return;
        }
        self.keep('"');
        while let Some(one) = self.peek() {
            self.keep(one);
            if one == '`' {
                if self.peek() == Some('"') {
                    self.keep('"');
                }
                return;
            }
        }
    }

    /// Copies a value in straight quotation marks.
    fn straight(&mut self, quote: char) -> Result<(), ParseError> {
        self.keep(quote);
        while let Some(one) = self.peek() {
            if one == quote {
                self.keep(quote);
                // A doubled apostrophe is part of the value.
                if quote == '"' || self.peek() != Some('\'') {
                    return Ok(());
                }
                self.keep('\'');
            } else if one == '`' {
                self.keep('`');
                if self.peek() == Some('"') {
                    self.keep('"');
                }
            } else if self.is_doubtful(one, quote) {
                // The value may end here or at the next straight mark, and the rules would differ.
                return Err(ParseError::new(self.text, self.at, Expected::Quote));
            } else {
                self.plain(one);
            }
        }
        Ok(())
    }

    /// Copies a value in typographic quotation marks, in straight ones. It ends at the next mark of the same width: what
    /// follows is a rule or an error, but never a part of the value that nobody meant.
    fn typographic(&mut self, open: char) -> Result<(), ParseError> {
        let start = self.at;
        let own = width(open);
        self.replace(open, "\"", RepairKind::TypographicQuotes);
        let is_french = matches!(open, '«' | '»' | '‹' | '›');
        if is_french {
            self.skip_fixed();
        }
        let mut before = open;
        while let Some(one) = self.peek() {
            let spaces = self.rest().trim_start_matches(is_fixed_space);
            if is_french && is_fixed_space(one) && spaces.chars().next().and_then(width) == own {
                self.skip_fixed();
                continue;
            }
            let straight = if own == Some(Width::Double) { '"' } else { '\'' };
            if one == '`' {
                self.keep('`');
                if self.peek() == Some('"') {
                    self.keep('"');
                }
            } else if (one == straight || width(one) == own) && !self.is_apostrophe(before, one) {
                self.replace(one, "\"", RepairKind::TypographicQuotes);
                return Ok(());
            } else if one == '"' {
                self.replace('"', "`\"", RepairKind::TypographicQuotes);
            } else {
                self.plain(one);
            }
            before = one;
        }
        Err(ParseError::new(self.text, start, Expected::Quote))
    }

    /// Skips the spaces with which French sets off its quotation marks.
    fn skip_fixed(&mut self) {
        while let Some(one) = self.peek().filter(|one| is_fixed_space(*one)) {
            self.replace(one, "", RepairKind::SpecialSpaces);
        }
    }

    /// Whether the mark at this place is the apostrophe within a word.
    fn is_apostrophe(&self, before: char, one: char) -> bool {
        let after = self.rest().chars().nth(1);
        matches!(one, '’' | '\'') && before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)
    }

    /// Whether a typographic mark within straight ones may be meant as the end of the value, because it has the same
    /// width and what follows looks like the rest of a rule.
    fn is_doubtful(&self, one: char, quote: char) -> bool {
        let own = if quote == '"' { Width::Double } else { Width::Single };
        if width(one) != Some(own) {
            return false;
        }
        let rest = self.rest().get(one.len_utf8()..).unwrap_or_default();
        let within = rest.split(quote).next().unwrap_or_default().to_ascii_lowercase();
        may_end(rest) || within.contains("user.") || within.contains("device.")
    }
}

/// Whether a rule can go on like this behind a value.
fn may_end(rest: &str) -> bool {
    let is_space = |one: char| one.is_whitespace() || is_invisible(one);
    let rest = rest.trim_start_matches(is_space);
    if rest.is_empty() || rest.starts_with([')', ']', ',']) {
        return true;
    }
    let rest = rest.strip_prefix(['-', '–']).unwrap_or(rest);
    let end = rest.find(|one: char| !one.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (join, rest) = rest.split_at(end);
    let rest = rest.trim_start_matches(is_space);
    if !join.eq_ignore_ascii_case("and") && !join.eq_ignore_ascii_case("or") {
        return false;
    }
    // Only another condition follows a join; in a value, "and" is followed by anything.
    let word = rest.find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(word);
    rest.is_empty()
        || rest.starts_with(['(', '-', '–', '_', '\\'])
        || after.starts_with('.')
        || word.eq_ignore_ascii_case("not")
}
