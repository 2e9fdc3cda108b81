//! Smart groups: the rule that determines their members, and the computation of the members.

mod tasks;
mod update;

pub use tasks::{Full, Tasks, Ticket};
pub use update::{Update, update};

use crate::directory::ReadTx;
use crate::filter::{Fault, Filter, Purpose};
use crate::membership::MemberRules;
use crate::object::{EngineError, Found, Handle, Kind, Link, ObjectValue, Scope, Store};
use crate::reasons::{Reasons, name_object};
use crate::schema::{self, Attribute};
use model::config::StoreKind;
use model::criteria::{groupid, object_types};
use model::group::Form;
use model::names::Dn;
use model::wire::codes::{SCOPE, SCOPE_ONE_LEVEL, SCOPE_SUBTREE, SMART_EXCLUDES, SMART_INCLUDES};
use model::wire::lenient::Member;
use model::wire::object::ObjectKind;
use model::wire::object_types::{ObjectType, ObjectTypes};
use model::wire::{AttributeValue, Attributes};

/// The attributes of a rule.
pub const ATTRIBUTES: [&str; 5] = [CRITERIA, TYPES, START, SMART_INCLUDES, SMART_EXCLUDES];
const CRITERIA: &str = "IMSGCriteria";
const TYPES: &str = "IMSGObjectTypes";
const START: &str = "IMSGStartPath";

/// A container that a rule searches.
#[derive(Debug)]
struct StartPath {
    /// The text that is stored.
    text: String,
    dn: Dn,
    scope: Scope,
}

/// A rule that can be evaluated.
#[derive(Debug)]
pub struct Rule {
    text: String,
    criteria: Filter,
    codes: ObjectTypes,
    /// One filter per type.
    types: Vec<Filter>,
    start_in: Vec<StartPath>,
    includes: Vec<Found>,
    excludes: Vec<Found>,
}

impl Rule {
    /// Reads the five attributes of a rule; what is wrong with them is added to the reasons. A rule without criteria,
    /// containers or kinds of objects would find nobody rather than everybody, so it is rejected.
    pub fn read(
        look: &dyn ReadTx,
        store: &Store,
        attributes: &Attributes,
        reasons: &mut Reasons,
    ) -> Result<Option<Self>, EngineError> {
        let text = attributes.first(CRITERIA).unwrap_or_default();
        let criteria = criteria(text, reasons);
        let types = types(attributes, reasons);
        let start_in = start_in(look, store, attributes, reasons)?;
        let mut objects = |name: &str| -> Result<Vec<Found>, EngineError> {
            let mut objects: Vec<Found> = Vec::new();
            for identity in attributes.texts(name) {
                let Some(found) = name_object(look, store, name, identity, reasons)? else { continue };
                if objects.iter().any(|held| held.handle == found.handle) {
                    reasons.add(name, format!("{identity} is named twice."));
                }
                objects.push(found);
            }
            Ok(objects)
        };
        let (includes, excludes) = (objects(SMART_INCLUDES)?, objects(SMART_EXCLUDES)?);
        let (Some(criteria), Some((codes, types)), false) = (criteria, types, start_in.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(Self { text: text.to_owned(), criteria, codes, types, start_in, includes, excludes }))
    }

    /// A filter for the objects that the rule finds.
    pub fn whom(&self) -> Filter {
        let types = Filter::Any(self.types.clone());
        let mut whom = Filter::All(vec![
            types,
            Filter::In(self.start_in.iter().map(|start| (start.dn.clone(), start.scope)).collect()),
            self.criteria.clone(),
        ]);
        let handles = |objects: &[Found]| objects.iter().map(|found| found.handle).collect();
        if !self.includes.is_empty() {
            whom = Filter::Any(vec![whom, Filter::Is(handles(&self.includes))]);
        }
        if !self.excludes.is_empty() {
            whom = Filter::All(vec![whom, Filter::Not(Box::new(Filter::Is(handles(&self.excludes))))]);
        }
        whom
    }

    /// Rejects included objects that cannot be members: the group itself, and those that the group cannot have. A rule
    /// of Entra ID may not even search for kinds of objects that the group cannot have.
    pub fn check_members(&self, own: Option<Handle>, member_rules: MemberRules, reasons: &mut Reasons) {
        for found in &self.includes {
            if Some(found.handle) == own {
                reasons.add(SMART_INCLUDES, "A group cannot be a member of itself.");
            }
            if let Some(why) = member_rules.refusal(found) {
                reasons.add(SMART_INCLUDES, format!("{}: {why}.", found.dn));
            }
        }
        if let MemberRules::Cloud(cloud) = member_rules
            && !Form::of(StoreKind::EntraId, cloud).findable().has(self.codes)
        {
            let (code, types) = (cloud.code(), self.codes.wire().join(", "));
            reasons.add(TYPES, format!("A group of the type {code} cannot hold all that {types} means."));
        }
    }

    /// The rule with these objects as members whatever else it says.
    #[must_use]
    pub fn with_includes(self, includes: Vec<Found>) -> Self {
        Self { includes, ..self }
    }

    /// The attribute values to store for the rule.
    pub fn values(&self) -> Vec<(&'static Attribute, Vec<ObjectValue>)> {
        let start = |start: &StartPath| {
            let scope = if start.scope == Scope::OneLevel { SCOPE_ONE_LEVEL } else { SCOPE_SUBTREE };
            ObjectValue { value: start.text.clone(), notes: vec![(SCOPE, scope.to_owned())] }
        };
        let all = [
            (CRITERIA, vec![ObjectValue::from(self.text.clone())]),
            (TYPES, self.codes.wire().into_iter().map(ObjectValue::from).collect()),
            (START, self.start_in.iter().map(start).collect()),
        ];
        all.into_iter().filter_map(|(name, values)| Some((schema::attribute(name)?, values))).collect()
    }

    /// The links to the included and excluded objects.
    pub fn links(&self) -> Vec<Link> {
        let handles = |objects: &[Found]| objects.iter().map(|found| found.handle).collect::<Vec<_>>();
        let mut links = Link::plain_all(SMART_INCLUDES, handles(&self.includes).into_iter());
        links.extend(Link::plain_all(SMART_EXCLUDES, handles(&self.excludes).into_iter()));
        links
    }
}

fn criteria(text: &str, reasons: &mut Reasons) -> Option<Filter> {
    if text.trim().is_empty() {
        reasons.required(CRITERIA);
        return None;
    }
    let parsed = groupid::parse(text).map_err(|error| format!("The rule cannot be read {error}."));
    let lowered = parsed.and_then(|criteria| {
        Filter::of(&criteria, Purpose::Rule).map_err(|Fault { attribute, part, sentence }| {
            // If the attribute itself is wrong, the sentence already contains its name.
            let place =
                if matches!(part, "" | "child" | "attribute") { String::new() } else { format!("{attribute}: ") };
            format!("The rule cannot be evaluated: {place}{sentence}.")
        })
    });
    lowered.map_err(|sentence| reasons.add(CRITERIA, sentence)).ok()
}

/// The types of objects that a rule finds, each as a filter. A code that is not in the table is refused: nobody could say
/// whom it lets in.
fn types(attributes: &Attributes, reasons: &mut Reasons) -> Option<(ObjectTypes, Vec<Filter>)> {
    let (codes, unknown) = ObjectTypes::from_wire(attributes.texts(TYPES));
    if codes.is_empty() && unknown.is_empty() {
        reasons.required(TYPES);
        return None;
    }
    for text in &unknown {
        reasons.add(TYPES, format!("{text} is no type of objects."));
    }
    let of = |one: ObjectType| {
        let Some(kind) = kind(one.kind()) else { return Some(Filter::Any(Vec::new())) };
        let Some(more) = object_types::conditions(one) else { return Some(Filter::KindIs(kind)) };
        Filter::of(&more, Purpose::Rule).ok().map(|more| Filter::All(vec![Filter::KindIs(kind), more]))
    };
    let filters: Option<Vec<Filter>> = codes.types().map(of).collect();
    filters.filter(|_| unknown.is_empty()).map(|filters| (codes, filters))
}

fn start_in(
    look: &dyn ReadTx,
    store: &Store,
    attributes: &Attributes,
    reasons: &mut Reasons,
) -> Result<Vec<StartPath>, EngineError> {
    let mut places = Vec::new();
    for entry in attributes.all(START) {
        let Some(text) = entry.text() else { continue };
        let scope = match scope(entry).as_deref() {
            Some(SCOPE_ONE_LEVEL) => Some(Scope::OneLevel),
            Some(SCOPE_SUBTREE) => Some(Scope::Subtree),
            _ => None,
        };
        if scope.is_none() {
            reasons.add(START, format!("{text}: the scope is 1 (one level) or 2 (subtree)."));
        }
        // The global catalogue is no container. This service has one domain, which is its whole forest.
        let is_forest = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("GC="));
        let container = match Dn::parse(if is_forest { store.domain } else { text }) {
            Ok(dn) => look.container(store.id, &dn)?,
            Err(error) => {
                reasons.add(START, format!("This is no distinguished name: {error}."));
                continue;
            }
        };
        match (container, scope) {
            (None, _) => reasons.add(START, format!("There is no container {text} in this identity store.")),
            (Some(dn), Some(scope)) => {
                let text = if is_forest { text.to_owned() } else { dn.to_string() };
                places.push(StartPath { text, dn, scope });
            }
            (Some(_), None) => {}
        }
    }
    if attributes.first(START).is_none() {
        reasons.required(START);
    }
    Ok(places)
}

/// The scope of a start path, which may be sent as a string or a number.
fn scope(entry: &AttributeValue) -> Option<String> {
    let (_, scope) = entry.attribute_collection.get()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(SCOPE))?;
    String::read(Some(scope)).ok()
}

fn kind(kind: ObjectKind) -> Option<Kind> {
    match kind {
        ObjectKind::User => Some(Kind::User),
        ObjectKind::Group => Some(Kind::Group),
        ObjectKind::Contact => Some(Kind::Contact),
        ObjectKind::Computer => Some(Kind::Computer),
        ObjectKind::Other => None,
    }
}
