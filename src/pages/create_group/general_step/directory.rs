//! The fields of a group in a directory: its container and its type.

use super::{fixed, get, names, set, text};
use crate::i18n::t;
use crate::pages::create_group::state::Wizard;
use crate::ui::choice::{CheckBox, Choice, Choices, Look, Radios};
use crate::ui::container_picker::ContainerPicker;
use crate::ui::field::TextField;
use crate::words::group::{purpose_name, scope_name, security_name};
use leptos::prelude::*;
use model::group::{Field, FieldPlace, General};
use model::wire::codes::{GroupPurpose, GroupScope, SecurityType};

pub(super) fn container(wizard: Wizard) -> AnyView {
    let untold = move || {
        wizard.draft.with(|draft| wizard.checks.container.with(|place| place.is_unknown(&draft.general.container)))
    };
    let hint = move || if untold() { t!(general.container_untold) } else { t!(general.container_hint) }.to_owned();
    let text = text(wizard, "container", || t!(general.container), Field::Container).hint(hint);
    let value = get(wizard, |general| general.container.clone());
    let change = set(wizard, Field::Container, |general, text| general.container = text);
    // A container with an unambiguous default is under "More options"; it is required only here.
    let required = untrack(|| wizard.place_of(&Field::Container)) == FieldPlace::Main;
    view! {
        <div class="wide">
            <ContainerPicker text containers=wizard.store().containers value on_change=change required
                disabled=fixed(wizard, Field::Container)/>
        </div>
    }
    .into_any()
}

fn mail_is_on(wizard: Wizard) -> Signal<bool> {
    Signal::derive(move || wizard.draft.with(|draft| draft.general.mail_enabled))
}

/// Whether the group has a mail address, and its alias.
pub(super) fn mail(wizard: Wizard) -> AnyView {
    let value = mail_is_on(wizard);
    let hinted = text(wizard, "mail-enabled", || t!(general.mail_enabled), Field::MailEnabled)
        .hint(|| t!(general.mail_hint).to_owned());
    let change = move |on| {
        wizard.edit(&Field::MailEnabled, |draft| {
            wizard.with_store(|store| draft.general.set_mail_enabled(on, &store.groups));
        });
    };
    let alias = move || text(wizard, "alias", || t!(general.alias), Field::Alias);
    view! {
        <div class="stack">
            <CheckBox text=hinted value on_change=change disabled=fixed(wizard, Field::MailEnabled)/>
            <Show when=move || value.get()>
                <TextField text=alias() value=get(wizard, General::alias_text) on_input=names::alias_typed(wizard)/>
            </Show>
        </div>
    }
    .into_any()
}

/// Security or distribution group.
pub(super) fn purpose(wizard: Wizard) -> AnyView {
    let choice = |kind| (kind, Choice::new(move || purpose_name(kind).to_owned()).meaning(purpose_meaning(kind)));
    let choices = Choices::of(
        GroupPurpose::ALL.map(choice).to_vec(),
        move || wizard.draft.with(|draft| draft.general.purpose),
        move |kind| {
            wizard.edit(&Field::Purpose, |draft| {
                wizard.with_store(|store| draft.general.set_purpose(kind, &store.groups));
            });
        },
    );
    let text = text(wizard, "purpose", || t!(general.purpose), Field::Purpose);
    view! { <div class="wide"><Radios text choices look=Look::Cards disabled=fixed(wizard, Field::Purpose)/></div> }
        .into_any()
}

fn purpose_meaning(purpose: GroupPurpose) -> fn() -> &'static str {
    match purpose {
        GroupPurpose::Security => || t!(general.security_purpose),
        GroupPurpose::Distribution => || t!(general.distribution_purpose),
    }
}

/// The scope. A group with mail is always universal.
pub(super) fn scope(wizard: Wizard) -> AnyView {
    let choices = Choices::of(
        GroupScope::ALL.map(|scope| (scope, Choice::new(move || scope_name(scope).to_owned()))).to_vec(),
        move || wizard.draft.with(|draft| draft.general.scope),
        move |scope| wizard.edit(&Field::Scope, |draft| draft.general.scope = scope),
    );
    let (mail, fixed) = (mail_is_on(wizard), fixed(wizard, Field::Scope));
    let hint = move || if mail.get() { t!(general.scope_mail).to_owned() } else { String::new() };
    let text = text(wizard, "scope", || t!(general.scope), Field::Scope).hint(hint);
    view! { <Radios text choices disabled=Signal::derive(move || fixed.get() || mail.get())/> }.into_any()
}

/// Who can join the group.
pub(super) fn security(wizard: Wizard) -> AnyView {
    let choice = |kind| (kind, Choice::new(move || security_name(kind).to_owned()).meaning(security_meaning(kind)));
    let choices = Choices::of(
        SecurityType::ALL.map(choice).to_vec(),
        move || wizard.draft.with(|draft| draft.general.security),
        move |kind| wizard.edit(&Field::Security, |draft| draft.general.security = kind),
    );
    let text = text(wizard, "security", || t!(general.security), Field::Security);
    view! { <div class="wide"><Radios text choices look=Look::Cards disabled=fixed(wizard, Field::Security)/></div> }
        .into_any()
}

fn security_meaning(security: SecurityType) -> fn() -> &'static str {
    match security {
        SecurityType::Private => || t!(general.private_meaning),
        SecurityType::SemiPrivate => || t!(general.semi_private_meaning),
        SecurityType::Public => || t!(general.public_meaning),
    }
}
