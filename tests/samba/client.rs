//! A filter is a text, and it is the client that reads it: here another one than the tests', OpenLDAP's `ldapsearch`, on
//! whose library most programs outside of Windows stand.

use super::domain::{ADMINISTRATOR, BASE, PASSWORD};
use super::folder::Folder;
use std::process::Command;

/// How many objects each filter finds, all in one run of the program.
pub fn counts(url: &str, folder: &Folder, filters: &[&str]) -> Vec<usize> {
    let file = folder.path().join("filters");
    // What is printed has line breaks escaped. The program takes the last sign of every line for one.
    std::fs::write(&file, filters.join("\n") + "\n").unwrap();
    let output = Command::new("ldapsearch")
        .args(["-x", "-H", url, "-D", ADMINISTRATOR, "-w", PASSWORD, "-b", BASE, "-o", "ldif-wrap=no", "-f"])
        .arg(&file)
        // A pattern without "=" would be taken for an attribute.
        .args(["(&(objectClass=*)%s)", "1.1"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}{said}", String::from_utf8_lossy(&output.stderr));
    // Each search begins by saying its filter.
    let answers = said.split("\n# filter: ").skip(1);
    answers.map(|answer| answer.lines().filter(|line| line.starts_with("dn:")).count()).collect()
}
