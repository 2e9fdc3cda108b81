//! Checks accessibility and layout in every state of the table.
//!
//! Accessibility is checked by axe-core, in both colour schemes and at 320 px. The layout is measured by
//! `harness/geometry.js`, whose rules `geometry.rs` tests one by one, at 320, 390, 1300 and 1920 px in English and
//! German. The layout does not depend on colours, so the dark scheme is measured only once. All findings of a walk are
//! reported together. A run against a service that does only what is documented walks through the states without it.
//!
//! A page without a state fails, and so does a dialog, a menu or a field with a list that is open in no state.

use crate::harness::Portal;
use crate::harness::findings::Findings;
use crate::harness::service::is_documented;
use crate::states::{Eye, STATES, State, WALKS, each_walk, walk};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct Look {
    /// The ids of everything that could be opened in the states.
    openers: BTreeSet<String>,
    found: Findings,
}

impl Eye for Look {
    fn look(&mut self, page: &Portal, state: &'static State) {
        self.openers.extend(page.openers());
        // A state looks the same whatever the service offers, so only one of the two runs of the suite measures it.
        if is_documented() {
            return;
        }
        page.violate(state.name, &mut self.found);
        page.measure(state.name, &mut self.found);
    }
}

fn look(name: &'static str) {
    let mut look = Look::default();
    walk(name, &mut look);
    let opened: BTreeSet<_> = STATES.iter().flat_map(|state| state.open.split(' ')).collect();
    let closed: Vec<_> = look.openers.iter().filter(|id| !opened.contains(id.as_str())).collect();
    assert!(closed.is_empty(), "no state has these open, which the walk {name} passes: {closed:?}");
    look.found.none(name);
}

each_walk!(look);

/// The portal's source files, each with its text.
fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"), &mut all);
    assert!(all.len() > 100, "the portal's sources have moved");
    all
}

/// The texts between quotes that follow each occurrence of `before`.
fn ids<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_has_a_row() {
    let routes = include_str!("../../src/routes.rs");
    let list = routes.split_once("pub enum Route {").unwrap().1.split_once("\n}").unwrap().0;
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let pages: Vec<_> = lines.map(|line| line.trim_end_matches(',').split('(').next().unwrap()).collect();
    assert!(pages.len() > 10, "the list of pages has moved: {pages:?}");
    let seen: BTreeSet<_> = STATES.iter().map(|state| state.page).collect();
    let missing: Vec<_> = pages.into_iter().filter(|page| !seen.contains(page)).collect();
    assert!(missing.is_empty(), "no state is on these pages: {missing:?}");
}

#[test]
fn every_dialog_and_menu_has_a_row() {
    let opened: BTreeSet<_> = STATES.iter().flat_map(|state| state.open.split(' ')).collect();
    let mut found = 0;
    let mut missing = Vec::new();
    for (path, text) in sources() {
        for tag in ["<Dialog ", "<ConfirmDialog ", "<Menu "] {
            for element in text.split(tag).skip(1) {
                let element = element.split_once("\n        </").map_or(element, |(element, _)| element);
                let written = ids(element, "id=\"").into_iter().next();
                // The id may be passed in as a prop; then it is in the same file, or where the component is used.
                let all = written.map_or_else(|| ids(&text, "id: \""), |id| vec![id]);
                found += all.len();
                missing
                    .extend(all.into_iter().filter(|id| !opened.contains(id)).map(|id| (path.clone(), id.to_owned())));
            }
        }
    }
    assert!(found > 20, "the way in which dialogs are written has changed: {found}");
    assert!(missing.is_empty(), "no state has these open: {missing:#?}");
}

#[test]
fn every_row_has_a_walk() {
    for state in STATES {
        assert!(WALKS.contains(&state.walk), "no walk {} leads to {:?}", state.walk, state.name);
    }
}
