//! Derives the findings about every node from what is known about it.

use super::doubt::{self, Doubt};
use super::facts::{Fact, places, spell};
use super::{Check, Fix, Kind, Severity};
use crate::attribute::Syntax;
use crate::criteria::keys::Keys;
use crate::criteria::{
    Condition, Content, Criteria, Dialect, Edit, Evaluator, Join, Node, NodeId, Operator, Piece, Problem, Relative,
    Unit, Value, ValueKind,
};

/// All findings, in reading order.
pub(super) fn report(criteria: &Criteria, at: &Evaluator<'_>, dialect: Dialect, facts: &[Fact<'_>]) -> Vec<Check> {
    let has_more = facts.iter().any(|fact| fact.told.is_some());
    let mut report = Report { at, dialect, facts, has_more, is_frozen: false, checks: Vec::new() };
    let whole = Around { join: None, is_frozen: false, is_negated: false };
    report.node(criteria.root(), 0, whole);
    report.checks
}

struct Report<'a> {
    at: &'a Evaluator<'a>,
    dialect: Dialect,
    facts: &'a [Fact<'a>],
    /// Whether the rule has any complete condition.
    has_more: bool,
    /// Whether the current node lies in something that is locked.
    is_frozen: bool,
    checks: Vec<Check>,
}

/// What surrounds a node.
#[derive(Clone, Copy)]
struct Around {
    /// The join of its group; `None` for the whole rule.
    join: Option<Join>,
    /// Whether something around it is locked.
    is_frozen: bool,
    /// Whether an odd number of negations surrounds it.
    is_negated: bool,
}

impl Report<'_> {
    fn say(&mut self, node: &Node, kind: Kind, also: Vec<NodeId>, fix: Option<Fix>) {
        let check = Check { node: node.id, kind, also, fix };
        // A hint is useless where the administrator locked the node: people cannot simplify it.
        if !self.is_frozen || check.fix.is_some() || check.severity() > Severity::Hint {
            self.checks.push(check);
        }
    }

    fn node(&mut self, node: &Node, place: usize, around: Around) {
        let fact = &self.facts[place];
        let is_open = !around.is_frozen;
        let around =
            Around { is_frozen: around.is_frozen || node.locked, is_negated: around.is_negated != node.not, ..around };
        let can_change = !around.is_frozen && !fact.has_locked;
        self.is_frozen = around.is_frozen;
        if let Some(missing) = node.missing().filter(|_| fact.told.is_none()) {
            let can_go = can_change && around.join.is_some() && self.has_more && is_blank(node);
            self.say(node, Kind::Missing(missing), Vec::new(), can_go.then(|| Fix::of(Edit::Remove(node.id))));
        }
        if let Some(first) = fact.same_as {
            let first = &self.facts[first];
            // The locked one of the two stays.
            let gone = if can_change { Some(node.id) } else { (is_open && !first.has_locked).then_some(first.id) };
            self.say(node, Kind::Duplicate, vec![first.id], gone.map(|gone| Fix::of(Edit::Remove(gone))));
        }
        match &node.content {
            Content::Group(join, children) => {
                self.group(node, *join, place, around);
                for (child, place) in children.iter().zip(places(self.facts, place)) {
                    self.node(child, place, Around { join: Some(*join), ..around });
                }
            }
            Content::Condition(condition) => {
                if fact.told.is_some() || node.missing().is_none() {
                    self.condition(node, condition, place, around);
                }
            }
            Content::Raw(raw) => {
                self.say(node, Kind::Raw { blocks: raw.dialect != self.dialect }, Vec::new(), None);
            }
        }
    }

    fn group(&mut self, node: &Node, join: Join, place: usize, around: Around) {
        let fact = &self.facts[place];
        let children = places(self.facts, place);
        match (fact.certain, around.join, fact.clash) {
            (Some(true), None, clash) => self.say(node, Kind::Everyone, clash.map_or_else(Vec::new, Vec::from), None),
            (Some(false), None, clash) => self.say(node, Kind::Nobody, clash.map_or_else(Vec::new, Vec::from), None),
            (Some(true), _, Some(clash)) => self.say(node, Kind::AlwaysMet, clash.into(), None),
            (Some(false), _, Some(clash)) => self.say(node, Kind::NeverMet, clash.into(), None),
            _ => {}
        }
        let is_same = around.join == Some(join) && !node.not && !children.is_empty();
        if around.join.is_some() && (children.len() == 1 || is_same) {
            let can_change = !around.is_frozen && !fact.has_locked;
            self.say(node, Kind::Redundant, Vec::new(), can_change.then(|| Fix::of(Edit::Ungroup(node.id))));
        }
        self.one_of(node, join, place, &children, around);
    }

    /// Finds "is exactly" conditions in an "any of", or "is not" conditions in an "all of", that share an attribute.
    fn one_of(&mut self, node: &Node, join: Join, place: usize, children: &[usize], around: Around) {
        let own = if join == Join::Any { Operator::IsExactly } else { Operator::IsNot };
        let mut by_attribute: Vec<(usize, Vec<usize>)> = Vec::new();
        for (&child, node) in children.iter().zip(node.children()) {
            let fact = &self.facts[child];
            let Some(told) = fact.told.filter(|told| told.condition.operator == Some(own) && !node.not) else {
                continue;
            };
            if fact.has_locked {
                continue;
            }
            match by_attribute.iter_mut().find(|(attribute, _)| *attribute == told.place) {
                Some((_, same)) => same.push(child),
                None => by_attribute.push((told.place, vec![child])),
            }
        }
        for (attribute, same) in by_attribute.into_iter().filter(|(_, same)| same.len() > 1) {
            let Some(merged) = self.merged(attribute, own, &same) else { continue };
            let nodes: Vec<NodeId> = same.iter().map(|same| self.facts[*same].id).collect();
            let edits = if same.len() == children.len() && !self.facts[place].has_locked {
                let whole = Node { not: node.not, ..Node::condition(merged) };
                vec![Edit::Replace(node.id, Piece(whole))]
            } else {
                let first = nodes.iter().take(1).map(|first| Edit::SetCondition(*first, merged.clone()));
                first.chain(nodes.iter().skip(1).map(|other| Edit::Remove(*other))).collect()
            };
            let fix = (!around.is_frozen).then_some(Fix { edits, changes_meaning: false });
            self.say(node, Kind::OneOf, nodes, fix);
        }
    }

    /// One condition with all their values, each once; `None` if that is the first condition unchanged.
    fn merged(&self, attribute: usize, operator: Operator, same: &[usize]) -> Option<Condition> {
        let syntax = self.at.schema.attributes().get(attribute)?.syntax;
        let mut keys = Keys::default();
        let mut values = Vec::new();
        let mut first = None;
        for condition in same.iter().filter_map(|place| self.facts[*place].told.map(|told| told.condition)) {
            first = first.or(Some(condition));
            for value in &condition.values {
                let mut text = String::new();
                spell(syntax, operator, value, &mut text);
                if keys.number(&text) == values.len() {
                    values.push(value.clone());
                }
            }
        }
        let first = first?;
        // The edit would be refused as changing nothing if the other conditions add no value.
        (values != first.values).then(|| Condition { values, ..first.clone() })
    }

    fn condition(&mut self, node: &Node, condition: &Condition, place: usize, around: Around) {
        let fact = &self.facts[place];
        let attribute = fact.told.and_then(|told| self.at.schema.attributes().get(told.place));
        let can_change = !around.is_frozen && !fact.has_locked;
        let offer = |changed: Condition| {
            can_change.then(|| Fix { edits: vec![Edit::SetCondition(node.id, changed)], changes_meaning: true })
        };
        if let Some(name) = doubt::named(&self.at.schema, condition) {
            let renamed = Condition { attribute: name.to_owned(), ..condition.clone() };
            self.say(node, Kind::NamedOtherwise, Vec::new(), offer(renamed));
        } else if self.at.schema.is_unlisted(&condition.attribute) {
            self.say(node, Kind::Unlisted, Vec::new(), None);
        }
        let problem = if attribute.is_none() { self.at.schema.problem(condition) } else { self.beyond(condition) };
        if problem.is_none() {
            for found in doubt::doubts(condition, &self.at.schema) {
                let fix = (found == Doubt::OuterBlank).then(|| doubt::trimmed(condition)).and_then(offer);
                self.say(node, Kind::Doubt(found), Vec::new(), fix);
            }
        }
        let (Some(attribute), Some(operator), None) = (attribute, condition.operator, problem) else {
            return problem.map_or((), |problem| self.say(node, Kind::Problem(problem), Vec::new(), None));
        };
        let cannot_say = |value: &Value| matches!(value, Value::Relative(moving) if !says(self.dialect, *moving));
        if operator.takes_value() && condition.values.iter().any(cannot_say) {
            let fixed = |value: &Value| match value {
                moving if cannot_say(moving) => moving.at(attribute.syntax, self.at.now).map(Value::Text),
                value => Some(value.clone()),
            };
            let values = condition.values.iter().map(fixed).collect::<Option<Vec<_>>>();
            let fix = values.filter(|_| can_change).map(|values| {
                let fixed = Condition { values, ..condition.clone() };
                Fix { edits: vec![Edit::SetCondition(node.id, fixed)], changes_meaning: true }
            });
            self.say(node, Kind::RelativeDate, Vec::new(), fix);
        }
        if let Some(complement) = operator.complement().filter(|_| node.not && operator.is_negative()) {
            let positive = Condition { operator: Some(complement), ..condition.clone() };
            let fix = (can_change && attribute.offers(complement))
                .then(|| Fix::of(Edit::Replace(node.id, Piece(Node::condition(positive)))));
            self.say(node, Kind::DoubleNegation, Vec::new(), fix);
        }
        let of_text =
            matches!(operator, Operator::Contains | Operator::NotContains | Operator::EndsWith | Operator::NotEndsWith);
        let is_costly = of_text && attribute.syntax == Syntax::String && !attribute.indexed;
        if is_costly || operator == Operator::ChainMatch {
            // Under a negation, a condition that matches fewer objects lets more members in.
            let narrows = operator == Operator::Contains && !around.is_negated && can_change;
            let fix = (narrows && attribute.offers(Operator::StartsWith)).then(|| {
                let starts = Condition { operator: Some(Operator::StartsWith), ..condition.clone() };
                Fix { edits: vec![Edit::SetCondition(node.id, starts)], changes_meaning: true }
            });
            self.say(node, Kind::Costly(operator), Vec::new(), fix);
        }
        if attribute.always_present && !operator.takes_value() {
            self.say(node, Kind::AlwaysPresent, Vec::new(), None);
        }
    }

    /// A relative date whose value lies outside of the years 1 to 9999.
    fn beyond(&self, condition: &Condition) -> Option<Problem> {
        let is_beyond = |value: &Value| match value {
            Value::Relative(moving) => moving.moment(self.at.now).is_none(),
            Value::Text(_) => false,
        };
        let at = condition.values.iter().position(is_beyond)?;
        Some(Problem::Value(at, ValueKind::Moment))
    }
}

/// Whether nothing was entered, so that removing the node loses nothing.
fn is_blank(node: &Node) -> bool {
    match &node.content {
        Content::Group(_, children) => children.is_empty(),
        Content::Condition(condition) => {
            let is_blank = |value: &Value| value.as_text().is_some_and(|text| text.trim().is_empty());
            condition.attribute.trim().is_empty() && condition.values.iter().all(is_blank)
        }
        Content::Raw(_) => false,
    }
}

/// Whether a dialect can express that relative date: Entra ID has days and hours, the others only fixed dates.
fn says(dialect: Dialect, moving: Relative) -> bool {
    dialect == Dialect::Entra && !matches!(moving.unit, Unit::Month | Unit::Year)
}
