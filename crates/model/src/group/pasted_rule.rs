//! A rule that was pasted, in the words of the store: what it says of kinds of objects becomes what the rule finds, and
//! attributes that the other directory names otherwise get the store's names.

use super::MembershipRule;
use crate::config::{StoreConfig, StoreKind};
use crate::criteria::{
    Condition, Content, Criteria, Dialect, Join, Node, NodeId, Recognised, Widens, account, entra, leave_out, recognise,
};
use crate::wire::codes::ObjectTypes;

/// What comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PastedRule {
    /// The conditions.
    pub criteria: Criteria,
    /// What the whole rule finds from then on; none where that stays.
    pub find: Option<ObjectTypes>,
    /// What the directory finds by the idioms besides, and the rule does not.
    pub besides: ObjectTypes,
    /// From which conditions that was taken: `objectCategory=person`.
    pub taken: Vec<String>,
}

/// An attribute that the portal's configuration does not list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// As it was written first.
    pub name: String,
    /// The conditions that ask for it.
    pub nodes: Vec<NodeId>,
    /// Whether it may be used by its name, as text.
    pub is_usable: bool,
}

impl PastedRule {
    /// As the conditions of a rule, in place of those that it has.
    pub fn replacing(criteria: &Criteria, dialect: Dialect, store: &StoreConfig, rule: &MembershipRule) -> Self {
        let read = recognise(criteria);
        if !has_scope(store) {
            return unscoped(criteria, read, store);
        }
        let find = of_dialect(read.find, dialect);
        let accounts = only_accounts(find.unwrap_or(rule.find));
        let changed = find.filter(|find| *find != rule.find || !read.taken.is_empty());
        Self {
            criteria: in_words_of(&read.criteria, store, accounts),
            find: changed,
            besides: read.besides,
            taken: read.taken,
        }
    }

    /// Beside the conditions that a rule has. The kinds of objects can be taken out only where the whole rule finds no
    /// others, or where everything in it counts together, so that it finds fewer.
    pub fn added(criteria: &Criteria, dialect: Dialect, store: &StoreConfig, rule: &MembershipRule) -> Self {
        let read = recognise(criteria);
        if !has_scope(store) {
            return unscoped(criteria, read, store);
        }
        let root = rule.criteria.root();
        let all_count = root.join() == Some(Join::All) && !root.not;
        let find = of_dialect(read.find, dialect);
        // For what the rule finds already, the idioms are true.
        let is_true = find.is_some_and(|find| find.set(read.besides, true).has(rule.find));
        let fewer = find.map(|find| find.and(rule.find)).filter(|fewer| all_count && !fewer.is_empty());
        let own = |criteria: &Criteria, find: ObjectTypes| in_words_of(criteria, store, only_accounts(find));
        let kept = |criteria| Self { criteria, find: None, besides: ObjectTypes::NONE, taken: Vec::new() };
        match fewer {
            _ if is_true => Self { taken: read.taken, ..kept(own(&read.criteria, rule.find)) },
            Some(fewer) => {
                Self { find: Some(fewer), besides: read.besides, taken: read.taken, ..kept(own(&read.criteria, fewer)) }
            }
            None => kept(own(criteria, rule.find)),
        }
    }

    /// The attributes that the configuration of a store does not list, in reading order.
    pub fn unlisted(&self, store: &StoreConfig) -> Vec<Unlisted> {
        let schema = store.schema();
        let mut found: Vec<Unlisted> = Vec::new();
        self.criteria.root().visit(&mut |node| {
            let Some(name) = node.as_condition().map(|condition| condition.attribute.as_str()) else { return };
            if schema.attribute(name).is_some() {
                return;
            }
            match found.iter_mut().find(|known| known.name.eq_ignore_ascii_case(name)) {
                Some(known) => known.nodes.push(node.id),
                None => found.push(Unlisted {
                    name: name.to_owned(),
                    nodes: vec![node.id],
                    is_usable: schema.is_unlisted(name),
                }),
            }
        });
        found
    }

    /// Without the conditions on attributes that are not listed, where nobody gets in by that.
    pub fn without_unlisted(&self, store: &StoreConfig) -> Result<Self, Widens> {
        let nodes: Vec<NodeId> = self.unlisted(store).into_iter().flat_map(|unlisted| unlisted.nodes).collect();
        Ok(Self { criteria: leave_out(&self.criteria, &nodes)?, ..self.clone() })
    }
}

/// Whether a rule of the store says what it finds. Rules of Entra ID find users.
fn has_scope(store: &StoreConfig) -> bool {
    store.kind != StoreKind::MicrosoftGraph
}

/// A rule that finds users, whatever it says.
fn unscoped(criteria: &Criteria, read: Recognised, store: &StoreConfig) -> PastedRule {
    let is_of_users = read.find.is_some_and(|find| find.has(ObjectTypes::USERS));
    let (criteria, taken) = if is_of_users { (&read.criteria, read.taken) } else { (criteria, Vec::new()) };
    PastedRule { criteria: in_words_of(criteria, store, true), find: None, besides: ObjectTypes::NONE, taken }
}

/// What a rule finds that was written for another directory: in the language of Entra ID, users.
fn of_dialect(find: Option<ObjectTypes>, dialect: Dialect) -> Option<ObjectTypes> {
    if dialect == Dialect::Entra && find.is_none() { Some(ObjectTypes::USERS) } else { find }
}

/// Whether nothing but accounts is found, of which each says whether it is enabled.
fn only_accounts(find: ObjectTypes) -> bool {
    !find.is_empty() && ObjectTypes::USERS.set(ObjectTypes::COMPUTERS, true).has(find)
}

/// A rule with the names that the store has for what another directory names otherwise: `l` is Graph's `city`.
/// `only_accounts` says that it finds accounts and nothing else, of which each says whether it is enabled.
#[must_use]
pub fn in_words_of(criteria: &Criteria, store: &StoreConfig, only_accounts: bool) -> Criteria {
    let schema = store.schema();
    let lists = |name: &str| schema.attribute(name).is_some();
    let translated = match store.kind {
        StoreKind::ActiveDirectory if !lists(account::ENABLED) => account::to_control(criteria, only_accounts),
        StoreKind::EntraId | StoreKind::MicrosoftGraph if !lists(account::CONTROL) => {
            account::to_enabled(criteria, only_accounts)
        }
        _ => criteria.clone(),
    };
    Criteria::of(renamed(translated.root(), &|name| {
        let other = entra::other_name(name).filter(|_| !lists(name))?;
        lists(other).then(|| other.to_owned())
    }))
}

/// With other names of attributes.
fn renamed(node: &Node, other: &dyn Fn(&str) -> Option<String>) -> Node {
    let content = match &node.content {
        Content::Group(join, children) => {
            return Node {
                id: node.id,
                not: node.not,
                locked: node.locked,
                ..Node::group(*join, children.iter().map(|child| renamed(child, other)).collect())
            };
        }
        Content::Condition(condition) => match other(&condition.attribute) {
            Some(attribute) => Content::Condition(Condition { attribute, ..condition.clone() }),
            None => return node.clone(),
        },
        Content::Raw(_) => return node.clone(),
    };
    Node { content, ..node.clone() }
}
