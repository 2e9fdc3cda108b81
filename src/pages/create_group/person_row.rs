//! Somebody in a list of the wizard: who, what can be changed about it, and the way out.

use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::principal::PrincipalLine;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::ObjectId;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The row.
#[component]
pub fn PersonRow(
    /// Who.
    who: Principal,
    /// What can be changed.
    controls: AnyView,
    /// What is to be said about it.
    #[prop(optional)]
    below: Option<AnyView>,
    /// The id of what is wrong with it, where only the way out mends that.
    #[prop(optional, into)]
    wrong: Option<Signal<Option<String>>>,
    /// Whether it has just come into the list.
    #[prop(into, default = Signal::from(false))]
    fresh: Signal<bool>,
    /// The name of the way out; reactive.
    remove: fn(String) -> String,
    /// Takes the row away.
    #[prop(into)]
    on_remove: Callback<()>,
    /// The id of the field that added the row; that of the list and of the row follow from it.
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

/// The id of a list's element.
pub fn list_id(field: &str) -> String {
    format!("{field}-list-of-people")
}

/// The id of a row; a space would part it in `aria-describedby`.
pub fn row_id(field: &str, who: &ObjectId) -> String {
    format!("{field}-{}", who.as_str().replace(' ', "_"))
}

/// The selector of a row.
pub fn row_selector(field: &str, who: &ObjectId) -> String {
    focus::by_id(&row_id(field, who))
}

/// Which of its list a row is, from 0.
fn place(row: &Element) -> usize {
    std::iter::successors(row.previous_element_sibling(), Element::previous_element_sibling).count()
}

/// After a row has gone, whoever stands in its place takes the focus: nothing moves under the pointer or the finger. Else
/// the last of the list does, else the field.
fn focus_neighbour(field: &'static str, at: usize) {
    let list = focus::by_id(&list_id(field));
    let rows = [format!("{list} > li:nth-child({}) .remove", at + 1), format!("{list} > li:last-child .remove")];
    // Once the list is drawn without the row.
    request_animation_frame(move || {
        let is_there = |selector: &String| document().query_selector(selector).ok().flatten().is_some();
        focus::soon(rows.into_iter().find(is_there).unwrap_or_else(|| focus::by_id(field)));
    });
}
