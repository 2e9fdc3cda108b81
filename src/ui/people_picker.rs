//! Finds people and groups in the directory while a name is typed.

use super::async_view::view_factory;
use super::combobox::{Combobox, Suggestions};
use super::debounce::Debounce;
use super::field::FieldText;
use super::principal::{PrincipalLine, kind_name};
use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::http::ApiError;
use crate::task::{Latest, Lifetime};
use leptos::prelude::*;
use model::group::Principal;
use model::people_search::{Fit, NameSearch};
use model::wire::attributes;
use model::wire::{DirectoryObject, ObjectPage};

/// How long typing must pause before the directory is asked, in milliseconds.
const REST: u64 = 180;

/// How many suggestions are shown.
const SHOWN: i64 = 8;

/// How many matches are requested, so that the best ones are among them.
const ASKED: i64 = 40;

/// The attributes that are searched in addition to name parts if there are few matches.
const ALSO: [&str; 3] = [attributes::DISPLAY_NAME, attributes::NAME, attributes::TITLE];

/// The result of a search.
struct Found {
    /// Best match first.
    people: Vec<Principal>,
    /// The number of all matches.
    total: i64,
    /// Whether the first one is clearly meant.
    is_plain: bool,
}

/// A combobox that finds people, groups or both.
#[component]
pub fn PeoplePicker(
    /// Label, hint and error.
    text: FieldText,
    /// The object classes that can be chosen.
    classes: &'static [&'static str],
    /// Receives the chosen person or group.
    #[prop(into)]
    on_pick: Callback<Principal>,
    /// The initial text of the field.
    #[prop(optional)]
    start: String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let value = RwSignal::new(start);
    let suggestions = RwSignal::new(Suggestions::None);
    let best = RwSignal::new(None::<usize>);
    let found = StoredValue::new(Vec::<Principal>::new());
    let latest = Latest::new();
    let life = Lifetime::new();
    let debounce = Debounce::new();
    let ask = move |typed: String| {
        let is_latest = latest.begin();
        suggestions.set(Suggestions::Loading);
        life.spawn(async move {
            let api = api.get_value();
            let answer = find(&api, classes, &NameSearch::new(&typed)).await;
            if is_latest() {
                suggestions.set(match answer {
                    Ok(Found { people, total, is_plain }) => {
                        let drawn = people.iter().cloned().map(|who| view_factory(move || draw(&who))).collect();
                        found.set_value(people);
                        best.set(is_plain.then_some(0));
                        Suggestions::Found(drawn, total)
                    }
                    Err(error) => Suggestions::Failed(error),
                });
            }
        });
    };
    let typed = move |typed: String| {
        debounce.cancel();
        // A running request and the best match belong to the earlier text.
        latest.cancel();
        best.set(None);
        if typed.trim().is_empty() {
            suggestions.set(Suggestions::None);
            return;
        }
        suggestions.set(Suggestions::Loading);
        debounce.then(REST, move || ask(typed));
    };
    let picked = move |at: usize| {
        let who = found.with_value(|found| found.get(at).cloned());
        if let Some(who) = who {
            value.set(String::new());
            suggestions.set(Suggestions::None);
            on_pick.run(who);
        }
    };
    view! {
        <Combobox text value suggestions=suggestions.into() best=best.into() on_pick=picked on_type=typed on_open=|()| {}/>
    }
}

/// Searches by names and, if there are few matches, by other attributes as well.
async fn find(api: &Api, classes: &[&str], wanted: &NameSearch) -> Result<Found, ApiError> {
    let store = api.current_store().id;
    let ask = async |also: &[&str]| -> Result<ObjectPage, ApiError> {
        let criteria = api.people(classes, also, wanted);
        api.search(store, Some(criteria), &PageRequest::first(ASKED), &Principal::ATTRIBUTES).await
    };
    let page = ask(&[]).await?;
    let (mut total, mut objects) = (total_of(&page), wanted.sorted(page.data));
    let exact = objects.iter().take_while(|object| wanted.fit(object) == Fit::Exact).count();
    if total < SHOWN && !api.is_graph() {
        let page = ask(&ALSO).await?;
        total = total_of(&page);
        let known: Vec<_> = objects.iter().map(|object| object.id.clone()).collect();
        let is_new = |object: &DirectoryObject| !known.contains(&object.id);
        objects.extend(wanted.sorted(page.data).into_iter().filter(is_new));
    }
    let shown = usize::try_from(SHOWN).unwrap_or_default();
    let people = objects.iter().take(shown).map(Principal::of).collect();
    // A name is clear only if one object has it, and if all matches were read: another one may have the same name.
    let is_plain = total == 1 || exact == 1 && total <= ASKED;
    Ok(Found { people, total, is_plain })
}

fn total_of(page: &ObjectPage) -> i64 {
    page.total.unwrap_or(page.data.len() as i64)
}

fn draw(who: &Principal) -> AnyView {
    view! { <PrincipalLine who=who.clone()/> <span class="tag">{kind_name(who.kind)}</span> }.into_any()
}
