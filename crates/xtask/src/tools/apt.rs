//! Packages of the system, where apt has them and may be used without a question.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{output, run, say, succeeds, which};

/// Installs `packages`, or says what the person must install.
pub fn install(packages: &[&str], lacking: &str, takes: &str) -> Result<()> {
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
        .and_then(|()| run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages)));
    done.map_err(|error| error.context(by_hand))
}

fn may_install() -> bool {
    is_root() || (which("sudo").is_some() && succeeds(Command::new("sudo").args(["-n", "true"])))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt() -> Command {
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.args(["-n", "env"]);
    }
    command.args([quiet, "apt-get"]);
    command
}
