//! Step 2: container, names, type.

use super::state::Wizard;
use super::words::sentence;
use crate::i18n::t;
use crate::pages::groups::{purpose_name, scope_name, security_name};
use crate::ui::choice::{CheckBox, Choice, Choices, Radios, Select};
use crate::ui::container_picker::ContainerPicker;
use crate::ui::field::{FieldText, TextArea, TextField};
use leptos::prelude::*;
use model::config::Lockable;
use model::group::{Field, Followed, General, Problem};
use model::wire::codes::{GroupPurpose, GroupScope, SecurityType};

/// The step.
#[component]
pub fn GeneralStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let store = wizard.store();
    let policy = StoredValue::new(store.groups.clone());
    let locked = move |what| policy.with_value(|policy| policy.is_locked(what));
    let text = move |id, label: fn() -> &'static str, field: Field| {
        FieldText::new(id, label, move || wizard.problem(&field).as_ref().map(sentence))
    };
    let get =
        move |read: fn(&General) -> String| Signal::derive(move || wizard.draft.with(|draft| read(&draft.general)));
    let set = move |field: Field, write: fn(&mut General, String)| {
        move |text: String| wizard.edit(&field, |draft| write(&mut draft.general, text))
    };
    let scopes = Choices::of(
        GroupScope::ALL.map(|scope| (scope, Choice::new(move || scope_name(scope).to_owned()))).to_vec(),
        move || wizard.draft.with(|draft| draft.general.scope),
        move |scope| wizard.edit(&Field::Scope, |draft| draft.general.scope = scope),
    );
    let purposes = Choices::of(
        GroupPurpose::ALL.map(|kind| (kind, Choice::new(move || purpose_name(kind).to_owned()))).to_vec(),
        move || wizard.draft.with(|draft| draft.general.purpose),
        move |kind| wizard.edit(&Field::Purpose, |draft| draft.general.purpose = kind),
    );
    let securities = Choices::of(
        SecurityType::ALL.map(|kind| (kind, Choice::new(move || security_name(kind).to_owned()))).to_vec(),
        move || wizard.draft.with(|draft| draft.general.security),
        move |kind| wizard.edit(&Field::Security, |draft| draft.general.security = kind),
    );
    let mail = Signal::derive(move || wizard.draft.with(|draft| draft.general.mail_enabled));
    let mail_changed = move |on| {
        wizard
            .edit(&Field::MailEnabled, |draft| policy.with_value(|policy| draft.general.set_mail_enabled(on, policy)));
    };
    let untold =
        move || wizard.draft.with(|draft| wizard.place.with(|place| place.is_untold(&draft.general.container)));
    let scope_locked = Signal::derive(move || locked(Lockable::Scope) || mail.get());
    view! {
        <div class="fields">
            <div class="wide">
                <ContainerPicker text=text("container", || t!(general.container), Field::Container)
                    .hint(move || if untold() { t!(general.container_untold) } else { t!(general.container_hint) }.to_owned())
                    containers=store.containers
                    value=get(|g| g.container.clone()) on_change=set(Field::Container, |g, text| g.container = text)
                    disabled=locked(Lockable::Container)/>
            </div>
            <div class="wide"><Names wizard/></div>
            <TextField text=text("sam", || t!(general.sam), Field::Sam).hint(|| t!(general.follows).to_owned())
                value=get(General::sam_text) on_input=set(Field::Sam, |g, text| g.sam = edited(text))/>
            <div class="stack">
                <CheckBox text=text("mail-enabled", || t!(general.mail_enabled), Field::MailEnabled)
                    .hint(|| t!(general.mail_hint).to_owned()) value=mail on_change=mail_changed
                    disabled=locked(Lockable::MailEnabled)/>
                <Show when=move || mail.get()>
                    <TextField text=text("alias", || t!(general.alias), Field::Alias) value=get(General::alias_text)
                        on_input=set(Field::Alias, |g, text| g.alias = edited(text))/>
                </Show>
            </div>
            <Radios text=text("purpose", || t!(general.purpose), Field::Purpose) choices=purposes
                disabled=locked(Lockable::Purpose)/>
            <Radios text=text("scope", || t!(general.scope), Field::Scope)
                .hint(move || if mail.get() { t!(general.scope_mail).to_owned() } else { String::new() }) choices=scopes
                disabled=scope_locked/>
            <div class="wide">
                <Radios text=text("security", || t!(general.security), Field::Security)
                    .hint(move || security_meaning(wizard.draft.with(|draft| draft.general.security)).to_owned())
                    choices=securities disabled=locked(Lockable::Security)/>
            </div>
            <div class="wide">
                <TextArea text=text("description", || t!(general.description), Field::Description)
                    value=get(|g| g.description.clone())
                    on_input=set(Field::Description, |g, text| g.description = text)/>
            </div>
        </div>
    }
}

/// An emptied field follows the name again.
fn edited(text: String) -> Followed {
    Followed((!text.is_empty()).then_some(text))
}

/// Prefix and name, with a preview of the whole and with names that are like it.
#[component]
fn Names(wizard: Wizard) -> impl IntoView {
    let prefixes = wizard.store().groups.prefixes;
    let several = prefixes.len() > 1 || prefixes.first().is_some_and(|prefix| !prefix.is_empty());
    let choices = prefixes.into_iter().map(|prefix| {
        let name = prefix.clone();
        let label = move || if name.is_empty() { t!(general.no_prefix).to_owned() } else { name.clone() };
        (prefix, Choice::new(label))
    });
    let problem = move |field: Field| move || wizard.problem(&field).as_ref().map(sentence);
    let name = FieldText::new("name", || t!(general.name), problem(Field::Name)).hint(move || {
        // A taken name is told below already.
        let taken = wizard.problem(&Field::Name) == Some(Problem::Taken);
        let near = if taken { String::new() } else { wizard.findings.with(|findings| findings.near.join(" · ")) };
        if near.is_empty() { String::new() } else { t!(general.near, names = near) }
    });
    let field = view! {
        <TextField text=name required=true value=Signal::derive(move || wizard.draft.with(|draft| draft.general.name.clone()))
            on_input=move |text| wizard.edit(&Field::Name, |draft| draft.general.name = text)/>
    };
    let preview = move || {
        let full = wizard.draft.with(|draft| draft.general.full_name());
        (several && !full.is_empty())
            .then(|| view! { <p class="name-preview">{t!(general.preview)} " " <b>{full}</b></p> })
    };
    if !several {
        return field.into_any();
    }
    let prefixes = Choices::of(
        choices.collect(),
        move || wizard.draft.with(|draft| draft.general.prefix.clone()),
        move |prefix| wizard.edit(&Field::Prefix, |draft| draft.general.prefix = prefix),
    );
    let prefix = FieldText::new("prefix", || t!(general.prefix), problem(Field::Prefix));
    view! {
        <div class="stack">
            <div class="joined">
                <Select text=prefix choices=prefixes/>
                {field}
            </div>
            {preview}
        </div>
    }
    .into_any()
}

fn security_meaning(security: SecurityType) -> &'static str {
    match security {
        SecurityType::Private => t!(general.private_meaning),
        SecurityType::SemiPrivate => t!(general.semi_private_meaning),
        SecurityType::Public => t!(general.public_meaning),
    }
}
