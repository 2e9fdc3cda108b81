//! A service that accepts a change and does not make it.

use super::group;
use model::group::GroupEdit;
use model::wire::AttributeValue;

#[test]
fn what_was_accepted_and_not_changed_is_told_with_both_values() {
    let mut edit = GroupEdit::new(group());
    edit.set_text("description", "By the quay");
    edit.set_text("displayName", "Pier");
    edit.set_text("company", "Harbour");
    let names = || ["DESCRIPTION", "displayName"];
    let held = edit.held_back(&group(), names());
    let texts = |values: &[AttributeValue]| values.iter().filter_map(AttributeValue::text).collect::<String>();
    let rows: Vec<_> = held.iter().map(|one| (one.name.as_str(), texts(&one.mine), texts(&one.theirs))).collect();
    let row = |name, mine: &str, theirs: &str| (name, mine.to_owned(), theirs.to_owned());
    assert_eq!(rows, [row("Description", "By the quay", "By the water"), row("displayName", "Pier", "Quay")]);
    // One is there, and the other was changed once more by somebody else.
    let mut now = GroupEdit::new(edit.applied(["Description"]));
    now.set_text("displayName", "Jetty");
    assert!(edit.held_back(&now.applied(["displayName"]), names()).is_empty());
}
