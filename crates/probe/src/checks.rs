//! The checks in the order in which they run; later ones use what earlier ones found.

mod lists;
mod objects;
mod operators;
mod searches;
mod sign_in;
mod smart;

use crate::report::{Check, Judged};
use crate::tour::Tour;

/// A check and how it is done.
pub struct Step {
    pub check: Check,
    pub work: fn(&mut Tour) -> Judged,
}

const fn step(
    item: u8,
    rests_on: &'static str,
    id: &'static str,
    assumed: &'static str,
    work: fn(&mut Tour) -> Judged,
) -> Step {
    Step { check: Check { id, rests_on, item, assumed }, work }
}

/// All checks.
pub const ALL: &[Step] = &[
    step(1, "A-11", "discovery", "The Security Service says what it offers", sign_in::discovery),
    step(1, "part B", "token", "A password gets a token, with its lifetime and the next one", sign_in::token),
    step(1, "A-11", "refresh", "The token for the next one is taken", sign_in::refresh),
    step(1, "part B", "userinfo", "The Security Service says who is signed in", sign_in::user_info),
    step(1, "part B", "no-token", "Without a token nothing is told (HTTP status 401)", sign_in::no_token),
    step(2, "A-14", "me", "The name that was typed finds the one signed-in person", objects::me),
    step(3, "A-16", "user-plain", "A user without a body answers at least name and class", objects::user_plain),
    step(3, "A-16", "group-plain", "A group without a body answers at least name and class", objects::group_plain),
    step(3, "operation 5", "group-body", "A group with a body answers what is asked for", objects::group_with_body),
    step(3, "operation 6", "groups-body", "Several groups are answered by their ids", objects::several),
    step(3, "part B", "missing", "An object that is not there is HTTP status 404", objects::missing),
    step(3, "part E", "extensions", "A server without extensions says 404, another lists them", objects::extensions),
    step(4, "part B", "search", "A search answers total and objects with attributes", searches::shape),
    step(4, "A-09", "or", "\"Or\" finds what either condition finds", searches::either),
    step(
        4,
        "A-09",
        "negatives",
        "A negative operator finds all others, and objects without a value too",
        operators::pairs,
    ),
    step(4, "A-09", "flags", "Flags are compared bit by bit", operators::flags),
    step(4, "A-26", "letter-case", "Letter case does not count", operators::letter_case),
    step(4, "A-50", "accounts", "Every user says whether the account is enabled", operators::accounts),
    step(5, "A-03", "descending", "sortOrder 2 sorts the last ones first", searches::descending_order),
    step(5, "part B", "pages", "Pages count from 1 and do not overlap", searches::pages),
    step(5, "A-10", "changed", "Groups sort by when they changed", searches::by_change),
    step(6, "A-10", "Groups", "My groups are those with me as managedBy", lists::owned),
    step(6, "A-10", "Groups/Membership", "My memberships are the groups with me as member", lists::membership),
    step(6, "part B", "nested", "Asking for nested ownership finds no fewer groups", lists::nested),
    step(6, "part B", "Groups/All", "A list of a person's groups: all", |tour| lists::list(tour, "Groups/All")),
    step(6, "part B", "Groups/SmartGroups", "The same: smart groups", |tour| lists::list(tour, "Groups/SmartGroups")),
    step(6, "part B", "Groups/Dynasties", "The same: dynasties", |tour| lists::list(tour, "Groups/Dynasties")),
    step(6, "part B", "Groups/Expiring", "The same: about to expire", |tour| lists::list(tour, "Groups/Expiring")),
    step(6, "part B", "Groups/Expired", "The same: expired", |tour| lists::list(tour, "Groups/Expired")),
    step(6, "part B", "Groups/count", "Counts are numbers: owned", |tour| lists::count(tour, "Groups/count")),
    step(6, "part B", "Groups/Membership/count", "The same: member of", |tour| {
        lists::count(tour, "Groups/Membership/count")
    }),
    step(6, "part B", "Groups/Expiring/count", "The same: about to expire", |tour| {
        lists::count(tour, "Groups/Expiring/count")
    }),
    step(7, "A-10", "members", "The members of a group are searched, and counted by a search", objects::members),
    step(7, "A-04", "temporary", "XMembershipType is 1, 2 or empty", objects::membership_types),
    step(8, "A-22", "object-types", "IMSGObjectTypes is a list of codes from 1 to 11", smart::object_types),
    step(9, "A-17", "criteria", "The rules of smart groups can be read", smart::criteria),
    step(10, "part A", "start-path", "A start path has the scope 1 or 2", smart::start_paths),
    step(11, "part B", "preview", "A rule is previewed by GET with a body", smart::preview),
    step(11, "A-09", "preview-search", "A search finds everybody whom the preview finds", smart::preview_by_search),
    step(18, "part B", "Workflows/MyRequests", "My requests are a bare list", lists::my_requests),
    step(18, "part B", "Workflows/Pending", "Pending requests are total and data", lists::pending_requests),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_leads_to_an_item_that_names_its_assumption() {
        let page = include_str!("../../../docs/FIRST-CONTACT.md");
        let items: Vec<&str> = page.split("\n## ").skip(1).collect();
        let ids: BTreeSet<_> = ALL.iter().map(|step| step.check.id).collect();
        assert_eq!(ids.len(), ALL.len(), "two checks have one id");
        for Check { id, rests_on, item, .. } in ALL.iter().map(|step| &step.check) {
            let text = items.iter().find(|text| text.starts_with(&format!("{item}. ")));
            let text = text.unwrap_or_else(|| panic!("{id}: there is no item {item}"));
            assert!(
                !rests_on.starts_with("A-") || text.contains(rests_on),
                "{id}: item {item} does not name {rests_on}"
            );
        }
    }
}
