//! Somebody in a list of the wizard: who, what can be changed about it, and the way out.

use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::who::Who;
use leptos::prelude::*;
use model::group::Principal;

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
    /// The name of the way out; reactive.
    remove: fn(String) -> String,
    /// Takes the row away.
    #[prop(into)]
    on_remove: Callback<()>,
    /// What takes the focus then: the field that added the row.
    field: &'static str,
) -> impl IntoView {
    let name = who.name.clone();
    let removed = move |_| {
        on_remove.run(());
        focus::soon(focus::by_id(field));
    };
    let wrong = move || wrong.and_then(|wrong| wrong.get());
    view! {
        <li>
            <Who who/>
            <span class="controls">
                {controls}
                <button type="button" class="btn s quiet icon" aria-label=move || remove(name.clone())
                    aria-describedby=wrong data-invalid=move || wrong().map(|_| "") on:click=removed>{Icon::Remove.view()}</button>
            </span>
            {below}
        </li>
    }
}
