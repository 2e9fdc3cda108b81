//! "Check a person": evaluates every condition of a rule for one person.
//!
//! Conditions are evaluated from the person's attributes. What those cannot tell (nested membership, chains of
//! managers) is asked of the directory, node by node. Graph has no such query, so there it stays unknown.

use super::graph::Ask;
use super::searches::PageRequest;
use super::smart::{MembershipQuery, Part, exactly};
use super::{Api, ApiError, Call};
use model::config::GraphConfig;
use model::criteria::{Criteria, Entry, Evaluator, Node, NodeId, Truth, entra};
use model::graph::rule_properties;
use model::group::{MembershipRule, Principal};
use model::names::Dn;
use model::wire::attributes;
use model::wire::{Criterion, DirectoryObject, ObjectId};
use serde_json::{Value, json};
use std::sync::Arc;

/// A person and the result of each node.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedPerson {
    pub who: Principal,
    /// The attributes of the person that the rule uses.
    pub object: DirectoryObject,
    truths: Vec<(NodeId, Truth)>,
}

impl CheckedPerson {
    /// Whether the person meets a node; unknown for a node of another rule.
    pub fn truth(&self, node: NodeId) -> Truth {
        self.truths.iter().find(|(own, _)| *own == node).map_or(Truth::Unknown, |(_, truth)| *truth)
    }
}

/// A person from Graph; attributes without a Graph property are unknown, not empty.
struct OfGraph<'a>(&'a DirectoryObject);

impl Entry for OfGraph<'_> {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        Entry::values(self.0, attribute, each);
    }

    fn is_known(&self, attribute: &str) -> bool {
        rule_properties::property(attribute).is_some()
    }

    fn is_chained(&self, _: &str, _: &Dn) -> Option<bool> {
        None
    }
}

impl Api {
    /// Evaluates a rule for a person; none if the person is no longer in the directory.
    pub async fn check_person(
        &self,
        rule: &MembershipRule,
        who: &Principal,
    ) -> Result<Option<CheckedPerson>, ApiError> {
        let store = self.current_store();
        let evaluator = Evaluator { schema: store.schema(), now: (js_sys::Date::now() / 1000.0) as i64 };
        if self.is_graph() {
            let ask = Ask::Person(who.id.clone(), rule.criteria.attributes());
            let object = match self.ask_graph_for(ask).await {
                Ok(object) => object,
                Err(ApiError::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error),
            };
            let mut truths = evaluator.explain(&rule.criteria, &OfGraph(&object));
            if let Some(verdict) = self.evaluated(rule, &who.id).await? {
                for known in truths.iter_mut().filter(|(own, _)| *own == NodeId::ROOT) {
                    known.1 = verdict;
                }
            }
            return Ok(Some(CheckedPerson { who: who.clone(), object, truths }));
        }
        let mut load: Vec<String> = rule.criteria.attributes();
        load.extend(Principal::ATTRIBUTES.map(str::to_owned));
        let load: Vec<&str> = load.iter().map(String::as_str).collect();
        let own = exactly(&who.id, &who.dn);
        let page = self.search(store.id, Some(own.clone()), &PageRequest::first(1), &load).await?;
        let Some(object) = page.data.into_iter().next() else { return Ok(None) };
        let mut truths = evaluator.explain(&rule.criteria, &object);
        // Only the directory can resolve a chain. The surrounding groups are asked as well, because their result
        // depends on it.
        let open = |(id, truth): &(NodeId, Truth)| (*truth == Truth::Unknown).then_some(*id);
        for id in truths.iter().filter_map(open).collect::<Vec<_>>() {
            let Some(node) = rule.criteria.node(id) else { continue };
            if let Some(truth) = self.is_met(rule, node, own.clone()).await? {
                for known in truths.iter_mut().filter(|(own, _)| *own == id) {
                    known.1 = truth;
                }
            }
        }
        Ok(Some(CheckedPerson { who: Principal::of(&object), object, truths }))
    }

    /// Entra ID's own verdict (`evaluateDynamicMembership`), which only the beta version of Graph offers. Without
    /// permission, or if it is refused, there is no verdict and no error.
    async fn evaluated(&self, rule: &MembershipRule, who: &ObjectId) -> Result<Option<Truth>, ApiError> {
        let store = self.current_store();
        let is_beta = store.graph.as_ref().is_some_and(GraphConfig::is_beta);
        let Some(rule) = entra::print(&rule.criteria).ok().filter(|_| is_beta) else { return Ok(None) };
        let body = json!({ "memberId": who.as_str(), "membershipRule": rule });
        let call = Call::post(self.graph_at(&store).evaluate(), body).graph();
        match self.send(call).await {
            Ok(answer) => {
                let verdict = answer.json.get("membershipRuleEvaluationResult").and_then(Value::as_bool);
                Ok(verdict.map(|is| if is { Truth::Yes } else { Truth::No }))
            }
            Err(ApiError::Refused(..) | ApiError::Status(..) | ApiError::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the directory finds the person by this node alone; none if the node cannot be queried.
    async fn is_met(
        &self,
        rule: &MembershipRule,
        node: &Arc<Node>,
        person: Criterion,
    ) -> Result<Option<Truth>, ApiError> {
        let alone = Criteria::of((**node).clone());
        let Ok(question) = MembershipQuery::about(rule, &alone, person) else { return Ok(None) };
        let store = self.current_store().id;
        let page = self
            .matching(store, &question, Part::Meant, None, &PageRequest::first(1), &[attributes::OBJECT_CLASS])
            .await?;
        Ok(Some(if page.data.is_empty() { Truth::No } else { Truth::Yes }))
    }
}
