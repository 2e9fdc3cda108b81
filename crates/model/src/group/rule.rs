//! The membership rule of a smart group, as a person edits it.

use super::check::place_of;
use super::{Field, Principal, Problem, Problems};
use crate::config::StoreConfig;
use crate::criteria::{Criteria, Dialect, NodeId, ParseError, PrintError, entra, groupid};
use crate::names::Dn;
use crate::wire::codes::{SCOPE_ONE_LEVEL, SCOPE_SUBTREE, SMART_EXCLUDES, SMART_INCLUDES};
use crate::wire::lenient::json_object;
use crate::wire::object_types::ObjectTypes;
use crate::wire::{AttributeValue, DirectoryObject};
use std::collections::BTreeSet;

json_object! {
    /// The rule that determines the members of a smart group.
    pub struct MembershipRule {
        /// The conditions that members satisfy (`IMSGCriteria`).
        pub criteria: Criteria = "criteria",
        /// The containers that are searched for members (`IMSGStartPath`); at least one.
        pub start_in: Vec<StartPath> = "startIn",
        /// The types of objects that are found (`IMSGObjectTypes`).
        pub find: ObjectTypes = "types" or ObjectTypes::default(),
        /// Entries of `IMSGObjectTypes` that are in no table. They are shown as they are, and sent back.
        pub unknown_types: Vec<String> = "unknownTypes",
        /// Objects that are members whatever the criteria say.
        pub include: Vec<Principal> = "include",
        /// Objects that are never members, not even if they are included.
        pub exclude: Vec<Principal> = "exclude",
    }
}

json_object! {
    /// A container that is searched for members (an entry of `IMSGStartPath`).
    #[derive(Eq)]
    pub struct StartPath {
        pub dn: String = "dn",
        /// Whether only its direct children are searched.
        pub one_level: bool = "oneLevel",
    }
}

impl StartPath {
    /// A container with everything below it.
    pub fn subtree(dn: impl Into<String>) -> Self {
        Self { dn: dn.into(), one_level: false }
    }

    /// Whether it is the global catalogue (`GC=…`), which is no container: the whole forest is searched.
    pub fn is_whole_forest(&self) -> bool {
        self.dn.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("GC="))
    }

    /// Whether both are the same container with the same scope, however its name is spelled.
    fn is_same(&self, other: &Self) -> bool {
        let has_name = || match (Dn::parse(&self.dn), Dn::parse(&other.dn)) {
            (Ok(own), Ok(other)) => own.same(&other),
            _ => false,
        };
        self.one_level == other.one_level && (self.dn == other.dn || has_name())
    }

    /// The scope as it is sent in `AttributeCollection.Scope`.
    pub fn scope(&self) -> &'static str {
        if self.one_level { SCOPE_ONE_LEVEL } else { SCOPE_SUBTREE }
    }
}

/// A rule without conditions and containers. It finds nobody and cannot be sent.
impl Default for MembershipRule {
    fn default() -> Self {
        Self {
            criteria: Criteria::default(),
            start_in: Vec::new(),
            find: ObjectTypes::default(),
            unknown_types: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
        }
    }
}

impl MembershipRule {
    /// An empty rule for a store: it searches the first configured container, and has the administrator's locked
    /// criteria.
    pub fn new(store: &StoreConfig) -> Self {
        let whole = store.containers.first().map(|container| StartPath::subtree(&container.dn));
        let rule = Self { start_in: whole.into_iter().collect(), find: store.groups.object_types(), ..Self::default() };
        rule.with_locked(store)
    }

    /// The rule with the store's locked criteria in front, if there are any.
    #[must_use]
    pub fn with_locked(self, store: &StoreConfig) -> Self {
        match store.groups.fixed_rule() {
            Some(fixed) => Self { criteria: self.criteria.with_locked(&fixed), ..self },
            None => self,
        }
    }

    /// The rule with the store's locked criteria in front, if it requires them already; otherwise unchanged. It is the
    /// same rule, only arranged as the editor shows it.
    #[must_use]
    pub fn with_own_locked(self, store: &StoreConfig) -> Self {
        let requires = store.groups.fixed_rule().is_some_and(|fixed| self.criteria.requires(&fixed));
        if requires { self.with_locked(store) } else { self }
    }

    /// Whether both are the same rule. The spelling of the criteria, of distinguished names and of locks makes no
    /// difference, nor does the order of containers and exceptions.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.criteria.is_same_in(&other.criteria, Dialect::GroupId)
            && self.find == other.find
            && self.unknown_types == other.unknown_types
            && same_lists(&self.start_in, &other.start_in, StartPath::is_same)
            && same_lists(&self.include, &other.include, Principal::is)
            && same_lists(&self.exclude, &other.exclude, Principal::is)
    }

    /// The criteria as `IMSGCriteria` has them in that store.
    ///
    /// # Errors
    ///
    /// The node that the GroupID dialect cannot express.
    pub fn text(&self, store: &StoreConfig) -> Result<String, PrintError> {
        store.groups.print(&self.criteria)
    }

    /// The rule of an existing smart group.
    ///
    /// # Errors
    ///
    /// The place at which `IMSGCriteria` cannot be parsed; nothing is dropped silently.
    pub fn of(group: &DirectoryObject) -> Result<Self, ParseError> {
        let criteria = groupid::parse(group.first("IMSGCriteria").unwrap_or_default())?;
        let start = |entry: &AttributeValue| {
            let one_level = entry.note("Scope") == Some(SCOPE_ONE_LEVEL);
            entry.text().map(|dn| StartPath { dn: dn.to_owned(), one_level })
        };
        let types = group.values("IMSGObjectTypes").iter().filter_map(AttributeValue::text);
        let (find, unknown_types) = ObjectTypes::from_wire(types);
        let people = |name: &str| group.values(name).iter().filter_map(Principal::pointed).collect();
        Ok(Self {
            criteria,
            start_in: group.values("IMSGStartPath").iter().filter_map(start).collect(),
            find,
            unknown_types,
            include: people(SMART_INCLUDES),
            exclude: people(SMART_EXCLUDES),
        })
    }

    /// The attributes to send in order to give a group this rule instead of `before` (operation 7), only those that
    /// differ in what they mean: what is spelled differently alone stays as the service has it.
    ///
    /// # Errors
    ///
    /// The node that the GroupID dialect cannot express.
    pub fn changes(
        &self,
        before: &Self,
        store: &StoreConfig,
    ) -> Result<Vec<(&'static str, Vec<AttributeValue>)>, PrintError> {
        let mut changes = Vec::new();
        let mut note = |same: bool, name, values| {
            if !same {
                changes.push((name, values));
            }
        };
        let one = |text: String| vec![AttributeValue::short(text, 0)];
        let same_criteria = self.criteria.is_same_in(&before.criteria, Dialect::GroupId);
        // A rule that is not changed need not be written, and may be one that could not be.
        let criteria = if same_criteria { Vec::new() } else { one(self.text(store)?) };
        note(same_criteria, "IMSGCriteria", criteria);
        let same_types = self.find == before.find && self.unknown_types == before.unknown_types;
        note(same_types, "IMSGObjectTypes", self.type_values(0));
        let same_start = same_lists(&self.start_in, &before.start_in, StartPath::is_same);
        note(same_start, "IMSGStartPath", self.start_values(0));
        let same_include = same_lists(&self.include, &before.include, Principal::is);
        note(same_include, SMART_INCLUDES, people_values(&self.include, 0));
        let same_exclude = same_lists(&self.exclude, &before.exclude, Principal::is);
        note(same_exclude, SMART_EXCLUDES, people_values(&self.exclude, 0));
        Ok(changes)
    }

    /// The values of `IMSGObjectTypes`: one entry per type.
    pub(super) fn type_values(&self, action: i64) -> Vec<AttributeValue> {
        let codes = self.find.wire().into_iter().chain(self.unknown_types.iter().cloned());
        codes.map(|code| AttributeValue::short(code, action)).collect()
    }

    /// Whether the rule finds no type of objects.
    pub fn finds_nothing(&self) -> bool {
        self.find.is_empty() && self.unknown_types.is_empty()
    }

    /// The values of `IMSGStartPath`.
    pub(super) fn start_values(&self, action: i64) -> Vec<AttributeValue> {
        let entry = |start: &StartPath| AttributeValue::short(start.dn.trim(), action).with("Scope", start.scope());
        self.start_in.iter().map(entry).collect()
    }
}

/// Whether two lists have the same entries in any order.
fn same_lists<T>(one: &[T], other: &[T], is_same: fn(&T, &T) -> bool) -> bool {
    let has_all = |one: &[T], other: &[T]| one.iter().all(|own| other.iter().any(|other| is_same(own, other)));
    let is_unmoved = || one.iter().zip(other).all(|(own, other)| is_same(own, other));
    one.len() == other.len() && (is_unmoved() || has_all(one, other) && has_all(other, one))
}

/// One value per object: its distinguished name, or its id if it has none.
pub(super) fn people_values(people: &[Principal], action: i64) -> Vec<AttributeValue> {
    let name = |who: &Principal| if who.dn.is_empty() { who.id.as_str().to_owned() } else { who.dn.clone() };
    people.iter().map(|who| AttributeValue::short(name(who), action)).collect()
}

/// Whether an object occurs more than once.
fn named_twice(people: &[Principal]) -> bool {
    let mut seen = BTreeSet::new();
    people.iter().any(|who| !seen.insert(who.id.as_str()))
}

impl MembershipRule {
    /// Adds everything that is wrong with the rule.
    pub fn problems(&self, store: &StoreConfig, found: &mut Problems) {
        self.criteria_problems(store, Dialect::GroupId, found);
        if self.finds_nothing() {
            found.insert(Field::Find, Problem::Required);
        }
        if self.start_in.is_empty() {
            found.insert(Field::StartIn, Problem::Required);
        }
        for start in self.start_in.iter().filter(|start| !start.is_whole_forest()) {
            match Dn::parse(&start.dn) {
                Err(error) => found.insert(Field::StartIn, Problem::NotADn(place_of(&start.dn, error.at))),
                Ok(dn) if !store.holds(&dn) => found.insert(Field::StartIn, Problem::OutsideOfStore),
                Ok(_) => {}
            }
        }
        for (people, field) in [(&self.include, Field::Include), (&self.exclude, Field::Exclude)] {
            if named_twice(people) {
                found.insert(field, Problem::Twice);
            }
        }
        if self.include.iter().any(|who| self.exclude.iter().any(|other| other.is(who))) {
            found.insert(Field::Exclude, Problem::IncludedAndExcluded);
        }
    }
}

impl MembershipRule {
    /// Adds what is wrong with the criteria if they are sent in that dialect.
    pub fn criteria_problems(&self, store: &StoreConfig, dialect: Dialect, found: &mut Problems) {
        let said = if dialect == Dialect::Entra { entra::print(&self.criteria) } else { self.text(store) };
        if let Err(error) = said {
            found.insert(Field::Rule, Problem::Rule(error));
        } else if store.groups.fixed_rule().is_some_and(|fixed| !self.criteria.requires(&fixed)) {
            found.insert(Field::Rule, Problem::Locked);
        } else if let Some(node) = self.unfit(store) {
            found.insert(Field::Rule, Problem::RuleDoesNotFit(node));
        } else if dialect == Dialect::Entra
            && let Some(refused) = entra::limits::check(&self.criteria).first()
        {
            found.insert(Field::Rule, Problem::EntraRefuses(refused.node, refused.limit));
        }
    }

    /// The first condition that does not fit the store's attributes. A directory answers such a condition with no
    /// objects, or under a negation with all of them.
    fn unfit(&self, store: &StoreConfig) -> Option<NodeId> {
        let schema = store.schema();
        let mut unfit = None;
        self.criteria.root().visit(&mut |node| {
            let problem = node.as_condition().and_then(|condition| schema.problem(condition));
            unfit = unfit.or(problem.map(|_| node.id));
        });
        unfit
    }
}
