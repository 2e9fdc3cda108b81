//! Who may change a group, as far as the portal can know: its owners. Administrators may too, but the service does not
//! tell who they are. So for others the actions are hidden but can be shown, and the service decides.

use super::work::GroupWork;
use crate::api::Api;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::group::{Principal, owners, owners_attribute};
use model::wire::DirectoryObject;
use model::wire::object::ObjectKind;

fn owners_of(group: &DirectoryObject) -> Vec<&str> {
    owners(owners_attribute(group, Api::expect().current_store().kind), |name| group.values(name))
}

/// The distinguished names or ids of a group's owners, as its attributes give them.
fn owner_names(group: &DirectoryObject) -> Vec<String> {
    owners_of(group).into_iter().map(str::to_owned).collect()
}

/// Whether the user is an owner, or this cannot be known because the user or the owners are unknown.
pub fn may_change(group: &DirectoryObject) -> bool {
    let user = use_context::<Session>().and_then(|session| session.user_now()).and_then(|user| user.object);
    let (Some(user), owners) = (user, owners_of(group)) else { return true };
    owners.is_empty() || owners.iter().any(|name| user.is_meant_by(name))
}

/// Tells a user who is no owner whose group it is, with a link to write to the owners.
#[component]
pub fn NotYours(group: DirectoryObject, work: GroupWork) -> impl IntoView {
    // Members of an owning group may change it too, and the portal does not know whether the user is one.
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

/// The owners of the group, with a link to write to them.
#[component]
pub fn AskOwners(
    /// The group whose owners are named.
    group: DirectoryObject,
    /// Called when one of the owners is a group.
    #[prop(optional)]
    on_group: Option<Callback<()>>,
) -> impl IntoView {
    let api = Api::expect();
    let names = owner_names(&group);
    let label = group.label().to_owned();
    let ask = move || -> ViewFuture {
        let (api, names, label) = (api.clone(), names.clone(), label.clone());
        Box::pin(async move {
            let people = api.owners(&names).await.unwrap_or_default();
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
