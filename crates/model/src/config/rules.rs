//! The membership rules in a configuration.

use super::Config;
use super::schema::{Fault, SchemaError};
use crate::criteria::{Dialect, groupid};

impl Config {
    /// Whether there is a membership rule in it.
    pub fn has_rules(&self) -> bool {
        self.identity_stores.iter().any(|store| store.groups.locked_rule.is_some())
    }

    /// The membership rules that cannot be parsed.
    pub fn rule_faults(&self) -> Vec<SchemaError> {
        let rules = self.identity_stores.iter().enumerate().filter_map(|(at, store)| {
            let rule = store.groups.locked_rule.as_deref().filter(|rule| groupid::parse(rule).is_err())?;
            let path = format!("identityStores[{at}].groups.lockedRule");
            let fault = Fault::Type(Dialect::GroupId.name().to_owned());
            Some(SchemaError { path, fault, value: Some(rule.into()) })
        });
        rules.collect()
    }
}
