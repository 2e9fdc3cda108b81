//! What the commands need besides cargo, installed once if it is missing.
//!
//! Tools with pinned versions go into the cache folder ([`cache`]): programs built by cargo ([`crates`]) and npm
//! packages ([`npm`]). What belongs to the machine comes from its own package managers: the wasm target and the lints
//! from rustup ([`rust`]); compiler, browsers, Samba and nginx from apt, if there is one ([`apt`], [`browser`], [`samba`],
//! [`nginx`]). The versions of npm packages are in `crates/xtask/npm`, with the hashes of what is installed.

mod apt;
mod browser;
mod cache;
mod crates;
mod nginx;
mod npm;
mod rust;
mod samba;

use anyhow::Result;

pub use self::browser::{browser, firefox};
pub use self::crates::{cargo_deny, trunk, wasm_bindgen};
pub use self::nginx::nginx;
pub use self::npm::{WASM_OPT, axe_core, fonts, node, node_modules, oidc_provider, wasm_opt};
pub use self::rust::{c_compiler, wasm_target};
pub use self::samba::samba;
use crate::workspace::Workspace;

/// The newest Trunk that builds with the pinned rustc.
const TRUNK: &str = "0.21.14";
/// The version of cargo-deny, which checks licences, origins and known vulnerabilities of the dependencies.
const CARGO_DENY: &str = "0.20.2";
/// The version of geckodriver, the WebDriver of Firefox.
const GECKODRIVER: &str = "0.37.1";

/// Installs everything that any command needs.
pub fn all(ws: &Workspace) -> Result<()> {
    rust::lints(ws)?;
    node()?;
    wasm_target(ws)?;
    c_compiler()?;
    browser()?;
    firefox(ws)?;
    samba()?;
    nginx()?;
    axe_core(ws)?;
    fonts(ws)?;
    oidc_provider(ws)?;
    wasm_opt(ws)?;
    wasm_bindgen(ws)?;
    trunk(ws)?;
    cargo_deny(ws)?;
    Ok(())
}
