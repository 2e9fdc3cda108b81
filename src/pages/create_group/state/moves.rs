//! Navigation between the wizard's steps, and the errors that prevent it.

use super::Wizard;
use super::fields::is_editable;
use crate::ui::focus;
use leptos::prelude::*;
use model::group::{Problem, Problems, Step};

impl Wizard {
    /// Moves the focus to the first error of the step.
    pub fn focus_error(&self) {
        self.attention.update(|times| *times += 1);
        focus::soon(".wizard :is([aria-invalid=\"true\"], [data-invalid])");
    }

    /// Goes to the next step, unless a field of this one has an error; then that field gets the focus.
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

    /// Goes to the previous step and keeps all input.
    pub fn back(&self) {
        if let Some(before) = neighbour(self.step.get_untracked(), -1) {
            self.step.set(before);
        }
    }

    /// Goes to a step: to any earlier one, and to a later one only across steps without errors.
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

    /// Shows all problems and goes to the first step with one. Returns whether there was one.
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

    /// Shows the service's refusals at their fields and goes to the first of them.
    pub fn refuse(&self, messages: Vec<(String, String)>) {
        let mut refused = Problems::new();
        for (attribute, said) in messages {
            let kind = self.store.with_value(|store| store.kind);
            let field = self.draft.with_untracked(|draft| draft.field_of(kind, &attribute));
            // A refusal of a read-only field would block forever; the error panel of the summary shows it.
            if self.draft.with_untracked(|draft| self.with_store(|store| is_editable(draft, store, &field))) {
                refused.insert(field, Problem::Refused(said));
            }
        }
        self.refused.set(refused);
        self.go_to_first_problem();
    }

    /// Whether the step that was just opened has an error that should get the focus.
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
