//! A server of one's own and a client that remembers what it asked.

use dataservice::{Options, Running};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e} in {self:?}"))
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    /// Asserts a documented error and returns its sentence.
    pub fn error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{self:?}");
        let body = self.json();
        assert_eq!(body["status"], status, "{body}");
        assert_eq!(body["requestId"], self.header("x-request-id"), "{body}");
        body["message"].as_str().expect("a sentence").to_owned()
    }
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }
}

/// A folder that goes when the test does.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("dataservice-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Calls one server.
pub struct Client {
    pub address: String,
    pub token: Option<String>,
    agent: ureq::Agent,
    asked: Mutex<Vec<(String, String)>>,
    signed_in: Mutex<Option<SignedIn>>,
}

/// Whom the client has signed in, so that it can sign the same person in to the other store when that is asked.
#[derive(Clone)]
struct SignedIn {
    user: String,
    password: String,
    store: String,
    token: String,
    token_of_other: Option<String>,
}

pub const STORE: &str = "/GroupIDDataService/api/IdentityStores/2";
pub const TOKEN: &str = "/GroupIDSecurityService/connect/token";
pub const EXTENSIONS: &str = "/GroupIDDataService/api/x-portal";

impl Client {
    pub fn new(address: String) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { address, token: None, agent, asked: Mutex::default(), signed_in: Mutex::default() }
    }

    /// Any request; `Err` when the connection was lost.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: Option<&str>,
        more: &[(&str, &str)],
    ) -> Result<Reply, ureq::Error> {
        self.asked.lock().unwrap().push((method.to_owned(), path.split('?').next().unwrap_or_default().to_owned()));
        let url = format!("{}{path}", self.address);
        let mut headers: Vec<(String, String)> = more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let own = self.token_for(path).filter(|_| !headers.iter().any(|(name, _)| name == "authorization"));
        if let Some(token) = own {
            headers.push(("authorization".to_owned(), format!("Bearer {token}")));
        }
        if body.is_some() {
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        let bodiless = match method {
            "GET" => Some(self.agent.get(&url)),
            "DELETE" => Some(self.agent.delete(&url)),
            "HEAD" => Some(self.agent.head(&url)),
            _ => None,
        };
        let mut response = match bodiless {
            Some(builder) => {
                let builder = headers.iter().fold(builder, |b, (name, value)| b.header(name, value));
                match body {
                    Some(text) => builder.force_send_body().send(text),
                    None => builder.call(),
                }
            }
            None => {
                let builder = ureq::http::Request::builder().method(method).uri(&url);
                let builder = headers.iter().fold(builder, |b, (name, value)| b.header(name, value));
                self.agent.run(builder.body(body.unwrap_or_default().to_owned())?)
            }
        }?;
        let name = |(n, v): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (n.to_string(), v.to_str().unwrap_or_default().to_owned())
        };
        let headers: Vec<_> = response.headers().iter().map(name).collect();
        let status = response.status().as_u16();
        let text = String::from_utf8_lossy(&response.body_mut().read_to_vec()?).into_owned();
        assert!(headers.iter().any(|(n, v)| n == "x-request-id" && !v.is_empty()), "no request id: {headers:?}");
        Ok(Reply { status, headers, text })
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let text = body.map(Value::to_string);
        self.try_send(method, path, "application/json", text.as_deref(), &[]).unwrap()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, Some(body))
    }

    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let encode = |text: &str| model::wire::paths::segment(text);
        let form: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.try_send("POST", path, "application/x-www-form-urlencoded", Some(&form.join("&")), &[]).unwrap()
    }

    pub fn ask_token(&self, user: &str, password: &str, store: &str) -> Reply {
        let fields = [
            ("grant_type", "password"),
            ("username", user),
            ("password", password),
            ("client_id", "groupid-portal"),
            ("identity_store_id", store),
        ];
        self.form(TOKEN, &fields)
    }

    pub fn sign_in(&mut self, user: &str, password: &str) {
        self.sign_in_to("2", user, password);
    }

    pub fn sign_in_to(&mut self, store: &str, user: &str, password: &str) {
        let answer = self.ask_token(user, password, store).ok();
        let token = answer["access_token"].as_str().unwrap().to_owned();
        self.token = Some(token.clone());
        let [user, password, store] = [user, password, store].map(str::to_owned);
        *self.signed_in.lock().unwrap() = Some(SignedIn { user, password, store, token, token_of_other: None });
    }

    /// The token for a path: that of [`Self::token`], or for the other identity store one of the same person.
    fn token_for(&self, path: &str) -> Option<String> {
        let own = self.token.clone()?;
        let signed_in = self.signed_in.lock().unwrap().clone().filter(|signed_in| signed_in.token == own);
        let asked = path.split_once("/IdentityStores/").and_then(|(_, rest)| rest.split('/').next());
        let Some((signed_in, asked)) =
            signed_in.zip(asked).filter(|(signed_in, asked)| *asked != signed_in.store && ["2", "3"].contains(asked))
        else {
            return Some(own);
        };
        if signed_in.token_of_other.is_some() {
            return signed_in.token_of_other;
        }
        let answer = self.ask_token(&signed_in.user, &signed_in.password, asked).json();
        let other = answer["access_token"].as_str().map(str::to_owned);
        if let Some(signed_in) = self.signed_in.lock().unwrap().as_mut() {
            signed_in.token_of_other.clone_from(&other);
        }
        other
    }

    /// Searches store 2 with what is given beside the usual.
    pub fn search(&self, more: Value) -> Reply {
        let mut body = json!({ "identityStoreId": 2, "searchType": 0, "sortBy": "name", "sortOrder": 1, "pageNo": 1,
            "pageSize": 1000, "calculateTotal": true, "startInContainerWithScopes": {}, "attributesToLoad": ["name"] });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.post(&format!("{STORE}/Searches"), &body)
    }

    /// The table's rows that were asked.
    pub fn rows_asked(&self) -> Vec<(&'static str, &'static str)> {
        let asked = self.asked.lock().unwrap();
        let rows = asked.iter().filter_map(|(method, path)| dataservice::matched(method, path));
        rows.map(|route| (route.method, route.template)).collect()
    }
}

/// A server with a store of its own; the administrator, who may change every group, is signed in.
pub struct Server {
    pub client: Client,
    _folder: Folder,
    running: Option<Running>,
    runtime: tokio::runtime::Runtime,
}

impl std::ops::Deref for Server {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Server {
    pub fn new() -> Self {
        Self::with(|_| ())
    }

    /// With journal, faults and few people, and whatever else.
    pub fn with(change: impl FnOnce(&mut Options)) -> Self {
        let mut server = Self::unsigned(change);
        server.client.sign_in("Administrator", "Demo-Admin-1");
        server
    }

    /// The same for somebody who is signed in to Entra ID's store.
    pub fn of_entra() -> Self {
        let mut server = Self::unsigned(|_| ());
        server.client.sign_in_to("3", "Administrator", "Demo-Admin-1");
        server
    }

    pub fn unsigned(change: impl FnOnce(&mut Options)) -> Self {
        let folder = Folder::new();
        let mut options = Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            store: folder.0.join("directory.sqlite"),
            objects: 60,
            journal: true,
            faults: true,
            ..Options::default()
        };
        change(&mut options);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let running = runtime.block_on(dataservice::start(options)).unwrap();
        let client = Client::new(format!("http://{}", running.address));
        Self { client, _folder: folder, running: Some(running), runtime }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }
}

/// A seed's JSON.
pub fn seed(name: &str) -> Value {
    let path = format!("{}/../model/tests/model/seeds/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))).unwrap()
}

/// The body of operation 1, with another name and other attributes; null takes one away.
pub fn group_body(name: &str, attributes: Value) -> Value {
    let mut body = seed("create-static-group.request");
    body["GroupName"] = json!(name);
    let bag = body["AttributesCollection"]["AttributesCollection"].as_object_mut().unwrap();
    for own in ["sAMAccountName", "name", "CN"] {
        bag[own][0]["Value"] = json!(name);
    }
    set(bag, attributes);
    body
}

/// The body of operation 2, with another name and rule, and other attributes as in [`group_body`].
pub fn smart_body(name: &str, rule: &str, attributes: Value) -> Value {
    let mut body = seed("create-smart-group.request");
    body["GroupName"] = json!(name);
    let bag = body["AttributesCollection"]["AttributesCollection"].as_object_mut().unwrap();
    for own in ["sAMAccountName", "name", "CN", "displayName"] {
        bag[own][0]["Value"] = json!(name);
    }
    bag["mailNickname"][0]["Value"] = json!(name.replace(' ', "-"));
    bag["IMSGCriteria"][0]["Value"] = json!(rule);
    set(bag, attributes);
    body
}

/// Replaces attributes; null takes one away.
fn set(bag: &mut serde_json::Map<String, Value>, attributes: Value) {
    for (attribute, value) in attributes.as_object().unwrap() {
        match value {
            Value::Null => drop(bag.remove(attribute)),
            Value::Array(entries) => drop(bag.insert(attribute.clone(), json!(entries))),
            value => drop(bag.insert(attribute.clone(), json!([{ "Value": value, "Action": 0 }]))),
        }
    }
}

/// Where a rule looks.
pub fn start(dn: &str, scope: &str) -> Value {
    json!({ "Value": dn, "Action": 1, "AttributeCollection": { "Scope": scope } })
}

/// Creates a smart group and returns its id.
pub fn create_smart(client: &Client, body: &Value) -> String {
    let answer = client.post(&format!("{STORE}/Groups/DynamicGroup"), body).ok();
    assert_eq!(answer["status"], 0, "{answer}");
    answer["data"].as_str().unwrap().to_owned()
}

/// The names of a group's members.
pub fn members(client: &Client, id: &str) -> Vec<String> {
    let page = client.search(json!({ "objectIdentity": id, "attributeScopeQuery": "member", "pageSize": 10_000 }));
    names(&page.ok())
}

/// An attribute's values.
pub fn values(object: &Value, attribute: &str) -> Vec<String> {
    let entries = &object["attributesBusinessObject"]["attributesCollection"][attribute];
    entries
        .as_array()
        .unwrap_or_else(|| panic!("no {attribute} in {object}"))
        .iter()
        .map(|e| e["value"].as_str().unwrap().to_owned())
        .collect()
}

/// The names in a page.
pub fn names(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|object| values(object, "name").remove(0)).collect()
}

/// Creates a group and returns its id.
pub fn create(client: &Client, body: &Value) -> String {
    let answer = client.post(&format!("{STORE}/Groups/StaticGroup"), body).ok();
    assert_eq!(answer["status"], 0, "{answer}");
    answer["data"].as_str().unwrap().to_owned()
}

/// A user of the demo: id and distinguished name.
pub fn user(client: &Client, logon: &str) -> (String, String) {
    let user = client.get(&format!("{STORE}/Users/{logon}")).ok();
    (user["objectIdFromIdentityStore"].as_str().unwrap().to_owned(), values(&user, "distinguishedName").remove(0))
}
