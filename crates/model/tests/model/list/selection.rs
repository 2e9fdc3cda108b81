use super::groups;
use model::list::{Marked, Selection};
use model::wire::ObjectId;

#[test]
fn rows_are_selected_on_several_pages_and_each_once() {
    let (first, second) = (groups(&["a", "b"]), groups(&["c", "d"]));
    let mut selection = Selection::default();
    assert_eq!((selection.is_empty(), selection.of_page(&first)), (true, Marked::None));
    selection.set(&first, true);
    selection.set(&first[..1], true);
    selection.set(&second[1..], true);
    assert_eq!(selection.count(), 3);
    assert_eq!((selection.of_page(&first), selection.of_page(&second)), (Marked::All, Marked::Some));
    selection.set(&first, false);
    assert!(selection.has(&ObjectId::new("d")) && !selection.has(&ObjectId::new("a")));
    selection.set(&second, false);
    assert_eq!(selection, Selection::default());
    assert_eq!(selection.of_page(&[]), Marked::None, "an empty page is not selected");
}

#[test]
fn all_that_match_but_for_some() {
    let page = groups(&["a", "b"]);
    let mut selection = Selection::All { total: 1_204, except: Vec::new() };
    assert_eq!((selection.count(), selection.of_page(&page)), (1_204, Marked::All));
    selection.set(&page[..1], false);
    selection.set(&page[..1], false);
    assert_eq!((selection.count(), selection.of_page(&page)), (1_203, Marked::Some));
    assert!(selection.has(&ObjectId::new("never seen")));
    selection.set(&page, true);
    assert_eq!(selection, Selection::All { total: 1_204, except: Vec::new() });
    let mut two = Selection::All { total: 2, except: Vec::new() };
    two.set(&page, false);
    assert_eq!(two, Selection::default(), "nothing is left");
}

#[test]
fn what_was_deleted_is_selected_no_longer() {
    let gone = [ObjectId::new("a"), ObjectId::new("x")];
    let mut these = Selection::default();
    these.set(&groups(&["a", "b"]), true);
    these.forget(&gone);
    assert_eq!((these.count(), these.has(&ObjectId::new("b"))), (1, true));
    let mut all = Selection::All { total: 10, except: vec![ObjectId::new("x")] };
    all.forget(&gone);
    assert_eq!(all, Selection::All { total: 9, except: Vec::new() });
}
