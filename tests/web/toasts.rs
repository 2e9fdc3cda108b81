//! Messages that stand in the corner follow the language.

use crate::support::samples::config;
use crate::support::{Page, all, text, until};
use leptos::prelude::*;
use portal::i18n::{self, Language};
use portal::ui::toast::{ToastList, Toasts};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_message_speaks_the_language_that_is_chosen_now() {
    let mut page = Page::new(&config());
    page.show(|| view! { <ToastList/> });
    let toasts = page.within(Toasts::expect);
    let words = || if i18n::language() == Language::de { "Angelegt." } else { "Created." };
    toasts.say(move || words().to_owned());
    let said = |expected: &'static str| move || all(".toast span").iter().map(text).collect::<Vec<_>>() == [expected];
    until("it is said", said("Created.")).await;
    i18n::choose(Language::de);
    until("it is said in German", said("Angelegt.")).await;
}
