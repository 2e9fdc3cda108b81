//! A person in a list of the wizard, with controls and a button that removes them.

use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::principal::PrincipalLine;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::ObjectId;
use wasm_bindgen::JsCast;
use web_sys::Element;

#[component]
pub fn PersonRow(
    /// The person in the row.
    who: Principal,
    /// Inputs at the end of the row.
    controls: AnyView,
    /// Content below the row, such as an error.
    #[prop(optional)]
    below: Option<AnyView>,
    /// The id of the error text, if the Remove button is the only way to fix the error.
    #[prop(optional, into)]
    wrong: Option<Signal<Option<String>>>,
    /// Whether the row was just added; it is highlighted then.
    #[prop(into, default = Signal::from(false))]
    fresh: Signal<bool>,
    /// The accessible name of the Remove button, from the person's name; reactive.
    remove: fn(String) -> String,
    /// Called when the Remove button is pressed.
    #[prop(into)]
    on_remove: Callback<()>,
    /// The id of the field that added the row; the ids of the list and of the row are derived from it.
    field: &'static str,
) -> impl IntoView {
    let name = who.name.clone();
    let id = row_id(field, &who.id);
    let removed = move |ev: leptos::ev::MouseEvent| {
        let button = ev.current_target().and_then(|button| button.dyn_into::<Element>().ok());
        let at = button.and_then(|button| button.closest("li").ok().flatten()).map_or(0, |row| place(&row));
        on_remove.run(());
        focus_neighbour(field, at);
    };
    let wrong = move || wrong.and_then(|wrong| wrong.get());
    view! {
        <li id=id class="person-row" class:fresh=move || fresh.get()>
            <PrincipalLine who/>
            <span class="controls">
                {controls}
                <button type="button" class="btn s quiet icon remove" aria-label=move || remove(name.clone())
                    aria-describedby=wrong data-invalid=move || wrong().map(|_| "") on:click=removed>{Icon::Remove.view()}</button>
            </span>
            {below}
        </li>
    }
}

pub fn list_id(field: &str) -> String {
    format!("{field}-list-of-people")
}

/// The id of a row. Spaces are replaced, because they separate ids in `aria-describedby`.
pub fn row_id(field: &str, who: &ObjectId) -> String {
    format!("{field}-{}", who.as_str().replace(' ', "_"))
}

pub fn row_selector(field: &str, who: &ObjectId) -> String {
    focus::by_id(&row_id(field, who))
}

/// The index of a row in its list.
fn place(row: &Element) -> usize {
    std::iter::successors(row.previous_element_sibling(), Element::previous_element_sibling).count()
}

/// After a removal, the Remove button of the row that moved up gets the focus, so that nothing shifts under the
/// pointer; otherwise that of the last row, or the field if the list is empty.
fn focus_neighbour(field: &'static str, at: usize) {
    let list = focus::by_id(&list_id(field));
    let rows = [format!("{list} > li:nth-child({}) .remove", at + 1), format!("{list} > li:last-child .remove")];
    // Runs after the list was rendered without the row.
    request_animation_frame(move || {
        let is_there = |selector: &String| document().query_selector(selector).ok().flatten().is_some();
        focus::soon(rows.into_iter().find(is_there).unwrap_or_else(|| focus::by_id(field)));
    });
}
