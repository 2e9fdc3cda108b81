//! The dialog that adds members, removes them or changes their memberships: who it is about, then the progress and what
//! became of each.

use super::{ChangeButtons, ChangeList, ChosenMembership, MemberChanges, MembershipChoice, MembershipKind};
use crate::i18n::{t, tv};
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::format;
use leptos::prelude::*;
use model::group::{MemberChange, MemberState, Principal};
use model::list::bulk::DELETED_UNASKED;

/// What is done with the chosen objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Add,
    Remove,
    /// Members get another kind of membership.
    Membership,
}

/// What was asked for. Copies share the same state.
#[derive(Clone, Copy)]
pub struct AskedChange {
    /// The changes, until the dialog was closed.
    pub changes: MemberChanges,
    kind: RwSignal<ChangeKind>,
    /// The group's name.
    group: RwSignal<String>,
    how: ChosenMembership,
    open: RwSignal<bool>,
}

impl AskedChange {
    /// Nothing was asked for yet. Must run inside the reactive owner of a page.
    pub fn new(changes: MemberChanges) -> Self {
        Self {
            changes,
            kind: RwSignal::new(ChangeKind::Remove),
            group: RwSignal::new(String::new()),
            how: ChosenMembership::new(),
            open: RwSignal::new(false),
        }
    }

    /// Opens the dialog about these objects and a group with that name.
    pub fn start(self, kind: ChangeKind, people: Vec<Principal>, group: String) {
        if self.changes.busy.get_untracked() || people.is_empty() {
            return;
        }
        self.how.reset();
        self.kind.set(kind);
        self.group.set(group);
        self.changes.run.set(Default::default());
        let change = match kind {
            ChangeKind::Add => untrack(|| self.how.adding()),
            ChangeKind::Remove | ChangeKind::Membership => MemberChange::Remove,
        };
        self.changes.collect(people, &change);
        self.open.set(true);
    }
}

#[component]
pub fn ChangeDialog(
    asked: AskedChange,
    /// Receives those whose change was carried out, also where others failed.
    #[prop(into)]
    on_done: Callback<(ChangeKind, Vec<Principal>)>,
) -> impl IntoView {
    let AskedChange { changes, kind, group, how, open } = asked;
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let counts = Memo::new(move |_| changes.counts());
    let total = Memo::new(move |_| counts.get().total());
    // When nothing is left to say, the dialog closes by itself.
    Effect::new(move |before: Option<bool>| {
        let busy = changes.busy.get();
        if before == Some(true) && !busy {
            let done = changes.run.with_untracked(|run| {
                let done = run.items().iter().filter(|item| matches!(item.state, MemberState::Done(_)));
                done.map(|item| item.who.clone()).collect::<Vec<_>>()
            });
            if !done.is_empty() {
                on_done.run((kind.get_untracked(), done));
            }
            changes.run.update(|run| run.forget_done());
            if changes.run.with_untracked(|run| run.items().is_empty()) {
                open.set(false);
            }
        }
        busy
    });
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
            tried.set(false);
        }
    });
    let asks_number = Memo::new(move |_| kind.get() == ChangeKind::Remove && counts.get().waiting > DELETED_UNASKED);
    let waiting = move || counts.get().waiting as i64;
    let is_typed = move || typed.with(|typed| format::is_number(typed, waiting()));
    let number_problem =
        move || (tried.get() && !is_typed()).then(|| t!(bulk.type_error, number = format::count(waiting())));
    let number = move || {
        let hint = move || t!(bulk.type_hint, number = format::count(waiting()));
        let text = FieldText::new("members-number", || t!(edit.number_of_members), number_problem).hint(hint);
        view! { <TextField text value=typed on_input=move |text| typed.set(text)/> }
    };
    let before = move |()| {
        tried.set(true);
        if asks_number.get_untracked() && !untrack(is_typed) {
            focus::soon("[id=\"members-number\"]");
            return false;
        }
        if kind.get_untracked() == ChangeKind::Membership {
            if !how.is_complete() {
                focus::soon("dialog [aria-invalid=\"true\"][type=\"date\"]");
                return false;
            }
            changes.run.update(|run| run.set_change(&untrack(|| how.setting())));
        }
        true
    };
    let only =
        move || changes.run.with(|run| run.items().first().map(|item| item.who.name.clone()).unwrap_or_default());
    let title = Signal::derive(move || {
        let (group, count) = (group.get(), total.get() as i64);
        let number = format::count(count);
        match (kind.get(), count) {
            (ChangeKind::Remove, 1) => t!(edit.remove_member_question, name = only(), group = group),
            (ChangeKind::Remove, _) => t!(edit.remove_members_question, count = count, number = number, group = group),
            (ChangeKind::Membership, 1) => t!(edit.membership_of, name = only(), group = group),
            (ChangeKind::Membership, _) => t!(edit.memberships_of, count = count, number = number, group = group),
            (ChangeKind::Add, 1) => t!(edit.add_member_question, name = only(), group = group),
            (ChangeKind::Add, _) => t!(edit.add_members_question, count = count, number = number, group = group),
        }
    });
    let act = move |count: i64| match kind.get() {
        ChangeKind::Add => t!(edit.add_count, count = count),
        ChangeKind::Remove => t!(edit.remove_count, count = count),
        ChangeKind::Membership => t!(edit.change_count, count = count),
    };
    let dismissible = Signal::derive(move || !changes.busy.get());
    let close = move || {
        if !changes.busy.get_untracked() {
            open.set(false);
        }
    };
    let about = move || match kind.get() {
        ChangeKind::Add => view! { <p>{tv!(edit.add_member_hint)}</p> }.into_any(),
        ChangeKind::Remove => view! { <p>{tv!(edit.remove_member_hint)}</p> }.into_any(),
        ChangeKind::Membership => view! {
            <MembershipChoice id="set-membership" label=|| t!(members.membership) chosen=how
                kinds=&[MembershipKind::Permanent, MembershipKind::Temporary, MembershipKind::Paused]/>
        }
        .into_any(),
    };
    // The title already names a single person of whom nothing more is to be said.
    let is_listed = Memo::new(move |_| counts.get().waiting != 1 || total.get() > 1);
    view! {
        <Dialog open id="change-members" title wide=true dismissible>
            <div class="stack">
                {about}
                <Show when=move || is_listed.get()>
                    <ChangeList changes label=|| t!(edit.chosen_members)/>
                </Show>
                <Show when=move || asks_number.get()>{number()}</Show>
                <div class="buttons">
                    <button type="button" class="btn" autofocus aria-disabled=move || changes.busy.get().to_string()
                        on:click=move |_| close()>
                        {move || if counts.get().waiting > 0 { t!(common.cancel) } else { t!(common.close) }}
                    </button>
                    {move || {
                        let class = if kind.get() == ChangeKind::Remove { "btn danger" } else { "btn primary" };
                        view! { <ChangeButtons changes class act before doing=|| t!(edit.changing)/> }
                    }}
                </div>
            </div>
        </Dialog>
    }
}
