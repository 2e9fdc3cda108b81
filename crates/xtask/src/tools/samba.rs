//! Samba's domain controller, a real Active Directory for tests.

use anyhow::{Result, bail};

use super::apt;
use crate::run::which;

/// Debian's packages, each with the services that it would start.
const PACKAGES: [(&str, &[&str]); 7] = [
    ("samba", &["smbd", "nmbd", "samba-ad-dc"]),
    ("samba-ad-provision", &[]),
    ("samba-dsdb-modules", &[]),
    ("samba-vfs-modules", &[]),
    ("winbind", &["winbind"]),
    ("ldb-tools", &[]),
    ("ldap-utils", &[]),
];

/// Installs Samba if it is missing; the error says why it cannot be used here.
pub fn samba() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("Samba's domain controller is there for Linux only");
    }
    if !apt::is_root() {
        bail!("Samba's domain controller needs root: LDAP's port is below 1024, and its files are root's");
    }
    let lacking = "Samba's domain controller, a real Active Directory for tests";
    if which("dpkg-query").is_none() {
        let there = ["samba", "samba-tool"].iter().all(|program| which(program).is_some());
        return if there { Ok(()) } else { bail!("this machine lacks {lacking}. Install it") };
    }
    let absent: Vec<_> = PACKAGES.iter().filter(|(package, _)| !apt::is_installed(package)).collect();
    if absent.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = absent.iter().map(|(package, _)| *package).collect();
    apt::install_unstarted(&packages, lacking, "about a minute")?;
    // Packages that were installed before are not touched.
    let services: Vec<_> = absent.iter().flat_map(|(_, services)| *services).copied().collect();
    apt::never_start(&services)
}
