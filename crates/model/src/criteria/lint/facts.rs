//! Collects what is known about every node before findings are reported: which nodes mean the same or the opposite, and
//! which are satisfied by every object or by none.

use super::clash::{Assertion, clash};
use crate::attribute::Syntax;
use crate::criteria::eval::compare::{self, Key};
use crate::criteria::keys::{Keys, sort};
use crate::criteria::schema::misfit;
use crate::criteria::{Condition, Content, Criteria, Evaluator, Join, Node, NodeId, Operator, Unit, Value, value};
use std::fmt::Write as _;

/// What is known about a node.
pub(super) struct Fact<'a> {
    pub id: NodeId,
    /// The number of nodes in its subtree, itself included; its next sibling's fact is that many places later.
    pub size: usize,
    /// Twice the number of the node's statement, plus one if the node says the opposite.
    pub literal: usize,
    /// What it says, if it is a condition that can be evaluated.
    pub told: Option<Assertion<'a>>,
    /// Whether every object (true) or no object (false) satisfies it, its own negation included.
    pub certain: Option<bool>,
    /// Two children that together make the group never (for All) or always (for Any) satisfied.
    pub clash: Option<[NodeId; 2]>,
    /// The place of an earlier sibling that means the same.
    pub same_as: Option<usize>,
    /// Whether it or a node below it is locked.
    pub has_locked: bool,
}

/// The facts of all nodes, in reading order.
pub(super) fn facts<'a>(criteria: &'a Criteria, at: &Evaluator<'a>) -> Vec<Fact<'a>> {
    let attributes = at.schema.attributes().len();
    let mut learner = Learner {
        at: *at,
        facts: Vec::new(),
        sayings: Keys::default(),
        values: Keys::default(),
        seen: Vec::new(),
        group: 0,
        by_attribute: vec![Vec::new(); attributes],
    };
    learner.node(criteria.root());
    learner.facts
}

/// The places of a group's children in the list of facts.
pub(super) fn places(facts: &[Fact<'_>], place: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let end = place + facts.get(place).map_or(0, |fact| fact.size);
    let mut child = place + 1;
    while child < end {
        places.push(child);
        child += facts[child].size;
    }
    places
}

struct Learner<'a> {
    at: Evaluator<'a>,
    facts: Vec<Fact<'a>>,
    /// Numbers of the statements that nodes make.
    sayings: Keys,
    /// Numbers of the values that conditions compare with.
    values: Keys,
    /// For each literal, the last group with a child of that literal, and the child's place.
    seen: Vec<(usize, usize)>,
    group: usize,
    by_attribute: Vec<Vec<usize>>,
}

impl<'a> Learner<'a> {
    fn node(&mut self, node: &'a Node) -> usize {
        let place = self.facts.len();
        let mut fact = Fact {
            id: node.id,
            size: 1,
            literal: 0,
            told: None,
            certain: None,
            clash: None,
            same_as: None,
            has_locked: node.locked,
        };
        self.facts.push(Fact { told: None, ..fact });
        let mut saying = String::new();
        match &node.content {
            Content::Group(join, children) => {
                for child in children {
                    let child = self.node(child);
                    fact.has_locked |= self.facts[child].has_locked;
                }
                fact.size = self.facts.len() - place;
                self.facts[place].size = fact.size;
                let children = places(&self.facts, place);
                fact.clash = self.clash(*join, &children);
                fact.certain = self.certain(*join, &children, fact.clash.is_some()).map(|met| met != node.not);
                fact.literal = match children.as_slice() {
                    [] => 2 * self.nothing(place),
                    [only] => self.facts[*only].literal,
                    children => {
                        let mut literals = children.iter().map(|child| self.facts[*child].literal).collect();
                        sort(&mut literals);
                        push_list(if *join == Join::All { '&' } else { '|' }, &literals, &mut saying);
                        2 * self.sayings.number(&saying)
                    }
                };
            }
            Content::Condition(condition) => {
                fact.told = self.told(condition, node.not);
                fact.literal = match &fact.told {
                    Some(told) => {
                        self.say(told, &mut saying);
                        2 * self.sayings.number(&saying) + usize::from(!told.is_met)
                    }
                    None => 2 * self.nothing(place),
                };
            }
            Content::Raw(raw) if raw.text.trim().is_empty() => fact.literal = 2 * self.nothing(place),
            Content::Raw(raw) => {
                // The same statement in several dialects is counted as several statements.
                let _ = write!(saying, "{}{}", raw.dialect.name(), raw.text);
                fact.literal = 2 * self.sayings.number(&saying);
            }
        }
        if node.not && fact.told.is_none() {
            fact.literal ^= 1;
        }
        self.facts[place] = fact;
        place
    }

    /// A number that no other node has, for a node that is not complete yet.
    fn nothing(&mut self, place: usize) -> usize {
        self.sayings.number(&place.to_string())
    }

    /// What a condition says, if it can be evaluated.
    fn told(&self, condition: &'a Condition, not: bool) -> Option<Assertion<'a>> {
        let place = self.at.schema.place(&condition.attribute)?;
        let attribute = self.at.schema.attributes().get(place)?;
        if condition.missing().is_some() || misfit(attribute, condition).is_some() {
            return None;
        }
        let own = condition.operator?;
        let (operator, is_met) = match own.complement() {
            Some(complement) if own.is_negative() => (complement, not),
            _ => (own, !not),
        };
        // For a mask with a single bit, "all on" and "any on" are the same.
        let is_bit = operator == Operator::AnyFlagOn && condition.mask().is_some_and(|mask| mask.is_power_of_two());
        let operator = if is_bit { Operator::AllFlagsOn } else { operator };
        Some(Assertion { place, operator, is_met, condition })
    }

    /// Appends what a condition says, without its sign, in a form in which equal statements are equal texts.
    fn say(&mut self, told: &Assertion<'_>, saying: &mut String) {
        let mut numbers = Vec::with_capacity(told.condition.values.len());
        if told.operator.takes_value() {
            let syntax = self.at.schema.attributes()[told.place].syntax;
            for value in &told.condition.values {
                let mut text = String::new();
                spell(syntax, told.operator, value, &mut text);
                numbers.push(self.values.number(&text));
            }
            sort(&mut numbers);
        }
        let _ = write!(saying, "{} {}", told.operator.name(), told.place);
        push_list('=', &numbers, saying);
    }

    /// Marks children that mean the same, and finds two that decide the group for every object.
    fn clash(&mut self, join: Join, children: &[usize]) -> Option<[NodeId; 2]> {
        self.group += 1;
        self.seen.resize(self.seen.len().max(2 * self.sayings.len()), (0, 0));
        let mut found = None;
        for &place in children {
            let literal = self.facts[place].literal;
            let (group, opposite) = self.seen[literal ^ 1];
            if group == self.group {
                found = found.or(Some([opposite, place]));
            }
            match &mut self.seen[literal] {
                (group, first) if *group == self.group => self.facts[place].same_as = Some(*first),
                seen => *seen = (self.group, place),
            }
            if let Some(told) = &self.facts[place].told {
                self.by_attribute[told.place].push(place);
            }
        }
        for &place in children {
            let Some(attribute) = self.facts[place].told.as_ref().map(|told| told.place) else { continue };
            // The first child with an attribute takes all children with that attribute.
            let same = std::mem::take(&mut self.by_attribute[attribute]);
            if found.is_none() && same.len() > 1 {
                let told: Vec<_> = same.iter().filter_map(|same| self.facts[*same].told.as_ref()).collect();
                let clash = clash(&self.at, &told, join == Join::Any);
                found = clash.map(|[one, other]| [same[one], same[other]]);
            }
        }
        found.map(|[one, other]| [self.facts[one.min(other)].id, self.facts[one.max(other)].id])
    }

    /// Whether every object or none satisfies a group, its own negation excluded.
    fn certain(&self, join: Join, children: &[usize], has_clash: bool) -> Option<bool> {
        let decides = join == Join::Any;
        let mut of_children = children.iter().map(|child| self.facts[*child].certain);
        if has_clash || of_children.clone().any(|certain| certain == Some(decides)) {
            return Some(decides);
        }
        (!children.is_empty() && of_children.all(|certain| certain == Some(!decides))).then_some(!decides)
    }
}

/// Appends a value in a form in which values that are equal in every directory are equal texts. Blanks count, because
/// they do in Windows.
pub(super) fn spell(syntax: Syntax, operator: Operator, value: &Value, out: &mut String) {
    let key = match value {
        Value::Relative(relative) => {
            let unit = match relative.unit {
                Unit::Hour => 'h',
                Unit::Day => 'd',
                Unit::Week => 'w',
                Unit::Month => 'm',
                Unit::Year => 'y',
            };
            let _ = write!(out, "~{}{unit}", relative.amount);
            return;
        }
        Value::Text(text) if syntax == Syntax::String => return compare::push_folded(text, out),
        Value::Text(text) if operator.is_of_flags() => value::mask(text).map(|bits| Key::Number(bits.into())),
        Value::Text(text) => compare::key(syntax, text),
    };
    match key {
        Some(Key::Number(number)) => {
            let _ = write!(out, "{number}");
        }
        Some(Key::Text(text)) => out.push_str(&text),
        None => {}
    }
}

fn push_list(sign: char, numbers: &[usize], out: &mut String) {
    for number in numbers {
        let _ = write!(out, "{sign}{number}");
    }
}
