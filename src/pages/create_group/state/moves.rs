//! The moves between the wizard's steps, and what stops them.

use super::Wizard;
use super::fields::is_editable;
use crate::ui::focus;
use leptos::prelude::*;
use model::group::{Problem, Problems, Step};

impl Wizard {
    /// What is wrong on the step takes the focus.
    pub fn focus_error(&self) {
        self.attention.update(|times| *times += 1);
        focus::soon(".wizard :is([aria-invalid=\"true\"], [data-invalid])");
    }

    /// Goes on, unless something on this step is wrong: then the first wrong field takes the focus.
    pub fn next(&self) {
        let step = self.step.get_untracked();
        self.tried.update(|tried| {
            tried.push(step);
        });
        if !untrack(|| self.wrong_fields(step)).is_empty() {
            self.focus_error();
            return;
        }
        if let Some(next) = neighbour(step, 1) {
            self.step.set(next);
        }
    }

    /// Goes back; everything stays.
    pub fn back(&self) {
        if let Some(before) = neighbour(self.step.get_untracked(), -1) {
            self.step.set(before);
        }
    }

    /// Goes to a step: back to any, forward only over steps that are well.
    pub fn go(&self, to: Step) {
        while self.step.get_untracked() < to {
            let before = self.step.get_untracked();
            self.next();
            if self.step.get_untracked() == before {
                return;
            }
        }
        self.step.set(to);
    }

    /// Shows every problem and goes to the first wrong step; says whether there was one.
    pub fn go_to_first_problem(&self) -> bool {
        self.tried.set(Step::ALL.into_iter().collect());
        let wrong = |step: &Step| !untrack(|| self.wrong_fields(*step)).is_empty();
        let first = Step::ALL.into_iter().find(wrong);
        if let Some(first) = first {
            self.step.set(first);
            self.focus_error();
        }
        first.is_some()
    }

    /// Puts what the service refused beside its fields and goes to the first of them.
    pub fn refuse(&self, messages: Vec<(String, String)>) {
        let mut refused = Problems::new();
        for (attribute, said) in messages {
            let kind = self.store.with_value(|store| store.kind);
            let field = self.draft.with_untracked(|draft| draft.field_of(kind, &attribute));
            // What nobody can edit would block for ever; the panel of the summary names it.
            if self.draft.with_untracked(|draft| self.with_store(|store| is_editable(draft, store, &field))) {
                refused.insert(field, Problem::Refused(said));
            }
        }
        self.refused.set(refused);
        self.go_to_first_problem();
    }

    /// Whether the step that was just gone to has an error that takes the focus.
    pub fn focuses_error(&self) -> bool {
        let step = self.step.get_untracked();
        let tried = self.tried.with_untracked(|tried| tried.contains(&step));
        tried && !untrack(|| self.wrong_fields(step)).is_empty()
    }
}

fn neighbour(step: Step, by: isize) -> Option<Step> {
    let at = Step::ALL.iter().position(|own| *own == step)?;
    Step::ALL.get(at.checked_add_signed(by)?).copied()
}
