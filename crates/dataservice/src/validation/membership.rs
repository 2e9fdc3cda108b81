//! The rules for joining and leaving a group (part B: Join / leave). Only a static group has members that join; who may
//! join by themselves is said by its security type.

use super::expiry::is_expired;
use super::note_change;
use super::people::is_moment;
use crate::clock;
use crate::directory::WriteTx;
use crate::membership::{Managed, MemberRules};
use crate::object::{Found, Link, Load, Object, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema::{self, Attribute};
use model::wire::JoinType;
use model::wire::attributes;
use model::wire::codes::{AD_MEMBERS, MembershipType, NO_DATE, SecurityType};

/// The member of the body that says how somebody joins or leaves.
const KIND: &str = "MembershipType";

/// An object that is to become a member of a group, or to cease to be one.
pub struct Membership<'a> {
    pub change: &'a dyn WriteTx,
    pub store: &'a Store,
    pub group: &'a Found,
    pub object: &'a Found,
    /// Whether the caller may change the group, and so may let anybody in.
    pub may_change: bool,
}

impl Membership<'_> {
    /// Lets the object join. A membership that the object has already, with the same kind and dates, is refused; one with
    /// another kind or other dates is replaced (assumption A-84).
    pub fn join(&self, how: Option<&JoinType>) -> Result<(), Rejection> {
        let group = self.load()?;
        let mut reasons = Reasons::default();
        self.check_static(&group, &mut reasons);
        if is_expired(&group) {
            reasons.add("IMGIsExpired", "This group has expired. It has to be renewed before anybody joins.");
        }
        if self.object.handle == self.group.handle {
            reasons.add(AD_MEMBERS, "A group cannot be a member of itself.");
        }
        if let Some(why) = MemberRules::of(self.store, self.group).and_then(|rules| rules.refusal(self.object)) {
            reasons.add(AD_MEMBERS, format!("This object cannot be a member: {why}."));
        }
        if !self.may_change {
            self.check_security(&group, &mut reasons);
        }
        let attribute = members()?;
        let link = joined(how, Link::plain(attribute, self.object.handle), &mut reasons);
        let present = self.change.link(self.group.handle, attribute, self.object.handle)?;
        if let (Some(link), Some(present)) = (&link, &present)
            && (&link.membership, &link.begins, &link.ends) == (&present.membership, &present.begins, &present.ends)
        {
            reasons.taken(AD_MEMBERS, "This object is a member of the group already.");
        }
        let (Some(link), true) = (link, reasons.is_empty()) else {
            return Err(Rejection::Refused(reasons.into()));
        };
        self.change.remove_link(self.group.handle, attribute, self.object.handle)?;
        self.change.add_link(self.group.handle, &link)?;
        Ok(note_change(self.change, self.group)?)
    }

    /// Lets the object leave, for good or from one date until another. Whoever is in a group may leave it, whatever its
    /// security type.
    pub fn leave(&self, how: Option<&JoinType>) -> Result<(), Rejection> {
        let group = self.load()?;
        let mut reasons = Reasons::default();
        self.check_static(&group, &mut reasons);
        let attribute = members()?;
        if self.change.link(self.group.handle, attribute, self.object.handle)?.is_none() {
            reasons.add(AD_MEMBERS, "This object is not a member of the group.");
        }
        let left = left(how, Link::plain(attribute, self.object.handle), &mut reasons);
        if !reasons.is_empty() {
            return Err(Rejection::Refused(reasons.into()));
        }
        self.change.remove_link(self.group.handle, attribute, self.object.handle)?;
        if let Some(link) = left {
            self.change.add_link(self.group.handle, &link)?;
        }
        Ok(note_change(self.change, self.group)?)
    }

    fn load(&self) -> Result<Object, Rejection> {
        let names = [attributes::MANAGED_GROUP_TYPE, "membershipRule", attributes::SECURITY_TYPE, "IMGIsExpired"];
        let load = Load::Names(names.map(str::to_owned).to_vec());
        self.change.load(self.store.id, &self.group.guid, &load)?.ok_or(Rejection::Missing)
    }

    fn check_static(&self, group: &Object, reasons: &mut Reasons) {
        if group.is_dynamic() || group.first(attributes::MANAGED_GROUP_TYPE) == Some(Managed::Smart.code()) {
            let sentence = "A rule says who is in this group. Nobody joins or leaves it by themselves.";
            reasons.add(attributes::MANAGED_GROUP_TYPE, sentence);
        }
    }

    /// Whether the caller may join without being let in by an owner. This service has no approvals (assumption A-72), so
    /// what needs one is refused.
    fn check_security(&self, group: &Object, reasons: &mut Reasons) {
        let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
        match security.unwrap_or(SecurityType::Private) {
            SecurityType::Public => {}
            SecurityType::SemiPrivate => {
                let sentence = "An owner has to approve who joins this group, and this service has no approvals. Ask an \
                                owner to add you.";
                reasons.add(attributes::SECURITY_TYPE, sentence);
            }
            SecurityType::Private => {
                reasons.add(attributes::SECURITY_TYPE, "This group is private. Only its owners add members.");
            }
        }
    }
}

fn members() -> Result<&'static Attribute, Rejection> {
    schema::attribute(AD_MEMBERS).ok_or(Rejection::Missing)
}

/// The kind and dates in a body; `None`, and a reason, if they do not fit together. An absent date is "" or the date that
/// stands for none. A body without a kind means a permanent membership.
fn asked(how: Option<&JoinType>, reasons: &mut Reasons) -> Option<(MembershipType, String, String)> {
    let date = |text: &str| if text == NO_DATE { String::new() } else { text.to_owned() };
    let (number, begins, ends) = match how {
        Some(how) => (how.membership_type, date(&how.start_date), date(&how.end_date)),
        None => (0, String::new(), String::new()),
    };
    let kind = if number == 0 { Some(MembershipType::Permanent) } else { MembershipType::from_number(number) };
    let Some(kind) = kind else {
        reasons.add(KIND, format!("{number} is no membership type."));
        return None;
    };
    let wrong = match kind.has_dates() {
        false if begins.is_empty() && ends.is_empty() => None,
        false => Some(("StartDate", "A permanent membership has no dates.")),
        true if !is_moment(&begins) => Some(("StartDate", "A date is needed (ISO 8601).")),
        true if !is_moment(&ends) => Some(("EndDate", "A date is needed (ISO 8601).")),
        true if ends < begins => Some(("EndDate", "The end is before the start.")),
        true if ends < today() => Some(("EndDate", "The end is in the past.")),
        true => None,
    };
    if let Some((member, sentence)) = wrong {
        reasons.add(member, sentence);
        return None;
    }
    Some((kind, begins, ends))
}

/// The membership of an object that joins. One that begins later is pending until then, as the vendor's guide has it.
fn joined(how: Option<&JoinType>, link: Link, reasons: &mut Reasons) -> Option<Link> {
    let (kind, begins, ends) = asked(how, reasons)?;
    let membership = match kind {
        MembershipType::Permanent => String::new(),
        MembershipType::Temporary | MembershipType::AdditionPending if is_later(&begins) => {
            MembershipType::AdditionPending.wire()
        }
        MembershipType::Temporary | MembershipType::AdditionPending => MembershipType::Temporary.wire(),
        other => {
            reasons.add(KIND, format!("{} is no way to join a group.", other.wire()));
            return None;
        }
    };
    Some(Link { membership, begins, ends, ..link })
}

/// The membership of an object that leaves for a time; `None` if it leaves for good.
fn left(how: Option<&JoinType>, link: Link, reasons: &mut Reasons) -> Option<Link> {
    let (kind, begins, ends) = asked(how, reasons)?;
    let membership = match kind {
        MembershipType::Permanent => return None,
        MembershipType::RemovalPending | MembershipType::TemporarilyRemoved if is_later(&begins) => {
            MembershipType::RemovalPending.wire()
        }
        MembershipType::RemovalPending | MembershipType::TemporarilyRemoved => {
            MembershipType::TemporarilyRemoved.wire()
        }
        other => {
            reasons.add(KIND, format!("{} is no way to leave a group.", other.wire()));
            return None;
        }
    };
    Some(Link { membership, begins, ends, ..link })
}

/// The first moment of today in UTC, in the form of the wire's dates, which order as texts.
fn today() -> String {
    clock::now().get(..10).unwrap_or_default().to_owned()
}

/// Whether a moment is on a later day than today.
fn is_later(moment: &str) -> bool {
    moment.get(..10).is_some_and(|day| day > today().as_str())
}
