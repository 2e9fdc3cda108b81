//! Parses one condition: a property, an operator and a value, or a property with `-any` or `-all` and a condition on
//! its items.

use super::Reader;
use super::literal::Literal;
use crate::criteria::entra::names::{self, Kind};
use crate::criteria::entra::value::to_generalized;
use crate::criteria::value::{boolean, boolean_text};
use crate::criteria::{Condition, Content, Dialect, Expected, Node, Operator, ParseError, Value};

/// What an operator word means.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Says(Operator),
    /// The operator of the tree, with a list of values.
    List(Operator),
    /// Valid in the language, but the tree has nothing with the same meaning.
    Other,
    Any,
    All,
}

/// Every operator of the language. The ordering operators are documented for `employeeHireDate` only, and of them only
/// those with "or equal".
const WORDS: [(&str, Word); 18] = [
    ("eq", Word::Says(Operator::IsExactly)),
    ("ne", Word::Says(Operator::IsNot)),
    ("startsWith", Word::Says(Operator::StartsWith)),
    ("notStartsWith", Word::Says(Operator::NotStartsWith)),
    ("endsWith", Word::Says(Operator::EndsWith)),
    ("notEndsWith", Word::Says(Operator::NotEndsWith)),
    ("contains", Word::Says(Operator::Contains)),
    ("notContains", Word::Says(Operator::NotContains)),
    ("in", Word::List(Operator::IsExactly)),
    ("notIn", Word::List(Operator::IsNot)),
    ("ge", Word::Says(Operator::GreaterOrEqual)),
    ("le", Word::Says(Operator::LessOrEqual)),
    ("gt", Word::Other),
    ("lt", Word::Other),
    ("match", Word::Other),
    ("notMatch", Word::Other),
    ("any", Word::Any),
    ("all", Word::All),
];

/// The property to the left of an operator.
struct Left<'a> {
    /// The name of the attribute in the tree.
    name: &'a str,
    kind: Kind,
}

/// How a condition within `-any` or `-all` refers to an item of the collection.
const ITEM: &str = "_";

/// A comparison as it is written.
pub(in crate::criteria::entra) struct Use<'a> {
    /// The property with what it belongs to, such as `user.city`; `_` for an item of a collection.
    pub path: &'a str,
    /// The operator without its hyphen, as Microsoft spells it.
    pub word: &'static str,
    /// What it is compared with; empty for `-any` and `-all`.
    pub values: Vec<Compared>,
}

/// A value that a property is compared with.
pub(in crate::criteria::entra) enum Compared {
    Null,
    Flag,
    Text(String),
    Other,
}

impl Compared {
    fn of(literal: &Literal) -> Self {
        match literal {
            Literal::Null => Self::Null,
            Literal::Flag(_) => Self::Flag,
            Literal::Text(text) => Self::Text(text.clone()),
            Literal::Date(_) | Literal::Now(_) | Literal::Other => Self::Other,
        }
    }
}

impl<'a> Reader<'a> {
    /// Parses a condition; what the tree cannot express becomes a raw node with the text.
    pub(super) fn condition(&mut self) -> Result<Node, ParseError> {
        let start = self.scan.at();
        let left = self.property()?;
        let path = self.scan.since(start);
        self.scan.count(start)?;
        self.scan.spaces();
        let at = self.scan.at();
        let word = self.word();
        let known = WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        let Some((name, word)) = known.filter(|(_, word)| !self.is_inner || !matches!(word, Word::Any | Word::All))
        else {
            return Err(self.scan.error_at(at, Expected::Operator));
        };
        let condition = match *word {
            Word::Any | Word::All => {
                self.note(path, name, &[]);
                self.items(*word == Word::Any, &left)?
            }
            Word::List(operator) => {
                let values = self.list()?;
                self.note(path, name, &values);
                condition(&left, operator, values)
            }
            Word::Says(_) | Word::Other => {
                let value = self.literal()?;
                self.note(path, name, std::slice::from_ref(&value));
                match (*word, value) {
                    (Word::Says(operator), Literal::Null) => null(&left, operator),
                    (Word::Says(operator), value) => condition(&left, operator, vec![value]),
                    _ => None,
                }
            }
        };
        Ok(match condition {
            Some(condition) => Node::condition(condition),
            // The raw node of the outer condition includes this text.
            None if self.is_inner => Node::raw(Dialect::Entra, ""),
            None => Node::raw(Dialect::Entra, ["(", self.scan.since(start), ")"].concat()),
        })
    }

    /// Notes a comparison, if they are asked for.
    fn note(&mut self, path: &'a str, word: &'static str, values: &[Literal]) {
        if let Some(uses) = &mut self.uses {
            uses.push(Use { path, word, values: values.iter().map(Compared::of).collect() });
        }
    }

    fn property(&mut self) -> Result<Left<'a>, ParseError> {
        let start = self.scan.at();
        let path = self.scan.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        if self.is_inner && path == ITEM {
            return Ok(Left { name: ITEM, kind: Kind::Texts });
        }
        let is_of = |prefix: &str, name: &str| prefix.eq_ignore_ascii_case(name);
        match path.split_once('.') {
            Some((prefix, name)) if name.split('.').all(names::is_name) && names::is_name(prefix) => {
                let other = Left { name, kind: Kind::Objects };
                if is_of(prefix, "user") {
                    Ok(match names::by_entra(name) {
                        Some(known) => Left { name: known.ldap, kind: known.kind },
                        // Entra ID has no such property, and in the tree the name would mean a different attribute.
                        None if names::by_ldap(name).is_some() || !names::is_name(name) => other,
                        None => Left { name, kind: Kind::Text },
                    })
                } else if is_of(prefix, "device") || self.is_inner {
                    Ok(other)
                } else {
                    Err(self.scan.error_at(start, Expected::Attribute))
                }
            }
            _ => Err(self.scan.error_at(start, Expected::Attribute)),
        }
    }

    /// Parses the condition of `-any` or `-all` on the items; `None` if the tree cannot express it.
    fn items(&mut self, is_any: bool, left: &Left) -> Result<Option<Condition>, ParseError> {
        self.scan.spaces();
        let start = self.scan.at();
        let is_open = self.scan.peek() != Some(b'(');
        let was_inner = std::mem::replace(&mut self.is_inner, true);
        let node = self.part()?.0;
        self.is_inner = was_inner;
        if is_open {
            // `-any` has the lowest precedence, so without brackets its condition would extend as far as it can.
            self.scan.spaces();
            if !matches!(self.scan.peek(), None | Some(b')')) {
                return Err(self.scan.error_at(start, Expected::Open));
            }
        }
        Ok(match node.content {
            Content::Condition(condition)
                if is_any && !node.not && left.kind == Kind::Texts && condition.attribute == ITEM =>
            {
                Some(Condition { attribute: left.name.to_owned(), ..condition })
            }
            _ => None,
        })
    }
}

/// The presence condition that a comparison with null stands for.
fn null(left: &Left, operator: Operator) -> Option<Condition> {
    let operator = match operator {
        Operator::IsExactly => Operator::NotPresent,
        Operator::IsNot => Operator::Present,
        _ => return None,
    };
    (left.kind != Kind::Objects && left.name != ITEM).then(|| Condition::bare(left.name, operator))
}

/// The condition of the tree with the same meaning, if there is one.
fn condition(left: &Left, operator: Operator, literals: Vec<Literal>) -> Option<Condition> {
    let is_order = matches!(operator, Operator::GreaterOrEqual | Operator::LessOrEqual);
    let is_equality = matches!(operator, Operator::IsExactly | Operator::IsNot);
    let is_said = match left.kind {
        Kind::Text => !is_order,
        // It is not documented whether a negative operator means "no item matches" or "some item does not match".
        Kind::Texts => !is_order && !operator.is_negative(),
        Kind::Flag => is_equality && literals.len() == 1,
        Kind::Date => (is_equality || is_order) && literals.len() == 1,
        Kind::Objects => false,
    };
    if !is_said {
        return None;
    }
    let values = literals.into_iter().map(|literal| value(left.kind, literal)).collect::<Option<Vec<_>>>()?;
    Some(Condition { attribute: left.name.to_owned(), operator: Some(operator), values })
}

/// The value as the tree writes it; `None` if it does not fit the type of the property.
fn value(kind: Kind, literal: Literal) -> Option<Value> {
    let flag = |is: bool| Value::text(boolean_text(is));
    match (kind, literal) {
        (Kind::Text | Kind::Texts, Literal::Text(text)) if !text.trim().is_empty() => Some(Value::Text(text)),
        (Kind::Flag, Literal::Flag(is)) => Some(flag(is)),
        (Kind::Flag, Literal::Text(text)) => boolean(&text).map(flag),
        (Kind::Date, Literal::Date(date)) => Some(Value::Text(date)),
        (Kind::Date, Literal::Text(text)) => to_generalized(&text).map(Value::Text),
        (Kind::Date, Literal::Now(relative)) => Some(Value::Relative(relative)),
        _ => None,
    }
}
