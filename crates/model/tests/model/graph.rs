//! Microsoft Graph: what is sent, what is read, and what a draft must be for it.

mod drafts;
mod golden;
mod properties;
mod query;
mod read;
mod references;

use model::config::StoreConfig;
use model::group::{DerivedText, GroupDraft, Principal};
use model::wire::ObjectId;
use model::wire::cloud::CloudType;
use model::wire::lenient::Member;
use model::wire::object::ObjectKind;
use serde_json::json;

/// A store of Microsoft Graph.
fn store() -> StoreConfig {
    let store = json!({
        "id": 4, "name": "Microsoft Graph", "kind": "microsoftGraph",
        "graph": { "baseUrl": "/v1.0", "authority": "/tenant", "clientId": "portal" },
        "attributes": [
            { "name": "department", "label": { "en": "Department" } },
            { "name": "accountEnabled", "label": { "en": "Account enabled" }, "syntax": "boolean" }
        ]
    });
    StoreConfig::read(Some(&store)).unwrap()
}

/// Somebody of that id.
fn someone(id: &str, kind: ObjectKind) -> Principal {
    let empty = String::new;
    Principal {
        id: ObjectId::new(id),
        dn: empty(),
        name: id.to_owned(),
        mail: empty(),
        title: empty(),
        department: empty(),
        kind,
        scope: None,
        purpose: None,
    }
}

fn user(id: &str) -> Principal {
    someone(id, ObjectKind::User)
}

/// Whoever is signed in.
const CALLER: &str = "11111111-2222-3333-4444-555555555555";

/// A draft as the wizard starts it, with a type and a name.
fn draft(cloud: CloudType, name: &str) -> GroupDraft {
    let store = store();
    let mut draft = GroupDraft::new(&store, Some(user(CALLER)));
    draft.set_cloud(cloud, store.kind);
    draft.general.name = name.to_owned();
    draft
}

/// The same with a mail nickname.
fn named(cloud: CloudType, name: &str, alias: &str) -> GroupDraft {
    let mut draft = draft(cloud, name);
    draft.general.alias = DerivedText(Some(alias.to_owned()));
    draft
}
