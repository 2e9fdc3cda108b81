//! Pages of Graph, one after the other (`@odata.nextLink`).

use crate::api::Api;
use crate::http::{ApiError, Call};
use leptos::prelude::window;
use model::config::GraphConfig;
use model::graph::{GraphGroup, GraphGroupPage, GraphObject, GraphObjectPage, GraphQuery, GraphUser, GraphUserPage};
use model::wire::{DirectoryObject, Unreadable};
use serde_json::Value;

/// Pages that are followed, at most: nobody looks at more, and a list that never ends does.
const MOST_PAGES: usize = 100;

/// How an address's answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Users.
    Users,
    /// Groups.
    Groups,
    /// Either, and others.
    Objects,
}

/// An address with a list.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// How it is read.
    pub kind: Kind,
    /// Its options.
    pub query: GraphQuery,
    /// The address that has them.
    pub url: String,
}

/// What was read of a list.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// In the order of the answer.
    pub objects: Vec<DirectoryObject>,
    /// How many there are in all, where that was asked for.
    pub count: Option<i64>,
    /// Whether that is all of it.
    pub is_all: bool,
    /// Whether the first answer was all of it.
    pub is_at_once: bool,
}

impl Read {
    /// How many there are in all, as far as that is known: more than were read, where there are more.
    pub fn total(&self) -> i64 {
        let read = self.objects.len() as i64;
        if self.is_all { read } else { self.count.unwrap_or_default().max(read + 1) }
    }
}

impl Source {
    /// Reads the list until there are so many.
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
                // A token goes to no other address, whoever names it.
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

/// A next page's address as the portal calls Graph; none where it is not Graph's. Behind a proxy Graph names itself by its
/// own name.
fn own(graph: &GraphConfig, link: &str) -> Option<String> {
    let base = graph.base_url.trim_end_matches('/');
    let origin = window().location().origin().unwrap_or_default();
    let local = format!("{origin}{base}");
    let starts = [base, graph.root(), local.as_str()];
    let rest = starts.into_iter().find_map(|start| link.strip_prefix(start).filter(|rest| rest.starts_with('/')))?;
    Some(format!("{base}{rest}"))
}
