//! What the commands need besides cargo, installed once if it is missing.
//!
//! Tools with pinned versions go into the cache folder ([`cache`]): programs built by cargo ([`crates`]) and npm
//! packages ([`npm`]). What belongs to the machine comes from its own package managers: the wasm target and the lints
//! from rustup ([`rust`]); compiler, browser, Samba and nginx from apt, if there is one ([`apt`], [`browser`], [`samba`],
//! [`nginx`]). All versions are listed here.

mod apt;
mod browser;
mod cache;
mod crates;
mod nginx;
mod npm;
mod rust;
mod samba;

use anyhow::Result;

pub use self::browser::browser;
pub use self::crates::{trunk, wasm_bindgen};
pub use self::nginx::nginx;
pub use self::npm::{axe_core, fonts, of_manifest, wasm_opt};
pub use self::rust::{c_compiler, wasm_target};
pub use self::samba::samba;
use crate::workspace::Workspace;

/// The newest Trunk that builds with the pinned rustc.
const TRUNK: &str = "0.21.14";
/// The version of binaryen, which contains wasm-opt; Debian's is too old for rustc's output.
pub const WASM_OPT: &str = "132.0.0";
/// The version of axe-core, the accessibility rules of the end-to-end tests.
const AXE_CORE: &str = "4.14.1";

/// The version of the fonts of the end-to-end tests, which make measurements and pictures the same on every machine.
const FONTS: &str = "2.37.3";

/// Installs everything that any command needs.
pub fn all(ws: &Workspace) -> Result<()> {
    rust::lints(ws)?;
    wasm_target(ws)?;
    c_compiler()?;
    browser()?;
    samba()?;
    nginx()?;
    axe_core(ws)?;
    fonts(ws)?;
    wasm_opt(ws)?;
    wasm_bindgen(ws)?;
    trunk(ws)?;
    Ok(())
}
