//! Edits by chance: what is sent makes the edited group, undoing makes the group as it was, and nobody's change is lost.

use super::short;
use model::group::GroupEdit;
use model::names::Dn;
use model::wire::{AttributeValue, DirectoryObject, UpdateGroup};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

const NAMES: [&str; 8] =
    ["displayName", "description", "company", "managedBy", "XAdditionalOwner", "proxyAddresses", "groupType", "novel"];
const TEXTS: [&str; 7] = ["", "a", "A", "b", "CN=a,DC=x", "cn=A, dc=X", "true"];
const NOTES: [&str; 4] = ["", "true", "True", "2026-12-24T23:59:59"];

#[derive(Debug, Clone)]
enum Step {
    Set(&'static str, Vec<(usize, usize)>),
    Text(&'static str, usize),
    Revert(&'static str),
}

type Values = Vec<(usize, usize)>;

fn values() -> impl Strategy<Value = Values> {
    prop::collection::vec((0..TEXTS.len(), 0..NOTES.len()), 0..4)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = || select(NAMES.to_vec());
    let step = prop_oneof![
        5 => (name(), values()).prop_map(|(name, values)| Step::Set(name, values)),
        4 => (name(), 0..TEXTS.len()).prop_map(|(name, text)| Step::Text(name, text)),
        1 => name().prop_map(Step::Revert),
    ];
    prop::collection::vec(step, 0..9)
}

/// A group with these values of the first attributes, as a service answers it.
fn group(all: &[Values]) -> DirectoryObject {
    let entry = |(text, note): &(usize, usize)| json!({ "value": TEXTS[*text], "dn": null, "rank": text, "attributeCollection": { "doNotNotify": NOTES[*note] } });
    let spelled = |name: &str| if name.len().is_multiple_of(2) { name.to_uppercase() } else { name.to_owned() };
    let attributes: Map<String, Value> = NAMES
        .iter()
        .zip(all)
        .map(|(name, values)| (spelled(name), Value::Array(values.iter().map(entry).collect())))
        .collect();
    let group = json!({ "objectIdFromIdentityStore": "g1", "identityStoreId": "2", "novel": [{ "x": null }],
        "attributesBusinessObject": { "attributesCollection": attributes, "more": true } });
    DirectoryObject::from_json(&group).unwrap()
}

fn apply(edit: &mut GroupEdit, steps: &[Step]) {
    for (at, step) in steps.iter().enumerate() {
        let spelled = |name: &str| if at.is_multiple_of(2) { name.to_lowercase() } else { name.to_owned() };
        let entry = |(text, note): &(usize, usize)| short(TEXTS[*text]).with("DoNotNotify", NOTES[*note]);
        match step {
            Step::Set(name, values) => edit.set(&spelled(name), values.iter().map(entry).collect()),
            Step::Text(name, text) => edit.set_text(&spelled(name), TEXTS[*text]),
            Step::Revert(name) => edit.revert(&spelled(name)),
        }
    }
}

/// What a service does with a request: the values of a named attribute are replaced, everything else stays.
fn saved(group: &DirectoryObject, patch: &UpdateGroup) -> DirectoryObject {
    let mut json = group.to_json();
    let all = json["attributesBusinessObject"]["attributesCollection"].as_object_mut().unwrap();
    for (name, values) in patch.to_json()["AttributesCollection"]["AttributesCollection"].as_object().unwrap() {
        let own = all.keys().find(|own| own.eq_ignore_ascii_case(name)).unwrap_or(name).clone();
        let kept = values.as_array().unwrap().iter().filter(|entry| entry["Value"] != "").cloned();
        all.insert(own, kept.collect());
    }
    DirectoryObject::from_json(&json).unwrap()
}

/// The values of an attribute in a form in which equal meanings are equal, made without the code under test.
fn meaning(name: &str, values: &[AttributeValue]) -> Vec<(String, String)> {
    let is_dn = matches!(name, "managedBy" | "XAdditionalOwner");
    let text = |text: &str| match Dn::parse(text) {
        Ok(dn) if is_dn => dn.normalized(),
        _ => text.to_owned(),
    };
    let note = |value: &AttributeValue| {
        let note = value.note("DoNotNotify").unwrap_or_default();
        if note == "True" { "true".to_owned() } else { note.to_owned() }
    };
    let mut all: Vec<_> = values.iter().filter_map(|value| Some((text(value.text()?), note(value)))).collect();
    all.sort();
    all
}

/// Runs a property for 10,000 cases that are the same in every run.
fn always<S: Strategy>(cases: S, test: impl Fn(S::Value)) {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, random).run(&cases, |case| {
        test(case);
        Ok(())
    });
    result.unwrap();
}

fn groups() -> impl Strategy<Value = Vec<Values>> {
    prop::collection::vec(values(), 0..NAMES.len())
}

#[test]
fn what_is_sent_makes_the_edited_group() {
    always((groups(), steps()), |(all, steps)| {
        let base = group(&all);
        let mut edit = GroupEdit::new(base.clone());
        apply(&mut edit, &steps);
        let after = saved(&base, &edit.to_patch());
        let (before_json, after_json) = (base.to_json(), after.to_json());
        for name in NAMES {
            assert_eq!(meaning(name, after.values(name)), meaning(name, edit.values(name)), "{name}");
            let is_other = meaning(name, base.values(name)) != meaning(name, after.values(name));
            assert_eq!(edit.is_changed(name), is_other, "{name}");
            let raw = |json: &Value| {
                let all = json["attributesBusinessObject"]["attributesCollection"].as_object().unwrap();
                all.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(own, v)| (own.clone(), v.clone()))
            };
            assert!(is_other || raw(&before_json) == raw(&after_json), "{name} is untouched");
        }
        assert_eq!((&after_json["novel"], &edit.base().to_json()), (&json!([{ "x": null }]), &before_json));
        assert_eq!(edit.len(), edit.changed().count());
        let changed: Vec<_> = edit.changed().collect();
        let undone = saved(&after, &edit.inverse(after.clone(), changed).to_patch());
        for name in NAMES {
            assert_eq!(meaning(name, undone.values(name)), meaning(name, base.values(name)), "{name} is undone");
        }
        let mut none = GroupEdit::new(base);
        none.set("description", undone.values("description").to_vec());
        assert!(none.is_empty());
    });
}

#[test]
fn nobodys_change_is_lost() {
    always((groups(), steps(), steps()), |(all, mine, theirs)| {
        let base = group(&all);
        let [mut mine_edit, mut their_edit] = [GroupEdit::new(base.clone()), GroupEdit::new(base.clone())];
        apply(&mut mine_edit, &mine);
        apply(&mut their_edit, &theirs);
        let now = saved(&base, &their_edit.to_patch());
        let conflicts: Vec<String> = mine_edit.against(&now).into_iter().map(|conflict| conflict.name).collect();
        let rebased = mine_edit.clone().rebased(now.clone());
        let after = saved(&now, &rebased.to_patch());
        for name in NAMES {
            let of = |values: &[AttributeValue]| meaning(name, values);
            let (own, other) = (mine_edit.is_changed(name), their_edit.is_changed(name));
            let differ = of(mine_edit.values(name)) != of(their_edit.values(name));
            let is_conflict = conflicts.iter().any(|found| found.eq_ignore_ascii_case(name));
            assert_eq!(is_conflict, own && other && differ, "{name}");
            let expected = if own { mine_edit.values(name) } else { now.values(name) };
            assert_eq!((of(rebased.values(name)), of(after.values(name))), (of(expected), of(expected)), "{name}");
        }
    });
}
