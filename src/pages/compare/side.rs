//! One side of a comparison: where its people come from, and who they are.

use crate::api::Api;
use crate::api::smart::MembershipQuery;
use crate::http::ApiError;
use crate::i18n::t;
use crate::task::{Latest, Lifetime};
use crate::words::group::is_smart;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::{MembershipRule, Principal};
use model::wire::{DirectoryObject, ObjectId};

/// Where the people of a side come from.
#[derive(Debug, Clone, PartialEq)]
enum Source {
    Nothing,
    /// The group is still being read.
    Asked(ObjectId),
    Group(Box<DirectoryObject>),
    /// A pasted list, and how many of its entries are nobody's.
    List(usize),
}

/// How far the people are read.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    Idle,
    /// So many of so many.
    Busy(i64, i64),
    Failed(ApiError),
}

/// One side. Copies share the same state.
#[derive(Clone, Copy, PartialEq)]
pub struct Side {
    source: RwSignal<Source>,
    /// Whether it is about whom the group's rule finds, and not about its members.
    pub of_rule: RwSignal<bool>,
    /// The people; none as long as they are not read.
    pub people: RwSignal<Option<Vec<Principal>>>,
    pub reading: RwSignal<Reading>,
    work: StoredValue<(Api, Latest, Lifetime)>,
}

impl Side {
    /// An empty side, for the component that is being built.
    pub fn new() -> Self {
        Self {
            source: RwSignal::new(Source::Nothing),
            of_rule: RwSignal::new(false),
            people: RwSignal::new(None),
            reading: RwSignal::new(Reading::Idle),
            work: StoredValue::new((Api::expect(), Latest::new(), Lifetime::new())),
        }
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.stop();
        self.source.set(Source::Nothing);
        self.of_rule.set(false);
        self.people.set(None);
    }

    /// Ends the reading.
    pub fn stop(self) {
        self.work.with_value(|(_, latest, _)| latest.cancel());
        self.reading.set(Reading::Idle);
    }

    /// Whether it has people to compare; reactive.
    pub fn is_read(self) -> bool {
        self.people.with(Option::is_some)
    }

    /// Whether it is a group; reactive.
    pub fn is_group(self) -> bool {
        self.source.with(|source| matches!(source, Source::Group(_) | Source::Asked(_)))
    }

    /// Whether nothing was chosen; reactive.
    pub fn is_empty(self) -> bool {
        self.source.with(|source| *source == Source::Nothing)
    }

    /// The group's id, if it is a group; reactive.
    pub fn group_id(self) -> Option<ObjectId> {
        self.source.with(|source| match source {
            Source::Group(group) => Some(group.id.clone()),
            Source::Asked(id) => Some(id.clone()),
            Source::Nothing | Source::List(_) => None,
        })
    }

    /// The pasted list, and how many of its entries are nobody's, if it is one; reactive.
    pub fn list(self) -> Option<(Vec<Principal>, usize)> {
        let unclear = self.source.with(|source| match source {
            Source::List(unclear) => Some(*unclear),
            _ => None,
        })?;
        Some((self.people.get().unwrap_or_default(), unclear))
    }

    /// What it is called; reactive.
    pub fn name(self) -> String {
        self.source.with(|source| match source {
            Source::Group(group) if self.of_rule.get() => t!(compare.rule_of, name = group.label().to_owned()),
            Source::Group(group) => group.label().to_owned(),
            Source::List(_) => t!(compare.pasted).to_owned(),
            Source::Nothing | Source::Asked(_) => String::new(),
        })
    }

    /// How many entries of the pasted list are nobody's; reactive.
    pub fn unclear(self) -> usize {
        self.source.with(|source| if let Source::List(unclear) = source { *unclear } else { 0 })
    }

    /// Whether it is a group whose rule can be read, so that whom the rule finds can be compared; reactive.
    pub fn has_rule(self) -> bool {
        let is_graph = self.work.with_value(|(api, ..)| api.is_graph());
        !is_graph && self.source.with(|source| matches!(source, Source::Group(group) if is_smart(group)))
    }

    /// The group, if people can be added to it and removed from it; reactive.
    pub fn target(self) -> Option<(ObjectId, String)> {
        self.source.with(|source| match source {
            Source::Group(group) if !is_smart(group) => Some((group.id.clone(), group.label().to_owned())),
            _ => None,
        })
    }

    /// Compares these people.
    pub fn take_list(self, people: Vec<Principal>, unclear: usize) {
        self.clear();
        self.source.set(Source::List(unclear));
        self.people.set(Some(people));
    }

    /// Compares the members of a group.
    pub fn read_group(self, id: ObjectId) {
        if untrack(|| self.group_id()).as_ref() == Some(&id) {
            return;
        }
        self.clear();
        self.source.set(Source::Asked(id));
        self.read();
    }

    /// Reads the people again, or after a failure.
    pub fn read(self) {
        let Some(id) = untrack(|| self.group_id()) else { return };
        let (api, latest, life) = self.work.get_value();
        let is_latest = latest.begin();
        self.people.set(None);
        self.reading.set(Reading::Busy(0, 0));
        let of_rule = self.of_rule.get_untracked();
        let told = move |read, of| {
            let goes_on = is_latest();
            if goes_on {
                self.reading.set(Reading::Busy(read, of));
            }
            goes_on
        };
        life.spawn(async move {
            let store = api.current_store();
            let read = async {
                let group = api.group(store.id, &id).await?;
                if !is_latest() {
                    return Ok(None);
                }
                let rule =
                    MembershipRule::of(&group).ok().filter(|_| of_rule && store.kind != StoreKind::MicrosoftGraph);
                self.source.set(Source::Group(Box::new(group)));
                match rule.and_then(|rule| MembershipQuery::of(&rule).ok()) {
                    Some(question) => api.all_found(store.id, &question, told).await,
                    None => api.all_members(store.id, &id, told).await,
                }
            };
            match read.await {
                Ok(Some(people)) if is_latest() => {
                    self.people.set(Some(people));
                    self.reading.set(Reading::Idle);
                }
                Err(error) if is_latest() => self.reading.set(Reading::Failed(error)),
                Ok(_) | Err(_) => {}
            }
        });
    }
}
