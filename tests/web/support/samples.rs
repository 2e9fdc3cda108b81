//! Stores, objects and replies for the tests.

use super::{Page, Reply, Service};
use model::group::{GroupDraft, Principal};
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use portal::drafts::GroupDrafts;
use portal::pages::create_group::Wizard;
use portal::session::User;
use serde_json::{Value, json};

pub const CONTAINER: &str = "OU=Groups,DC=demo,DC=local";

/// An Active Directory store with prefixes; its groups are global by default.
pub fn config() -> Value {
    json!({
        "dataService": "/GroupIDDataService",
        "securityService": "/GroupIDSecurityService",
        "signIn": { "method": "password", "clientId": "portal" },
        "pageSize": 5,
        "lifecycleJobHours": 24,
        "identityStores": [{
            "id": 2,
            "name": "demo.local",
            "kind": "activeDirectory",
            "containers": [{ "dn": "DC=demo,DC=local", "children": [
                { "dn": "OU=Sales,DC=demo,DC=local" },
                { "dn": CONTAINER },
            ] }],
            "groups": { "prefixes": ["", "GRP-"], "container": CONTAINER, "scope": "global" },
        }],
    })
}

/// The configuration with another value for a member of the store's `groups`.
pub fn config_with(name: &str, value: Value) -> Value {
    let mut config = config();
    config["identityStores"][0]["groups"][name] = value;
    config
}

pub fn user(login: &str) -> User {
    User { store: StoreId(2), login: login.to_owned(), object: Some(person("Ann Lee")) }
}

/// A user as a draft stores them.
pub fn person(name: &str) -> Principal {
    Principal::of(&object("user", name))
}

/// An object as the service returns it.
pub fn object(class: &str, name: &str) -> DirectoryObject {
    let mut attributes = Attributes::new();
    let dn = format!("CN={name},{CONTAINER}");
    let texts = [("displayName", name), ("name", name), ("sAMAccountName", name), ("distinguishedName", &dn)];
    for (attribute, text) in texts.into_iter().chain([("title", "Engineer")]) {
        attributes.set(attribute, vec![AttributeValue::answered(text)]);
    }
    DirectoryObject::answered(ObjectId::new(format!("id-{name}")), StoreId(2), class, name, attributes)
}

/// A page of users.
pub fn people(names: &[&str]) -> Reply {
    people_of(names, names.len() as i64)
}

/// A page of users with this total.
pub fn people_of(names: &[&str], total: i64) -> Reply {
    let data = names.iter().map(|name| object("user", name)).collect();
    Reply::Json(200, ObjectPage::of(total, data).to_json())
}

/// The response of the token endpoint.
pub fn tokens(number: u32, expires_in: i64) -> Reply {
    Reply::Json(
        200,
        json!({
            "access_token": format!("access-{number}"),
            "refresh_token": format!("refresh-{number}"),
            "token_type": "Bearer",
            "expires_in": expires_in,
        }),
    )
}

/// A service whose searches find nothing.
pub fn empty_service() -> Service {
    Service::start(|_| people(&[]))
}

/// Ann Lee's wizard, with the draft of this id.
pub fn wizard(page: &Page, id: &str) -> Wizard {
    wizard_of(page, Some(person("Ann Lee")), id)
}

pub fn wizard_of(page: &Page, owner: Option<Principal>, id: &str) -> Wizard {
    let store = page.api.current_store();
    page.within(|| Wizard::start(store, owner, GroupDrafts::new(&user("ann")), id.to_owned()))
}

/// A draft in which everything is filled in.
pub fn full_draft(page: &Page) -> GroupDraft {
    let mut draft = GroupDraft::new(&page.api.current_store(), Some(person("Ann Lee")));
    draft.general.prefix = "GRP-".to_owned();
    draft.general.name = "Water polo".to_owned();
    draft.general.description = "Tuesdays, 25 m".to_owned();
    draft.add_member(person("Bob O'Neill"));
    draft.add_member(person("李雷"));
    draft
}

/// An Entra ID store through GroupID.
pub fn entra_config() -> Value {
    let mut config = config();
    config["identityStores"] = json!([{
        "id": 3,
        "name": "contoso.onmicrosoft.com",
        "kind": "entraId",
        "containers": [{ "dn": "DC=contoso,DC=onmicrosoft,DC=com" }],
    }]);
    config
}

/// The same tenant through Microsoft Graph.
pub fn graph_config() -> Value {
    let mut config = config();
    config["identityStores"] = json!([{
        "id": 4,
        "name": "Microsoft Graph",
        "kind": "microsoftGraph",
        "graph": { "baseUrl": "/v1.0", "authority": "/contoso", "clientId": "portal" },
        "attributes": [{ "name": "department", "label": { "en": "Department" }, "syntax": "string" }],
    }]);
    config
}
