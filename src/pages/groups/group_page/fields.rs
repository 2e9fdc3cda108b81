//! The fields of the tab "General": each is shown, and becomes its editor where it stands.

use super::editable::Editable;
use super::editing::GroupEditing;
use super::work::GroupWork;
use crate::api::Api;
use crate::i18n::{code, language, t, tv};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::{FieldText, TextArea, TextField};
use crate::ui::soft;
use crate::words::group::{EXPIRY_POLICIES, expiry_name, purpose_name, scope_name, security_name};
use leptos::prelude::*;
use model::config::{StoreConfig, StoreKind};
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, AdGroupType, SecurityType};

/// How a field is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Several lines.
    Area,
    /// A distinguished name or an address, which may be broken at its marks.
    Address,
    /// Who can join.
    Security,
    /// Scope and purpose in Active Directory.
    AdType,
    Expiry,
}

/// An attribute of a group that a person can edit.
#[derive(Clone, Copy)]
pub struct EditField {
    pub attribute: &'static str,
    /// The id of the editor; that of its button is derived from it.
    pub id: &'static str,
    pub label: fn() -> &'static str,
    pub kind: Kind,
}

/// The fields of a group in a store, in display order.
pub fn fields(store: StoreKind, is_mail_enabled: bool, is_unified: bool) -> Vec<EditField> {
    let field = |attribute, id, label, kind| EditField { attribute, id, label, kind };
    let mut all = vec![
        field(attributes::DISPLAY_NAME, "edit-name", || t!(group.name), Kind::Text),
        field(attributes::DESCRIPTION, "edit-description", || t!(group.description), Kind::Area),
    ];
    let ad = store == StoreKind::ActiveDirectory;
    let graph = store == StoreKind::MicrosoftGraph;
    if ad {
        all.push(field(attributes::SAM_ACCOUNT_NAME, "edit-sam", || t!(group.sam), Kind::Text));
    }
    if (ad && is_mail_enabled) || graph {
        all.push(field(attributes::MAIL_NICKNAME, "edit-alias", || t!(general.alias), Kind::Text));
    }
    if ad && is_mail_enabled {
        all.push(field(attributes::MAIL, "edit-mail", || t!(group.mail), Kind::Address));
    }
    if ad {
        all.push(field(attributes::GROUP_TYPE, "edit-type", || t!(edit.kind_and_scope), Kind::AdType));
    }
    // In Microsoft Graph only the visibility of a Microsoft 365 group can be changed.
    if !graph || is_unified {
        all.push(field(attributes::SECURITY_TYPE, "edit-security", || t!(group.security), Kind::Security));
    }
    if !graph {
        all.push(field(attributes::EXPIRATION_POLICY, "edit-expiry", || t!(edit.expiry_policy), Kind::Expiry));
    }
    all
}

/// What an attribute is called on the page, or else in the configuration; reactive.
pub fn label_of(store: &StoreConfig, name: &str) -> String {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let field = fields(store.kind, true, true).into_iter().find(|field| is(field.attribute));
    if let Some(field) = field {
        return (field.label)().to_owned();
    }
    let tabs = [
        (attributes::MANAGED_BY, t!(owners.primary)),
        (AD_ADDITIONAL_OWNERS, t!(owners.additional)),
        (attributes::PROXY_ADDRESSES, t!(mail.addresses)),
        (attributes::AUTHORIZED_SENDERS, t!(mail.accept)),
        (attributes::AUTHORIZED_GROUPS, t!(mail.accept)),
        (attributes::UNAUTHORIZED_SENDERS, t!(mail.reject)),
        (attributes::UNAUTHORIZED_GROUPS, t!(mail.reject)),
    ];
    let known = tabs.into_iter().find(|(own, _)| is(own)).map(|(_, label)| label);
    known.unwrap_or_else(|| store.label(name, code(language()))).to_owned()
}

/// The value of a field in words; reactive.
fn said(field: EditField, editing: GroupEditing) -> String {
    let text = editing.first(field.attribute);
    match field.kind {
        Kind::Text | Kind::Area | Kind::Address => text,
        Kind::Security => SecurityType::from_wire(&text).map_or(text, |kind| security_name(kind).to_owned()),
        Kind::AdType => ad_type(&text).map_or(text, type_words),
        Kind::Expiry => expiry_name(text.parse().unwrap_or_default()),
    }
}

fn ad_type(code: &str) -> Option<AdGroupType> {
    AdGroupType::from_code(code.parse().ok()?)
}

fn type_words(kind: AdGroupType) -> String {
    t!(edit.kind_with_scope, kind = purpose_name(kind.purpose), scope = scope_name(kind.scope))
}

/// A label with its value, or its editor while it is open.
#[component]
pub fn EditableFact(field: EditField, editing: GroupEditing, work: GroupWork) -> impl IntoView {
    let EditField { attribute, id, label, .. } = field;
    let error = Signal::derive(move || editing.error(attribute));
    let shown = move || {
        let text = said(field, editing);
        match field.kind {
            // Active Directory shows a group without a display name by its own name, and so does the head of the page.
            Kind::Text if text.is_empty() && attribute == attributes::DISPLAY_NAME => {
                view! { <span class="muted">{editing.label()}</span> }.into_any()
            }
            _ if text.is_empty() => view! { <span class="muted">{tv!(edit.nothing)}</span> }.into_any(),
            Kind::Address => soft::address(&text),
            _ => view! { <span class="lines">{text}</span> }.into_any(),
        }
    };
    let name = Signal::derive(move || {
        let _ = language();
        label().to_owned()
    });
    let editor = move || view! { <Editor field editing error/> }.into_any();
    view! {
        <dt>{crate::i18n::text(label)}</dt>
        <dd>
            <Editable attribute=attribute.to_owned() id=id.to_owned() label=name takes_enter=field.kind == Kind::Area
                shown=Box::new(shown) editor=Box::new(editor) editing work/>
        </dd>
    }
}

/// The editor of a field.
#[component]
fn Editor(field: EditField, editing: GroupEditing, error: Signal<Option<String>>) -> impl IntoView {
    let EditField { attribute, id, label, kind } = field;
    let text = FieldText::new(id, label, move || error.get());
    let value = Signal::derive(move || editing.first(attribute));
    let input = move |text: String| editing.set_text(attribute, &text);
    match kind {
        Kind::Text | Kind::Address => view! { <TextField text value on_input=input/> }.into_any(),
        Kind::Area => view! { <TextArea text value on_input=input/> }.into_any(),
        Kind::Security => {
            let api = Api::expect();
            let graph = api.current_store().kind == StoreKind::MicrosoftGraph;
            let all = SecurityType::ALL.into_iter().filter(|kind| !graph || *kind != SecurityType::SemiPrivate);
            let all = all.map(|kind| (kind.wire().to_owned(), Choice::new(move || security_name(kind).to_owned())));
            let chosen = move || SecurityType::from_wire(&value.get()).map(|kind| kind.wire().to_owned());
            let choices = Choices::of(all.collect(), move || chosen().unwrap_or_default(), input);
            view! { <Select text choices/> }.into_any()
        }
        Kind::AdType => {
            let base = untrack(|| editing.base_first(attribute));
            let is_mail_enabled = !untrack(|| editing.base_first(attributes::MAIL_NICKNAME)).is_empty();
            let own = ad_type(&base);
            let changes = own.map(|own| own.changes(is_mail_enabled)).unwrap_or_default();
            let all = own.into_iter().chain(changes);
            let all = all.map(|kind| (kind.code().to_string(), Choice::new(move || type_words(kind))));
            let hint = text.hint(|| t!(edit.kind_hint).to_owned());
            let chosen = move || ad_type(&value.get()).map(|kind| kind.code().to_string()).unwrap_or_default();
            view! { <Select text=hint choices=Choices::of(all.collect(), chosen, input)/> }.into_any()
        }
        Kind::Expiry => {
            let own: u32 = untrack(|| editing.base_first(attribute)).parse().unwrap_or_default();
            let mut days: Vec<u32> = EXPIRY_POLICIES.into_iter().chain([own]).collect();
            days.sort_unstable();
            days.dedup();
            let all = days.into_iter().map(|days| (days, Choice::new(move || expiry_name(days))));
            let chosen = move || value.get().parse().unwrap_or_default();
            let choices = Choices::of(all.collect(), chosen, move |days: u32| input(days.to_string()));
            let hint = text.hint(|| t!(edit.expiry_hint).to_owned());
            view! { <Select text=hint choices/> }.into_any()
        }
    }
}
