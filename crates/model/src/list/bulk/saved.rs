//! A run as it is saved, so that a reload or a crash in the middle neither repeats nor forgets anything.
//!
//! It has two parts: what shall be done, which does not change, and what has become of each group, which is written
//! before and after each request. A group that was sent and not answered is in doubt when the run is read again, so it
//! is looked up first.

use super::{Action, Failure, Item, NewOwner, OWNERS, Rank, Run, State, Target};
use crate::config::StoreConfig;
use crate::group::Principal;
use crate::wire::codes::SecurityType;
use crate::wire::lenient::plain::{json_enum, put, take};
use crate::wire::lenient::{Member, Unreadable};
use crate::wire::{Attributes, DirectoryObject, ObjectId, StoreId, attributes};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The actions by the names with which they are saved.
#[derive(Debug, PartialEq)]
enum Verb {
    UpdateMembership,
    Renew,
    Expire,
    SetSecurity,
    SetExpiry,
    SetOwner,
    AddOwner,
    AddTo,
    Delete,
}

json_enum!(Verb: "an action on groups" {
    UpdateMembership = "updateMembership",
    Renew = "renew",
    Expire = "expire",
    SetSecurity = "setSecurity",
    SetExpiry = "setExpiry",
    SetOwner = "setOwner",
    AddOwner = "addOwner",
    AddTo = "addTo",
    Delete = "delete",
});

/// What an action on owners needs to know of a group besides its owners.
const OWNED: [&str; 3] = [attributes::GROUP_TYPE, attributes::OBJECT_CLASS, attributes::DISTINGUISHED_NAME];

impl Run {
    /// What shall be done, and with which groups; as short as it can be, because a browser stores only a few megabytes.
    pub fn plan_json(&self) -> Value {
        let mut plan = Map::new();
        let (verb, value) = match self.action() {
            Action::UpdateMembership => (Verb::UpdateMembership, None),
            Action::Renew => (Verb::Renew, None),
            Action::Expire => (Verb::Expire, None),
            Action::Delete => (Verb::Delete, None),
            Action::SetSecurity(kind) => (Verb::SetSecurity, Some(Value::from(kind.wire()))),
            Action::SetExpiry(days) => (Verb::SetExpiry, Some(Value::from(*days))),
            Action::Own(owner) if owner.rank == Rank::Primary => (Verb::SetOwner, owner.who.write()),
            Action::Own(owner) => (Verb::AddOwner, owner.who.write()),
            Action::AddTo(target) => (Verb::AddTo, target.group.write()),
        };
        plan.insert("action".to_owned(), verb.to_json());
        put(&mut plan, "value", value);
        let store = self.items().first().map(|item| item.group.identity_store_id);
        put(&mut plan, "store", store.write());
        let groups = self.items().iter().map(|item| short(&item.group, self.action()));
        put(&mut plan, "groups", Some(groups.collect()));
        Value::Object(plan)
    }

    /// What has become of each group: a letter for each, and what was said about some.
    pub fn states_json(&self) -> Value {
        let mut letters = String::with_capacity(self.items().len());
        let mut notes = Map::new();
        for (at, item) in self.items().iter().enumerate() {
            let (letter, note) = letter_and_note(item, self.action());
            letters.push(letter);
            put(&mut notes, &at.to_string(), note);
        }
        let mut states = Map::new();
        put(&mut states, "states", letters.write());
        put(&mut states, "oneByOne", self.is_one_by_one().write());
        put(&mut states, "notes", Some(Value::Object(notes)));
        Value::Object(states)
    }

    /// The run that was saved. `store` is the store of its groups, with the rules for owners.
    ///
    /// # Errors
    ///
    /// It was saved by a version that wrote it otherwise, or its two parts do not belong together.
    pub fn from_saved(plan: &Value, states: &Value, store: &Arc<StoreConfig>) -> Result<Self, Unreadable> {
        let verb =
            Verb::from_json(plan.get("action").unwrap_or(&Value::Null)).map_err(|error| error.under("action"))?;
        let (plan, states) = (Some(plan), Some(states));
        let own = |rank| -> Result<Action, Unreadable> {
            Ok(Action::Own(NewOwner { who: take(plan, "value")?, rank, store: store.clone() }))
        };
        let unknown = || Unreadable::here("a value of the action", plan.and_then(|plan| plan.get("value")));
        let action = match verb {
            Verb::UpdateMembership => Action::UpdateMembership,
            Verb::Renew => Action::Renew,
            Verb::Expire => Action::Expire,
            Verb::Delete => Action::Delete,
            Verb::SetSecurity => {
                let kind = take::<String>(plan, "value")?;
                Action::SetSecurity(SecurityType::from_wire(&kind).ok_or_else(unknown)?)
            }
            Verb::SetExpiry => Action::SetExpiry(u32::try_from(take::<i64>(plan, "value")?).map_err(|_| unknown())?),
            Verb::SetOwner => own(Rank::Primary)?,
            Verb::AddOwner => own(Rank::Additional)?,
            Verb::AddTo => Action::AddTo(Target::saved(take(plan, "value")?, store.kind)),
        };
        let id = take::<StoreId>(plan, "store")?;
        let groups = take::<Vec<Value>>(plan, "groups")?;
        let letters = take::<String>(states, "states")?;
        let notes = take::<Map<String, Value>>(states, "notes")?;
        if letters.chars().count() != groups.len() {
            return Err(Unreadable::here("a state of each group", states.and_then(|states| states.get("states"))));
        }
        let item = |(at, (group, letter)): (usize, (&Value, char))| {
            let note = notes.get(&at.to_string());
            let state = state(letter, note)?;
            let now = note.and_then(|note| note.get("now"));
            Ok(Item { group: long(now.unwrap_or(group), id)?, state })
        };
        let items: Result<Vec<_>, Unreadable> = groups.iter().zip(letters.chars()).enumerate().map(item).collect();
        let mut run = Self::new(action, Vec::new(), take(states, "oneByOne")?);
        run.items = items?;
        Ok(run)
    }
}

/// The id, the class and the name of a group, and the attributes with which the action is compared later.
fn short(group: &DirectoryObject, action: &Action) -> Value {
    let names: Vec<&str> = match action {
        Action::Renew => vec![attributes::EXPIRATION_DATE, attributes::IS_EXPIRED],
        Action::Own(_) => OWNERS.into_iter().chain(OWNED).collect(),
        Action::AddTo(_) => Principal::ATTRIBUTES.to_vec(),
        _ => Vec::new(),
    };
    let is_needed = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let needed = group.attributes().iter().filter(|(name, _)| is_needed(name));
    let needed: Attributes = needed.map(|(name, values)| (name.to_owned(), values.to_vec())).collect();
    let class = group.object_type.get().map(String::as_str).unwrap_or_default();
    let mut short = vec![Value::from(group.id.as_str()), Value::from(class), Value::from(group.label())];
    if needed.iter().next().is_some() {
        short.extend(needed.write());
    }
    Value::Array(short)
}

fn long(short: &Value, store: StoreId) -> Result<DirectoryObject, Unreadable> {
    let text = |at: usize| String::read(short.get(at)).map_err(|error| error.under(&format!("[{at}]")));
    let id = text(0)?;
    if id.is_empty() {
        return Err(Unreadable::here("the id of a group", short.get(0)));
    }
    Ok(DirectoryObject::answered(ObjectId::new(id), store, &text(1)?, &text(2)?, Attributes::read(short.get(3))?))
}

fn letter_and_note(item: &Item, action: &Action) -> (char, Option<Value>) {
    let note =
        |name: &str, value: Option<Value>| value.map(|value| Value::Object(Map::from_iter([(name.to_owned(), value)])));
    match &item.state {
        State::Waiting => ('w', None),
        State::Doubt => ('d', None),
        State::Done { said: text, task } => {
            let mut note = Map::new();
            put(&mut note, "said", text.write());
            put(&mut note, "task", task.write());
            ('o', Some(Value::Object(note)).filter(|_| text.is_some() || task.is_some()))
        }
        State::Unseen => ('u', None),
        State::Failed(Failure::Refused(text)) => ('r', note("said", text.clone().map(Value::from))),
        State::Failed(Failure::Gone) => ('g', None),
        State::Failed(Failure::Unread) => ('n', None),
        State::Failed(Failure::Changed) => ('c', note("now", Some(short(&item.group, action)))),
        // Nothing was sent, and the reason is found again.
        State::Failed(Failure::NotNow(_)) => ('w', None),
    }
}

fn state(letter: char, note: Option<&Value>) -> Result<State, Unreadable> {
    let said = || match note {
        Some(_) => take::<Option<String>>(note, "said"),
        None => Ok(None),
    };
    Ok(match letter {
        'w' => State::Waiting,
        'd' => State::Doubt,
        'o' => {
            let task = note.map_or(Ok(None), |_| take::<Option<i64>>(note, "task"))?;
            State::Done { said: said()?, task }
        }
        'u' => State::Unseen,
        'r' => State::Failed(Failure::Refused(said()?)),
        'g' => State::Failed(Failure::Gone),
        'n' => State::Failed(Failure::Unread),
        'c' => State::Failed(Failure::Changed),
        _ => return Err(Unreadable::here("a state of a group", None)),
    })
}
