//! The rules for owners and members of a new group: they must exist, and be allowed in that role.

use super::Group;
use crate::membership::MemberRules;
use crate::object::{EngineError, Found, Kind, Link};
use crate::reasons::name_object;
use crate::schema::{self, Attribute, LinkKind, Syntax};
use model::config::StoreKind;
use model::wire::AttributeValue;
use model::wire::attributes;
use model::wire::codes::{
    AD_ADDITIONAL_OWNERS, AdGroupType, DO_NOT_NOTIFY, GroupPurpose, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE,
    MembershipType, NO_DATE,
};
use std::collections::HashSet;

impl Group<'_> {
    /// The owners of a group of Active Directory. The primary one may be missing where there are additional ones.
    pub(super) fn owners(&mut self) -> Result<Vec<Link>, EngineError> {
        let mut links = Vec::new();
        match self.first(attributes::MANAGED_BY) {
            Some(identity) => links.extend(self.owner(attributes::MANAGED_BY, identity)?),
            None if self.first(AD_ADDITIONAL_OWNERS).is_some() => {}
            None => self.reasons.add(attributes::MANAGED_BY, "A group needs an owner."),
        }
        self.additional_owners(&mut links)?;
        Ok(links)
    }

    /// Adds the additional owners to the other owners.
    pub(super) fn additional_owners(&mut self, links: &mut Vec<Link>) -> Result<(), EngineError> {
        for value in self.attributes.all(AD_ADDITIONAL_OWNERS) {
            let Some(identity) = value.text() else { continue };
            let Some(mut link) = self.owner(AD_ADDITIONAL_OWNERS, identity)? else { continue };
            if links.iter().any(|held: &Link| held.target == link.target) {
                self.reasons.add(AD_ADDITIONAL_OWNERS, format!("{identity} owns the group already."));
            }
            link.quiet = value.note(DO_NOT_NOTIFY).is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
            links.push(link);
        }
        Ok(())
    }

    fn owner(&mut self, attribute: &str, identity: &str) -> Result<Option<Link>, EngineError> {
        let Some(found) = name_object(self.change, self.store, attribute, identity, &mut self.reasons)? else {
            return Ok(None);
        };
        if let Some(why) = self.cannot_own(&found) {
            self.reasons.add(attribute, format!("{identity} {why}."));
        }
        Ok(schema::attribute(attribute).map(|attribute| Link::plain(attribute, found.handle)))
    }

    /// Why an object cannot own a group, in words for people.
    pub(super) fn cannot_own(&self, found: &Found) -> Option<&'static str> {
        if self.store.kind != StoreKind::ActiveDirectory {
            return (found.kind != Kind::User).then_some("is no user, and only users own groups here");
        }
        let group = found.group_type.filter(|_| found.kind == Kind::Group).and_then(AdGroupType::from_code);
        match found.kind {
            Kind::Computer => Some("is a computer, which cannot own a group"),
            _ if group.is_some_and(|group| group.purpose == GroupPurpose::Distribution) => {
                Some("is a distribution group, which cannot own a group")
            }
            _ => None,
        }
    }

    /// The members that an attribute lists, each with the dates of its membership.
    pub(super) fn members(
        &mut self,
        name: &str,
        member_rules: Option<MemberRules>,
    ) -> Result<Vec<(Found, Link)>, EngineError> {
        let Some(attribute) = schema::attribute(name).filter(|a| a.syntax == Syntax::Link(LinkKind::Member)) else {
            return Ok(Vec::new());
        };
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for value in self.attributes.all(name) {
            let Some(identity) = value.text() else { continue };
            let Some(found) = name_object(self.change, self.store, name, identity, &mut self.reasons)? else {
                continue;
            };
            if let Some(why) = member_rules.and_then(|member_rules| member_rules.refusal(&found)) {
                self.reasons.add(name, format!("{identity}: {why}."));
            }
            if !seen.insert(found.handle) {
                self.reasons.add(name, format!("{identity} is named twice."));
            }
            let link = self.window(attribute, &found, value, identity);
            members.push((found, link));
        }
        Ok(members)
    }

    /// A link with the kind and dates of the membership.
    fn window(&mut self, attribute: &'static Attribute, found: &Found, value: &AttributeValue, identity: &str) -> Link {
        let temporary = (MembershipType::Temporary as i64).to_string();
        let permanent = (MembershipType::Permanent as i64).to_string();
        let note = |name: &str| value.note(name).filter(|text| *text != NO_DATE).unwrap_or_default().to_owned();
        let mut link = Link::plain(attribute, found.handle);
        let (begins, ends) = (note(MEMBERSHIP_BEGIN), note(MEMBERSHIP_END));
        match note(MEMBERSHIP_TYPE) {
            kind if kind.is_empty() || kind == permanent => {}
            kind if kind == temporary => {
                if !is_moment(&begins) || !is_moment(&ends) {
                    let sentence = format!("{identity}: a temporary membership needs two dates (ISO 8601).");
                    self.reasons.add(attribute.name, sentence);
                } else if ends < begins {
                    self.reasons.add(attribute.name, format!("{identity}: the membership ends before it starts."));
                }
                (link.membership, link.begins, link.ends) = (kind, begins, ends);
            }
            kind => self.reasons.add(attribute.name, format!("{identity}: {kind} is no membership type.")),
        }
        link
    }
}

/// Whether a text has the form `2026-12-31T23:59:59`, with or without the time.
pub(super) fn is_moment(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let number =
        |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(99);
    let day = shape == "0000-00-00" || shape.starts_with("0000-00-00T00:00:00");
    day && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10))
}
