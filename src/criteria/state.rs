//! The state of the builder: the rule with its history, the open editor, the current node and the announcements. It knows
//! no element of the page, so that every panel can use it.
//!
//! # For a page
//!
//! Call `Builder::new(store, criteria)` once, with the page as owner; `<CriteriaBuilder builder/>` renders it.
//! [`Builder::on_change`] receives the rule at once after an edit, when typing pauses, and before a control outside of the
//! tree can be pressed. [`Builder::criteria`] changes at every key press, so do little with it, or use
//! [`Builder::settled`], which changes when typing pauses.
//!
//! # For a panel
//!
//! - Change the rule by [`Builder::apply`] (an `Edit`; a refused one is announced), [`Builder::adopt`] (the result of
//!   several edits) or [`Builder::replace`] (a pasted rule); each is one step of undo. [`Builder::say`] announces anything
//!   else.
//! - Go to a node by [`Builder::focus`] (to read it) or [`Builder::open`] (to edit it).
//! - Annotate nodes in [`Builder::counts`], [`Builder::checks`] (lint) and [`Builder::problems`] (what a dialect cannot
//!   express or the service has refused). The tree shows annotations without rendering the rows again; those of removed
//!   nodes need not be cleared.

mod announcing;
mod opened;
mod place;
mod rule_field;
mod selection;
mod summary;

pub use announcing::Announcement;
pub(in crate::criteria) use place::{EditorField, FocusRequest};
pub use rule_field::{RuleField, Scoped};
pub use selection::Selection;

use crate::criteria::annotations::{Annotation, Annotations, Count};
use crate::criteria::words::announce;
use crate::i18n::t;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Criteria, Edit, Edited, History, NodeId, Piece};
use opened::Opened;

/// The state of a criteria builder. Copies share it.
#[derive(Clone, Copy)]
pub struct Builder {
    /// The rule and its history. Change it through the methods of this type, which also announce the change.
    pub history: RwSignal<History>,
    /// The condition whose editor is open.
    pub editing: RwSignal<Option<NodeId>>,
    /// A new condition that the user has not left yet; its missing parts are not reported.
    pub fresh: RwSignal<Option<NodeId>>,
    /// The nodes that are selected to be grouped or removed.
    pub selection: RwSignal<Selection>,
    /// The current node, which is the one in the tab order.
    pub current: RwSignal<NodeId>,
    /// The last announcement.
    pub said: RwSignal<Announcement>,
    /// The number of objects that each node finds.
    pub counts: RwSignal<Annotations<Count>>,
    /// The findings of the lint.
    pub checks: RwSignal<Annotations<Annotation>>,
    /// What a dialect cannot express, and what the service has refused.
    pub problems: RwSignal<Annotations<Annotation>>,
    /// Where the focus goes after the next rendering.
    pub(in crate::criteria) wish: RwSignal<Option<FocusRequest>>,
    opened: StoredValue<Option<Opened>>,
    settled: RwSignal<Criteria>,
    store: StoredValue<StoreConfig>,
    changed: StoredValue<Option<Callback<Criteria>>>,
    /// Whether `changed` has not received the last change yet.
    untold: StoredValue<bool>,
    rest: Debounce,
    settle: Debounce,
    quiet: Debounce,
}

impl Builder {
    /// For a rule of this store; its signals belong to the current owner.
    pub fn new(store: StoreConfig, criteria: Criteria) -> Self {
        let this = Self {
            history: RwSignal::new(History::new(criteria.clone())),
            editing: RwSignal::new(None),
            fresh: RwSignal::new(None),
            selection: RwSignal::new(Selection::default()),
            current: RwSignal::new(NodeId::ROOT),
            said: RwSignal::new(Announcement::default()),
            counts: RwSignal::new(Annotations::new()),
            checks: RwSignal::new(Annotations::new()),
            problems: RwSignal::new(Annotations::new()),
            wish: RwSignal::new(None),
            opened: StoredValue::new(None),
            settled: RwSignal::new(criteria),
            store: StoredValue::new(store),
            changed: StoredValue::new(None),
            untold: StoredValue::new(false),
            rest: Debounce::new(),
            settle: Debounce::new(),
            quiet: Debounce::new(),
        };
        // Leaving the page while typing must not lose the last key presses.
        on_cleanup(move || this.tell());
        this
    }

    /// The rule; reactive, changes at every key press.
    pub fn criteria(&self) -> Criteria {
        self.history.with(|history| history.now().clone())
    }

    /// The rule, without tracking it.
    pub fn now(&self) -> Criteria {
        self.history.with_untracked(|history| history.now().clone())
    }

    /// The rule as it was when typing last paused; reactive.
    pub fn settled(&self) -> Criteria {
        self.settled.get()
    }

    /// Reads the configuration of the store.
    pub fn store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// Makes an edit and moves to the resulting node; a refusal is announced. Returns whether the edit was made.
    pub fn apply(&self, edit: Edit) -> bool {
        self.edit(edit).is_some()
    }

    /// The same; returns the resulting node.
    pub(in crate::criteria) fn edit(&self, edit: Edit) -> Option<NodeId> {
        // These edits remove no element, so the focus stays where it is.
        let stays = matches!(edit, Edit::SetJoin(..) | Edit::SetNot(..));
        if !stays {
            self.leave();
        } else if !matches!(edit, Edit::SetNot(node, _) if self.editing.get_untracked() == Some(node)) {
            self.changed_elsewhere();
        }
        let kept = edit.clone();
        let before = self.now();
        match self.history.try_update(|history| history.apply(edit))? {
            Ok(focus) => {
                self.after();
                let after = self.now();
                self.say(self.store(|store| announce::edited(store, &kept, &before, &after, focus)));
                if stays {
                    self.current.set(focus);
                } else {
                    self.focus(focus);
                }
                Some(focus)
            }
            Err(refusal) => {
                self.refuse(refusal);
                None
            }
        }
    }

    /// Takes over the result of several edits as one step of undo, and moves to its node.
    pub fn adopt(&self, edited: Edited) {
        self.leave();
        let Some(focus) = self.history.try_update(|history| history.adopt(edited)) else { return };
        self.after();
        self.say(t!(builder.said_changed, what = self.describe(&self.now(), focus)));
        self.focus(focus);
    }

    /// Replaces the whole rule, except its locked part.
    pub fn replace(&self, criteria: &Criteria) -> bool {
        self.apply(Edit::Replace(NodeId::ROOT, Piece((**criteria.root()).clone())))
    }

    pub fn undo(&self) {
        let focus = self.history.try_update(History::undo).flatten();
        self.stepped(focus, true);
    }

    pub fn redo(&self) {
        let focus = self.history.try_update(History::redo).flatten();
        self.stepped(focus, false);
    }

    fn stepped(&self, focus: Option<NodeId>, back: bool) {
        let Some(focus) = focus else {
            self.say(announce::no_step(back));
            return;
        };
        self.after();
        self.say(self.store(|store| announce::stepped(store, back, &self.now(), focus)));
        // Undo while typing keeps the editor open.
        if self.editing.get_untracked() == Some(focus) {
            self.wish.set(Some(FocusRequest::Editor(None)));
        } else {
            // Removing empty values here would be a new change, which would discard the steps of Redo.
            self.editing.set(None);
            self.focus(focus);
        }
    }

    /// A node in words, for the live region.
    fn describe(&self, criteria: &Criteria, node: NodeId) -> String {
        self.store(|store| announce::describe(store, criteria, node))
    }

    /// Whether there is anything to undo; reactive.
    pub fn can_undo(&self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is anything to redo; reactive.
    pub fn can_redo(&self) -> bool {
        self.history.with(History::can_redo)
    }
}
