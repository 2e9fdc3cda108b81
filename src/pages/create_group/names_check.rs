//! Tells while typing whether a name is taken, or nearly. The service has the last word when the group is made.

use super::state::Wizard;
use crate::api::Api;
use crate::api::searches::Window;
use crate::ui::rest::Rest;
use leptos::prelude::*;
use model::group::{Field, GroupDraft};
use model::names::Dn;
use model::wire::{Criterion, DirectoryObject};

/// How long typing must rest before the service is asked, in milliseconds.
const REST: u64 = 300;

/// How many similar names are shown.
const NEAR: usize = 3;

/// What the service says of names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// The names that were asked about: name, pre-Windows 2000 name, container.
    asked: (String, String, String),
    name: bool,
    sam: bool,
    /// Groups that are called nearly so.
    pub near: Vec<String>,
}

fn names(draft: &GroupDraft) -> (String, String, String) {
    (draft.general.full_name(), draft.general.sam_text(), draft.general.container.clone())
}

impl Findings {
    /// Whether another object has the name in that field. What was found for other names says nothing.
    pub fn is_taken(&self, field: &Field, draft: &GroupDraft) -> bool {
        let (name, sam, container) = names(draft);
        match field {
            Field::Name => self.name && self.asked.0 == name && self.asked.2 == container,
            Field::Sam => self.sam && self.asked.1 == sam,
            _ => false,
        }
    }

    fn of(asked: (String, String, String), found: &[DirectoryObject]) -> Self {
        let same = |object: &DirectoryObject, attribute: &str, text: &str| {
            object.first(attribute).is_some_and(|own| own.to_lowercase() == text.to_lowercase())
        };
        let container = Dn::parse(&asked.2).ok();
        let here = |object: &DirectoryObject| {
            let parent = object.dn().and_then(|dn| Dn::parse(dn).ok()).and_then(|dn| dn.parent());
            parent.zip(container.as_ref()).is_some_and(|(parent, container)| parent.same(container))
        };
        let name = found.iter().any(|object| same(object, "name", &asked.0) && here(object));
        let sam = found.iter().any(|object| same(object, "sAMAccountName", &asked.1));
        let near = found.iter().map(|object| object.label().to_owned()).take(NEAR).collect();
        Self { asked, name, sam, near }
    }
}

/// Asks whenever the names have rested for a while.
pub fn watch_names(wizard: Wizard) {
    let Some(api) = use_context::<Api>() else { return };
    let api = StoredValue::new(api);
    let asked = Memo::new(move |_| wizard.draft.with(names));
    let rest = Rest::new();
    Effect::new(move |_| {
        let asked_now = asked.get();
        rest.cancel();
        if asked_now.0.chars().count() < 2 {
            wizard.findings.set(Findings::default());
            return;
        }
        let ask = move || {
            leptos::task::spawn_local(async move {
                let api = api.get_value();
                let (name, sam, _) = &asked_now;
                let criteria = Criterion::any(vec![
                    Criterion::leaf("name", "Is Exactly", name),
                    Criterion::leaf("sAMAccountName", "Is Exactly", sam),
                    Criterion::leaf("name", "Starts With", name),
                ]);
                let window = Window { sort: "name", ..Window::first(10) };
                let load = ["displayName", "name", "sAMAccountName", "distinguishedName"];
                let answer = api.search(api.current_store().id, Some(criteria), &window, &load).await;
                // Only the answer to what stands there now; a failed check says nothing.
                if let (Ok(page), true) = (answer, asked.try_get_untracked().as_ref() == Some(&asked_now)) {
                    wizard.findings.set(Findings::of(asked_now, &page.data));
                }
            });
        };
        rest.then(REST, ask);
    });
}
