//! The actions of a node: the menu that its "More" button opens.

use crate::criteria::state::Builder;
use crate::criteria::tree::keys::{around, element, negate, refusal};
use crate::criteria::words::announce;
use crate::i18n::t;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use model::criteria::{Direction, Edit, Join, NodeId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

#[derive(Clone, Copy)]
enum Act {
    Edit,
    Duplicate,
    Step(Direction),
    Wrap,
    Select,
    Gather,
    Ungroup,
    Not,
    Remove,
}

impl Act {
    const ALL: [Self; 12] = [
        Self::Edit,
        Self::Duplicate,
        Self::Step(Direction::Up),
        Self::Step(Direction::Down),
        Self::Step(Direction::In),
        Self::Step(Direction::Out),
        Self::Wrap,
        Self::Select,
        Self::Gather,
        Self::Ungroup,
        Self::Not,
        Self::Remove,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Edit => t!(builder.edit),
            Self::Duplicate => t!(builder.duplicate),
            Self::Step(Direction::Up) => t!(builder.move_up),
            Self::Step(Direction::Down) => t!(builder.move_down),
            Self::Step(Direction::In) => t!(builder.move_in),
            Self::Step(Direction::Out) => t!(builder.move_out),
            Self::Wrap => t!(builder.wrap),
            Self::Select => t!(builder.select),
            Self::Gather => t!(builder.gather),
            Self::Ungroup => t!(builder.ungroup),
            Self::Not => t!(builder.not),
            Self::Remove => t!(builder.remove),
        }
    }

    /// The value of `aria-keyshortcuts`, and the label of the keys.
    fn keys(self) -> (&'static str, String) {
        let (keys, shown) = match self {
            Self::Edit => ("F2", "F2"),
            Self::Step(Direction::Up) => ("Alt+ArrowUp", "Alt ↑"),
            Self::Step(Direction::Down) => ("Alt+ArrowDown", "Alt ↓"),
            Self::Step(Direction::In) => ("Alt+ArrowRight", "Alt →"),
            Self::Step(Direction::Out) => ("Alt+ArrowLeft", "Alt ←"),
            Self::Select => return ("Control+Space", t!(builder.key_select).to_owned()),
            Self::Gather => return ("Control+G", t!(builder.key_gather).to_owned()),
            Self::Remove => return ("Delete", t!(builder.key_remove).to_owned()),
            _ => ("", ""),
        };
        (keys, shown.to_owned())
    }

    /// The edit that the action stands for; none for those that only change the view or the selection.
    fn edit(self, node: NodeId, join: Join, not: bool) -> Option<Edit> {
        Some(match self {
            Self::Edit | Self::Select | Self::Gather => return None,
            Self::Duplicate => Edit::Duplicate(node),
            Self::Step(direction) => Edit::Step(node, direction),
            Self::Wrap => Edit::Wrap(node, join),
            Self::Ungroup => Edit::Ungroup(node),
            Self::Not => Edit::SetNot(node, !not),
            Self::Remove => Edit::Remove(node),
        })
    }
}

/// The items of the menu.
#[component]
pub(in crate::criteria) fn Menu(
    /// The builder that owns the node.
    builder: Builder,
    node: NodeId,
    /// Closes the menu.
    close: Box<dyn Fn()>,
) -> impl IntoView {
    let now = builder.now();
    let Some(found) = now.node(node).cloned() else { return ().into_any() };
    let is_group = found.join().is_some();
    // A group around the node joins with the other word, because a group with the same one would change nothing.
    let outer = now.parent(node).and_then(|(group, _)| group.join());
    let join = if outer == Some(Join::All) { Join::Any } else { Join::All };
    let close = StoredValue::new_local(close);
    let leave = move |back: bool| {
        close.with_value(|close| close());
        if back {
            builder.focus(node);
        }
    };
    let not = found.not;
    let is_selected = builder.selection.with_untracked(|selection| selection.nodes.contains(&node));
    let act = move |act: Act| {
        leave(false);
        match act.edit(node, join, not) {
            None if matches!(act, Act::Gather) => builder.gather(),
            None if matches!(act, Act::Select) => {
                builder.toggle_selected(node);
                builder.focus(node);
            }
            None => builder.open(node),
            Some(Edit::SetNot(..)) => {
                negate(builder, node);
                builder.focus(node);
            }
            Some(edit) => {
                if !builder.apply(edit) {
                    builder.focus(node);
                }
            }
        }
    };
    let shown = move |one: &Act| match one {
        Act::Edit => !is_group && found.as_condition().is_some(),
        Act::Ungroup => is_group,
        Act::Select => node != NodeId::ROOT,
        Act::Gather => builder.is_among_selected(node),
        _ => true,
    };
    let item = move |one: Act| {
        let refused = one.edit(node, join, not).and_then(|edit| refusal(builder, edit));
        let refused = refused.or_else(|| builder.editable(node).err().filter(|_| matches!(one, Act::Edit)));
        let (keys, drawn) = one.keys();
        let pressed = match one {
            Act::Not => Some(not),
            Act::Select => Some(is_selected),
            _ => None,
        };
        let pressed = pressed.map(|pressed| pressed.to_string());
        view! {
            <button type="button" class="item" aria-disabled=refused.map(|_| "true") aria-pressed=pressed
                aria-keyshortcuts=(!keys.is_empty()).then_some(keys) title=refused.map(announce::refusal)
                on:click=move |_| act(one)>
                <span>{one.label()}</span>
                {(!drawn.is_empty()).then(|| view! { <kbd aria-hidden="true">{drawn}</kbd> })}
            </button>
        }
    };
    let keydown = move |ev: KeyboardEvent| {
        let step = match ev.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Home" => 0,
            "End" => i32::MIN,
            "Escape" => {
                ev.prevent_default();
                ev.stop_propagation();
                return leave(true);
            }
            _ => return,
        };
        ev.prevent_default();
        step_focus(&ev, step);
    };
    let left = move |ev: FocusEvent| {
        let to = element(ev.related_target());
        if to.is_some_and(|to| around(&to, ".sheet").is_none()) {
            leave(false);
        }
    };
    let items: Vec<_> = Act::ALL.into_iter().filter(shown).map(item).collect();
    view! { <div class="items" on:keydown=keydown on:focusout=left>{items}</div> }.into_any()
}

/// Moves the focus among the menu's buttons: by `step` with wrap-around, to the first (0) or to the last (`i32::MIN`).
fn step_focus(ev: &KeyboardEvent, step: i32) {
    let Some(target) = element(ev.target()) else { return };
    let Some(sheet) = around(&target, ".items") else { return };
    let Ok(list) = sheet.query_selector_all("button") else { return };
    let count = i32::try_from(list.length()).unwrap_or(0);
    let own = (0..count).find(|at| list.get(at.unsigned_abs()).is_some_and(|one| one == *target)).unwrap_or(0);
    let to = match step {
        0 => 0,
        i32::MIN => count - 1,
        step => (own + step).rem_euclid(count.max(1)),
    };
    if let Some(button) = list.get(to.unsigned_abs()).and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
        // The button is in the open menu, so it can be focused.
        let _ = button.focus();
    }
}
