use super::{group, groups};
use model::list::bulk::{Action, CHUNK, Counts, Failure, NotNeeded, Run, State};
use model::wire::codes::SecurityType;
use model::wire::{ActionResult, ObjectId, SmartGroupUpdate};
use serde_json::{Value, json};

fn envelope(json: &Value) -> ActionResult {
    ActionResult::from_json(json).unwrap()
}

fn done() -> State {
    State::Done { said: None, task: None }
}

fn refused(said: &str) -> State {
    State::Failed(Failure::Refused(Some(said.to_owned())))
}

fn states(run: &Run) -> Vec<State> {
    run.items().iter().map(|item| item.state.clone()).collect()
}

#[test]
fn what_would_change_nothing_is_left_out() {
    let smart = group("s", &[("IMSGManagedGroupType", "2"), ("XGroupSecurity", "Semi-Private")]);
    let never = group("n", &[("XGroupExpirationDate", "9999 December 31 00:00:00"), ("XGroupExpirationPolicy", "0")]);
    let over = group("o", &[("XGroupExpirationDate", "2026 October 01 00:00:00"), ("IMGIsExpired", "True")]);
    assert_eq!(Action::UpdateMembership.not_needed(&smart), None);
    assert_eq!(Action::UpdateMembership.not_needed(&never), Some(NotNeeded::NotSmart));
    assert_eq!(Action::Renew.not_needed(&never), Some(NotNeeded::NeverExpires));
    assert_eq!(Action::Renew.not_needed(&over), None, "an expired group can be renewed");
    assert_eq!(Action::Expire.not_needed(&over), Some(NotNeeded::Expired));
    assert_eq!(Action::Expire.not_needed(&never), None);
    let semi = Action::SetSecurity(SecurityType::SemiPrivate);
    assert_eq!((semi.not_needed(&smart), semi.not_needed(&never)), (Some(NotNeeded::Same), None));
    assert_eq!(Action::SetExpiry(0).not_needed(&never), Some(NotNeeded::Same));
    assert_eq!(Action::SetExpiry(30).not_needed(&never), None);
    assert_eq!(Action::SetExpiry(0).not_needed(&smart), None, "no policy is known");
    assert_eq!(Action::Delete.not_needed(&smart), None);
    assert_eq!(semi.change(), Some(("XGroupSecurity", "Semi_Private".to_owned())));
    assert_eq!(Action::SetExpiry(30).change(), Some(("XGroupExpirationPolicy", "30".to_owned())));
}

#[test]
fn groups_go_in_chunks_and_each_once() {
    let names: Vec<String> = (0..120).map(|at| format!("g{at}")).collect();
    let all = names.iter().map(|name| group(name, &[])).collect();
    let mut run = Run::new(Action::Delete, all, false);
    let mut sent = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let next = run.send_next();
        if next.is_empty() {
            break;
        }
        assert_eq!(run.counts().doubt, next.len(), "what is sent is not known until it is answered");
        sizes.push(next.len());
        sent.extend(run.ids(&next));
        run.answered(&next, &envelope(&json!({ "status": 0, "details": [] })));
    }
    assert_eq!(sizes, [CHUNK, CHUNK, 20]);
    assert_eq!(sent, names.iter().map(ObjectId::new).collect::<Vec<_>>());
    assert_eq!(run.counts(), Counts { done: 120, ..Counts::default() });
    let mut each = Run::new(Action::Delete, groups(&["a", "b"]), true);
    assert_eq!(each.send_next(), [0]);
    assert_eq!(each.send_next(), [1]);
}

#[test]
fn each_group_has_the_result_of_its_own_detail() {
    let mut run = Run::new(Action::Delete, groups(&["a", "B", "c", "d"]), false);
    let next = run.send_next();
    run.answered(
        &next,
        &envelope(&json!({ "status": 0, "message": "", "details": [
            { "name": "{b}", "status": 1, "message": "Only an owner may delete it." },
            { "name": "A", "status": 0, "message": "Queued for approval." },
            { "name": "c", "status": 0, "details": [{ "name": "member", "status": 1, "message": "Too many." }] },
        ] })),
    );
    let queued = State::Done { said: Some("Queued for approval.".to_owned()), task: None };
    let own = [queued, refused("Only an owner may delete it."), refused("Too many."), State::Doubt];
    assert_eq!(states(&run), own, "the last one is not mentioned");
}

#[test]
fn details_without_names_are_in_the_order_of_the_groups() {
    let mut run = Run::new(Action::Renew, groups(&["a", "b"]), false);
    let next = run.send_next();
    run.answered(&next, &envelope(&json!({ "status": 0, "details": [{ "status": 0 }, { "status": 5 }] })));
    assert_eq!(states(&run), [done(), State::Failed(Failure::Refused(None))]);
    let mut fewer = Run::new(Action::Renew, groups(&["a", "b"]), false);
    let next = fewer.send_next();
    fewer.answered(&next, &envelope(&json!({ "status": 0, "details": [{ "status": 0 }] })));
    assert_eq!(states(&fewer), [State::Doubt, State::Doubt], "nobody can tell whose it is");
}

#[test]
fn a_refused_call_fails_for_every_group_that_it_does_not_except() {
    let mut run = Run::new(Action::Expire, groups(&["a", "b"]), false);
    let next = run.send_next();
    run.answered(
        &next,
        &envelope(&json!({ "status": 1, "message": "Not allowed.", "details": [{ "name": "b", "status": 0 }] })),
    );
    assert_eq!(states(&run), [refused("Not allowed."), done()]);
}

#[test]
fn one_group_is_answered_by_attributes() {
    // The response of Update a Group (operation 7) has details named after attributes.
    let mut run = Run::new(Action::SetExpiry(30), groups(&["a", "b"]), true);
    let next = run.send_next();
    let detail = json!({ "name": "XGroupExpirationPolicy", "status": 1, "message": "No such policy." });
    run.answered(&next, &envelope(&json!({ "status": 0, "details": [detail] })));
    let next = run.send_next();
    run.answered(&next, &envelope(&json!({ "status": 0, "name": "b", "details": [] })));
    assert_eq!(states(&run), [refused("No such policy."), done()]);
}

#[test]
fn updates_are_tasks() {
    let mut run = Run::new(Action::UpdateMembership, groups(&["a", "b", "c"]), false);
    let next = run.send_next();
    let details = json!([
        { "groupID": "B", "taskID": 9, "message": null, "status": 0 },
        { "groupID": "a", "taskID": 0, "message": "Not a smart group.", "status": 1 },
    ]);
    let update = json!({ "clientID": "x", "details": details, "message": null, "status": 0 });
    run.started(&next, &SmartGroupUpdate::from_json(&update).unwrap());
    assert_eq!(states(&run), [refused("Not a smart group."), State::Done { said: None, task: Some(9) }, State::Doubt]);
}

#[test]
fn a_lost_answer_is_looked_up_before_anything_is_repeated() {
    let before = |name: &str| group(name, &[("XGroupSecurity", "Private")]);
    let mut run = Run::new(Action::SetSecurity(SecurityType::Public), ["a", "b", "c"].map(before).to_vec(), false);
    let sent = run.send_next();
    assert_eq!(run.doubtful(), sent);
    assert_eq!(run.send_next(), [0_usize; 0], "what is in doubt is not sent again");
    run.looked_up(0, Some(&group("a", &[("XGroupSecurity", "Public")])));
    run.looked_up(1, Some(&before("b")));
    run.looked_up(2, None);
    assert_eq!(states(&run), [done(), State::Waiting, State::Failed(Failure::Gone)]);
    assert_eq!(run.send_next(), [1]);
    assert_eq!(run.gone(), [ObjectId::new("c")]);
}

#[test]
fn what_a_look_up_says_depends_on_the_action() {
    let dated = |date: &str, over: &str| group("a", &[("XGroupExpirationDate", date), ("IMGIsExpired", over)]);
    let before = dated("2026 December 12 00:00:00", "false");
    let after = dated("2027 January 11 00:00:00", "false");
    let over = dated("2026 November 30 00:00:00", "true");
    assert!(Action::Renew.is_done(&before, &after) && !Action::Renew.is_done(&before, &before));
    assert!(!Action::Renew.is_done(&before, &over), "it was expired, not renewed");
    assert!(Action::Expire.is_done(&before, &over) && !Action::Expire.is_done(&before, &after));
    assert!(!Action::UpdateMembership.is_done(&before, &after), "an update leaves no mark");
    let mut run = Run::new(Action::Delete, groups(&["a", "b"]), false);
    run.send_next();
    run.looked_up(0, None);
    run.looked_up(1, Some(&group("b", &[])));
    assert_eq!(states(&run), [done(), State::Waiting]);
    assert_eq!(run.gone(), [ObjectId::new("a")]);
}

#[test]
fn only_what_failed_is_sent_again() {
    let mut run = Run::new(Action::Expire, groups(&["a", "b", "c"]), false);
    let next = run.send_next();
    run.answered(&next[..1], &envelope(&json!({ "status": 0 })));
    run.refused(&next[1..2], "HTTP 500");
    run.put_back(&next[2..]);
    assert_eq!(run.counts(), Counts { done: 1, failed: 1, waiting: 1, doubt: 0 });
    assert_eq!(run.send_next(), [2]);
    run.answered(&[2], &envelope(&json!({ "status": 0 })));
    run.retry();
    run.one_by_one();
    assert_eq!((run.send_next(), run.is_one_by_one()), (vec![1], true));
}
