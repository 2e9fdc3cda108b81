//! Finds people and groups of the directory while a name is typed.

use super::combobox::{Combobox, Suggestions};
use super::field::FieldText;
use super::later::drawing;
use super::rest::Rest;
use super::who::{Who, kind_name};
use crate::api::Api;
use crate::api::searches::{Window, containing};
use crate::task::Life;
use leptos::prelude::*;
use model::group::Principal;

/// How long typing must rest before the directory is asked, in milliseconds.
const REST: u64 = 180;

/// How many suggestions are shown.
const SHOWN: i64 = 8;

/// Where a typed text is looked for.
const WHERE: [&str; 5] = ["displayName", "name", "mail", "sAMAccountName", "title"];

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
    let found = StoredValue::new(Vec::<Principal>::new());
    // Only the answer to the last question is shown.
    let asked = StoredValue::new(0_u32);
    let life = Life::new();
    let rest = Rest::new();
    let ask = move |typed: String| {
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        suggestions.set(Suggestions::Loading);
        life.spawn(async move {
            let api = api.get_value();
            let store = api.current_store().id;
            let criteria = containing(classes, &WHERE, &typed);
            let answer = api.search(store, Some(criteria), &Window::first(SHOWN), &Principal::ATTRIBUTES).await;
            if asked.get_value() == turn {
                suggestions.set(match answer {
                    Ok(page) => {
                        let people: Vec<_> = page.data.iter().map(Principal::of).collect();
                        let total = page.total.unwrap_or(people.len() as i64);
                        let drawn = people.iter().cloned().map(|who| drawing(move || draw(&who))).collect();
                        found.set_value(people);
                        Suggestions::Found(drawn, total)
                    }
                    Err(error) => Suggestions::Failed(error),
                });
            }
        });
    };
    let typed = move |typed: String| {
        rest.cancel();
        // An answer on its way is for another text.
        asked.update_value(|asked| *asked += 1);
        if typed.trim().is_empty() {
            suggestions.set(Suggestions::None);
            return;
        }
        suggestions.set(Suggestions::Loading);
        rest.then(REST, move || ask(typed));
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
        <Combobox text value suggestions=suggestions.into() on_pick=picked on_type=typed on_open=|()| {}/>
    }
}

fn draw(who: &Principal) -> AnyView {
    view! { <Who who=who.clone()/> <span class="tag">{kind_name(who.kind)}</span> }.into_any()
}
