//! What every dialect asks before it writes a rule.

use super::{Content, Criteria, Dialect, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Node, NodeId, PrintError, PrintReason};

/// Refuses what is incomplete anywhere, too deep or too much.
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

/// Refuses what would be too deep or too much to read again where each value is written as a condition of its own.
/// `not` is how deep a negation is.
pub(super) fn fits(root: &Node, dialect: Dialect, not: usize) -> Result<(), PrintError> {
    let (depth, conditions) = spelled(root, not);
    if depth > MAX_DEPTH || conditions > MAX_CONDITIONS { Err(too_large(dialect)) } else { Ok(()) }
}

/// Refuses a text that would be too long to read again.
pub(super) fn short(text: String, dialect: Dialect) -> Result<String, PrintError> {
    if text.len() > MAX_TEXT { Err(too_large(dialect)) } else { Ok(text) }
}

fn too_large(dialect: Dialect) -> PrintError {
    PrintError { node: NodeId::ROOT, dialect, reason: PrintReason::TooLarge }
}

/// How deep and how many conditions a node is when it is written out.
fn spelled(node: &Node, not: usize) -> (usize, usize) {
    let (depth, conditions) = match &node.content {
        Content::Group(_, children) => {
            let inner = children.iter().map(|child| spelled(child, not));
            let (depth, conditions) = inner.fold((0, 0), |sum, inner| (sum.0.max(inner.0), sum.1 + inner.1));
            (depth + 1, conditions)
        }
        Content::Condition(condition) if condition.values.len() > 1 => (1, condition.values.len()),
        _ => (0, 1),
    };
    (if node.not { depth + not } else { depth }, conditions)
}
