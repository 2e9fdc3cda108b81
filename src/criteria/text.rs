//! A rule as text: pasted and read, or shown to be copied.

pub(super) mod paste_dialog;
pub(super) mod text_dialog;
