//! The builder's state: the rule and its history, what is being edited, where one is, what is said. It knows no element
//! of the page, so that every panel beside the tree stands on it too.
//!
//! # For a page
//!
//! `Builder::new(store, criteria)` within the page's owner, once; `<CriteriaBuilder builder/>` draws it.
//! [`Builder::on_change`] is told the rule: at once after an edit, when typing rests, and before anything outside of the
//! tree can be pressed. [`Builder::criteria`] is the rule itself, reactive at every key press; do little with it, or use
//! [`Builder::settled`], which follows once typing rests.
//!
//! # For a panel
//!
//! - Change the rule by [`Builder::apply`] (an `Edit`; a refusal is said as a sentence), [`Builder::adopt`] (what several
//!   edits made of it, as a mend does) or [`Builder::replace`] (a pasted rule); each is one step of undo.
//!   [`Builder::say`] announces anything else.
//! - Go to a node by [`Builder::focus`] (to read it) or [`Builder::open`] (to edit it).
//! - Put what you know about nodes into [`Builder::counts`], [`Builder::checks`] (lint, the rule's own) and
//!   [`Builder::problems`] (a dialect that cannot say it, what the service refused): the tree shows them at their rows
//!   without drawing the rows again. A node that is gone needs no tidying.

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

/// A criteria builder. A copy is the same builder.
#[derive(Clone, Copy)]
pub struct Builder {
    /// The rule and the way to it. Change it through the methods here: they say what happened.
    pub history: RwSignal<History>,
    /// The condition that is being edited; at most one.
    pub editing: RwSignal<Option<NodeId>>,
    /// The condition that was added and not left yet: nothing is said against it.
    pub fresh: RwSignal<Option<NodeId>>,
    /// What is selected to be grouped.
    pub selection: RwSignal<Selection>,
    /// Where one is: the node that Tab comes to.
    pub current: RwSignal<NodeId>,
    /// What is announced.
    pub said: RwSignal<Announcement>,
    /// How many each node finds.
    pub counts: RwSignal<Annotations<Count>>,
    /// What the rule's own checks say.
    pub checks: RwSignal<Annotations<Annotation>>,
    /// What others say: a dialect that has no words for a node, the service.
    pub problems: RwSignal<Annotations<Annotation>>,
    /// Where the focus shall go once the page shows it.
    pub(in crate::criteria) wish: RwSignal<Option<FocusRequest>>,
    opened: StoredValue<Option<Opened>>,
    settled: RwSignal<Criteria>,
    store: StoredValue<StoreConfig>,
    changed: StoredValue<Option<Callback<Criteria>>>,
    /// Whether the page was not told of the last change yet.
    untold: StoredValue<bool>,
    rest: Debounce,
    settle: Debounce,
    quiet: Debounce,
}

impl Builder {
    /// For a rule of a store, within the owner of a page.
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
        // Whoever leaves the page while typing loses nothing.
        on_cleanup(move || this.tell());
        this
    }

    /// The rule; reactive, at every key press.
    pub fn criteria(&self) -> Criteria {
        self.history.with(|history| history.now().clone())
    }

    /// The rule as it is.
    pub fn now(&self) -> Criteria {
        self.history.with_untracked(|history| history.now().clone())
    }

    /// The rule once typing rests; reactive.
    pub fn settled(&self) -> Criteria {
        self.settled.get()
    }

    /// Something of the store's configuration.
    pub fn store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// Makes an edit and goes on at the node it answers; a refusal is said. Whether it was made.
    pub fn apply(&self, edit: Edit) -> bool {
        self.edit(edit).is_some()
    }

    /// The same; answers the node at which one goes on.
    pub(in crate::criteria) fn edit(&self, edit: Edit) -> Option<NodeId> {
        // Whether somebody goes on where they are: nothing leaves the page.
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

    /// Takes what several edits made of the rule, as one step, and goes on there.
    pub fn adopt(&self, edited: Edited) {
        self.leave();
        let Some(focus) = self.history.try_update(|history| history.adopt(edited)) else { return };
        self.after();
        self.say(t!(builder.said_changed, what = self.describe(&self.now(), focus)));
        self.focus(focus);
    }

    /// Puts another rule in the place of this one; what is locked stays.
    pub fn replace(&self, criteria: &Criteria) -> bool {
        self.apply(Edit::Replace(NodeId::ROOT, Piece((**criteria.root()).clone())))
    }

    /// One step back.
    pub fn undo(&self) {
        let focus = self.history.try_update(History::undo).flatten();
        self.stepped(focus, true);
    }

    /// One step forward again.
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
        // Whoever undoes while typing goes on typing.
        if self.editing.get_untracked() == Some(focus) {
            self.wish.set(Some(FocusRequest::Editor(None)));
        } else {
            // Nothing is tidied: that would be a change, after which nothing can be done again.
            self.editing.set(None);
            self.focus(focus);
        }
    }

    /// A node in words, for a live region.
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
