//! Where a list of groups gets its rows from: the same question for the page that is shown, an export, and an action on
//! all that match.

use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::api::smart::exactly;
use crate::groups::{GROUP_ATTRIBUTES, filter_criteria};
use crate::http::ApiError;
use crate::ui::table::TableQuery;
use leptos::prelude::*;
use model::wire::attributes;
use model::wire::{Criterion, DirectoryObject, ObjectId, ObjectPage};

/// How many groups are asked for by their ids at once.
const BY_ID: usize = 50;

/// The attributes that a list's search covers.
const WHERE: [&str; 5] = [
    attributes::DISPLAY_NAME,
    attributes::NAME,
    attributes::SAM_ACCOUNT_NAME,
    attributes::MAIL,
    attributes::DESCRIPTION,
];

/// The groups of a list.
#[derive(Clone)]
pub struct GroupSource {
    pub api: Api,
    /// The criteria that limit the list to the user's groups; none lists all groups.
    pub mine: Option<Criterion>,
    /// Further groups of the user's, which no criteria find.
    pub more: StoredValue<Vec<ObjectId>>,
}

impl GroupSource {
    /// The groups that a query finds.
    pub async fn page(&self, query: &TableQuery, window: &PageRequest) -> Result<ObjectPage, ApiError> {
        let store = self.api.current_store();
        let more = || {
            let ids = self.more.try_get_value().unwrap_or_default();
            ids.into_iter().map(|id| exactly(&id, "")).collect::<Vec<_>>()
        };
        let mine = self.mine.clone().map(|mine| match more() {
            none if none.is_empty() => mine,
            more => Criterion::any([vec![mine], more].concat()),
        });
        let mut all: Vec<_> = mine.into_iter().collect();
        all.push(containing(&["group"], &WHERE, &query.text));
        all.extend(filter_criteria(&query.filters, store.kind));
        let criteria = if all.len() > 1 { Some(Criterion::all(all)) } else { all.pop() };
        self.api.search(store.id, criteria, window, &GROUP_ATTRIBUTES).await
    }

    /// The groups as they are now, in the same order. A group that the search does not find stays as it was shown,
    /// because the search may lag behind. `told` learns how many were read and how many there are, and says whether to go
    /// on; none if it does not.
    pub async fn anew(
        &self,
        groups: Vec<DirectoryObject>,
        load: &[&str],
        told: impl Fn(i64, Option<i64>) -> bool,
    ) -> Result<Option<Vec<DirectoryObject>>, ApiError> {
        // Graph's lists are read from the directory itself.
        if self.api.is_graph() {
            return Ok(Some(groups));
        }
        let store = self.api.current_store().id;
        let total = groups.len() as i64;
        let mut now = Vec::with_capacity(groups.len());
        for chunk in groups.chunks(BY_ID) {
            let any = Criterion::any(chunk.iter().map(|group| exactly(&group.id, "")).collect());
            let window = PageRequest::first(BY_ID as i64);
            let found = self.api.search(store, Some(any), &window, load).await?.data;
            let latest = |own: &DirectoryObject| found.iter().find(|found| found.id == own.id).unwrap_or(own).clone();
            now.extend(chunk.iter().map(latest));
            if !told(now.len() as i64, Some(total)) {
                return Ok(None);
            }
        }
        Ok(Some(now))
    }

    /// The groups as they are now, with their owners. What a search does not answer is read group by group, because a
    /// group whose owners are not known must not look like one without.
    pub async fn with_owners(
        &self,
        groups: Vec<DirectoryObject>,
        owners: &[&str],
        told: impl Fn(i64, Option<i64>) -> bool,
    ) -> Result<Option<Vec<DirectoryObject>>, ApiError> {
        let store = self.api.current_store().id;
        let total = groups.len() as i64;
        let load = [&GROUP_ATTRIBUTES, owners].concat();
        let mut now = Vec::with_capacity(groups.len());
        for chunk in groups.chunks(BY_ID) {
            let found = if self.api.is_graph() {
                Vec::new()
            } else {
                let any = Criterion::any(chunk.iter().map(|group| exactly(&group.id, "")).collect());
                self.api.search(store, Some(any), &PageRequest::first(BY_ID as i64), &load).await?.data
            };
            for group in chunk {
                now.push(match found.iter().find(|found| found.id == group.id) {
                    Some(found) => found.clone(),
                    None => self.api.group(store, &group.id).await?,
                });
                if !told(now.len() as i64, Some(total)) {
                    return Ok(None);
                }
            }
        }
        Ok(Some(now))
    }
}
