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

use super::announce;
use super::marks::{Count, Mark, Marks};
use crate::i18n::t;
use crate::ui::rest::Rest;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Condition, Content, Criteria, Edit, Edited, History, Missing, NodeId, Piece, Refusal};

/// How long typing must rest before the rule is handed on, in milliseconds.
const REST: u64 = 60;

/// How long typing must rest before what is costly looks at the rule, in milliseconds.
const SETTLE: u64 = 250;

/// A criteria builder. A copy is the same builder.
#[derive(Clone, Copy)]
pub struct Builder {
    /// The rule and the way to it. Change it through the methods here: they say what happened.
    pub history: RwSignal<History>,
    /// The condition that is being edited; at most one.
    pub editing: RwSignal<Option<NodeId>>,
    /// Where one is: the node that Tab comes to.
    pub current: RwSignal<NodeId>,
    /// What is announced.
    pub said: RwSignal<Said>,
    /// How many each node finds.
    pub counts: RwSignal<Marks<Count>>,
    /// What the rule's own checks say.
    pub checks: RwSignal<Marks<Mark>>,
    /// What others say: a dialect that has no words for a node, the service.
    pub problems: RwSignal<Marks<Mark>>,
    /// Where the focus shall go once the page shows it.
    pub(super) wish: RwSignal<Option<Wish>>,
    settled: RwSignal<Criteria>,
    store: StoredValue<StoreConfig>,
    changed: StoredValue<Option<Callback<Criteria>>>,
    /// Whether the page was not told of the last change yet.
    untold: StoredValue<bool>,
    rest: Rest,
    settle: Rest,
}

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// A sentence.
    pub text: String,
    /// Whether something was refused: then it is seen as well as heard.
    pub refused: bool,
    /// The same sentence twice is said twice.
    pub turn: u32,
}

/// Where the focus shall go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// To a row, or to a group's head.
    Node(NodeId),
    /// Into the open editor: to that field, or to the first that is missing.
    Editor(Option<Spot>),
}

/// A field of the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// What is looked at.
    Attribute,
    /// How it is compared.
    Operator,
    /// With what.
    Value,
}

impl Builder {
    /// For a rule of a store, within the owner of a page.
    pub fn new(store: StoreConfig, criteria: Criteria) -> Self {
        let this = Self {
            history: RwSignal::new(History::new(criteria.clone())),
            editing: RwSignal::new(None),
            current: RwSignal::new(NodeId::ROOT),
            said: RwSignal::new(Said::default()),
            counts: RwSignal::new(Marks::new()),
            checks: RwSignal::new(Marks::new()),
            problems: RwSignal::new(Marks::new()),
            wish: RwSignal::new(None),
            settled: RwSignal::new(criteria),
            store: StoredValue::new(store),
            changed: StoredValue::new(None),
            untold: StoredValue::new(false),
            rest: Rest::new(),
            settle: Rest::new(),
        };
        // Whoever leaves the page while typing loses nothing.
        on_cleanup(move || this.tell());
        this
    }

    /// The rule is handed on to this whenever it has changed.
    pub fn on_change(&self, changed: impl Fn(Criteria) + Send + Sync + 'static) {
        self.changed.set_value(Some(Callback::new(changed)));
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
    pub(super) fn edit(&self, edit: Edit) -> Option<NodeId> {
        let kept = edit.clone();
        let before = self.now();
        match self.history.try_update(|history| history.apply(edit))? {
            Ok(focus) => {
                self.after();
                let after = self.now();
                self.say(announce::edited(self, &kept, &before, &after, focus));
                match kept {
                    // Nothing has left the page: the focus stays on what was pressed.
                    Edit::SetJoin(..) | Edit::SetNot(..) => self.current.set(focus),
                    _ => self.focus(focus),
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
        self.say(t!(builder.said_changed, what = announce::here(*self, &self.now(), focus)));
        self.focus(focus);
    }

    /// Puts another rule in the place of this one; what is locked stays.
    pub fn replace(&self, criteria: &Criteria) -> bool {
        self.apply(Edit::Replace(NodeId::ROOT, Piece((**criteria.root()).clone())))
    }

    /// Changes a condition while somebody types in it: one step of undo, however many changes.
    pub fn type_in(&self, node: NodeId, condition: Condition) {
        let typed = self.history.try_update(|history| history.type_in(node, condition));
        match typed {
            Some(Ok(())) => {
                self.untold.set_value(true);
                let this = *self;
                // What looks at the whole rule takes longer for a longer one, and must not come between two keys.
                let more = self.now().root().conditions() as u64 / 4;
                self.rest.then(REST + more, move || this.tell());
                self.settle.then(SETTLE + more, move || this.settled.set(this.now()));
            }
            // What is there already needs no change.
            Some(Err(Refusal::AlreadySo)) | None => {}
            Some(Err(refusal)) => self.refuse(refusal),
        }
    }

    /// Ends the typing: the next change is a step of its own.
    pub fn settle(&self) {
        // The rule is the same: nothing is to be drawn.
        self.history.update_untracked(History::settle);
        self.tell();
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
        self.say(announce::stepped(self, back, &self.now(), focus));
        // Whoever undoes while typing goes on typing.
        if self.editing.get_untracked() == Some(focus) {
            self.wish.set(Some(Wish::Editor(None)));
        } else {
            self.focus(focus);
        }
    }

    /// Whether there is anything to undo; reactive.
    pub fn can_undo(&self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is anything to redo; reactive.
    pub fn can_redo(&self) -> bool {
        self.history.with(History::can_redo)
    }

    /// Goes to a node; an editor that is open elsewhere is closed.
    pub fn focus(&self, node: NodeId) {
        self.leave();
        self.current.set(node);
        self.wish.set(Some(Wish::Node(node)));
    }

    /// Edits a condition. What is locked or no condition is not edited, and that is said.
    pub fn open(&self, node: NodeId) {
        self.open_at(node, None);
    }

    pub(super) fn open_at(&self, node: NodeId, spot: Option<Spot>) {
        match self.editable(node) {
            Ok(()) => {
                if self.editing.get_untracked() != Some(node) {
                    self.leave();
                    self.editing.set(Some(node));
                }
                self.current.set(node);
                self.wish.set(Some(Wish::Editor(spot)));
            }
            Err(refusal) => {
                self.refuse(refusal);
                self.focus(node);
            }
        }
    }

    /// Whether a node can be edited as a sentence.
    pub fn editable(&self, node: NodeId) -> Result<(), Refusal> {
        let now = self.now();
        let found = now.node(node).ok_or(Refusal::Gone)?;
        if announce::lock_of(&now, node).is_some() {
            return Err(Refusal::Locked);
        }
        if matches!(found.content, Content::Condition(_)) { Ok(()) } else { Err(Refusal::NotACondition) }
    }

    /// The first field that must be filled in the condition that is being edited.
    pub(super) fn first_missing(&self) -> Option<Spot> {
        let now = self.now();
        match now.node(self.editing.get_untracked()?)?.missing()? {
            Missing::Attribute => Some(Spot::Attribute),
            Missing::Operator => Some(Spot::Operator),
            Missing::Value | Missing::Mask | Missing::Conditions => Some(Spot::Value),
        }
    }

    /// Closes the editor and goes to its row.
    pub fn close(&self) {
        if let Some(node) = self.editing.get_untracked() {
            self.focus(node);
        }
    }

    /// Closes the editor; the focus stays where it is.
    fn leave(&self) {
        if let Some(node) = self.editing.get_untracked() {
            self.tidy(node);
            self.editing.set(None);
            self.settle();
        }
    }

    /// Values that were begun and left empty beside others are no values.
    fn tidy(&self, node: NodeId) {
        let now = self.now();
        let Some(condition) = now.node(node).and_then(|node| node.as_condition()) else { return };
        let mut tidied = condition.clone();
        tidied.values.retain(|value| value.as_text().is_none_or(|text| !text.trim().is_empty()));
        if tidied.values.len() != condition.values.len() {
            self.type_in(node, tidied);
        }
    }

    /// Announces a sentence.
    pub fn say(&self, text: String) {
        self.said.update(|said| *said = Said { text, refused: false, turn: said.turn + 1 });
    }

    /// Announces and shows why something was not done.
    pub fn refuse(&self, refusal: Refusal) {
        let text = announce::refusal(refusal);
        self.said.update(|said| *said = Said { text, refused: true, turn: said.turn + 1 });
    }

    /// After a whole step: everybody is told at once, and an editor whose condition is gone is closed.
    fn after(&self) {
        let now = self.now();
        self.rest.cancel();
        self.settle.cancel();
        if let Some(node) = self.editing.get_untracked()
            && now.node(node).is_none_or(|node| node.as_condition().is_none())
        {
            self.editing.set(None);
        }
        self.settled.set(now);
        self.untold.set_value(true);
        self.tell();
    }

    /// Hands the rule on, if that was not done yet.
    pub(super) fn tell(&self) {
        // The builder may be gone with its page.
        if self.untold.try_get_value() != Some(true) {
            return;
        }
        self.untold.set_value(false);
        let changed = self.changed.try_get_value().flatten();
        if let (Some(changed), Some(now)) = (changed, self.history.try_with_untracked(|history| history.now().clone()))
        {
            changed.run(now);
        }
    }
}
