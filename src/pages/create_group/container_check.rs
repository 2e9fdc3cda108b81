//! Checks while the user types whether a container exists. No documented operation lists containers (part C of the
//! contract), so a search looks for two distinguished names at once: the typed one and one that is known to exist. A
//! service that returns neither does not return containers at all; then it is unknown, and the service decides when the
//! group is created.

use super::state::Wizard;
use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::task::Lifetime;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::group::{Field, GroupDraft};
use model::names::Dn;
use model::wire::attributes;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject};

/// How long typing must pause before the service is asked, in milliseconds.
const REST: u64 = 300;

/// The result of the check for a container that is not configured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ContainerFinding {
    /// The container as it was typed; "" while no check is needed.
    asked: String,
    /// Whether it exists; none if the service does not tell.
    exists: Option<bool>,
}

impl ContainerFinding {
    /// Whether the container is known not to exist. A result for another text does not count.
    pub fn is_missing(&self, container: &str) -> bool {
        self.exists == Some(false) && self.asked == container
    }

    /// Whether the service could not tell.
    pub fn is_unknown(&self, container: &str) -> bool {
        self.exists.is_none() && !self.asked.is_empty() && self.asked == container
    }
}

/// Checks a container that is not configured whenever typing pauses.
pub fn watch_container(wizard: Wizard) {
    let Some(api) = Api::find() else { return };
    if !untrack(|| wizard.form()).asks(&Field::Container) {
        return;
    }
    let api = StoredValue::new(api);
    let asked = Memo::new(move |_| wizard.draft.with(|draft| draft.general.container.clone()));
    let rest = Debounce::new();
    let life = Lifetime::new();
    Effect::new(move |_| {
        let text = asked.get();
        let store = wizard.store();
        rest.cancel();
        wizard.checks.container.set(ContainerFinding::default());
        let wanted = Dn::parse(&text).ok().filter(|dn| store.holds(dn) && store.find_container(&text).is_none());
        let known = GroupDraft::new(&store, None).general.container;
        let (Some(wanted), Ok(known)) = (wanted, Dn::parse(&known)) else { return };
        let ask = move || {
            life.spawn(async move {
                let named = |dn: &Dn| Criterion::leaf(attributes::DISTINGUISHED_NAME, "Is Exactly", dn.to_string());
                let criteria = Criterion::any(vec![named(&wanted), named(&known)]);
                let window = PageRequest { sort: "name", ..PageRequest::first(10) };
                let load = [attributes::DISTINGUISHED_NAME, attributes::OBJECT_CLASS];
                let answer = api.get_value().search(store.id, Some(criteria), &window, &load).await;
                // The text may have changed during the request.
                if asked.try_with_untracked(|asked| *asked == text) == Some(true) {
                    let exists = answer.ok().and_then(|page| exists(&page.data, &wanted, &known));
                    wizard.checks.container.set(ContainerFinding { asked: text, exists });
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
        // Users, groups and contacts contain no groups, so such a name is no container.
        Some(kind) => Some(matches!(kind, ObjectKind::Other | ObjectKind::Computer)),
        None => named(known).map(|_| false),
    }
}
