//! The rules of Microsoft Graph for a group (part A, "Graph"). Names and types of properties are checked before
//! (`model::graph::properties`); this module checks how they fit together, and against the directory.

mod create;
mod patch;
mod people;
mod refusal;
mod rule;

pub use create::new_group;
pub use patch::change_group;
pub use people::{Relative, relate, unrelate};
pub use refusal::{GraphRejection, Refusal};
pub use rule::{fill, read as read_rule};

use crate::directory::WriteTx;
use crate::filter::{Filter, Operator, Test};
use crate::object::{EngineError, Found, Load, Object, Store};
use crate::schema;
use model::names;
use model::wire::cloud::Visibility;
use serde_json::Value;

/// A text property of a body; `None` if it is null or absent.
fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body[name].as_str()
}

/// The group as it is in the directory.
fn held(change: &dyn WriteTx, store: &Store, group: &Found) -> Result<Object, GraphRejection> {
    let held = change.load(store.id, &group.guid, &Load::Brief)?;
    held.ok_or_else(|| GraphRejection::Refused(Refusal::missing(&group.guid)))
}

fn display_name(name: &str) -> Result<(), Refusal> {
    const NAME: &str = "displayName";
    if name.trim().is_empty() {
        return Err(Refusal::required(NAME));
    }
    match name.chars().count() <= names::MAX_DISPLAY_NAME {
        true => Ok(()),
        false => Err(Refusal::invalid(NAME, "more than 256 characters")),
    }
}

fn description(text: &str) -> Result<(), Refusal> {
    const NAME: &str = "description";
    match text.chars().count() {
        0 => Err(Refusal::invalid(NAME, "expected null or a text")),
        count if count > names::MAX_CLOUD_DESCRIPTION => Err(Refusal::invalid(NAME, "more than 1024 characters")),
        _ => Ok(()),
    }
}

fn visibility(text: &str) -> Result<Visibility, Refusal> {
    let known = Visibility::from_wire(text);
    known.ok_or_else(|| Refusal::invalid("visibility", "expected Private, Public or HiddenMembership"))
}

fn processing(state: &str) -> Result<(), Refusal> {
    match state {
        "On" | "Paused" => Ok(()),
        _ => Err(Refusal::invalid("membershipRuleProcessingState", "expected On or Paused")),
    }
}

/// Checks a mail nickname: its characters and, for a Microsoft 365 group, that no other one has it.
fn nickname(
    change: &dyn WriteTx,
    store: &Store,
    name: &str,
    unified: bool,
    own: Option<&Found>,
) -> Result<(), GraphRejection> {
    const NAME: &str = "mailNickname";
    if name.is_empty() {
        return Err(Refusal::required(NAME).into());
    }
    if names::check_mail_nickname(name).is_err() {
        return Err(Refusal::invalid(NAME, "at most 64 characters of ASCII without @()\\[]\";:<>, and space").into());
    }
    let attributes = schema::attribute(NAME).zip(schema::attribute("groupType"));
    let (nickname, kind) = attributes.ok_or_else(|| EngineError("no attribute for nicknames".to_owned()))?;
    let is = |attribute, value: &str| {
        Filter::Test(Test { attribute, operator: Operator::IsExactly, values: vec![value.to_owned()] })
    };
    let others = Filter::All(vec![is(nickname, name), Filter::Any(vec![is(kind, "16"), is(kind, "32")])]);
    let taken = unified && change.matching(store.id, &others)?.into_iter().any(|h| own.map(|o| o.handle) != Some(h));
    if taken {
        let sentence = "Another object with the same value for property mailNickname already exists.";
        return Err(Refusal { is_taken: true, ..Refusal::of(NAME, sentence) }.into());
    }
    Ok(())
}

/// Parses `groupTypes`: whether it has `Unified`, and whether it has `DynamicMembership`.
fn types(value: &Value) -> Result<(bool, bool), Refusal> {
    const NAME: &str = "groupTypes";
    let list: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let known = list.iter().all(|name| matches!(*name, "Unified" | "DynamicMembership"));
    let twice = list.iter().enumerate().any(|(at, name)| list[..at].contains(name));
    if !known || twice {
        return Err(Refusal::invalid(NAME, "expected Unified, DynamicMembership, both or none"));
    }
    Ok((list.contains(&"Unified"), list.contains(&"DynamicMembership")))
}
