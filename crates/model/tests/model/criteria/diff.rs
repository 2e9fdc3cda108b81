//! Who joins and who leaves.

use model::criteria::Diff;
use model::wire::ObjectId;
use proptest::collection::vec;
use proptest::prelude::*;

fn ids(names: &[&str]) -> Vec<ObjectId> {
    names.iter().map(|name| ObjectId::new(*name)).collect()
}

#[test]
fn each_stands_once_and_in_order() {
    let diff = Diff::new(&ids(&["d", "a", "b", "A"]), &ids(&["c", "B", "e", "c"]));
    assert_eq!(diff.joining, ids(&["c", "e"]));
    assert_eq!(diff.leaving, ids(&["d", "a"]));
    assert_eq!(diff.staying, ids(&["b"]));
    assert_eq!((diff.before(), diff.after(), diff.leaving_percent()), (3, 3, 67));
    assert!(!diff.is_empty() && Diff::new(&ids(&["a"]), &ids(&["A"])).is_empty());
}

#[test]
fn only_more_than_the_share_is_confirmed() {
    let many = |count: usize| (0..count).map(|at| ObjectId::new(at.to_string())).collect::<Vec<_>>();
    let diff = |present, future| Diff::new(&many(present), &many(future));
    assert!(!diff(10, 8).needs_confirmation(20));
    assert!(diff(10, 7).needs_confirmation(20));
    assert!(diff(1000, 799).needs_confirmation(20));
    assert!(diff(10, 9).needs_confirmation(0) && !diff(10, 10).needs_confirmation(0));
    assert!(!diff(10, 0).needs_confirmation(100));
    assert!(!diff(0, 10).needs_confirmation(0) && diff(0, 10).leaving_percent() == 0);
    assert_eq!(diff(1000, 999).leaving_percent(), 1);
    // A large group is told apart at once.
    let large = diff(100_000, 50_000);
    assert_eq!((large.leaving.len(), large.staying.len(), large.leaving_percent()), (50_000, 50_000, 50));
}

proptest! {
    #[test]
    fn nobody_is_lost(present in vec("[a-e]", 0..9), future in vec("[a-e]", 0..9)) {
        let list = |names: &[String]| names.iter().map(ObjectId::new).collect::<Vec<_>>();
        let (present, future) = (list(&present), list(&future));
        let diff = Diff::new(&present, &future);
        for id in present.iter().chain(&future) {
            let (is, will) = (present.contains(id), future.contains(id));
            prop_assert_eq!(diff.joining.contains(id), will && !is);
            prop_assert_eq!(diff.leaving.contains(id), is && !will);
            prop_assert_eq!(diff.staying.contains(id), is && will);
        }
        let back = Diff::new(&future, &present);
        prop_assert_eq!((back.before(), back.after()), (diff.after(), diff.before()));
    }
}
