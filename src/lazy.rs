//! What the browser downloads when it is first needed. The views of it are in [`crate::ui::lazy`], the list in
//! [`crate::app::parts`]; how they become files of their own is in docs/adr/0004-size.md.

use leptos::wasm_split::SplitLoaderError;

/// A part did not come: there is no connection, or a newer portal has taken the place of this one's files. It is asked
/// for anew the next time.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}
