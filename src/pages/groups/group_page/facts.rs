//! The tab "General" of a group.

use super::editing::GroupEditing;
use super::fields::{EditableFact, fields};
use super::work::GroupWork;
use crate::api::Api;
use crate::criteria::words::phrases::{expected, summary_of};
use crate::i18n::{t, tv};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::soft;
use crate::words::group::{expiry, is_smart, type_name};
use leptos::prelude::*;
use model::config::StoreKind;
use model::criteria::{entra, groupid};
use model::group::in_words_of;
use model::names::Dn;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::cloud::CloudType;

/// A label and its value; without a value the line is left out.
type Fact = (fn() -> &'static str, Option<AnyView>);

/// The properties of a group. Those that can be changed have an editor.
#[component]
pub fn General(group: DirectoryObject, editing: GroupEditing, work: GroupWork) -> impl IntoView {
    let text = |name: &str| group.first(name).map(str::to_owned);
    let container =
        text(attributes::DISTINGUISHED_NAME).and_then(|dn| Dn::parse(&dn).ok()?.parent().map(|dn| dn.to_string()));
    let smart = is_smart(&group);
    let rule = text("IMSGCriteria").or_else(|| text("membershipRule")).filter(|_| smart);
    let store = Api::expect().current_store().kind;
    let graph = store == StoreKind::MicrosoftGraph;
    let cloud = text(attributes::GROUP_TYPE).filter(|_| store != StoreKind::ActiveDirectory);
    let is_unified = cloud.as_deref().and_then(CloudType::from_code).is_some_and(CloudType::is_unified);
    let is_mail_enabled = text(attributes::MAIL_NICKNAME).is_some();
    let editable = fields(store, is_mail_enabled, is_unified);
    let has_editor = |name: &str| editable.iter().any(|field| field.attribute == name);
    let mut facts: Vec<Fact> = Vec::new();
    let plain = |value: Option<String>| value.map(|value| value.into_any());
    let created = text(attributes::WHEN_CREATED).map(|date| {
        let utc = date.clone();
        view! { <span title=utc>{move || format::moment(&date)}</span> }.into_any()
    });
    let expires = group.clone();
    if !has_editor(attributes::SAM_ACCOUNT_NAME) {
        facts.push((|| t!(group.sam), plain(text(attributes::SAM_ACCOUNT_NAME))));
    }
    if !has_editor(attributes::MAIL) {
        facts.push((|| t!(group.mail), text(attributes::MAIL).map(|mail| soft::address(&mail))));
    }
    if !has_editor(attributes::GROUP_TYPE) {
        let of = group.clone();
        let name = type_name(&group).map(|_| said(move || type_name(&of).unwrap_or_default().to_owned()));
        facts.push((|| t!(group.kind), name));
    }
    facts.push((|| t!(group.container), container.map(|dn| soft::address(&dn))));
    // Groups in Graph have no expiration date.
    facts.push((|| t!(group.expires), (!graph).then(|| said(move || expiry(&expires)))));
    facts.push((|| t!(group.created), created));
    facts.push((|| t!(group.rule), rule.map(sentence)));
    let fact = |(label, value): Fact| value.map(|value| view! { <dt>{crate::i18n::text(label)}</dt><dd>{value}</dd> });
    let edited = editable.into_iter().map(|field| view! { <EditableFact field editing work/> }).collect_view();
    view! {
        <div class="card"><div class="body">
            <dl class="facts">{edited} {facts.into_iter().map(fact).collect_view()}</dl>
        </div></div>
    }
}

/// A rule in words, with its text in a disclosure. A rule that cannot be parsed is shown as text, with a warning.
fn sentence(text: String) -> AnyView {
    let store = Api::expect().current_store();
    let read = match store.kind {
        StoreKind::MicrosoftGraph => entra::parse(&text).map(|criteria| in_words_of(&criteria, &store, true)),
        StoreKind::ActiveDirectory | StoreKind::EntraId => groupid::parse(&text),
    };
    let criteria = match read {
        Ok(criteria) => criteria,
        // Entra ID has read this rule itself; GroupID may store what it cannot read.
        Err(_) if store.kind == StoreKind::MicrosoftGraph => {
            return view! { <code class="mono">{text}</code> }.into_any();
        }
        Err(error) => {
            let reason = move || t!(rule.expected_at, at = error.at as i64 + 1, expected = expected(error.expected));
            return view! {
                <div class="panel warn">
                    {Icon::Warning.view()}<p>{move || t!(rule.unreadable, reason = reason())}</p>
                </div>
                <code class="mono">{text}</code>
            }
            .into_any();
        }
    };
    view! {
        <p>{move || summary_of(&store, &criteria)}</p>
        <details class="as-text">
            <summary>{tv!(rule.show_as_text)}</summary>
            <code class="mono">{text}</code>
        </details>
    }
    .into_any()
}

/// A text that follows the language.
fn said(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let text: std::sync::Arc<dyn Fn() -> String + Send + Sync> = std::sync::Arc::new(text);
    (move || text()).into_any()
}
