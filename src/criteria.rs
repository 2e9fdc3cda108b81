//! The criteria builder: a membership rule as a tree of sentences, of which one at a time is edited.
//!
//! [`Builder`] is its state, which the page and the panels beside the tree share; its documentation says how to use it.
//! Rules can have a thousand conditions, so rows are plain elements that are patched one by one, and that the browser
//! skips while they are off-screen; only the open editor and the open menu are Leptos views.

mod annotations;
mod editor;
pub mod panels;
pub mod state;
mod text;
mod tree;
pub mod words;

pub use annotations::{Annotation, Annotations, Count, Severity};
pub use panels::dn_check::keep_dn_checks;
pub use state::{Announcement, Builder};
pub use text::paste_dialog::PasteDialog;
pub use words::announce::refusal as refusal_sentence;
pub use words::{Words, dialect_name, missing_name, operator_name};

use crate::i18n::tv;
use leptos::html;
use leptos::prelude::*;
use panels::selection_bar::{SelectionBar, mark_selected};
use std::rc::Rc;
use tree::drag::Drag;
use tree::{Tree, keys};

/// The tree, with the buttons Undo and Redo above it.
#[component]
pub fn CriteriaBuilder(
    /// The state of the builder.
    builder: Builder,
    /// More buttons beside Undo and Redo.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let tree = Rc::new(Tree::new(builder));
    let drawn = tree.clone();
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            drawn.show(&host);
        }
    });
    // This effect must run after the one that renders the rows.
    mark_selected(tree.clone());
    let menu = Rc::downgrade(&tree);
    let outside = window_event_listener(leptos::ev::pointerdown, move |ev| {
        if let Some(menu) = menu.upgrade()
            && menu.is_outside_of_menu(keys::element(ev.target()).as_ref())
        {
            menu.close_menu();
        }
    });
    let living = StoredValue::new_local(tree.clone());
    on_cleanup(move || {
        outside.remove();
        // The views within the tree must be removed together with the signals that they read.
        if let Some(tree) = living.try_get_value() {
            tree.clear();
        }
    });
    let (key, click, focus_in, focus_out) = (tree.clone(), tree.clone(), tree.clone(), tree.clone());
    let drag = Drag::new(tree);
    let grip = drag.clone();
    let children = children.map(|children| children());
    view! {
        <div class="builder" on:keydown=move |ev| if !drag.key(&ev) { keys::key_down(&key, &ev) }
            on:focusout=move |ev| keys::focus_out(&focus_out, &ev)>
            <Head builder>{children}</Head>
            <div class="tree" node_ref=host
                on:click=move |ev| keys::click(&click, &ev)
                on:focusin=move |ev| keys::focus_in(&focus_in, &ev)
                on:pointerdown=move |ev| grip.start(&ev)></div>
            <LiveRegion builder/>
        </div>
    }
}

/// The toolbar: Undo, Redo and the buttons of the page.
#[component]
fn Head(builder: Builder, children: Children) -> impl IntoView {
    let can_undo = move || (!builder.can_undo()).then_some("true");
    let can_redo = move || (!builder.can_redo()).then_some("true");
    view! {
        <div class="steps-back" role="group" aria-label=tv!(builder.tools)>
            <button type="button" class="btn quiet s" aria-disabled=can_undo aria-keyshortcuts="Control+Z"
                on:click=move |_| builder.undo()>{tv!(builder.undo)}</button>
            <button type="button" class="btn quiet s" aria-disabled=can_redo aria-keyshortcuts="Control+Shift+Z"
                on:click=move |_| builder.redo()>{tv!(builder.redo)}</button>
            {children()}
            <SelectionBar builder/>
        </div>
    }
}

/// The live region. A refused edit is also shown, wherever the page is scrolled to.
#[component]
fn LiveRegion(builder: Builder) -> impl IntoView {
    let said = move || {
        let said = builder.said.get();
        // A screen reader repeats a sentence only if the text differs, so every second one ends in a space.
        if said.turn.is_multiple_of(2) { said.text } else { format!("{}\u{a0}", said.text) }
    };
    let refused = Memo::new(move |_| builder.said.with(|said| said.refused));
    view! {
        <div class="voice"><p role="status" class="said" class:visually-hidden=move || !refused.get()>{said}</p></div>
    }
}
