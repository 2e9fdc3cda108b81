//! The rule of a dynamic group: parsed as Entra ID does, and evaluated in this store.

use super::{GraphRejection, Refusal};
use crate::clock;
use crate::directory::WriteTx;
use crate::filter::{Filter, Purpose};
use crate::object::{EngineError, Found, Kind, Link, Store};
use crate::schema;
use model::config::Syntax;
use model::criteria::value::from_iso;
use model::criteria::{Condition, Content, Criteria, Node, Value, entra};
use model::group::MAX_RULE;
use std::collections::HashSet;

/// The property with the rule.
const RULE: &str = "membershipRule";

/// Attributes of the tree that have another name in this store.
const NAMES: [(&str, &str); 3] = [("sn", "surname"), ("objectId", "objectGUID"), ("accountEnabled", "accountenabled")];

/// A filter for the users that a rule finds. A rule that is not understood completely is rejected, because a condition
/// that disappears would let more people in.
pub fn read(text: &str) -> Result<Filter, Refusal> {
    let wrong = |why: String| {
        Refusal::of(RULE, format!("Invalid value specified for property '{RULE}' of resource 'Group': {why}."))
    };
    if text.trim().is_empty() {
        return Err(wrong("expected a rule, found nothing".to_owned()));
    }
    if text.encode_utf16().count() > MAX_RULE {
        return Err(wrong(format!("more than {MAX_RULE} characters")));
    }
    let criteria = entra::parse(text).map_err(|error| wrong(error.to_string()))?;
    if let Some(refused) = entra::limits::check_text(text, &criteria).first() {
        return Err(wrong(refused.limit.to_string()));
    }
    let now = from_iso(clock::now().get(..19).unwrap_or_default()).unwrap_or_default();
    let own = Criteria::of(own(criteria.root(), now));
    let filter = Filter::of(&own, Purpose::EntraRule).map_err(|fault| {
        let place = if fault.attribute.is_empty() { String::new() } else { format!("{}: ", fault.attribute) };
        wrong(format!("{place}{}", fault.sentence))
    })?;
    Ok(Filter::All(vec![Filter::KindIs(Kind::User), filter]))
}

/// The tree with the names of this store, and with the present values of relative dates.
fn own(node: &Node, now: i64) -> Node {
    let same = match &node.content {
        Content::Group(join, children) => Node::group(*join, children.iter().map(|child| own(child, now)).collect()),
        Content::Condition(condition) => Node::condition(condition_of(condition, now)),
        Content::Raw(raw) => Node::raw(raw.dialect, raw.text.clone()),
    };
    if node.not { same.negated() } else { same }
}

fn condition_of(condition: &Condition, now: i64) -> Condition {
    let name = &condition.attribute;
    let own = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or(name.as_str(), |(_, own)| own);
    let value = |value: &Value| value.at(Syntax::Date, now).map_or_else(|| value.clone(), Value::Text);
    let values = condition.values.iter().map(value).collect();
    Condition { attribute: own.to_owned(), values, ..condition.clone() }
}

/// Gives a dynamic group the members that its rule finds. Members that stay are not touched.
pub fn fill(change: &dyn WriteTx, store: &Store, group: &Found, rule: &Filter) -> Result<(), GraphRejection> {
    let attribute = schema::attribute("members").ok_or_else(|| EngineError("no attribute for members".to_owned()))?;
    let held: HashSet<_> = change.targets(group.handle, attribute)?.into_iter().collect();
    let meant = change.matching(store.id, rule)?;
    let wanted: HashSet<_> = meant.iter().copied().collect();
    for member in held.difference(&wanted) {
        change.remove_link(group.handle, attribute, *member)?;
    }
    for member in meant.iter().filter(|member| !held.contains(member)) {
        change.add_link(group.handle, &Link::plain(attribute, *member))?;
    }
    Ok(())
}
