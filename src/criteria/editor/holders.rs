//! Finds attributes by value: "Berlin" typed into the attribute field offers "City is Berlin".

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::criteria::state::Builder;
use crate::i18n::{code, language, t};
use crate::task::{Latest, Lifetime};
use crate::ui::async_view::view_factory;
use crate::ui::combobox::Suggestions;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::{AttributeConfig, Syntax};
use model::criteria::Operator;
use model::wire::{Criterion, DirectoryObject};

/// How long typing must pause before the directory is asked, in milliseconds.
const REST: u64 = 250;

/// The shortest text that is looked for; shorter ones match too much.
const LEAST: usize = 3;

/// How many attributes one search covers at most; each is a condition of the request.
const MOST: usize = 40;

/// How many matching objects are read.
const ASKED: i64 = 60;

/// How many suggestions are shown.
const SHOWN: usize = 6;

/// An attribute and one of its values in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    pub attribute: String,
    pub operator: Operator,
    pub value: String,
}

/// Suggestions for a typed value. Copies share the same state.
#[derive(Clone, Copy)]
pub(super) struct Holders {
    builder: Builder,
    /// None in tests that provide no API.
    api: StoredValue<Option<Api>>,
    found: RwSignal<Vec<Holder>>,
    /// The number of the last request; answers to earlier ones are dropped.
    latest: Latest,
    rest: Debounce,
    life: Lifetime,
}

impl Holders {
    /// Must run inside the reactive owner of the editor.
    pub fn new(builder: Builder) -> Self {
        Self {
            builder,
            api: StoredValue::new(Api::find()),
            found: RwSignal::new(Vec::new()),
            latest: Latest::new(),
            rest: Debounce::new(),
            life: Lifetime::new(),
        }
    }

    /// The suggestions for the combobox; empty if no attribute has such a value.
    pub fn shown(self) -> Suggestions {
        let found = self.found.get();
        let total = found.len() as i64;
        let draw = |Holder { attribute, value, .. }: Holder| {
            let builder = self.builder;
            view_factory(move || {
                let attribute = builder.store(|store| store.label(&attribute, code(language())).to_owned());
                view! { <span>{t!(builder.use_value, attribute = attribute, value = value.clone())}</span> }.into_any()
            })
        };
        Suggestions::Found(found.into_iter().map(draw).collect(), total)
    }

    /// Whether there are no suggestions; reactive.
    pub fn is_empty(self) -> bool {
        self.found.with(Vec::is_empty)
    }

    pub fn at(self, at: usize) -> Option<Holder> {
        self.found.with_untracked(|found| found.get(at).cloned())
    }

    /// Looks for a text once typing pauses. A text shorter than `LEAST` only clears the suggestions.
    pub fn ask(self, text: String) {
        self.rest.cancel();
        let is_latest = self.latest.begin();
        self.found.set(Vec::new());
        let text = text.trim().to_owned();
        let Some(api) = self.api.get_value().filter(|_| text.chars().count() >= LEAST) else { return };
        let attributes: Vec<AttributeConfig> = self.builder.store(|store| texts(&store.attributes));
        if attributes.is_empty() {
            return;
        }
        self.rest.then(REST, move || {
            self.life.spawn(async move {
                let found = look(&api, &attributes, &text).await;
                if is_latest() {
                    self.found.set(found);
                }
            });
        });
    }
}

/// The text attributes that can be searched.
fn texts(all: &[AttributeConfig]) -> Vec<AttributeConfig> {
    let is_text = |known: &&AttributeConfig| {
        known.in_rules
            && known.syntax == Syntax::String
            && known.offers(Operator::StartsWith)
            && known.offers(Operator::IsExactly)
    };
    all.iter().filter(is_text).take(MOST).cloned().collect()
}

/// Sends one search. Suggestions are optional, so a failed request returns none.
async fn look(api: &Api, attributes: &[AttributeConfig], text: &str) -> Vec<Holder> {
    let leaf = |known: &AttributeConfig| Criterion::leaf(&known.name, "Starts With", text);
    let criterion = Criterion::any(attributes.iter().map(leaf).collect());
    let load: Vec<&str> = attributes.iter().map(|known| known.name.as_str()).collect();
    let store = api.current_store().id;
    match api.search(store, Some(criterion), &PageRequest::first(ASKED), &load).await {
        Ok(page) => holders(attributes, &page.data, text),
        Err(_) => Vec::new(),
    }
}

/// The distinct values that begin with the text: exact matches first, then by the number of objects that have them. A
/// value of a single object, such as its name, is useless in a rule and is left out unless it equals the text.
fn holders(attributes: &[AttributeConfig], objects: &[DirectoryObject], text: &str) -> Vec<Holder> {
    let wanted = text.to_lowercase();
    let mut found: Vec<(Holder, usize)> = Vec::new();
    for object in objects {
        for known in attributes {
            for value in
                object.attributes().texts(&known.name).filter(|value| value.to_lowercase().starts_with(&wanted))
            {
                let same = |(own, _): &&mut (Holder, usize)| {
                    own.attribute == known.name && own.value.to_lowercase() == value.to_lowercase()
                };
                match found.iter_mut().find(same) {
                    Some((_, count)) => *count += 1,
                    None => {
                        let (attribute, value) = (known.name.clone(), value.to_owned());
                        found.push((Holder { attribute, operator: Operator::IsExactly, value }, 1));
                    }
                }
            }
        }
    }
    found.retain(|(own, count)| *count > 1 || own.value.to_lowercase() == wanted);
    found.sort_by_key(|(own, count)| (own.value.to_lowercase() != wanted, std::cmp::Reverse(*count)));
    found.into_iter().take(SHOWN).map(|(own, _)| own).collect()
}
