//! Asking the directory whom a rule means, once the rule rests: how many, and against the present members how many
//! join, leave and stay.

use crate::api::searches::Window;
use crate::api::smart::{Part, Present, Question};
use crate::api::{Api, ApiError};
use crate::task::Life;
use crate::ui::rest::Rest;
use leptos::prelude::*;
use model::criteria::Diff;
use model::group::{Form, MembershipRule, Problems};
use model::wire::cloud::CloudType;
use model::wire::{DirectoryObject, ObjectId};

/// How long a rule must rest before the directory is asked, in milliseconds.
const REST: u64 = 450;

/// Of an object, what a line about it needs.
pub const ATTRIBUTES: [&str; 9] = [
    "displayName",
    "name",
    "distinguishedName",
    "mail",
    "title",
    "department",
    "objectClass",
    "groupType",
    "sAMAccountName",
];

/// What is known of whom the rule means.
#[derive(Debug, Clone, PartialEq)]
pub enum Forecast {
    /// The rule is not finished: it means nobody yet.
    Unfinished,
    /// The directory is being asked.
    Asking,
    /// It answered.
    Known(Known),
    /// It did not.
    Failed(ApiError),
}

/// The directory's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The question, for the pages of the list.
    pub question: Question,
    /// How many will be members.
    pub total: i64,
    /// How many there are at all.
    pub everyone: i64,
    /// Against the present members; none for a group that is yet to be made.
    pub change: Option<Change>,
}

/// What becomes of the present members.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Each of them was looked at.
    Each {
        /// How many will be members and are none yet.
        joining: i64,
        /// Who will be members no more.
        leaving: Vec<DirectoryObject>,
        /// The present members against those of them who stay.
        compared: Diff,
    },
    /// There are more than can be compared here.
    TooMany,
}

/// The forecast of a rule. A copy is the same.
#[derive(Clone, Copy)]
pub struct Watch {
    /// What is known.
    pub forecast: RwSignal<Forecast>,
    again: RwSignal<u32>,
}

impl Watch {
    /// Watches a rule; `group` is the group that has it.
    pub fn start(rule: Signal<MembershipRule>, group: Option<Present>) -> Self {
        let forecast = RwSignal::new(Forecast::Asking);
        let again = RwSignal::new(0_u32);
        let rest = Rest::new();
        let life = Life::new();
        let turn = StoredValue::new(0_u32);
        let api = StoredValue::new(Api::expect());
        let store = StoredValue::new(api.with_value(Api::current_store));
        let group = StoredValue::new(group);
        let watch = Self { forecast, again };
        // Graph has no question that tells whom a rule means.
        if !store.with_value(|store| Form::of(store.kind, CloudType::default()).scoped) {
            forecast.set(Forecast::Unfinished);
            return watch;
        }
        Effect::new(move |_| {
            again.track();
            // What is unfinished or does not fit means nobody yet, and nothing is asked for it.
            let asked = rule.with(|rule| {
                let mut problems = Problems::new();
                rule.problems(&store.get_value(), &mut problems);
                problems.is_empty().then(|| Question::of(rule).ok()).flatten().map(|question| (question, rule.clone()))
            });
            rest.cancel();
            // An answer on its way is for another rule.
            turn.update_value(|turn| *turn += 1);
            let own = turn.get_value();
            let Some((question, rule)) = asked else {
                forecast.set(Forecast::Unfinished);
                return;
            };
            let known = forecast.with_untracked(|f| matches!(f, Forecast::Known(known) if known.question == question));
            if known {
                return;
            }
            forecast.set(Forecast::Asking);
            rest.then(REST, move || {
                life.spawn(async move {
                    let answer = ask(api.get_value(), question, &rule, group.get_value()).await;
                    if turn.get_value() == own {
                        forecast.set(answer.map_or_else(Forecast::Failed, Forecast::Known));
                    }
                });
            });
        });
        watch
    }

    /// Asks again.
    pub fn retry(&self) {
        self.again.update(|again| *again += 1);
    }
}

async fn ask(api: Api, question: Question, rule: &MembershipRule, group: Option<Present>) -> Result<Known, ApiError> {
    let store = api.current_store().id;
    let found = api.count(store, &question).await?;
    let everyone = api.count(store, &Question::everyone(rule)).await?;
    let named = question.included().len() as i64;
    let Some(group) = group else {
        return Ok(Known { question, total: found + named, everyone, change: None });
    };
    let compared = api.present_and_staying(store, &question, &group, &ATTRIBUTES).await?;
    let change = compared.map_or(Change::TooMany, |(present, staying)| {
        let included = |who: &&DirectoryObject| {
            question
                .included()
                .iter()
                .any(|by| by.id == who.id || who.dn().is_some_and(|dn| dn.eq_ignore_ascii_case(&by.dn)))
        };
        let before: Vec<ObjectId> = present.iter().map(|who| who.id.clone()).collect();
        let mut after: Vec<ObjectId> = staying.iter().map(|who| who.id.clone()).collect();
        after.extend(present.iter().filter(included).map(|who| who.id.clone()));
        let compared = Diff::new(&before, &after);
        // Both are in the order of the present members.
        let mut gone = compared.leaving.iter().peekable();
        let leaving = present.into_iter().filter(|who| gone.next_if(|id| **id == who.id).is_some()).collect();
        Change::Each { joining: found + named - compared.staying.len() as i64, leaving, compared }
    });
    Ok(Known { question, total: found + named, everyone, change: Some(change) })
}

/// Which of those whom a rule concerns are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// All who will be members.
    Meant,
    /// Who will be new.
    Joining,
    /// Who will be gone.
    Leaving,
    /// Who stay.
    Staying,
}

/// A page of a list, and how many it has in all.
pub async fn page(
    api: Api,
    known: &Known,
    listed: Listed,
    group: Option<Present>,
    number: i64,
    size: i64,
) -> Result<(Vec<DirectoryObject>, i64), ApiError> {
    let part = match listed {
        Listed::Leaving => {
            let Some(Change::Each { leaving, .. }) = &known.change else { return Ok((Vec::new(), 0)) };
            let from = usize::try_from((number - 1) * size).unwrap_or(0);
            let page = leaving.iter().skip(from).take(usize::try_from(size).unwrap_or(0)).cloned().collect();
            return Ok((page, leaving.len() as i64));
        }
        Listed::Meant => Part::Meant,
        Listed::Joining => Part::Joining,
        Listed::Staying => Part::Staying,
    };
    let window = Window { page: number, ..Window::first(size) };
    let store = api.current_store().id;
    let answer = api.meant(store, &known.question, part, group.as_ref(), &window, &ATTRIBUTES).await?;
    let total = answer.total.unwrap_or(answer.data.len() as i64);
    Ok((answer.data, total))
}
