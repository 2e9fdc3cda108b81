//! Asks the server and the evaluator the same, and tells where they differ.

use super::load::Ldap;
use super::people::{Everybody, Person};
use model::config::AttributeConfig;
use model::criteria::{Criteria, Evaluator, Schema, ldap};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a rule found.
pub struct Found {
    /// How it is written.
    pub filter: String,
    /// How many in the whole domain.
    pub in_domain: usize,
    /// How many of those that are compared.
    pub count: usize,
    /// What the two say differently, for people to read.
    pub difference: Option<String>,
}

/// Asks both.
pub fn ask(server: &mut Ldap, everybody: &Everybody, attributes: &[AttributeConfig], rule: &Criteria) -> Found {
    let filter = ldap::print(rule).unwrap_or_else(|error| panic!("{error}: {rule:?}"));
    let found = match server.find(&filter) {
        Ok(found) => found,
        Err(error) => {
            let difference = Some(format!("{rule:?}\n{filter}\nis refused: {error}"));
            return Found { filter, in_domain: 0, count: 0, difference };
        }
    };
    // What the domain came with is not compared.
    let known = found.iter().filter_map(|dn| everybody.named(dn)).map(|held| held.dn.as_str());
    let by_server: BTreeSet<&str> = known.collect();
    let evaluator = Evaluator { schema: Schema::new(attributes), now: 0 };
    let is_met = |person: &Person<'_>| {
        evaluator.matches(rule, person).unwrap_or_else(|error| panic!("{error:?}: {filter}\n{rule:?}"))
    };
    let by_evaluator: BTreeSet<&str> = everybody.all().filter(is_met).map(|person| person.held.dn.as_str()).collect();
    let difference = (by_server != by_evaluator).then(|| tell(rule, &filter, everybody, &by_server, &by_evaluator));
    Found { count: by_server.len(), in_domain: found.len(), filter, difference }
}

fn tell(
    rule: &Criteria,
    filter: &str,
    everybody: &Everybody,
    by_server: &BTreeSet<&str>,
    by_evaluator: &BTreeSet<&str>,
) -> String {
    let mut text = format!("{rule:?}\n{filter}\n");
    let mut names = BTreeSet::new();
    rule.root().visit(&mut |node| {
        names.extend(node.as_condition().map(|condition| condition.attribute.to_ascii_lowercase()));
    });
    for (who, only, other) in [("server", by_server, by_evaluator), ("evaluator", by_evaluator, by_server)] {
        let only: Vec<_> = only.difference(other).collect();
        writeln!(text, "only the {who} finds {}:", only.len()).unwrap();
        for dn in only.into_iter().take(5) {
            writeln!(text, "  {dn}").unwrap();
            let held = everybody.named(dn).unwrap();
            for (name, values) in &held.attributes {
                if names.contains(&name.to_ascii_lowercase()) {
                    writeln!(text, "    {name}: {:?}", &values[..values.len().min(20)]).unwrap();
                }
            }
        }
    }
    text
}
