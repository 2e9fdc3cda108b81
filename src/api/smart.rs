//! Who a membership rule means. The documented preview has a body that a browser cannot send with GET; the same question
//! as a Search is its answer (part C of the contract).

use super::graph::Ask;
use super::searches::PageRequest;
use super::{Api, ApiError};
use model::criteria::odata::{self, NotCountable};
use model::criteria::{PrintError, search};
use model::graph::GraphFilter;
use model::group::{MembershipRule, Principal};
use model::wire::codes::ObjectTypes;
use model::wire::{Criterion, DirectoryObject, ObjectId, ObjectPage, StoreId};
use serde_json::{Map, Value};

/// Members per call while all of a group are read.
const BATCH: i64 = 500;

/// Members of a group that are compared one by one, at most.
pub const MOST_COMPARED: i64 = 20_000;

/// Who belongs to which part of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everybody whom the rule means.
    Meant,
    /// Of them, those who are no members yet.
    Joining,
    /// Of them, those who are members already.
    Staying,
}

/// The group whose rule it is: its id and distinguished name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingGroup {
    /// For reading its members.
    pub id: ObjectId,
    /// For `memberOf`.
    pub dn: String,
}

/// A rule as the question that finds whom it means.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipQuery {
    criteria: Criterion,
    start_in: Map<String, Value>,
    /// How many are members whatever the rule says; they are not in the answer.
    included: Vec<Principal>,
    /// The same for Graph, where it is asked.
    filter: Option<GraphFilter>,
}

impl MembershipQuery {
    /// Of a finished rule.
    pub fn of(rule: &MembershipRule) -> Result<Self, PrintError> {
        let mut all = vec![search::to_criterion(&rule.criteria)?, kinds(rule)];
        // Who is included is a member without being found, and who is excluded is none though found.
        let named: Vec<_> = rule.include.iter().chain(&rule.exclude).collect();
        if !named.is_empty() {
            all.push(negated(Criterion::any(named.into_iter().map(|who| exactly(&who.id, &who.dn)).collect())));
        }
        let start_in = rule.start_in.iter().map(|start| (start.dn.trim().to_owned(), Value::from(start.scope())));
        let included = rule.include.iter().filter(|who| !rule.exclude.iter().any(|other| other.is(who)));
        let included = included.cloned().collect();
        Ok(Self { criteria: Criterion::all(all), start_in: start_in.collect(), included, filter: None })
    }

    /// Of a finished rule, asked of Graph; the error says what in it Graph cannot count.
    pub fn of_graph(rule: &MembershipRule) -> Result<Self, NotCountable> {
        let filter = odata::filter(&rule.criteria)?;
        Ok(Self { filter: Some(filter), ..Self::everyone(&people_of(rule)) })
    }

    /// Everybody whom a rule could mean that is asked for so.
    pub fn everyone_for(&self, rule: &MembershipRule) -> Self {
        if self.filter.is_some() { Self::everyone(&people_of(rule)) } else { Self::everyone(rule) }
    }

    /// The same scope with one condition or group instead of the whole rule; for the counts beside the conditions.
    pub fn count_of(rule: &MembershipRule, criteria: &model::criteria::Criteria) -> Result<Self, PrintError> {
        Self::of(&MembershipRule {
            criteria: criteria.clone(),
            include: Vec::new(),
            exclude: Vec::new(),
            ..rule.clone()
        })
    }

    /// Whether one object is found by a condition alone, wherever it is.
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

    /// Everybody whom any rule could mean: all objects of the kinds that it finds.
    pub fn everyone(rule: &MembershipRule) -> Self {
        Self { criteria: kinds(rule), start_in: Map::new(), included: Vec::new(), filter: None }
    }

    /// Of those whom its rule finds, the groups; none where that finds nothing else or no groups at all.
    pub fn groups_for(&self, rule: &MembershipRule) -> Option<Self> {
        let others = rule.find.set(ObjectTypes::GROUPS, false);
        if self.filter.is_some() || others == rule.find || others.is_empty() {
            return None;
        }
        Self::of(&MembershipRule { find: ObjectTypes::GROUPS, ..rule.clone() }).ok()
    }

    /// Members whatever the rule says.
    pub fn included(&self) -> &[Principal] {
        &self.included
    }

    fn part(&self, part: Part, group: Option<&ExistingGroup>) -> Criterion {
        let member = group.map(|group| Criterion::leaf("memberOf", "Is Exactly", &group.dn));
        let own = self.criteria.clone();
        match (part, member) {
            (Part::Joining, Some(member)) => Criterion::all(vec![own, negated(member)]),
            (Part::Staying, Some(member)) => Criterion::all(vec![own, member]),
            _ => own,
        }
    }
}

/// A rule that finds people only, as Entra ID's rules about `user` do.
fn people_of(rule: &MembershipRule) -> MembershipRule {
    MembershipRule { find: ObjectTypes::USERS, ..rule.clone() }
}

/// Objects of the kinds that a rule finds.
fn kinds(rule: &MembershipRule) -> Criterion {
    let kinds = rule.find.kinds().map(|kind| Criterion::leaf("objectClass", "Is Exactly", class(kind)));
    Criterion::any(kinds.collect())
}

/// Whether so many are so large a part of everybody that nobody should let them in unasked: more than half, and more
/// than a handful.
pub fn is_nearly_everyone(total: i64, everyone: i64) -> bool {
    total > 20 && 2 * total > everyone
}

/// One object: by its distinguished name, or by its id where it has none, as in Entra ID.
pub fn exactly(id: &ObjectId, dn: &str) -> Criterion {
    if dn.is_empty() {
        Criterion::leaf("objectGUID", "Is Exactly", id.as_str())
    } else {
        Criterion::leaf("distinguishedName", "Is Exactly", dn)
    }
}

/// None of these.
fn negated(criterion: Criterion) -> Criterion {
    Criterion { operator: "Not".to_owned(), ..Criterion::all(vec![criterion]) }
}

fn class(kind: model::wire::object::ObjectKind) -> &'static str {
    use model::wire::object::ObjectKind;
    match kind {
        ObjectKind::Group => "group",
        ObjectKind::Contact => "contact",
        ObjectKind::Computer => "computer",
        // Nothing else can be chosen; nobody is of no class.
        ObjectKind::User | ObjectKind::Other => "user",
    }
}

impl Api {
    /// A page of those whom a rule means, or of a part of them; without those who are included by name.
    pub async fn meant(
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

    /// How many a rule means, without those who are included by name.
    pub async fn count(&self, store: StoreId, question: &MembershipQuery) -> Result<i64, ApiError> {
        let page = self.meant(store, question, Part::Meant, None, &PageRequest::first(1), &["objectClass"]).await?;
        Ok(page.total.unwrap_or(page.data.len() as i64))
    }

    /// Everybody whom `ask` pages; none where they are more than [`MOST_COMPARED`].
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

    /// All members of a group, and those of them who stay under a rule; none where they are too many to compare.
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
                self.meant(store, question, Part::Staying, Some(group), &window, &["distinguishedName"]).await
            })
            .await?;
        Ok(staying.map(|staying| (present, staying)))
    }
}
