//! Recognises the conditions by which administrators restrict an LDAP filter to kinds of objects, such as
//! `(objectCategory=person)`, `(objectClass=user)` or `(sAMAccountType=805306368)`. A membership rule says that outside
//! of its conditions, by its object types.
//!
//! Only conditions in an "all of" at the root are taken out, because only those apply to every object that the rule
//! finds. The rule never finds more than before. If the idioms contradict each other, or if no other condition would be
//! left, the rule is not changed.

use super::{Condition, Content, Criteria, Join, Node, Operator};
use crate::names::Dn;
use crate::wire::attributes;
use crate::wire::object_types::{ObjectType, ObjectTypes};
use std::sync::Arc;

/// A rule whose object-kind idioms were taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The remaining conditions.
    pub criteria: Criteria,
    /// The kinds of objects that the idioms mean; `None` if there were no idioms.
    pub find: Option<ObjectTypes>,
    /// Further kinds that the directory would find by the idioms. They are left out, which people should be told.
    pub besides: ObjectTypes,
    /// The idioms that were taken out, as in a filter without brackets: `objectCategory=person`.
    pub taken: Vec<String>,
}

/// A condition that restricts a rule to kinds of objects.
struct Idiom {
    text: String,
    /// The kinds that people mean by it.
    means: ObjectTypes,
    /// The kinds that the directory finds by it.
    finds: ObjectTypes,
}

const NONE: ObjectTypes = ObjectTypes::NONE;

/// Attribute, value, the kinds that people mean by it, and further kinds that a directory finds: contacts also have the
/// category "person", and computers the class "user".
const IDIOMS: [(&str, &str, ObjectTypes, ObjectTypes); 8] = [
    ("objectCategory", "person", ObjectTypes::USERS, ObjectTypes::CONTACTS),
    (attributes::OBJECT_CLASS, "user", ObjectTypes::USERS, ObjectTypes::COMPUTERS),
    ("sAMAccountType", "805306368", ObjectTypes::USERS, NONE),
    ("objectCategory", "group", ObjectTypes::GROUPS, NONE),
    (attributes::OBJECT_CLASS, "group", ObjectTypes::GROUPS, NONE),
    (attributes::OBJECT_CLASS, "contact", ObjectTypes::CONTACTS, NONE),
    ("objectCategory", "computer", ObjectTypes::COMPUTERS, NONE),
    (attributes::OBJECT_CLASS, "computer", ObjectTypes::COMPUTERS, NONE),
];

impl Idiom {
    /// The idiom that a condition matches, if any.
    fn of(condition: &Condition) -> Option<Self> {
        let [value] = condition.values.as_slice() else { return None };
        let value = value.as_text().filter(|_| condition.operator == Some(Operator::IsExactly))?.trim();
        let attribute = condition.attribute.trim();
        let is = |(own, name, ..): &&(&str, &str, ObjectTypes, ObjectTypes)| {
            own.eq_ignore_ascii_case(attribute)
                && (name.eq_ignore_ascii_case(value) || (*own == "objectCategory" && is_category(name, value)))
        };
        let (attribute, name, means, also) = *IDIOMS.iter().find(is)?;
        Some(Self { text: format!("{attribute}={name}"), means, finds: means.set(also, true) })
    }
}

/// Whether a value is the distinguished name of that class in the directory's schema: `CN=Person,CN=Schema,…`.
fn is_category(name: &str, value: &str) -> bool {
    let is_in_schema = |dn: &Dn| dn.parent().is_some_and(|above| above.rdn().value().eq_ignore_ascii_case("Schema"));
    Dn::parse(value).is_ok_and(|dn| dn.rdn().value().eq_ignore_ascii_case(name) && is_in_schema(&dn))
}

/// Takes the object-kind idioms out of a rule.
///
/// A single idiom means what people mean by it, so "person" means users; several mean the kinds that all of them find.
/// Only the category "person" together with the class "user" describes users exactly. What a single one finds in
/// addition is left out and reported in [`Recognised::besides`].
pub fn recognise(criteria: &Criteria) -> Recognised {
    let untouched = || Recognised { criteria: criteria.clone(), find: None, besides: NONE, taken: Vec::new() };
    let mut taken = Vec::new();
    let rest = without(criteria.root(), &mut taken);
    let all = ObjectType::ALL.into_iter().fold(NONE, |all, own| all.set(ObjectTypes::only(own), true));
    let found = taken.iter().fold(all, |found, idiom| found.and(idiom.finds));
    let meant = taken.iter().fold(all, |meant, idiom| meant.and(idiom.means));
    if taken.is_empty() || found.is_empty() {
        return untouched();
    }
    // The category "person" alone means users, but with another idiom it may mean contacts, which it also finds.
    let find = if meant.is_empty() { found } else { meant };
    match rest {
        Some(rest) => Recognised {
            criteria: Criteria::of(rest),
            find: Some(find),
            besides: found.set(find, false),
            taken: taken.into_iter().map(|idiom| idiom.text).collect(),
        },
        None => untouched(),
    }
}

/// A node of an "all of" without its idioms; `None` if nothing is left.
fn without(node: &Node, taken: &mut Vec<Idiom>) -> Option<Node> {
    match &node.content {
        _ if node.not || node.locked => Some(node.clone()),
        Content::Condition(condition) => match Idiom::of(condition) {
            Some(idiom) => {
                taken.push(idiom);
                None
            }
            None => Some(node.clone()),
        },
        Content::Group(Join::All, children) if !children.is_empty() => {
            let before = taken.len();
            let mut left: Vec<Node> = children.iter().filter_map(|child| without(child, taken)).collect();
            if taken.len() == before {
                return Some(node.clone());
            }
            match left.len() {
                0 => None,
                // A single remaining child needs no brackets.
                1 => left.pop(),
                _ => Some(Node {
                    content: Content::Group(Join::All, left.into_iter().map(Arc::new).collect()),
                    ..node.clone()
                }),
            }
        }
        _ => Some(node.clone()),
    }
}
