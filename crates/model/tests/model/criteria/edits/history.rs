//! Undo and redo.

use super::{A, D, ROOT, leaf, rule, said};
use model::criteria::{Condition, Edit, History, Operator, Piece, Refusal};

#[test]
fn typing_is_one_step() {
    let mut history = History::new(rule());
    let typed = |text: &str| Condition::new("title", Operator::Contains, text);
    for text in ["e", "en", "eng"] {
        assert_eq!(history.type_in(A, typed(text)), Ok(()));
    }
    assert_eq!(history.type_in(A, typed("eng")), Err(Refusal::AlreadySo));
    history.settle();
    history.type_in(A, typed("engi")).unwrap();
    history.type_in(D, typed("x")).unwrap();
    assert_eq!(said(history.now()), "engi&(b|c)&x");
    assert_eq!(history.undo(), Some(D));
    assert_eq!(history.undo(), Some(A));
    assert_eq!(said(history.now()), "eng&(b|c)&d");
    assert_eq!(history.redo(), Some(A));
    assert_eq!(history.undo(), Some(A));
    assert_eq!(history.undo(), Some(A));
    assert_eq!(said(history.now()), "a&(b|c)&d");
    assert_eq!((history.undo(), history.can_undo(), history.can_redo()), (None, false, true));
    // After undo, typing goes on in a step of its own, and what was undone is gone.
    history.type_in(A, typed("z")).unwrap();
    assert!(!history.can_redo());
    // A step to a node that is not there any more leads to the root.
    let added = history.apply(Edit::Add(ROOT, 0, Piece(leaf("n")))).unwrap();
    assert_eq!(history.undo(), Some(ROOT));
    let other = history.apply(Edit::Add(ROOT, 0, Piece(leaf("o")))).unwrap();
    assert_ne!(added, other);
}
