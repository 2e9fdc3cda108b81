//! Dialogs, built on `<dialog>`: the browser traps the focus, closes on Escape and restores the focus.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether the dialog is open; closing it sets this to false.
    open: RwSignal<bool>,
    /// The element's id; the id of the title is derived from it.
    id: &'static str,
    /// The heading, which is also the accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is wide, for more than a question.
    #[prop(default = false)]
    wide: bool,
    /// Whether Escape closes it.
    #[prop(into, default = Signal::from(true))]
    dismissible: Signal<bool>,
    /// The content, including the buttons.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let closing = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // Delayed until the content is rendered, so that the element with `autofocus` gets the focus.
            (true, false) => request_animation_frame(move || {
                if open.try_get_untracked() == Some(true) && dialog.is_connected() && !dialog.open() {
                    // The dialog is in the page and closed, so this cannot fail.
                    let _ = dialog.show_modal();
                }
            }),
            (false, true) => {
                closing.update_value(|closing| *closing += 1);
                dialog.close();
            }
            _ => {}
        }
    });
    let closed = move || {
        // `close` events are asynchronous: the one of our own call may arrive after the dialog was opened again.
        if closing.get_value() > 0 {
            closing.update_value(|closing| *closing -= 1);
        } else if dismissible.get_untracked() {
            open.set(false);
        } else if let Some(dialog) = element.get_untracked().filter(|dialog| open.get_untracked() && !dialog.open()) {
            // Browsers close a dialog on a second Escape regardless. It is in the page, so this cannot fail.
            let _ = dialog.show_modal();
        }
    };
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let children = StoredValue::new(children);
    view! {
        <dialog id=id class:wide=wide node_ref=element aria-labelledby=labelled
            on:cancel=move |ev: leptos::ev::Event| if !dismissible.get_untracked() { ev.prevent_default() }
            on:close=move |_| closed()>
            <Show when=move || open.get()>
                <div>
                    <h2 id=title_id.clone()>{move || title.get()}</h2>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </dialog>
    }
}
