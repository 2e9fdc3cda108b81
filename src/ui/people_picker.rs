//! Finds people and groups of the directory while a name is typed.

use super::async_view::view_factory;
use super::combobox::{Combobox, Suggestions};
use super::debounce::Debounce;
use super::field::FieldText;
use super::principal::{PrincipalLine, kind_name};
use crate::api::Api;
use crate::api::searches::PageRequest;
use crate::http::ApiError;
use crate::task::Life;
use leptos::prelude::*;
use model::group::Principal;
use model::people_search::{Fit, NameSearch};
use model::wire::{DirectoryObject, ObjectPage};

/// How long typing must rest before the directory is asked, in milliseconds.
const REST: u64 = 180;

/// How many suggestions are shown.
const SHOWN: i64 = 8;

/// How many are asked for: among them are the ones that fit best.
const ASKED: i64 = 40;

/// Where a typed text is looked for besides names, when there are few of these.
const ALSO: [&str; 3] = ["displayName", "name", "title"];

/// Who was found.
struct Found {
    /// Those who fit best, first.
    people: Vec<Principal>,
    /// Of so many.
    total: i64,
    /// Whether the first is plainly meant.
    is_plain: bool,
}

/// A field that finds people, groups or both.
#[component]
pub fn PeoplePicker(
    /// Names, hint and error.
    text: FieldText,
    /// Object classes that can be chosen.
    classes: &'static [&'static str],
    /// Somebody was chosen.
    #[prop(into)]
    on_pick: Callback<Principal>,
    /// What stands in it at first.
    #[prop(optional)]
    start: String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let value = RwSignal::new(start);
    let suggestions = RwSignal::new(Suggestions::None);
    let best = RwSignal::new(None::<usize>);
    let found = StoredValue::new(Vec::<Principal>::new());
    // Only the answer to the last question is shown.
    let asked = StoredValue::new(0_u32);
    let life = Life::new();
    let debounce = Debounce::new();
    let ask = move |typed: String| {
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        suggestions.set(Suggestions::Loading);
        life.spawn(async move {
            let api = api.get_value();
            let answer = find(&api, classes, &NameSearch::new(&typed)).await;
            if asked.get_value() == turn {
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
        // An answer on its way is for another text, and so is who was meant.
        asked.update_value(|asked| *asked += 1);
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

/// Those whose names fit; where they are few, those too of whom something else does.
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
    // Of two with one name neither is; and of more than were asked for, another one may have it too.
    let is_plain = total == 1 || exact == 1 && total <= ASKED;
    Ok(Found { people, total, is_plain })
}

fn total_of(page: &ObjectPage) -> i64 {
    page.total.unwrap_or(page.data.len() as i64)
}

fn draw(who: &Principal) -> AnyView {
    view! { <PrincipalLine who=who.clone()/> <span class="tag">{kind_name(who.kind)}</span> }.into_any()
}
