//! Answers the pages' queries from Graph. Only users of a Graph store need this code, so it is a separate file that is
//! loaded with their first query (docs/adr/0004-size.md).

mod links;
mod list;
mod shape;

use crate::api::Api;
use crate::http::{Answer, ApiError, Call, CallTrace};
use crate::lazy::lazy_fn;
use model::graph::{GraphFilter, GraphGroup, GraphQuery, GraphUser, rule_properties};
use model::wire::{AttributeValue, DirectoryObject, ObjectId, ObjectPage, SearchRequest, Unreadable};
use serde_json::Value;

/// The queries that the portal sends to Graph.
pub(in crate::api) enum Ask {
    /// A page of a list or search, with its filters and sorting.
    Search(Box<SearchRequest>),
    /// A page of the groups that a group is a direct member of, with the text of the search.
    Holders(ObjectId, Box<SearchRequest>),
    /// One group with its owners.
    Group(ObjectId),
    /// All owners of a group.
    Owners(ObjectId),
    User(ObjectId),
    /// One person with the attributes that a membership rule uses.
    Person(ObjectId, Vec<String>),
    /// The groups with this mail nickname.
    Nickname(String),
    /// A page of the users whom a membership rule matches: its filter, the page number from 1, and the page size.
    Meant(Box<GraphFilter>, i64, i64),
}

lazy_fn! { [graph]
    /// A single object is a page of one.
    fn answer(api: Api, ask: Ask) -> Result<ObjectPage, ApiError> { answered(api, ask).await }
}

impl Api {
    /// Loads this code if necessary and sends the query.
    pub(in crate::api) async fn ask_graph(&self, ask: Ask) -> Result<ObjectPage, ApiError> {
        match answer(self.clone(), ask).await {
            Ok(coming) => coming.await,
            Err(not_loaded) => Err(not_loaded.into()),
        }
    }

    /// Sends a query for one object; no object is "not found".
    pub(in crate::api) async fn ask_graph_for(&self, ask: Ask) -> Result<DirectoryObject, ApiError> {
        let page = self.ask_graph(ask).await?;
        let none = || ApiError::NotFound(CallTrace::unsent(&Call::get(String::new())));
        page.data.into_iter().next().ok_or_else(none)
    }

    /// Finds a group after a creation without a clear answer: the one with this mail nickname that `like` accepts and
    /// one of `owners` owns. Several matches are an error, because nobody can tell which one it is; so is a group without
    /// owners if the creation was `ownerless`, because nothing shows that it is the user's own.
    pub async fn graph_made(
        &self,
        nickname: &str,
        like: &dyn Fn(&DirectoryObject) -> bool,
        owners: &[&ObjectId],
        ownerless: bool,
    ) -> Result<Option<ObjectId>, ApiError> {
        let api = self;
        let is_own = |text: &str| owners.iter().any(|owner| owner.as_str().eq_ignore_ascii_case(text));
        let unclear = || {
            let trace = CallTrace::unsent(&Call::get(api.graph_at(&api.current_store()).groups()));
            let reason = Unreadable::here("one group of this name and owner, not several", None);
            Err(ApiError::unreadable(Answer { json: Value::Null, trace }, &reason))
        };
        let mut made = None;
        for group in api.ask_graph(Ask::Nickname(nickname.to_owned())).await?.data.iter().filter(|group| like(group)) {
            let whole = api.ask_graph_for(Ask::Group(group.id.clone())).await?;
            if ownerless && whole.attributes().texts("managedBy").next().is_none() {
                return unclear();
            }
            if !whole.attributes().texts("managedBy").any(is_own) {
                continue;
            }
            if made.replace(group.id.clone()).is_some() {
                return unclear();
            }
        }
        Ok(made)
    }
}

async fn answered(api: Api, ask: Ask) -> Result<ObjectPage, ApiError> {
    match ask {
        Ask::Search(request) => list::search(&api, &request).await,
        Ask::Holders(id, request) => list::holders(&api, &id, &request).await,
        Ask::Group(id) => Ok(ObjectPage::of(1, vec![group(&api, &id).await?])),
        Ask::Owners(id) => {
            let owners = list::owners(&api, &id).await?;
            Ok(ObjectPage::of(owners.len() as i64, owners))
        }
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
        Ask::Meant(filter, page, size) => list::matching_users(&api, &filter, page, size).await,
    }
}

/// The properties of a group that lists show.
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

/// The properties of a user that lists show.
const OF_USER: &[&str] =
    &["id", "displayName", "userPrincipalName", "mail", "jobTitle", "givenName", "surname", "department"];

async fn group(api: &Api, id: &ObjectId) -> Result<DirectoryObject, ApiError> {
    let store = api.current_store();
    let graph = api.graph_at(&store);
    let more: Vec<_> = OF_GROUP.iter().copied().chain(["isAssignableToRole", "membershipRule"]).collect();
    let url = graph.group_where(id, &GraphQuery::new().select(&more));
    let group = api.ask(Call::get(url).graph(), GraphGroup::from_json).await?;
    let owners = list::owners(api, id).await?;
    let ids = owners.iter().map(|owner| AttributeValue::answered(owner.id.as_str())).collect();
    let mut object = group.directory_object(store.id);
    if let model::wire::lenient::Nullable::Is(bag) = &mut object.attributes_business_object {
        // Owners are given by id, because Entra ID has no distinguished names.
        bag.attributes.set("managedBy", ids);
    }
    Ok(object)
}
