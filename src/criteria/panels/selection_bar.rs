//! The actions on several selected rows, and the marking of these rows.

use crate::criteria::state::Builder;
use crate::criteria::tree::Tree;
use crate::criteria::tree::row;
use crate::i18n::{t, tv};
use leptos::prelude::*;
use model::criteria::NodeId;
use std::rc::Rc;

/// Keeps the class `selected` and the accessible description of the selected rows up to date.
pub(in crate::criteria) fn mark_selected(tree: Rc<Tree>) {
    let builder = tree.builder;
    Effect::new(move |before: Option<Vec<NodeId>>| {
        let now = builder.selection.with(|selection| selection.nodes.clone());
        for node in before.into_iter().flatten().filter(|node| !now.contains(node)) {
            mark(&tree, node, false);
        }
        for node in &now {
            mark(&tree, *node, true);
        }
        now
    });
}

fn mark(tree: &Tree, node: NodeId, on: bool) {
    let Some(element) = tree.element(node) else { return };
    // The class name is constant, so `toggle` cannot fail.
    let _ = element.class_list().toggle_with_force("selected", on);
    let Some(said) = row::within(&element, ":scope > .say, :scope > .box") else { return };
    if on {
        row::set(&said, "aria-description", t!(builder.select_state));
    } else {
        let _ = said.remove_attribute("aria-description");
    }
}

/// The buttons beside Undo and Redo; shown while anything is selected.
#[component]
pub(in crate::criteria) fn SelectionBar(builder: Builder) -> impl IntoView {
    let count = Memo::new(move |_| builder.selection.with(|selection| selection.nodes.len()));
    let said = move || t!(builder.selected, count = count.get() as i64);
    let alone = move || (count.get() < 2).then_some("true");
    let clear = move |_| {
        builder.clear_selection();
        builder.focus(builder.current.get_untracked());
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <span class="selection" role="group" aria-label=tv!(builder.selection)>
                <span class="small nums">{said}</span>
                <button type="button" class="btn s" aria-disabled=alone aria-keyshortcuts="Control+G"
                    title=tv!(builder.gather_hint) on:click=move |_| builder.gather()>{tv!(builder.gather)}</button>
                <button type="button" class="btn quiet s" on:click=clear>{tv!(builder.clear_selection)}</button>
            </span>
        </Show>
    }
}
