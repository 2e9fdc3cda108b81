//! Reads filters with other clients, because filters are parsed by the client: OpenLDAP's `ldapsearch`, whose library most
//! programs outside Windows use, and Samba's own `ldbsearch`, which accepts more than RFC 4515 allows.

use super::domain::{ADMINISTRATOR, BASE, PASSWORD};
use super::folder::Folder;
use std::process::Command;

/// How many objects each filter finds; all filters are sent in one run of the program.
pub fn counts(url: &str, folder: &Folder, filters: &[&str]) -> Vec<usize> {
    let file = folder.path().join("filters");
    // Printed filters contain no line breaks. `ldapsearch` expects one after every line, also the last.
    std::fs::write(&file, filters.join("\n") + "\n").unwrap();
    let output = Command::new("ldapsearch")
        .args(["-x", "-H", url, "-D", ADMINISTRATOR, "-w", PASSWORD, "-b", BASE, "-o", "ldif-wrap=no", "-f"])
        .arg(&file)
        // A pattern without "=" would be taken for an attribute name.
        .args(["(&(objectClass=*)%s)", "1.1"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}{said}", String::from_utf8_lossy(&output.stderr));
    // Each result begins with its filter.
    let answers = said.split("\n# filter: ").skip(1);
    answers.map(|answer| answer.lines().filter(|line| line.starts_with("dn:")).count()).collect()
}

/// How many objects a filter finds as Samba reads it; `None` if Samba refuses it.
pub fn count_by_samba(url: &str, filter: &str) -> Option<usize> {
    let output = Command::new("ldbsearch")
        .args(["-H", url, "-b", BASE, "--simple-bind-dn", ADMINISTRATOR, "--password", PASSWORD, filter, "cn"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| said.lines().filter(|line| line.starts_with("dn: ")).count())
}
