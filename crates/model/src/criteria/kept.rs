//! The JSON in which a draft keeps a rule, complete or not. No dialect can express an incomplete rule.

use super::{Condition, Content, Criteria, MAX_DEPTH, Node, Raw, Relative, Value};
use crate::wire::lenient::{Member, Unreadable, plain, wire_json};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

impl Member for Criteria {
    fn read(value: Option<&Json>) -> Result<Self, Unreadable> {
        match value {
            None | Some(Json::Null) => Ok(Self::default()),
            value => Ok(Self::of(read_node(value, 0)?)),
        }
    }
    fn write(&self) -> Option<Json> {
        Some(write_node(self.root()))
    }
}

wire_json!(Criteria);

fn read_node(value: Option<&Json>, depth: usize) -> Result<Node, Unreadable> {
    if depth > MAX_DEPTH {
        return Err(Unreadable::here("fewer groups in each other", value));
    }
    let mut node = if plain::has(value, "join") {
        let Some(Json::Array(children)) = value.and_then(|value| value.get("of")) else {
            return Err(Unreadable::here("a list of conditions", value).under("of"));
        };
        let children = children.iter().map(|child| read_node(Some(child), depth + 1));
        Node::group(plain::take(value, "join")?, children.collect::<Result<_, _>>()?)
    } else if plain::has(value, "raw") {
        Node::raw(plain::take(value, "dialect")?, plain::take::<String>(value, "raw")?)
    } else {
        Node::condition(Condition {
            attribute: plain::take(value, "attribute")?,
            operator: plain::take(value, "operator")?,
            values: plain::take(value, "values")?,
        })
    };
    node.not = plain::take(value, "not")?;
    node.locked = plain::take(value, "locked")?;
    Ok(node)
}

fn write_node(node: &Arc<Node>) -> Json {
    let mut out = Map::new();
    match &node.content {
        Content::Group(join, children) => {
            plain::put(&mut out, "join", join.write());
            plain::put(&mut out, "of", Some(Json::Array(children.iter().map(write_node).collect())));
        }
        Content::Condition(condition) => {
            plain::put(&mut out, "attribute", condition.attribute.write());
            plain::put(&mut out, "operator", condition.operator.write());
            plain::put(&mut out, "values", condition.values.write());
        }
        Content::Raw(Raw { dialect, text }) => {
            plain::put(&mut out, "raw", text.write());
            plain::put(&mut out, "dialect", dialect.write());
        }
    }
    plain::put(&mut out, "not", node.not.then_some(Json::Bool(true)));
    plain::put(&mut out, "locked", node.locked.then_some(Json::Bool(true)));
    Json::Object(out)
}

/// Text is a JSON string, a relative date an object.
impl Member for Value {
    fn read(value: Option<&Json>) -> Result<Self, Unreadable> {
        match value {
            Some(Json::Object(_)) => {
                let amount = plain::take::<i64>(value, "amount")?;
                let amount = i32::try_from(amount).map_err(|_| Unreadable::here("a smaller number", value))?;
                Ok(Self::Relative(Relative { amount, unit: plain::take(value, "unit")? }))
            }
            value => String::read(value).map(Self::Text),
        }
    }
    fn write(&self) -> Option<Json> {
        match self {
            Self::Text(text) => text.write(),
            Self::Relative(Relative { amount, unit }) => {
                let mut out = Map::new();
                plain::put(&mut out, "amount", i64::from(*amount).write());
                plain::put(&mut out, "unit", unit.write());
                Some(Json::Object(out))
            }
        }
    }
}
