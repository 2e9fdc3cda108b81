//! Installs packages of the system, if apt exists and may be used without asking.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{output, run, say, succeeds, which};

/// Installs `packages`, or says what the person has to install. `lacking` describes what is missing, `takes` how long
/// it takes.
pub fn install(packages: &[&str], lacking: &str, takes: &str) -> Result<()> {
    install_with(apt(), packages, lacking, takes)
}

/// The same for packages with services, none of which is started. The file that prevents it is Debian's mechanism
/// (`invoke-rc.d`); an existing one belongs to somebody else and is not touched.
pub fn install_unstarted(packages: &[&str], lacking: &str, takes: &str) -> Result<()> {
    const SCRIPT: &str = r#"
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            trap 'rm -f "$policy"' EXIT
            trap 'exit 1' INT TERM HUP
            printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
        fi
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    "#;
    let mut command = as_root("sh");
    command.args(["-c", SCRIPT, "sh"]);
    install_with(command, packages, lacking, takes)
}

/// Whether Debian's package is installed; dpkg-query also knows packages that were removed.
pub fn is_installed(package: &str) -> bool {
    let status = ["-c", "dpkg-query --show --showformat='${Status}' \"$0\" | grep --quiet ' installed$'", package];
    succeeds(Command::new("sh").args(status))
}

/// Keeps services that were just installed from starting with the machine, because the tests run their own.
pub fn never_start(services: &[&str]) -> Result<()> {
    if which("systemctl").is_none() || services.is_empty() {
        return Ok(());
    }
    let mut disable = as_root("systemctl");
    run(disable.args(["disable", "--quiet"]).args(services))
}

fn install_with(mut install: Command, packages: &[&str], lacking: &str, takes: &str) -> Result<()> {
    let by_hand = format!(
        "this machine lacks {lacking}. Install it; on Debian and Ubuntu: \
         sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if which("apt-get").is_none() || !may_install() {
        bail!(by_hand);
    }
    say(format!("Installing {} (once, {takes}): this machine lacks {lacking} …", packages.join(", ")));
    let done = run(apt().args(["update", "-qq"]))
        .and_then(|()| run(install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages)));
    done.map_err(|error| error.context(by_hand))
}

fn may_install() -> bool {
    is_root() || (which("sudo").is_some() && succeeds(Command::new("sudo").args(["-n", "true"])))
}

pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt() -> Command {
    let mut command = as_root("env");
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn as_root(program: &str) -> Command {
    let mut command = Command::new(if is_root() { program } else { "sudo" });
    if !is_root() {
        command.args(["-n", program]);
    }
    command
}
