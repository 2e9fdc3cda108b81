//! Finds the objects that a membership rule matches. The documented preview is a GET with a body, which a browser
//! cannot send, so the rule is sent as a search instead (part C of the contract).

use super::graph::Ask;
use super::searches::PageRequest;
use super::{Api, ApiError};
use model::criteria::odata::{self, NotCountable};
use model::criteria::{PrintError, object_types, search};
use model::graph::GraphFilter;
use model::group::{MembershipRule, Principal, StartPath};
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::object_types::{ObjectType, ObjectTypes};
use model::wire::{Criterion, DirectoryObject, ObjectId, ObjectPage, StoreId};
use serde_json::{Map, Value};

/// Members per request when all members of a group are read.
const BATCH: i64 = 500;

/// The size up to which a group's members are compared with a rule's matches.
pub const MOST_COMPARED: i64 = 20_000;

/// A part of the matches, in relation to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All matches, whether they are members or not.
    Meant,
    /// The matches that are not members yet.
    Joining,
    /// The matches that are members already.
    Staying,
}

/// The group that a rule belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingGroup {
    /// Used to read its members.
    pub id: ObjectId,
    /// Its distinguished name, for conditions on `memberOf`.
    pub dn: String,
}

/// A rule as the search that finds its matches.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipQuery {
    criteria: Criterion,
    start_in: Map<String, Value>,
    /// The principals under "always include"; the search does not return them.
    included: Vec<Principal>,
    /// The same query for Graph; none for a search of the Data Service.
    filter: Option<GraphFilter>,
}

impl MembershipQuery {
    /// From a complete rule.
    pub fn of(rule: &MembershipRule) -> Result<Self, PrintError> {
        let mut all = vec![search::to_criterion(&rule.criteria)?, kinds(rule)];
        // Included principals are members without being matched, and excluded ones are not even if matched. Both are
        // left out of the search.
        let named: Vec<_> = rule.include.iter().chain(&rule.exclude).collect();
        if !named.is_empty() {
            all.extend(named.into_iter().map(|who| not(exactly(&who.id, &who.dn))));
        }
        // The whole forest has no container to name; a search without one covers the whole store.
        let is_whole = rule.start_in.iter().any(StartPath::is_whole_forest);
        let start_in = rule.start_in.iter().filter(|_| !is_whole);
        let start_in = start_in.map(|start| (start.dn.trim().to_owned(), Value::from(start.scope())));
        let included = rule.include.iter().filter(|who| !rule.exclude.iter().any(|other| other.is(who)));
        let included = included.cloned().collect();
        Ok(Self { criteria: Criterion::all(all), start_in: start_in.collect(), included, filter: None })
    }

    /// From a complete rule, for Graph; the error says what Graph cannot count.
    pub fn of_graph(rule: &MembershipRule) -> Result<Self, NotCountable> {
        let filter = odata::filter(&rule.criteria)?;
        Ok(Self { filter: Some(filter), ..Self::everyone(&people_of(rule)) })
    }

    /// All objects that the rule could match, for the service that this query is sent to.
    pub fn everyone_for(&self, rule: &MembershipRule) -> Self {
        if self.filter.is_some() { Self::everyone(&people_of(rule)) } else { Self::everyone(rule) }
    }

    /// One condition or group within the rule's scope, without exceptions; for the counts in the rows.
    pub fn count_of(rule: &MembershipRule, criteria: &model::criteria::Criteria) -> Result<Self, PrintError> {
        Self::of(&MembershipRule {
            criteria: criteria.clone(),
            include: Vec::new(),
            exclude: Vec::new(),
            ..rule.clone()
        })
    }

    /// Whether a single object matches a condition, regardless of the rule's containers.
    pub fn about(
        rule: &MembershipRule,
        criteria: &model::criteria::Criteria,
        object: Criterion,
    ) -> Result<Self, PrintError> {
        let mut question = Self::count_of(rule, criteria)?;
        question.criteria = Criterion::all(vec![object, search::to_criterion(criteria)?]);
        question.start_in.clear();
        Ok(question)
    }

    /// All objects of the types that the rule looks for.
    pub fn everyone(rule: &MembershipRule) -> Self {
        Self { criteria: kinds(rule), start_in: Map::new(), included: Vec::new(), filter: None }
    }

    /// The groups among the matches; none if the rule looks for groups only, or for none.
    pub fn groups_for(&self, rule: &MembershipRule) -> Option<Self> {
        let groups = rule.find.of(ObjectKind::Group);
        if self.filter.is_some() || groups.is_empty() || groups == rule.find {
            return None;
        }
        Self::of(&MembershipRule { find: groups, ..rule.clone() }).ok()
    }

    /// The principals under "always include", without those that are also excluded.
    pub fn included(&self) -> &[Principal] {
        &self.included
    }

    fn part(&self, part: Part, group: Option<&ExistingGroup>) -> Criterion {
        let member = group.map(|group| Criterion::leaf("memberOf", "Is Exactly", &group.dn));
        let own = self.criteria.clone();
        match (part, member) {
            (Part::Joining, Some(member)) => Criterion::all(vec![own, not(member)]),
            (Part::Staying, Some(member)) => Criterion::all(vec![own, member]),
            _ => own,
        }
    }
}

/// The rule limited to users, as Entra ID's rules about `user` are.
fn people_of(rule: &MembershipRule) -> MembershipRule {
    MembershipRule { find: ObjectTypes::USERS, ..rule.clone() }
}

/// The criteria for the object types that a rule looks for. Types that the portal does not know are not among them.
fn kinds(rule: &MembershipRule) -> Criterion {
    let of = |one: ObjectType| {
        let kind = Criterion::leaf(attributes::OBJECT_CLASS, "Is Exactly", class(one));
        match object_types::conditions(one).and_then(|more| search::to_criterion(&more).ok()) {
            Some(more) => Criterion::all(vec![kind, more]),
            None => kind,
        }
    };
    let kinds: Vec<_> = rule.find.types().map(of).collect();
    // A search for nothing but types that the portal does not know must find nobody, and not everybody.
    if kinds.is_empty() { Criterion::leaf(attributes::OBJECT_CLASS, "Not Present", "") } else { Criterion::any(kinds) }
}

/// The criterion for one object: by distinguished name, or by id where it has none, as in Entra ID.
pub fn exactly(id: &ObjectId, dn: &str) -> Criterion {
    if dn.is_empty() {
        Criterion::leaf(attributes::OBJECT_GUID, "Is Exactly", id.as_str())
    } else {
        Criterion::leaf(attributes::DISTINGUISHED_NAME, "Is Exactly", dn)
    }
}

/// The opposite of a condition with "Is Exactly". A "Not" around it is attested nowhere (part B of the contract).
fn not(exactly: Criterion) -> Criterion {
    Criterion { operator: "Is Not".to_owned(), ..exactly }
}

/// The `objectClass` of the objects of a type.
fn class(of: ObjectType) -> &'static str {
    match of.kind() {
        ObjectKind::User => "user",
        ObjectKind::Group => "group",
        ObjectKind::Contact => "contact",
        ObjectKind::Computer => "computer",
        ObjectKind::Other => "publicFolder",
    }
}

impl Api {
    /// A page of a rule's matches, or of a part of them; without included principals.
    pub async fn matching(
        &self,
        store: StoreId,
        question: &MembershipQuery,
        part: Part,
        group: Option<&ExistingGroup>,
        window: &PageRequest,
        attributes: &[&str],
    ) -> Result<ObjectPage, ApiError> {
        if let Some(filter) = &question.filter {
            return self.ask_graph(Ask::Meant(Box::new(filter.clone()), window.page, window.size)).await;
        }
        let mut search = super::searches::request(store, Some(question.part(part, group)), window, attributes);
        search.start_in = question.start_in.clone();
        self.search_page(store, search).await
    }

    /// How many objects a rule matches, without included principals.
    pub async fn count(&self, store: StoreId, question: &MembershipQuery) -> Result<i64, ApiError> {
        let page = self
            .matching(store, question, Part::Meant, None, &PageRequest::first(1), &[attributes::OBJECT_CLASS])
            .await?;
        Ok(page.total.unwrap_or(page.data.len() as i64))
    }

    /// All objects that `ask` returns page by page; none if there are more than [`MOST_COMPARED`].
    async fn all(
        &self,
        ask: impl AsyncFn(PageRequest) -> Result<ObjectPage, ApiError>,
    ) -> Result<Option<Vec<DirectoryObject>>, ApiError> {
        let mut all: Vec<DirectoryObject> = Vec::new();
        for page in 1.. {
            let answer = ask(PageRequest { page, ..PageRequest::first(BATCH) }).await?;
            let total = answer.total.unwrap_or_default();
            let empty = answer.data.is_empty();
            all.extend(answer.data);
            if total.max(all.len() as i64) > MOST_COMPARED {
                return Ok(None);
            }
            if empty || answer.total.is_none_or(|total| all.len() as i64 >= total) {
                break;
            }
        }
        Ok(Some(all))
    }

    /// All members of a group, and those who still match the rule; none if there are too many to compare.
    pub async fn present_and_staying(
        &self,
        store: StoreId,
        question: &MembershipQuery,
        group: &ExistingGroup,
        attributes: &[&str],
    ) -> Result<Option<(Vec<DirectoryObject>, Vec<DirectoryObject>)>, ApiError> {
        let present = self.all(async |window| self.members(store, &group.id, None, &window, attributes).await).await?;
        let Some(present) = present else { return Ok(None) };
        let staying = self
            .all(async |window| {
                self.matching(store, question, Part::Staying, Some(group), &window, &[attributes::DISTINGUISHED_NAME])
                    .await
            })
            .await?;
        Ok(staying.map(|staying| (present, staying)))
    }
}
