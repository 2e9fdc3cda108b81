//! The tree in the page: renders the rule when it changes, holds the open editor and the open menu, and moves the
//! focus. Keys and clicks are handled in `keys`.

pub(in crate::criteria) mod drag;
pub(in crate::criteria) mod keys;
mod markup;
mod menu;
mod mounted_view;
mod rendered_tree;
pub(in crate::criteria) mod row;

use crate::criteria::editor::Editor;
use crate::criteria::state::{Builder, EditorField, FocusRequest};
use crate::criteria::tree::menu::Menu;
use crate::criteria::tree::mounted_view::MountedView;
use crate::criteria::tree::rendered_tree::RenderedTree;
use crate::i18n::{Language, language};
use crate::ui::focus;
use crate::ui::popup::{Align, Popup};
use leptos::prelude::*;
use model::criteria::NodeId;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// After so many rows were drawn at once, the focus waits for the frame that shows them.
const MANY: usize = 100;

/// The selectors of the editor's fields. A value has several inputs; the first selector is the one that is typed in.
const ATTRIBUTE: &[&str] = &[".attribute input"];
const OPERATOR: &[&str] = &[".operator select"];
const VALUE: &[&str] = &[".value [id=builder-value]", ".value :is(input, select)"];

/// The tree's elements and the views mounted in them. Removing a view can fire events (`focusout`) that call back into
/// the tree, so a view is taken out of its `RefCell` before it is dropped, and nothing is borrowed meanwhile.
pub(in crate::criteria) struct Tree {
    pub builder: Builder,
    owner: Owner,
    rendered_tree: RefCell<Option<RenderedTree>>,
    drawn_in: Cell<Option<Language>>,
    editor: RefCell<Option<(NodeId, MountedView)>>,
    menu: RefCell<Option<(NodeId, MountedView, Option<Popup>)>>,
    /// The buttons with `tabindex="0"`.
    tabbed: RefCell<Vec<Element>>,
}

/// The focused element, remembered while everything is rendered again.
struct Focused {
    element: Element,
    /// The DOM id of its node and the `data-do` of its button, to find the same button in the new elements.
    node: String,
    does: String,
}

impl Focused {
    fn within(host: &Element) -> Option<Self> {
        let element = document().active_element().filter(|element| host.contains(Some(element)))?;
        let node = element.closest("[data-node][id]").ok().flatten()?.id();
        let does = element.get_attribute("data-do").unwrap_or_else(|| "edit".to_owned());
        Some(Self { element, node, does })
    }

    /// Restores the focus: to the same element if it is still in the page, otherwise to the same button.
    fn restore(self) {
        let button = || {
            let node = document().get_element_by_id(&self.node)?;
            row::within(&node, &format!(":scope > [data-do={0}], :scope > .box > :not(ul) [data-do={0}]", self.does))
        };
        let element = if self.element.is_connected() { Some(self.element) } else { button() };
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // The element is in the page, so it can be focused.
            let _ = element.focus();
        }
    }
}

impl Tree {
    pub fn new(builder: Builder) -> Self {
        Self {
            builder,
            // A separate owner: the page's owner holds the tree, and the other way round they would keep each other
            // alive.
            owner: Owner::new(),
            rendered_tree: RefCell::default(),
            drawn_in: Cell::new(None),
            editor: RefCell::default(),
            menu: RefCell::default(),
            tabbed: RefCell::default(),
        }
    }

    /// Renders the current rule, the editor and the annotations; reactive.
    pub fn show(&self, host: &Element) {
        let builder = self.builder;
        let language = language();
        let criteria = builder.criteria();
        let editing = builder.editing.get();
        let mut drawn = Some(0);
        let mut focused = None;
        {
            let mut rendered_tree = self.rendered_tree.borrow_mut();
            match rendered_tree.as_mut() {
                Some(rendered_tree) if self.drawn_in.get() == Some(language) => drawn = rendered_tree.update(&criteria),
                Some(rendered_tree) => {
                    focused = Focused::within(host);
                    rendered_tree.redraw(host, &criteria);
                    if let Some((node, mounted_view)) = self.editor.borrow().as_ref()
                        && let Some(row) = rendered_tree.element(*node)
                    {
                        // The open editor survives a change of language.
                        let _ = row.append_child(mounted_view.host());
                        let _ = row.class_list().add_1("edit");
                    }
                }
                None => *rendered_tree = Some(RenderedTree::new(builder, host, &criteria)),
            }
            self.drawn_in.set(Some(language));
            if let Some(rendered_tree) = rendered_tree.as_mut() {
                let marked = |counts: &_| {
                    builder
                        .problems
                        .with(|problems| builder.checks.with(|checks| rendered_tree.mark(counts, problems, checks)));
                };
                builder.counts.with(marked);
            }
        }
        self.edit(editing);
        if let Some(focused) = focused {
            focused.restore();
        }
        let wish = builder.wish.get();
        builder.wish.update_untracked(|wish| *wish = None);
        if drawn.is_some() || wish.is_some() {
            self.rove();
        }
        if let Some(wish) = wish {
            self.go(wish, drawn.is_some_and(|drawn| drawn > MANY));
        }
    }

    /// Removes the open editor and the open menu.
    pub fn clear(&self) {
        let editor = self.editor.borrow_mut().take();
        let menu = self.menu.borrow_mut().take();
        drop((editor, menu));
    }

    pub fn element(&self, node: NodeId) -> Option<Element> {
        self.rendered_tree.borrow().as_ref()?.element(node).cloned()
    }

    /// Mounts the editor in the row of a node and removes it from any other row.
    fn edit(&self, node: Option<NodeId>) {
        let row = node.and_then(|node| self.element(node));
        let stays = self
            .editor
            .borrow()
            .as_ref()
            .is_some_and(|(old, mounted_view)| Some(*old) == node && mounted_view.host().parent_element() == row);
        if stays {
            return;
        }
        let old = self.editor.borrow_mut().take();
        if let Some((_, mounted_view)) = &old
            && let Some(row) = mounted_view.host().parent_element()
        {
            // The class name is constant, so `remove` cannot fail.
            let _ = row.class_list().remove_1("edit");
        }
        drop(old);
        if let (Some(node), Some(row)) = (node, row) {
            let _ = row.class_list().add_1("edit");
            let builder = self.builder;
            let mounted_view = MountedView::new(&self.owner, row::host(&row, "editor"), || {
                view! { <Editor builder node/> }.into_any()
            });
            *self.editor.borrow_mut() = Some((node, mounted_view));
        }
    }

    /// Opens the menu of a node, or closes it if it is open.
    pub fn toggle_menu(self: &std::rc::Rc<Self>, node: NodeId) {
        let was_open = self.menu.borrow().as_ref().is_some_and(|(old, ..)| *old == node);
        self.close_menu();
        let Some(row) = self.element(node).filter(|_| !was_open) else { return };
        let place =
            if row.class_list().contains("group") { row::within(&row, ":scope > .box > .head") } else { Some(row) };
        let Some(place) = place else { return };
        mark_open(&place, true);
        let tree = std::rc::Rc::downgrade(self);
        let close = move || {
            if let Some(tree) = tree.upgrade() {
                tree.close_menu();
            }
        };
        let builder = self.builder;
        let host = row::host(&place, "sheet");
        row::set(&host, "popover", "manual");
        let mounted_view =
            MountedView::new(&self.owner, host, || view! { <Menu builder node close=Box::new(close)/> }.into_any());
        let popup = row::within(&place, ":scope > .more")
            .zip(mounted_view.host().clone().dyn_into::<HtmlElement>().ok())
            .map(|(button, sheet)| Popup::open(sheet, button, Align::End));
        focus::first_in(mounted_view.host(), "button");
        *self.menu.borrow_mut() = Some((node, mounted_view, popup));
    }

    /// Closes the menu. The focus moves only if it was in the menu.
    pub fn close_menu(&self) {
        let Some((_, mounted_view, popup)) = self.menu.borrow_mut().take() else { return };
        if let Some(place) = mounted_view.host().parent_element() {
            mark_open(&place, false);
        }
        drop((popup, mounted_view));
    }

    /// Whether an element is outside both the open menu and the button that opened it.
    pub fn is_outside_of_menu(&self, target: Option<&Element>) -> bool {
        let menu = self.menu.borrow();
        let place = menu.as_ref().and_then(|(_, mounted_view, _)| mounted_view.host().parent_element());
        let Some(place) = place else { return false };
        let own = target.and_then(|target| target.closest(".sheet, .more").ok().flatten());
        own.is_none_or(|own| own.parent_element() != Some(place))
    }

    /// Moves the focus. Focusing lays out every row that was just drawn; after many rows that waits until they are seen.
    fn go(&self, wish: FocusRequest, many_drawn: bool) {
        match wish {
            FocusRequest::Node(node) => {
                let Some(element) = self.element(node) else { return };
                let pressed = ":scope > .box > .head > .seg > [aria-pressed=true], :scope > .say";
                if many_drawn {
                    focus::first_in_soon(element, pressed, ".tree");
                } else {
                    focus::first_in(&element, pressed);
                }
            }
            FocusRequest::Editor(spot) => {
                let host = self.editor.borrow().as_ref().map(|(_, mounted_view)| mounted_view.host().clone());
                if let Some(host) = host {
                    let fields = match spot.or_else(|| self.builder.first_missing()) {
                        Some(EditorField::Attribute) => [ATTRIBUTE, VALUE, OPERATOR],
                        Some(EditorField::Operator) => [OPERATOR, VALUE, ATTRIBUTE],
                        Some(EditorField::Value) | None => [VALUE, OPERATOR, ATTRIBUTE],
                    };
                    if let Some(field) = fields.concat().iter().find(|field| row::within(&host, field).is_some()) {
                        focus::first_in(&host, field);
                    }
                }
            }
        }
    }

    /// Sets the roving tabindex: Tab reaches the current row, the controls of its group and those of the root; the
    /// arrow keys reach the other rows.
    pub fn rove(&self) {
        let now = self.builder.now();
        let current = self.builder.current.get_untracked();
        let group = now.parent(current).map(|(group, _)| group.id);
        let mut found = Vec::new();
        for node in [Some(current), group].into_iter().flatten().filter(|node| *node != NodeId::ROOT) {
            if let Some(element) = self.element(node) {
                buttons(&element, &mut found);
            }
        }
        // Before any row had the focus, Tab reaches the first one.
        if current == NodeId::ROOT
            && let Some(first) = now.root().children().first()
            && let Some(element) = self.element(first.id)
        {
            buttons(&element, &mut found);
        }
        let old = self.tabbed.replace(Vec::new());
        for button in old.iter().filter(|old| !found.contains(old)) {
            row::set(button, "tabindex", "-1");
        }
        for button in found.iter().filter(|new| !old.contains(new)) {
            row::set(button, "tabindex", "0");
        }
        self.tabbed.replace(found);
    }
}

/// The buttons of a row, or those of a group without the ones in its children.
fn buttons(element: &Element, into: &mut Vec<Element>) {
    let own = ":scope > button, :scope > .box > :is(.head, .foot) button";
    let Ok(list) = element.query_selector_all(own) else { return };
    into.extend((0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()));
}

fn mark_open(place: &Element, open: bool) {
    if let Some(button) = row::within(place, ":scope > .more") {
        row::set(&button, "aria-expanded", if open { "true" } else { "false" });
    }
    // The class name is constant, so `toggle` cannot fail.
    let _ = place.class_list().toggle_with_force("open", open);
}
