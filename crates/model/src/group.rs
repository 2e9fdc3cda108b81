//! What a person edits when creating a group (the draft, its problems, and its conversion to requests) and when changing
//! an existing one.
//!
//! No words of the interface and no state of a page live here: a problem is a value, and the page phrases it.

mod check;
mod comparison;
mod draft;
mod edit;
mod everyone;
mod field;
mod form;
mod from_graph;
mod general;
mod mail;
mod member_change;
mod member_rules;
mod nesting;
mod paste;
mod pasted;
mod pasted_rule;
mod people;
mod problem;
mod read_back;
mod rule;
mod to_entra;
mod to_graph;
mod to_wire;

pub use check::{can_hold, container_problem};
pub use comparison::Comparison;
pub use draft::{GroupDraft, GroupKind, MEMBER_CLASSES, Member, Membership, Owner, Principal};
pub use edit::{Conflict, GroupEdit, OWNERS, owners, owners_attribute, respelled, value_problem};
pub use everyone::{Everyone, Insider};
pub use field::{Field, Step};
pub use form::{FieldPlace, Form, Naming, OwnerModel, findable};
pub use general::{DerivedText, General};
pub use mail::MailAddress;
pub use member_change::{MemberChange, MemberCounts, MemberItem, MemberRun, MemberState};
pub use member_rules::MemberRules;
pub use nesting::{NestedMembers, Nesting};
pub use paste::{columns_of, parse_column, parse_list};
pub use pasted::{PastedEntry, PastedOutcome, attention_first, carry_over, outcomes};
pub use pasted_rule::{PastedRule, Unlisted, in_words_of};
pub use people::{Added, Listed, Order, remove_all};
pub use problem::{PasswordProblem, Problem, Problems};
pub use read_back::{CountBack, CountVerdict, StoredRule, is_nearly_everyone};
pub use rule::{MembershipRule, StartPath};
pub use to_entra::{ENTRA_MEMBERS, ENTRA_OWNERS};
pub use to_graph::{GraphOptions, MAX_RULE};
pub use to_wire::NotReady;
