//! The title of a page: the document's title, and the `h1`, which gets the focus on arrival.

use crate::i18n::t;
use crate::ui::focus;
use leptos::prelude::*;

/// Sets the document's title to "What – GroupID Portal"; reactive.
pub fn document_title(what: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&t!(app.title, what = what())));
}

/// The heading of a page. It gets the focus on arrival, so that screen readers announce the page.
#[component]
pub fn PageTitle(
    /// The page's title without the portal's name.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it replaces a placeholder's heading; then it gets the focus only if that was lost with the placeholder.
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
