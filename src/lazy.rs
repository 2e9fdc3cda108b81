//! Code that the browser downloads when it is first needed. The views are in [`crate::ui::lazy`], the list of parts in
//! [`crate::app::parts`], and how they become separate files in docs/adr/0004-size.md.

use leptos::wasm_split::SplitLoaderError;
use std::future::Future;
use std::pin::Pin;

/// The answer of code that has been loaded.
pub type Coming<T> = Pin<Box<dyn Future<Output = T>>>;

/// An asynchronous function whose code is in a separate file, which is loaded with its first call. The outer result says
/// whether it could be loaded.
macro_rules! lazy_fn {
    ([$file:ident] $(#[$about:meta])* $vis:vis fn $name:ident($($given:ident: $kind:ty),*) -> $answer:ty $block:block) => {
        $(#[$about])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
        $vis fn $name($($given: $kind),*) -> Result<$crate::lazy::Coming<$answer>, $crate::lazy::NotLoaded> {
            Ok(Box::pin(async move $block))
        }

        $(#[$about])*
        #[cfg(not(feature = "split"))]
        $vis async fn $name($($given: $kind),*) -> Result<$crate::lazy::Coming<$answer>, $crate::lazy::NotLoaded> {
            Ok(Box::pin(async move $block))
        }
    };
}
pub(crate) use lazy_fn;

/// A part could not be downloaded: there is no connection, or a newer version of the portal has replaced this one's
/// files. The next use tries again.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}
