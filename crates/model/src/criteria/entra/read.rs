//! Parses the structure of a rule in the Entra dialect: brackets, `-not`, `-and`, `-or`.

use super::TRAITS;
use crate::criteria::canonical::joined;
use crate::criteria::scan::Scan;
use crate::criteria::{Criteria, Dialect, Expected, Join, MAX_DEPTH, Node, ParseError};

mod condition;
mod literal;

pub(super) use condition::{Compared, Use};

/// The maximum nesting of brackets. It is twice the depth of a tree because most brackets surround a single condition
/// and make no group.
const MAX_BRACKETS: usize = 2 * MAX_DEPTH;

pub(super) fn rule(text: &str) -> Result<Criteria, ParseError> {
    let mut scan = Scan::new(text)?;
    scan.spaces();
    if scan.rest().is_empty() {
        return Err(scan.error(Expected::Rule));
    }
    if let Some(raw) = literal::direct_reports(&mut scan)? {
        return Ok(Criteria::of(Node::raw(Dialect::Entra, raw)));
    }
    let mut reader = Reader::new(scan);
    let (node, _) = reader.any_of()?;
    match reader.scan.peek() {
        None => Ok(Criteria::of(node)),
        Some(b')') => Err(reader.scan.error(Expected::End)),
        Some(_) => Err(reader.scan.error(Expected::Join)),
    }
}

/// The comparisons of a raw piece in the order of the text; none for a piece that is not a condition.
pub(super) fn uses(text: &str) -> Vec<Use<'_>> {
    let Ok(scan) = Scan::new(text) else { return Vec::new() };
    let mut reader = Reader { uses: Some(Vec::new()), ..Reader::new(scan) };
    let is_read = reader.any_of().is_ok() && reader.scan.rest().is_empty();
    reader.uses.filter(|_| is_read).unwrap_or_default()
}

struct Reader<'a> {
    scan: Scan<'a>,
    brackets: usize,
    /// Whether the reader is within the brackets of `-any` or `-all`, where properties of the items may be named.
    is_inner: bool,
    /// The comparisons so far, if they are asked for.
    uses: Option<Vec<Use<'a>>>,
}

/// A node and its depth.
type Deep = (Node, usize);

impl<'a> Reader<'a> {
    fn new(scan: Scan<'a>) -> Self {
        Self { scan, brackets: 0, is_inner: false, uses: None }
    }

    fn any_of(&mut self) -> Result<Deep, ParseError> {
        self.parts(Join::Any, "or", Self::all_of)
    }

    fn all_of(&mut self) -> Result<Deep, ParseError> {
        self.parts(Join::All, "and", Self::negation)
    }

    /// Parses one or more parts separated by `word`, and the white space after them.
    fn parts(
        &mut self,
        join: Join,
        word: &str,
        part: fn(&mut Self) -> Result<Deep, ParseError>,
    ) -> Result<Deep, ParseError> {
        self.scan.spaces();
        let start = self.scan.at();
        let first = part(self)?;
        self.scan.spaces();
        if !self.eat_word(word) {
            return Ok(first);
        }
        let (mut nodes, mut depth) = (vec![first.0], first.1);
        loop {
            let (node, inner) = part(self)?;
            nodes.push(node);
            depth = depth.max(inner);
            self.scan.spaces();
            if !self.eat_word(word) {
                break;
            }
        }
        if depth >= MAX_DEPTH {
            return Err(self.scan.error_at(start, Expected::Shallower));
        }
        Ok((joined(join, nodes, &TRAITS), depth + 1))
    }

    fn negation(&mut self) -> Result<Deep, ParseError> {
        let mut not = false;
        self.scan.spaces();
        while self.eat_word("not") {
            not = !not;
            self.scan.spaces();
        }
        let (mut node, depth) = self.part()?;
        node.not ^= not;
        Ok((node, depth))
    }

    fn part(&mut self) -> Result<Deep, ParseError> {
        let start = self.scan.at();
        if !self.scan.eat(b'(') {
            return Ok((self.condition()?, 0));
        }
        if self.brackets == MAX_BRACKETS {
            return Err(self.scan.error_at(start, Expected::Shallower));
        }
        self.brackets += 1;
        let inner = self.any_of()?;
        self.brackets -= 1;
        let expected = if self.scan.rest().is_empty() { Expected::Close } else { Expected::Join };
        self.scan.need(b')', expected)?;
        Ok(inner)
    }

    /// Consumes a word of the language, with or without the hyphen, if it comes next.
    fn eat_word(&mut self, word: &str) -> bool {
        let start = self.scan.at();
        if self.word().eq_ignore_ascii_case(word) {
            return true;
        }
        self.scan.back_to(start);
        false
    }

    /// Consumes the next word and returns it without its hyphen. Microsoft's own page has an en dash instead in some
    /// places.
    fn word(&mut self) -> &'a str {
        if self.scan.rest().starts_with('–') {
            self.scan.take(|byte| !byte.is_ascii());
        } else {
            self.scan.eat(b'-');
        }
        self.scan.take(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }
}
