//! Saving the draft across reload, crash and sign-out, and adapting it to the current configuration.

use super::Wizard;
use crate::forms::DraftKeeper;
use crate::i18n::t;
use crate::pages::create_group::container_check::watch_container;
use crate::pages::create_group::names_check::watch_names;
use crate::ui::format;
use leptos::prelude::*;
use model::config::{Lockable, StoreConfig};
use model::group::{Field, GroupDraft, Step};

impl Wizard {
    /// From now on saves the draft at every change, and checks its names and container. `named` receives the draft's id
    /// when it is saved for the first time.
    pub fn keep_draft(&self, named: impl Fn(&str) + 'static) {
        let this = *self;
        Effect::new(move |_| {
            let (draft, step, sent) = (this.draft.get(), this.step.get(), this.creation.sent.get());
            let untouched = this.store.with_value(|store| draft.is_untouched(store));
            if this.keeper.is_over() || (untouched && step == Step::GroupType) {
                return;
            }
            let name = draft.general.full_name();
            this.keeper.save(&name, &draft, Some(step), sent.as_ref(), &named);
        });
        watch_names(this);
        watch_container(this);
    }

    pub fn keeper(&self) -> DraftKeeper<GroupDraft> {
        self.keeper
    }

    /// Whether the wizard is still on the page.
    pub fn is_shown(&self) -> bool {
        self.creation.sending.try_get_untracked().is_some()
    }

    /// The store, and when the draft was saved, in a line; reactive.
    pub fn subtitle(&self) -> String {
        let store = self.store.with_value(|store| store.name.clone());
        match self.keeper.saved_at() {
            Some(kept) => t!(wizard.subtitle_kept, store = store, when = format::moment_of(kept)),
            None => t!(wizard.subtitle, store = store),
        }
    }
}

/// Adapts a saved draft to the current configuration: locked fields get the locked value, and a prefix that no longer
/// exists is replaced by the first one. The user could correct neither.
pub(super) fn with_policy(mut draft: GroupDraft, store: &StoreConfig) -> GroupDraft {
    let form = draft.form(store.kind);
    let (policy, fresh) = (&store.groups, GroupDraft::new(store, None).general);
    let general = &mut draft.general;
    if !policy.prefixes.contains(&general.prefix) {
        general.prefix = fresh.prefix;
    }
    for locked in &policy.locked {
        match locked {
            Lockable::Container if form.asks(&Field::Container) => general.container.clone_from(&fresh.container),
            Lockable::Purpose if form.asks(&Field::Purpose) => general.purpose = fresh.purpose,
            Lockable::Scope if form.asks(&Field::Scope) => general.scope = fresh.scope,
            Lockable::Security if form.asks(&Field::Security) => general.security = fresh.security,
            Lockable::MailEnabled if form.asks(&Field::MailEnabled) => general.mail_enabled = fresh.mail_enabled,
            // A field that the form does not have is not sent.
            _ => {}
        }
    }
    draft
}
