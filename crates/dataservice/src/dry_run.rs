//! Asking the rules without making anything: all of it happens in one transaction that is undone. For tests that ask
//! thousands of times.

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

/// A demo directory of one's own.
pub struct DryRun(Sqlite);

/// One reason against what was asked for.
#[derive(Debug)]
pub struct Refusal {
    /// The attribute that it is about.
    pub attribute: String,
    /// For people.
    pub sentence: String,
    /// Whether it is that another object has the name.
    pub is_taken: bool,
}

/// The transaction in which it is asked.
pub struct DryRunRequest<'a> {
    change: &'a dyn WriteTx,
    directory: &'a Sqlite,
    /// How many groups were made in it.
    made: Cell<u32>,
}

impl DryRun {
    /// Opens the file; creates and seeds it if it is absent.
    pub fn open(path: &Path, people: usize) -> Result<Self, String> {
        Sqlite::open(path, false, &DemoDirectory { people }).map(Self).map_err(|EngineError(message)| message)
    }

    /// Every object of a store with these attributes, as a search answers it.
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

    /// Asks whatever the work asks; nothing of it is left afterwards.
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
    /// What is said against the body of operations 1 to 4. Where that is nothing and `make` is true, the group is made,
    /// and the members of a smart one are computed.
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
    /// What is said against the body of POST `/groups` of Microsoft Graph, sent by somebody of that logon name. Where
    /// that is nothing the group is made, and with `members` those of a dynamic one are computed.
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
