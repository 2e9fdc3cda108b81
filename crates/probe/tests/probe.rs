//! The probe against the embedded Data Service: with everything in order, and with faults.

// clippy.toml allows these in `#[test]` functions; here their helpers are meant as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dataservice::Running;
use model::wire::StoreId;
use probe::account::Account;
use probe::options::Options;
use probe::report::{Report, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

const STORE: &str = "/GroupIDDataService/api/IdentityStores/2";
const SECRET: &str = "demo-client-secret";

/// A service with a store of its own.
struct Server {
    address: String,
    token: String,
    agent: ureq::Agent,
    folder: PathBuf,
    running: Option<Running>,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("probe-service-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let options = dataservice::Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            store: folder.join("directory.sqlite"),
            objects: 60,
            journal: true,
            faults: true,
            ..dataservice::Options::default()
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let running = runtime.block_on(dataservice::start(options)).unwrap();
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let address = format!("http://{}", running.address);
        let form = "grant_type=password&username=Administrator&password=Demo-Admin-1&client_id=groupid-portal\
                    &identity_store_id=2";
        let mut answer = agent
            .post(format!("{address}/GroupIDSecurityService/connect/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .send(form)
            .unwrap();
        let answer: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        let token = answer["access_token"].as_str().unwrap().to_owned();
        let server = Self { address, token, agent, folder, running: Some(running), runtime };
        server.delete("journal");
        server
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = request.header("authorization", format!("Bearer {}", self.token));
        let mut answer = request.header("content-type", "application/json").send(body.to_string()).unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap_or_default()
    }

    fn delete(&self, extension: &str) {
        let url = format!("{}/GroupIDDataService/api/x-portal/{extension}", self.address);
        self.agent.delete(url).header("authorization", format!("Bearer {}", self.token)).call().unwrap();
    }

    /// The requests that came, as method and path.
    fn asked(&self) -> Vec<(String, String)> {
        let url = format!("{}/GroupIDDataService/api/x-portal/journal", self.address);
        let mut answer = self.agent.get(url).header("authorization", format!("Bearer {}", self.token)).call().unwrap();
        let entries: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        let text = |entry: &Value, member: &str| entry[member].as_str().unwrap().to_owned();
        entries.as_array().unwrap().iter().map(|entry| (text(entry, "method"), text(entry, "path"))).collect()
    }

    /// From now on, every request whose path contains this gets the fault.
    fn fault(&self, mut fault: Value) {
        fault["times"] = json!(1000);
        self.post("/GroupIDDataService/api/x-portal/faults", &fault);
    }

    fn probe(&self) -> Report {
        self.probe_as("olivia.owner", "Demo-Pass-1")
    }

    fn probe_as(&self, user: &str, password: &str) -> Report {
        let account = Account {
            user: user.to_owned(),
            password: password.to_owned(),
            client_id: "groupid-portal".to_owned(),
            client_secret: Some(SECRET.to_owned()),
        };
        let options = Options::at(&self.address).unwrap();
        let mut told = 0;
        let report = probe::run(&options, StoreId(2), account, &mut |_| told += 1).unwrap();
        assert_eq!(told, report.findings.len());
        report
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The checks with that verdict.
fn with(report: &Report, verdict: Verdict) -> BTreeSet<&'static str> {
    report.findings.iter().filter(|one| one.judgement.verdict == verdict).map(|one| one.check.id).collect()
}

/// Everything that is printed or written.
fn texts(report: &Report) -> String {
    let lines: Vec<_> = report.findings.iter().map(probe::report::Finding::as_lines).collect();
    format!("{}\n{}\n{}", lines.join("\n"), report.summary(), report.as_markdown())
}

/// The lists that the embedded service does not offer.
fn not_offered() -> BTreeSet<&'static str> {
    let lists = probe::checks::ALL.iter().map(|step| step.check.id);
    let path = |id: &str| match id {
        id if id.starts_with("Groups") => format!("{STORE}/Users/somebody/{id}"),
        id => format!("{STORE}/{id}"),
    };
    lists
        .filter(|id| id.starts_with("Groups") || id.starts_with("Workflows"))
        .filter(|id| dataservice::matched("GET", &path(id)).is_none())
        .collect()
}

#[test]
fn the_embedded_service_agrees() {
    let server = Server::new();
    let report = server.probe();
    let all: BTreeSet<_> = probe::checks::ALL.iter().map(|step| step.check.id).collect();
    let expected: BTreeSet<_> = all.difference(&not_offered()).copied().collect();
    assert_eq!(with(&report, Verdict::Agrees), expected, "{}", texts(&report));
}

#[test]
fn it_only_reads() {
    let server = Server::new();
    server.probe();
    let asked = server.asked();
    assert!(asked.len() > 60, "{}", asked.len());
    for (method, path) in asked {
        let reads =
            method == "GET" || method == "POST" && (path.ends_with("/Searches") || path.ends_with("/connect/token"));
        assert!(reads, "{method} {path}");
    }
}

/// Every text by which somebody could recognise the directory.
fn recognisable(server: &Server) -> Vec<String> {
    let names =
        ["name", "displayName", "distinguishedName", "sAMAccountName", "userPrincipalName", "mail", "department"];
    let search = json!({ "identityStoreId": 2, "searchType": 0, "sortOrder": 1, "pageNo": 1, "pageSize": 10_000,
        "calculateTotal": true, "startInContainerWithScopes": {}, "attributesToLoad": names });
    let page = server.post(&format!("{STORE}/Searches"), &search);
    let objects = page["data"].as_array().unwrap().iter();
    let values = objects.flat_map(|object| {
        let held = &object["attributesBusinessObject"]["attributesCollection"];
        let ids = object["objectIdFromIdentityStore"].as_str().map(str::to_owned);
        let values = names.into_iter().flat_map(|name| held[name].as_array().cloned().unwrap_or_default());
        ids.into_iter().chain(values.filter_map(|value| value["value"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    });
    let found: Vec<String> = values.filter(|text| text.chars().count() > 3).collect();
    assert!(found.len() > 500);
    found
}

fn assert_nobody_is_named(server: &Server, report: &Report) {
    let text = texts(report).to_lowercase();
    let own = ["olivia", "Demo-Pass-1", SECRET, "groupid-portal", "127.0.0.1", "dc=", "demo.local"];
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let all = own.map(str::to_owned).into_iter().chain([port]).chain(recognisable(server));
    for one in all {
        let one = one.to_lowercase();
        let stands_alone = text.match_indices(&one).any(|(at, found)| {
            let around = [text[..at].chars().next_back(), text[at + found.len()..].chars().next()];
            around.into_iter().flatten().all(|c| !c.is_alphanumeric())
        });
        assert!(!stands_alone, "{one} is in\n{text}");
    }
}

#[test]
fn nobody_is_named() {
    let server = Server::new();
    assert_nobody_is_named(&server, &server.probe());
}

#[test]
fn a_list_at_another_path_is_told() {
    let server = Server::new();
    server.fault(json!({ "pathContains": "/Groups/All", "status": 404 }));
    let report = server.probe();
    assert!(with(&report, Verdict::Differs).contains("Groups/All"));
    assert!(!with(&report, Verdict::Differs).contains("Groups"));
    let markdown = report.as_markdown();
    assert!(
        markdown.contains("| DIFFERS | part B | A list of a person's groups: all | HTTP status 404 | 6 |"),
        "{markdown}"
    );
}

#[test]
fn answers_of_another_shape_are_told() {
    let strange = [
        json!("<html><title>IIS of CORP-DC01</title></html>"),
        json!({ "total": { "Olivia Owner": 1 }, "data": { "Olivia Owner": [] } }),
        json!([]),
        json!({ "total": "many", "data": [{ "attributesBusinessObject": { "attributesCollection": { "Olivia Owner": 7 } } }] }),
    ];
    for body in strange {
        let server = Server::new();
        server.fault(json!({ "pathContains": "/Searches", "status": 200, "body": body }));
        let report = server.probe();
        let differs = with(&report, Verdict::Differs);
        for id in ["me", "or", "descending"] {
            assert!(differs.contains(id), "{id} with {body}: {}", texts(&report));
        }
        server.delete("faults");
        assert_nobody_is_named(&server, &report);
        assert!(!texts(&report).contains("CORP"));
    }
}

#[test]
fn a_broken_server_gives_no_answer() {
    for fault in [
        json!({ "pathContains": "/api/", "status": 503 }),
        json!({ "pathContains": "/api/", "drop": "beforeHandling" }),
        json!({ "pathContains": "/api/", "status": 429, "retryAfter": 5 }),
    ] {
        let server = Server::new();
        server.fault(fault.clone());
        let report = server.probe();
        let silent = with(&report, Verdict::NoAnswer);
        for id in ["me", "or", "search", "missing", "Workflows/Pending"] {
            assert!(silent.contains(id), "{id} with {fault}: {}", texts(&report));
        }
        assert!(with(&report, Verdict::Agrees).is_superset(&BTreeSet::from(["discovery", "token", "refresh"])));
    }
}

#[test]
fn a_wrong_password_is_tried_once() {
    let server = Server::new();
    let report = server.probe_as("olivia.owner", "not-hers");
    assert!(with(&report, Verdict::Differs).contains("token"), "{}", texts(&report));
    assert!(with(&report, Verdict::Open).contains("or"));
    let tried = server.asked().into_iter().filter(|(_, path)| path.ends_with("/connect/token")).count();
    assert_eq!(tried, 1);
    assert!(!texts(&report).contains("not-hers"));
}

#[test]
fn requests_have_numbers() {
    let server = Server::new();
    let request = json!({ "workflowRequestId": "17", "statusId": 1, "requesterName": "Olivia Owner" });
    server.fault(json!({ "pathContains": "/MyRequests", "status": 200, "body": [request] }));
    server.fault(json!({ "pathContains": "/Workflows/Pending", "status": 200, "body": { "total": 0, "data": [] } }));
    let report = server.probe();
    assert!(with(&report, Verdict::Differs).contains("Workflows/MyRequests"), "{}", texts(&report));
    assert!(with(&report, Verdict::Agrees).contains("Workflows/Pending"), "{}", texts(&report));
    assert!(texts(&report).contains("requesterName"));
    assert_nobody_is_named(&server, &report);
}
