//! What the checks share: the server, who is signed in, and what earlier checks have found.

use crate::account::Account;
use crate::http::{Answer, Client, Question};
use crate::report::{Fact, Judged, Judgement, differs, no_answer, open};
use model::criteria::Operator;
use model::wire::attributes;
use model::wire::codes::{SORT_ASCENDING, SORT_DESCENDING};
use model::wire::{Criterion, DirectoryObject, ObjectId, ObjectPage, SearchRequest, StoreId, Unreadable};
use serde_json::Value;

/// A walk through all checks.
pub struct Tour {
    pub client: Client,
    pub store: StoreId,
    pub account: Account,
    /// The token for the next one, after signing in.
    pub refresh: Option<String>,
    /// The signed-in person's object.
    me: Option<DirectoryObject>,
    /// Smart groups with their rules, once they were asked for.
    smart: Option<Vec<DirectoryObject>>,
}

impl Tour {
    pub fn new(client: Client, store: StoreId, account: Account) -> Self {
        Self { client, store, account, refresh: None, me: None, smart: None }
    }

    pub fn set_me(&mut self, me: DirectoryObject) {
        self.me = Some(me);
    }

    /// The signed-in person.
    pub fn me(&self) -> Judged<&DirectoryObject> {
        self.me.as_ref().ok_or_else(|| open("not asked: the signed-in person was not found"))
    }

    /// The distinguished name of the signed-in person, which only Active Directory has.
    pub fn my_dn(&self) -> Judged<&str> {
        self.me()?
            .dn()
            .filter(|dn| dn.contains('='))
            .ok_or_else(|| open("the signed-in person has no distinguished name"))
    }

    /// Asks as the signed-in person.
    pub fn ask(&self, question: &Question<'_>) -> Judged<Answer> {
        if !self.client.is_signed_in() {
            return Err(open("not asked: signing in did not succeed"));
        }
        self.client.ask(question).map_err(lost)
    }

    /// The JSON of a good answer.
    pub fn json(&self, question: &Question<'_>) -> Judged<Value> {
        good(self.ask(question)?)
    }

    /// A page of objects.
    pub fn page(&self, search: &SearchRequest) -> Judged<ObjectPage> {
        let json = self.json(&Question::Search(search))?;
        ObjectPage::from_json(&json).map_err(|error| self.misshapen(&error))
    }

    /// How many objects match.
    pub fn total(&self, criteria: Criterion) -> Judged<i64> {
        let page = self.page(&self.search(criteria, 1))?;
        page.total.ok_or_else(|| differs(vec![Fact::Says("the answer has no total, though it was asked for")]))
    }

    /// A search for the first `size` objects, by name.
    pub fn search(&self, criteria: Criterion, size: i64) -> SearchRequest {
        SearchRequest {
            identity_store_id: self.store,
            sort_by: Some(attributes::NAME.to_owned()),
            sort_order: SORT_ASCENDING,
            page_no: 1,
            page_size: size,
            calculate_total: true,
            criteria: Some(criteria),
            attributes_to_load: vec![attributes::NAME.to_owned()],
            ..SearchRequest::default()
        }
    }

    /// What is said of JSON that has another shape: the place, as far as it may be shown, and what was expected.
    pub fn misshapen(&self, error: &Unreadable) -> Judgement {
        let steps = error.path.split(['.', '[', ']']).filter(|step| !step.is_empty() && step.parse::<u32>().is_err());
        let mut facts = vec![Fact::Says("the answer has another shape"), Fact::Expected(error.expected)];
        if !error.path.is_empty() {
            facts.push(Fact::Names("at", self.client.names(steps)));
        }
        differs(facts)
    }

    /// Up to a hundred smart groups with their rules.
    pub fn smart_groups(&mut self) -> Judged<&[DirectoryObject]> {
        if self.smart.is_none() {
            let criteria = Criterion::all(vec![
                groups(),
                leaf(attributes::MANAGED_GROUP_TYPE, Operator::IsExactly, model::wire::codes::MANAGED_SMART),
            ]);
            let load = ["IMSGCriteria", "IMSGObjectTypes", "IMSGStartPath", "IMSGIncludes", "IMSGExcludes"];
            self.smart = Some(self.page(&loading(self.search(criteria, 100), &load))?.data);
        }
        match self.smart.as_deref() {
            Some(found) if !found.is_empty() => Ok(found),
            _ => Err(open("no smart group was found")),
        }
    }
}

/// The same search for these attributes.
pub fn loading(search: SearchRequest, attributes: &[&str]) -> SearchRequest {
    SearchRequest { attributes_to_load: attributes.iter().map(|name| (*name).to_owned()).collect(), ..search }
}

/// The same search, the last ones first.
pub fn descending(search: SearchRequest) -> SearchRequest {
    SearchRequest { sort_order: SORT_DESCENDING, ..search }
}

/// The same search, another page.
pub fn at_page(search: SearchRequest, page_no: i64) -> SearchRequest {
    SearchRequest { page_no, ..search }
}

pub fn leaf(attribute: &str, operator: Operator, value: &str) -> Criterion {
    Criterion::leaf(attribute, operator.name(), value)
}

pub fn groups() -> Criterion {
    leaf(attributes::OBJECT_CLASS, Operator::IsExactly, "group")
}

pub fn users() -> Criterion {
    leaf(attributes::OBJECT_CLASS, Operator::IsExactly, "user")
}

/// An object that does not exist.
pub fn nobody() -> ObjectId {
    ObjectId::new("00000000-0000-0000-0000-000000000000")
}

pub fn lost(why: &'static str) -> Judgement {
    no_answer(vec![Fact::Says(why)])
}

/// The JSON of an answer that has some and says no error.
pub fn good(answer: Answer) -> Judged<Value> {
    let status = Fact::Status(answer.status);
    match answer.status {
        200..=299 => answer.json.ok_or_else(|| {
            let what = if answer.is_html { "the answer is a page of HTML" } else { "the answer is no JSON" };
            differs(vec![status, Fact::Says(what)])
        }),
        501 => Err(open("the server says that it does not offer this").with(status)),
        429 | 500.. => Err(no_answer(vec![status])),
        _ => Err(differs(vec![status])),
    }
}
