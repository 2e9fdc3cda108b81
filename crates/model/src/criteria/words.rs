//! A rule in plain words, for reading only. The words come from the portal ([`Vocabulary`]); here is how a sentence is
//! built from them. An unfinished rule is said too, with "…" where something is missing.
//!
//! "Department contains one of (*sales*, *marketing*), title is *Manager* and none of (city is *Graz* or mail is missing)"

use super::canonical::opposite;
use super::{Condition, Content, Criteria, Dialect, Join, Missing, Node, Operator, Value};

/// What stands where something is missing.
pub const MISSING: &str = "…";

/// A part of a sentence, spaces included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// What a person entered.
    Value(String),
}

/// The words of a language. Each begins and ends without a space.
pub trait Vocabulary {
    /// What an attribute is called.
    fn attribute(&self, name: &str) -> String;
    /// An operator between an attribute and its values: "contains", "is none of". `is_negated` is only asked for the
    /// operators without a complement: "is not at least".
    fn operator(&self, attribute: &str, operator: Operator, is_negated: bool, has_several: bool) -> String;
    /// How a value is shown: a date in the reader's language, a name for a distinguished name, "30 days ago".
    fn value(&self, attribute: &str, value: &Value) -> String;
    /// What it means that one bit of a mask is set or is not, as a whole sentence: "Account is enabled". None where
    /// nobody gave it words.
    fn bit(&self, attribute: &str, bit: u32, is_set: bool) -> Option<String> {
        let _ = (attribute, bit, is_set);
        None
    }
    /// The other words.
    fn word(&self, word: Word) -> String;
}

/// A word that joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// Between the last two of "all of".
    And,
    /// Between the last two of "any of".
    Or,
    /// Before a group in brackets of which not all may be met: "not all of".
    NotAll,
    /// Before a group in brackets of which none may be met: "none of".
    NoneOf,
    /// Before a raw piece: "the LDAP filter".
    Raw(Dialect),
    /// Before a raw piece that must not be met: "not the LDAP filter".
    NotRaw(Dialect),
}

/// A condition as a row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What is compared.
    pub attribute: String,
    /// How; empty where the attribute's words are the whole sentence.
    pub operator: String,
    /// With what; empty for an operator that compares with nothing.
    pub values: Vec<String>,
}

/// A condition in words.
pub fn condition(condition: &Condition, words: &dyn Vocabulary) -> Sentence {
    sentence(condition, false, words)
}

/// A node's condition in words, its negation included; none for groups and raw pieces.
pub fn row(node: &Node, words: &dyn Vocabulary) -> Option<Sentence> {
    let said = if node.not { opposite(Node::condition(node.as_condition()?.clone())) } else { node.clone() };
    said.as_condition().map(|condition| sentence(condition, said.not, words))
}

/// What stands around a node in a sentence.
#[derive(Clone, Copy)]
struct Place {
    /// Whether it is part of a larger group.
    is_inner: bool,
    /// Whether others stand beside it.
    is_joined: bool,
}

/// A rule in words.
pub fn pieces(criteria: &Criteria, words: &dyn Vocabulary) -> Vec<Piece> {
    let mut out = Out { pieces: Vec::new(), words };
    out.group(criteria.root(), false, Place { is_inner: false, is_joined: false });
    out.pieces
}

/// A rule in words, as one text.
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

/// The sentence about one bit alone.
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

    /// `is_negated`: by the groups of one around it.
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

    /// Brackets stand around an inner group and a negated one; a group of one is what stands in it.
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

    /// Several values beside other conditions stand in brackets: their commas are not those between the conditions.
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

    /// `a, b and c`.
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
