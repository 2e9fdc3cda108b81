//! How long the lists of a large directory take:
//! `cargo run --release -p dataservice --example lists_bench -- --objects 100000 --groups 10000 --times 30 [--store FILE]`.
//!
//! The service runs in this process and is asked over HTTP, as the portal asks it. One line of JSON is printed for each
//! list: median and 95th percentile in milliseconds, the time of a processor that one call takes (of service and client,
//! which counts where other programs run beside it), and how many objects the list has.
#![allow(clippy::print_stdout)]

use clap::{Arg, value_parser};
use dataservice::{ACCOUNTS, Options};
use model::people_search::NameSearch;
use model::wire::Criterion;
use serde_json::{Value, json};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

type Failed = Box<dyn Error>;

const STORE: &str = "GroupIDDataService/api/IdentityStores/2";
const GROUP_COLUMNS: [&str; 12] = [
    "displayName",
    "name",
    "sAMAccountName",
    "distinguishedName",
    "description",
    "objectClass",
    "groupType",
    "IMSGManagedGroupType",
    "XGroupSecurity",
    "XGroupExpirationDate",
    "managedBy",
    "mail",
];
const PERSON_COLUMNS: [&str; 8] = [
    "displayName",
    "mail",
    "title",
    "department",
    "distinguishedName",
    "XMembershipType",
    "XBeginningDate",
    "XEndingDate",
];

fn main() -> Result<(), Failed> {
    let number = |name: &'static str| Arg::new(name).long(name).value_parser(value_parser!(usize));
    let given = clap::Command::new("lists_bench")
        .args([
            number("objects"),
            number("groups"),
            number("times"),
            Arg::new("store").long("store").value_parser(value_parser!(PathBuf)),
        ])
        .get_matches();
    let of = |name: &str, usual: usize| given.get_one::<usize>(name).copied().unwrap_or(usual);
    let temporary = std::env::temp_dir().join(format!("lists-bench-{}", std::process::id()));
    let own = given.get_one::<PathBuf>("store").cloned();
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        store: own.clone().unwrap_or_else(|| temporary.join("directory.sqlite")),
        objects: of("objects", 100_000),
        groups: of("groups", 10_000),
        ..Options::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let running = runtime.block_on(dataservice::start(options))?;
    let measured = measure(&format!("http://{}", running.address), of("times", 30).max(1));
    runtime.block_on(running.stop());
    if own.is_none() {
        drop(std::fs::remove_dir_all(&temporary));
    }
    measured
}

/// Asks for a list.
type Ask<'a> = dyn Fn() -> Result<Value, Failed> + 'a;

/// How much time of a processor this process has used, in milliseconds; none where the system does not say.
fn cpu() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the name of the program, which may contain blanks.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok());
    Some((ticks(11)? + ticks(12)?) * 10.0)
}

fn leaf(attribute: &str, value: &str) -> Value {
    json!({ "attribute": attribute, "operator": "Is Exactly", "value": value })
}

fn measure(address: &str, times: usize) -> Result<(), Failed> {
    let agent = ureq::Agent::new_with_defaults();
    let account = ACCOUNTS.iter().find(|account| account.user == "olivia.owner").ok_or("no account")?;
    let fields = [
        ("grant_type", "password"),
        ("username", account.user),
        ("password", account.password),
        ("client_id", "groupid-portal"),
        ("identity_store_id", "2"),
    ];
    let url = format!("{address}/GroupIDSecurityService/connect/token");
    let token: Value = serde_json::from_str(&agent.post(url).send_form(fields)?.body_mut().read_to_string()?)?;
    let bearer = format!("Bearer {}", token["access_token"].as_str().ok_or("no token")?);
    let search = |more: Value| -> Result<Value, Failed> {
        let mut body = json!({ "identityStoreId": 2, "searchType": 0, "sortBy": "displayName", "sortOrder": 1, "pageNo": 1,
            "pageSize": 50, "calculateTotal": true, "startInContainerWithScopes": {} });
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        let post = agent.post(format!("{address}/{STORE}/Searches")).header("authorization", &bearer);
        let post = post.header("content-type", "application/json");
        Ok(serde_json::from_str(&post.send(&body.to_string())?.body_mut().read_to_string()?)?)
    };
    let found = search(
        json!({ "criteria": leaf("sAMAccountName", "olivia.owner"), "attributesToLoad": ["distinguishedName"] }),
    )?;
    let olivia = &found["data"][0];
    let dn = &olivia["attributesBusinessObject"]["attributesCollection"]["distinguishedName"][0]["value"];
    let dn = dn.as_str().ok_or("no Olivia")?.to_owned();
    let id = olivia["objectIdFromIdentityStore"].as_str().ok_or("no Olivia")?.to_owned();
    let whole = search(json!({ "criteria": leaf("name", "DL-Whole Company"), "attributesToLoad": ["name"] }))?;
    let whole = whole["data"][0]["objectIdFromIdentityStore"].as_str().ok_or("no group of everybody")?.to_owned();
    let groups = leaf("objectClass", "group");
    let both = |one: Value, other: Value| json!({ "operator": "And", "child": [one, other] });
    let owned = json!({ "operator": "Or", "child": [leaf("managedBy", &dn), leaf("XAdditionalOwner", &dn)] });
    let classes = json!({ "operator": "Or", "child": [leaf("objectClass", "user"), leaf("objectClass", "group"), leaf("objectClass", "contact")] });
    let members = |page: i64| {
        json!({ "objectIdentity": whole, "attributeScopeQuery": "member", "pageNo": page,
        "attributesToLoad": PERSON_COLUMNS })
    };
    let named = |text: &str| -> Result<Value, Failed> {
        let criterion: Criterion = NameSearch::new(text).named().ok_or("no words")?;
        Ok(
            json!({ "criteria": both(classes.clone(), criterion.to_json()), "pageSize": 25, "attributesToLoad": PERSON_COLUMNS }),
        )
    };
    let mine = || -> Result<Value, Failed> {
        let url = format!(
            "{address}/{STORE}/Users/{id}/Groups?sortOrder=1&pageNo=1&pageSize=50&displayNestedOwnership=true\
             &displayAdditionalGroups=true&calculateTotal=true&searchMode=0&isManagedBy=false"
        );
        Ok(serde_json::from_str(&agent.get(url).header("authorization", &bearer).call()?.body_mut().read_to_string()?)?)
    };
    let with = |criteria: Value, more: Value| {
        let mut body = json!({ "criteria": criteria, "attributesToLoad": GROUP_COLUMNS });
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        body
    };
    let a = named("a")?;
    let prefix = named("mar")?;
    let full = named("olivia ow")?;
    let typed = json!({ "operator": "Contains", "attribute": "displayName", "value": "am 00" });
    let lists: Vec<(&str, Box<Ask<'_>>)> = vec![
        ("all groups by name", Box::new(|| search(with(groups.clone(), json!({}))))),
        ("all groups, page 100", Box::new(|| search(with(groups.clone(), json!({ "pageNo": 100 }))))),
        (
            "all groups, last changed first",
            Box::new(|| search(with(groups.clone(), json!({ "sortBy": "whenChanged", "sortOrder": 2 })))),
        ),
        ("all groups by owner", Box::new(|| search(with(groups.clone(), json!({ "sortBy": "managedBy" }))))),
        ("groups that contain a text", Box::new(|| search(with(both(groups.clone(), typed.clone()), json!({}))))),
        ("my groups, as searched", Box::new(|| search(with(both(groups.clone(), owned.clone()), json!({}))))),
        ("my groups, nested", Box::new(mine)),
        ("members, first page", Box::new(|| search(members(1)))),
        ("members, page 1000", Box::new(|| search(members(1_000)))),
        ("search a", Box::new(|| search(a.clone()))),
        ("search mar", Box::new(|| search(prefix.clone()))),
        ("search olivia ow", Box::new(|| search(full.clone()))),
    ];
    for (name, ask) in &lists {
        report(name, ask, times, &|| Ok(()))?;
    }
    // After a rename, the service reads the names of all objects again.
    let own = search(with(both(groups.clone(), owned.clone()), json!({ "pageSize": 1 })))?;
    let own = own["data"][0]["objectIdFromIdentityStore"].as_str().ok_or("no group of Olivia")?.to_owned();
    let count = std::cell::Cell::new(0);
    let rename = || -> Result<(), Failed> {
        count.set(count.get() + 1);
        let name = json!([{ "Value": format!("Team {}", count.get()), "Action": 0 }]);
        let body = json!({ "AttributesCollection": { "AttributesCollection": { "displayName": name } } });
        let patch = agent.patch(format!("{address}/{STORE}/Groups/{own}")).header("authorization", &bearer);
        patch.header("content-type", "application/json").send(&body.to_string())?;
        Ok(())
    };
    report("all groups, after a rename", &|| search(with(groups.clone(), json!({}))), times, &rename)?;
    report("members, after a rename", &|| search(members(1_000)), times, &rename)
}

/// Asks for a list so many times, each time after `before`, and prints how long it takes.
fn report(name: &str, ask: &Ask<'_>, times: usize, before: &dyn Fn() -> Result<(), Failed>) -> Result<(), Failed> {
    let total = ask()?["total"].clone();
    let mut all = Vec::with_capacity(times);
    let began = cpu();
    for _ in 0..times {
        before()?;
        let began = Instant::now();
        ask()?;
        all.push((began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0);
    }
    let cpu = cpu().zip(began).map(|(now, began)| ((now - began) / times as f64 * 10.0).round() / 10.0);
    all.sort_by(f64::total_cmp);
    let at = |part: usize| all.get((all.len() * part / 100).min(all.len() - 1)).copied().unwrap_or_default();
    println!("{}", json!({ "list": name, "total": total, "median_ms": at(50), "p95_ms": at(95), "cpu_ms": cpu }));
    Ok(())
}
