//! Dialogs, by the browser's own `<dialog>`: it keeps the focus inside, closes on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;

/// A dialog over the page. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The element's id; the title's id follows from it.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// For more than a question.
    #[prop(default = false)]
    wide: bool,
    /// Whether Escape closes it.
    #[prop(default = true)]
    dismissible: bool,
    /// What stands in it.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let closing = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // Once its content is there, so that what has `autofocus` takes the focus.
            (true, false) => request_animation_frame(move || {
                if open.try_get_untracked() == Some(true) && dialog.is_connected() && !dialog.open() {
                    // A dialog that is in the page can be shown: nothing can fail.
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
        // The news of a closing of our own may come after the next opening.
        if closing.get_value() > 0 {
            closing.update_value(|closing| *closing -= 1);
        } else if dismissible {
            open.set(false);
        } else if let Some(dialog) = element.get_untracked().filter(|dialog| open.get_untracked() && !dialog.open()) {
            // Browsers close on a second Escape without asking. It is in the page: nothing can fail.
            let _ = dialog.show_modal();
        }
    };
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let children = StoredValue::new(children);
    view! {
        <dialog id=id class:wide=wide node_ref=element aria-labelledby=labelled
            on:cancel=move |ev: leptos::ev::Event| if !dismissible { ev.prevent_default() }
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
