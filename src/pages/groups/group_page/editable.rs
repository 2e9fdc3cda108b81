//! A value that becomes its editor where it stands: the frame that all fields of a group's page share.

use super::editing::GroupEditing;
use super::work::GroupWork;
use crate::i18n::{t, tv};
use crate::ui::focus;
use crate::ui::icon::Icon;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Draws the value or its editor.
pub type Draw = Box<dyn Fn() -> AnyView + Send + Sync>;

/// The value with its button "Edit", or its editor while it is open. Escape takes the change back.
#[component]
pub fn Editable(
    /// The attribute that is edited.
    attribute: String,
    /// The id of the editor's field; that of the button is derived from it.
    id: String,
    /// What the attribute is called.
    #[prop(into)]
    label: Signal<String>,
    /// Whether Enter begins a new line or adds a value, and does not close the editor.
    takes_enter: bool,
    /// Draws the value.
    shown: Draw,
    /// Draws the editor.
    editor: Draw,
    editing: GroupEditing,
    work: GroupWork,
) -> impl IntoView {
    let attribute = StoredValue::new(attribute);
    let (shown, editor) = (StoredValue::new(shown), StoredValue::new(editor));
    let button = StoredValue::new(format!("{id}-button"));
    let id = StoredValue::new(id);
    let is_open = Memo::new(move |_| {
        editing.open.with(|open| attribute.with_value(|attribute| open.as_ref() == Some(attribute)))
    });
    let is_changed = Memo::new(move |_| attribute.with_value(|attribute| editing.is_changed(attribute)));
    let error = Signal::derive(move || attribute.with_value(|attribute| editing.error(attribute)));
    let open = move |_| {
        editing.open.set(Some(attribute.get_value()));
        focus::soon(id.with_value(|id| focus::by_id(id)));
    };
    let to_button = move || focus::soon(button.with_value(|id| focus::by_id(id)));
    let close = move || {
        editing.open.set(None);
        to_button();
    };
    let revert = move |_| {
        attribute.with_value(|attribute| editing.revert(attribute));
        to_button();
    };
    let keys = move |ev: KeyboardEvent| match ev.key().as_str() {
        "Escape" if !ev.default_prevented() => {
            ev.prevent_default();
            attribute.with_value(|attribute| editing.revert(attribute));
            close();
        }
        "Enter" if !takes_enter => {
            ev.prevent_default();
            close();
        }
        _ => {}
    };
    let name = move || t!(edit.edit_field, name = label.get());
    let revert_name = move || t!(edit.revert_field, name = label.get());
    move || {
        if is_open.get() {
            return view! {
                <div class="editor" on:keydown=keys>
                    {editor.with_value(|editor| editor())}
                    <div class="row">
                        <button type="button" class="btn s" on:click=move |_| close()>{tv!(edit.done)}</button>
                    </div>
                </div>
            }
            .into_any();
        }
        view! {
            <div class="row editable">
                {move || shown.with_value(|shown| shown())}
                <Show when=move || is_changed.get()>
                    <span class="tag accent">{tv!(edit.changed)}</span>
                    <button type="button" class="btn s quiet" aria-label=revert_name on:click=revert>
                        {tv!(edit.revert)}
                    </button>
                </Show>
                <Show when=move || work.may()>
                    <button type="button" class="btn s quiet" id=button.get_value() aria-label=name on:click=open>
                        {tv!(edit.edit)}
                    </button>
                </Show>
            </div>
            {move || error.get().map(|said| view! { <p class="error">{Icon::Warning.view()} {said}</p> })}
        }
        .into_any()
    }
}
