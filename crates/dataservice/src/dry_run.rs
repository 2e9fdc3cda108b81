//! Checks requests against the validation rules without changing anything: all of it happens in one transaction that is
//! rolled back. For tests that check thousands of requests.

#[cfg(test)]
mod random_user_drafts;

use crate::demo::DemoDirectory;
use crate::directory::{Directory, Query, WriteTx};
use crate::filter::Filter;
use crate::membership::Managed;
use crate::object::{EngineError, Load, Reason, Rejection};
use crate::sqlite::Sqlite;
use crate::validation::{self, graph};
use crate::{shape, smart_groups};
use model::graph::properties::{When, check_body};
use model::wire::CreateGroup;
use serde_json::Value;
use std::cell::Cell;
use std::path::Path;

/// A demo directory for dry runs.
pub struct DryRun(Sqlite);

/// A reason why a request is refused.
#[derive(Debug)]
pub struct Refusal {
    /// The attribute at fault.
    pub attribute: String,
    /// A sentence for people.
    pub sentence: String,
    /// Whether the reason is that another object already has the name.
    pub is_taken: bool,
}

/// A transaction in which requests are checked.
pub struct DryRunRequest<'a> {
    change: &'a dyn WriteTx,
    directory: &'a Sqlite,
    /// How many groups have been checked, which makes their ids unique.
    made: Cell<u32>,
}

impl DryRun {
    /// Opens the database file; creates it with the demo content if it does not exist.
    pub fn open(path: &Path, people: usize) -> Result<Self, String> {
        Sqlite::open(path, false, &DemoDirectory { people, groups: 0, hostile: false })
            .map(Self)
            .map_err(|EngineError(message)| message)
    }

    /// Every object of a store with these attributes, in the JSON of a search response.
    pub fn objects(&self, store: i64, names: &[String]) -> Result<Vec<Value>, String> {
        let query = Query {
            store,
            filter: Filter::All(Vec::new()),
            within: None,
            sort_by: None,
            descending: false,
            offset: 0,
            limit: i64::MAX,
            total: false,
            load: Load::Names(names.to_vec()),
        };
        let page = self.0.search(&query).map_err(|EngineError(message)| message)?;
        Ok(page.objects.iter().map(|object| shape::object(object, Some(names))).collect())
    }

    /// Runs `work` in a transaction that is rolled back afterwards.
    pub fn ask(&self, work: &mut dyn FnMut(&DryRunRequest<'_>)) -> Result<(), String> {
        let undone = self.0.write(&mut |change| {
            work(&DryRunRequest { change, directory: &self.0, made: Cell::new(0) });
            Err(Rejection::Missing)
        });
        match undone {
            Err(Rejection::Missing) => Ok(()),
            Err(Rejection::Engine(EngineError(message))) => Err(message),
            _ => Err("the transaction was not undone".to_owned()),
        }
    }
}

impl DryRunRequest<'_> {
    /// Why the body of operations 1 to 4 is refused; empty if it is not. If it is accepted and `make` is true, the
    /// group is created, and the members of a smart group are computed.
    pub fn group(&self, store: i64, smart: bool, body: &CreateGroup, make: bool) -> Result<Vec<Refusal>, String> {
        let store = self.directory.store(store).ok_or("no such store")?;
        let managed = if smart { Managed::Smart } else { Managed::Static };
        self.made.set(self.made.get() + 1);
        let guid = format!("{:08x}-feed-4000-8000-000000000000", self.made.get());
        let asked = || -> Result<(), Rejection> {
            let group = validation::new_group(self.change, store, body, managed, &guid)?;
            if make {
                self.change.insert(&group)?;
            }
            if make && smart {
                smart_groups::update(self.change, store, &guid, &|_, _| ())?;
            }
            Ok(())
        };
        match asked() {
            Ok(()) => Ok(Vec::new()),
            Err(Rejection::Refused(reasons)) => Ok(reasons.into_iter().map(Refusal::from).collect()),
            Err(Rejection::Engine(EngineError(message))) => Err(message),
            Err(Rejection::Missing) => Err("the group is missing".to_owned()),
            Err(Rejection::Denied) => Err("it is nobody's to make".to_owned()),
        }
    }
}

impl DryRunRequest<'_> {
    /// Why the body of Microsoft Graph's POST `/groups` is refused, if it is, when the user with that logon name sends
    /// it. If it is accepted, the group is created, and with `members` also the members of a dynamic group are
    /// computed.
    pub fn graph_group(&self, caller: &str, body: &Value, members: bool) -> Result<Option<Refusal>, String> {
        let store = self.directory.tenant().ok_or("no such store")?;
        self.made.set(self.made.get() + 1);
        let guid = format!("{:08x}-feed-4000-8000-000000000001", self.made.get());
        let refused = |graph::Refusal { property, message, is_taken, .. }| Refusal {
            attribute: property,
            sentence: message,
            is_taken,
        };
        if let Err(bad) = check_body(body, When::Create) {
            return Ok(Some(refused(bad.into())));
        }
        let make = || -> Result<(), graph::GraphRejection> {
            let missing = || graph::Refusal::missing(caller);
            let who = self.change.find(store.id, caller)?.ok_or_else(missing)?;
            let new = graph::new_group(self.change, store, body, &who, &guid)?;
            self.change.insert(&new.object)?;
            let group = self.change.find(store.id, &guid)?.ok_or_else(missing)?;
            let rule = new.rule.filter(|_| members);
            rule.map_or(Ok(()), |rule| graph::fill(self.change, store, &group, &rule))
        };
        match make() {
            Ok(()) => Ok(None),
            Err(graph::GraphRejection::Refused(refusal)) => Ok(Some(refused(refusal))),
            Err(graph::GraphRejection::Engine(EngineError(message))) => Err(message),
        }
    }
}

impl From<Reason> for Refusal {
    fn from(Reason { attribute, sentence, is_taken }: Reason) -> Self {
        Self { attribute, sentence, is_taken }
    }
}
