//! The container in which an object is made: chosen from the configured tree, or typed as a distinguished name.

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

/// A field that takes a distinguished name.
#[component]
pub fn ContainerPicker(
    /// Names, hint and error.
    text: FieldText,
    /// The configured tree.
    containers: Vec<Container>,
    /// The distinguished name.
    #[prop(into)]
    value: Signal<String>,
    /// What it becomes.
    #[prop(into)]
    on_change: Callback<String>,
    /// Whether it cannot be changed.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let mut nodes = Vec::new();
    flatten(&containers, 0, &mut nodes);
    let typed = RwSignal::new(value.get_untracked());
    // A change from outside, such as a restored draft.
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
        // A name that is not in the list is checked by its own rules: no list says "nobody".
        if found.is_empty() { Suggestions::None } else { Suggestions::Found(found, total) }
    });
    // The only one that fits, or the only one of that name.
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
