//! Offers the corrected text of a rule with a missing or surplus bracket, where only one reading is possible.
//!
//! Every text that differs by one such change is tried. If those that can be read all mean the same, that is the
//! reading; if two of them differ, nothing is offered.

use super::{Content, Criteria, Dialect, Node, ParseError};
use std::sync::Arc;

/// The number of bytes that are parsed at most to find a correction.
const MOST: usize = 4_000_000;

/// A corrected text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub text: String,
    pub kind: CorrectionKind,
    /// The offset in bytes of the first change, in the text that is corrected.
    pub at: usize,
}

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionKind {
    /// Adds a closing bracket.
    Close,
    /// Adds an opening bracket.
    Open,
    /// Adds brackets around the whole rule.
    Around,
    /// Removes a surplus bracket.
    Surplus,
    /// Removes doubled brackets.
    Doubled,
    /// Escapes brackets that belong to a value.
    Escaped,
}

type Parse = fn(&str) -> Result<Criteria, ParseError>;

/// The only way to read a text by changing its brackets; `None` if it can be read as it is, or if there are none or
/// several ways.
pub(super) fn correction(text: &str, dialect: Dialect, parse: Parse) -> Option<Correction> {
    if text.len() > MOST || text.trim().is_empty() || parse(text).is_ok() {
        return None;
    }
    let brackets = Brackets::of(text, dialect)?;
    if brackets.most_candidates().saturating_mul(text.len()) > MOST {
        return None;
    }
    let candidates = brackets.candidates();
    let mut found: Option<(Correction, Node)> = None;
    for candidate in candidates {
        let Ok(criteria) = parse(&candidate.text) else { continue };
        let meaning = plain(criteria.root());
        match &found {
            None => found = Some((candidate, meaning)),
            Some((_, known)) if *known == meaning => {}
            Some(_) => return None,
        }
    }
    found.map(|(correction, _)| correction)
}

/// A rule without brackets that say nothing: around a single node, or around nodes that are joined as those beside them.
fn plain(node: &Node) -> Node {
    let Content::Group(join, children) = &node.content else { return node.clone() };
    let mut flat = Vec::with_capacity(children.len());
    for child in children {
        let child = plain(child);
        match &child.content {
            Content::Group(inner, nodes) if inner == join && !child.not => flat.extend(nodes.iter().cloned()),
            _ => flat.push(Arc::new(child)),
        }
    }
    match flat.as_slice() {
        [only] => {
            let mut only = (**only).clone();
            only.not = only.not != node.not;
            only
        }
        _ => Node { content: Content::Group(*join, flat), ..node.clone() },
    }
}

/// The brackets of a text that are not part of a quoted value.
struct Brackets<'a> {
    text: &'a str,
    /// Where the text begins and ends without the white space around it.
    start: usize,
    end: usize,
    dialect: Dialect,
    /// The offsets of the brackets.
    at: Vec<usize>,
    /// Whether a byte is within quotes.
    is_quoted: Vec<bool>,
}

impl<'a> Brackets<'a> {
    /// `None` if a quote is open, so that nothing is known about what follows it.
    fn of(text: &'a str, dialect: Dialect) -> Option<Self> {
        let end = text.trim_end().len();
        let start = text.len() - text.trim_start().len();
        let mut is_quoted = vec![false; text.len()];
        let (mut in_quotes, mut is_escaped) = (false, false);
        let has_quotes = dialect != Dialect::Ldap;
        for (at, byte) in text.bytes().enumerate() {
            is_quoted[at] = in_quotes;
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_quotes => is_escaped = true,
                b'"' if has_quotes => in_quotes = !in_quotes,
                _ => {}
            }
        }
        let is_bracket = |(at, byte): (usize, u8)| (matches!(byte, b'(' | b')') && !is_quoted[at]).then_some(at);
        let at = text.bytes().enumerate().filter_map(is_bracket).collect();
        (!in_quotes).then_some(Self { text, start, end, dialect, at, is_quoted })
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// How many candidates there are at most.
    fn most_candidates(&self) -> usize {
        let within = (self.start..self.end).filter(|at| self.may_open(*at) || self.may_close(*at)).count();
        3 * self.at.len() + 2 * within + 3
    }

    /// All texts that differ by one change; those that change the end come first.
    fn candidates(&self) -> Vec<Correction> {
        let mut all = Vec::new();
        let mut add = |at: usize, kind, text: Option<String>| {
            all.extend(text.map(|text| Correction { text, kind, at }));
        };
        add(self.end, CorrectionKind::Close, self.with(self.end, ")"));
        for (index, &at) in self.at.iter().enumerate().rev() {
            // Of several brackets beside each other it is the same which one is new or gone.
            let is_first = index.checked_sub(1).and_then(|before| self.at.get(before)) != Some(&(at.wrapping_sub(1)))
                || self.byte(at.wrapping_sub(1)) != self.byte(at);
            if is_first {
                add(at, CorrectionKind::Close, self.with(at, ")"));
            }
            if is_first && self.is_surplus(index) {
                add(at, CorrectionKind::Surplus, self.without(&[at]));
            }
        }
        for at in (self.start..self.end).rev().filter(|at| self.may_close(*at)) {
            add(at, CorrectionKind::Close, self.with(at, ")"));
        }
        for at in (self.start..self.end).filter(|at| self.may_open(*at)) {
            add(at, CorrectionKind::Open, self.with(at, "("));
        }
        let inner = self.text.get(self.start..self.end).unwrap_or_default();
        add(self.start, CorrectionKind::Around, Some(format!("({inner})")));
        for pair in self.doubled() {
            add(pair[0], CorrectionKind::Doubled, self.without(&pair));
        }
        let (first, escaped) = self.escaped();
        add(first, CorrectionKind::Escaped, escaped);
        all
    }

    fn with(&self, at: usize, bracket: &str) -> Option<String> {
        Some([self.text.get(..at)?, bracket, self.text.get(at..)?].concat())
    }

    fn without(&self, gone: &[usize]) -> Option<String> {
        let mut bytes = self.text.as_bytes().to_vec();
        for at in gone.iter().rev() {
            bytes.remove(*at);
        }
        String::from_utf8(bytes).ok()
    }

    /// Whether a bracket may be one too many: another of its kind is beside it, or it is the first or the last.
    fn is_surplus(&self, index: usize) -> bool {
        let own = self.at.get(index).and_then(|at| self.byte(*at));
        let is_beside = |low: usize, high: usize| {
            let between = self.at.get(low).zip(self.at.get(high)).and_then(|(low, high)| self.text.get(low + 1..*high));
            between.is_some_and(|between| between.trim().is_empty())
        };
        let like = |other: usize| self.at.get(other).and_then(|at| self.byte(*at)) == own;
        index == 0
            || index + 1 == self.at.len()
            || (like(index - 1) && is_beside(index - 1, index))
            || (like(index + 1) && is_beside(index, index + 1))
    }

    /// Whether an opening bracket may be missing here: at the start of a word.
    fn may_open(&self, at: usize) -> bool {
        let is_boundary = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'&' | b'|' | b'!');
        let begins = at == self.start || at.checked_sub(1).and_then(|at| self.byte(at)).is_some_and(is_boundary);
        let follows = self.byte(at).is_some_and(|byte| !byte.is_ascii_whitespace() && byte != b')');
        // Before one of several opening brackets beside each other it is the same as before the first.
        let is_same = at.checked_sub(1).and_then(|at| self.byte(at)) == Some(b'(') && self.byte(at) == Some(b'(');
        begins && follows && !is_same && !self.is_quoted.get(at).is_some_and(|quoted| *quoted)
    }

    /// Whether a closing bracket may be missing here, apart from those places where another bracket stands: at the end of a
    /// word. In a filter, a blank after a word is part of the value.
    fn may_close(&self, at: usize) -> bool {
        let is_blank = |at: usize| self.byte(at).is_some_and(|byte| byte.is_ascii_whitespace());
        let is_end = is_blank(at) && at.checked_sub(1).is_some_and(|before| !is_blank(before));
        self.dialect != Dialect::Ldap && is_end && !self.is_quoted.get(at).is_some_and(|quoted| *quoted)
    }

    /// Pairs of brackets with nothing else between them and another pair.
    fn doubled(&self) -> Vec<[usize; 2]> {
        let mut open: Vec<usize> = Vec::new();
        let mut pairs: Vec<[usize; 2]> = Vec::new();
        for &at in &self.at {
            if self.byte(at) == Some(b'(') {
                open.push(at);
            } else if let Some(from) = open.pop() {
                pairs.push([from, at]);
            }
        }
        let is_blank = |from: usize, to: usize| self.text.get(from..to).is_some_and(|text| text.trim().is_empty());
        // A pair is closed right before the pair around it.
        let doubled =
            pairs.windows(2).filter(|two| is_blank(two[1][0] + 1, two[0][0]) && is_blank(two[0][1] + 1, two[1][1]));
        doubled.map(|two| two[1]).collect()
    }

    /// The text with all brackets escaped that are balanced within a value of a filter, and where the first one is.
    fn escaped(&self) -> (usize, Option<String>) {
        let mut pairs = Vec::new();
        for two in self.at.windows(2) {
            let [from, to] = [two[0], two[1]];
            let is_pair = self.byte(from) == Some(b'(') && self.byte(to) == Some(b')');
            let is_plain = self.text.get(from..to).is_some_and(|within| !within.contains(['=', '&', '|', '!']));
            let before = self.at.iter().rev().find(|at| **at < from && self.byte(**at) == Some(b'('));
            // The filter's own bracket comes before its sign, and another value's bracket after it.
            let before = before.and_then(|before| self.text.get(before + 1..from));
            if is_pair && is_plain && before.is_some_and(|before| before.contains('=')) {
                pairs.extend([from, to]);
            }
        }
        let Some(first) = pairs.first().copied().filter(|_| self.dialect == Dialect::Ldap) else { return (0, None) };
        let mut text = String::with_capacity(self.text.len() + 2 * pairs.len());
        for (at, sign) in self.text.char_indices() {
            match sign {
                '(' if pairs.contains(&at) => text.push_str("\\28"),
                ')' if pairs.contains(&at) => text.push_str("\\29"),
                _ => text.push(sign),
            }
        }
        (first, Some(text))
    }
}
