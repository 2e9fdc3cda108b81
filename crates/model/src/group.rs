//! What a person edits when making a group: the draft, what is wrong with it, and its conversion to the wire.
//!
//! No word of the interface and nothing of a page stands here: a problem is a value, the page makes the sentence.

mod draft;
mod paste;
mod problem;
mod rule;
mod to_wire;

pub use draft::{Followed, General, GroupDraft, GroupKind, MEMBER_CLASSES, Member, Membership, Owner, Principal};
pub use paste::parse_list;
pub use problem::{Field, Problem, Problems, Step};
pub use rule::{MembershipRule, StartPath};
pub use to_wire::NotReady;
