//! Checks whether the distinguished names in a rule exist. A condition on a name that does not exist matches nobody or,
//! negated, everybody.
//!
//! Each name is looked up once, after typing pauses. A name whose look-up failed gets no annotation.

use crate::api::Api;
use crate::criteria::annotations::{Annotation, Annotations, Severity};
use crate::criteria::state::Builder;
use crate::i18n::t;
use crate::task::Lifetime;
use leptos::prelude::*;
use model::config::{StoreConfig, Syntax};
use model::criteria::{Criteria, NodeId};
use model::names::Dn;
use model::wire::attributes;

/// How many names of one rule are looked up at most.
const MOST: usize = 50;

/// What the look-up of a name returned.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    Asked,
    Somebody,
    Nobody,
}

/// Normalised names and their results.
type Answers = Vec<(String, Known)>;

/// Keeps `builder.problems` up to date: a warning at every condition whose name does not exist.
pub fn keep_dn_checks(builder: Builder) {
    let Some(api) = Api::find() else { return };
    let (api, life) = (StoredValue::new(api), Lifetime::new());
    let answers = RwSignal::new(Answers::new());
    Effect::new(move |_| {
        let rule = builder.settled();
        let names = builder.store(|store| names_in(store, &rule));
        let known = |dn: &Dn| {
            let key = dn.normalized();
            answers.with(|answers| answers.iter().find(|(own, _)| *own == key).map(|(_, known)| *known))
        };
        let mut annotations = Annotations::new();
        for (node, syntax, attribute, dn) in &names {
            if known(dn) == Some(Known::Nobody) {
                let text = words(*syntax, attribute, dn);
                annotations.set(*node, Annotation { severity: Severity::Warning, text });
            }
        }
        // Setting the signal updates many rows, so it is set only when something has changed.
        if builder.problems.with_untracked(|old| *old != annotations) {
            builder.problems.set(annotations);
        }
        let mut unknown: Vec<Dn> = Vec::new();
        for (.., dn) in names {
            if known(&dn).is_none() && !unknown.iter().any(|other| other.same(&dn)) {
                unknown.push(dn);
            }
        }
        for dn in unknown {
            ask(api.get_value(), life, answers, dn);
        }
    });
}

/// Looks up one name.
fn ask(api: Api, life: Lifetime, answers: RwSignal<Answers>, dn: Dn) {
    let key = dn.normalized();
    answers.update_untracked(|answers| answers.push((key.clone(), Known::Asked)));
    life.spawn(async move {
        let store = api.current_store().id;
        let answer =
            api.find_exactly(store, &[attributes::DISTINGUISHED_NAME], &dn.to_string(), &[attributes::NAME]).await;
        let Ok(found) = answer else { return };
        let known = if found.is_empty() { Known::Nobody } else { Known::Somebody };
        answers.update(|answers| {
            if let Some(own) = answers.iter_mut().find(|(own, _)| *own == key) {
                own.1 = known;
            }
        });
    });
}

/// The distinguished names in conditions, without those of configured containers, which are known to exist.
fn names_in(store: &StoreConfig, rule: &Criteria) -> Vec<(NodeId, Syntax, String, Dn)> {
    let schema = store.schema();
    let mut found = Vec::new();
    rule.root().visit(&mut |node| {
        let Some(condition) = node.as_condition() else { return };
        let Some(attribute) = schema.attribute(&condition.attribute).filter(|known| known.syntax.is_dn()) else {
            return;
        };
        // An incomplete condition, or an operator without a value, compares with no name.
        if condition.missing().is_some() || !condition.operator.is_some_and(|operator| operator.takes_value()) {
            return;
        }
        for text in condition.values.iter().filter_map(|value| value.as_text()) {
            let dn = Dn::parse(text).ok().filter(|_| store.find_container(text).is_none());
            found.extend(dn.map(|dn| (node.id, attribute.syntax, attribute.name.clone(), dn)));
        }
    });
    found.truncate(MOST);
    found
}

fn words(syntax: Syntax, attribute: &str, dn: &Dn) -> String {
    let dn = dn.to_string();
    if syntax == Syntax::Person {
        t!(rule.dn_nobody, dn = dn)
    } else if attribute.eq_ignore_ascii_case("memberOf") {
        t!(rule.dn_no_group, dn = dn)
    } else {
        t!(rule.dn_nothing, dn = dn)
    }
}
