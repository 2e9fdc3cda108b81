//! What a worker knows of its groups: what the service has acknowledged, and what it may have done without saying so.

use crate::Failed;
use crate::client::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What the names of all groups of this run begin with.
pub const PREFIX: &str = "soak ";
/// Who joins and leaves the groups.
pub const MEMBER: &str = "max.member";
/// How many groups a page of the check has.
const PAGE: usize = 1000;

/// The state of a group that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub description: String,
    pub has_member: bool,
}

#[derive(Debug)]
pub struct Group {
    /// Its id; unknown while its creation is in doubt.
    pub id: Option<String>,
    /// What was acknowledged last; `None` if the group is not there.
    pub known: Option<Content>,
    /// What it may be instead, because an answer was lost.
    pub maybe: Option<Option<Content>>,
}

/// A request that was answered: its kind, and how long it took in microseconds.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub kind: &'static str,
    pub micros: u64,
}

/// The groups of one worker by their names, and the figures of its requests.
#[derive(Default)]
pub struct Ledger {
    pub groups: BTreeMap<String, Group>,
    pub figures: Vec<Figure>,
}

impl Ledger {
    pub fn take_figures(&mut self) -> Vec<Figure> {
        std::mem::take(&mut self.figures)
    }

    /// Compares the groups with what is there, and takes what is there as known.
    fn compare(&mut self, there: &mut BTreeMap<String, (String, Content)>, faults: &mut Vec<String>) {
        for (name, group) in &mut self.groups {
            let (id, found) = there.remove(name).unzip();
            if found != group.known && group.maybe.as_ref() != Some(&found) {
                faults.push(format!("{name} should be {:?} or {:?}, and is {found:?}", group.known, group.maybe));
            }
            (group.known, group.maybe) = (found, None);
            group.id = id.or(group.id.take());
        }
        self.groups.retain(|_, group| group.known.is_some());
    }
}

/// What a check has found.
pub struct Checked {
    pub groups: usize,
    pub faults: Vec<String>,
}

/// Reads all groups of the run and compares them with what the workers know, while none of them works.
pub fn check(client: &mut Client, ledgers: &[Arc<Mutex<Ledger>>]) -> Result<Checked, Failed> {
    let mut there = read(client)?;
    let (groups, mut faults) = (there.len(), Vec::new());
    for ledger in ledgers {
        ledger.lock().map_err(|_| "a worker panicked")?.compare(&mut there, &mut faults);
    }
    faults.extend(there.keys().map(|name| format!("{name} is there, and nobody has asked for it")));
    Ok(Checked { groups, faults })
}

/// All groups of the run by their names, with ids.
fn read(client: &mut Client) -> Result<BTreeMap<String, (String, Content)>, Failed> {
    let mut there = BTreeMap::new();
    for page in 1.. {
        let body = json!({
            "identityStoreId": 2, "searchType": 0, "sortBy": "name", "sortOrder": 1, "pageNo": page, "pageSize": PAGE,
            "calculateTotal": false, "startInContainerWithScopes": {},
            "criteria": { "attribute": "name", "operator": "Starts With", "value": PREFIX },
            "attributesToLoad": ["name", "description", "member"],
        });
        let answer = client.send("POST", "Searches", Some(&body))?;
        let found = answer["data"].as_array().ok_or("no list")?;
        for group in found {
            let id = group["objectIdFromIdentityStore"].as_str().ok_or("no id")?.to_owned();
            let content =
                Content { description: first(group, "description"), has_member: !first(group, "member").is_empty() };
            if there.insert(first(group, "name"), (id, content)).is_some() {
                return Err("a group is there twice".into());
            }
        }
        if found.len() < PAGE {
            break;
        }
    }
    Ok(there)
}

/// The first value of an attribute; empty if there is none.
fn first(object: &Value, attribute: &str) -> String {
    let value = &object["attributesBusinessObject"]["attributesCollection"][attribute][0]["value"];
    value.as_str().unwrap_or_default().to_owned()
}
