//! Groups in groups that are opened in place: when a group closes a circle, and which part of its members is shown.

use super::Principal;
use crate::wire::{DirectoryObject, ObjectId, ObjectPage};
use std::collections::HashSet;

/// The groups that are open above a list of members, from the page's own group to the one whose members are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nesting(Vec<Principal>);

impl Nesting {
    /// The members of the page's own group.
    pub fn new(group: Principal) -> Self {
        Self(vec![group])
    }

    /// The members of a group in this list. If the group is open above it, it is in itself, and the names around that
    /// circle are the error; the last is the first again. Two ways to one group are no circle.
    pub fn inside(&self, group: &Principal) -> Result<Self, Vec<String>> {
        match self.0.iter().position(|open| open.is(group)) {
            None => Ok(Self(self.0.iter().chain([group]).cloned().collect())),
            Some(at) => Err(self.0.iter().skip(at).chain([group]).map(|open| open.name.clone()).collect()),
        }
    }

    /// How many groups lie between the page's own group and the members; 0 for its direct members.
    pub fn level(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// The names of the groups between the page's own group and the members, the innermost last.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().skip(1).map(|open| open.name.as_str()).collect()
    }
}

/// The members of a group that is opened in place, as far as they were read. They are read page by page, and never more
/// of them than are shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NestedMembers {
    rows: Vec<DirectoryObject>,
    known: HashSet<ObjectId>,
    /// The pages that were read.
    pages: i64,
    /// The members on these pages, some of whom may have been on two of them.
    read: i64,
    /// How many members the group has, if the service says so.
    total: Option<i64>,
    /// Whether a page was empty, so that no other follows.
    is_ended: bool,
    /// Whether members were read for whom there is no place.
    is_cut: bool,
}

impl NestedMembers {
    /// Members per page.
    pub const PAGE: i64 = 20;

    /// The most members that are shown in place. The group's own page shows all of them.
    pub const MOST: usize = 200;

    /// Those who are shown.
    pub fn rows(&self) -> &[DirectoryObject] {
        &self.rows
    }

    /// How many members the group has, as far as that is known.
    pub fn total(&self) -> i64 {
        self.total.unwrap_or(self.read)
    }

    /// The number of the page to read next, from 1; none if no more are there or shown.
    pub fn next_page(&self) -> Option<i64> {
        (self.has_more() && self.rows.len() < Self::MOST).then_some(self.pages + 1)
    }

    /// Whether the group has more members than can be shown in place.
    pub fn is_too_long(&self) -> bool {
        self.is_cut || self.has_more() && self.rows.len() >= Self::MOST
    }

    /// Takes the page that [`NestedMembers::next_page`] names.
    pub fn found(&mut self, page: ObjectPage) {
        self.pages += 1;
        self.read += page.data.len() as i64;
        self.total = page.total.or(self.total);
        self.is_ended = page.data.is_empty();
        // A change meanwhile may move somebody to the next page.
        for member in page.data {
            if self.known.insert(member.id.clone()) {
                if self.rows.len() < Self::MOST {
                    self.rows.push(member);
                } else {
                    self.is_cut = true;
                }
            }
        }
    }

    /// A service may return shorter pages than were asked for, so the total decides, if there is one.
    fn has_more(&self) -> bool {
        let is_last = self.total.map_or(self.read < self.pages * Self::PAGE, |total| self.read >= total);
        self.pages == 0 || !self.is_ended && !is_last
    }
}

#[cfg(test)]
mod tests {
    use super::{NestedMembers, Nesting, Principal};
    use crate::wire::{Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};

    fn object(name: &str) -> DirectoryObject {
        DirectoryObject::answered(ObjectId::new(name), StoreId(1), "group", name, Attributes::new())
    }

    fn group(name: &str) -> Principal {
        Principal::of(&object(name))
    }

    /// The list that is reached through these groups.
    fn opened(names: &str) -> Result<Nesting, Vec<String>> {
        let mut names = names.chars().map(|name| group(&name.to_string()));
        let root = Nesting::new(names.next().unwrap());
        names.try_fold(root, |nesting, next| nesting.inside(&next))
    }

    #[test]
    fn a_group_that_is_open_above_closes_a_circle() {
        // The page's own group in itself, in a ring of three, and a ring below the page's group.
        assert_eq!(opened("AA"), Err(vec!["A".into(), "A".into()]));
        assert_eq!(opened("ABCA"), Err(vec!["A".into(), "B".into(), "C".into(), "A".into()]));
        assert_eq!(opened("ABCB"), Err(vec!["B".into(), "C".into(), "B".into()]));
    }

    #[test]
    fn a_diamond_is_no_circle() {
        for way in ["ABD", "ACD", "AD", "ABCD"] {
            let nesting = opened(way).unwrap();
            assert_eq!(nesting.level(), way.len() - 1);
            assert_eq!(nesting.names().concat(), way[1..]);
        }
    }

    #[test]
    fn a_group_is_known_by_its_distinguished_name_too() {
        let mut own = group("A");
        own.dn = "CN=A,DC=demo".into();
        let again = Principal { id: ObjectId::new("cn=a,dc=demo"), dn: "cn=a,dc=demo".into(), ..group("A") };
        assert!(Nesting::new(own).inside(&again).is_err());
    }

    /// Numbered members, from the first to before the last.
    fn page(range: std::ops::Range<usize>, total: Option<i64>) -> ObjectPage {
        let mut page = ObjectPage::of(0, range.map(|at| object(&at.to_string())).collect());
        page.total = total;
        page
    }

    fn shown(members: &NestedMembers) -> (usize, i64, Option<i64>, bool) {
        (members.rows().len(), members.total(), members.next_page(), members.is_too_long())
    }

    #[test]
    fn pages_follow_until_all_are_shown() {
        let mut members = NestedMembers::default();
        assert_eq!(shown(&members), (0, 0, Some(1), false));
        members.found(page(0..20, Some(45)));
        assert_eq!(shown(&members), (20, 45, Some(2), false));
        members.found(page(20..40, Some(45)));
        members.found(page(40..45, Some(45)));
        assert_eq!(shown(&members), (45, 45, None, false));
        let mut none = NestedMembers::default();
        none.found(page(0..0, Some(0)));
        assert_eq!(shown(&none), (0, 0, None, false));
    }

    #[test]
    fn whoever_moves_to_the_next_page_is_shown_once_and_the_end_is_found() {
        let mut members = NestedMembers::default();
        members.found(page(0..20, Some(41)));
        members.found(page(19..39, Some(41)));
        assert_eq!(shown(&members), (39, 41, Some(3), false));
        members.found(page(0..0, Some(41)));
        assert_eq!(shown(&members), (39, 41, None, false));
    }

    #[test]
    fn a_service_without_totals_is_read_until_a_short_page() {
        let mut members = NestedMembers::default();
        members.found(page(0..20, None));
        assert_eq!(shown(&members), (20, 20, Some(2), false));
        members.found(page(20..21, None));
        assert_eq!(shown(&members), (21, 21, None, false));
    }

    #[test]
    fn a_hundred_thousand_members_are_never_shown_in_place() {
        let mut members = NestedMembers::default();
        while let Some(next) = members.next_page() {
            assert!(next <= 10, "page {next} is read");
            let from = (next as usize - 1) * 20;
            members.found(page(from..from + 20, Some(100_000)));
        }
        assert_eq!(shown(&members), (200, 100_000, None, true));
        // A service that returns more than was asked for changes nothing.
        let mut whole = NestedMembers::default();
        whole.found(page(0..5_000, Some(100_000)));
        assert_eq!(shown(&whole), (200, 100_000, None, true));
        let mut at_once = NestedMembers::default();
        at_once.found(page(0..201, Some(201)));
        assert_eq!(shown(&at_once), (200, 201, None, true));
    }
}
