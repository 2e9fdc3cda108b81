//! Owners and members of a new group: they must exist, and be what an owner or a member may be.

use super::Group;
use crate::directory::{Failed, Found, Kind, Link};
use crate::schema::{self, Attribute, LinkKind, Syntax};
use model::names::Dn;
use model::wire::AttributeValue;
use model::wire::codes::{
    AdGroupType, DO_NOT_NOTIFY, GroupScope, MEMBERSHIP_BEGIN, MEMBERSHIP_END, MEMBERSHIP_TYPE, MembershipType, NO_DATE,
};

impl Group<'_> {
    pub(super) fn owners(&mut self) -> Result<Vec<Link>, Failed> {
        let mut links = Vec::new();
        let body = self.body;
        match body.attributes().first("managedBy") {
            None => self.reasons.add("managedBy", "A group needs an owner."),
            Some(identity) => links.extend(self.owner("managedBy", identity)?),
        }
        for value in body.attributes().all("XAdditionalOwner") {
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

    fn owner(&mut self, attribute: &str, identity: &str) -> Result<Option<Link>, Failed> {
        let Some(found) = self.object(attribute, identity)? else { return Ok(None) };
        if found.kind == Kind::Computer {
            self.reasons.add(attribute, format!("{identity} is a computer, which cannot own a group."));
        }
        Ok(schema::attribute(attribute).map(|attribute| Link::plain(attribute, found.handle)))
    }

    /// The object that a value names by its distinguished name or GUID; other names are not unique enough to write.
    fn object(&mut self, attribute: &str, identity: &str) -> Result<Option<Found>, Failed> {
        let bare = identity.trim().trim_matches(['{', '}']);
        let is_guid = bare.len() == 36 && bare.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
        if !is_guid && Dn::parse(identity).is_err() {
            self.reasons.add(attribute, format!("{identity} is neither a distinguished name nor an object id."));
            return Ok(None);
        }
        let found = self.change.find(self.store.id, identity)?;
        if found.is_none() {
            self.reasons.add(attribute, format!("There is no object {identity} in this identity store."));
        }
        Ok(found)
    }

    pub(super) fn members(&mut self, scope: Option<GroupScope>) -> Result<Vec<Link>, Failed> {
        let Some(attribute) = schema::attribute("member").filter(|a| a.syntax == Syntax::Link(LinkKind::Member)) else {
            return Ok(Vec::new());
        };
        let mut links: Vec<Link> = Vec::new();
        for value in self.body.attributes().all("member") {
            let Some(identity) = value.text() else { continue };
            let Some(found) = self.object("member", identity)? else { continue };
            let nested = found.group_type.and_then(AdGroupType::from_code);
            if let (Some(own), Some(nested)) = (scope, nested.filter(|_| found.kind == Kind::Group))
                && !can_hold(own, nested.scope)
            {
                let (own, other) = (own.wire(), nested.scope.wire());
                let sentence = format!("{identity}: a group of the scope {own} cannot hold one of the scope {other}.");
                self.reasons.add("member", sentence);
            }
            if links.iter().any(|held| held.target == found.handle) {
                self.reasons.add("member", format!("{identity} is named twice."));
            }
            links.push(self.window(attribute, &found, value, identity));
        }
        Ok(links)
    }

    /// The membership's kind and dates.
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
                    self.reasons
                        .add("member", format!("{identity}: a temporary membership needs two dates (ISO 8601)."));
                } else if ends < begins {
                    self.reasons.add("member", format!("{identity}: the membership ends before it starts."));
                }
                (link.membership, link.begins, link.ends) = (kind, begins, ends);
            }
            kind => self.reasons.add("member", format!("{identity}: {kind} is no membership type.")),
        }
        link
    }
}

/// AD's nesting rules within one forest.
fn can_hold(group: GroupScope, member: GroupScope) -> bool {
    match group {
        GroupScope::DomainLocal => true,
        GroupScope::Universal => member != GroupScope::DomainLocal,
        GroupScope::Global => member == GroupScope::Global,
    }
}

/// `2026-12-31T23:59:59`, with or without the time.
fn is_moment(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let number =
        |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(99);
    let day = shape == "0000-00-00" || shape.starts_with("0000-00-00T00:00:00");
    day && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10))
}
