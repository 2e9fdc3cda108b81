//! Puts a rule into plain words, for reading only. The words come from the portal ([`Vocabulary`]); this module builds
//! sentences from them. An incomplete rule gets a sentence too, with "…" where something is missing.
//!
//! "Department contains one of (*sales*, *marketing*), title is *Manager* and none of (city is *Graz* or mail is
//! missing)"

use super::canonical::opposite;
use super::{Condition, Content, Criteria, Dialect, Join, Missing, Node, Operator, Value};

/// Stands where something is missing.
pub const MISSING: &str = "…";

/// A part of a sentence, with the spaces that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the language.
    Text(String),
    /// A value that a person entered.
    Value(String),
}

/// The words of a language. None of the texts begins or ends with a space.
pub trait Vocabulary {
    /// The label of an attribute.
    fn attribute(&self, name: &str) -> String;
    /// The words for an operator between an attribute and its values: "contains", "is none of". `is_negated` is only
    /// true for operators without a complement: "is not at least".
    fn operator(&self, attribute: &str, operator: Operator, is_negated: bool, has_several: bool) -> String;
    /// How a value is shown: a date in the reader's format, a name for a distinguished name, "30 days ago".
    fn value(&self, attribute: &str, value: &Value) -> String;
    /// A sentence that says what it means that one bit of a mask is set or not set: "Account is enabled". `None` if no
    /// such sentence is configured.
    fn bit(&self, attribute: &str, bit: u32, is_set: bool) -> Option<String> {
        let _ = (attribute, bit, is_set);
        None
    }
    /// Any other word.
    fn word(&self, word: Word) -> String;
}

/// A word that joins or introduces parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// Before the last part of an "all of".
    And,
    /// Before the last part of an "any of".
    Or,
    /// Before a group in brackets of which not every part may be satisfied: "not all of".
    NotAll,
    /// Before a group in brackets of which no part may be satisfied: "none of".
    NoneOf,
    /// Before a raw piece: "the LDAP filter".
    Raw(Dialect),
    /// Before a negated raw piece: "not the LDAP filter".
    NotRaw(Dialect),
}

/// A condition as a row of the editor shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The attribute's label, or a whole sentence about a single bit.
    pub attribute: String,
    /// The words of the operator; empty if `attribute` is a whole sentence.
    pub operator: String,
    /// The values as they are shown; empty for an operator that takes none.
    pub values: Vec<String>,
}

/// A condition in words.
pub fn condition(condition: &Condition, words: &dyn Vocabulary) -> Sentence {
    sentence(condition, false, words)
}

/// A node's condition in words, its negation included; `None` for groups and raw pieces.
pub fn row(node: &Node, words: &dyn Vocabulary) -> Option<Sentence> {
    let said = if node.not { opposite(Node::condition(node.as_condition()?.clone())) } else { node.clone() };
    said.as_condition().map(|condition| sentence(condition, said.not, words))
}

/// Where a node stands in a sentence.
#[derive(Clone, Copy)]
struct Place {
    /// Whether it is part of a larger group.
    is_inner: bool,
    /// Whether it has siblings.
    is_joined: bool,
}

/// A rule in words, with the values marked.
pub fn pieces(criteria: &Criteria, words: &dyn Vocabulary) -> Vec<Piece> {
    let mut out = Out { pieces: Vec::new(), words };
    out.group(criteria.root(), false, Place { is_inner: false, is_joined: false });
    out.pieces
}

/// A rule in words, as plain text.
pub fn text(criteria: &Criteria, words: &dyn Vocabulary) -> String {
    let mut text = String::new();
    for piece in pieces(criteria, words) {
        match piece {
            Piece::Text(piece) | Piece::Value(piece) => text.push_str(&piece),
        }
    }
    text
}

fn sentence(condition: &Condition, is_negated: bool, words: &dyn Vocabulary) -> Sentence {
    let missing = || MISSING.to_owned();
    let attribute = condition.attribute.as_str();
    let is_open = condition.missing() == Some(Missing::Attribute);
    let takes_value = condition.operator.is_none_or(Operator::takes_value);
    let shown = |value: &Value| match value.as_text() {
        Some(text) if text.trim().is_empty() => missing(),
        _ => words.value(attribute, value),
    };
    let mut values: Vec<_> = condition.values.iter().filter(|_| takes_value).map(shown).collect();
    if takes_value && values.is_empty() {
        values.push(missing());
    }
    if let Some(said) = bit(condition, words) {
        return Sentence { attribute: said, operator: String::new(), values: Vec::new() };
    }
    let has_several = values.len() > 1;
    Sentence {
        attribute: if is_open { missing() } else { words.attribute(attribute) },
        operator: condition
            .operator
            .map_or_else(missing, |own| words.operator(attribute, own, is_negated, has_several)),
        values,
    }
}

/// The configured sentence about a single bit, if the condition tests one.
fn bit(condition: &Condition, words: &dyn Vocabulary) -> Option<String> {
    let is_set = match condition.operator? {
        Operator::AllFlagsOn | Operator::AnyFlagOn => true,
        Operator::AllFlagsOff | Operator::AnyFlagOff => false,
        _ => return None,
    };
    let bit = condition.mask().filter(|mask| mask.is_power_of_two())?;
    words.bit(&condition.attribute, bit, is_set)
}

struct Out<'a> {
    pieces: Vec<Piece>,
    words: &'a dyn Vocabulary,
}

impl Out<'_> {
    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// `is_negated` says that the single-child groups around the node negate it.
    fn node(&mut self, node: &Node, is_negated: bool, place: Place) {
        match &node.content {
            Content::Group(..) => self.group(node, is_negated, place),
            Content::Condition(condition) => {
                let not = node.not != is_negated;
                let plain = Node::condition(condition.clone());
                let said = if not { opposite(plain) } else { plain };
                if let Some(condition) = said.as_condition() {
                    self.sentence(sentence(condition, said.not, self.words), place.is_joined);
                }
            }
            Content::Raw(raw) => {
                let not = node.not != is_negated;
                let word = if not { Word::NotRaw(raw.dialect) } else { Word::Raw(raw.dialect) };
                self.text(&self.words.word(word));
                self.text(" ");
                let is_blank = raw.text.trim().is_empty();
                self.pieces.push(Piece::Value(if is_blank { MISSING.to_owned() } else { raw.text.clone() }));
            }
        }
    }

    /// Brackets surround an inner group and a negated one; a group with a single child reads like the child.
    fn group(&mut self, group: &Node, is_negated: bool, place: Place) {
        let not = group.not != is_negated;
        let join = group.join().unwrap_or(Join::All);
        match group.children() {
            [] => self.text(MISSING),
            [only] => self.node(only, not, place),
            children => {
                if not {
                    let word = if join == Join::All { Word::NotAll } else { Word::NoneOf };
                    self.text(&self.words.word(word));
                    self.text(" ");
                }
                let has_brackets = not || place.is_inner;
                self.text(if has_brackets { "(" } else { "" });
                for (at, child) in children.iter().enumerate() {
                    let word = if join == Join::All { Word::And } else { Word::Or };
                    self.between(at, children.len(), word);
                    self.node(child, false, Place { is_inner: true, is_joined: true });
                }
                self.text(if has_brackets { ")" } else { "" });
            }
        }
    }

    /// Several values beside other conditions get brackets, so that their commas differ from those between conditions.
    fn sentence(&mut self, sentence: Sentence, is_joined: bool) {
        self.text(&sentence.attribute);
        self.text(if sentence.operator.is_empty() { "" } else { " " });
        self.text(&sentence.operator);
        self.text(if sentence.values.is_empty() { "" } else { " " });
        let has_brackets = is_joined && sentence.values.len() > 1;
        self.text(if has_brackets { "(" } else { "" });
        for (at, value) in sentence.values.into_iter().enumerate() {
            self.text(if at > 0 { ", " } else { "" });
            self.pieces.push(Piece::Value(value));
        }
        self.text(if has_brackets { ")" } else { "" });
    }

    /// Appends what separates the parts of `a, b and c`.
    fn between(&mut self, at: usize, count: usize, word: Word) {
        if at == 0 {
            return;
        }
        if at + 1 == count {
            self.text(" ");
            self.text(&self.words.word(word));
            self.text(" ");
        } else {
            self.text(", ");
        }
    }
}
