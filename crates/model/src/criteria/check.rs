//! What every dialect checks before it prints a rule.

use super::{Content, Criteria, Dialect, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Node, NodeId, PrintError, PrintReason};

/// Rejects a rule that has an incomplete node, or that exceeds [`MAX_DEPTH`] or [`MAX_CONDITIONS`].
pub(super) fn ready(criteria: &Criteria, dialect: Dialect) -> Result<(), PrintError> {
    let root = criteria.root();
    if let Some((node, missing)) = criteria.incomplete().first() {
        return Err(PrintError { node: *node, dialect, reason: PrintReason::Incomplete(*missing) });
    }
    if root.depth() > MAX_DEPTH || root.conditions() > MAX_CONDITIONS {
        return Err(too_large(dialect));
    }
    Ok(())
}

/// Rejects a rule that could not be parsed again because it would exceed the limits once each value is written as a
/// condition of its own.
pub(super) fn fits(root: &Node, dialect: Dialect) -> Result<(), PrintError> {
    let (depth, conditions) = spelled(root);
    if depth > MAX_DEPTH || conditions > MAX_CONDITIONS { Err(too_large(dialect)) } else { Ok(()) }
}

/// Rejects a text longer than [`MAX_TEXT`], which could not be parsed again.
pub(super) fn short(text: String, dialect: Dialect) -> Result<String, PrintError> {
    if text.len() > MAX_TEXT { Err(too_large(dialect)) } else { Ok(text) }
}

fn too_large(dialect: Dialect) -> PrintError {
    PrintError { node: NodeId::ROOT, dialect, reason: PrintReason::TooLarge }
}

/// The depth of a node and its number of conditions, once each value is written as a condition of its own.
fn spelled(node: &Node) -> (usize, usize) {
    match &node.content {
        Content::Group(_, children) => {
            let inner = children.iter().map(|child| spelled(child));
            let (depth, conditions) = inner.fold((0, 0), |sum, inner| (sum.0.max(inner.0), sum.1 + inner.1));
            (depth + 1, conditions)
        }
        Content::Condition(condition) if condition.values.len() > 1 => (1, condition.values.len()),
        _ => (0, 1),
    }
}
