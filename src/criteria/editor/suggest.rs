//! Suggests values that the directory has for an attribute while a value is typed.

use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::criteria::editor::input::ConditionInput;
use crate::task::{Latest, Lifetime};
use crate::ui::async_view::view_factory;
use crate::ui::combobox::Suggestions;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::criteria::Operator;
use model::wire::{Criterion, ObjectPage};

/// How long typing must pause before the directory is asked, in milliseconds.
const REST: u64 = 180;

/// How many objects are read for their values.
const ASKED: i64 = 60;

/// How many suggestions are shown.
const SHOWN: usize = 8;

/// Suggestions for the value of a condition. Copies share the same state.
#[derive(Clone, Copy)]
pub(super) struct Suggest {
    input: ConditionInput,
    /// None in tests that provide no API.
    api: StoredValue<Option<Api>>,
    found: RwSignal<Vec<String>>,
    /// The number of the last request; answers to earlier ones are dropped.
    latest: Latest,
    rest: Debounce,
    life: Lifetime,
}

impl Suggest {
    /// Must run inside the reactive owner of the editor.
    pub fn new(input: ConditionInput) -> Self {
        Self {
            input,
            api: StoredValue::new(Api::find()),
            found: RwSignal::new(Vec::new()),
            latest: Latest::new(),
            rest: Debounce::new(),
            life: Lifetime::new(),
        }
    }

    /// The suggestions for the combobox. Without any, no list opens: the value need not exist in the directory.
    pub fn shown(self) -> Signal<Suggestions> {
        Signal::derive(move || {
            let found = self.found.get();
            let total = found.len() as i64;
            let draw = |text: String| view_factory(move || view! { <bdi>{text.clone()}</bdi> }.into_any());
            if found.is_empty() {
                Suggestions::None
            } else {
                Suggestions::Found(found.into_iter().map(draw).collect(), total)
            }
        })
    }

    pub fn at(self, at: usize) -> Option<String> {
        self.found.with_untracked(|found| found.get(at).cloned())
    }

    /// Looks for values that begin with the text or, if there are none, contain it. Without text it looks for any
    /// value. While the user is `typing`, the request waits for a pause.
    pub fn ask(self, text: String, typing: bool) {
        self.rest.cancel();
        let is_latest = self.latest.begin();
        // Suggestions that no longer match are removed at once.
        self.found.update(|found| found.retain(|known| fits(known, &text)));
        let attribute = untrack(|| self.input.with(|condition| condition.attribute.clone()));
        // Numbers and bit masks cannot be searched by a prefix.
        let is_text = untrack(|| self.input.offers(Operator::StartsWith));
        let Some(api) = self.api.get_value().filter(|_| is_text && !attribute.is_empty()) else { return };
        self.rest.then(if typing { REST } else { 0 }, move || {
            self.life.spawn(async move {
                let found = look(&api, &attribute, text.trim()).await;
                if is_latest() {
                    self.found.set(found);
                }
            });
        });
    }
}

fn fits(value: &str, text: &str) -> bool {
    value.to_lowercase().contains(&text.trim().to_lowercase())
}

/// "Starts With" can use the directory's index, so "Contains" is tried only when that finds nothing. Suggestions are
/// optional, so a failed request returns none.
async fn look(api: &Api, attribute: &str, text: &str) -> Vec<String> {
    let store = api.current_store();
    // Graph has no filter for "any value".
    if text.is_empty() && store.graph.is_some() {
        return Vec::new();
    }
    let operators: &[&str] = if text.is_empty() { &["Present"] } else { &["Starts With", "Contains"] };
    for operator in operators {
        let criterion = Criterion::leaf(attribute, operator, text);
        let Ok(page) = api.search(store.id, Some(criterion), &PageRequest::first(ASKED), &[attribute]).await else {
            break;
        };
        let found = distinct(&page, attribute, text);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The different values of a page, ignoring case, without one that equals the text.
fn distinct(page: &ObjectPage, attribute: &str, text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in page.data.iter().flat_map(|object| object.attributes().texts(attribute)) {
        let known = found.iter().any(|known| known.to_lowercase() == value.to_lowercase());
        if !known && fits(value, text) && !value.eq_ignore_ascii_case(text) {
            found.push(value.to_owned());
        }
        if found.len() == SHOWN {
            break;
        }
    }
    found
}
