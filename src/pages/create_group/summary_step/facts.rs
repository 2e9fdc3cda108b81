//! The summary of the first two steps.

use crate::i18n::t;
use crate::pages::create_group::general_step::chosen_settings;
use crate::pages::create_group::words::{type_words, visibility_name};
use crate::words::group::{purpose_name, scope_name, security_name};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{Field, FieldPlace, Form, GroupDraft, Naming};

/// A label and its value.
type Fact = (&'static str, String);

fn yes_or_no(is: bool) -> String {
    if is { t!(common.yes) } else { t!(common.no) }.to_owned()
}

/// The summary of the first step.
pub(super) fn kind(draft: &GroupDraft, form: &Form) -> AnyView {
    let roles = draft.graph.role_assignable && form.roles;
    view! {
        <p>{type_words(draft, form.store)}</p>
        {roles.then(|| view! { <p>{t!(wizard.roles)}</p> })}
    }
    .into_any()
}

/// The summary of the second step.
pub(super) fn general(draft: &GroupDraft, form: &Form, store: &StoreConfig) -> AnyView {
    let asked = form.general.iter().filter(|field| draft.place_of(field, store) != FieldPlace::Nowhere);
    let mut facts: Vec<Fact> = asked.flat_map(|field| of(field, draft, form)).collect();
    let settings = chosen_settings(form, &draft.graph);
    facts.push((t!(general.set_after), settings.join(", ")));
    facts.retain(|(_, value)| !value.trim().is_empty());
    let row = |(label, value): Fact| view! { <dt>{label}</dt><dd>{value}</dd> };
    view! { <dl class="facts">{facts.into_iter().map(row).collect_view()}</dl> }.into_any()
}

fn of(field: &Field, draft: &GroupDraft, form: &Form) -> Vec<Fact> {
    let general = &draft.general;
    let unified = draft.cloud.is_unified();
    let one = |label: &'static str, value: String| vec![(label, value)];
    match field {
        Field::Name if form.naming == Naming::DisplayName => one(t!(general.display_name), general.full_name()),
        Field::Name => one(t!(group.name), general.full_name()),
        Field::Container => one(t!(group.container), general.container.clone()),
        Field::Sam => one(t!(general.sam), general.sam_text()),
        Field::Alias => one(t!(general.nickname), general.alias_text()),
        Field::MailEnabled if form.mail_by_type => one(t!(general.mail_enabled), yes_or_no(unified)),
        Field::MailEnabled => {
            let alias = if general.mail_enabled { general.alias_text() } else { String::new() };
            vec![(t!(general.mail_enabled), yes_or_no(general.mail_enabled)), (t!(general.alias), alias)]
        }
        // Type and scope share a line.
        Field::Purpose => {
            let (purpose, scope) = (purpose_name(general.purpose), scope_name(general.scope));
            one(t!(group.kind), t!(summary.kind, purpose = purpose, scope = scope))
        }
        Field::Security => one(t!(general.security), security_name(general.security).to_owned()),
        Field::SecurityEnabled => {
            one(t!(general.security_enabled), yes_or_no(!unified || draft.graph.security_enabled))
        }
        Field::Visibility => one(t!(general.visibility), visibility_name(draft.graph.visibility).to_owned()),
        Field::OfficeFeatures => one(t!(general.office_features), yes_or_no(general.office_features)),
        Field::Description => one(t!(general.description), general.description.clone()),
        _ => Vec::new(),
    }
}
