//! The rules for owners and members of a new group: they must exist, and be allowed in that role.

use super::Group;
use crate::membership::MemberRules;
use crate::object::{EngineError, Found, Kind, Link};
use crate::reasons::name_object;
use crate::schema::{self, Attribute, LinkKind, Syntax};
use model::wire::AttributeValue;
use model::wire::attributes;
use model::wire::codes::{DO_NOT_NOTIFY, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType, NO_DATE};
use std::collections::HashSet;

impl Group<'_> {
    pub(super) fn owners(&mut self) -> Result<Vec<Link>, EngineError> {
        let mut links = Vec::new();
        match self.first(attributes::MANAGED_BY) {
            None => self.reasons.add(attributes::MANAGED_BY, "A group needs an owner."),
            Some(identity) => links.extend(self.owner(attributes::MANAGED_BY, identity)?),
        }
        for value in self.attributes.all("XAdditionalOwner") {
            let Some(identity) = value.text() else { continue };
            let Some(mut link) = self.owner("XAdditionalOwner", identity)? else { continue };
            if links.iter().any(|held: &Link| held.target == link.target) {
                self.reasons.add("XAdditionalOwner", format!("{identity} owns the group already."));
            }
            link.quiet = value.note(DO_NOT_NOTIFY).is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
            links.push(link);
        }
        Ok(links)
    }

    fn owner(&mut self, attribute: &str, identity: &str) -> Result<Option<Link>, EngineError> {
        let Some(found) = name_object(self.change, self.store, attribute, identity, &mut self.reasons)? else {
            return Ok(None);
        };
        if found.kind == Kind::Computer {
            self.reasons.add(attribute, format!("{identity} is a computer, which cannot own a group."));
        }
        Ok(schema::attribute(attribute).map(|attribute| Link::plain(attribute, found.handle)))
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
fn is_moment(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let number =
        |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(99);
    let day = shape == "0000-00-00" || shape.starts_with("0000-00-00T00:00:00");
    day && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10))
}
