//! One of those who send requests: reads and searches of all kinds, and changes of groups of its own.

use crate::Failed;
use crate::client::{Client, Problem};
use crate::gate::Gate;
use crate::ledger::{Content, Figure, Group, Ledger, MEMBER, PREFIX};
use dataservice::random::Random;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How many groups of its own a worker keeps, so that the directory does not grow for ever.
const MOST: usize = 150;
const CONTAINER: &str = "OU=Projects,OU=Groups,DC=demo,DC=local";
const DEPARTMENTS: [&str; 4] = ["Engineering", "Sales", "Finance", "Operations"];

pub struct Worker {
    number: usize,
    client: Client,
    gate: Arc<Gate>,
    ledger: Arc<Mutex<Ledger>>,
    faults: Arc<Mutex<Vec<String>>>,
    random: Random,
    /// How many groups this worker has asked for.
    made: usize,
    member: String,
}

impl Worker {
    pub fn new(
        number: usize,
        mut client: Client,
        gate: Arc<Gate>,
        ledger: Arc<Mutex<Ledger>>,
        faults: Arc<Mutex<Vec<String>>>,
    ) -> Result<Self, Failed> {
        let user = client.send("GET", &format!("Users/{MEMBER}"), None)?;
        let member = user["objectIdFromIdentityStore"].as_str().ok_or("no member")?.to_owned();
        Ok(Self { number, client, gate, ledger, faults, random: Random(number as u64), made: 0, member })
    }

    /// Sends requests until the gate says that there are to be no more.
    pub fn work(&mut self) {
        while self.gate.pass() {
            let began = Instant::now();
            match self.request() {
                Ok(kind) => {
                    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
                    self.ledger().figures.push(Figure { kind, micros });
                }
                // Whatever was under way when the service was killed is lost, and may have been done.
                Err(Problem::Lost(_)) if self.gate.is_closed() => self.client.reconnect(),
                Err(problem) => {
                    self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(problem.to_string());
                    self.client.reconnect();
                }
            }
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends one request; returns its kind.
    fn request(&mut self) -> Result<&'static str, Problem> {
        let own = self.ledger().groups.len();
        match self.random.below(100) {
            0..=29 => self.search(),
            30..=39 => {
                self.ask("GET", "Users/olivia.owner/Groups?pageNo=1&pageSize=25&calculateTotal=true", None, "lists")
            }
            40..=44 => self.ask("GET", "Users/olivia.owner/Groups/count", None, "lists"),
            45..=49 => self.preview(),
            50..=59 => self.read(),
            60..=61 => self.client.sign_in().map(|()| "sign-ins"),
            62..=75 if own < MOST => self.create(),
            62..=79 => self.delete(),
            80..=91 => self.describe(),
            _ => self.join_or_leave(),
        }
    }

    fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        kind: &'static str,
    ) -> Result<&'static str, Problem> {
        self.client.send(method, path, body).map(|_| kind)
    }

    fn search(&mut self) -> Result<&'static str, Problem> {
        let department = *self.random.one(&DEPARTMENTS);
        let (attribute, operator, value) = match self.random.below(4) {
            0 => ("displayName", "Contains", "an"),
            1 => ("department", "Is Exactly", department),
            2 => ("name", "Starts With", PREFIX),
            _ => ("objectClass", "Is Exactly", "group"),
        };
        let body = json!({
            "identityStoreId": 2, "searchType": 0, "sortBy": "displayName", "sortOrder": 1,
            "pageNo": 1 + self.random.below(4), "pageSize": 25, "calculateTotal": true, "startInContainerWithScopes": {},
            "criteria": { "attribute": attribute, "operator": operator, "value": value },
            "attributesToLoad": ["displayName", "mail", "department", "description"],
        });
        self.ask("POST", "Searches", Some(&body), "searches")
    }

    fn preview(&mut self) -> Result<&'static str, Problem> {
        let entry = |value: &str| json!([{ "Value": value, "Action": 0 }]);
        let rule = format!("(department Is Exactly \"{}\")", self.random.one(&DEPARTMENTS));
        let start = json!([{ "Value": "DC=demo,DC=local", "Action": 0, "AttributeCollection": { "Scope": "2" } }]);
        let body = json!({
            "ExtensionDataAttributes": { "AttributesCollection":
                { "IMSGObjectTypes": entry("6"), "IMSGCriteria": entry(&rule), "IMSGStartPath": start } },
            "AttributesToLoad": ["displayName"],
        });
        let path = "Groups/SmartGroups/Members?sortOrder=1&pageNo=1&pageSize=25";
        self.ask("GET", path, Some(&body), "previews")
    }

    /// The name and id of one of its groups.
    fn any(&mut self) -> Option<(String, String)> {
        let count = self.ledger().groups.len();
        let at = self.random.below(count);
        let ledger = self.ledger();
        let (name, group) = ledger.groups.iter().nth(at)?;
        Some((name.clone(), group.id.clone()?))
    }

    fn read(&mut self) -> Result<&'static str, Problem> {
        match self.any() {
            Some((_, id)) => self.ask("GET", &format!("Groups/{id}"), None, "reads"),
            None => self.search(),
        }
    }

    /// Sends a change of a group, after which it is like `next`. If no answer comes, it may be or not.
    fn change(
        &mut self,
        name: &str,
        next: Option<Content>,
        (method, path): (&str, &str),
        body: Option<&Value>,
        kind: &'static str,
    ) -> Result<(Value, &'static str), Problem> {
        let nothing = Group { id: None, known: None, maybe: None };
        self.ledger().groups.entry(name.to_owned()).or_insert(nothing).maybe = Some(next.clone());
        let answer = self.client.send(method, path, body);
        let mut ledger = self.ledger();
        if let Some(group) = ledger.groups.get_mut(name) {
            match &answer {
                Ok(_) => (group.known, group.maybe) = (next, None),
                Err(Problem::Unexpected(_)) => group.maybe = None,
                Err(Problem::Lost(_)) => {}
            }
        }
        answer.map(|answer| (answer, kind))
    }

    fn create(&mut self) -> Result<&'static str, Problem> {
        self.made += 1;
        let name = format!("{PREFIX}{} {}", self.number, self.made);
        let description = format!("made as number {}", self.made);
        let entry = |value: &str| json!([{ "Value": value, "Action": 0 }]);
        let body = json!({
            "GroupName": name, "Container": CONTAINER,
            "AttributesCollection": { "AttributesCollection": {
                "sAMAccountName": entry(&name), "name": entry(&name), "CN": entry(&name), "objectClass": entry("group"),
                "groupType": entry("-2147483640"), "XGroupScope": entry("Universal Group"),
                "XGroupSecurity": entry("Private"), "description": entry(&description),
                "managedBy": entry("CN=Administrator,CN=Users,DC=demo,DC=local"),
            } },
        });
        let next = Content { description, has_member: false };
        let way = ("POST", "Groups/StaticGroup");
        let (answer, kind) = self.change(&name, Some(next), way, Some(&body), "creations")?;
        let id = answer["data"].as_str().map(str::to_owned);
        if let Some(group) = self.ledger().groups.get_mut(&name) {
            group.id = id;
        }
        Ok(kind)
    }

    fn delete(&mut self) -> Result<&'static str, Problem> {
        let Some((name, id)) = self.any() else { return self.search() };
        let (_, kind) = self.change(&name, None, ("DELETE", &format!("Groups/{id}")), None, "deletions")?;
        self.ledger().groups.remove(&name);
        Ok(kind)
    }

    /// What is known of a group.
    fn known(&self, name: &str) -> Option<Content> {
        self.ledger().groups.get(name).and_then(|group| group.known.clone())
    }

    fn describe(&mut self) -> Result<&'static str, Problem> {
        let Some((name, id)) = self.any() else { return self.search() };
        let Some(before) = self.known(&name) else { return self.search() };
        let description = format!("changed to {}", self.random.below(1_000_000));
        let body = json!({ "AttributesCollection": { "AttributesCollection":
            { "description": [{ "Value": description, "Action": 1 }] } } });
        let next = Content { description, ..before };
        let path = format!("Groups/{id}");
        self.change(&name, Some(next), ("PATCH", &path), Some(&body), "changes").map(|(_, kind)| kind)
    }

    fn join_or_leave(&mut self) -> Result<&'static str, Problem> {
        let Some((name, id)) = self.any() else { return self.search() };
        let Some(before) = self.known(&name) else { return self.search() };
        let (what, how, who) = match before.has_member {
            false => ("JoinOnBehalf", "joinType", "joiningUserIdentity"),
            true => ("LeaveOnBehalf", "leaveType", "leavingUserId"),
        };
        let no_date = "0001-01-01T00:00:00";
        let body = json!({ "IdentityStoreID": 2, "ReplicationRequired": true, (who): self.member,
            (how): { "MembershipType": 1, "StartDate": no_date, "EndDate": no_date, "Reason": "soak" } });
        let next = Content { has_member: !before.has_member, ..before };
        let path = format!("Groups/{id}/{what}");
        self.change(&name, Some(next), ("POST", &path), Some(&body), "memberships").map(|(_, kind)| kind)
    }
}
