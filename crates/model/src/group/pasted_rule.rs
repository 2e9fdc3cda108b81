//! Adapts a pasted rule to the store: conditions on kinds of objects become the object types of the rule, and
//! attributes that another directory calls differently get the store's names.

use super::MembershipRule;
use crate::config::{StoreConfig, StoreKind};
use crate::criteria::opath::{self, NotCarried};
use crate::criteria::{
    Condition, Content, Criteria, Dialect, Join, Node, NodeId, Raw, Recognised, Widens, account, entra, leave_out,
    recognise,
};
use crate::wire::object_types::ObjectTypes;

/// A pasted rule as the store would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct PastedRule {
    pub criteria: Criteria,
    /// The types of objects that the whole rule finds from now on, and no others; `None` if they do not change.
    pub find: Option<ObjectTypes>,
    /// Further kinds that the directory would find by the removed conditions, and the rule does not.
    pub besides: ObjectTypes,
    /// The conditions that were replaced by object types, such as `objectCategory=person`.
    pub taken: Vec<String>,
}

/// An attribute that the portal's configuration does not list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// The name in the spelling of its first use.
    pub name: String,
    /// The conditions that use it.
    pub nodes: Vec<NodeId>,
    /// Whether it may be used by its name, compared as text.
    pub is_usable: bool,
}

impl PastedRule {
    /// The pasted criteria in place of the rule's own. `dialect` is the one in which they were written.
    pub fn replacing(criteria: &Criteria, dialect: Dialect, store: &StoreConfig, rule: &MembershipRule) -> Self {
        let read = recognise(criteria);
        if !has_scope(store) {
            return unscoped(criteria, read, store);
        }
        let find = of_dialect(read.find, dialect);
        let accounts = find.map_or_else(|| finds_only_accounts(rule), only_accounts);
        let is_new =
            |find: &ObjectTypes| *find != rule.find || !rule.unknown_types.is_empty() || !read.taken.is_empty();
        let changed = find.filter(is_new);
        Self {
            criteria: in_words_of(&read.criteria, store, accounts),
            find: changed,
            besides: read.besides,
            taken: read.taken,
        }
    }

    /// The pasted criteria in addition to the rule's own. Conditions on kinds of objects are only removed if the whole
    /// rule finds no other kinds anyway, or if its root is an "all of", so that it finds fewer objects.
    pub fn added(criteria: &Criteria, dialect: Dialect, store: &StoreConfig, rule: &MembershipRule) -> Self {
        let read = recognise(criteria);
        if !has_scope(store) {
            return unscoped(criteria, read, store);
        }
        let root = rule.criteria.root();
        let all_count = root.join() == Some(Join::All) && !root.not;
        let find = of_dialect(read.find, dialect);
        // These conditions hold for everything that the rule finds already. Nobody knows of what for a type that is in no
        // table.
        let is_true = rule.unknown_types.is_empty()
            && find.is_some_and(|find| find.set(read.besides, true).with_narrower().has(rule.find));
        let fewer = find.map(|find| find.common(rule.find)).filter(|fewer| all_count && !fewer.is_empty());
        let own = |criteria: &Criteria, accounts: bool| in_words_of(criteria, store, accounts);
        let kept = |criteria| Self { criteria, find: None, besides: ObjectTypes::NONE, taken: Vec::new() };
        match fewer {
            _ if is_true => Self { taken: read.taken, ..kept(own(&read.criteria, finds_only_accounts(rule))) },
            Some(fewer) => Self {
                find: Some(fewer),
                besides: read.besides,
                taken: read.taken,
                ..kept(own(&read.criteria, only_accounts(fewer)))
            },
            None => kept(own(criteria, finds_only_accounts(rule))),
        }
    }

    /// The attributes that the store's configuration does not list, in reading order.
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

    /// The rule without the conditions on unlisted attributes.
    ///
    /// # Errors
    ///
    /// The removal could let objects in, or would leave no conditions.
    pub fn without_unlisted(&self, store: &StoreConfig) -> Result<Self, Widens> {
        let nodes: Vec<NodeId> = self.unlisted(store).into_iter().flat_map(|unlisted| unlisted.nodes).collect();
        self.without(&nodes)
    }

    /// The comparisons of an Exchange filter that could not be carried over, with their text and the reason, in reading
    /// order. No store can save a rule that contains one.
    pub fn not_carried(&self) -> Vec<(NodeId, String, NotCarried)> {
        let mut found = Vec::new();
        self.criteria.root().visit(&mut |node| {
            if let Content::Raw(Raw { dialect: Dialect::Opath, text }) = &node.content
                && let Some(why) = opath::why_not(text)
            {
                found.push((node.id, text.clone(), why));
            }
        });
        found
    }

    /// The rule without these nodes.
    ///
    /// # Errors
    ///
    /// The removal could let objects in, or would leave no conditions.
    pub fn without(&self, nodes: &[NodeId]) -> Result<Self, Widens> {
        Ok(Self { criteria: leave_out(&self.criteria, nodes)?, ..self.clone() })
    }
}

/// Whether rules of the store have object types. Rules of Entra ID always find users.
fn has_scope(store: &StoreConfig) -> bool {
    store.kind != StoreKind::MicrosoftGraph
}

/// Adapts a rule that always finds users.
fn unscoped(criteria: &Criteria, read: Recognised, store: &StoreConfig) -> PastedRule {
    let is_of_users = read.find.is_some_and(|find| find.has(ObjectTypes::USERS));
    let (criteria, taken) = if is_of_users { (&read.criteria, read.taken) } else { (criteria, Vec::new()) };
    PastedRule { criteria: in_words_of(criteria, store, true), find: None, besides: ObjectTypes::NONE, taken }
}

/// The kinds of objects that a rule of another directory finds; rules in the Entra dialect find users.
fn of_dialect(find: Option<ObjectTypes>, dialect: Dialect) -> Option<ObjectTypes> {
    if dialect == Dialect::Entra && find.is_none() { Some(ObjectTypes::USERS) } else { find }
}

/// Whether a rule finds only accounts. An object of a type that is in no table may be none.
fn finds_only_accounts(rule: &MembershipRule) -> bool {
    rule.unknown_types.is_empty() && only_accounts(rule.find)
}

/// Whether the rule finds only accounts, each of which has the attribute that says whether it is enabled.
fn only_accounts(find: ObjectTypes) -> bool {
    !find.is_empty() && ObjectTypes::USERS.set(ObjectTypes::COMPUTERS, true).with_narrower().has(find)
}

/// Replaces attribute names of another directory by the store's own: `l` is Graph's `city`. `only_accounts` says that
/// the rule finds nothing but accounts, each of which has the attribute that says whether it is enabled.
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

/// Replaces the names of attributes.
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
