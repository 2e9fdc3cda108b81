//! Keeping the draft: across reload, crash and sign-out, and under the configuration as it is then.

use super::Wizard;
use crate::i18n::t;
use crate::pages::create_group::container_check::watch_container;
use crate::pages::create_group::names_check::watch_names;
use crate::ui::format;
use leptos::prelude::*;
use model::config::{Lockable, StoreConfig};
use model::group::{Field, GroupDraft, Step};

impl Wizard {
    /// Keeps the draft at every change from now on, and asks the service about its names and place; `named` is told the
    /// draft's name once it is kept for the first time.
    pub fn keep_draft(&self, named: impl Fn(&str) + 'static) {
        let this = *self;
        Effect::new(move |_| {
            let (draft, step, sent) = (this.draft.get(), this.step.get(), this.sent.get());
            let untouched = this.store.with_value(|store| draft.is_untouched(store));
            if this.over.get_value() || (untouched && step == Step::GroupType) {
                return;
            }
            let id = this.id.get_value();
            let done = this.drafts.with_value(|drafts| drafts.keep(&id, &draft, step, sent));
            this.unkept.set(!done);
            if done {
                if this.kept.get_untracked().is_none() {
                    named(&id);
                }
                this.kept.set(Some(js_sys::Date::now()));
            }
        });
        watch_names(this);
        watch_container(this);
    }

    /// Whether the draft is kept; reactive.
    pub fn is_kept(&self) -> bool {
        self.kept.with(|kept| kept.is_some())
    }

    /// Whether the browser has refused to keep what was entered last; reactive.
    pub fn is_unkept(&self) -> bool {
        self.unkept.get()
    }

    /// The draft is finished or thrown away.
    pub fn forget(&self) {
        self.forgetter()();
    }

    /// Forgets the draft, also when the wizard has left the page meanwhile.
    pub fn forgetter(&self) -> impl FnOnce() + 'static + use<> {
        let (drafts, id) = (self.drafts.get_value(), self.id.get_value());
        let (over, unkept) = (self.over, self.unkept);
        move || {
            over.try_update_value(|over| *over = true);
            unkept.try_set(false);
            drafts.forget(&id);
        }
    }

    /// Whether the wizard is still on the page.
    pub fn is_shown(&self) -> bool {
        self.sending.try_get_untracked().is_some()
    }

    /// Where and what, in a line; reactive.
    pub fn subtitle(&self) -> String {
        let store = self.store.with_value(|store| store.name.clone());
        match self.kept.get().filter(|_| !self.is_unkept()) {
            Some(kept) => t!(wizard.subtitle_kept, store = store, when = format::moment_of(kept)),
            None => t!(wizard.subtitle, store = store),
        }
    }
}

/// A kept draft under the present configuration: what is locked now has the locked value, and a prefix that is gone is
/// the first that there is. Nobody could mend either by hand.
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
            // What the form does not ask for is not sent.
            _ => {}
        }
    }
    draft
}
