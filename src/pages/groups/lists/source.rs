//! Where a list of groups gets its rows from: the same question for the page that is shown, an export, and an action on
//! all that match.

use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::groups::{GROUP_ATTRIBUTES, filter_criteria};
use crate::http::ApiError;
use crate::ui::table::TableQuery;
use model::wire::attributes;
use model::wire::{Criterion, ObjectPage};

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
}

impl GroupSource {
    /// The groups that a query finds.
    pub async fn page(&self, query: &TableQuery, window: &PageRequest) -> Result<ObjectPage, ApiError> {
        let store = self.api.current_store();
        let mut all: Vec<_> = self.mine.clone().into_iter().collect();
        all.push(containing(&["group"], &WHERE, &query.text));
        all.extend(filter_criteria(&query.filters, store.kind));
        let criteria = if all.len() > 1 { Some(Criterion::all(all)) } else { all.pop() };
        self.api.search(store.id, criteria, window, &GROUP_ATTRIBUTES).await
    }
}
