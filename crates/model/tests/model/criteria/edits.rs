//! Edits: what each does, why each is refused, and the way back.

mod blocks;
mod chance;
mod history;

use model::criteria::{
    Condition, Criteria, Dialect, Direction, Edit, Join, MAX_CONDITIONS, MAX_DEPTH, Node, NodeId, Operator, Piece,
    Refusal, Value,
};

fn leaf(value: &str) -> Node {
    Node::condition(Condition::new("title", Operator::Contains, value))
}

fn all(children: Vec<Node>) -> Node {
    Node::group(Join::All, children)
}

fn any(children: Vec<Node>) -> Node {
    Node::group(Join::Any, children)
}

/// `a & (b | c) & d`; in reading order root 0, a 1, the group 2, b 3, c 4, d 5.
fn rule() -> Criteria {
    Criteria::of(all(vec![leaf("a"), any(vec![leaf("b"), leaf("c")]), leaf("d")]))
}

const ROOT: NodeId = NodeId::ROOT;
const A: NodeId = NodeId(1);
const GROUP: NodeId = NodeId(2);
const B: NodeId = NodeId(3);
const C: NodeId = NodeId(4);
const D: NodeId = NodeId(5);
const NOBODY: NodeId = NodeId(99);

/// `a & (b | c)`, with the values alone.
fn said(criteria: &Criteria) -> String {
    fn say(node: &Node, is_root: bool, out: &mut String) {
        out.push_str(if node.not { "!" } else { "" });
        let Some(join) = node.join() else {
            let values = node.as_condition().map_or(&[][..], |condition| &condition.values);
            return out.push_str(values.first().and_then(Value::as_text).unwrap_or("?"));
        };
        out.push_str(if is_root { "" } else { "(" });
        for (at, child) in node.children().iter().enumerate() {
            out.push_str(if at == 0 {
                ""
            } else if join == Join::All {
                "&"
            } else {
                "|"
            });
            say(child, false, out);
        }
        out.push_str(if is_root { "" } else { ")" });
    }
    let mut out = String::new();
    say(criteria.root(), true, &mut out);
    out
}

fn edited(edit: Edit) -> (String, NodeId) {
    let edited = rule().edit(edit).unwrap();
    assert!(edited.criteria.node(edited.focus).is_some());
    (said(&edited.criteria), edited.focus)
}

fn is(edit: Edit, expected: &str, focus: NodeId) {
    let shown = format!("{edit:?}");
    assert_eq!(edited(edit), (expected.to_owned(), focus), "{shown}");
}

const NEW: NodeId = NodeId(6);

#[test]
fn every_edit() {
    assert_eq!(said(&rule()), "a&(b|c)&d");
    is(Edit::Add(ROOT, 0, Piece(leaf("x"))), "x&a&(b|c)&d", NEW);
    is(Edit::Add(GROUP, 99, Piece(any(vec![leaf("x"), leaf("y")]))), "a&(b|c|(x|y))&d", NEW);
    is(Edit::Remove(A), "(b|c)&d", GROUP);
    is(Edit::Remove(D), "a&(b|c)", GROUP);
    is(Edit::Remove(GROUP), "a&d", D);
    is(Edit::Duplicate(A), "a&a&(b|c)&d", NEW);
    is(Edit::Duplicate(GROUP), "a&(b|c)&(b|c)&d", NEW);
    is(Edit::Move(A, GROUP, 1), "(b|a|c)&d", A);
    is(Edit::Move(A, ROOT, 3), "(b|c)&d&a", A);
    is(Edit::Move(A, ROOT, usize::MAX), "(b|c)&d&a", A);
    is(Edit::Move(D, ROOT, 0), "d&a&(b|c)", D);
    is(Edit::Move(C, ROOT, 1), "a&c&(b)&d", C);
    is(Edit::Step(D, Direction::Up), "a&d&(b|c)", D);
    is(Edit::Step(A, Direction::Down), "(b|c)&a&d", A);
    is(Edit::Step(A, Direction::In), "(a|b|c)&d", A);
    is(Edit::Step(D, Direction::In), "a&(b|c|d)", D);
    is(Edit::Step(B, Direction::Out), "a&(c)&b&d", B);
    is(Edit::Ungroup(GROUP), "a&b&c&d", B);
    is(Edit::Wrap(A, Join::Any), "(a)&(b|c)&d", NEW);
    is(Edit::Wrap(GROUP, Join::All), "a&((b|c))&d", NEW);
    is(Edit::SetJoin(ROOT, Join::Any), "a|(b|c)|d", ROOT);
    is(Edit::SetJoin(GROUP, Join::All), "a&(b&c)&d", GROUP);
    is(Edit::SetNot(GROUP, true), "a&!(b|c)&d", GROUP);
    is(Edit::SetNot(ROOT, true), "!a&(b|c)&d", ROOT);
    is(Edit::SetCondition(A, Condition::new("l", Operator::IsExactly, "x")), "x&(b|c)&d", A);
    is(Edit::Replace(GROUP, Piece(leaf("x"))), "a&x&d", NEW);
    is(Edit::Replace(ROOT, Piece(any(vec![leaf("x"), leaf("y")]))), "x|y", ROOT);
    is(Edit::Replace(ROOT, Piece(leaf("x"))), "x", ROOT);
}

/// Nodes keep their names through edits, and a name is never given twice.
#[test]
fn names_stay() {
    let edit = |criteria: &Criteria, edit: Edit| criteria.edit(edit).unwrap();
    let added = edit(&rule(), Edit::Add(GROUP, 0, Piece(leaf("x"))));
    assert_eq!(added.focus, NEW);
    let removed = edit(&added.criteria, Edit::Remove(NEW));
    let again = edit(&removed.criteria, Edit::Add(ROOT, 0, Piece(leaf("y"))));
    assert_eq!(again.focus, NodeId(7));
    for (id, value) in [(A, "a"), (B, "b"), (C, "c"), (D, "d")] {
        let found = again.criteria.node(id).unwrap().as_condition().unwrap();
        assert_eq!(found.values, [Value::text(value)]);
    }
    assert_eq!(again.criteria.parent(B).map(|(parent, at)| (parent.id, at)), Some((GROUP, 0)));
    // Ungrouping "not (b)" is "not b".
    let single = Criteria::of(all(vec![any(vec![leaf("b")]).negated()]));
    assert_eq!(said(&edit(&single, Edit::Ungroup(NodeId(1))).criteria), "!b");
    let empty = Criteria::of(all(vec![leaf("a"), any(Vec::new())]));
    assert_eq!(edit(&empty, Edit::Ungroup(NodeId(2))).focus, ROOT);
    assert_eq!(edit(&single, Edit::Remove(NodeId(1))).focus, ROOT);
}

#[test]
fn every_refusal() {
    let refused = |criteria: &Criteria, refusal: Refusal, edits: &[Edit]| {
        for edit in edits {
            assert_eq!(criteria.edit(edit.clone()).err(), Some(refusal), "{edit:?}");
        }
    };
    let x = || Piece(leaf("x"));
    let condition = || Condition::new("title", Operator::Contains, "a");
    refused(
        &rule(),
        Refusal::Gone,
        &[
            Edit::Add(NOBODY, 0, x()),
            Edit::Remove(NOBODY),
            Edit::Duplicate(NOBODY),
            Edit::Move(NOBODY, ROOT, 0),
            Edit::Move(A, NOBODY, 0),
            Edit::Step(NOBODY, Direction::Up),
            Edit::Ungroup(NOBODY),
            Edit::Wrap(NOBODY, Join::All),
            Edit::SetJoin(NOBODY, Join::All),
            Edit::SetNot(NOBODY, true),
            Edit::SetCondition(NOBODY, condition()),
            Edit::Replace(NOBODY, x()),
        ],
    );
    refused(
        &rule(),
        Refusal::Root,
        &[
            Edit::Remove(ROOT),
            Edit::Duplicate(ROOT),
            Edit::Move(ROOT, GROUP, 0),
            Edit::Step(ROOT, Direction::Down),
            Edit::Step(A, Direction::Out),
            Edit::Ungroup(ROOT),
            Edit::Wrap(ROOT, Join::All),
        ],
    );
    refused(
        &rule(),
        Refusal::NotAGroup,
        &[Edit::Add(A, 0, x()), Edit::Move(A, D, 0), Edit::Ungroup(A), Edit::SetJoin(A, Join::All)],
    );
    refused(
        &rule(),
        Refusal::NotACondition,
        &[Edit::SetCondition(GROUP, condition()), Edit::SetCondition(ROOT, condition())],
    );
    let raw = Criteria::of(Node::raw(Dialect::Ldap, "(a~=b)"));
    refused(&raw, Refusal::NotACondition, &[Edit::SetCondition(A, condition())]);
    refused(&raw, Refusal::NotAGroup, &[Edit::Add(A, 0, x())]);
    refused(&rule(), Refusal::First, &[Edit::Step(A, Direction::Up), Edit::Step(B, Direction::Up)]);
    refused(&rule(), Refusal::Last, &[Edit::Step(D, Direction::Down), Edit::Step(C, Direction::Down)]);
    refused(&rule(), Refusal::NoGroupBeside, &[Edit::Step(GROUP, Direction::In), Edit::Step(B, Direction::In)]);
    refused(&rule(), Refusal::IntoItself, &[Edit::Move(GROUP, GROUP, 0), Edit::Move(A, A, 0)]);
    let nested = Criteria::of(all(vec![all(vec![any(vec![leaf("a")])])]));
    refused(&nested, Refusal::IntoItself, &[Edit::Move(NodeId(1), NodeId(2), 0)]);
    let negated = rule().edit(Edit::SetNot(GROUP, true)).unwrap().criteria;
    refused(&negated, Refusal::Negated, &[Edit::Ungroup(GROUP)]);
    refused(
        &rule(),
        Refusal::AlreadySo,
        &[
            Edit::Move(A, ROOT, 0),
            Edit::Move(A, ROOT, 1),
            Edit::Move(D, ROOT, 3),
            Edit::Move(D, ROOT, usize::MAX),
            Edit::SetJoin(ROOT, Join::All),
            Edit::SetNot(A, false),
            Edit::SetCondition(A, condition()),
        ],
    );
    let deep = (1..MAX_DEPTH).fold(leaf("x"), |inner, _| all(vec![inner]));
    let full = Criteria::of(all(vec![deep.clone(), leaf("a"), all(vec![leaf("b")])]));
    let (deepest, beside, group) =
        (NodeId(MAX_DEPTH as u32), NodeId(MAX_DEPTH as u32 + 1), NodeId(MAX_DEPTH as u32 + 2));
    refused(
        &full,
        Refusal::TooDeep,
        &[
            Edit::Wrap(deepest, Join::All),
            Edit::Wrap(NodeId(1), Join::Any),
            Edit::Add(NodeId(MAX_DEPTH as u32 - 1), 0, Piece(any(vec![leaf("y")]))),
            Edit::Move(NodeId(1), group, 0),
            Edit::Replace(beside, Piece(all(vec![deep]))),
        ],
    );
    let crowd = Criteria::of(all(vec![leaf("x"); MAX_CONDITIONS]));
    refused(
        &crowd,
        Refusal::TooMany,
        &[Edit::Add(ROOT, 0, x()), Edit::Duplicate(A), Edit::Replace(A, Piece(any(vec![leaf("x"), leaf("y")])))],
    );
    // A rule that came in too large can be made smaller, step by step.
    let more = Criteria::of(all(vec![leaf("x"); MAX_CONDITIONS + 2]));
    assert!(more.edit(Edit::Remove(A)).is_ok());
}

/// What the administrator fixed can neither be changed nor made optional.
#[test]
fn locks() {
    let fixed = Criteria::of(any(vec![leaf("l"), leaf("m")]));
    // The root 0, the lock 1 with l 2 and m 3, then a 4, the group 5 with b 6 and c 7, d 8.
    let locked = rule().with_locked(&fixed);
    assert_eq!(said(&locked), "(l|m)&a&(b|c)&d");
    let (lock, l, a, group, b) = (NodeId(1), NodeId(2), NodeId(4), NodeId(5), NodeId(6));
    let x = || Piece(leaf("x"));
    for edit in [
        Edit::Add(lock, 0, x()),
        Edit::Remove(lock),
        Edit::Remove(l),
        Edit::Duplicate(lock),
        Edit::Move(lock, group, 0),
        Edit::Move(l, ROOT, 0),
        Edit::Move(a, lock, 0),
        Edit::Step(lock, Direction::Down),
        Edit::Step(l, Direction::Out),
        Edit::Ungroup(lock),
        Edit::Wrap(lock, Join::Any),
        Edit::Wrap(l, Join::Any),
        Edit::SetJoin(lock, Join::All),
        Edit::SetJoin(ROOT, Join::Any),
        Edit::SetNot(lock, true),
        Edit::SetNot(ROOT, true),
        Edit::SetCondition(l, Condition::default()),
        Edit::Replace(lock, x()),
        Edit::Replace(l, x()),
    ] {
        assert_eq!(locked.edit(edit.clone()).err(), Some(Refusal::Locked), "{edit:?}");
    }
    let said_after = |edit: Edit| said(&locked.edit(edit).unwrap().criteria);
    assert_eq!(said_after(Edit::Step(a, Direction::In)), "(l|m)&(a|b|c)&d");
    assert_eq!(said_after(Edit::Remove(group)), "(l|m)&a&d");
    assert_eq!(said_after(Edit::SetJoin(group, Join::All)), "(l|m)&a&(b&c)&d");
    assert_eq!(said_after(Edit::Move(b, ROOT, 0)), "b&(l|m)&a&(c)&d");
    // A rule that is pasted over the whole stays behind the lock.
    assert_eq!(said_after(Edit::Replace(ROOT, x())), "(l|m)&x");
    assert_eq!(said_after(Edit::Replace(ROOT, Piece(all(vec![leaf("x"), leaf("y")])))), "(l|m)&x&y");
    assert_eq!(said_after(Edit::Replace(ROOT, Piece(any(vec![leaf("x"), leaf("y")])))), "(l|m)&(x|y)");
    assert_eq!(said_after(Edit::Replace(ROOT, Piece(all(vec![leaf("x"), leaf("y")]).negated()))), "(l|m)&!(x&y)");
    // With the only group beside it locked, there is nowhere to go in.
    let only = Criteria::of(leaf("a")).with_locked(&fixed);
    assert_eq!(only.edit(Edit::Step(NodeId(4), Direction::In)).err(), Some(Refusal::NoGroupBeside));
    // A wholly locked rule, and a lock deeper than the portal puts it: nothing takes its place.
    let whole = Criteria::of(Node { locked: true, ..all(vec![leaf("a")]) });
    let inner = Criteria::of(all(vec![any(vec![Node { locked: true, ..leaf("a") }, leaf("b")])]));
    for criteria in [whole, inner] {
        assert_eq!(criteria.edit(Edit::Replace(ROOT, x())).err(), Some(Refusal::Locked));
    }
}

#[test]
fn locking() {
    let fixed = || Criteria::of(leaf("l"));
    let locked = |node: Node| said(&Criteria::of(node).with_locked(&fixed()));
    assert_eq!(locked(leaf("a")), "l&a");
    assert_eq!(locked(any(vec![leaf("a"), leaf("b")])), "l&(a|b)");
    assert_eq!(locked(all(vec![leaf("a"), leaf("b")]).negated()), "l&!(a&b)");
    assert_eq!(locked(any(Vec::new())), "l");
    // Read again from a text, it is there once.
    assert_eq!(locked(all(vec![leaf("a"), leaf("l")])), "l&a");
    assert_eq!(locked(all(vec![leaf("a"), leaf("l").negated()])), "l&a&!l");
}
