//! A button that opens a sheet of links, choices and actions. Escape, moving the focus away and choosing an item close
//! it.

use super::popup::{Align, keep_open};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A disclosure (WAI-ARIA Authoring Practices, "Disclosure"): plain links and buttons in tab order.
#[component]
pub fn Menu(
    /// The accessible name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The sheet's id, which `aria-controls` refers to.
    id: &'static str,
    /// The CSS classes of the button.
    class: &'static str,
    /// Whether the sheet is aligned with the button's start instead of its end.
    #[prop(default = false)]
    start: bool,
    /// The content of the button.
    face: Children,
    /// The content of the sheet.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close = move |back: bool| {
        open.set(false);
        if let Some(button) = button.get_untracked().filter(|_| back) {
            // The button is in the page, so it can be focused.
            let _ = button.focus();
        }
    };
    let left = move |ev: leptos::ev::FocusEvent| {
        let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // `focusout` also fires when the whole page is removed, for example on signing out; the root is gone then.
        let inside = root.try_get_untracked().flatten().is_some_and(|root| root.contains(to.as_ref()));
        // A click on the sheet's background has no related target.
        if to.is_some() && !inside {
            open.set(false);
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |ev| {
        let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if !root.get_untracked().is_some_and(|root| root.contains(target.as_ref())) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let chosen = move |ev: leptos::ev::MouseEvent| {
        let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.closest("a.item, button.item").ok().flatten().is_some()) {
            open.set(false);
        }
    };
    let children = StoredValue::new(children);
    let sheet = NodeRef::<html::Div>::new();
    let align = if start { Align::Start } else { Align::End };
    keep_open(sheet, align, open.into());
    view! {
        <div class="menu" node_ref=root on:focusout=left
            on:keydown=move |ev| if ev.key() == "Escape" && open.get_untracked() {
                // Escape must not also close what surrounds the menu.
                ev.stop_propagation();
                close(true);
            }>
            <button type="button" class=class node_ref=button aria-label=move || label.get() aria-controls=id
                aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {face()}
            </button>
            <div class="sheet" popover="manual" id=id node_ref=sheet on:click=chosen>
                <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
            </div>
        </div>
    }
}
