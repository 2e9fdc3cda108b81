//! What a person edits when creating users: the draft, the password beside it, their problems, their conversion to
//! requests, and many drafts from a table.
//!
//! No words of the interface and no state of a page live here. A draft never contains a password.

mod check;
mod columns;
mod copy;
mod draft;
mod form;
mod generate;
mod import;
mod mapping;
mod near;
mod password;
mod to_wire;

pub use crate::names::{Pattern, PatternError};
pub use columns::{Guess, may_be_password};
pub use draft::{UserDraft, suggestions};
pub use form::{UserField, UserForm};
pub use generate::CannotMeet;
pub use import::{Import, ImportRow, failed_csv};
pub use mapping::Mapping;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, Password};
pub use to_wire::REDACTED;
