//! Brackets around several nodes, and another way into the group.

use super::{A, B, C, D, GROUP, NOBODY, ROOT, all, any, is, leaf, rule, said};
use model::criteria::{Criteria, Edit, Join, Node, NodeId, Piece, Refusal};

fn or_else(criteria: &Criteria) -> Result<String, Refusal> {
    criteria.edit(Edit::Alternative(Piece(leaf("x")))).map(|edited| {
        let focus = edited.criteria.node(edited.focus).unwrap();
        assert_eq!(**focus, Node { id: focus.id, ..leaf("x") }, "one goes on at the new one");
        said(&edited.criteria)
    })
}

#[test]
fn another_way_in_leaves_the_old_one_whole() {
    assert_eq!(or_else(&rule()).unwrap(), "(a&(b|c)&d)|x");
    assert_eq!(or_else(&Criteria::of(any(vec![leaf("a"), leaf("b")]))).unwrap(), "a|b|x");
    assert_eq!(or_else(&Criteria::of(leaf("a"))).unwrap(), "a|x", "one condition needs no brackets");
    assert_eq!(or_else(&Criteria::default()).unwrap(), "x");
    assert_eq!(or_else(&Criteria::of(all(vec![any(vec![leaf("a"), leaf("b")])]))).unwrap(), "(a|b|x)");
    let not = |node: Node| Criteria::of(node.negated());
    assert_eq!(or_else(&not(all(vec![leaf("a"), leaf("b")]))).unwrap(), "!(a&b)|x");
    assert_eq!(or_else(&not(any(vec![leaf("a"), leaf("b")]))).unwrap(), "!(a|b)|x");
    assert_eq!(or_else(&not(all(vec![leaf("a")]))).unwrap(), "!(a)|x");
    // Conditions keep their names, and the root is the root.
    let edited = rule().edit(Edit::Alternative(Piece(leaf("x")))).unwrap().criteria;
    assert_eq!(edited.root().id, ROOT);
    assert_eq!(edited.root().join(), Some(Join::Any));
    for id in [A, GROUP, B, C, D] {
        assert_eq!(edited.node(id), rule().node(id), "{id:?}");
    }
    // Twice is three branches and no deeper.
    let again = edited.edit(Edit::Alternative(Piece(leaf("y")))).unwrap().criteria;
    assert_eq!(said(&again), "(a&(b|c)&d)|x|y");
}

#[test]
fn another_way_in_stays_behind_what_is_fixed() {
    let fixed = Criteria::of(leaf("l"));
    assert_eq!(or_else(&rule().with_locked(&fixed)).unwrap(), "l&((a&(b|c)&d)|x)");
    let one = Criteria::of(leaf("a")).with_locked(&fixed);
    assert_eq!(or_else(&one).unwrap(), "l&(a|x)");
    let two = one.edit(Edit::Alternative(Piece(leaf("x")))).unwrap().criteria;
    assert_eq!(or_else(&two).unwrap(), "l&(a|x|x)");
    assert_eq!(or_else(&Criteria::default().with_locked(&fixed)), Err(Refusal::Locked));
    let deeper = Criteria::of(all(vec![leaf("a"), all(vec![Node { locked: true, ..leaf("l") }, leaf("b")])]));
    assert_eq!(or_else(&deeper), Err(Refusal::Locked), "what is fixed would be optional");
    assert_eq!(or_else(&Criteria::of(Node { locked: true, ..all(vec![leaf("a")]) })), Err(Refusal::Locked));
}

#[test]
fn several_nodes_are_one_block() {
    let new = NodeId(6);
    is(Edit::Gather(vec![A, GROUP]), "(a&(b|c))&d", new);
    is(Edit::Gather(vec![D, A]), "(a&d)&(b|c)", new);
    is(Edit::Gather(vec![C, B]), "a&((b|c))&d", new);
    is(Edit::Gather(vec![D]), "a&(b|c)&(d)", new);
    let refused = |nodes: &[NodeId]| rule().edit(Edit::Gather(nodes.to_vec())).err();
    assert_eq!(refused(&[A, B]), Some(Refusal::NotBeside));
    assert_eq!(refused(&[A, NOBODY]), Some(Refusal::Gone));
    assert_eq!(refused(&[ROOT, A]), Some(Refusal::Root));
    assert_eq!(refused(&[]), Some(Refusal::Gone));
    let locked = rule().with_locked(&Criteria::of(leaf("l")));
    assert_eq!(locked.edit(Edit::Gather(vec![NodeId(1), NodeId(2)])).err(), Some(Refusal::Locked));
}
