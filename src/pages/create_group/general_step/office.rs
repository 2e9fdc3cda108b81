//! Further fields of groups in Entra ID, and the settings that Graph makes after the creation.

use super::{fixed, text};
use crate::i18n::{t, tv};
use crate::pages::create_group::state::Wizard;
use crate::pages::create_group::words::visibility_name;
use crate::ui::choice::{CheckBox, Choice, Choices, Radios};
use leptos::prelude::*;
use model::group::{Field, Form, GraphOptions, GroupDraft};
use model::wire::cloud::Visibility;

/// Whether a Microsoft 365 group or team has Office's features.
pub(super) fn features(wizard: Wizard) -> AnyView {
    let text = text(wizard, "office-features", || t!(general.office_features), Field::OfficeFeatures)
        .hint(|| t!(general.office_features_hint).to_owned());
    let value = Signal::derive(move || wizard.draft.with(|draft| draft.general.office_features));
    let change = move |on| wizard.edit(&Field::OfficeFeatures, |draft| draft.general.office_features = on);
    view! { <div class="wide"><CheckBox text value on_change=change/></div> }.into_any()
}

/// Whether the group has a mail address; read-only, because it follows from the group's type.
pub(super) fn mail_enabled(wizard: Wizard) -> AnyView {
    let value = Signal::derive(move || wizard.draft.with(|draft| draft.cloud.is_unified()));
    let hint = move || if value.get() { t!(general.mail_always) } else { t!(general.mail_never) }.to_owned();
    let text = text(wizard, "mail-enabled", || t!(general.mail_enabled), Field::MailEnabled).hint(hint);
    view! { <CheckBox text value on_change=|_| {} disabled=true/> }.into_any()
}

fn for_roles(wizard: Wizard) -> bool {
    wizard.draft.with(|draft| draft.graph.role_assignable)
}

/// Whether the group can grant permissions; only a Microsoft 365 group has a choice.
pub(super) fn security_enabled(wizard: Wizard) -> AnyView {
    let on = |draft: &GroupDraft| !draft.cloud.is_unified() || draft.graph.security_enabled;
    let value = Signal::derive(move || wizard.draft.with(on));
    let hint = move || match (wizard.draft.with(|draft| draft.cloud.is_unified()), for_roles(wizard)) {
        (false, _) => t!(general.security_always).to_owned(),
        (true, true) => t!(general.security_for_roles).to_owned(),
        (true, false) => t!(general.security_hint).to_owned(),
    };
    let text = text(wizard, "security-enabled", || t!(general.security_enabled), Field::SecurityEnabled).hint(hint);
    let change = move |on| wizard.edit(&Field::SecurityEnabled, |draft| draft.graph.security_enabled = on);
    view! { <CheckBox text value on_change=change disabled=fixed(wizard, Field::SecurityEnabled)/> }.into_any()
}

/// Who can see a Microsoft 365 group.
pub(super) fn visibility(wizard: Wizard) -> AnyView {
    let chosen = move || wizard.draft.with(|draft| draft.graph.visibility);
    let choices = Choices::of(
        Visibility::ALL.map(|own| (own, Choice::new(move || visibility_name(own).to_owned()))).to_vec(),
        chosen,
        move |own| wizard.edit(&Field::Visibility, |draft| draft.graph.visibility = own),
    );
    let hint = move || match (for_roles(wizard), chosen()) {
        (true, _) => t!(general.visibility_for_roles).to_owned(),
        (false, Visibility::Private) => t!(general.visibility_private).to_owned(),
        (false, Visibility::Public) => t!(general.visibility_public).to_owned(),
        (false, Visibility::Hidden) => t!(general.visibility_hidden).to_owned(),
    };
    let text = text(wizard, "visibility", || t!(general.visibility), Field::Visibility).hint(hint);
    view! { <div class="wide"><Radios text choices disabled=fixed(wizard, Field::Visibility)/></div> }.into_any()
}

/// A setting that Graph accepts only in a PATCH after the creation.
struct Setting {
    field: Field,
    id: &'static str,
    label: fn() -> &'static str,
    hint: fn() -> &'static str,
    of: fn(&GraphOptions) -> bool,
    of_mut: fn(&mut GraphOptions) -> &mut bool,
}

const SETTINGS: [Setting; 4] = [
    Setting {
        field: Field::AllowExternalSenders,
        id: "allow-external-senders",
        label: || t!(general.allow_external_senders),
        hint: || t!(general.allow_external_senders_hint),
        of: |options| options.allow_external_senders,
        of_mut: |options| &mut options.allow_external_senders,
    },
    Setting {
        field: Field::AutoSubscribe,
        id: "auto-subscribe",
        label: || t!(general.auto_subscribe),
        hint: || t!(general.auto_subscribe_hint),
        of: |options| options.auto_subscribe,
        of_mut: |options| &mut options.auto_subscribe,
    },
    Setting {
        field: Field::HideFromAddressLists,
        id: "hide-from-address-lists",
        label: || t!(general.hide_from_address_lists),
        hint: || t!(general.hide_from_address_lists_hint),
        of: |options| options.hide_from_address_lists,
        of_mut: |options| &mut options.hide_from_address_lists,
    },
    Setting {
        field: Field::HideFromOutlook,
        id: "hide-from-outlook",
        label: || t!(general.hide_from_outlook),
        hint: || t!(general.hide_from_outlook_hint),
        of: |options| options.hide_from_outlook,
        of_mut: |options| &mut options.hide_from_outlook,
    },
];

/// The labels of the settings that are on; reactive.
pub fn chosen_settings(form: &Form, options: &GraphOptions) -> Vec<&'static str> {
    let chosen = SETTINGS.iter().filter(|setting| form.asks(&setting.field) && (setting.of)(options));
    chosen.map(|setting| (setting.label)()).collect()
}

/// The settings that are made after the creation, as a group of check boxes.
pub(super) fn settings(wizard: Wizard, form: &Form) -> Option<AnyView> {
    let asked: Vec<_> = SETTINGS.into_iter().filter(|setting| form.asks(&setting.field)).collect();
    let one = |Setting { field, id, label, hint, of, of_mut }: Setting| {
        let text = text(wizard, id, label, field.clone()).hint(move || hint().to_owned());
        let value = Signal::derive(move || wizard.draft.with(|draft| of(&draft.graph)));
        let change = move |on| wizard.edit(&field, |draft| *of_mut(&mut draft.graph) = on);
        view! { <CheckBox text value on_change=change/> }
    };
    (!asked.is_empty()).then(|| {
        view! {
            <fieldset class="choice wide">
                <legend>{tv!(general.set_after)}</legend>
                <div class="fields">{asked.into_iter().map(one).collect_view()}</div>
            </fieldset>
        }
        .into_any()
    })
}
