//! The choice of a kind of membership, with its days.

use crate::api::Api;
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::field::{DayField, ErrorText, FieldText};
use crate::ui::format;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{MemberChange, Membership};

/// A kind of membership (contract, part B: `XMembershipType`). "Addition pending" and "Removal pending" are what the
/// service calls the latter two until their first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembershipKind {
    Permanent,
    Temporary,
    /// Out of the group for a time.
    Paused,
}

/// What is chosen. Copies share the same state.
#[derive(Clone, Copy)]
pub struct ChosenMembership {
    pub kind: RwSignal<MembershipKind>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    /// Whether a missing day is an error already.
    shown: RwSignal<bool>,
}

impl ChosenMembership {
    /// A permanent membership; days begin today.
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new(MembershipKind::Permanent),
            from: RwSignal::new(format::today()),
            to: RwSignal::new(String::new()),
            shown: RwSignal::new(false),
        }
    }

    /// As at first.
    pub fn reset(self) {
        self.kind.set(MembershipKind::Permanent);
        self.from.set(format::today());
        self.to.set(String::new());
        self.shown.set(false);
    }

    /// The change for somebody who is added; reactive.
    pub fn adding(self) -> MemberChange {
        MemberChange::Add(self.membership())
    }

    /// The change for somebody who is a member; reactive.
    pub fn setting(self) -> MemberChange {
        match self.kind.get() {
            MembershipKind::Paused => MemberChange::Pause { from: self.from.get(), to: self.to.get() },
            MembershipKind::Permanent | MembershipKind::Temporary => MemberChange::Set(self.membership()),
        }
    }

    fn membership(self) -> Membership {
        match self.kind.get() {
            MembershipKind::Permanent => Membership::Permanent,
            MembershipKind::Temporary | MembershipKind::Paused => {
                Membership::Temporary { from: self.from.get(), to: self.to.get() }
            }
        }
    }

    /// Whether the days are complete; from now on what is wrong with them is shown.
    pub fn is_complete(self) -> bool {
        self.shown.set(true);
        untrack(|| self.setting().problem(&format::today()).is_none())
    }

    /// What is wrong with the days, as soon as it is shown; reactive.
    fn problem(self) -> Option<String> {
        let problem = self.setting().problem(&format::today()).as_ref().map(problem_text);
        problem.filter(|_| self.shown.get())
    }
}

#[component]
pub fn MembershipChoice(
    /// The id of the field.
    id: &'static str,
    /// Its label; reactive.
    label: fn() -> &'static str,
    chosen: ChosenMembership,
    /// The kinds to choose from.
    kinds: &'static [MembershipKind],
) -> impl IntoView {
    let interval = Api::expect().config().lifecycle_job_hours;
    let name = |kind: MembershipKind| match kind {
        MembershipKind::Permanent => t!(members.permanent),
        MembershipKind::Temporary => t!(members.temporary),
        MembershipKind::Paused => t!(members.paused),
    };
    let list = kinds.iter().map(|kind| (*kind, Choice::new(move || name(*kind).to_owned())));
    let choose = move |kind| {
        chosen.kind.set(kind);
        chosen.shown.set(false);
    };
    let choices = Choices::of(list.collect(), move || chosen.kind.get(), choose);
    let problem = Signal::derive(move || chosen.problem());
    let (error_id, hint_id) = (format!("{id}-days-error"), format!("{id}-days-hint"));
    // Compared as days: a membership shorter than the interval of the lifecycle job may never take effect.
    let short = move || {
        let same = chosen.from.with(|from| chosen.to.with(|to| !from.is_empty() && from == to));
        interval.filter(|hours| *hours >= 24 && same)
    };
    let described_by = {
        let (error, hint) = (error_id.clone(), hint_id.clone());
        Signal::derive(move || {
            let ids = [problem.with(Option::is_some).then_some(&error), short().is_some().then_some(&hint)];
            let ids: Vec<_> = ids.into_iter().flatten().map(String::as_str).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let invalid = move |day: RwSignal<String>| {
        Signal::derive(move || {
            (problem.with(Option::is_some) && (day.with(String::is_empty) || !is_half(chosen))).then_some("true")
        })
    };
    let from = Signal::derive(|| t!(members.first_day).to_owned());
    let to = Signal::derive(|| t!(members.last_day).to_owned());
    let has_days = Memo::new(move |_| chosen.kind.get() != MembershipKind::Permanent);
    let hint = move || {
        let id = hint_id.clone();
        short().map(|hours| view! { <p class="hint" id=id>{t!(members.short_window, hours = hours)}</p> })
    };
    let error_id = StoredValue::new(error_id);
    let hint = StoredValue::new(hint);
    view! {
        <Radios text=FieldText::new(id, label, || None) choices/>
        <Show when=move || has_days.get()>
            <div class="row">
                <DayField label=|| t!(members.first_day) name=from value=chosen.from described_by
                    invalid=invalid(chosen.from) on_input=move |day| chosen.from.set(day)/>
                <DayField label=|| t!(members.last_day) name=to value=chosen.to described_by
                    invalid=invalid(chosen.to) on_input=move |day| chosen.to.set(day)/>
            </div>
            {hint.get_value()}
            <ErrorText id=error_id.get_value() error=problem/>
        </Show>
    }
}

impl Default for ChosenMembership {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether one of the days is missing, so that only that one is marked.
fn is_half(chosen: ChosenMembership) -> bool {
    chosen.from.with(String::is_empty) || chosen.to.with(String::is_empty)
}
