//! Asking the directory whom a rule means, once the rule rests: how many, and against the present members how many
//! join, leave and stay.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::api::smart::{ExistingGroup, MembershipQuery, Part, exactly};
use crate::http::ApiError;
use crate::task::Life;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::Diff;
use model::group::{Form, MembershipRule, Principal, Problems};
use model::wire::cloud::CloudType;
use model::wire::{Criterion, DirectoryObject, ObjectId};

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
pub enum PreviewState {
    /// The rule is not finished: it means nobody yet.
    Unfinished,
    /// The directory is being asked.
    Asking,
    /// It answered.
    Ready(Preview),
    /// It did not.
    Failed(ApiError),
}

/// The directory's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The question, for the pages of the list.
    pub question: MembershipQuery,
    /// How many will be members.
    pub total: i64,
    /// How many there are at all.
    pub everyone: i64,
    /// How many of those whom the rule finds are groups, where it looks for others too.
    pub groups: i64,
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
        /// Who is always included and is no member yet.
        new: Vec<Principal>,
    },
    /// There are more than can be compared here.
    TooMany,
}

/// The forecast of a rule. A copy is the same.
#[derive(Clone, Copy)]
pub struct PreviewWatcher {
    /// What is known.
    pub preview: RwSignal<PreviewState>,
    again: RwSignal<u32>,
}

impl PreviewWatcher {
    /// Watches a rule; `group` is the group that has it.
    pub fn start(rule: Signal<MembershipRule>, group: Option<ExistingGroup>) -> Self {
        let preview = RwSignal::new(PreviewState::Asking);
        let again = RwSignal::new(0_u32);
        let rest = Debounce::new();
        let life = Life::new();
        let turn = StoredValue::new(0_u32);
        let api = StoredValue::new(Api::expect());
        let store = StoredValue::new(api.with_value(Api::current_store));
        let group = StoredValue::new(group);
        let watch = Self { preview, again };
        Effect::new(move |_| {
            again.track();
            // What is unfinished or does not fit means nobody yet, and nothing is asked for it.
            let asked = rule.with(|rule| {
                let question = store.with_value(|store| question_of(rule, store));
                question.map(|question| (question, rule.clone()))
            });
            rest.cancel();
            // An answer on its way is for another rule.
            turn.update_value(|turn| *turn += 1);
            let own = turn.get_value();
            let Some((question, rule)) = asked else {
                preview.set(PreviewState::Unfinished);
                return;
            };
            let known =
                preview.with_untracked(|f| matches!(f, PreviewState::Ready(known) if known.question == question));
            if known {
                return;
            }
            preview.set(PreviewState::Asking);
            rest.then(REST, move || {
                life.spawn(async move {
                    let answer = answer_to(api.get_value(), question, &rule, group.get_value()).await;
                    if turn.get_value() == own {
                        preview.set(answer.map_or_else(PreviewState::Failed, PreviewState::Ready));
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

/// The question that finds whom a rule means; none where it is not finished, does not fit, or Graph cannot count it.
fn question_of(rule: &MembershipRule, store: &StoreConfig) -> Option<MembershipQuery> {
    let form = Form::of(store.kind, CloudType::default());
    let mut problems = Problems::new();
    if form.scoped {
        rule.problems(store, &mut problems);
    } else {
        rule.criteria_problems(store, form.dialect, &mut problems);
    }
    if !problems.is_empty() {
        return None;
    }
    if form.scoped { MembershipQuery::of(rule).ok() } else { MembershipQuery::of_graph(rule).ok() }
}

/// How many a rule of a group that is yet to be made means; none for a rule that cannot be asked about.
pub async fn ask(api: Api, rule: MembershipRule) -> Result<Option<Preview>, ApiError> {
    match question_of(&rule, &api.current_store()) {
        Some(question) => Ok(Some(answer_to(api, question, &rule, None).await?)),
        None => Ok(None),
    }
}

async fn answer_to(
    api: Api,
    question: MembershipQuery,
    rule: &MembershipRule,
    group: Option<ExistingGroup>,
) -> Result<Preview, ApiError> {
    let store = api.current_store().id;
    let found = api.count(store, &question).await?;
    let everyone = api.count(store, &question.everyone_for(rule)).await?;
    let groups = match question.groups_for(rule) {
        Some(groups) if found > 0 => api.count(store, &groups).await?,
        _ => 0,
    };
    let named = question.included().len() as i64;
    let Some(group) = group else {
        return Ok(Preview { question, total: found + named, everyone, groups, change: None });
    };
    let compared = api.present_and_staying(store, &question, &group, &ATTRIBUTES).await?;
    let change = compared.map_or(Change::TooMany, |(present, staying)| {
        let included = |who: &&DirectoryObject| question.included().iter().any(|by| is_same(by, who));
        let is_new = |by: &&Principal| !present.iter().any(|who| is_same(by, who));
        let new = question.included().iter().filter(is_new).cloned().collect();
        let before: Vec<ObjectId> = present.iter().map(|who| who.id.clone()).collect();
        let mut after: Vec<ObjectId> = staying.iter().map(|who| who.id.clone()).collect();
        after.extend(present.iter().filter(included).map(|who| who.id.clone()));
        let compared = Diff::new(&before, &after);
        // Both are in the order of the present members.
        let mut gone = compared.leaving.iter().peekable();
        let leaving = present.into_iter().filter(|who| gone.next_if(|id| **id == who.id).is_some()).collect();
        Change::Each { joining: found + named - compared.staying.len() as i64, leaving, compared, new }
    });
    Ok(Preview { question, total: found + named, everyone, groups, change: Some(change) })
}

/// Whether an object is the one that is included by name.
fn is_same(by: &Principal, who: &DirectoryObject) -> bool {
    by.id == who.id || who.dn().is_some_and(|dn| dn.eq_ignore_ascii_case(&by.dn))
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

impl Preview {
    /// Members whatever the rule says, who belong to a list.
    fn included(&self, listed: Listed) -> Vec<Principal> {
        let all = self.question.included();
        let new = match &self.change {
            Some(Change::Each { new, .. }) => new.as_slice(),
            _ => all,
        };
        match listed {
            Listed::Meant => all.to_vec(),
            Listed::Joining => new.to_vec(),
            Listed::Staying => all.iter().filter(|who| !new.iter().any(|other| other.is(who))).cloned().collect(),
            Listed::Leaving => Vec::new(),
        }
    }
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who.
    pub who: Principal,
    /// Where they work, or "".
    pub department: String,
    /// Whether they are a member whatever the rule says.
    pub is_always: bool,
}

impl Person {
    fn of(object: &DirectoryObject) -> Self {
        let department = object.first("department").unwrap_or_default().to_owned();
        Self { who: Principal::of(object), department, is_always: false }
    }
}

/// A page of a list, and how many it has in all. First come those who are always included, then whom the rule finds.
pub async fn page(
    api: Api,
    known: &Preview,
    listed: Listed,
    group: Option<ExistingGroup>,
    number: i64,
    size: i64,
) -> Result<(Vec<Person>, i64), ApiError> {
    let from = ((number - 1) * size).max(0);
    let place = |at: i64| usize::try_from(at).unwrap_or_default();
    let part = match listed {
        Listed::Leaving => {
            let Some(Change::Each { leaving, .. }) = &known.change else { return Ok((Vec::new(), 0)) };
            let page = leaving.iter().skip(place(from)).take(place(size)).map(Person::of).collect();
            return Ok((page, leaving.len() as i64));
        }
        Listed::Meant => Part::Meant,
        Listed::Joining => Part::Joining,
        Listed::Staying => Part::Staying,
    };
    let included = known.included(listed);
    let named = included.len() as i64;
    let here: Vec<Principal> = included.into_iter().skip(place(from)).take(place(size)).collect();
    let store = api.current_store().id;
    let mut people = always(&api, here).await?;
    // The service counts without those who are named: what is left of this page may lie on two of its pages.
    let begin = (from - named).max(0);
    let wanted = place(size) - people.len();
    let mut total = 0;
    let mut skip = place(begin % size);
    for page in [begin / size + 1, begin / size + 2] {
        if page > begin / size + 1 && people.len() >= place(size) {
            break;
        }
        let window = PageRequest { page, ..PageRequest::first(size) };
        let answer = api.meant(store, &known.question, part, group.as_ref(), &window, &ATTRIBUTES).await?;
        total = answer.total.unwrap_or(answer.data.len() as i64);
        let left = place(size) - people.len();
        people.extend(answer.data.iter().skip(skip).take(left).map(Person::of));
        skip = 0;
        if wanted == 0 || page * size >= total {
            break;
        }
    }
    Ok((people, total + named))
}

/// Those who are always included, as the directory knows them; by their names alone where it does not.
async fn always(api: &Api, named: Vec<Principal>) -> Result<Vec<Person>, ApiError> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let criteria = Criterion::any(named.iter().map(|who| exactly(&who.id, &who.dn)).collect());
    let window = PageRequest::first(named.len() as i64);
    let found = api.search(api.current_store().id, Some(criteria), &window, &ATTRIBUTES).await?.data;
    let one = |who: Principal| {
        let known = found.iter().find(|object| is_same(&who, object)).map(Person::of);
        Person { is_always: true, ..known.unwrap_or(Person { who, department: String::new(), is_always: true }) }
    };
    Ok(named.into_iter().map(one).collect())
}
