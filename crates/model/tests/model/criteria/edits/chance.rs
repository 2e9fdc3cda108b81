//! Edits by chance, undone and done again.

use super::{NOBODY, ROOT, leaf};
use crate::criteria::trees::{May, criteria, incomplete, join, node};
use model::criteria::{Condition, Criteria, Direction, Edit, History, Join, Node, NodeId, Operator, Piece};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// An edit by chance; its nodes are chosen when it is made.
#[derive(Debug, Clone)]
struct Chance {
    kind: u8,
    node: Index,
    group: Index,
    at: usize,
    direction: Direction,
    join: Join,
    not: bool,
    piece: Node,
}

fn chance() -> impl Strategy<Value = Chance> {
    let directions = vec![Direction::Up, Direction::Down, Direction::In, Direction::Out];
    let at = prop_oneof![5 => 0_usize..6, 1 => Just(usize::MAX)];
    let places = (any::<Index>(), any::<Index>(), at);
    (0..14_u8, places, select(directions), join(), any::<bool>(), node(May::default())).prop_map(
        |(kind, (node, group, at), direction, join, not, piece)| Chance {
            kind,
            node,
            group,
            at,
            direction,
            join,
            not,
            piece,
        },
    )
}

impl Chance {
    fn edit(self, criteria: &Criteria) -> Edit {
        let mut ids = vec![NOBODY];
        criteria.root().visit(&mut |node| ids.push(node.id));
        let (id, group) = (*self.node.get(&ids), *self.group.get(&ids));
        match self.kind {
            0 => Edit::Add(id, self.at, Piece(self.piece)),
            1 => Edit::Remove(id),
            2 => Edit::Duplicate(id),
            3 | 4 => Edit::Move(id, group, self.at),
            5 => Edit::Step(id, self.direction),
            6 => Edit::Ungroup(id),
            7 => Edit::Wrap(id, self.join),
            8 => Edit::SetJoin(id, self.join),
            9 => Edit::SetNot(id, self.not),
            10 => Edit::SetCondition(id, Condition::new("title", Operator::Contains, self.at.to_string())),
            11 => Edit::Alternative(Piece(self.piece)),
            12 => Edit::Gather(vec![id, group]),
            _ => Edit::Replace(id, Piece(self.piece)),
        }
    }
}

/// The rule with its names, which two equal rules need not share.
fn named(criteria: &Criteria) -> Vec<(NodeId, Node)> {
    let mut nodes = Vec::new();
    criteria.root().visit(&mut |node| nodes.push((node.id, node.clone())));
    nodes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 150 } else { 5_000 }))]

    #[test]
    fn edits_and_the_way_back(start in criteria(), is_locked in any::<bool>(), chances in prop::collection::vec(chance(), 1..30)) {
        let lock = Criteria::of(super::any(vec![leaf("locked"), leaf("fixed")]));
        let start = if is_locked { start.with_locked(&lock) } else { start };
        let mut history = History::new(start.clone());
        let mut versions = vec![named(&start)];
        for chance in chances {
            let before = history.now().clone();
            let edit = chance.edit(&before);
            match history.apply(edit.clone()) {
                Err(_) => prop_assert_eq!(named(history.now()), named(&before)),
                Ok(focus) => {
                    let now = named(history.now());
                    // Never nothing, and the focus is somewhere.
                    prop_assert_ne!(&now, &named(&before), "{:?}", edit);
                    prop_assert!(now.iter().any(|(id, _)| *id == focus), "{:?}", edit);
                    for (at, (id, _)) in now.iter().enumerate() {
                        prop_assert!(now[..at].iter().all(|(other, _)| other != id), "{:?} twice after {:?}", id, edit);
                    }
                    versions.push(now);
                }
            }
            let root = history.now().root();
            if is_locked {
                prop_assert!(root.join() == Some(Join::All) && !root.not);
                let kept = root.children().iter().filter(|child| child.locked).collect::<Vec<_>>();
                prop_assert!(kept.len() == 1 && kept[0].content == lock.root().content && !kept[0].not);
            }
            prop_assert_eq!(root.id, ROOT);
        }
        for version in versions.iter().rev().skip(1) {
            prop_assert!(history.undo().is_some_and(|focus| history.now().node(focus).is_some()));
            prop_assert_eq!(&named(history.now()), version);
        }
        prop_assert!(!history.can_undo() && history.undo().is_none());
        for version in versions.iter().skip(1) {
            prop_assert!(history.redo().is_some());
            prop_assert_eq!(&named(history.now()), version);
        }
        prop_assert!(!history.can_redo() && history.redo().is_none());
    }

    /// A draft keeps a rule as it is, what is unfinished included.
    #[test]
    fn a_draft_keeps_it((criteria, _) in incomplete()) {
        let kept = criteria.to_json();
        prop_assert_eq!(Criteria::from_json(&kept), Ok(criteria));
    }
}
