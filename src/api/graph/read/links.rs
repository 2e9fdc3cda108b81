//! Reads lists of Graph page by page (`@odata.nextLink`).

use crate::api::Api;
use crate::http::{ApiError, Call};
use leptos::prelude::window;
use model::config::GraphConfig;
use model::graph::{GraphGroup, GraphGroupPage, GraphObject, GraphObjectPage, GraphQuery, GraphUser, GraphUserPage};
use model::wire::{DirectoryObject, Unreadable};
use serde_json::Value;

/// How many pages of a list are read at most, so that a list that never ends cannot run forever.
const MOST_PAGES: usize = 100;

/// The type of the objects in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Users,
    Groups,
    /// Mixed objects: users, groups and others.
    Objects,
}

/// A list at an address.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub kind: Kind,
    /// The query options, which decide whether a request needs `ConsistencyLevel`.
    pub query: GraphQuery,
    /// The address with its options.
    pub url: String,
}

/// The objects that were read, and whether there are more.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// In the order of the response.
    pub objects: Vec<DirectoryObject>,
    /// The total, if the query asked for it.
    pub count: Option<i64>,
    /// Whether the list was read to its end.
    pub is_all: bool,
    /// Whether the first page was the whole list.
    pub is_at_once: bool,
}

impl Read {
    /// The total as far as it is known. For a list with further pages it is more than what was read.
    pub fn total(&self) -> i64 {
        let read = self.objects.len() as i64;
        if self.is_all { read } else { self.count.unwrap_or_default().max(read + 1) }
    }
}

impl Source {
    /// Reads pages until at least `enough` objects are there.
    pub async fn read(&self, api: &Api, enough: usize) -> Result<Read, ApiError> {
        let store = api.current_store();
        let mut read = Read::default();
        let mut url = self.url.clone();
        for turn in 0..MOST_PAGES {
            let call = Call::get(url).graph();
            let call = if self.query.needs_consistency() { call.eventual() } else { call };
            let answer = api.send(call).await?;
            let page = match self.kind.page(&answer.json, store.id) {
                Ok(page) => page,
                Err(reason) => return Err(ApiError::unreadable(answer, &reason)),
            };
            read.objects.extend(page.objects);
            read.count = read.count.or(page.count);
            let Some(next) = page.next else {
                (read.is_all, read.is_at_once) = (true, turn == 0);
                return Ok(read);
            };
            if read.objects.len() >= enough {
                return Ok(read);
            }
            url = match store.graph.as_ref().and_then(|graph| own(graph, &next)) {
                Some(url) => url,
                // The token must not be sent to another host, even if the response names it.
                None => {
                    let reason = Unreadable::here("a next page of the same service", Some(&Value::from(next)));
                    return Err(ApiError::unreadable(answer, &reason));
                }
            };
        }
        Ok(read)
    }
}

struct Page {
    objects: Vec<DirectoryObject>,
    next: Option<String>,
    count: Option<i64>,
}

impl Kind {
    fn page(self, json: &Value, store: model::wire::StoreId) -> Result<Page, Unreadable> {
        Ok(match self {
            Self::Users => {
                let page = GraphUserPage::from_json(json)?;
                let objects = page.value.iter().map(|user: &GraphUser| user.directory_object(store)).collect();
                Page { objects, next: page.next_link, count: page.count }
            }
            Self::Groups => {
                let page = GraphGroupPage::from_json(json)?;
                let objects = page.value.iter().map(|group: &GraphGroup| group.directory_object(store)).collect();
                Page { objects, next: page.next_link, count: page.count }
            }
            Self::Objects => {
                let page = GraphObjectPage::from_json(json)?;
                let objects = page.value.iter().map(|object: &GraphObject| object.directory_object(store)).collect();
                Page { objects, next: page.next_link, count: page.count }
            }
        })
    }
}

/// A next page's address as the portal calls Graph; none if it is not an address of Graph. Behind a proxy, Graph gives
/// its own host name.
fn own(graph: &GraphConfig, link: &str) -> Option<String> {
    let base = graph.base_url.trim_end_matches('/');
    let origin = window().location().origin().unwrap_or_default();
    let local = format!("{origin}{base}");
    let starts = [base, graph.root(), local.as_str()];
    let rest = starts.into_iter().find_map(|start| link.strip_prefix(start).filter(|rest| rest.starts_with('/')))?;
    Some(format!("{base}{rest}"))
}
