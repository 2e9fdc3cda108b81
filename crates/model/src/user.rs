//! What a person edits when making users: the draft, the password beside it, what is wrong with them, their conversion
//! to the wire, and many drafts from a table.
//!
//! No word of the interface and nothing of a page stands here. A draft never holds a password.

mod check;
mod copy;
mod draft;
mod form;
mod generate;
mod import;
mod mapping;
mod password;
mod to_wire;

pub use crate::names::{Pattern, PatternError};
pub use draft::{UserDraft, suggestions};
pub use form::{UserField, UserForm};
pub use generate::CannotMeet;
pub use import::{Import, ImportRow, failed_csv};
pub use mapping::Mapping;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, Password};
pub use to_wire::REDACTED;
