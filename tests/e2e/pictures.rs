//! Compares the look of some fifty states with pictures that are saved next to this file.
//!
//! Run by `cargo xtask test pictures [name]`; with `--accept` the current look is saved. The pictures have half the
//! size and few colours. Everything that changes from run to run is frozen or hidden: dates, times, carets and toasts.
//! The fonts are those of the tests, so all machines give the same result.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed step fails the test, here as well"
)]
#![allow(dead_code, reason = "the harness serves the journeys first")]

mod camera;
mod harness;
mod picture;
mod states;

use crate::camera::still_picture;
use crate::harness::findings::failures;
use crate::harness::{Portal, env};
use crate::states::{Eye, STATES, State, each_walk, walk};
use picture::Picture;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A walk, one of its states, and the width, colour scheme and language of the picture.
type Row = (&'static str, &'static str, u32, &'static str, &'static str);

const LIGHT: &str = "light";
const DARK: &str = "dark";

const PICTURES: &[Row] = &[
    ("outside", "sign-in", 390, LIGHT, "en"),
    ("outside", "sign-in, its menu open", 1300, DARK, "en"),
    ("outside", "sign-in, refused", 1300, LIGHT, "de"),
    ("outside", "not found", 1300, DARK, "en"),
    ("broken_config", "broken config", 390, LIGHT, "en"),
    ("lists", "my groups", 390, DARK, "en"),
    ("lists", "all groups", 1920, LIGHT, "en"),
    ("lists", "account menu", 390, DARK, "de"),
    ("lists", "create menu", 1300, LIGHT, "en"),
    ("lists", "search", 1300, DARK, "en"),
    ("lists", "my groups, not loaded", 390, LIGHT, "en"),
    ("lists", "navigation of a narrow page", 390, LIGHT, "en"),
    ("group", "group, General", 1300, LIGHT, "en"),
    ("group", "group, Members", 390, LIGHT, "en"),
    ("group", "group, Owners", 1920, DARK, "en"),
    ("group", "delete dialog", 390, DARK, "en"),
    ("group_editing", "group, unsaved changes", 1300, LIGHT, "en"),
    ("group_editing", "group, changed meanwhile", 390, DARK, "en"),
    ("group_tabs", "group, E-mail", 1300, LIGHT, "en"),
    ("members", "members, to add", 1300, LIGHT, "de"),
    ("members", "change a membership", 390, DARK, "en"),
    ("members", "members, everyone", 390, LIGHT, "de"),
    ("members", "compare, result", 1300, LIGHT, "en"),
    ("stored_rule", "group, a rule that was stored differently", 1300, LIGHT, "en"),
    ("stored_rule", "group, far more members than expected", 390, LIGHT, "de"),
    ("wizard_entering", "group type", 1300, LIGHT, "en"),
    ("wizard_entering", "general", 390, LIGHT, "de"),
    ("wizard_entering", "general, containers open", 1300, DARK, "en"),
    ("wizard_entering", "members, suggestions", 390, DARK, "en"),
    ("wizard_entering", "members, with errors", 1300, LIGHT, "en"),
    ("wizard_entering", "paste dialog with results", 1300, LIGHT, "en"),
    ("wizard_finishing", "import dialog, groups open", 390, LIGHT, "en"),
    ("wizard_finishing", "owners", 1920, LIGHT, "en"),
    ("wizard_finishing", "summary", 1300, DARK, "en"),
    ("wizard_finishing", "show request", 1300, LIGHT, "en"),
    ("wizard_finishing", "dashboard", 1920, DARK, "en"),
    ("lapse", "sign-in again", 390, LIGHT, "en"),
    ("rule_builder", "rule, an attribute is chosen", 1300, LIGHT, "en"),
    ("rule_builder", "paste, read", 390, DARK, "en"),
    ("rule_builder", "paste, put right", 390, LIGHT, "en"),
    ("rule_builder", "rule", 1920, LIGHT, "en"),
    ("rule_builder", "rule, Created is edited", 390, LIGHT, "en"),
    ("rule_builder", "rule, City is edited", 1300, DARK, "en"),
    ("rule_builder", "rule, the menu of a row", 390, DARK, "de"),
    ("rule_of_a_group", "rule of a group, changed", 1300, LIGHT, "en"),
    ("rule_of_a_group", "why", 1300, DARK, "en"),
    ("entra", "entra, general", 1300, LIGHT, "de"),
    ("graph", "graph, type", 390, LIGHT, "en"),
    ("graph_in_part", "graph, created in part", 1300, LIGHT, "en"),
    ("users", "users", 390, LIGHT, "en"),
    ("users", "create user, taken", 1300, LIGHT, "en"),
    ("import_users", "create many, columns", 390, DARK, "en"),
    ("import_users", "create many, results", 1300, LIGHT, "en"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures")
}

/// Whether the current pictures are saved instead of compared.
fn accepts() -> bool {
    env("PICTURES") == Path::new("accept")
}

/// The file name without extension.
fn title((walk, state, width, scheme, language): &Row) -> String {
    let words: Vec<_> = state.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("{walk}-{}-{width}-{scheme}-{language}", words.join("-").to_lowercase())
}

/// Saves the pictures of a walk, or compares them with the saved ones.
#[derive(Default)]
struct Camera {
    wrong: Vec<String>,
}

impl Eye for Camera {
    fn look(&mut self, page: &Portal, state: &'static State) {
        let rows = PICTURES.iter().filter(|row| row.0 == state.walk && row.1 == state.name);
        for row @ (_, _, width, scheme, language) in rows {
            let now = Picture::read(&still_picture(page, *width, scheme, language)).half();
            let title = title(row);
            let file = folder().join(format!("{title}.png"));
            if accepts() {
                std::fs::create_dir_all(folder()).unwrap();
                std::fs::write(&file, now.small()).unwrap();
                continue;
            }
            let Ok(kept) = std::fs::read(&file) else {
                self.wrong.push(format!("{title}: none is kept; `cargo xtask test pictures --accept` keeps it"));
                continue;
            };
            let kept = Picture::read(&kept);
            if now.is_other(&kept) {
                let told = failures().join(format!("{title}.diff.png"));
                std::fs::create_dir_all(failures()).unwrap();
                std::fs::write(&told, now.difference(&kept)).unwrap();
                self.wrong.push(format!("{title}: {} pixels differ, see {}", now.differs(&kept), told.display()));
            }
        }
    }
}

fn look(name: &'static str) {
    let mut camera = Camera::default();
    walk(name, &mut camera);
    let wrong = camera.wrong;
    assert!(wrong.is_empty(), "{} pictures have changed:\n{}", wrong.len(), wrong.join("\n"));
}

each_walk!(look);

#[test]
fn every_picture_is_of_a_state_and_nothing_else_is_kept() {
    for (walk, name, ..) in PICTURES {
        assert!(
            STATES.iter().any(|state| state.walk == *walk && state.name == *name),
            "there is no state {name:?} of {walk}"
        );
    }
    let known: BTreeSet<_> = PICTURES.iter().map(|row| format!("{}.png", title(row))).collect();
    assert_eq!(known.len(), PICTURES.len(), "two have the same name");
    for entry in std::fs::read_dir(folder()).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !known.contains(name) {
            assert!(accepts(), "{name} is the picture of nothing");
            std::fs::remove_file(&path).unwrap();
        }
    }
}
