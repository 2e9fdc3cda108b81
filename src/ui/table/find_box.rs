//! The search field of a table.

use super::state::TableState;
use crate::i18n::tv;
use crate::ui::debounce::Debounce;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// How long typing must pause before the service is asked, in milliseconds.
const REST: u64 = 250;

#[component]
pub fn FindBox(table: TableState) -> impl IntoView {
    let typed = RwSignal::new(table.query_now().text);
    // Back and Forward change the URL and thereby the text.
    Effect::new(move |_| {
        let text = table.with_query(|q| q.text.clone());
        if typed.with_untracked(|typed| typed.trim() != text) {
            typed.set(text);
        }
    });
    let debounce = Debounce::new();
    let search = move || table.go(&table.query_now().with_text(&typed.get_untracked()), true);
    let input = move |text: String| {
        typed.set(text);
        debounce.then(REST, search);
    };
    view! {
        <div class="find" role="search" aria-label=tv!(table.search)>
            {Icon::Search.view()}
            <input class="input" type="search" aria-label=tv!(table.search) placeholder=tv!(table.search)
                prop:value=typed on:input:target=move |ev| input(ev.target().value())
                on:keydown=move |ev| if ev.key() == "Enter" { debounce.cancel(); search() }/>
        </div>
    }
}
