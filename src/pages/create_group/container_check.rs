//! Tells while typing whether there is such a container. No documented call lists containers (part C of the contract), so
//! a search is asked for two names at once: the typed one, and one that is known to be there. A service that shows neither
//! does not show containers at all; then nobody can tell, and the service has the last word when the group is made.

use super::state::Wizard;
use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::task::Life;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::group::{Field, GroupDraft};
use model::names::Dn;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject};

/// How long typing must rest before the service is asked, in milliseconds.
const REST: u64 = 300;

/// What is known of a container that is not configured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// As it was typed; "" while nothing needs to be known.
    asked: String,
    /// Whether it is there; none where the service does not tell.
    exists: Option<bool>,
}

impl Place {
    /// Whether there is no such container.
    pub fn is_missing(&self, container: &str) -> bool {
        self.exists == Some(false) && self.asked == container
    }

    /// Whether the service does not tell.
    pub fn is_untold(&self, container: &str) -> bool {
        self.exists.is_none() && !self.asked.is_empty() && self.asked == container
    }
}

/// Asks whenever a container that is not configured has rested for a while.
pub fn watch_container(wizard: Wizard) {
    let Some(api) = use_context::<Api>() else { return };
    if !untrack(|| wizard.form()).asks(&Field::Container) {
        return;
    }
    let api = StoredValue::new(api);
    let asked = Memo::new(move |_| wizard.draft.with(|draft| draft.general.container.clone()));
    let rest = Debounce::new();
    let life = Life::new();
    Effect::new(move |_| {
        let text = asked.get();
        let store = wizard.store();
        rest.cancel();
        wizard.place.set(Place::default());
        let wanted = Dn::parse(&text).ok().filter(|dn| store.holds(dn) && store.find_container(&text).is_none());
        let known = GroupDraft::new(&store, None).general.container;
        let (Some(wanted), Ok(known)) = (wanted, Dn::parse(&known)) else { return };
        let ask = move || {
            life.spawn(async move {
                let named = |dn: &Dn| Criterion::leaf("distinguishedName", "Is Exactly", dn.to_string());
                let criteria = Criterion::any(vec![named(&wanted), named(&known)]);
                let window = PageRequest { sort: "name", ..PageRequest::first(10) };
                let load = ["distinguishedName", "objectClass"];
                let answer = api.get_value().search(store.id, Some(criteria), &window, &load).await;
                // Only the answer to what stands there now.
                if asked.with_untracked(|asked| *asked == text) {
                    let exists = answer.ok().and_then(|page| exists(&page.data, &wanted, &known));
                    wizard.place.set(Place { asked: text, exists });
                }
            });
        };
        rest.then(REST, ask);
    });
}

fn exists(found: &[DirectoryObject], wanted: &Dn, known: &Dn) -> Option<bool> {
    let named = |dn: &Dn| {
        found.iter().find(|object| object.dn().and_then(|own| Dn::parse(own).ok()).is_some_and(|own| own.same(dn)))
    };
    match named(wanted).map(DirectoryObject::object_kind) {
        // What has a name of its own in lists of people and groups holds no groups.
        Some(kind) => Some(matches!(kind, ObjectKind::Other | ObjectKind::Computer)),
        None => named(known).map(|_| false),
    }
}
