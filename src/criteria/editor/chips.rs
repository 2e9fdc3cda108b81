//! Values that are chosen already: a list of them, each with its way out.

use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The values by name, and what takes one out.
#[component]
pub(super) fn Chips(
    /// What they are called, in full in the tooltip.
    names: Signal<Vec<(String, String)>>,
    /// Takes the value at that place out.
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
