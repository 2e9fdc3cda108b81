//! What the pages ask of a directory, answered by Graph. Only people of a Graph store need this code, so it is a file of
//! its own that comes with their first question (docs/adr/0004-size.md).

mod links;
mod list;
mod shape;

use crate::api::Api;
use crate::http::{Answer, ApiError, Call, CallTrace};
use crate::lazy::NotLoaded;
use leptos::prelude::window;
use model::graph::{GraphFilter, GraphGroup, GraphObjectPage, GraphQuery, GraphUser, RelationKind, rule_properties};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, SearchRequest, Unreadable};
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;

/// A question.
pub(in crate::api) enum Ask {
    /// Which objects are like this.
    Search(Box<SearchRequest>),
    /// One group, with its owners.
    Group(ObjectId),
    /// One person.
    User(ObjectId),
    /// What a membership rule with these attributes asks of one person.
    Person(ObjectId, Vec<String>),
    /// The groups of a mail nickname.
    Nickname(String),
    /// A page of the people whom a rule means: its filter, the page's number from 1 and its size.
    Meant(Box<GraphFilter>, i64, i64),
}

/// An answer on its way; one object is a page of one.
type Coming = Pin<Box<dyn Future<Output = Result<ObjectPage, ApiError>>>>;

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(graph, wasm_split_path = leptos::wasm_split, fallible)]
fn answer(api: Api, ask: Ask) -> Result<Coming, NotLoaded> {
    Ok(Box::pin(answered(api, ask)))
}

#[cfg(not(feature = "split"))]
async fn answer(api: Api, ask: Ask) -> Result<Coming, NotLoaded> {
    Ok(Box::pin(answered(api, ask)))
}

impl Api {
    /// Asks Graph.
    pub(in crate::api) async fn ask_graph(&self, ask: Ask) -> Result<ObjectPage, ApiError> {
        match answer(self.for_this_session(), ask).await {
            Ok(coming) => coming.await,
            Err(NotLoaded) => {
                let trace = CallTrace::unsent(&Call::get(crate::routes::base()));
                let offline = !window().navigator().on_line();
                Err(if offline { ApiError::Offline(trace) } else { ApiError::Unreachable(trace) })
            }
        }
    }

    /// Asks Graph for one object.
    pub(in crate::api) async fn ask_graph_for(&self, ask: Ask) -> Result<DirectoryObject, ApiError> {
        let page = self.ask_graph(ask).await?;
        let none = || ApiError::NotFound(CallTrace::unsent(&Call::get(String::new())));
        page.data.into_iter().next().ok_or_else(none)
    }

    /// The one group of a mail nickname that is `like` the one that is looked for and that one of these owns. Where there
    /// are several, nobody can tell which it is: that is an error, as an answer that does not come is.
    pub async fn graph_made(
        &self,
        nickname: &str,
        like: &dyn Fn(&DirectoryObject) -> bool,
        owners: &[&ObjectId],
    ) -> Result<Option<ObjectId>, ApiError> {
        let api = self.for_this_session();
        let is_own = |text: &str| owners.iter().any(|owner| owner.as_str().eq_ignore_ascii_case(text));
        let mut made = None;
        for group in api.ask_graph(Ask::Nickname(nickname.to_owned())).await?.data.iter().filter(|group| like(group)) {
            let whole = api.ask_graph_for(Ask::Group(group.id.clone())).await?;
            if !whole.attributes().texts("managedBy").any(is_own) {
                continue;
            }
            if made.replace(group.id.clone()).is_some() {
                let trace = CallTrace::unsent(&Call::get(api.graph_at(&api.current_store()).groups()));
                let reason = Unreadable::here("one group of this name and owner, not several", None);
                return Err(ApiError::unreadable(Answer { json: Value::Null, trace }, &reason));
            }
        }
        Ok(made)
    }
}

async fn answered(api: Api, ask: Ask) -> Result<ObjectPage, ApiError> {
    match ask {
        Ask::Search(request) => list::search(&api, &request).await,
        Ask::Group(id) => Ok(ObjectPage::of(1, vec![group(&api, &id).await?])),
        Ask::User(id) => {
            let store = api.current_store();
            let user = api.ask(Call::get(api.graph_at(&store).user(&id)).graph(), GraphUser::from_json).await?;
            Ok(ObjectPage::of(1, vec![user.directory_object(store.id)]))
        }
        Ask::Person(id, attributes) => {
            let store = api.current_store();
            let select = GraphQuery::new().select(&rule_properties::to_select(&attributes));
            let call = Call::get(api.graph_at(&store).user_where(&id, &select)).graph();
            let person = api.ask(call, |json| Ok(rule_properties::person(json, store.id))).await?;
            Ok(ObjectPage::of(1, vec![person]))
        }
        Ask::Nickname(nickname) => list::of_nickname(&api, &nickname).await,
        Ask::Meant(filter, page, size) => list::meant(&api, &filter, page, size).await,
    }
}

/// What is read of a group in a list.
const OF_GROUP: &[&str] = &[
    "id",
    "displayName",
    "description",
    "groupTypes",
    "mail",
    "mailEnabled",
    "mailNickname",
    "securityEnabled",
    "visibility",
    "createdDateTime",
];

/// What is read of a person in a list.
const OF_USER: &[&str] =
    &["id", "displayName", "userPrincipalName", "mail", "jobTitle", "givenName", "surname", "department"];

/// So many owners are shown; Graph lets a group have 100.
const OWNERS: usize = 100;

async fn group(api: &Api, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
    let store = api.current_store();
    let graph = api.graph_at(&store);
    let more: Vec<_> = OF_GROUP.iter().copied().chain(["isAssignableToRole", "membershipRule"]).collect();
    let url = graph.group_where(id, &GraphQuery::new().select(&more));
    let group = api.ask(Call::get(url).graph(), GraphGroup::from_json).await?;
    let url = graph.related(id, RelationKind::Owners, &GraphQuery::new().top(OWNERS));
    let owners = api.ask(Call::get(url).graph(), GraphObjectPage::from_json).await?;
    let ids = owners.value.iter().map(|owner| AttributeValue::answered(owner.id())).collect();
    let mut object = group.directory_object(store.id);
    if let model::wire::lenient::Nullable::Is(bag) = &mut object.attributes_business_object {
        // By their ids: Entra ID has no distinguished names.
        bag.attributes.set("managedBy", ids);
    }
    Ok(object)
}
