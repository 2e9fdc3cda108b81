//! What administrators write into an LDAP filter to say which kinds of objects they mean: `(objectCategory=person)`,
//! `(objectClass=user)`, `(sAMAccountType=805306368)`. A rule says that beside its conditions, as what it finds.
//!
//! Only what stands in an "all of" at the root is taken out, because only there it holds for every object that the rule
//! finds. Nothing gets wider by it: what is found is never more than what was written, and where a pair of idioms
//! contradicts itself or nothing else would be left, all stays as it was.

use super::{Condition, Content, Criteria, Join, Node, Operator};
use crate::names::Dn;
use crate::wire::codes::ObjectTypes;
use std::sync::Arc;

/// A rule of which the kinds of objects were taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The conditions that are left.
    pub criteria: Criteria,
    /// The kinds of objects that the idioms mean; none where there were none.
    pub find: Option<ObjectTypes>,
    /// What the directory finds by the idioms besides: it is left out, and worth telling.
    pub besides: ObjectTypes,
    /// The idioms that were taken out, as a filter writes them without brackets: `objectCategory=person`.
    pub taken: Vec<String>,
}

/// A condition that says of which kind an object is.
struct Idiom {
    text: String,
    /// The kinds that people mean by it.
    means: ObjectTypes,
    /// The kinds that the directory finds by it.
    finds: ObjectTypes,
}

const NONE: ObjectTypes = ObjectTypes::NONE;

/// Attribute, value, what people mean by it, and what else a directory finds: contacts are of the category "person" too,
/// computers of the class "user".
const IDIOMS: [(&str, &str, ObjectTypes, ObjectTypes); 8] = [
    ("objectCategory", "person", ObjectTypes::USERS, ObjectTypes::CONTACTS),
    ("objectClass", "user", ObjectTypes::USERS, ObjectTypes::COMPUTERS),
    ("sAMAccountType", "805306368", ObjectTypes::USERS, NONE),
    ("objectCategory", "group", ObjectTypes::GROUPS, NONE),
    ("objectClass", "group", ObjectTypes::GROUPS, NONE),
    ("objectClass", "contact", ObjectTypes::CONTACTS, NONE),
    ("objectCategory", "computer", ObjectTypes::COMPUTERS, NONE),
    ("objectClass", "computer", ObjectTypes::COMPUTERS, NONE),
];

impl Idiom {
    /// The idiom that a condition is.
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

/// Whether a category is meant by the name of its class in the directory's schema: `CN=Person,CN=Schema,…`.
fn is_category(name: &str, value: &str) -> bool {
    let is_in_schema = |dn: &Dn| dn.parent().is_some_and(|above| above.rdn().value().eq_ignore_ascii_case("Schema"));
    Dn::parse(value).is_ok_and(|dn| dn.rdn().value().eq_ignore_ascii_case(name) && is_in_schema(&dn))
}

/// Takes the kinds of objects out of a rule.
///
/// One idiom alone means what people mean by it, "person" means users; several mean the kinds that all of them find.
/// Only the category "person" and the class "user" together are exact about users: what one of them finds besides is
/// left out and told ([`Recognised::besides`]).
pub fn recognise(criteria: &Criteria) -> Recognised {
    let untouched = || Recognised { criteria: criteria.clone(), find: None, besides: NONE, taken: Vec::new() };
    let mut taken = Vec::new();
    let rest = without(criteria.root(), &mut taken);
    let all = ObjectTypes::ALL.into_iter().fold(NONE, |all, (kind, _)| all.set(kind, true));
    let found = taken.iter().fold(all, |found, idiom| found.and(idiom.finds));
    let meant = taken.iter().fold(all, |meant, idiom| meant.and(idiom.means));
    if taken.is_empty() || found.is_empty() {
        return untouched();
    }
    // Contacts are of the category "person" too, though nobody means them by it alone.
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

/// A node of an "all of" without its idioms; none where nothing is left.
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
                // Brackets around the one that is left say nothing.
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
