//! How long the preview of a rule takes, and what the service weighs meanwhile:
//! `cargo run --release -p dataservice --example preview_bench -- --objects 100000 --times 60 [--store FILE]`.
//!
//! The service runs in this process and is asked over HTTP, as the portal asks it. One line of JSON is printed:
//! milliseconds of the documented preview (`median_ms`, `p95_ms`) and of the same question as a search, and the process's
//! memory at its highest (`rss_mb`). A store is seeded once, by a process of its own, so that seeding does not count.
#![allow(clippy::print_stdout)]

use clap::{Arg, ArgAction, value_parser};
use dataservice::{ACCOUNTS, Options};
use serde_json::{Value, json};
use std::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

type Failed = Box<dyn Error>;

const STORE: &str = "GroupIDDataService/api/IdentityStores/2";
/// Three parts of texts, as a person types them.
const RULE: &str = r#"((department Contains "eng") And (title Contains "senior") And (displayName Contains "an"))"#;
const COLUMNS: [&str; 5] = ["displayName", "mail", "title", "department", "distinguishedName"];

struct Wanted {
    objects: usize,
    times: usize,
    store: Option<PathBuf>,
    seed: bool,
}

fn wanted() -> Wanted {
    let number = |name: &'static str| Arg::new(name).long(name).value_parser(value_parser!(usize));
    let given = clap::Command::new("preview_bench")
        .args([
            number("objects"),
            number("times"),
            Arg::new("store").long("store").value_parser(value_parser!(PathBuf)),
            Arg::new("seed-only").long("seed-only").action(ArgAction::SetTrue),
        ])
        .get_matches();
    Wanted {
        objects: given.get_one("objects").copied().unwrap_or(100_000),
        times: given.get_one::<usize>("times").copied().unwrap_or(60).max(1),
        store: given.get_one("store").cloned(),
        seed: given.get_flag("seed-only"),
    }
}

fn main() -> Result<(), Failed> {
    let wanted = wanted();
    let temporary = std::env::temp_dir().join(format!("preview-bench-{}", std::process::id()));
    let store = wanted.store.clone().unwrap_or_else(|| temporary.join("directory.sqlite"));
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        store: store.clone(),
        objects: wanted.objects,
        ..Options::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if wanted.seed {
        let running = runtime.block_on(dataservice::start(options))?;
        runtime.block_on(running.stop());
        return Ok(());
    }
    if !store.exists() {
        let objects = wanted.objects.to_string();
        let seeding = Command::new(std::env::current_exe()?)
            .args(["--seed-only", "--objects", &objects, "--store"])
            .arg(&store)
            .status()?;
        if !seeding.success() {
            return Err("the store could not be seeded".into());
        }
    }
    let running = runtime.block_on(dataservice::start(options))?;
    let report = measure(&format!("http://{}", running.address), &wanted);
    runtime.block_on(running.stop());
    if wanted.store.is_none() {
        drop(std::fs::remove_dir_all(&temporary));
    }
    println!("{}", report?);
    Ok(())
}

fn measure(address: &str, wanted: &Wanted) -> Result<Value, Failed> {
    let account = ACCOUNTS.first().ok_or("no account")?;
    let agent = ureq::Agent::new_with_defaults();
    let fields = [
        ("grant_type", "password"),
        ("username", account.user),
        ("password", account.password),
        ("client_id", "groupid-portal"),
        ("identity_store_id", "2"),
    ];
    let text = agent
        .post(format!("{address}/GroupIDSecurityService/connect/token"))
        .send_form(fields)?
        .body_mut()
        .read_to_string()?;
    let token: Value = serde_json::from_str(&text)?;
    let bearer = format!("Bearer {}", token["access_token"].as_str().ok_or("no token")?);
    let entry = |value: &str| json!([{ "Value": value, "Action": 0 }]);
    let start = json!([{ "Value": "DC=demo,DC=local", "Action": 0, "AttributeCollection": { "Scope": "2" } }]);
    let preview = json!({
        "ExtensionDataAttributes": { "AttributesCollection":
            { "IMSGObjectTypes": entry("6"), "IMSGCriteria": entry(RULE), "IMSGStartPath": start } },
        "AttributesToLoad": COLUMNS,
    })
    .to_string();
    let leaf = |attribute: &str, operator: &str, value: &str| json!({ "attribute": attribute, "operator": operator, "value": value });
    let rule = model::criteria::search::to_criterion(&model::criteria::groupid::parse(RULE)?)?;
    let kinds = json!({ "operator": "Or", "child": [leaf("objectClass", "Is Exactly", "user"), leaf("objectClass", "Is Exactly", "group")] });
    let search = json!({
        "identityStoreId": 2, "searchType": 0, "sortBy": "displayName", "sortOrder": 1, "pageNo": 1, "pageSize": 25,
        "calculateTotal": true, "criteria": { "operator": "And", "child": [rule, kinds] },
        "startInContainerWithScopes": { "DC=demo,DC=local": "2" }, "attributesToLoad": COLUMNS,
    })
    .to_string();
    let ask_preview = || -> Result<String, Failed> {
        let url = format!("{address}/{STORE}/Groups/SmartGroups/Members?sortOrder=1&pageNo=1&pageSize=25");
        let get = agent.get(url).header("authorization", &bearer).header("content-type", "application/json");
        Ok(get.force_send_body().send(&preview)?.body_mut().read_to_string()?)
    };
    let ask_search = || -> Result<String, Failed> {
        let post = agent.post(format!("{address}/{STORE}/Searches"));
        let post = post.header("authorization", &bearer).header("content-type", "application/json");
        Ok(post.send(&search)?.body_mut().read_to_string()?)
    };
    let found: Value = serde_json::from_str(&ask_preview()?)?;
    let again: Value = serde_json::from_str(&ask_search()?)?;
    if found != again {
        return Err("the preview and the search differ".into());
    }
    let (median, p95) = times(wanted.times, &ask_preview)?;
    let (search_median, search_p95) = times(wanted.times, &ask_search)?;
    Ok(json!({
        "objects": wanted.objects, "n": wanted.times, "found": found["total"], "median_ms": median, "p95_ms": p95,
        "search_median_ms": search_median, "search_p95_ms": search_p95, "rss_mb": peak_megabytes(),
    }))
}

/// Median and 95th percentile in milliseconds, after a few that warm up.
fn times(count: usize, ask: &dyn Fn() -> Result<String, Failed>) -> Result<(f64, f64), Failed> {
    for _ in 0..3 {
        ask()?;
    }
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let began = Instant::now();
        ask()?;
        all.push((began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0);
    }
    all.sort_by(f64::total_cmp);
    let at = |part: usize| all.get((all.len() * part / 100).min(all.len() - 1)).copied().unwrap_or_default();
    Ok((at(50), at(95)))
}

/// This process's memory at its highest; none where the system does not say.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some((kilobytes / 102.4).round() / 10.0)
}
