//! The rules of the demo's smart groups, in the GroupID dialect as the model prints it. The members are computed in the
//! same way as for any smart group.

use super::people::Everybody;
use super::{DOMAIN, link, stores};
use crate::directory::WriteTx;
use crate::object::{EngineError, Handle, Link, ObjectValue, Rejection};
use crate::{schema, smart_groups};
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{
    MANAGED_SMART, SCOPE, SCOPE_ONE_LEVEL, SCOPE_SUBTREE, SMART_EXCLUDES, SMART_INCLUDES, SMART_INFO, SMART_MAIN_TYPE,
};

/// A rule before it is stored.
pub struct Rule {
    criteria: String,
    types: &'static str,
    start_in: Vec<(&'static str, &'static str)>,
    includes: Vec<Handle>,
    excludes: Vec<Handle>,
}

impl Rule {
    /// A rule that finds users and groups in the whole domain.
    pub fn whole(criteria: impl Into<String>) -> Self {
        let start_in = vec![(DOMAIN, SCOPE_SUBTREE)];
        Self { criteria: criteria.into(), types: "6", start_in, includes: Vec::new(), excludes: Vec::new() }
    }

    pub fn values(&self) -> [(&'static str, String); 5] {
        [
            (attributes::MANAGED_GROUP_TYPE, MANAGED_SMART.to_owned()),
            ("IMSGCriteria", self.criteria.clone()),
            ("IMSGObjectTypes", self.types.to_owned()),
            ("SmartGroupMainType", SMART_MAIN_TYPE.to_owned()),
            ("info", SMART_INFO.to_owned()),
        ]
    }

    pub fn links(&self) -> Result<Vec<Link>, EngineError> {
        let of = |name: &'static str, targets: &[Handle]| -> Result<Vec<Link>, EngineError> {
            targets.iter().map(|target| link(name, *target)).collect()
        };
        Ok([of(SMART_INCLUDES, &self.includes)?, of(SMART_EXCLUDES, &self.excludes)?].concat())
    }

    /// Stores the containers that the rule searches.
    pub fn start_in(&self, change: &dyn WriteTx, group: Handle) -> Result<(), EngineError> {
        let place = |(dn, scope): &(&str, &str)| ObjectValue {
            value: (*dn).to_owned(),
            notes: vec![(SCOPE, (*scope).to_owned())],
        };
        let attribute = schema::attribute("IMSGStartPath").ok_or_else(|| EngineError("no start path".to_owned()))?;
        change.set(group, attribute, &self.start_in.iter().map(place).collect::<Vec<_>>())
    }
}

/// One rule of each kind, in addition to those for departments and cities.
pub fn more(everybody: &Everybody) -> Vec<(&'static str, Rule)> {
    let people = ("OU=People,DC=demo,DC=local", SCOPE_SUBTREE);
    let rule = |criteria: &str| Rule { start_in: vec![people], ..Rule::whole(criteria) };
    vec![
        ("Smart Disabled Accounts", Rule { ..rule("(userAccountControl All Flags On \"2\")") }),
        (
            "Smart Newcomers",
            Rule {
                ..rule(
                    "((whenCreated Greater Or Equal \"20250101000000.0Z\") And (userAccountControl All Flags Off \"2\"))",
                )
            },
        ),
        (
            "Smart Sales without EMEA",
            Rule {
                start_in: vec![
                    ("OU=Sales,OU=People,DC=demo,DC=local", SCOPE_ONE_LEVEL),
                    ("OU=Sales EMEA,OU=People,DC=demo,DC=local", SCOPE_ONE_LEVEL),
                ],
                includes: vec![everybody.olivia],
                excludes: vec![everybody.max],
                ..rule("((department Starts With \"Sales\") And (department Not Contain \"EMEA\"))")
            },
        ),
        ("Smart Line Management", rule(&reports(&everybody.olivia_dn))),
        (
            "Smart Partners and Contacts",
            Rule {
                types: "7",
                ..Rule::whole("((company Is Exactly \"Partner Example\") Or (mail Ends With \"@partner.example\"))")
            },
        ),
        (
            "Smart Projects",
            Rule {
                types: "8",
                start_in: vec![("OU=Projects,OU=Groups,DC=demo,DC=local", SCOPE_SUBTREE)],
                ..Rule::whole(
                    "((name Starts With \"Project\") And ((name Does Not End With \"Leads\") And (name Does Not End With \"Partners\")))",
                )
            },
        ),
    ]
}

/// Criteria that find everybody who reports to a person, directly or indirectly.
fn reports(dn: &Dn) -> String {
    // Quotes and backslashes in a value are preceded by a backslash.
    let dn = dn.to_string().replace('\\', "\\\\").replace('"', "\\\"");
    format!("(manager Chain Match \"{dn}\")")
}

/// Computes the members of smart groups from their rules.
pub fn compute(change: &dyn WriteTx, store: i64, groups: &[String]) -> Result<(), EngineError> {
    let stores = stores();
    let store = stores.iter().find(|known| known.id == store).ok_or_else(|| EngineError("no store".to_owned()))?;
    for id in groups {
        smart_groups::update(change, store, id, &|_, _| ()).map_err(|rejection| match rejection {
            Rejection::Engine(failed) => failed,
            Rejection::Missing => EngineError(format!("{id} is missing")),
            Rejection::Denied => EngineError(format!("{id} is nobody's to change")),
            Rejection::Refused(reasons) => EngineError(format!("{id}: {reasons:?}")),
        })?;
    }
    Ok(())
}
