//! What the commands need beside cargo, installed when lacking and never asked for twice.
//!
//! Pinned tools go into the cache folder ([`cache`]): programs built by cargo ([`crates`]) and
//! npm packages ([`npm`]). What belongs to the machine comes from its own managers: the wasm
//! target and the lints from rustup ([`rust`]), compiler, browser and Samba from apt where it exists
//! ([`apt`], [`browser`], [`samba`]). The versions stand here, in one place.

mod apt;
mod browser;
mod cache;
mod crates;
mod npm;
mod rust;
mod samba;

use anyhow::Result;

pub use self::browser::browser;
pub use self::crates::{trunk, wasm_bindgen};
pub use self::npm::{axe_core, fonts, of_manifest, wasm_opt};
pub use self::rust::{c_compiler, wasm_target};
pub use self::samba::samba;
use crate::workspace::Workspace;

/// The newest that builds with the pinned rustc.
const TRUNK: &str = "0.21.14";
/// The version of binaryen, which brings wasm-opt; Debian's is too old for what rustc writes.
pub const WASM_OPT: &str = "132.0.0";
/// The accessibility rules of the end-to-end tests.
const AXE_CORE: &str = "4.14.1";

/// The fonts of the end-to-end tests: what is measured and pictured there is the same on every machine.
const FONTS: &str = "2.37.3";

/// Everything that any command needs.
pub fn all(ws: &Workspace) -> Result<()> {
    rust::lints(ws)?;
    wasm_target(ws)?;
    c_compiler()?;
    browser()?;
    samba()?;
    axe_core(ws)?;
    fonts(ws)?;
    wasm_opt(ws)?;
    wasm_bindgen(ws)?;
    trunk(ws)?;
    Ok(())
}
