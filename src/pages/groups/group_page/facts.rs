//! The tabs "General" and "Owners" of a group.

use crate::api::Api;
use crate::criteria::words::phrases::{expected, summary_of};
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::groups::members_tab::linked;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::principal::kind_name;
use crate::ui::soft;
use crate::words::group::{ad_type, expiry, is_smart, type_name};
use crate::words::group::{scope_name, security_name};
use leptos::prelude::*;
use model::config::StoreKind;
use model::criteria::{entra, groupid};
use model::group::{ENTRA_OWNERS, Principal, in_words_of};
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, DO_NOT_NOTIFY, SecurityType};
use model::wire::{Criterion, DirectoryObject};

/// A label and its value; without a value the line is left out.
type Fact = (fn() -> &'static str, Option<AnyView>);

/// The properties of a group.
#[component]
pub fn General(group: DirectoryObject) -> impl IntoView {
    let text = |name: &str| group.first(name).map(str::to_owned);
    let container =
        text(attributes::DISTINGUISHED_NAME).and_then(|dn| Dn::parse(&dn).ok()?.parent().map(|dn| dn.to_string()));
    let kind = ad_type(&group);
    let security = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
    let smart = is_smart(&group);
    let rule = text("IMSGCriteria").or_else(|| text("membershipRule")).filter(|_| smart);
    let graph = Api::expect().current_store().kind == StoreKind::MicrosoftGraph;
    let mut facts: Vec<Fact> = Vec::new();
    let plain = |value: Option<String>| value.map(|value| value.into_any());
    let created = text(attributes::WHEN_CREATED).map(|date| {
        let utc = date.clone();
        view! { <span title=utc>{move || format::moment(&date)}</span> }.into_any()
    });
    let expires = group.clone();
    facts.push((|| t!(group.name), plain(Some(group.label().to_owned()))));
    facts.push((|| t!(group.description), plain(text(attributes::DESCRIPTION))));
    facts.push((|| t!(group.sam), plain(text(attributes::SAM_ACCOUNT_NAME))));
    facts.push((|| t!(group.mail), text(attributes::MAIL).map(|mail| soft::address(&mail))));
    let of = group.clone();
    facts.push((
        || t!(group.kind),
        type_name(&group).map(|_| said(move || type_name(&of).unwrap_or_default().to_owned())),
    ));
    facts.push((|| t!(group.scope), kind.map(|kind| said(move || scope_name(kind.scope).to_owned()))));
    facts.push((|| t!(group.security), security.map(|kind| said(move || security_name(kind).to_owned()))));
    facts.push((|| t!(group.container), container.map(|dn| soft::address(&dn))));
    // Groups in Graph have no expiration date.
    facts.push((|| t!(group.expires), (!graph).then(|| said(move || expiry(&expires)))));
    facts.push((|| t!(group.created), created));
    facts.push((|| t!(group.rule), rule.map(sentence)));
    let fact = |(label, value): Fact| value.map(|value| view! { <dt>{crate::i18n::text(label)}</dt><dd>{value}</dd> });
    view! {
        <div class="card"><div class="body">
            <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl>
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

/// The owners of a group. The group gives only their distinguished names or ids; one search loads the objects.
#[component]
pub fn Owners(group: DirectoryObject) -> impl IntoView {
    let api = Api::expect();
    // The owners of a group in Entra ID all have the same rank.
    let several = group.attributes().first(ENTRA_OWNERS).is_some();
    let first = if several { ENTRA_OWNERS } else { attributes::MANAGED_BY };
    let primary: Vec<String> = group.attributes().texts(first).map(str::to_owned).collect();
    let additional: Vec<(String, bool)> = group
        .values(AD_ADDITIONAL_OWNERS)
        .iter()
        .filter_map(|value| Some((value.text()?.to_owned(), value.note(DO_NOT_NOTIFY) == Some("true"))))
        .collect();
    let names: Vec<String> = primary.iter().cloned().chain(additional.iter().map(|(dn, _)| dn.clone())).collect();
    let list = move |label: &'static str, names: Vec<(String, bool)>, people: &[Principal]| {
        let one = |(name, quiet): &(String, bool)| {
            let found = people.iter().find(|who| who.dn.eq_ignore_ascii_case(name) || who.id.as_str() == name).cloned();
            let kind = found.as_ref().map(|who| kind_name(who.kind));
            let who = match found {
                Some(who) => linked(who),
                None => view! { <span class="mono">{name.clone()}</span> }.into_any(),
            };
            view! {
                <li>{who}<span class="controls">
                    {quiet.then(|| view! { <span class="tag">{t!(owners.not_notified)}</span> })}
                    {kind.map(|kind| view! { <span class="tag">{kind}</span> })}
                </span></li>
            }
        };
        let rows = names.iter().map(one).collect_view();
        view! {
            <section class="stack tight">
                <h2>{label}</h2>
                {if names.is_empty() {
                    view! { <p class="muted">{t!(owners.none)}</p> }.into_any()
                } else {
                    view! { <ul class="list">{rows}</ul> }.into_any()
                }}
            </section>
        }
    };
    let draw = move |people: &[Principal]| {
        let first = primary.iter().map(|dn| (dn.clone(), false)).collect();
        view! {
            <div class="card"><div class="body">
                {list(if several { t!(group.owners) } else { t!(owners.primary) }, first, people)}
                {list(t!(owners.additional), additional.clone(), people)}
            </div></div>
        }
        .into_any()
    };
    let ask = move || -> ViewFuture {
        let (api, names, draw) = (api.clone(), names.clone(), draw.clone());
        Box::pin(async move {
            match owners(&api, &names).await {
                Ok(people) => view_factory(move || draw(&people)),
                Err(error) => view_factory(move || view! { <ErrorPanel error=error.clone()/> }.into_any()),
            }
        })
    };
    let waiting =
        || view! { <div class="card"><div class="body"><span class="skeleton"></span></div></div> }.into_any();
    view! { <AsyncView ask=Box::new(ask) waiting/> }
}

/// The objects for owners' distinguished names or ids.
pub async fn owners(api: &Api, names: &[String]) -> Result<Vec<Principal>, ApiError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let leaf = |name: &String| {
        let attribute = if name.contains('=') { attributes::DISTINGUISHED_NAME } else { attributes::OBJECT_GUID };
        Criterion::leaf(attribute, "Is Exactly", name)
    };
    let criteria = Criterion::any(names.iter().map(leaf).collect());
    let window = crate::api::searches::PageRequest::first(names.len() as i64);
    let page = api.search(api.current_store().id, Some(criteria), &window, &Principal::ATTRIBUTES).await?;
    Ok(page.data.iter().map(Principal::of).collect())
}
