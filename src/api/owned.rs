//! The groups that somebody owns through a security group (part B, My groups and the like): only the documented call
//! finds them, because all members of an owning group are owners.

use super::{Api, ApiError, Call};
use model::wire::codes::SORT_ASCENDING;
use model::wire::paths::{GroupPage, UserGroups};
use model::wire::{ObjectId, ObjectPage, StoreId};

/// Groups per request.
const BATCH: i64 = 500;

/// How many groups are read at most; somebody who owns more sees those that a search finds.
const MOST: usize = 5_000;

impl Api {
    /// The groups that a user owns only through a group. Empty in Graph, which has no such owners.
    pub async fn owned_through_groups(&self, store: StoreId, user: &ObjectId) -> Result<Vec<ObjectId>, ApiError> {
        if self.is_graph() {
            return Ok(Vec::new());
        }
        let (all, own) = (self.owned(store, user, true).await?, self.owned(store, user, false).await?);
        Ok(all.into_iter().filter(|id| !own.contains(id)).collect())
    }

    /// The groups that a user owns, as primary or additional owner.
    async fn owned(&self, store: StoreId, user: &ObjectId, nested: bool) -> Result<Vec<ObjectId>, ApiError> {
        let mut all: Vec<ObjectId> = Vec::new();
        for number in 1.. {
            let page = GroupPage { number, size: BATCH, sort_order: SORT_ASCENDING, additional: true, nested };
            let url = self.store(store).user_groups(user, UserGroups::Owned, page);
            let answer = self.ask(Call::get(url), ObjectPage::from_json).await?;
            let count = answer.data.len();
            all.extend(answer.data.into_iter().map(|group| group.id));
            if count < BATCH as usize || all.len() >= MOST {
                break;
            }
        }
        Ok(all)
    }
}
