//! Groups in a group that are opened in place: which ones are open, and what was read of their members.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::http::ApiError;
use crate::pages::groups::group_page::member_list::ATTRIBUTES;
use crate::task::Lifetime;
use leptos::prelude::*;
use model::group::{NestedMembers, Nesting, Principal};
use std::sync::atomic::{AtomicU32, Ordering};

/// The number of the group that is opened next, so that no two on the page have the same id.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// How far the reading is.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    Busy,
    Failed(ApiError),
    Done,
}

/// The groups that are opened in one list of members. Clones share them.
#[derive(Clone, Default)]
pub struct OpenGroups(ArcRwSignal<Vec<OpenGroup>>);

/// A group that is opened in place. What was read of it goes with it when it is closed. Clones share it.
#[derive(Clone)]
pub struct OpenGroup {
    pub who: Principal,
    number: u32,
    /// Where its members are.
    pub nesting: Nesting,
    pub members: ArcRwSignal<NestedMembers>,
    pub reading: ArcRwSignal<Reading>,
    /// The groups that are opened among its members.
    pub inner: OpenGroups,
}

impl PartialEq for OpenGroup {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl OpenGroups {
    /// The group of a row, if it is open; reactive.
    pub fn find(&self, who: &Principal) -> Option<OpenGroup> {
        self.0.with(|open| open.iter().find(|group| group.who.id == who.id).cloned())
    }

    /// Opens a group and reads the first of its members, or closes it.
    pub fn toggle(&self, who: &Principal, nesting: Nesting, reader: MemberReader) {
        if untrack(|| self.find(who)).is_some() {
            return self.0.update(|open| open.retain(|group| group.who.id != who.id));
        }
        let group = OpenGroup {
            who: who.clone(),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            nesting,
            members: ArcRwSignal::new(NestedMembers::default()),
            reading: ArcRwSignal::new(Reading::Done),
            inner: Self::default(),
        };
        reader.read(&group);
        self.0.update(|open| open.push(group));
    }

    /// Closes all of them.
    pub fn clear(&self) {
        if self.0.with_untracked(|open| !open.is_empty()) {
            self.0.set(Vec::new());
        }
    }
}

impl OpenGroup {
    /// The id of the element that lists its members.
    pub fn element(&self) -> String {
        format!("opened-{}", self.number)
    }
}

/// Reads members for the page of a group.
#[derive(Clone, Copy)]
pub struct MemberReader {
    api: StoredValue<Api>,
    life: Lifetime,
}

impl MemberReader {
    /// Must run inside the reactive owner of the group's page.
    pub fn new() -> Self {
        Self { api: StoredValue::new(Api::expect()), life: Lifetime::new() }
    }

    /// Reads the next page of a group's members, unless a page is being read.
    pub fn read(self, group: &OpenGroup) {
        let Some(page) = group.members.with_untracked(NestedMembers::next_page) else { return };
        if group.reading.get_untracked() == Reading::Busy {
            return;
        }
        group.reading.set(Reading::Busy);
        let (own, api) = (group.clone(), self.api.get_value());
        self.life.spawn(async move {
            let window = PageRequest { page, ..PageRequest::first(NestedMembers::PAGE) };
            let found = api.members(api.current_store().id, &own.who.id, None, &window, &ATTRIBUTES).await;
            own.reading.set(match found {
                Ok(page) => {
                    own.members.update(|members| members.found(page));
                    Reading::Done
                }
                Err(error) => Reading::Failed(error),
            });
        });
    }
}
