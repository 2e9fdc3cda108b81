//! The type of a group: Active Directory changes it in steps, and only if members and memberships allow it; Entra ID
//! does not change it.

use super::{Change, TYPES};
use crate::filter::{Filter, Operator, Test};
use crate::membership::MemberRules;
use crate::object::{EngineError, Handle, Kind};
use crate::schema;
use model::group::can_hold;
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AD_MEMBERS, AdGroupType, GroupPurpose, GroupScope};
use std::collections::HashSet;

impl Change<'_> {
    pub(super) fn kind(&mut self) -> Result<(), EngineError> {
        if !self.names_any(&TYPES) {
            return Ok(());
        }
        let name = TYPES.into_iter().find(|name| self.named.contains(name)).unwrap_or(attributes::GROUP_TYPE);
        let Some(own) = self.held.found.group_type else { return Ok(()) };
        if self.is_cloud() {
            let is_own = self.named.texts(attributes::GROUP_TYPE).all(|text| text.trim() == own.to_string());
            if !is_own || self.named.contains("XGroupScope") {
                self.reasons.add(name, "The type of a group of Entra ID cannot be changed.");
            }
            return Ok(());
        }
        let Some(own) = AdGroupType::from_code(own) else {
            self.reasons.add(name, "The type of this group is unknown, so it cannot be changed.");
            return Ok(());
        };
        let Some(wanted) = self.wanted(own) else { return Ok(()) };
        if wanted == own {
            return Ok(());
        }
        let has_mail = self.held.first(attributes::MAIL_NICKNAME).is_some();
        if !own.can_become(wanted, has_mail) {
            let sentence = if has_mail {
                "A mail-enabled group needs the universal scope."
            } else {
                "A global or domain local group has to become universal first."
            };
            self.reasons.add(name, sentence);
        }
        if wanted.scope != own.scope {
            self.fits_members(name, wanted.scope)?;
            self.fits_holders(name, wanted.scope)?;
        }
        if wanted.purpose == GroupPurpose::Distribution && self.owns_groups()? {
            self.reasons.add(name, "This group owns other groups, which a distribution group cannot.");
        }
        self.put(attributes::GROUP_TYPE, Some(wanted.code().to_string()));
        self.put("XGroupScope", Some(wanted.scope.wire().to_owned()));
        Ok(())
    }

    /// The type that the request asks for by `groupType`, by `XGroupScope` or by both.
    fn wanted(&mut self, own: AdGroupType) -> Option<AdGroupType> {
        let mut wanted = own;
        if self.named.contains(attributes::GROUP_TYPE) {
            let Some(text) = self.named.first(attributes::GROUP_TYPE) else {
                self.reasons.required(attributes::GROUP_TYPE);
                return None;
            };
            let Some(kind) = text.trim().parse().ok().and_then(AdGroupType::from_code) else {
                self.reasons.add(attributes::GROUP_TYPE, format!("{text} is no group type of Active Directory."));
                return None;
            };
            wanted = kind;
        }
        if self.named.contains("XGroupScope") {
            let Some(text) = self.named.first("XGroupScope") else {
                self.reasons.required("XGroupScope");
                return None;
            };
            let Some(scope) = GroupScope::from_wire(text) else {
                self.reasons.add("XGroupScope", format!("{text} is no group scope."));
                return None;
            };
            if self.named.contains(attributes::GROUP_TYPE) && scope != wanted.scope {
                let sentence = format!("groupType {} is of the scope {}.", wanted.code(), wanted.scope.wire());
                self.reasons.add("XGroupScope", sentence);
                return None;
            }
            wanted.scope = scope;
        }
        Some(wanted)
    }

    /// A scope that the group's own members cannot be in is refused.
    fn fits_members(&mut self, name: &str, scope: GroupScope) -> Result<(), EngineError> {
        let Some(unfit) = MemberRules::Scope(scope).unfit() else { return Ok(()) };
        if self.is_linked(AD_MEMBERS, &unfit)? {
            let scope = scope.wire();
            let sentence = format!("This group has members that a group of the scope {scope} cannot hold.");
            self.reasons.add(name, sentence);
        }
        Ok(())
    }

    /// A scope that one of the groups which hold this one cannot hold is refused.
    fn fits_holders(&mut self, name: &str, scope: GroupScope) -> Result<(), EngineError> {
        let holders = GroupScope::ALL.into_iter().filter(|holder| !can_hold(*holder, scope));
        let bits = holders.fold(0, |bits, holder| bits | holder.bit());
        let Some(attribute) = schema::attribute(attributes::GROUP_TYPE).filter(|_| bits != 0) else { return Ok(()) };
        let test = Test { attribute, operator: Operator::AnyFlagOn, values: vec![bits.to_string()] };
        let unfit = Filter::All(vec![Filter::KindIs(Kind::Group), Filter::Test(test)]);
        if self.is_linked("memberOf", &unfit)? {
            let scope = scope.wire();
            let sentence = format!("This group is in a group that cannot hold one of the scope {scope}.");
            self.reasons.add(name, sentence);
        }
        Ok(())
    }

    /// Whether an attribute of the group refers to one of the objects that a filter finds.
    fn is_linked(&self, attribute: &str, filter: &Filter) -> Result<bool, EngineError> {
        let Some(attribute) = schema::attribute(attribute) else { return Ok(false) };
        let own: HashSet<Handle> = self.tx.targets(self.held.found.handle, attribute)?.into_iter().collect();
        Ok(!own.is_empty() && self.tx.matching(self.store.id, filter)?.iter().any(|handle| own.contains(handle)))
    }

    fn owns_groups(&self) -> Result<bool, EngineError> {
        let target = self.held.found.handle;
        let of = |name| schema::attribute(name).map(|attribute| Filter::PointsTo { attribute, target, nested: false });
        let ways = [attributes::MANAGED_BY, AD_ADDITIONAL_OWNERS].into_iter().filter_map(of).collect();
        Ok(!self.tx.matching(self.store.id, &Filter::Any(ways))?.is_empty())
    }
}
