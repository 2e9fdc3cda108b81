//! Code that the browser downloads when it is first needed. The views are in [`crate::ui::lazy`], the list of parts in
//! [`crate::app::parts`], and how they become separate files in docs/adr/0004-size.md.

use leptos::wasm_split::SplitLoaderError;

/// A part could not be downloaded: there is no connection, or a newer version of the portal has replaced this one's
/// files. The next use tries again.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}
