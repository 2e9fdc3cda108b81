//! A page's title: the document's, and the one heading of the first level, which takes the focus on arrival.

use crate::i18n::t;
use crate::ui::focus;
use leptos::prelude::*;

/// Sets the document's title to "What – GroupID Portal"; reactive.
pub fn document_title(what: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&t!(app.title, what = what())));
}

/// The heading of a page. Arriving at a page moves the focus to it, so that a screen reader says where one is.
#[component]
pub fn PageTitle(
    /// What the page is about.
    #[prop(into)]
    text: Signal<String>,
    /// Whether another heading stood here before: then only a focus that was lost with that one comes here, never one
    /// that somebody has moved elsewhere meanwhile.
    #[prop(default = false)]
    late: bool,
) -> impl IntoView {
    document_title(move || text.get());
    if late {
        focus::rescue("main h1")
    } else {
        focus::soon("main h1")
    }
    view! { <h1 tabindex="-1">{move || text.get()}</h1> }
}
