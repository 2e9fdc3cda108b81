//! Choosing members for a group, whether it is being created or exists: pasting a list, importing from another group, and
//! carrying out changes of an existing group's members.

mod change_dialog;
mod change_list;
mod changes;
mod check;
mod import_dialog;
mod import_list;
mod membership_choice;
mod paste_dialog;
mod paste_lines;

pub use change_dialog::{AskedChange, ChangeDialog, ChangeKind};
pub use change_list::{ChangeButtons, ChangeList};
pub use changes::MemberChanges;
pub use check::MemberCheck;
pub use import_dialog::ImportDialog;
pub use membership_choice::{ChosenMembership, MembershipChoice, MembershipKind};
pub use paste_dialog::PasteDialog;
