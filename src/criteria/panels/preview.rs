//! Previews a rule: 450 ms after the last edit, asks the directory how many objects match, and how many would join,
//! leave or stay.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::api::smart::{ExistingGroup, MembershipQuery, Part, exactly};
use crate::http::ApiError;
use crate::task::{Latest, Lifetime};
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::Diff;
use model::group::{Form, MembershipRule, Principal, Problems};
use model::wire::attributes;
use model::wire::cloud::CloudType;
use model::wire::{Criterion, DirectoryObject, ObjectId};

/// How long a rule must stay unchanged before the directory is asked, in milliseconds.
const REST: u64 = 450;

/// The attributes of an object that a line of the list shows.
pub const ATTRIBUTES: [&str; 9] = [
    attributes::DISPLAY_NAME,
    "name",
    attributes::DISTINGUISHED_NAME,
    attributes::MAIL,
    "title",
    attributes::DEPARTMENT,
    attributes::OBJECT_CLASS,
    attributes::GROUP_TYPE,
    attributes::SAM_ACCOUNT_NAME,
];

/// What is known about the members that a rule would have.
#[derive(Debug, Clone, PartialEq)]
pub enum PreviewState {
    /// The rule is incomplete or invalid, so nothing is asked.
    Unfinished,
    /// The request is waiting or running.
    Asking,
    Ready(Preview),
    Failed(ApiError),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The query, used again to load the pages of the list.
    pub question: MembershipQuery,
    /// How many members the group would have, exceptions included.
    pub total: i64,
    /// How many objects there are without the rule's conditions, to recognise a rule that matches nearly everyone.
    pub everyone: i64,
    /// How many of the matches are groups; 0 if the rule looks for nothing else.
    pub groups: i64,
    /// The difference to the current members; none for a group that does not exist yet.
    pub change: Option<Change>,
}

/// What happens to the current members.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Every current member was compared.
    Each {
        /// How many objects would become members.
        joining: i64,
        /// The members who would be removed.
        leaving: Vec<DirectoryObject>,
        /// The difference between the ids before and after.
        compared: Diff,
        /// The objects under "always include" that are not members yet.
        new: Vec<Principal>,
    },
    /// The group has too many members to compare them in the browser.
    TooMany,
}

/// Previews a rule as it is edited. Copies share the same state.
#[derive(Clone, Copy)]
pub struct PreviewWatcher {
    /// The state of the latest preview; older responses are dropped.
    pub preview: RwSignal<PreviewState>,
    again: RwSignal<u32>,
}

impl PreviewWatcher {
    /// Watches a rule; `group` is the existing group that has it, if any.
    pub fn start(rule: Signal<MembershipRule>, group: Option<ExistingGroup>) -> Self {
        let preview = RwSignal::new(PreviewState::Asking);
        let again = RwSignal::new(0_u32);
        let rest = Debounce::new();
        let life = Lifetime::new();
        let latest = Latest::new();
        let api = StoredValue::new(Api::expect());
        let store = StoredValue::new(api.with_value(Api::current_store));
        let group = StoredValue::new(group);
        let watch = Self { preview, again };
        Effect::new(move |_| {
            again.track();
            // An incomplete or invalid rule matches nobody yet, and nothing is asked.
            let asked = rule.with(|rule| {
                let question = store.with_value(|store| question_of(rule, store));
                question.map(|question| (question, rule.clone()))
            });
            rest.cancel();
            // A request that is still running belongs to an earlier rule; its answer is dropped.
            let is_latest = latest.begin();
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
                    if is_latest() {
                        preview.set(answer.map_or_else(PreviewState::Failed, PreviewState::Ready));
                    }
                });
            });
        });
        watch
    }

    /// Repeats a failed request.
    pub fn retry(&self) {
        self.again.update(|again| *again += 1);
    }
}

/// The membership query for a rule; none if the rule is incomplete or invalid, or if Graph cannot count it.
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

/// Counts the members that a rule would give a new group; none for a rule that cannot be previewed.
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
        // Both lists have the order of the current members.
        let mut gone = compared.leaving.iter().peekable();
        let leaving = present.into_iter().filter(|who| gone.next_if(|id| **id == who.id).is_some()).collect();
        Change::Each { joining: found + named - compared.staying.len() as i64, leaving, compared, new }
    });
    Ok(Preview { question, total: found + named, everyone, groups, change: Some(change) })
}

/// Whether a directory object is the principal that the rule includes by name.
fn is_same(by: &Principal, who: &DirectoryObject) -> bool {
    by.id == who.id || who.dn().is_some_and(|dn| dn.eq_ignore_ascii_case(&by.dn))
}

/// Which list of the preview is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// All future members: those that would join and those that would stay.
    Meant,
    /// Objects that would become members.
    Joining,
    /// Members who would be removed.
    Leaving,
    /// Members who would stay.
    Staying,
}

impl Preview {
    /// The principals under "always include" that belong to a list.
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

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub who: Principal,
    /// The department, or "" if the directory has none.
    pub department: String,
    /// Whether they are a member because of "always include", whatever the conditions say.
    pub is_always: bool,
}

impl Person {
    fn of(object: &DirectoryObject) -> Self {
        let department = object.first(attributes::DEPARTMENT).unwrap_or_default().to_owned();
        Self { who: Principal::of(object), department, is_always: false }
    }
}

/// One page of a list, and the length of the whole list. The principals under "always include" come first, then the
/// matches.
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
    // The service pages only the matches: after the included principals, this page may span two of the service's pages.
    let begin = (from - named).max(0);
    let wanted = place(size) - people.len();
    let mut total = 0;
    let mut skip = place(begin % size);
    for page in [begin / size + 1, begin / size + 2] {
        if page > begin / size + 1 && people.len() >= place(size) {
            break;
        }
        let window = PageRequest { page, ..PageRequest::first(size) };
        let answer = api.matching(store, &known.question, part, group.as_ref(), &window, &ATTRIBUTES).await?;
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

/// The included principals with their data from the directory, or with their names alone if it does not find them.
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
