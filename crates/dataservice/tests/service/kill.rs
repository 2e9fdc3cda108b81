//! A change that was answered survives a kill at any moment.

use super::support::{Client, EXTENSIONS, Folder, STORE, create, create_smart, group_body, members, smart_body};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The real program. It ends with the test, however that ends.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Program {
    /// SIGKILL.
    fn kill(&mut self) {
        self.0.kill().unwrap();
    }
}

/// The real program on a store; returns it and a client that is signed in.
fn start(folder: &Folder, more: &[&str]) -> (Program, Client) {
    let store = folder.0.join("directory.sqlite");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dataservice"))
        .args(["--listen", "localhost:0", "--objects", "60", "--store"])
        .arg(store)
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").expect("the line that says it is ready").to_owned();
    let mut client = Client::new(address);
    client.sign_in("Administrator", "Demo-Admin-1");
    (Program(child), client)
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    let folder = Folder::new();
    let (child, client) = start(&folder, &[]);
    let (client, child) = (Arc::new(client), Arc::new(Mutex::new(child)));
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let work = {
        let (child, acknowledged) = (child.clone(), acknowledged.clone());
        move || {
            while let at @ 0..200 = next.fetch_add(1, Ordering::SeqCst) {
                let member = json!({ "member": "CN=Administrator,CN=Users,DC=demo,DC=local" });
                let body = group_body(&format!("group {at}"), member).to_string();
                let path = format!("{STORE}/Groups/StaticGroup");
                let Ok(reply) = client.try_send("POST", &path, "application/json", Some(&body), &[]) else {
                    return;
                };
                let id = reply.ok()["data"].as_str().unwrap().to_owned();
                let mut acknowledged = acknowledged.lock().unwrap();
                acknowledged.push((at, id));
                if acknowledged.len() == 90 {
                    // SIGKILL, while the others are in the middle of theirs.
                    child.lock().unwrap().kill();
                }
            }
        }
    };
    let workers: Vec<_> = (0..3).map(|_| std::thread::spawn(work.clone())).collect();
    workers.into_iter().for_each(|worker| worker.join().unwrap());
    child.lock().unwrap().0.wait().unwrap();
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!((90..200).contains(&acknowledged.len()), "{}", acknowledged.len());
    let (_child, client) = start(&folder, &[]);
    for (at, id) in &acknowledged {
        let group = client.get(&format!("{STORE}/Groups/{id}")).ok();
        assert_eq!(group["objectDisplayName"], format!("group {at}"));
        assert_eq!(super::support::values(&group, "member").len(), 1);
    }
    // Whole groups only: what was not acknowledged is either there with its owner or not at all.
    let all = client.search(json!({ "attributesToLoad": ["managedBy", "member"], "criteria": { "attribute": "name", "operator": "Starts With", "value": "group " } })).ok();
    let all = all["data"].as_array().unwrap();
    assert!((acknowledged.len()..=acknowledged.len() + 3).contains(&all.len()));
    assert!(all.iter().all(|group| super::support::values(group, "managedBy").len() == 1));
}

#[test]
fn a_kill_while_seeding_seeds_again() {
    let folder = Folder::new();
    let store = folder.0.join("directory.sqlite");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dataservice"))
        .args(["--listen", "127.0.0.1:0", "--objects", "20000", "--store"])
        .arg(&store)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while !store.exists() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (_child, client) = start(&folder, &[]);
    let users =
        client.search(json!({ "criteria": { "attribute": "objectClass", "operator": "is", "value": "user" } })).ok();
    assert_eq!(users["total"], 61);
}

/// Killed while it updates group after group: each has all its members or those it had, and an update that was told of
/// as done is done.
#[test]
fn a_kill_while_updating_leaves_no_half_membership() {
    let folder = Folder::new();
    let (mut child, client) = start(&folder, &["--objects", "2500"]);
    let everybody = |name: &str| {
        let mut body = smart_body(name, "(department Present)", json!({}));
        body["UpdateOption"] = json!(1);
        create_smart(&client, &body)
    };
    let groups: Vec<_> = (0..12).map(|at| everybody(&format!("crowd {at}"))).collect();
    let queued = client.post(&format!("{STORE}/Groups/SmartGroups/Update"), &json!(groups)).ok();
    assert!(queued["details"].as_array().unwrap().iter().all(|one| one["status"] == 0), "{queued}");
    let tasks = || client.get(&format!("{EXTENSIONS}/tasks")).ok()["data"].as_array().unwrap().clone();
    let is = |task: &serde_json::Value, state: &str| task["state"] == state;
    let done = loop {
        let tasks = tasks();
        let done: Vec<_> = tasks.iter().filter(|task| is(task, "done")).cloned().collect();
        // In the middle of one.
        if done.len() >= 3 && tasks.iter().any(|task| is(task, "running") && task["progress"]["done"] != 0) {
            break done;
        }
        assert!(done.len() < 12, "all were done before the kill");
    };
    child.kill();
    child.0.wait().unwrap();
    let (_child, client) = start(&folder, &[]);
    let all = client.search(json!({ "pageSize": 1, "criteria": { "attribute": "department", "operator": "Present" } }));
    let all = usize::try_from(all.ok()["total"].as_u64().unwrap()).unwrap();
    assert!(all > 2000);
    for task in &done {
        assert_eq!(members(&client, task["groupId"].as_str().unwrap()).len(), all);
    }
    let counts: Vec<_> = groups.iter().map(|id| members(&client, id).len()).collect();
    assert!(counts.iter().all(|count| *count == 0 || *count == all), "{counts:?}");
    assert!(counts.contains(&0), "it was killed too late to show anything");
    // Nothing of the queue is left; asked again, the rest follows.
    assert_eq!(client.get(&format!("{EXTENSIONS}/tasks")).ok()["total"], 0);
    let answer = client.send("POST", &format!("{STORE}/Groups/SmartGroups/{}/Update", groups[11]), None).ok();
    assert_eq!(answer["data"], all);
}

/// SIGTERM ends it cleanly; what it prints is what is promised.
#[cfg(unix)]
#[test]
fn the_command_line() {
    let folder = Folder::new();
    let (mut child, client) = start(&folder, &["--fresh", "--token-seconds", "7", "--documented-only"]);
    create(&client, &group_body("kept", json!({})));
    assert_eq!(client.ask_token("olivia.owner", "Demo-Pass-1", "2").ok()["expires_in"], 7);
    let killed = Command::new("kill").args(["-TERM", &child.0.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert!(child.0.wait().unwrap().success(), "a clean end");
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_dataservice")).args(arguments).output().unwrap();
    let accounts = String::from_utf8(run(&["--accounts"]).stdout).unwrap();
    assert!(
        accounts.lines().all(|line| line.split('\t').count() == 3)
            && accounts.starts_with("olivia.owner\tDemo-Pass-1\t")
    );
    assert!(String::from_utf8(run(&["--help"]).stdout).unwrap().contains("--token-seconds"));
    let wrong = run(&["--lisen", "x"]);
    assert!(!wrong.status.success() && String::from_utf8_lossy(&wrong.stderr).contains("--lisen"));
    assert!(!run(&["--listen", "nowhere"]).status.success());
}
