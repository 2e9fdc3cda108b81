//! Runs that are saved while they go on, and read again after a reload.

use super::{group, groups};
use model::config::StoreConfig;
use model::group::Principal;
use model::list::bulk::{Action, CHUNK, Failure, NewOwner, NotNeeded, Rank, Run, State, Target};
use model::wire::lenient::Member;
use model::wire::{ActionResult, DirectoryObject, SmartGroupUpdate};
use serde_json::{Value, json};
use std::sync::Arc;

fn store() -> Arc<StoreConfig> {
    let store = json!({ "id": 1, "name": "demo", "kind": "activeDirectory", "containers": [{ "dn": "DC=demo" }] });
    Arc::new(StoreConfig::read(Some(&store)).unwrap())
}

/// The run as a browser would read it after a reload.
fn reloaded(run: &Run) -> Run {
    let text = |value: Value| serde_json::from_str::<Value>(&value.to_string()).unwrap();
    Run::from_saved(&text(run.plan_json()), &text(run.states_json()), &store()).unwrap()
}

fn states(run: &Run) -> Vec<State> {
    run.items().iter().map(|item| item.state.clone()).collect()
}

fn envelope(json: &Value) -> ActionResult {
    ActionResult::from_json(json).unwrap()
}

#[test]
fn every_state_outlives_a_reload() {
    let all = groups(&["a", "b", "c", "d", "e", "f", "g", "h"]);
    let mut run = Run::new(Action::UpdateMembership, all, true);
    let task = json!({ "Status": 0, "Details": [{ "GroupID": "a", "TaskID": 4711, "Status": 0, "Message": "Soon." }] });
    for _ in 0..6 {
        run.send_next();
    }
    run.started(&[0], &SmartGroupUpdate::from_json(&task).unwrap());
    run.answered(&[1], &envelope(&json!({ "status": 0 })));
    run.answered(&[2], &envelope(&json!({ "status": 1, "message": "Not \"yours\" – ö." })));
    run.unseen(3);
    run.looked_up(4, None);
    run.held_back(6, Failure::Unread, None);
    let again = reloaded(&run);
    assert_eq!(states(&again), states(&run));
    assert_eq!(again.counts(), run.counts());
    assert_eq!(again.action(), run.action());
    assert!(again.is_one_by_one());
    assert_eq!(again.doubtful(), [5], "what was sent and not answered is looked up before it is sent again");
    let id_and_name = |run: &Run| {
        let items = run.items().iter();
        items.map(|item| (item.group.id.clone(), item.group.label().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(id_and_name(&again), id_and_name(&run));
}

#[test]
fn a_killed_deletion_neither_repeats_nor_forgets() {
    let names: Vec<String> = (0..1000).map(|at| format!("g{at}")).collect();
    let mut run = Run::new(Action::Delete, names.iter().map(|name| group(name, &[])).collect(), false);
    let plan = run.plan_json();
    for _ in 0..8 {
        let places = run.send_next();
        run.answered(&places, &envelope(&json!({ "status": 0, "details": [] })));
    }
    // The tab dies while the ninth request is on its way, of which the service has carried out the first half.
    let sent = run.send_next();
    let mut again = Run::from_saved(&plan, &run.states_json(), &store()).unwrap();
    assert_eq!(again.counts().done, 400);
    assert_eq!(again.doubtful(), sent);
    for (nth, at) in sent.iter().enumerate() {
        let found = (nth >= CHUNK / 2).then(|| again.items()[*at].group.clone());
        again.looked_up(*at, found.as_ref());
    }
    let mut later = Vec::new();
    loop {
        let places = again.send_next();
        if places.is_empty() {
            break;
        }
        later.extend(places.clone());
        again.answered(&places, &envelope(&json!({ "status": 0, "details": [] })));
    }
    assert_eq!(later, (425..1000).collect::<Vec<_>>());
    assert_eq!(again.counts().done, 1000);
}

#[test]
fn a_renewal_is_recognised_after_a_reload() {
    let before =
        group("g", &[("XGroupExpirationDate", "2026 October 01 00:00:00"), ("IMGIsExpired", "True"), ("mail", "g@x")]);
    let now = group("g", &[("XGroupExpirationDate", "2027 October 01 00:00:00"), ("IMGIsExpired", "False")]);
    for (found, expected) in [(&now, State::Done { said: None, task: None }), (&before, State::Waiting)] {
        let mut run = Run::new(Action::Renew, vec![before.clone()], false);
        run.send_next();
        let mut again = reloaded(&run);
        assert_eq!(again.items()[0].group.first("mail"), None, "only what is compared is saved");
        again.looked_up(0, Some(found));
        assert_eq!(states(&again), [expected]);
    }
}

#[test]
fn an_owner_who_has_changed_still_holds_a_group_back() {
    let who = Principal::of(&group("ann", &[("distinguishedName", "CN=Ann,DC=demo")]));
    let own = Action::Own(NewOwner { who, rank: Rank::Primary, store: store() });
    let ben = |name: &str| group(name, &[("managedBy", "CN=Ben,DC=demo")]);
    let mut run = Run::new(own, vec![ben("g"), ben("h"), ben("i")], false);
    let cy: DirectoryObject = group("g", &[("managedBy", "CN=Cy,DC=demo")]);
    run.held_back(0, Failure::Changed, Some(cy));
    run.held_back(1, Failure::NotNow(NotNeeded::OwnsAlready), None);
    let again = reloaded(&run);
    let waiting = State::Waiting;
    assert_eq!(
        states(&again),
        [State::Failed(Failure::Changed), waiting.clone(), waiting],
        "the reason is found again"
    );
    let owner = |at: usize| again.items()[at].group.first("managedBy").map(str::to_owned);
    assert_eq!(owner(0).as_deref(), Some("CN=Cy,DC=demo"), "whoever tries again has seen this owner");
    assert_eq!(owner(2).as_deref(), Some("CN=Ben,DC=demo"));
    assert_eq!(again.action(), run.action());
}

#[test]
fn each_action_keeps_its_value() {
    let target = Target::of(&group("t", &[]), model::config::StoreKind::ActiveDirectory).unwrap();
    for action in [
        Action::Expire,
        Action::SetSecurity(model::wire::codes::SecurityType::SemiPrivate),
        Action::SetExpiry(90),
        Action::AddTo(target.clone()),
    ] {
        let run = Run::new(action.clone(), groups(&["a"]), false);
        match (reloaded(&run).action(), &action) {
            (Action::AddTo(read), Action::AddTo(sent)) => assert_eq!(read.group, sent.group),
            (read, sent) => assert_eq!(read, sent),
        }
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let (two, three) = (
        Run::new(Action::Delete, groups(&["a", "b"]), false),
        Run::new(Action::Delete, groups(&["a", "b", "c"]), false),
    );
    assert!(Run::from_saved(&two.plan_json(), &three.states_json(), &store()).is_err());
    for (name, value) in [("action", json!("explode")), ("groups", json!([["", "group", "a"], ["b", "group", "b"]]))] {
        let mut plan = two.plan_json();
        plan[name] = value;
        assert!(Run::from_saved(&plan, &two.states_json(), &store()).is_err(), "{name}");
    }
    let mut states = two.states_json();
    states["states"] = json!("w?");
    assert!(Run::from_saved(&two.plan_json(), &states, &store()).is_err());
}

#[test]
fn ten_thousand_groups_fit_into_a_browser_and_a_step_is_small() {
    let one = |at: usize| {
        group(&format!("0d6a4e3c-6c1e-4f4f-9f1b-{at:012}"), &[("displayName", "A group with quite a long name")])
    };
    let run = Run::new(Action::Delete, (0..10_000).map(one).collect(), false);
    // A browser stores about five million characters.
    assert!(run.plan_json().to_string().len() < 1_500_000);
    assert!(run.states_json().to_string().len() < 11_000);
}
