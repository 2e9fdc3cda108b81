//! The criteria of membership rules: a tree of conditions, its edits, and the dialects in which it is written.
//!
//! The tree ([`Criteria`]) holds what a person means. A dialect ([`groupid`], [`ldap`], [`entra`], [`search`]) parses
//! and prints it as text; [`opath`] is only read. A dialect refuses what it cannot express, and nothing incomplete is ever
//! written: in a group's membership rule, a condition that silently disappears can let everybody in. No colour, selection
//! or other state of a page lives here.

pub mod account;
mod brackets;
mod canonical;
mod check;
mod condition;
mod diff;
mod edit;
pub mod entra;
mod error;
mod eval;
mod explain;
pub mod groupid;
mod history;
mod idioms;
mod kept;
mod keys;
pub mod ldap;
mod leave_out;
pub mod lint;
mod names;
pub mod object_types;
pub mod odata;
pub mod opath;
mod repair;
mod same;
mod scan;
mod schema;
pub mod search;
mod tree;
pub mod value;
pub mod words;

pub use crate::attribute::{Operator, Schema, is_ldap_name};
pub use brackets::{Correction, CorrectionKind};
pub use condition::{Condition, Relative, Unit, Value};
pub use diff::Diff;
pub use edit::{Direction, Edit, Edited, Piece, Refusal};
pub use error::{Cannot, Dialect, Expected, ParseError, PrintError, PrintReason};
pub use eval::{Entry, Evaluator, NotEvaluable, Reason, Truth};
pub use history::History;
pub use idioms::{Recognised, recognise};
pub use leave_out::{Widens, leave_out};
pub use repair::{Read, Repair, RepairKind};
pub use schema::{Problem, ValueKind};
pub use tree::{Content, Criteria, Join, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Missing, Node, NodeId, Raw};
