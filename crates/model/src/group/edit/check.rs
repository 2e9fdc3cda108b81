//! Which attributes of a group a person can edit in a store, and what is wrong with their new values.

use super::GroupEdit;
use crate::config::{StoreConfig, StoreKind};
use crate::group::{ENTRA_OWNERS, OWNERS, Problem, owners, owners_attribute};
use crate::names::{self, NameProblem};
use crate::wire::attributes;
use crate::wire::codes::AD_ADDITIONAL_OWNERS;
use std::collections::BTreeMap;

impl GroupEdit {
    /// What is wrong with the changed attributes, by their names as [`GroupEdit::changed`] spells them. The service
    /// checks everything again.
    pub fn problems(&self, store: &StoreConfig) -> BTreeMap<String, Problem> {
        let is_cloud = store.kind != StoreKind::ActiveDirectory;
        let mut found = BTreeMap::new();
        for name in self.changed() {
            let text = self.first(name).unwrap_or_default();
            let is = |other: &str| name.eq_ignore_ascii_case(other);
            let problem = if is(attributes::DISPLAY_NAME) {
                names::check_label(text, names::MAX_DISPLAY_NAME)
            } else if is(attributes::SAM_ACCOUNT_NAME) {
                names::check_group_sam(text)
            } else if is(attributes::MAIL_NICKNAME) {
                names::check_mail_nickname(text)
            } else if is(attributes::DESCRIPTION) && is_cloud {
                names::check_text(text, names::MAX_CLOUD_DESCRIPTION)
            } else {
                Ok(())
            };
            let problem = match problem {
                Err(NameProblem::Empty) => Some(Problem::Required),
                Err(problem) => Some(Problem::Name(problem)),
                Ok(()) => self
                    .owner_problem(name, store)
                    .or_else(|| self.address_problem(name))
                    .or_else(|| self.attribute_problem(name, store)),
            };
            found.extend(problem.map(|problem| (name.to_owned(), problem)));
        }
        found
    }

    /// What is wrong with the owners, by the rules of a creation.
    fn owner_problem(&self, name: &str, store: &StoreConfig) -> Option<Problem> {
        let policy = &store.groups;
        let is_ad = store.kind == StoreKind::ActiveDirectory;
        let first = if is_ad { attributes::MANAGED_BY } else { ENTRA_OWNERS };
        let count = |name: &str| self.values(name).iter().filter(|value| value.text().is_some()).count();
        let (ranked, additional) = (count(first), count(AD_ADDITIONAL_OWNERS));
        let needs_one = !is_ad || policy.primary_owner_required || policy.minimum_owners > 0;
        let is_about_owners = OWNERS.iter().any(|owners| name.eq_ignore_ascii_case(owners));
        if is_about_owners
            && needs_one
            && owners(owners_attribute(self.base(), store.kind), |name| self.values(name)).is_empty()
        {
            return Some(Problem::LastOwner);
        }
        if name.eq_ignore_ascii_case(first) {
            let is_demanded = !is_ad || policy.primary_owner_required;
            if ranked == 0 && is_demanded {
                return Some(Problem::Required);
            }
        } else if name.eq_ignore_ascii_case(AD_ADDITIONAL_OWNERS) {
            let needed = policy.minimum_additional_owners;
            if additional < needed {
                return Some(Problem::MoreAdditionalOwners { needed, chosen: additional });
            }
            if let Some(most) = policy.maximum_additional_owners.filter(|most| additional > *most) {
                return Some(Problem::FewerAdditionalOwners { most, chosen: additional });
            }
        } else {
            return None;
        }
        let (needed, chosen) = (policy.minimum_owners, ranked + additional);
        (chosen < needed).then_some(Problem::MoreOwners { needed, chosen })
    }
}
