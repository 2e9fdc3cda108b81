//! Updates behind an answer: what is told of them, that they wait for each other, and that one that fails changes
//! nothing.

use super::cases::{self, Case};
use super::support::{EXTENSIONS, Folder, STORE, Server, create_smart, members, smart_body, user};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/GroupIDDataService/api/x-portal/tasks", run: list },
    Case { method: "GET", template: "/GroupIDDataService/api/x-portal/tasks/{task}", run: get },
];

#[test]
fn routes() {
    cases::run(CASES);
}

const RULE: &str = "(department Contains \"engineering\")";

fn task(server: &Server, id: i64) -> Value {
    server.get(&format!("{EXTENSIONS}/tasks/{id}")).ok()
}

/// Waits until a task is in a state that fits.
fn until(server: &Server, id: i64, fits: impl Fn(&str) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let task = task(server, id);
        if fits(task["state"].as_str().unwrap()) {
            return task;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{task}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until a task is over.
pub fn ended(server: &Server, id: i64) -> Value {
    until(server, id, |state| matches!(state, "done" | "failed"))
}

/// A smart group whose members are not computed yet.
fn waiting(server: &Server, name: &str, rule: &str) -> String {
    let mut body = smart_body(name, rule, json!({}));
    body["UpdateOption"] = json!(1);
    create_smart(server, &body)
}

/// Queues updates and returns their tasks.
fn queue(server: &Server, ids: &[&String]) -> Vec<i64> {
    let answer = server.post(&format!("{STORE}/Groups/SmartGroups/Update"), &json!(ids)).ok();
    answer["details"].as_array().unwrap().iter().map(|detail| detail["taskID"].as_i64().unwrap()).collect()
}

fn get(server: &Server) {
    let id = waiting(server, "told of", RULE);
    let task = ended(server, queue(server, &[&id])[0]);
    let count = members(server, &id).len();
    let moment = |name: &str| {
        let text = task[name].as_str().unwrap();
        assert!(model::criteria::value::from_iso(text).is_some(), "{text}");
        text.to_owned()
    };
    assert!(moment("queued") <= moment("started") && moment("started") <= moment("ended"));
    let expected = json!({
        "id": task["id"], "kind": "smartGroupUpdate", "state": "done", "identityStoreId": 2, "groupId": id,
        "groupName": "told of", "requestedBy": user(server, "Administrator").0, "queued": task["queued"],
        "started": task["started"], "ended": task["ended"], "progress": { "done": count, "total": count },
        "membersBefore": 0, "membersAfter": count, "joined": count, "left": 0,
    });
    assert_eq!(task, expected);
    for unknown in ["0", "99999", "x", "-1"] {
        server.get(&format!("{EXTENSIONS}/tasks/{unknown}")).error(404);
    }
}

fn list(server: &Server) {
    assert_eq!(server.get(&format!("{EXTENSIONS}/tasks")).ok(), json!({ "total": 0, "data": [] }));
    let ids = ["one", "two"].map(|name| waiting(server, name, RULE));
    let tasks = queue(server, &[&ids[0], &ids[1]]);
    tasks.iter().for_each(|id| drop(ended(server, *id)));
    // One that is answered when it is done is told of as well.
    server.send("POST", &format!("{STORE}/Groups/SmartGroups/{}/Update", ids[0]), None).ok();
    let all = server.get(&format!("{EXTENSIONS}/tasks")).ok();
    let groups: Vec<_> =
        all["data"].as_array().unwrap().iter().map(|task| task["groupName"].as_str().unwrap()).collect();
    assert_eq!((&all["total"], groups), (&json!(3), vec!["one", "two", "one"]), "newest first");
    let own = server.get(&format!("{EXTENSIONS}/tasks?groupId={}", ids[1])).ok();
    assert_eq!((&own["total"], &own["data"][0]["id"]), (&json!(1), &json!(tasks[1])));
}

/// A server, and a second way into its store.
fn with_store() -> (Server, Connection, Folder) {
    let folder = Folder::new();
    let store = folder.0.join("shared.sqlite");
    let path = store.clone();
    let server = Server::with(move |options| options.store = path);
    (server, Connection::open(store).unwrap(), folder)
}

/// While the store is held, one update runs and others wait; what waits already is as good for whoever asks again.
#[test]
fn one_after_the_other() {
    let (server, store, _folder) = with_store();
    let id = waiting(&server, "asked often", RULE);
    let other = waiting(&server, "another", RULE);
    store.execute_batch("BEGIN IMMEDIATE").unwrap();
    let first = queue(&server, &[&id])[0];
    let running = until(&server, first, |state| state == "running");
    assert!(
        running["ended"].is_null() && running["membersAfter"].is_null() && running["joined"].is_null(),
        "{running}"
    );
    // The rule may have changed since the running one read it.
    let second = queue(&server, &[&id, &id, &other, &id]);
    assert!(second[0] > first && second[1] == second[0] && second[3] == second[0] && second[2] > second[0]);
    assert_eq!(queue(&server, &[&id]), [second[0]]);
    assert_eq!(task(&server, second[0])["state"], "queued");
    assert_eq!(members(&server, &id), [""; 0]);
    store.execute_batch("COMMIT").unwrap();
    for task in [first, second[0], second[2]] {
        assert_eq!(ended(&server, task)["state"], "done");
    }
    let count = members(&server, &id).len();
    assert_eq!(task(&server, first)["joined"], count);
    assert_eq!(
        (&task(&server, second[0])["joined"], &task(&server, second[0])["membersAfter"]),
        (&json!(0), &json!(count))
    );
    // Now nothing waits, so the next is a new one.
    assert!(queue(&server, &[&id])[0] > second[2]);
}

/// A rule that can no longer be evaluated: the members stay, and the task says why.
#[test]
fn a_rule_that_no_longer_says_anything() {
    let (server, store, _folder) = with_store();
    let id = create_smart(&server, &smart_body("breaking", RULE, json!({})));
    let before = members(&server, &id);
    assert!(!before.is_empty());
    let set = |rule: &str| {
        let sql =
            "UPDATE attrs SET folded = ?1, value = ?1 WHERE name = (SELECT id FROM names WHERE name = 'IMSGCriteria')
            AND object = (SELECT id FROM objects WHERE guid = ?2)";
        assert_eq!(store.execute(sql, [rule, &id]).unwrap(), 1);
    };
    let fails = |part: &str| {
        let task = ended(&server, queue(&server, &[&id])[0]);
        assert_eq!(task["state"], "failed", "{task}");
        assert!(task["message"].as_str().unwrap().contains(part), "{task}");
        assert!(task["membersAfter"].is_null() && task["started"].is_string() && task["ended"].is_string(), "{task}");
        let answer = server.send("POST", &format!("{STORE}/Groups/SmartGroups/{id}/Update"), None).ok();
        assert_eq!((&answer["status"], &answer["name"]), (&json!(1), &json!(id)));
        assert!(answer["message"].as_str().unwrap().contains(part), "{answer}");
        assert_eq!(members(&server, &id), before);
    };
    set("(department Contains \"\")");
    fails("cannot be read");
    set("(shoe_size Present)");
    fails("shoe_size is no attribute");
    set(RULE);
    let gone = "DELETE FROM containers WHERE dn_key = 'dc=demo,dc=local'";
    assert_eq!(store.execute(gone, []).unwrap(), 1);
    fails("There is no container DC=demo,DC=local");
}

/// A group that is gone when its turn comes.
#[test]
fn a_group_that_is_gone() {
    let (server, store, _folder) = with_store();
    let (first, gone) = (waiting(&server, "first", RULE), waiting(&server, "gone", RULE));
    store.execute_batch("BEGIN IMMEDIATE").unwrap();
    let tasks = queue(&server, &[&first, &gone]);
    until(&server, tasks[0], |state| state == "running");
    store.execute("DELETE FROM objects WHERE guid = ?1", [&gone]).unwrap();
    store.execute_batch("COMMIT").unwrap();
    assert_eq!(ended(&server, tasks[0])["state"], "done");
    let task = ended(&server, tasks[1]);
    assert_eq!((&task["state"], &task["message"]), (&json!("failed"), &json!("The group is no longer there.")));
}

/// Updates of one group at the same moment, in requests and behind them, while its rule changes: each of them sees one
/// rule, and the last word is right.
#[test]
fn many_updates_of_one_group() {
    let server = Server::new();
    let id = waiting(&server, "wanted by many", RULE);
    let rules = [RULE, "(department Contains \"sales\")", "(department Present)"];
    let path = format!("{STORE}/Groups/SmartGroups/{id}/Update");
    let counts: Vec<usize> = rules
        .iter()
        .map(|rule| {
            let group = create_smart(&server, &smart_body(&format!("count {}", rule.len()), rule, json!({})));
            members(&server, &group).len()
        })
        .collect();
    std::thread::scope(|scope| {
        for nth in 0..6 {
            let (server, id, path, counts) = (&server, &id, &path, &counts);
            scope.spawn(move || {
                for turn in 0..8 {
                    match nth % 3 {
                        0 => {
                            let answer = server.send("POST", path, None).ok();
                            let count = usize::try_from(answer["data"].as_u64().unwrap()).unwrap();
                            assert!(counts.contains(&count), "{answer} of {counts:?}");
                        }
                        1 => drop(queue(server, &[id])),
                        _ => {
                            let rule = json!([{ "Value": rules[(nth + turn) % 3] }]);
                            let body =
                                json!({ "AttributesCollection": { "AttributesCollection": { "IMSGCriteria": rule } } });
                            assert_eq!(
                                server.send("PATCH", &format!("{STORE}/Groups/{id}"), Some(&body)).ok()["status"],
                                0
                            );
                        }
                    }
                    let count = members(server, id).len();
                    assert!(count == 0 || counts.contains(&count), "{count} of {counts:?}");
                }
            });
        }
    });
    let last = queue(&server, &[&id])[0];
    assert_eq!(ended(&server, last)["state"], "done");
    let rule = super::support::values(&server.get(&format!("{STORE}/Groups/{id}")).ok(), "IMSGCriteria").remove(0);
    let at = rules.iter().position(|known| *known == rule).unwrap();
    assert_eq!(members(&server, &id).len(), counts[at]);
    let tasks = server.get(&format!("{EXTENSIONS}/tasks?groupId={id}")).ok();
    assert!(tasks["data"].as_array().unwrap().iter().all(|task| task["state"] == "done"), "{tasks}");
}
