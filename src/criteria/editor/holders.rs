//! A value that is typed where an attribute is asked for finds the attributes that hold it: "Berlin" is a city.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::criteria::state::Builder;
use crate::i18n::{code, language, t};
use crate::task::Life;
use crate::ui::async_view::view_factory;
use crate::ui::combobox::Suggestions;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::{AttributeConfig, Syntax};
use model::criteria::Operator;
use model::wire::{Criterion, DirectoryObject};

/// How long typing must rest before the directory is asked, in milliseconds.
const REST: u64 = 250;

/// Fewer characters are the beginning of anything.
const LEAST: usize = 3;

/// Attributes that are looked through, at most: one call with so many questions.
const MOST: usize = 40;

/// Objects that are looked at.
const ASKED: i64 = 60;

/// Answers that are shown.
const SHOWN: usize = 6;

/// An attribute and a value of it that the directory has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    pub attribute: String,
    pub operator: Operator,
    pub value: String,
}

/// What the directory has for a typed value. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Holders {
    builder: Builder,
    /// None where a page has no service to ask.
    api: StoredValue<Option<Api>>,
    found: RwSignal<Vec<Holder>>,
    /// Only the answer to the last question is shown.
    turn: StoredValue<u32>,
    rest: Debounce,
    life: Life,
}

impl Holders {
    /// For the editor that is being built.
    pub fn new(builder: Builder) -> Self {
        Self {
            builder,
            api: StoredValue::new(use_context()),
            found: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            rest: Debounce::new(),
            life: Life::new(),
        }
    }

    /// As a list below the field; empty where nothing holds it.
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

    /// Whether nothing holds it; reactive.
    pub fn is_empty(self) -> bool {
        self.found.with(Vec::is_empty)
    }

    /// The one at a place.
    pub fn at(self, at: usize) -> Option<Holder> {
        self.found.with_untracked(|found| found.get(at).cloned())
    }

    /// Asks what holds a text, once typing rests; nothing for a short one.
    pub fn ask(self, text: String) {
        self.rest.cancel();
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
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
                if self.turn.get_value() == turn {
                    self.found.set(found);
                }
            });
        });
    }
}

/// The attributes in which a text can be looked for.
fn texts(all: &[AttributeConfig]) -> Vec<AttributeConfig> {
    let is_text = |known: &&AttributeConfig| {
        known.syntax == Syntax::String && known.offers(Operator::StartsWith) && known.offers(Operator::IsExactly)
    };
    all.iter().filter(is_text).take(MOST).cloned().collect()
}

/// One call. What it finds helps, nothing more: one that fails finds nothing.
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

/// Each value that begins with the text, once, those that are it first; then by how many have it. What only one object
/// has, such as its name, is no value that a rule would ask for, unless it is just what was typed.
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
