//! A Data Service for one test: the real program on a free port, with its own directory.

use super::folder::{Folder, copy};
use super::{OWNER, env};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The size of the directory: enough for several pages, and quickly created.
const PEOPLE: &str = "300";
const DATA: &str = "/GroupIDDataService/api";
pub const CREATE: &str = "/GroupIDDataService/api/IdentityStores/2/Groups/StaticGroup";
const TOKEN: &str = "/GroupIDSecurityService/connect/token";

/// How many seconds searches lag behind changes where the service does only what is documented.
const LAG: u64 = 3;

/// Whether all journeys are walked with a service that does only what is documented, and whose searches lag behind:
/// the environment variable `SERVICE` is then `documented`.
pub fn is_documented() -> bool {
    std::env::var_os("SERVICE").is_some_and(|kind| kind == "documented")
}

/// The settings of a service.
#[derive(Default)]
pub struct Setup {
    pub token_seconds: Option<u32>,
    pub config: Option<String>,
    pub documented_only: bool,
    /// How many seconds searches lag behind changes.
    pub index_lag: Option<u64>,
    /// How many people the directory has, instead of [`PEOPLE`].
    pub people: Option<usize>,
    /// Changes the files of the portal before they are served.
    pub edit: Option<fn(&std::path::Path)>,
    /// Whether it has objects with hostile names, too, as it has where it does only what is documented.
    pub hostile: bool,
}

/// The service under test, a process of its own.
pub struct Service {
    running: RefCell<Option<Running>>,
    address: String,
    arguments: Vec<String>,
    agent: ureq::Agent,
    /// How many changes the searches of this test have seen for certain.
    settled: Cell<usize>,
    /// The distinguished names of the demo's accounts by their logon names, as far as they were looked up.
    pub(super) accounts: RefCell<BTreeMap<String, String>>,
    _folder: Folder,
}

struct Running {
    child: Child,
    /// Must stay open, so that the service can still write to its output.
    _words: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Service {
    pub fn start(setup: &Setup) -> Self {
        let folder = Folder::new();
        let portal = folder.at("portal");
        copy(&env("PORTAL_DIST"), &portal);
        if let Some(edit) = setup.edit {
            edit(&portal);
        }
        if let Some(config) = &setup.config {
            std::fs::write(portal.join("config.json"), config).unwrap();
        }
        let path = |path: std::path::PathBuf| path.to_str().unwrap().to_owned();
        let mut arguments = vec!["--store".to_owned(), path(folder.at("directory.sqlite"))];
        let people = setup.people.map_or_else(|| PEOPLE.to_owned(), |count| count.to_string());
        arguments.extend(["--portal".to_owned(), path(portal), "--objects".to_owned(), people]);
        arguments.extend(["--journal".to_owned(), "--faults".to_owned()]);
        if let Some(seconds) = setup.token_seconds {
            arguments.extend(["--token-seconds".to_owned(), seconds.to_string()]);
        }
        if setup.hostile || is_documented() {
            arguments.push("--hostile".to_owned());
        }
        if setup.documented_only || is_documented() {
            arguments.push("--documented-only".to_owned());
        }
        if let Some(lag) = setup.index_lag.or(is_documented().then_some(LAG)) {
            arguments.extend(["--index-lag".to_owned(), lag.to_string()]);
        }
        let (running, address) = run("127.0.0.1:0", &arguments);
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        Self {
            running: RefCell::new(Some(running)),
            address,
            arguments,
            agent,
            settled: Cell::new(0),
            accounts: RefCell::default(),
            _folder: folder,
        }
    }

    /// The service's origin, such as `http://127.0.0.1:1234`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Kills the process without any shutdown, like a power failure.
    pub fn kill(&self) {
        self.running.replace(None);
    }

    /// Starts the service again with the same address and directory.
    pub fn start_again(&self) {
        let listen = self.address.strip_prefix("http://").unwrap();
        let (running, _) = run(listen, &self.arguments);
        self.running.replace(Some(running));
    }

    /// Defines a fault for the next matching request.
    pub fn fault(&self, fault: Value) {
        let url = format!("{}{DATA}/x-portal/faults", self.address);
        let answer = self.agent.post(url).send_json(&fault).unwrap();
        assert_eq!(answer.status(), 204, "the service took no fault {fault}");
    }

    /// Removes all faults, also those that no request has used up.
    pub fn no_more_faults(&self) {
        let answer = self.agent.delete(format!("{}{DATA}/x-portal/faults", self.address)).call().unwrap();
        assert_eq!(answer.status(), 204);
    }

    /// All requests so far.
    pub fn journal(&self) -> Vec<Value> {
        let url = format!("{}{DATA}/x-portal/journal", self.address);
        let entries: Value = self.agent.get(url).call().unwrap().body_mut().read_json().unwrap();
        entries.as_array().unwrap().clone()
    }

    /// The creations of static groups so far.
    pub fn creations(&self) -> Vec<Value> {
        let is_one = |entry: &Value| entry["method"] == "POST" && entry["path"] == CREATE;
        self.journal().into_iter().filter(is_one).collect()
    }

    /// The requests with a method and path so far; `*` stands for any path.
    pub fn requests(&self, method: &str, path: &str) -> Vec<Value> {
        super::rules::requests(self.journal(), method, path)
    }

    /// All users, with the attributes that rules ask for.
    pub fn people(&self) -> Vec<Value> {
        self.search("objectClass", "user", &["displayName", "distinguishedName", "department", "title", "l"])
    }

    /// Changes a group's attributes as another user would.
    pub fn patch(&self, id: &str, attributes: &Value) {
        self.patch_as(OWNER, id, attributes);
    }

    /// Waits until searches see all changes so far.
    pub fn settle(&self) {
        if !is_documented() {
            return;
        }
        let reads = [TOKEN, "/Searches", "/x-portal/"];
        let is_change = |entry: &&Value| {
            let path = entry["path"].as_str().unwrap_or_default();
            entry["method"] != "GET" && !reads.iter().any(|read| path.contains(read))
        };
        let changes = self.journal().iter().filter(is_change).count();
        if self.settled.replace(changes) != changes {
            std::thread::sleep(Duration::from_millis(LAG * 1_000 + 200));
        }
    }

    /// How many token refreshes have succeeded so far.
    pub fn renewals(&self) -> usize {
        let is_one = |entry: &&Value| {
            entry["path"] == TOKEN && entry["status"] == 200 && entry["body"]["grant_type"] == "refresh_token"
        };
        self.journal().iter().filter(is_one).count()
    }

    /// An access token of an account for requests that do not come from the page.
    fn bearer(&self, (user, password): (&str, &str), store: i64) -> String {
        let store = store.to_string();
        let form = [
            ("grant_type", "password"),
            ("username", user),
            ("password", password),
            ("client_id", "groupid-portal"),
            ("identity_store_id", store.as_str()),
        ];
        let mut answer = self.agent.post(format!("{}{TOKEN}", self.address)).send_form(form).unwrap();
        let token: Value = answer.body_mut().read_json().unwrap();
        format!("Bearer {}", token["access_token"].as_str().unwrap())
    }

    /// Sends a request as another user would; it must not be mistaken for one of the page.
    pub fn call(&self, store: i64, path: &str, body: &Value) -> Value {
        self.send_as(OWNER, store, "POST", path, body)
    }

    /// Sends a request with a body, also where a browser could not: with GET and DELETE.
    pub(super) fn send_as(&self, account: (&str, &str), store: i64, method: &str, path: &str, body: &Value) -> Value {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{DATA}/IdentityStores/{store}/{path}", self.address))
            .header("authorization", self.bearer(account, store))
            .header("content-type", "application/json")
            .body(body.to_string())
            .unwrap();
        let request = self.agent.configure_request(request).allow_non_standard_methods(true).build();
        let mut answer = self.agent.run(request).unwrap();
        assert_eq!(answer.status(), 200, "{method} {path} {body}");
        answer.body_mut().read_json().unwrap()
    }

    /// Objects in Active Directory with exactly this attribute value.
    pub fn search(&self, attribute: &str, value: &str, load: &[&str]) -> Vec<Value> {
        self.search_in(2, attribute, value, load)
    }

    /// Objects of a store with exactly this attribute value.
    pub fn search_in(&self, store: i64, attribute: &str, value: &str, load: &[&str]) -> Vec<Value> {
        let body = json!({
            "identityStoreId": store, "searchType": 0, "sortBy": "name", "sortOrder": 1, "pageNo": 1, "pageSize": 1000,
            "calculateTotal": true, "startInContainerWithScopes": {}, "attributesToLoad": load,
            "criteria": { "attribute": attribute, "operator": "Is Exactly", "value": value },
        });
        self.settle();
        let page = self.call(store, "Searches", &body);
        page["data"].as_array().unwrap().clone()
    }

    /// How many objects have this name.
    pub fn count(&self, name: &str) -> usize {
        self.search("name", name, &["name"]).len()
    }

    /// Creates a user in Active Directory as another user would.
    pub fn make_user(&self, logon: &str, name: &str) {
        let entry = |value: &str| json!([{ "value": value, "action": 0 }]);
        let upn = format!("{logon}@demo.local");
        let body = json!({
            "Container": "OU=People,DC=demo,DC=local", "IdentityStoreID": "2",
            "Attributes": { "attributesCollection": {
                "displayName": entry(name), "CN": entry(name), "sn": entry(name), "objectClass": entry("user"),
                "samAccountName": entry(logon), "userPrincipalName": entry(&upn), "Password": entry("Some-Pass-1234"),
            } },
        });
        let answer = self.call(2, "Users", &body);
        assert_eq!(answer["status"], 0, "{answer}");
    }

    /// Creates a group as another user would.
    pub fn create(&self, name: &str, sam: &str, container: &str) {
        let entry = |value: &str| json!([{ "Value": value, "Action": 0 }]);
        let mut body: Value = serde_json::from_str(super::wizard::SAMPLE).unwrap();
        body["GroupName"] = json!(name);
        body["Container"] = json!(container);
        let bag = &mut body["AttributesCollection"]["AttributesCollection"];
        bag["name"] = entry(name);
        bag["CN"] = entry(name);
        bag["sAMAccountName"] = entry(sam);
        let answer = self.call(2, "Groups/StaticGroup", &body);
        assert_eq!(answer["status"], 0, "{answer}");
    }
}

/// The values of an attribute.
pub fn values(object: &Value, attribute: &str) -> Vec<String> {
    let entries = &object["attributesBusinessObject"]["attributesCollection"][attribute];
    let text = |entry: &Value| entry["value"].as_str().unwrap().to_owned();
    entries.as_array().into_iter().flatten().map(text).collect()
}

fn run(listen: &str, arguments: &[String]) -> (Running, String) {
    let program = env("DATASERVICE_BIN");
    let mut command = Command::new(&program);
    command.args(["--listen", listen]).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let mut words = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    words.read_line(&mut said).unwrap();
    let running = Running { child, _words: words };
    let address = said.trim().strip_prefix("listening on ");
    let address = address.unwrap_or_else(|| panic!("the service is not ready, it said: {said:?}")).to_owned();
    (running, address)
}
