//! Membership rules: a tree of conditions, its edits, and the languages in which it travels.
//!
//! The tree ([`Criteria`]) says what a person means. A dialect (`groupid`, `ldap`, `entra`, `search`) reads and
//! writes it as text; what a dialect cannot say it refuses, and nothing incomplete is ever written: in group membership
//! a condition that disappears means everyone. No colour, selection or other state of a page lives here.

mod edit;
mod error;
mod history;
mod kept;
mod operator;
mod tree;

pub use edit::{Direction, Edit, Edited, Piece, Refusal};
pub use error::{Cannot, Dialect, Expected, ParseError, PrintError, PrintReason};
pub use history::History;
pub use operator::Operator;
pub use tree::{
    Condition, Content, Criteria, Join, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Missing, Node, NodeId, Raw, Relative,
    Unit, Value,
};
