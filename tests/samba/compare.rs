//! Evaluates a rule in the server and in the evaluator, and describes the differences.

use super::load::Ldap;
use super::people::{Everybody, Person};
use model::config::AttributeConfig;
use model::criteria::{Criteria, Evaluator, Schema, ldap};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The result of a rule.
pub struct Found {
    /// The rule as an LDAP filter.
    pub filter: String,
    /// How many objects of the whole domain the server found.
    pub in_domain: usize,
    /// How many of them take part in the comparison.
    pub count: usize,
    /// A description of the differences; none if both agree.
    pub difference: Option<String>,
}

/// Evaluates a rule in both.
pub fn ask(server: &mut Ldap, everybody: &Everybody, attributes: &[AttributeConfig], rule: &Criteria) -> Found {
    let filter = ldap::print(rule).unwrap_or_else(|error| panic!("{error}: {rule:?}"));
    let found = match server.find(&filter) {
        Ok(found) => found,
        Err(error) => {
            let difference = Some(format!("{rule:?}\n{filter}\nis refused: {error}"));
            return Found { filter, in_domain: 0, count: 0, difference };
        }
    };
    // Objects that Samba itself created are not compared.
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
