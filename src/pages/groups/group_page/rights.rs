//! Who may change a group, as far as the portal can know: whoever owns it. Administrators may too, and nothing tells who is
//! one; so what changes a group is out of sight for others and never out of reach, and the service has the last word.

use super::facts::owners;
use super::work::GroupWork;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::DirectoryObject;
use model::wire::codes::AD_ADDITIONAL_OWNERS;
use model::wire::object::ObjectKind;

/// The owners of a group, as it names them.
pub fn owner_names(group: &DirectoryObject) -> Vec<String> {
    let attributes = group.attributes();
    let all = attributes.texts("managedBy").chain(attributes.texts(AD_ADDITIONAL_OWNERS));
    all.map(str::to_owned).collect()
}

/// Whether the signed-in user may change a group, or nobody knows: the user or the owners are unknown.
pub fn may_change(group: &DirectoryObject) -> bool {
    let user = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    let (Some(user), owners) = (user, owner_names(group)) else { return true };
    let is_user = |name: &String| name.eq_ignore_ascii_case(&user.dn) || name.eq_ignore_ascii_case(user.id.as_str());
    owners.is_empty() || owners.iter().any(is_user)
}

/// Says whose the group is to whoever does not own it, with the way to ask them.
#[component]
pub fn NotYours(group: DirectoryObject, work: GroupWork) -> impl IntoView {
    // Whoever is in a group that owns it may change it: nobody knows here.
    let on_group = Callback::new(move |()| work.anyway.set(true));
    view! {
        <div class="panel info" id="not-yours">
            {Icon::Info.view()}
            <div class="stack">
                <AskOwners group on_group/>
                <div class="row">
                    <button type="button" class="btn s" on:click=move |_| work.anyway.set(true)>
                        {tv!(group.show_actions)}
                    </button>
                    <span class="muted small">{tv!(group.show_actions_hint)}</span>
                </div>
            </div>
        </div>
    }
}

/// Who can change the group, and a link that writes to them.
#[component]
pub fn AskOwners(
    /// Which group.
    group: DirectoryObject,
    /// One of the owners is a group.
    #[prop(optional)]
    on_group: Option<Callback<()>>,
) -> impl IntoView {
    let api = Api::expect();
    let names = owner_names(&group);
    let label = group.label().to_owned();
    let ask = move || -> ViewFuture {
        let (api, names, label) = (api.clone(), names.clone(), label.clone());
        Box::pin(async move {
            let people = owners(&api, &names).await.unwrap_or_default();
            if let Some(on_group) = on_group.filter(|_| people.iter().any(|who| who.kind == ObjectKind::Group)) {
                on_group.try_run(());
            }
            view_factory(move || said(&people, &label))
        })
    };
    view! { <AsyncView ask=Box::new(ask) waiting=|| view! { <p>{tv!(group.only_owners)}</p> }.into_any()/> }
}

fn said(people: &[Principal], group: &str) -> AnyView {
    let names = people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(", ");
    let mails: Vec<&str> = people.iter().map(|who| who.mail.as_str()).filter(|mail| !mail.is_empty()).collect();
    let subject = t!(group.ask_subject, name = group);
    let href = format!("mailto:{}?subject={}", mails.join(","), String::from(js_sys::encode_uri_component(&subject)));
    let sentence =
        if names.is_empty() { t!(group.only_owners).to_owned() } else { t!(group.only_these, names = names) };
    let link = (!mails.is_empty()).then(|| view! { <p><a href=href>{tv!(group.ask_owner)}</a></p> });
    view! { <p>{sentence}</p> {link} }.into_any()
}
