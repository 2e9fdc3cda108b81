//! What a group is, who answers for it, and everything it has.

use crate::api::{Api, ApiError};
use crate::i18n::{code, language, t};
use crate::pages::groups::cells::{ad_type, expiry, is_smart};
use crate::pages::groups::{purpose_name, scope_name, security_name};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::format;
use crate::ui::who::{Who, kind_name};
use leptos::prelude::*;
use model::group::Principal;
use model::names::Dn;
use model::wire::codes::{AD_ADDITIONAL_OWNERS, DO_NOT_NOTIFY, SecurityType};
use model::wire::{Criterion, DirectoryObject};

/// What a group is.
#[component]
pub fn General(group: DirectoryObject) -> impl IntoView {
    let text = |name: &str| group.first(name).map(str::to_owned);
    let container = text("distinguishedName").and_then(|dn| Dn::parse(&dn).ok()?.parent().map(|dn| dn.to_string()));
    let kind = ad_type(&group);
    let security = group.first("XGroupSecurity").and_then(SecurityType::from_wire);
    let smart = is_smart(&group);
    let rule = text("IMSGCriteria").filter(|_| smart);
    let fact = |label: fn() -> &'static str, value: Option<AnyView>| {
        value.map(|value| view! { <dt>{move || label()}</dt><dd>{value}</dd> })
    };
    let plain = |value: Option<String>| value.map(|value| value.into_any());
    let created = text("whenCreated").map(|date| {
        let utc = date.clone();
        view! { <span title=utc>{move || format::moment(&date)}</span> }.into_any()
    });
    let expires = group.clone();
    view! {
        <div class="card"><div class="body">
            <dl class="facts">
                {fact(|| t!(group.name), plain(Some(group.label().to_owned())))}
                {fact(|| t!(group.description), plain(text("description")))}
                {fact(|| t!(group.sam), plain(text("sAMAccountName")))}
                {fact(|| t!(group.mail), plain(text("mail").or_else(|| text("mailNickname"))))}
                {fact(|| t!(group.kind), kind.map(|kind| view! { {move || purpose_name(kind.purpose)} }.into_any()))}
                {fact(|| t!(group.scope), kind.map(|kind| view! { {move || scope_name(kind.scope)} }.into_any()))}
                {fact(|| t!(group.security), security.map(|s| view! { {move || security_name(s)} }.into_any()))}
                {fact(|| t!(group.container), plain(container))}
                {fact(|| t!(group.expires), Some(view! { {move || expiry(&expires)} }.into_any()))}
                {fact(|| t!(group.created), created)}
                {fact(|| t!(group.rule), rule.map(|rule| view! { <code class="mono">{rule}</code> }.into_any()))}
            </dl>
        </div></div>
    }
}

/// Who answers for a group. The service names them by distinguished name; one search brings the people.
#[component]
pub fn Owners(group: DirectoryObject) -> impl IntoView {
    let api = Api::expect();
    let primary: Vec<String> = group.attributes().texts("managedBy").map(str::to_owned).collect();
    let additional: Vec<(String, bool)> = group
        .values(AD_ADDITIONAL_OWNERS)
        .iter()
        .filter_map(|value| Some((value.text()?.to_owned(), value.note(DO_NOT_NOTIFY) == Some("true"))))
        .collect();
    let names: Vec<String> = primary.iter().cloned().chain(additional.iter().map(|(dn, _)| dn.clone())).collect();
    let people = LocalResource::new(move || {
        let (api, names) = (api.clone(), names.clone());
        async move { owners(&api, &names).await }
    });
    let list = move |label: &'static str, names: Vec<(String, bool)>, people: &[Principal]| {
        let one = |(name, quiet): &(String, bool)| {
            let found = people.iter().find(|who| who.dn.eq_ignore_ascii_case(name) || who.id.as_str() == name).cloned();
            let kind = found.as_ref().map(|who| kind_name(who.kind));
            let who = match found {
                Some(who) => view! { <Who who/> }.into_any(),
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
            <section class="stack" style:gap="var(--s2)">
                <h2>{label}</h2>
                {if names.is_empty() {
                    view! { <p class="muted">{t!(owners.none)}</p> }.into_any()
                } else {
                    view! { <ul class="list">{rows}</ul> }.into_any()
                }}
            </section>
        }
    };
    move || match people.get() {
        None => view! { <div class="card"><div class="body"><span class="skeleton"></span></div></div> }.into_any(),
        Some(Err(error)) => view! { <ErrorPanel error/> }.into_any(),
        Some(Ok(people)) => {
            let first = primary.iter().map(|dn| (dn.clone(), false)).collect();
            view! {
                <div class="card"><div class="body">
                    {list(t!(owners.primary), first, &people)}
                    {list(t!(owners.additional), additional.clone(), &people)}
                </div></div>
            }
            .into_any()
        }
    }
}

async fn owners(api: &Api, names: &[String]) -> Result<Vec<Principal>, ApiError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let leaf = |name: &String| {
        let attribute = if name.contains('=') { "distinguishedName" } else { "objectGUID" };
        Criterion::leaf(attribute, "Is Exactly", name)
    };
    let criteria = Criterion::any(names.iter().map(leaf).collect());
    let window = crate::api::searches::Window::first(names.len() as i64);
    let page = api.search(api.current_store().id, Some(criteria), &window, &Principal::ATTRIBUTES).await?;
    Ok(page.data.iter().map(Principal::of).collect())
}

/// Every attribute and value that the service sent.
#[component]
pub fn AllAttributes(group: DirectoryObject) -> impl IntoView {
    let store = Api::expect().current_store();
    let mut all: Vec<(String, Vec<String>)> = group
        .attributes()
        .iter()
        .map(|(name, values)| (name.to_owned(), values.iter().filter_map(|v| v.text()).map(str::to_owned).collect()))
        .collect();
    all.sort_by_key(|(name, _)| name.to_lowercase());
    let row = move |(name, values): (String, Vec<String>)| {
        let label = store.label(&name, code(language())).to_owned();
        let label = (label != name).then(|| view! { <small class="muted">{label}</small> });
        let values = values.into_iter().map(|value| view! { <div>{value}</div> }).collect_view();
        view! { <tr><th scope="row"><span class="mono">{name}</span><br/>{label}</th><td>{values}</td></tr> }
    };
    view! {
        <div class="card table-wrap">
            <table aria-label=move || t!(group.all_attributes)>
                <thead><tr>
                    <th scope="col">{move || t!(group.attribute)}</th><th scope="col">{move || t!(group.values)}</th>
                </tr></thead>
                <tbody>{move || all.clone().into_iter().map(row.clone()).collect_view()}</tbody>
            </table>
        </div>
    }
}
