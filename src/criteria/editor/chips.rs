//! Chips: the list of values chosen so far, each with a button that removes it.

use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use leptos::prelude::*;

#[component]
pub(super) fn Chips(
    /// For each value, its short name and its full text, which the tooltip shows.
    names: Signal<Vec<(String, String)>>,
    /// Receives the index of the value to remove.
    #[prop(into)]
    on_remove: Callback<usize>,
) -> impl IntoView {
    let chip = move |(at, (name, full)): (usize, (String, String))| {
        let label = t!(builder.remove_value, value = name.as_str());
        view! {
            <li class="chip" title=full>
                <bdi>{name}</bdi>
                <button type="button" aria-label=label on:click=move |_| on_remove.run(at)>{Icon::Remove.view()}</button>
            </li>
        }
    };
    move || {
        let names = names.get();
        let any = !names.is_empty();
        let list = names.into_iter().enumerate().map(chip).collect_view();
        any.then(|| view! { <ul class="chips" aria-label=tv!(builder.values)>{list}</ul> })
    }
}
