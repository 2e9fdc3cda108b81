//! Choosing a container from the configured tree, or typing its distinguished name.

use super::async_view::view_factory;
use super::combobox::{Combobox, Suggestions};
use super::field::FieldText;
use leptos::prelude::*;
use model::config::Container;
use model::names::Dn;

/// A container in the list.
#[derive(Clone)]
struct Node {
    depth: usize,
    label: String,
    dn: String,
}

/// A field for a container's distinguished name.
#[component]
pub fn ContainerPicker(
    /// Label, hint and error.
    text: FieldText,
    /// The tree of containers from the store's configuration.
    containers: Vec<Container>,
    /// The distinguished name, or whatever was typed.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the new text.
    #[prop(into)]
    on_change: Callback<String>,
    /// Whether the field is read-only.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
    /// Whether the field must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let mut nodes = Vec::new();
    flatten(&containers, 0, &mut nodes);
    let typed = RwSignal::new(value.get_untracked());
    // The value was changed from outside, for example by a restored draft.
    Effect::new(move |_| typed.set(value.get()));
    let filter = RwSignal::new(String::new());
    let nodes = StoredValue::new(nodes);
    let fitting = move || {
        let wanted = filter.with(|text| text.trim().to_lowercase());
        let fits =
            |node: &&Node| node.label.to_lowercase().contains(&wanted) || node.dn.to_lowercase().contains(&wanted);
        nodes.with_value(|nodes| nodes.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let suggestions = Signal::derive(move || {
        let found: Vec<_> = fitting().into_iter().map(|node| view_factory(move || draw(&node))).collect();
        let total = found.len() as i64;
        // A name that is not in the list may still be valid, so "nobody found" would be wrong.
        if found.is_empty() { Suggestions::None } else { Suggestions::Found(found, total) }
    });
    // The only match, or the only one with exactly this name.
    let best = Signal::derive(move || {
        let fitting = fitting();
        let wanted = filter.with(|text| text.trim().to_lowercase());
        let is = |node: &Node| node.label.to_lowercase() == wanted || node.dn.to_lowercase() == wanted;
        let mut exact = fitting.iter().enumerate().filter(|(_, node)| is(node)).map(|(at, _)| at);
        let (first, second) = (exact.next(), exact.next());
        if fitting.len() == 1 { Some(0) } else { first.filter(|_| second.is_none()) }
    });
    let picked = move |at: usize| {
        if let Some(node) = untrack(fitting).into_iter().nth(at) {
            typed.set(node.dn.clone());
            on_change.run(node.dn);
        }
    };
    let current = Signal::derive(move || {
        let value = value.with(|value| Dn::parse(value)).ok()?;
        fitting().iter().position(|node| Dn::parse(&node.dn).is_ok_and(|dn| dn.same(&value)))
    });
    let type_in = move |text: String| {
        filter.set(text.clone());
        on_change.run(text);
    };
    view! {
        <Combobox text value=typed suggestions current best on_pick=picked on_type=type_in disabled required
            on_open=move |()| filter.set(String::new())/>
    }
}

fn draw(node: &Node) -> AnyView {
    let indent = format!("{}px", node.depth * 20);
    view! { <span style:padding-inline-start=indent>{node.label.clone()}<small>{node.dn.clone()}</small></span> }
        .into_any()
}

fn flatten(containers: &[Container], depth: usize, into: &mut Vec<Node>) {
    for container in containers {
        into.push(Node { depth, label: container.label(), dn: container.dn.clone() });
        flatten(&container.children, depth + 1, into);
    }
}
